"""QR codes, made with segno: error level Q, quiet zone of four modules."""

from io import BytesIO

import segno

BORDER = 4


def qr_svg(text: str, border: int = BORDER) -> str:
    """An SVG of the QR code for ``text`` with a quiet zone of ``border`` modules."""
    out = BytesIO()
    _code(text).save(out, kind="svg", border=border, xmldecl=False, svgns=True, nl=False)
    return out.getvalue().decode("utf-8")


def qr_png(text: str, scale: int = 8) -> bytes:
    """A black-on-white PNG of the QR code for ``text``, ``scale`` pixels to the module."""
    out = BytesIO()
    _code(text).save(out, kind="png", border=BORDER, scale=scale)
    return out.getvalue()


def _code(text: str) -> segno.QRCode:
    # boost_error would change the level with the length; the printed symbol should not jump.
    return segno.make(text, error="q", micro=False, boost_error=False)
