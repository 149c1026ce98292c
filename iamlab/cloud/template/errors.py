"""What is wrong with a template, and where."""


class TemplateError(ValueError):
    """`path` is like `Admins.Properties.GroupName`; the message says what to do."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(f"{path}: {message}")
        self.path = path
        self.message = message
