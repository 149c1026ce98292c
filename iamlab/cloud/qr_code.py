"""QR codes as PNG pictures (ISO/IEC 18004), of addresses for authenticators."""

import io

import segno

_DOTS = 4  # of a module's side: large enough for a telephone's camera
_MARGIN = 4  # modules, as the standard wants it


def png(text: str) -> bytes:
    """Return a picture that holds the text, the same one each time."""
    picture = io.BytesIO()
    segno.make_qr(text, error="m").save(picture, kind="png", scale=_DOTS, border=_MARGIN)
    return picture.getvalue()
