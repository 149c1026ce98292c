"""Which actions a pattern covers."""

import pytest

from lessons.playground.expansion import MAX_PATTERNS, SHOWN, expand


def test_a_pattern_covers_actions_and_leaves_others() -> None:
    (found,) = expand("s3:GetObject*")
    assert "s3:GetObjectTagging" in [action.name for action in found.covered]
    assert "s3:PutObject" in found.others
    assert found.count == len(found.covered)
    assert dict(found.levels) == {"Read": found.count}


def test_case_quotes_and_commas_do_no_harm() -> None:
    (found,) = expand('  "S3:getobject",\n')
    assert [action.name for action in found.covered] == ["s3:GetObject"]


def test_several_patterns_come_in_order_and_once() -> None:
    assert [found.pattern for found in expand("iam:*Role\ns3:Get*, iam:*Role")] == ["iam:*Role", "s3:Get*"]


@pytest.mark.parametrize("pattern", ["*", "*:*"])
def test_everything_is_counted(pattern: str) -> None:
    (found,) = expand(pattern)
    assert found.count > 10_000
    assert not found.covered


def test_a_large_service_is_shown_in_part() -> None:
    (found,) = expand("ec2:*")
    assert len(found.covered) == SHOWN
    assert found.more == found.count - SHOWN > 0
    assert not found.others


@pytest.mark.parametrize(
    ("pattern", "problem", "near"),
    [
        ("s3:GetObjekt", "Nothing matches.", "s3:GetObject"),
        ("s3:Gett*", "Nothing matches.", "s3:GetObject"),
        ("dynamdb:*", "There is no service dynamdb.", "dynamodb:"),
        ("GetObject", "Write service:Action, for example s3:Get*.", ""),
        ("s3*:Get*", "The service takes no wildcard. Name each service in a pattern of its own.", ""),
    ],
)
def test_what_covers_nothing_says_why(pattern: str, problem: str, near: str) -> None:
    (found,) = expand(pattern)
    assert found.problem == problem
    assert near in "".join(found.near[:1]) or found.near


def test_hostile_text_is_bounded() -> None:
    assert len(expand("s3:*\n" * 1_000)) == 1
    assert len(expand("\n".join(f"s3:{number}*" for number in range(100)))) == MAX_PATTERNS
    assert expand("s3:" + "*a" * 100_000)[0].problem == "Nothing matches."
