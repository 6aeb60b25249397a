"""FormCode as QR text and back.

The text is ``AV1/<batch>/<material>/<subject>/<candidate>/<page>/<pages>/<check>``. Only
characters of the QR alphanumeric set are used, so that the symbol stays small; everything else is
written as %XX of its UTF-8 bytes. The check value is CRC-16 (four hex digits), which detects every
single wrong character.
"""

import binascii
import re

from archivist.records.batch import Subject
from archivist.records.formcode import FormCode

PREFIX = "AV1"

_SUBJECTS = {None: "", Subject.THEORY: "T", Subject.SKILL: "S"}
_SUBJECT_OF = {letter: subject for subject, letter in _SUBJECTS.items()}
_SHAPE = re.compile(
    r"AV1/(?P<batch>(?:[A-Z0-9.-]|%[0-9A-F]{2})+)/(?P<material>\d{1,4})/(?P<subject>[TS]?)"
    r"/(?P<candidate>\d{0,6})/(?P<page>\d{1,4})/(?P<pages>\d{1,4})/(?P<check>[0-9A-F]{4})",
    re.ASCII,
)
_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-")


def form_code_text(code: FormCode) -> str:
    """What the QR code on this page of this form says."""
    fields = (
        PREFIX,
        _escaped(code.batch),
        str(code.material),
        _SUBJECTS[code.subject],
        "" if code.candidate is None else str(code.candidate),
        str(code.page),
        str(code.pages),
    )
    body = "/".join(fields)
    return f"{body}/{_check(body)}"


def parse_form_code(text: str) -> FormCode | None:
    """The FormCode this text says, or None if it is not ours or has a wrong character."""
    found = _SHAPE.fullmatch(text)
    if found is None or _check(text[:-5]) != found["check"]:
        return None
    try:
        batch = _unescaped(found["batch"])
    except UnicodeDecodeError:
        return None
    code = FormCode(
        batch=batch,
        material=int(found["material"]),
        subject=_SUBJECT_OF[found["subject"]],
        candidate=int(found["candidate"]) if found["candidate"] else None,
        page=int(found["page"]),
        pages=int(found["pages"]),
    )
    return code if form_code_text(code) == text else None


def _check(body: str) -> str:
    return f"{binascii.crc_hqx(body.encode('ascii'), 0xFFFF):04X}"


def _escaped(text: str) -> str:
    return "".join(
        char if char in _PLAIN else "".join(f"%{byte:02X}" for byte in char.encode("utf-8"))
        for char in text
    )


def _unescaped(text: str) -> str:
    parts = re.split(r"%([0-9A-F]{2})", text)
    pairs = zip(parts[0::2], [*parts[1::2], ""], strict=True)
    return b"".join(
        plain.encode("ascii") + (bytes.fromhex(escape) if escape else b"")
        for plain, escape in pairs
    ).decode("utf-8")
