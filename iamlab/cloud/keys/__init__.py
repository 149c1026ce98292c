"""Public keys and certificates as they are written down: as much of them as IAM tells about.

Standards: RFC 7468 (PEM), X.690 (DER), RFC 5280 (X.509 certificates), RFC 8017 (RSA keys), RFC 4253 (ssh-rsa).
"""
