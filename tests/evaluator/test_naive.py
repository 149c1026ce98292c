"""The evaluator and a second, naive interpreter of the same rules agree on every case."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from iamlab.evaluator.case import decide_case, read_case
from tests.evaluator.generated import cases
from tests.evaluator.naive import decide


@given(case=cases())
@settings(max_examples=400, deadline=None)
def test_both_interpreters_decide_alike(case: dict[str, Any]) -> None:
    answer = decide_case(read_case(case))
    assert (answer["decision"], answer["decided_by"]) == decide(case)


SEGMENTS = st.lists(st.sampled_from(["a", "b", "*", "?", "/"]), max_size=4).map("".join)
VALUES = st.lists(st.sampled_from(["a", "b", "/"]), max_size=4).map("".join)
TAILS = st.lists(st.sampled_from(["a", "b", ":", "/", "*", "?", "${aws:username}", "${*}"]), max_size=5).map("".join)
PLAIN_TAILS = st.lists(st.sampled_from(["a", "b", ":", "/", "*", "jane"]), max_size=5).map("".join)


@given(
    pattern=st.tuples(st.lists(SEGMENTS, max_size=4), TAILS).map(lambda parts: ":".join(["arn", *parts[0], parts[1]])),
    resource=st.tuples(VALUES, VALUES, VALUES, VALUES, PLAIN_TAILS).map(lambda parts: ":".join(["arn", *parts])),
)
@settings(max_examples=600, deadline=None)
def test_both_interpreters_match_resources_alike(pattern: str, resource: str) -> None:
    statement = {"Effect": "Allow", "Action": "*", "Resource": pattern}
    request = {"principal": "arn:aws:iam::123456789012:user/jane", "action": "s3:GetObject", "resource": resource}
    request["resource_account"] = "123456789012"
    case = {"request": request, "identity_policies": [{"Version": "2012-10-17", "Statement": statement}]}
    assert decide_case(read_case(case))["decision"] == decide(case)[0]


TEXTS = ["", "a", "A", "ab", "a*", "*", "?b", "${aws:username}", "jane", "arn:aws:s3:::a", "arn:aws:*:::?"]
NUMBERS = ["10", "9.5", "1e1", "true", "TRUE", "10.0.0.0/8", "10.1.2.3", "2001:db8::1", "2001:db8::/32", "QQ=="]
DATES = ["2026-01-01", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00+01:00", "1767225600"]
SCALARS = st.sampled_from([*TEXTS, *NUMBERS, *DATES])
BASES = ["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike"]
BASES += ["StringNotLike", "NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericGreaterThanEquals", "Bool"]
BASES += ["DateEquals", "DateNotEquals", "DateLessThan", "DateGreaterThanEquals", "BinaryEquals", "IpAddress"]
BASES += ["NotIpAddress", "ArnEquals", "ArnNotEquals", "ArnLike", "ArnNotLike"]
OPERATORS = st.tuples(
    st.sampled_from(["", "", "ForAllValues:", "ForAnyValue:"]),
    st.sampled_from(BASES),
    st.sampled_from(["", "IfExists"]),
).map("".join)


@given(
    operator=OPERATORS | st.just("Null"),
    wanted=SCALARS | st.lists(SCALARS, max_size=3),
    given_values=st.none() | SCALARS | st.lists(SCALARS, max_size=3),
)
@settings(max_examples=1000, deadline=None)
def test_both_interpreters_hold_conditions_alike(operator: str, wanted: Any, given_values: Any) -> None:
    condition = {operator: {"example:key": wanted}}
    statement = {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": condition}
    request: dict[str, Any] = {"principal": "arn:aws:iam::123456789012:user/jane", "action": "s3:GetObject"}
    request["resource"] = "arn:aws:s3:::a/b"
    if given_values is not None:
        request["context"] = {"example:key": given_values}
    case = {"request": request, "identity_policies": [{"Version": "2012-10-17", "Statement": statement}]}
    assert decide_case(read_case(case))["decision"] == decide(case)[0]
