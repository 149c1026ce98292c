"""Pages of long answers. AWS page: "ListUsers" in the IAM API Reference (Marker, MaxItems, IsTruncated)."""

import base64
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iamlab.cloud import models, pages
from iamlab.cloud.errors import ServiceError
from iamlab.cloud.gateway import Call, handle
from iamlab.cloud.services import SIMULATED
from iamlab.cloud.state.company import Company
from tests.cloud.company import NOW, company

NAMES = st.lists(st.text("abcdef", min_size=1, max_size=3), unique=True, max_size=12).map(sorted)


def listing(names: list[str]) -> dict[str, Any]:
    return {"Users": [{"UserName": name, "Path": "/"} for name in names], "IsTruncated": False}


def page_of(names: list[str], size: int, marker: str = "", seed: str = "s", **filters: str) -> tuple[list[str], str]:
    parameters = {"MaxItems": size, **({"Marker": marker} if marker else {}), **filters}
    answer = pages.page("iam", "ListUsers", parameters, listing(names), seed)
    assert answer["IsTruncated"] is ("Marker" in answer)
    return [user["UserName"] for user in answer["Users"]], answer.get("Marker", "")


def walk(lists: list[list[str]], size: int) -> list[str]:
    """Ask for page after page, the first of the first list, the second of the second, and the rest of the last."""
    seen, marker = page_of(lists[0], size)
    rest = list(lists[1:])
    names = lists[0]
    while marker:
        names = rest.pop(0) if rest else names
        found, marker = page_of(names, size, marker)
        seen = seen + found
    return seen


@given(NAMES, st.integers(1, 5))
def test_the_pages_of_a_list_are_the_list(names: list[str], size: int) -> None:
    assert walk([names], size) == names


@given(NAMES, NAMES, st.integers(1, 5))
def test_a_list_that_grows_between_pages_skips_and_repeats_nothing(
    names: list[str], more: list[str], size: int
) -> None:
    grown = sorted({*names, *more})
    seen = walk([names, grown], size)
    assert len(seen) == len(set(seen))
    assert set(names) <= set(seen)


@given(NAMES.filter(lambda names: len(names) > 2), st.data())
def test_what_is_shown_last_may_be_deleted_before_the_next_page(names: list[str], data: st.DataObject) -> None:
    size = data.draw(st.integers(1, len(names) - 1))
    rest = [name for name in names if name != names[size - 1]]
    assert walk([names, rest], size) == names


@given(NAMES.filter(lambda names: len(names) > 1), st.text(max_size=40))
def test_a_marker_is_good_only_where_it_comes_from(names: list[str], made_up: str) -> None:
    _, marker = page_of(names, 1)
    for wrong in (made_up, marker[:-2], base64.b64encode(made_up.encode()).decode()):
        if wrong and wrong != marker:
            with pytest.raises(ServiceError) as refused:
                page_of(names, 1, wrong)
            assert refused.value.code == "ValidationError"
    with pytest.raises(ServiceError):
        page_of(names, 1, marker, seed="of another sandbox")
    with pytest.raises(ServiceError):
        page_of(names, 1, marker, PathPrefix="/other/")


def test_a_page_goes_through_several_lists_one_after_the_other() -> None:
    found: dict[str, list[dict[str, str]]] = {"PolicyGroups": [], "PolicyUsers": [], "PolicyRoles": []}
    whole = {
        "PolicyGroups": [{"GroupName": "a"}],
        "PolicyUsers": [{"UserName": "a"}, {"UserName": "b"}],
        "PolicyRoles": [{"RoleName": "a"}],
    }
    marker: str | None = ""
    while marker is not None:
        answer = pages.page("iam", "ListEntitiesForPolicy", {"MaxItems": 1, "Marker": marker}, dict(whole))
        assert sum(map(len, (answer[name] for name in found))) == 1
        for name in found:
            found[name] += answer[name]
        marker = answer.get("Marker")
    assert found == whole


@pytest.mark.parametrize(
    ("service", "operation", "code"),
    [
        ("iam", "ListUsers", "ValidationError"),
        ("kms", "ListKeys", "InvalidMarkerException"),
        ("secretsmanager", "ListSecrets", "InvalidNextTokenException"),
        ("ssm", "DescribeParameters", "InvalidNextToken"),
        ("lambda", "ListFunctions", "InvalidParameterValueException"),
    ],
)
def test_a_wrong_token_is_refused_with_the_code_of_the_service(service: str, operation: str, code: str) -> None:
    paging = pages.paging(service, operation)
    assert paging is not None
    with pytest.raises(ServiceError) as refused:
        pages.page(service, operation, {paging.token: "made-up"}, {name: [] for name in paging.lists})
    assert refused.value.code == code


def test_every_listing_of_iam_that_takes_a_marker_has_pages() -> None:
    for operation in SIMULATED["iam"]:
        shape = models.operation("iam", operation).input_shape
        if shape and "Marker" in shape.members and operation != "ListDelegationRequests":  # which is always empty
            paging = pages.paging("iam", operation)
            assert paging is not None and paging.lists, operation


def test_a_listing_has_a_hundred_on_a_page() -> None:
    lab = company()
    for number in range(120):
        made = handle(lab, Call("iam", "CreateGroup", {"GroupName": f"G{number:03}"}, "root"), NOW)
        assert made.error is None
    first = handle(lab, Call("iam", "ListGroups", {}, "root"), NOW).output
    assert first is not None and (len(first["Groups"]), first["IsTruncated"]) == (100, True)
    second = handle(lab, Call("iam", "ListGroups", {"Marker": first["Marker"]}, "root"), NOW).output
    assert second is not None and (len(second["Groups"]), second["IsTruncated"]) == (22, False)


def test_what_pages_itself_is_left_alone() -> None:
    lab: Company = company()
    listed = handle(lab, Call("s3", "ListObjectsV2", {"Bucket": "reports", "MaxKeys": 1}, "root"), NOW).output
    assert listed is not None and listed["IsTruncated"] is True
