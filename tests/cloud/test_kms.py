"""Ciphertexts of KMS keys, and who opens them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iamlab.cloud.errors import ServiceError
from iamlab.cloud.services.kms import ciphertexts
from iamlab.cloud.state.kms import Key
from tests.cloud.company import NOW

KEY = Key(arn="arn:aws:kms:us-east-1:123456789012:key/a", created=NOW, id="a")
OTHER = Key(arn="arn:aws:kms:us-east-1:123456789012:key/b", created=NOW, id="b")
CONTEXTS = st.dictionaries(st.text(max_size=8), st.text(max_size=8), max_size=3)
CONTENTS = st.binary(max_size=200)


def opens(seed: str, key: Key, ciphertext: bytes, context: dict[str, str]) -> bytes | None:
    try:
        return ciphertexts.unseal(seed, key, ciphertext, context)
    except ServiceError as error:
        assert error.code == "InvalidCiphertextException"
        return None


@settings(max_examples=80, deadline=None)
@given(CONTENTS, CONTEXTS, CONTEXTS)
def test_the_same_key_and_context_open_a_ciphertext_and_nothing_else_does(
    content: bytes, context: dict[str, str], another: dict[str, str]
) -> None:
    sealed = ciphertexts.seal("seed", KEY, content, context, "now")
    assert opens("seed", KEY, sealed, dict(reversed(context.items()))) == content
    assert opens("another sandbox", KEY, sealed, context) is None
    assert opens("seed", OTHER, sealed, context) is None
    if another != context:
        assert opens("seed", KEY, sealed, another) is None
    assert ciphertexts.key_of(sealed, [OTHER, KEY]) == KEY


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_a_changed_ciphertext_is_refused(data: st.DataObject) -> None:
    sealed = ciphertexts.seal("seed", KEY, b"open sesame", {"app": "web"}, "now")
    start = len("AQICAH") + 32  # after what names the key
    place = data.draw(st.integers(start, len(sealed) - 2))  # of the last character, some bits are filling
    letter = data.draw(st.sampled_from([b"A", b"x", b"0", b"_", b"!", b"\xe9"]))
    changed = sealed[:place] + letter + sealed[place + 1 :]
    if changed != sealed:
        assert opens("seed", KEY, changed, {"app": "web"}) is None


@pytest.mark.parametrize("content", [b"", b"AQICAH", b"\xe9" * 50, b"AQICAH" + b"A" * 100, b"A" * 10_000])
def test_what_is_no_ciphertext_is_refused(content: bytes) -> None:
    with pytest.raises(ServiceError):
        if ciphertexts.key_of(content, [KEY]) is None:
            raise ciphertexts.invalid()
        ciphertexts.unseal("seed", KEY, content, {})


def test_two_calls_make_two_ciphertexts() -> None:
    assert ciphertexts.seal("s", KEY, b"x", {}, "first") != ciphertexts.seal("s", KEY, b"x", {}, "second")
