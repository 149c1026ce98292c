"""Who an identity provider vouches for: the lab's own test tokens, made and checked with the sandbox's seed.

AWS pages: "OIDC federation", "SAML 2.0 federation".
"""
