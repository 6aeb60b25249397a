"""Papers made for the tests of the reading room: good ones and every kind of bad one."""

import io
import struct
import zipfile
import zlib
from functools import cache
from pathlib import Path

import noto_cjk_sans_otc
import segno
from PIL import Image, ImageDraw, ImageFont

FONT_FOLDER = Path(noto_cjk_sans_otc.__file__).parent
FONT_FILE = FONT_FOLDER / "NotoSansCJK-Regular.ttc"
TITLE = "职业技能等级认定考生签到表"
CODE = "AV1:TEST-2024-0316:03:T:0012:1/1"
LINES = (
    "评价机构：示范技工院校　　批次编号：SF-2024-0316",
    "姓名：李国明　证件号码：990000199001011234",
    "职业名称：养老护理员　职业等级：四级",
    "本人承诺以上填写的内容真实有效，如有不实愿意承担责任。",
    "考评员签名：王建军　　日期：2024年3月16日",
)


def pdf(
    *contents: bytes,
    box: tuple[float, float, float, float] = (0, 0, 595, 842),
    extra: bytes = b"",
) -> bytes:
    """A small PDF with one page per content stream, Helvetica as /F1; flate streams stay packed.

    ``extra`` is put into every page dictionary.
    """
    pages = len(contents)
    kids = b" ".join(b"%d 0 R" % (4 + 2 * n) for n in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    frame = b" ".join(b"%g" % value for value in box)
    for n, content in enumerate(contents):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> %s >>" % (frame, 5 + 2 * n, extra)
        )
        packed = zlib.compress(content, 9)
        objects.append(
            b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed)
            + packed
            + b"\nendstream"
        )
    return assemble(objects)


def assemble(objects: list[bytes]) -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalog."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(objects) + 1)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def written(text: str, x: float, y: float, size: float = 12) -> bytes:
    """A content stream that writes ``text`` at a place in points."""
    return f"BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET\n".encode()


def bomb_pdf(unfolded: int) -> bytes:
    """A PDF of a few KB whose only page unfolds to ``unfolded`` bytes, packed twice over."""
    packer = zlib.compressobj(9)
    block = b" " * (1 << 20)
    once = b"".join(packer.compress(block) for _ in range(unfolded >> 20)) + packer.flush()
    twice = zlib.compress(once, 9)
    return assemble(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
            b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n" % len(twice)
            + twice
            + b"\nendstream",
        ]
    )


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """The Chinese font of the font package."""
    return ImageFont.truetype(str(FONT_FILE), size)


def page(*, seal: bool = False, code: str = "", dpi: int = 200) -> Image.Image:
    """An A4 page picture: a title, five lines, and a red seal over the last when asked."""
    scale = dpi / 200
    sheet = Image.new("RGB", (round(1654 * scale), round(2339 * scale)), "white")
    draw = ImageDraw.Draw(sheet)
    draw.text((sheet.width / 2, 260 * scale), TITLE, "black", font(round(64 * scale)), anchor="mm")
    for number, line in enumerate(LINES):
        place = (160 * scale, (420 + 110 * number) * scale)
        draw.text(place, line, "black", font(round(36 * scale)))
    if seal:
        sheet = sealed(sheet, (700 * scale, 880 * scale), 150 * scale)
    if code:
        stamp = code_picture(code, round(170 * scale))
        sheet.paste(stamp, (sheet.width - stamp.width - round(80 * scale), round(80 * scale)))
    return sheet


def sealed(sheet: Image.Image, middle: tuple[float, float], radius: float) -> Image.Image:
    """The sheet with a made-up round red seal that leaves black ink visible below it."""
    from PIL import ImageChops

    ink = Image.new("RGB", sheet.size, "white")
    draw = ImageDraw.Draw(ink)
    x, y = middle
    box = (x - radius, y - radius, x + radius, y + radius)
    draw.ellipse(box, outline=(215, 35, 40), width=round(radius / 12))
    draw.text(middle, "示范院校专用", (215, 35, 40), font(round(radius / 4)), anchor="mm")
    draw.regular_polygon((x, y - radius / 2, radius / 5), 5, fill=(215, 35, 40))
    return ImageChops.multiply(sheet, ink)


def code_picture(text: str, side: int) -> Image.Image:
    """A QR code with its quiet zone, ``side`` dots wide."""
    out = io.BytesIO()
    segno.make(text, error="q", micro=False).save(out, kind="png", scale=8, border=4)
    return Image.open(out).convert("RGB").resize((side, side), Image.Resampling.BICUBIC)


def scan_pdf(*sheets: Image.Image, dpi: int = 200) -> bytes:
    """A PDF whose pages are JPEG pictures, as a scanner makes them."""
    out = io.BytesIO()
    first, *others = sheets
    first.save(out, "PDF", resolution=dpi, save_all=True, append_images=others, quality=80)
    return out.getvalue()


def office(parts: dict[str, bytes]) -> bytes:
    """A zip package of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


def small_docx(document: bytes) -> dict[str, bytes]:
    """The parts of a Word file whose main part is ``document``."""
    return {
        "[Content_Types].xml": b'<?xml version="1.0"?><Types xmlns='
        b'"http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "word/document.xml": document,
    }


def overlapping(package: bytes) -> bytes:
    """The package with its last directory entry pointing into the data of the first."""
    end = package.rfind(b"PK\x05\x06")
    size, start = struct.unpack("<II", package[end + 12 : end + 20])
    directory = bytearray(package[start : start + size])
    last = directory.rfind(b"PK\x01\x02")
    directory[last + 42 : last + 46] = directory[42:46]
    return package[:start] + bytes(directory) + package[start + size :]


def mp4(seconds: float, *, scale: int = 1000) -> bytes:
    """An MP4 of three boxes that says it plays this long."""
    mvhd = struct.pack(">IIIII", 0, 0, 0, scale, round(seconds * scale)) + bytes(80)
    moov = _box(b"moov", _box(b"mvhd", mvhd))
    return _box(b"ftyp", b"isom\0\0\2\0isomiso2") + _box(b"mdat", bytes(64)) + moov


def _box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", len(content) + 8, kind) + content


def avi(micros: int, frames: int) -> bytes:
    """An AVI header with these two figures."""
    avih = b"avih" + struct.pack("<I", 56) + struct.pack("<5I", micros, 0, 0, 0, frames)
    header = avih + bytes(36)
    body = b"AVI LIST" + struct.pack("<I", len(header) + 4) + b"hdrl" + header
    return b"RIFF" + struct.pack("<I", len(body)) + body
