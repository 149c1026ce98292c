"""What no line may do to the terminal: raise, run for long, print without end, or reach anything but the workspace."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iamlab.cloud.cli import pipelines, run
from iamlab.cloud.cli.filters import MAX_CHARACTERS
from iamlab.cloud.cli.jq_language import compiled
from iamlab.cloud.cli.jq_values import Budget
from iamlab.cloud.cli.regular import Pattern
from iamlab.cloud.cli.usage import UsageError
from tests.cloud.company import NOW, company

LAB = company()
FULL = {"full.txt": "a" * 65_536, "lines.txt": "a b\n" * 16_000, "deep.json": "[" * 30_000 + "]" * 30_000}
LONGEST_SECONDS = 8  # on a busy machine; each takes about one

_BOMBS = {
    "a thousand pipes": "echo a" + " | cat" * 1_000,
    "a thousand commands": "echo a;" * 1_000,
    "a thousand ands": "echo a" + " && echo a" * 1_000,
    "operators only": "|" * 16_000,
    "quotes only": "'" * 16_001,
    "a null character": "echo a\x00b",
    "the same file again and again": "cat" + " full.txt" * 1_500,
    "a jq array that doubles": "echo 1 | jq '" + "[.,.]|" * 100 + ".'",
    "a jq object that doubles": "echo 1 | jq '" + "{a:.,b:.}|" * 90 + ".'",
    "jq doubles compared": "echo 1 | jq '" + "[.,.]|" * 60 + ".==.'",
    "jq doubles sorted": "echo 1 | jq '" + "[.,.]|" * 60 + "sort'",
    "jq outputs that multiply": "echo '[1,2,3,4,5,6,7,8,9]' | jq '{" + ",".join(f"a{n}:.[]" for n in range(20)) + "}'",
    "jq parentheses": "echo 1 | jq '" + "(" * 900 + "'",
    "jq pipes": "echo 1 | jq '" + ".|" * 499 + ".'",
    "jq brackets": "echo 1 | jq '" + "[" * 900 + "'",
    "jq fields": "echo 1 | jq '" + ".a" * 499 + "'",
    "a deep document for jq": "jq . deep.json",
    "a number without end for jq": "echo " + "9" * 16_000 + " | jq .",
    "a long program for jq": "echo 1 | jq '" + "." * 2_000 + "'",
    "stars in grep": "grep -E '" + "(a*)*" * 15 + "b' full.txt",
    "stars in grep -o": "grep -o 'a*b' full.txt",
    "choices in grep -w": "grep -wE '(a|aa|aaa)+b' full.txt",
    "a wide automaton in grep": "grep '" + "[ab]" + "." * 150 + "c' full.txt",
    "groups in grep": "grep -E '" + "(" * 90 + "a" + ")" * 90 + "' full.txt",
    "a long pattern for grep": "grep '" + "a" * 300 + "' full.txt",
    "a field that is far away": "cut -f 999999999 lines.txt",
    "many fields": "cut -d ' ' -f " + "1," * 900 + "1 lines.txt",
    "all characters for tr": "echo a | tr '\x20-\U0010ffff' x",
    "a file that grows": "echo a > g ;" + " cat g g >> g ;" * 40,
    "open brackets in YAML": "aws iam create-user --cli-input-yaml '" + "[" * 16_000 + "'",
    "closed brackets in YAML": "aws iam create-user --cli-input-yaml '" + "[]," * 5_000 + "'",
    "lists in lists in YAML": "aws iam create-user --cli-input-yaml '" + "- " * 8_000 + "'",
    "keys in keys in YAML": "aws iam create-user --cli-input-yaml '" + "? " * 8_000 + "'",
    "pairs in YAML": "aws iam create-user --cli-input-yaml '{" + "a: b, " * 2_600 + "}'",
    "brackets closed first in YAML": "aws iam create-user --cli-input-yaml '" + "]" * 8_000 + "[" * 8_000 + "'",
    "brackets and quoted brackets in YAML": 'aws iam create-user --cli-input-yaml "' + "[ ']', " * 2_600 + '"',
    "a glob that matches slowly": "cat " + "*a" * 49,
}


@pytest.mark.parametrize("line", _BOMBS.values(), ids=list(_BOMBS))
def test_a_hostile_line_ends_soon_with_a_bounded_answer(line: str) -> None:
    begun = time.monotonic()
    outcome = run(LAB.draft(), line, "my-admin", FULL, NOW)
    assert time.monotonic() - begun < LONGEST_SECONDS
    assert len(outcome.stdout) <= 2 * MAX_CHARACTERS
    assert len(outcome.stderr) < 20_000
    assert all(len(text) <= 65_536 for text in outcome.files.values())


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("a thousand pipes", "Command 51 begins at line 1, column 304; this terminal takes 50 at a time."),
        ("operators only", "There is no command before `||` at line 1, column 1"),
        ("quotes only", "The quote ' at line 1, column 16001 is never closed."),
        ("a null character", "U+0000"),
        ("the same file again and again", "that is more than 262,144 characters"),
        ("jq doubles compared", "takes more than 200,000 steps"),
        ("jq outputs that multiply", "the result has more than 262,144 characters"),
        ("jq parentheses", "nested more than 30 deep"),
        ("a deep document for jq", "nested too deeply"),
        ("choices in grep -w", "needs too much work on this text"),
        ("groups in grep", "groups are nested more than 20 deep"),
        ("a long pattern for grep", "the pattern has 300 characters; at most 200 here"),
        ("many fields", "that is 901 ranges of fields; at most 50 here"),
        ("open brackets in YAML", "nested more than 64 levels deep"),
        ("a file that grows", "would have 118,098 characters"),
    ],
)
def test_a_bound_is_named(name: str, says: str) -> None:
    outcome = run(LAB.draft(), _BOMBS[name], "my-admin", FULL, NOW)
    assert outcome.exit_code != 0
    assert says in outcome.stderr


def test_a_line_that_is_not_complete_runs_nothing() -> None:
    lab = company()
    outcome = run(lab, "aws iam create-user --user-name a\naws iam create-user --user-name 'b", "my-admin", {}, NOW)
    assert outcome.answers == ()
    assert "a" not in lab.home.users


def test_calls_of_every_command_of_a_pipe_are_answers() -> None:
    outcome = run(company(), "aws iam list-users | aws iam list-groups | wc -l", "my-admin", {}, NOW)
    assert [answer.event["eventName"] for answer in outcome.answers] == ["ListUsers", "ListGroups"]


def test_the_last_command_that_ran_decides_whether_the_screen_is_cleared() -> None:
    assert run(company(), "echo a; clear", "my-admin", {}, NOW).clear
    assert not run(company(), "clear; echo a", "my-admin", {}, NOW).clear


_PIECES = st.sampled_from([*"ab.*+?|()[]^$\\-", "[a-b]", "(a|b)", "a*"])


@pytest.mark.filterwarnings(
    "ignore:Possible nested set:FutureWarning"
)  # of Python's re, about the patterns it is given
@settings(max_examples=400, deadline=None)
@given(st.lists(_PIECES, max_size=8).map("".join), st.text("ab-.", max_size=8))
def test_grep_finds_what_python_finds(pattern: str, line: str) -> None:
    """Python's own expressions are the oracle where both languages mean the same."""
    try:
        ours = Pattern(pattern, extended=True, fixed=False, ignore_case=False)
        theirs = re.compile(pattern)
    except (UsageError, re.error):
        return
    if not re.search(r"(^|[|(^*+?$])[*+?]|--|\[[^\]]*\[", pattern):
        assert ours.found_in(line) == (theirs.search(line) is not None)


@given(st.text("ab*.[\\", max_size=5), st.text("ab*.[\\", max_size=10))
def test_a_fixed_text_is_found_where_it_is(text: str, line: str) -> None:
    assert Pattern(text, extended=False, fixed=True, ignore_case=False).found_in(line) == (text in line)


_SYMBOLS = """. .a [] [0] | , ( ) [ ] { } a : "x" 1 == // select( map( keys length sort ? and not join( has("""
_JQ = st.lists(st.sampled_from(_SYMBOLS.split()), max_size=12).map(" ".join)
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("ab"), inner, max_size=2),
)


@settings(max_examples=400, deadline=None)
@given(_JQ, _VALUES)
def test_a_jq_program_answers_or_says_why_not(program: str, value: object) -> None:
    try:
        list(compiled(program)(value, Budget()))
    except UsageError as error:
        assert error.message.startswith("jq: ")
        assert error.exit_code in (2, 5)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(["echo", "a", "'b'", "|", "&&", "||", ";", ">", ">>", "\n", '"', "#", " "])).map(" ".join)
)
def test_a_line_is_understood_whole_or_refused(line: str) -> None:
    try:
        found = pipelines.parse(line)
    except UsageError as error:
        assert error.message
    else:
        assert all(command.words for pipeline in found for command in pipeline.commands)
