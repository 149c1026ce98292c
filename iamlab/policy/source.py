"""The text of a policy document and the lines of its statements, worked out when somebody asks for them."""

import json

from iamlab.policy.json_places import member_lines


class Source:
    """What a policy was read from. Most policies are only decided with: for those, nothing here is ever worked out."""

    __slots__ = ("_as_given", "_laid_out", "_lines")

    def __init__(self, text: str, *, laid_out: bool) -> None:
        """Take JSON text as somebody laid it out; or, with `laid_out` false, in one line for an object."""
        self._as_given = text
        self._laid_out = text if laid_out else None
        self._lines: list[tuple[int, int]] | None = None

    @property
    def text(self) -> str:
        """The text as given; pretty-printed where the document came as an object."""
        if self._laid_out is None:
            self._laid_out = json.dumps(json.loads(self._as_given), indent=2, ensure_ascii=False)
        return self._laid_out

    @property
    def statement_lines(self) -> list[tuple[int, int]]:
        """The first and the last line of each statement, from 1, within `text`."""
        if self._lines is None:
            self._lines = member_lines(self.text, "Statement")
        return self._lines
