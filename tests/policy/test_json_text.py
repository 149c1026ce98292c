"""Whatever a learner types, the answer is a place and a sentence."""

import pytest

from iamlab.policy import PolicyError
from iamlab.policy.json_text import MAX_CHARACTERS, MAX_DEPTH, read

# what, text, line, column, words in the message
REFUSED = [
    ("empty text", "", 1, 1, "no document yet"),
    ("white space only", " \n\t ", 1, 1, "no document yet"),
    ("not JSON", "hello", 1, 1, "A value belongs here"),
    ("truncated object", '{"Version": "2012-10-17",\n  "Statement": [', 2, 17, "ends before"),
    ("truncated string", '{"Version": "2012', 1, 13, "never closed"),
    ("trailing comma in an object", '{\n  "a": 1,\n}', 2, 9, "comma"),
    ("trailing comma in a list", '{"a": [1,\n 2 , ]}', 2, 4, "comma"),
    ("line comment", '{\n  // who\n  "a": 1}', 2, 3, "no comments"),
    ("hash comment", '{"a": 1 # why\n}', 1, 9, "no comments"),
    ("block comment", '{"a": /* why */ 1}', 1, 7, "no comments"),
    ("single quotes", "{'a': 1}", 1, 2, "double quotes"),
    ("missing comma", '{"a": 1\n "b": 2}', 2, 2, "comma"),
    ("missing colon", '{"a" 1}', 1, 6, "colon"),
    ("text after the end", "{} {}", 1, 4, "over before"),
    ("duplicate key", '{"a": 1,\n "b": {"c": 1,\n  "c": 2}}', 3, 3, "second time; the first is in line 2"),
    ("duplicate key, once as an escape", '{"a": 1, "\\u0061": 2}', 1, 10, "second time"),
    ("raw NUL", '{"a": "x\0y"}', 1, 9, "U+0000 is a control character"),
    ("NUL between tokens", '{\0"a": 1}', 1, 2, "belongs here"),
    ("NUL as an escape", '{"a": "\\u0000"}', 1, 8, "control character"),
    ("backspace as an escape", '{"a": "ok\\b"}', 1, 10, "\\b is a control character"),
    ("bell as an escape", '{"a": "ok\\u0007"}', 1, 10, "control character"),
    ("line break in a string", '{"a": "x\ny"}', 1, 9, "line ends inside a string"),
    ("raw lone surrogate", '{"a": "\ud800"}', 1, 8, "lone surrogate"),
    ("high surrogate as an escape", '{"a": "\\ud800x"}', 1, 8, "lone surrogate"),
    ("low surrogate as an escape", '{"a": "\\udc00"}', 1, 8, "lone surrogate"),
    ("surrogates that do not touch", '{"a": "\\ud800x\\udc00"}', 1, 8, "lone surrogate"),
    ("two high surrogates", '{"a": "\\ud800\\ud800\\udc00"}', 1, 8, "lone surrogate"),
    ("NaN", '{"NaN": NaN}', 1, 9, "NaN is not JSON"),
    ("Infinity", '{"a": [-Infinity]}', 1, 8, "-Infinity is not JSON"),
    ("byte order mark", '\ufeff{"a": 1}', 1, 1, "byte order mark"),
    ("bad escape", '{"a": "\\q"}', 1, 8, "no JSON escape"),
    ("10,000 brackets", "[" * 10_000, 1, MAX_DEPTH + 1, "nested more than"),
    ("10,000 objects", '{"a":' * 10_000, 1, 5 * MAX_DEPTH + 1, "nested more than"),
    ("a number of 100,000 digits", '{"a": ' + "9" * 100_000 + "}", 1, 7, "number is too large"),
    ("a number beyond all bounds", '{"a": [1, -1e999]}', 1, 11, "number is too large"),
    (
        "too long",
        '"' + "x" * MAX_CHARACTERS + '"',
        1,
        1,
        f"{MAX_CHARACTERS + 2:,} characters; {MAX_CHARACTERS:,} is the most",
    ),
]


@pytest.mark.parametrize(("what", "text", "line", "column", "words"), REFUSED, ids=[row[0] for row in REFUSED])
def test_text_that_is_no_document_gets_a_located_problem(
    what: str, text: str, line: int, column: int, words: str
) -> None:
    with pytest.raises(PolicyError) as error:
        read(text)
    problem = error.value.problems[0]
    assert words in problem.message
    assert (problem.line, problem.column) == (line, column)


def test_every_duplicate_key_is_reported() -> None:
    with pytest.raises(PolicyError) as error:
        read('{"a": 1, "a": 2, "b": {"a": 1}, "c": [{"d": 1, "d": 2}]}')
    assert [problem.path for problem in error.value.problems] == ["a", "c[0].d"]


def test_depth_within_strings_does_not_count() -> None:
    assert read('{"a": "' + "[" * 500 + '"}').value == {"a": "[" * 500}


def test_the_deepest_document_that_is_read() -> None:
    assert read("[" * MAX_DEPTH + "]" * MAX_DEPTH).value


def test_numbers_are_kept_as_written() -> None:
    digits = "9" * 40
    assert read(f'{{"a": {digits}, "b": 1.10}}').value == {"a": digits, "b": "1.10"}


def test_surrogate_pairs_are_one_character() -> None:
    assert read('{"a": "\\ud83d\\ude00"}').value == {"a": "\U0001f600"}


def test_columns_count_characters() -> None:
    document = read('{"\U0001f600": 1,\r\n "b": [1, {"c": "x"}]}')
    assert document.places.of_value(("b", 1, "c")) == (2, 17)
    assert document.places.of_key(("b", 1, "c")) == (2, 12)
