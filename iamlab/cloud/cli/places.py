"""Where something is in what was typed."""


def place(text: str, at: int) -> str:
    """Return where a character is, for a message: `line 1, column 30`."""
    line = text.count("\n", 0, at) + 1
    return f"line {line}, column {at - text.rfind(chr(10), 0, at)}"
