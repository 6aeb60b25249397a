"""Bad input: each kind gets its own reason, and the same reader goes on with the next file."""

import io
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pikepdf
import pytest
from PIL import Image
from reading_papers import (
    assemble,
    avi,
    bomb_pdf,
    mp4,
    office,
    overlapping,
    pdf,
    small_docx,
    written,
)

from archivist.errors import error_by_code
from archivist.reading.reader import Reader
from archivist.records.reading import Reading, Unread
from archivist.settings import ReadingLimits

PLAIN = pdf(written("The quick brown fox", 72, 700), written("Second page here", 72, 700))
DOCX = office(small_docx(b"<w:document xmlns:w='w'><w:body/></w:document>"))


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(ReadingLimits(workers=1, memory_mb=700, seconds_per_document=20)) as one:
        yield one


def jpeg() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((400, 300), 60).save(out, "JPEG")
    return out.getvalue()


def huge_png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", 20_000, 20_000, 1, 0, 0, 0, 0)
    dots = zlib.compress(bytes(2501 * 20_000), 9)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", dots) + chunk(b"IEND", b"")
    )


def locked_pdf() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(PLAIN)) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    return out.getvalue()


def many_pages() -> bytes:
    kids = b" ".join([b"3 0 R"] * 10_001)
    return assemble(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [%s] /Count 10001 >>" % kids,
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>",
        ]
    )


def flagged_zip() -> bytes:
    data = bytearray(DOCX)
    place = data.find(b"PK\x01\x02")
    while place >= 0:
        data[place + 8] |= 1
        place = data.find(b"PK\x01\x02", place + 4)
    return bytes(data)


def ole(stream: str) -> bytes:
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<H", header, 30, 9)
    return bytes(header) + stream.encode("utf-16-le").ljust(1024, b"\0")


DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]><w:document xmlns:w="w"/>'
LATE_DOCTYPE = b"<?xml version='1.0'?><!--" + b"-" * 0 + b" x " * 9000 + b"-->" + DOCTYPE[21:]

BAD = {
    "empty pdf": ("a.pdf", b"", "EmptyFile"),
    "cut pdf": ("a.pdf", PLAIN[: len(PLAIN) * 4 // 5], "Truncated"),
    "cut jpeg": ("a.jpg", jpeg()[:9000], "Truncated"),
    "cut docx": ("a.docx", DOCX[:-30], "Truncated"),
    "cut mp4": ("a.mp4", mp4(5)[:-20], "Truncated"),
    "cut avi": ("a.avi", avi(40_000, 9)[:-20], "Truncated"),
    "locked pdf": ("a.pdf", locked_pdf(), "Encrypted"),
    "locked docx": ("a.docx", ole("EncryptedPackage"), "Encrypted"),
    "locked zip entries": ("a.docx", flagged_zip(), "Encrypted"),
    "old word": ("a.doc", ole("WordDocument"), "OldFormat"),
    "old excel": ("a.xls", ole("Workbook"), "OldFormat"),
    "jpeg called pdf": ("a.pdf", jpeg(), "WrongExtension"),
    "pdf called docx": ("a.docx", PLAIN, "WrongExtension"),
    "text called xls": ("a.xls", "姓名\t成绩".encode(), "WrongExtension"),
    "unknown": ("a.pdf", b"\x00\x01\x02" * 100, "UnknownFormat"),
    "plain zip": ("a.zip", office({"a.txt": b"hello"}), "UnknownFormat"),
    "zip bomb": (
        "a.docx",
        office({**small_docx(b"<w/>"), "word/x.xml": bytes(64 << 20)}),
        "ZipBomb",
    ),
    "zip of many parts": (
        "a.docx",
        office({**small_docx(b"<w/>"), **{f"word/{n}": b"" for n in range(2100)}}),
        "ZipBomb",
    ),
    "overlapping zip": (
        "a.docx",
        overlapping(office({**small_docx(b"<w/>"), "word/z.xml": b"<a/>" * 99})),
        "ZipBomb",
    ),
    "doctype": ("a.docx", office(small_docx(DOCTYPE)), "UnsafeContent"),
    "late doctype": ("a.docx", office(small_docx(LATE_DOCTYPE)), "UnsafeContent"),
    "utf-16 doctype": (
        "a.ofd",
        office({"OFD.xml": "<!DOCTYPE a []><OFD/>".encode("utf-16")}),
        "UnsafeContent",
    ),
    "docx of nothing": ("a.docx", DOCX, "Unreadable"),
    "ofd without pages": ("a.ofd", office({"OFD.xml": b"<OFD/>"}), "Unreadable"),
    "huge page": ("a.pdf", pdf(b"", box=(0, 0, 200_000, 200_000)), "PageTooLarge"),
    "huge picture": ("a.png", huge_png(), "PageTooLarge"),
    "too many pages": ("a.pdf", many_pages(), "TooManyPages"),
    "no pdf inside": ("a.pdf", b"%PDF-1.7\nhello\nstartxref\n9\n%%EOF\n", "Unreadable"),
}


@pytest.mark.parametrize("kind", list(BAD))
def test_bad_file_gets_its_reason(kind: str, reader: Reader, tmp_path: Path) -> None:
    """Each kind of bad file comes back with its own error, whose sentence can be written."""
    name, data, wanted = BAD[kind]
    path = tmp_path / name
    path.write_bytes(data)
    result = reader.read(path, name)
    assert isinstance(result, Unread)
    error = error_by_code(result.code)
    assert error.__name__ == wanted
    assert name in str(error(**dict(result.facts)))


def test_pdf_bomb_is_contained(reader: Reader, tmp_path: Path) -> None:
    """A PDF of 2 KB that unfolds to 1 GiB is stopped for its memory, and the next file is read."""
    path = tmp_path / "bomb.pdf"
    path.write_bytes(bomb_pdf(1 << 30))
    assert path.stat().st_size < 4_000
    result = reader.read(path, "bomb.pdf")
    assert isinstance(result, Unread)
    assert error_by_code(result.code).__name__ == "TooMuchMemory"
    assert reader.peak_mb < 1000
    path.write_bytes(PLAIN)
    assert isinstance(reader.read(path, "good.pdf"), Reading)


def test_folder_is_not_a_file(reader: Reader, tmp_path: Path) -> None:
    """A folder named x.pdf is told from a file."""
    folder = tmp_path / "x.pdf"
    folder.mkdir()
    result = reader.read(folder, "x.pdf")
    assert isinstance(result, Unread)
    assert result.code == "E504"


def test_file_that_has_gone(reader: Reader, tmp_path: Path) -> None:
    """A file taken away before it is read is a reason too, not an exception."""
    assert isinstance(reader.read(tmp_path / "gone.pdf", "gone.pdf"), Unread)


def test_name_of_many_characters(reader: Reader, tmp_path: Path) -> None:
    """Long names, line breaks and undecodable bytes in names do not disturb the reading."""
    path = tmp_path / "x"
    path.write_bytes(PLAIN)
    for name in ("长" * 80 + ".pdf", "a\nb\u202e.pdf", "\udcff\udcfe.pdf"):
        assert isinstance(reader.read(path, name), Reading)


def test_broken_cross_reference_is_repaired(reader: Reader, tmp_path: Path) -> None:
    """A PDF whose page tree pdfium cannot find is rebuilt in memory, told as a warning."""
    path = tmp_path / "a.pdf"
    body = PLAIN[: PLAIN.rfind(b"xref\n0")]
    body = body.replace(b"/Type /Catalog", b"/Type /Catalog ")
    data = body + b"startxref\n5\n%%EOF\n"
    path.write_bytes(data)
    before = path.read_bytes()
    result = reader.read(path, "a.pdf")
    assert isinstance(result, Reading)
    assert "Second page" in result.text
    assert path.read_bytes() == before


def test_false_size_of_a_sheet(reader: Reader, tmp_path: Path) -> None:
    """A sheet that claims a million empty rows is read by what it holds."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "姓名"
    sheet["A1048576"] = None
    path = tmp_path / "a.xlsx"
    book.save(path)
    result = reader.read(path, "a.xlsx")
    assert isinstance(result, Reading)
    assert result.tables == ((("姓名",),),)
