"""`manage.py sandbox`, as contracts/tools.md has it."""

import io
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from lessons.scenarios.models import Sandbox

pytestmark = pytest.mark.django_db


def sandbox(*words: str) -> str:
    out, err = io.StringIO(), io.StringIO()
    call_command("sandbox", *words, stdout=out, stderr=err)
    return out.getvalue()


def created(*words: str) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(sandbox("create", "--scenario", "first-team", "--format", "json", *words))
    return made


def test_json_has_the_fields_of_the_contract() -> None:
    made = created()
    assert set(made) == {
        *("id", "endpoint_url", "access_key_id", "secret_access_key", "session_token", "account", "region"),
    }
    assert made["endpoint_url"] == "http://127.0.0.1:8000/aws"
    assert (made["account"], made["region"], made["session_token"]) == ("123456789012", "us-east-1", None)


def test_every_sandbox_has_its_own_keys() -> None:
    lines = sandbox("create", "--scenario", "first-team", "--count", "3", "--format", "json").splitlines()
    made = [json.loads(line) for line in lines]
    assert len({one["id"] for one in made}) == len({one["access_key_id"] for one in made}) == 3
    assert len({one["secret_access_key"] for one in made}) == 3


def test_env_is_for_a_shell() -> None:
    lines = sandbox("create", "--scenario", "first-team", "--format", "env").splitlines()
    assert [line.partition("=")[0] for line in lines] == [
        "export AWS_ENDPOINT_URL",
        "export AWS_ACCESS_KEY_ID",
        "export AWS_SECRET_ACCESS_KEY",
        "export AWS_DEFAULT_REGION",
    ]


def test_the_empty_scenario_is_one_account_and_its_root_user() -> None:
    made = json.loads(sandbox("create", "--scenario", "empty", "--format", "json"))
    assert made["account"] == "123456789012"
    shown = json.loads(sandbox("show", made["id"]))
    account = shown["accounts"]["123456789012"]
    assert not any(account.get(kind) for kind in ("users", "groups", "roles", "policies", "buckets"))
    who = json.loads(sandbox("aws", made["id"], "--", "sts", "get-caller-identity"))
    assert who["Arn"] == "arn:aws:iam::123456789012:root"


def test_a_line_runs_as_who_the_sandbox_was_made_for(capsys: pytest.CaptureFixture[str]) -> None:
    made = created("--as", "my-admin")
    who = json.loads(sandbox("aws", made["id"], "--", "sts", "get-caller-identity"))
    assert who["Arn"].endswith(":user/my-admin")
    text = sandbox("aws", made["id"], "--", "iam", "list-users", "--query", "Users[].UserName", "--output", "text")
    assert text == "my-admin\n"


@pytest.mark.parametrize(
    ("words", "arn"),
    [
        (["--as", "arn:aws:iam::123456789012:user/my-admin"], "arn:aws:iam::123456789012:user/my-admin"),
        (["--account", "production"], "arn:aws:iam::444455556666:root"),
        (["--account", "production", "--as", "Auditor"], "arn:aws:sts::444455556666:assumed-role/Auditor/lab"),
        (["--as", "arn:aws:iam::444455556666:role/Auditor"], "arn:aws:sts::444455556666:assumed-role/Auditor/lab"),
    ],
)
def test_a_principal_is_a_user_a_role_or_root_of_any_account(words: list[str], arn: str) -> None:
    made = json.loads(sandbox("create", "--scenario", "company-of-accounts", "--format", "json", *words))
    assert made["account"] == arn.split(":")[4]
    assert (made["session_token"] is not None) is ("assumed-role" in arn)
    assert json.loads(sandbox("aws", made["id"], "--", "sts", "get-caller-identity"))["Arn"] == arn


@pytest.mark.parametrize(
    ("words", "exit_code"),
    [
        (["iam", "get-user", "--user-name", "nobody"], 254),
        (["iam", "get-usr"], 252),
        (["iam", "list-users", "--x"], 252),
    ],
)
def test_it_exits_as_the_aws_cli_does(words: list[str], exit_code: int) -> None:
    made = created()
    with pytest.raises(SystemExit) as stopped:
        sandbox("aws", made["id"], "--", *words)
    assert stopped.value.code == exit_code


def test_the_trail_is_json_lines_and_reset_empties_it() -> None:
    made = created("--as", "my-admin")
    sandbox("aws", made["id"], "--", "iam", "create-user", "--user-name", "jane.doe")
    names = [json.loads(line)["eventName"] for line in sandbox("trail", made["id"]).splitlines()]
    assert names[0] == "CreateUser"
    sandbox("reset", made["id"])
    assert sandbox("trail", made["id"]) == ""
    assert "jane.doe" not in sandbox("show", made["id"])


@pytest.mark.parametrize("who", ["root", "my-admin"])
def test_after_a_reset_the_keys_that_were_handed_out_are_there_again(who: str) -> None:
    made = created("--as", who)
    before = json.loads(sandbox("show", made["id"]))
    sandbox("aws", made["id"], "--", "iam", "delete-access-key", "--access-key-id", made["access_key_id"])
    sandbox("reset", made["id"])
    after = sandbox("show", made["id"])
    assert made["access_key_id"] in after and made["secret_access_key"] in after
    assert json.loads(after)["keys_issued"] == before["keys_issued"] == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["create", "--scenario", "no-such"], "There is no scenario 'no-such'"),
        (["create", "--scenario", "first-team", "--as", "ghost"], "There is no identity 'ghost'"),
        (["create", "--scenario", "first-team", "--account", "prod"], "The scenario has no account 'prod'"),
        (["create", "--scenario", "first-team", "--count", "0"], "--count is a number from 1"),
        (["show", "not-an-id"], "There is no sandbox 'not-an-id'"),
        (["reset", "00000000-0000-4000-8000-000000000000"], "There is no sandbox"),
    ],
)
def test_what_is_not_there_is_said(words: list[str], says: str) -> None:
    with pytest.raises(CommandError, match=says):
        sandbox(*words)
    assert Sandbox.objects.count() == 0
