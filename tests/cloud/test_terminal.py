"""What holds for everything that can be typed."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iamlab.cloud.cli import pipelines, run, tokens
from iamlab.cloud.cli.completion import complete
from iamlab.cloud.cli.output import MAX_CHARACTERS
from iamlab.cloud.cli.usage import UsageError
from tests.cloud.company import NOW, company

TYPABLE = """
    aws iam s3api sts create-user list-users get-object help --user-name jane --tags Key=a,Value=b --query Users[].[Arn]
    --output table text --bucket reports --key file://x out.txt ' " \\ # -- --= { [ Key=[ Key={ --profile --max-items
    99999999999999999999 é $X | || && ; > >> & grep jq sort uniq cut tr head tail wc echo cat -n -d -f -o -w -c -E -v
    .[] map(.a) {a:.b} [.,.] select(.a=="x") a* (a|b)*c [a-z] ^$ x configure set region --cli-input-json
    --cli-input-yaml --generate-cli-skeleton yaml .aws/config .aws/credentials aws_access_key_id role_arn source_profile
    export unset env printenv printf %s A=b AWS_PROFILE=olga AWS_ACCESS_KEY_ID=x AWS_SECRET_ACCESS_KEY=y $A ${A} $( )
    $(echo <<EOF <<'EOF' EOF date +%s lab clock advance 1d token saml web-identity --provider a --subject b --audience c
    assume-role --role-arn --role-session-name get-session-token --no-sign-request
"""
PIECES = st.sampled_from([*TYPABLE.split(), "\n"])
TYPED = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=12).map(" ".join))
LAB = company()


@settings(max_examples=300, deadline=None)
@given(TYPED)
def test_whatever_is_typed_is_answered_with_an_exit_code(line: str) -> None:
    outcome = run(LAB.draft(), line, "my-admin", {"x": "{}"}, NOW)
    assert outcome.exit_code in (0, 1, 2, 5, 127, 252, 253, 254, 255)
    assert outcome.exit_code in (0, 1) or outcome.stderr  # 1 may be a grep that found nothing
    assert len(outcome.stdout) < 2 * MAX_CHARACTERS


LINES = """
    [default] [profile|x] [x] [profile|y] role_arn=arn:aws:iam::123456789012:role/R source_profile=x source_profile=y
    source_profile=olga aws_access_key_id=AKIAIOSFODNN7EXAMPLE aws_secret_access_key=s aws_session_token=t
    region=nowhere region=eu-west-1 output=table mfa_serial=m web_identity_token_file=x duration_seconds=9 = a [ ] # ;
    credential_source=Environment
"""
CONFIGURATIONS = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from([line.replace("|", " ") for line in LINES.split()]), max_size=8).map("\n".join),
)


@settings(max_examples=200, deadline=None)
@given(CONFIGURATIONS, CONFIGURATIONS, st.sampled_from(["", " --profile x", " --profile y", " --profile olga"]))
def test_whatever_the_files_say_a_command_ends(config: str, keys: str, option: str) -> None:
    files = {".aws/config": config, ".aws/credentials": keys, "x": "token"}
    for command in ("aws sts get-caller-identity", "aws configure list", "aws configure set region eu-west-1"):
        outcome = run(LAB.draft(), command + option, "my-admin", files, NOW)
        assert outcome.exit_code in (0, 252, 253, 254, 255)
        assert outcome.exit_code == 0 or outcome.stderr
    complete(LAB, "aws --profile ", 14, "my-admin", files)


@settings(max_examples=100, deadline=None)
@given(TYPED, st.integers(-1, 80))
def test_completion_offers_only_what_continues_the_line(line: str, cursor: int) -> None:
    typed = line[: max(0, cursor)].replace("\\\n", " ")
    begun = "" if not typed or typed[-1].isspace() else typed.split()[-1]
    assert all(choice.startswith(begun) for choice in complete(LAB, line, cursor))


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1), min_size=1))
def test_a_quoted_word_arrives_as_it_was(words: list[str]) -> None:
    line = " ".join("'" + word.replace("'", "'\\''") + "'" for word in words)
    assert len(line) > tokens.MAX_CHARACTERS or _words(line) == [words]


def _words(text: str) -> list[list[str]]:
    return [[word.text for word in command.words] for line in pipelines.parse(text) for command in line.commands]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("aws  iam\tlist-users", [["aws", "iam", "list-users"]]),
        ("aws iam \\\n  list-users", [["aws", "iam", "list-users"]]),
        ("one\ntwo\r\nthree", [["one"], ["two"], ["three"]]),
        ("one # two\n# three\nfour", [["one"], ["four"]]),
        ("a#b", [["a#b"]]),
        ("'a b'c\"d e\"", [["a bcd e"]]),
        ("''", [[""]]),
        ('"\\"quoted\\" \\n"', [['"quoted" \\n']]),
        ("a\\ b", [["a b"]]),
        ("'{\n  \"Version\": 1\n}'", [['{\n  "Version": 1\n}']]),
        ("s3:*", [["s3:*"]]),
        ("'$HOME `x`'", [["$HOME `x`"]]),
    ],
)
def test_words_are_split_as_a_posix_shell_splits_them(text: str, found: list[list[str]]) -> None:
    assert _words(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "a & b",
        "a < b",
        "a << b",
        "a <<< b",
        "a 2> b",
        "(a)",
        "a ;; b",
        "$((1))",
        "$(a",
        "`a`",
        "${A:-b}",
        "'a",
        '"a',
        "a\x00",
    ],
)
def test_what_only_a_real_shell_does_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        pipelines.parse(text)


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("a", ["aws"]),
        ("aws s3a", ["s3api"]),
        ("aws s3 s", ["sync"]),
        ("aws s3 cp no", ["notes.txt"]),
        ("aws s3 cp notes.txt s3://r", ["s3://reports/"]),
        ("aws s3 sync --si", ["--size-only"]),
        ("aws iam create-u", ["create-user"]),
        ("aws iam create-user --us", ["--user-name"]),
        ("aws iam get-user --user-name n", ["nobody"]),
        ("aws iam add-user-to-group --group-name ", ["Admins", "Auditors"]),
        ("aws s3api get-object --bucket re", ["reports"]),
        ("aws iam attach-user-policy --policy-arn arn:aws:iam::1", ["arn:aws:iam::123456789012:policy/ReadReports"]),
        ("aws --profile my", ["my-admin"]),
        ("cat x", []),
        ("cat no", ["notes.txt"]),
        ("aws iam create-policy --policy-document file://n", ["file://notes.txt"]),
        ("aws configure set source_profile my", ["my-admin"]),
        ("LAB_MFA_CODE=1 aws st", ["stepfunctions", "storagegateway", "sts"]),
        ("lab clock ", ["advance"]),
        ("lab token w", ["web-identity"]),
        ("aws iam list-users | gr", ["grep"]),
        ("aws iam list-users && aws iam create-u", ["create-user"]),
    ],
)
def test_completion_knows_the_models_and_the_account(line: str, offered: list[str]) -> None:
    assert complete(LAB, line, len(line), "my-admin", {"notes.txt": "", ".aws/config": ""}) == offered


def test_several_lines_give_one_answer_each() -> None:
    lab = company()
    lines = "aws iam create-user --user-name a\naws iam create-user --user-name a\naws sts get-caller-identity"
    outcome = run(lab, lines, "my-admin", {}, NOW)
    assert [answer.changed for answer in outcome.answers] == [True, False, False]
    assert outcome.changed
    assert outcome.exit_code == 0
    assert "EntityAlreadyExists" in outcome.stderr


@pytest.mark.parametrize(
    "query",
    ["[@,@]|" * 40 + "@", "[@,@]|" * 40 + "to_string(@)", "[" * 400 + "@" + "]" * 400, "(" * 400 + "@", "!" * 900],
)
def test_a_query_cannot_grow_without_bound(query: str) -> None:
    outcome = run(company(), f"aws iam list-users --query '{query}'", "my-admin", {}, NOW)
    assert outcome.exit_code == 252
    assert len(outcome.stderr) < 2_000


def test_pages_of_a_list_put_together_are_the_list() -> None:
    lab, token, names = company(), "", []
    while token is not None:
        start = f"--starting-token {token}" if token else ""
        page = json.loads(run(lab, f"aws iam list-users --max-items 1 {start}", "my-admin", {}, NOW).stdout)
        names += [user["UserName"] for user in page["Users"]]
        token = page.get("NextToken")
    assert names == ["lister", "my-admin", "nobody", "olga"]


def test_a_paste_ends_when_enough_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("iamlab.cloud.cli.output.MAX_CHARACTERS", 1_000)
    outcome = run(company(), "aws sts get-caller-identity\n" * 50, "root", {}, NOW)
    assert 1_000 < len(outcome.stdout) < 2_000
    assert len(outcome.answers) < 50
    assert "the remaining commands are not run" in outcome.stderr


def test_a_line_has_a_longest_length() -> None:
    outcome = run(company(), "aws " + "x" * tokens.MAX_CHARACTERS, "root", {}, NOW)
    assert outcome.exit_code == 252
    assert "at most 16,384" in outcome.stderr


def test_the_workspace_has_bounds() -> None:
    files = {f"f{number}": "" for number in range(50)}
    line = "aws s3api get-object --bucket reports --key readme.txt"
    full = run(company(), f"{line} one-more", "my-admin", files, NOW)
    assert full.exit_code == 252
    assert "50 files" in full.stderr
    assert dict(full.files) == files
    outside = run(company(), f"{line} ../../etc/passwd", "my-admin", {}, NOW)
    assert outside.exit_code == 252
    assert dict(outside.files) == {}


def test_a_value_has_a_deepest_level() -> None:
    deep = '{"L":[' * 200 + '{"S":"x"}' + "]}" * 200
    item = '{"a":' + deep + "}"
    outcome = run(company(), f"aws dynamodb put-item --table-name t --item '{item}'", "my-admin", {}, NOW)
    assert outcome.exit_code == 252
    assert "nested more than 64 levels deep" in outcome.stderr


@pytest.mark.parametrize(
    "line",
    [
        "aws ec2 run-instances --image-id ami-1 --count",
        "aws ec2 run-instances --image-id ami-1 --count x",
        "aws ec2 run-instances --image-id ami-1 --count=1:",
    ],
)
def test_a_count_that_is_none_is_a_wrong_value(line: str) -> None:
    assert run(company(), line, "my-admin", {}, NOW).exit_code == 252
