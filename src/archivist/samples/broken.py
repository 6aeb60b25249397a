"""The bad input a clerk's inbox meets, each with the error code it must yield."""

import contextlib
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from archivist.errors import (
    ArchivistError,
    EmptyFile,
    Encrypted,
    NotAFile,
    PageTooLarge,
    Truncated,
    UnknownFormat,
    WrongExtension,
    ZipBomb,
)

_MEGABYTE = 1 << 20
_CONTENT_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenInput:
    """One bad thing in the inbox; ``code`` is that of the error it must be answered with.

    ``code`` is empty where only the name is odd: the document must be taken in like any other,
    under a name made safe.
    """

    path: Path
    code: str
    what: str


def write_broken(folder: Path) -> tuple[BrokenInput, ...]:
    """Write the whole set into ``folder``, which must exist.

    What this file system or account cannot make (a symbolic link, a control character in a
    name) is left out of the answer. The zip bomb takes about one second to write.
    """
    made = []
    for name, error, what, make in _CASES:
        path = folder / name
        with contextlib.suppress(OSError, ValueError):
            make(path)
            made.append(BrokenInput(path=path, code=error.code if error else "", what=what))
    return tuple(made)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _truncated_pdf(path: Path) -> None:
    whole = _pdf(text="0" * 4000)
    path.write_bytes(whole[: len(whole) * 6 // 10])


def _truncated_jpeg(path: Path) -> None:
    from PIL import Image

    Image.effect_noise((400, 560), 60).save(path, "JPEG", quality=80)
    path.write_bytes(path.read_bytes()[:9000])


def _encrypted_pdf(path: Path) -> None:
    path.write_bytes(resources.files(__package__).joinpath("locked.pdf").read_bytes())


def _picture_called_pdf(path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (300, 420), "white").save(path, "PNG")


def _noise(path: Path) -> None:
    path.write_bytes(bytes((place * 197 + place // 7) % 251 + 1 for place in range(5000)))


def _zip_bomb(path: Path) -> None:
    path.write_bytes(_zip_of_zeros("word/document.xml", megabytes=1200))
    with zipfile.ZipFile(path, "a") as parcel:
        parcel.writestr("[Content_Types].xml", _CONTENT_TYPES)


def _huge_page(path: Path) -> None:
    path.write_bytes(_pdf(width=400_000, height=400_000))


def _huge_picture(path: Path) -> None:
    path.write_bytes(_white_png(60_000, 60_000))


def _folder(path: Path) -> None:
    path.mkdir()


def _link(path: Path) -> None:
    path.symlink_to(path.parent / "nowhere" / "原件.pdf")


def _good_pdf(path: Path) -> None:
    path.write_bytes(_pdf(text="ordinary"))


def _longest_name() -> str:
    """A legal name of 255 bytes in UTF-8."""
    return "长" * 83 + "xx.pdf"


_Case = tuple[str, type[ArchivistError] | None, str, Callable[[Path], None]]
_CASES: tuple[_Case, ...] = (
    ("空文件.pdf", EmptyFile, "0 字节", _empty),
    ("传了一半.pdf", Truncated, "PDF 后半部分丢失", _truncated_pdf),
    ("传了一半.jpg", Truncated, "JPEG 后半部分丢失", _truncated_jpeg),
    ("有密码.pdf", Encrypted, "设有打开密码的 PDF", _encrypted_pdf),
    ("其实是图片.pdf", WrongExtension, "PNG 图片用了 .pdf 扩展名", _picture_called_pdf),
    ("乱码.dat", UnknownFormat, "认不出的内容", _noise),
    ("压缩炸弹.docx", ZipBomb, "解开后有 1.2 GB 的 docx", _zip_bomb),
    ("巨大的页.pdf", PageTooLarge, "页面边长 141 米的 PDF", _huge_page),
    ("巨大的图.png", PageTooLarge, "60000×60000 像素的 PNG", _huge_picture),
    ("文件夹.pdf", NotAFile, "名字像文件的文件夹", _folder),
    ("快捷方式.pdf", NotAFile, "指向别处的符号链接", _link),
    (_longest_name(), None, "长达 255 字节的文件名", _good_pdf),
    ("换\n行\x07.pdf", None, "文件名里有控制字符", _good_pdf),
)


def _pdf(*, text: str = "", width: int = 595, height: int = 842) -> bytes:
    """A valid one-page PDF in plain ASCII."""
    content = f"BT /F 9 Tf 40 700 Td ({text}) Tj ET".encode("ascii")
    bodies = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Contents 4 0 R "
        "/Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Courier >> >> >> >>"
        "".encode("ascii"),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
    )
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(bodies) + 1,
        table,
    )
    return bytes(out)


def _zip_of_zeros(name: str, megabytes: int) -> bytes:
    """A zip with one member of zero bytes, built from one deflated block said over and over."""
    zeros = bytes(_MEGABYTE)
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -15)
    first = squeezer.compress(zeros) + squeezer.flush(zlib.Z_FULL_FLUSH)
    block = squeezer.compress(zeros) + squeezer.flush(zlib.Z_FULL_FLUSH)
    packed = first + block * (megabytes - 1) + squeezer.flush()
    check = 0
    for _ in range(megabytes):
        check = zlib.crc32(zeros, check)
    label = name.encode("ascii")
    common = struct.pack(
        "<HHHHHIIIHH", 20, 0, 8, 0, 0x5800, check, len(packed), megabytes * _MEGABYTE, len(label), 0
    )
    local = b"PK\x03\x04" + common + label
    central = b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, 0)
    central += label
    start = len(local) + len(packed)
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), start, 0)
    return local + packed + central + end


def _white_png(width: int, height: int) -> bytes:
    """A valid one-bit white PNG; a few hundred kilobytes that unfold to gigabytes."""
    row = b"\x00" + b"\xff" * ((width + 7) // 8)
    squeezer = zlib.compressobj(9)
    packed = b"".join(squeezer.compress(row) for _ in range(height)) + squeezer.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", packed), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )
