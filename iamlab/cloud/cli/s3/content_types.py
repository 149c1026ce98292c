"""The content type that the AWS CLI guesses from a file's name. Standard: "Media Types" (IANA)."""

_BY_ENDING = {
    "css": "text/css",
    "csv": "text/csv",
    "gif": "image/gif",
    "htm": "text/html",
    "html": "text/html",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "js": "text/javascript",
    "json": "application/json",
    "pdf": "application/pdf",
    "png": "image/png",
    "py": "text/x-python",
    "sh": "application/x-sh",
    "svg": "image/svg+xml",
    "txt": "text/plain",
    "xml": "text/xml",
    "zip": "application/zip",
}


def guessed(name: str) -> str | None:
    """Return the content type for a file's name; None where the ending says nothing."""
    _, dot, ending = name.rpartition(".")
    return _BY_ENDING.get(ending.lower()) if dot else None
