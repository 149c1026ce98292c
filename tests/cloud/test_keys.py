"""Keys and certificates are read as the cryptography package reads and writes them, and anything else is refused."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from iamlab.cloud.keys import certificates, der, pem
from iamlab.cloud.keys import rsa as rsa_keys

START = datetime(2026, 1, 1, tzinfo=UTC)
RSA_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
EC_KEY = ec.generate_private_key(ec.SECP256R1())


def certificate_text(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey, end: datetime) -> str:
    """Return a certificate in PEM that the key itself signed."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "example.com")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(START)
        .not_valid_after(end)
        .sign(key, hashes.SHA256())
    )
    return made.public_bytes(serialization.Encoding.PEM).decode()


def private_text(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey, form: serialization.PrivateFormat) -> str:
    return key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()).decode()


@pytest.mark.parametrize(
    "end", [START + timedelta(days=90), datetime(2049, 12, 31, tzinfo=UTC), datetime(2060, 1, 1, tzinfo=UTC)]
)
def test_a_certificate_tells_its_end_and_its_key(end: datetime) -> None:
    (found,) = certificates.read(certificate_text(RSA_KEY, end))
    assert found.not_after == end
    assert found.key is not None and found.key.modulus == RSA_KEY.public_key().public_numbers().n


def test_a_chain_is_several_certificates_and_a_key_of_another_kind_is_none() -> None:
    found = certificates.read(
        certificate_text(RSA_KEY, START + timedelta(1)) + certificate_text(EC_KEY, START + timedelta(2))
    )
    assert [one.key is None for one in found] == [False, True]


@pytest.mark.parametrize("form", [serialization.PrivateFormat.PKCS8, serialization.PrivateFormat.TraditionalOpenSSL])
def test_a_private_key_tells_its_public_half(form: serialization.PrivateFormat) -> None:
    (block,) = pem.blocks(private_text(RSA_KEY, form))
    found = rsa_keys.of_private(block)
    assert found is not None and found.modulus == RSA_KEY.public_key().public_numbers().n
    (block,) = pem.blocks(private_text(EC_KEY, form))
    assert rsa_keys.of_private(block) is None


def test_a_public_key_is_written_in_both_encodings_as_others_write_it() -> None:
    public = RSA_KEY.public_key()
    ssh = public.public_bytes(serialization.Encoding.OpenSSH, serialization.PublicFormat.OpenSSH).decode()
    text = public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()
    for given_text in (ssh, ssh + " jane@laptop", text):
        found = rsa_keys.public_key(given_text)
        assert (found.ssh(), found.pem(), found.bits) == (ssh, text, 2048)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "ssh-rsa",
        "ssh-rsa !!",
        "ssh-rsa AAAA",
        "ssh-ed25519 AAAA",
        "-----BEGIN PUBLIC KEY-----\nAAAA",
        "-----BEGIN PUBLIC KEY-----\nMAA=\n-----END PUBLIC KEY-----",
        "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----",
    ],
)
def test_anything_else_is_no_public_key(text: str) -> None:
    with pytest.raises(ValueError):
        rsa_keys.public_key(text)


@given(st.binary(max_size=300), st.integers(0, 1200), st.binary(min_size=1, max_size=4))
def test_a_damaged_certificate_is_read_or_refused_with_a_value_error(noise: bytes, place: int, new: bytes) -> None:
    (block,) = pem.blocks(certificate_text(RSA_KEY, START))
    for data in (noise, block.der[:place] + new + block.der[place + len(new) :], block.der[:place]):
        try:
            certificates.read(pem.written(certificates.LABEL, data))
        except ValueError:
            continue


@given(st.integers(0, 2**600))
def test_a_number_is_read_as_it_was_written(number: int) -> None:
    assert der.read(der.integer(number)).integer() == number
