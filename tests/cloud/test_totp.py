"""One-time codes: RFC 6238's own vectors, and what must hold for every seed and moment."""

import base64
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iamlab.cloud import totp

# RFC 6238, appendix B, SHA-1: the last six of the eight digits there.
RFC_SEED = base64.b32encode(b"12345678901234567890").decode()
RFC_VECTORS = [
    (59, "287082"),
    (1111111109, "081804"),
    (1111111111, "050471"),
    (1234567890, "005924"),
    (2000000000, "279037"),
    (20000000000, "353130"),
]
SEEDS = st.binary(min_size=40, max_size=40).map(lambda seed: base64.b32encode(seed).decode())
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
STEP = timedelta(seconds=totp.STEP_SECONDS)


@pytest.mark.parametrize(("seconds", "code"), RFC_VECTORS)
def test_the_vectors_of_the_rfc(seconds: int, code: str) -> None:
    assert totp.code(RFC_SEED, datetime.fromtimestamp(seconds, UTC)) == code


@given(SEEDS, MOMENTS)
def test_a_code_is_good_in_its_own_step_and_the_two_beside_it_only(seed: str, moment: datetime) -> None:
    code, step = totp.code(seed, moment), totp.step_at(moment)
    for ahead in (-1, 0, 1):
        assert totp.verify(seed, code, moment + ahead * STEP) is not None
    for ahead in (-2, 2):
        found = totp.verify(seed, code, moment + ahead * STEP)
        assert found is None or (totp.code_of_step(seed, found) == code and found != step)


@given(SEEDS, MOMENTS)
def test_a_code_is_good_once(seed: str, moment: datetime) -> None:
    code = totp.code(seed, moment)
    used = totp.verify(seed, code, moment)
    assert used is not None
    again = totp.verify(seed, code, moment, after=used)
    assert again is None or again > used


@given(SEEDS, MOMENTS, st.text(max_size=8))
def test_a_wrong_code_is_never_good(seed: str, moment: datetime, given_code: str) -> None:
    near = {totp.code(seed, moment + ahead * STEP) for ahead in (-1, 0, 1)}
    assert (totp.verify(seed, given_code, moment) is not None) is (given_code in near)


@given(SEEDS, MOMENTS)
def test_two_codes_are_good_only_in_their_order(seed: str, moment: datetime) -> None:
    now, after = totp.codes(seed, moment)
    assert totp.verify_consecutive(seed, (now, after), moment) == totp.step_at(moment) + 1
    if len({now, after, totp.code(seed, moment - STEP), totp.code(seed, moment - 2 * STEP)}) == 4:
        assert totp.verify_consecutive(seed, (after, now), moment) is None
        assert totp.verify_consecutive(seed, (now, now), moment) is None
