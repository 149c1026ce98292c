"""How a Resource value covers an ARN: each rule of AWS's pages is one row of resources.yaml."""

import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from iamlab.policy.arns import Arn, compile_resource, parse_arn, parse_resource, request_arn

DATA: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "resources.yaml").read_text(encoding="utf-8"))
ROWS = [(group["source"], *row) for group in DATA["groups"] for row in group["rows"]]
STREAM = "arn:aws:logs:us-east-1:111122223333:log-group:app:log-stream:a"


def _covers(pattern: str, value: str, *, with_variables: bool = True) -> bool:
    parts = parse_resource(pattern, with_variables=with_variables).resolve(DATA["variables"].get)
    return parts is not None and compile_resource(parts).matches(value)


@pytest.mark.parametrize("row", ROWS, ids=[" ".join(map(str, row[1:])) for row in ROWS])
def test_resource(row: tuple[Any, ...]) -> None:
    source, pattern, value, covers, *version = row
    assert _covers(pattern, value, with_variables=not version) is covers, source


def _slowly(pattern: str, value: str, colons: int = 0) -> bool:
    """The page's rule, one character at a time: in the first five fields only a star at the end takes a colon."""
    if not pattern:
        return not value
    wanted, rest = pattern[0], pattern[1:]
    if wanted not in "*?":
        return value[:1] == wanted and _slowly(rest, value[1:], colons + (wanted == ":"))
    crosses = colons == 5 or (wanted == "*" and rest[0] == ":")
    takes = value != "" and (crosses or value[0] != ":")
    if wanted == "?":
        return takes and _slowly(rest, value[1:], colons)
    return _slowly(rest, value, colons) or (takes and _slowly(pattern, value[1:], colons))


@given(fields=st.lists(st.text(alphabet="ab*?", max_size=3), min_size=6, max_size=6), data=st.data())
def test_segments_agree_with_the_rule_applied_slowly(fields: list[str], data: st.DataObject) -> None:
    pattern = ":".join(fields)
    wild = {"*": st.text(alphabet="ab:", max_size=3), "?": st.sampled_from("ab:")}
    value = "".join(data.draw(wild[character]) if character in wild else character for character in pattern)
    assert _covers(pattern, value) == _slowly(pattern, value)


def test_a_hostile_resource_is_decided_at_once() -> None:
    pattern = "arn:aws:s3:" + "a*" * 1000 + "b:" + "*a" * 1000 + ":*"
    start = time.process_time()
    assert not _covers(pattern, "arn:aws:s3:" + "a" * 3000 + ":" + "a" * 3000)
    assert time.process_time() - start < 0.5


def test_the_fields_of_an_arn() -> None:
    assert parse_arn(STREAM) == Arn("arn", "aws", "logs", "us-east-1", "111122223333", "log-group:app:log-stream:a")
    assert str(parse_arn(STREAM)) == STREAM
    assert parse_arn("arn:aws:s3") is None
    assert parse_arn("a:b:c:d:e:f") is None


def test_listing_all_buckets_is_about_all_buckets() -> None:
    """Source: "Amazon S3: Allows IAM users access to their S3 home directory, programmatically and in the console"."""
    assert request_arn("s3:listallmybuckets", "*") == "arn:aws:s3:::*"
    assert request_arn("ec2:describeinstances", "*") == "*"
    assert request_arn("s3:getobject", "arn:aws:s3:::b/k") == "arn:aws:s3:::b/k"
