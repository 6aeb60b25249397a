"""A crowd of PDFs to stamp: four rotations, shifted and cropped boxes, A3 to A5, scans and text.

Scans are one noisy grey JPEG each, papers with text have four pages of drawing and a stream as
large as their fonts would be.
"""

import random
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import pikepdf
from PIL import Image, ImageDraw

SIZES_MM = {"A3": (297.0, 420.0), "A4": (210.0, 297.0), "A5": (148.0, 210.0)}
POINTS = 72 / 25.4
SCAN_DPI = 100
MORE_PAGES, FONT_BYTES = 3, 60_000


def crowd_in(folder: Path, count: int, seed: int = 1, dpi: int = SCAN_DPI) -> tuple[Path, ...]:
    """``count`` PDFs in ``folder``: every second a scan of ``dpi``, one in five landscape."""
    folder.mkdir(parents=True, exist_ok=True)
    lots = random.Random(seed)
    paths = []
    for at in range(count):
        paper = list(SIZES_MM)[at % 3]
        landscape = at % 5 == 4
        path = folder / f"{at:04d}.pdf"
        scan = dpi if at % 2 == 0 else 0
        path.write_bytes(_paper(lots, paper, landscape, scan=scan, shifted=at % 6 > 3))
        paths.append(path)
    return tuple(paths)


def _paper(lots: random.Random, paper: str, landscape: bool, *, scan: int, shifted: bool) -> bytes:
    """One PDF whose displayed page has this size and way; ink lies where chance has it."""
    width, height = SIZES_MM[paper][::-1] if landscape else SIZES_MM[paper]
    rotate = lots.choice((0, 0, 90, 180, 270))
    inside = (height, width) if rotate in (90, 270) else (width, height)  # before turning
    wide, high = (edge * POINTS for edge in inside)
    x, y = (lots.uniform(-300, 300), lots.uniform(-300, 300)) if shifted else (0.0, 0.0)
    with pikepdf.Pdf.new() as pdf:
        pdf.add_blank_page(page_size=(wide, high))
        page = pdf.pages[0]
        page.obj.MediaBox = pikepdf.Array([x - 40, y - 40, x + wide + 40, y + high + 40])
        page.obj.CropBox = pikepdf.Array([x, y, x + wide, y + high])
        page.obj.Rotate = rotate
        blocks = _blocks(lots, *inside)
        if scan:
            content = _scanned(pdf, page, inside, blocks, (x, y), scan)
        else:
            content = _drawn(blocks, (x, y))
            _fill_up(lots, pdf, (wide, high))
        page.obj.Contents = pdf.make_stream(content)
        out = BytesIO()
        pdf.save(out)
    return out.getvalue()


def _blocks(
    lots: random.Random, width: float, height: float
) -> list[tuple[float, float, float, float]]:
    """Lines of ink in mm from the lower left corner: left, bottom, right, top."""
    found = []
    for _ in range(lots.randint(3, 24)):
        left, bottom = lots.uniform(5, width * 0.6), lots.uniform(5, height - 12)
        found.append((left, bottom, left + lots.uniform(10, width * 0.4), bottom + 5))
    return found


def _drawn(blocks: list[tuple[float, float, float, float]], at: tuple[float, float]) -> bytes:
    lines = [f"{POINTS:.5f} 0 0 {POINTS:.5f} {at[0]:.3f} {at[1]:.3f} cm 0 g"]
    lines += [f"{x:.2f} {y:.2f} {r - x:.2f} {t - y:.2f} re f" for x, y, r, t in blocks]
    return "\n".join(lines).encode("ascii")


def _fill_up(lots: random.Random, pdf: pikepdf.Pdf, size: tuple[float, float]) -> None:
    """More pages, and bytes that do not compress, as fonts are."""
    for _ in range(MORE_PAGES):
        pdf.add_blank_page(page_size=size)
        lines = (
            f"{lots.uniform(0, 500):.2f} {lots.uniform(0, 800):.2f} 9 9 re f" for _ in range(400)
        )
        pdf.pages[-1].obj.Contents = pdf.make_stream("\n".join(lines).encode("ascii"))
    pdf.pages[-1].obj.PieceInfo = pdf.make_indirect(
        pikepdf.Dictionary(Fonts=pdf.make_stream(lots.randbytes(FONT_BYTES)))
    )


def _scanned(
    pdf: pikepdf.Pdf,
    page: pikepdf.Page,
    size: tuple[float, float],
    blocks: list[tuple[float, float, float, float]],
    at: tuple[float, float],
    dpi: int,
) -> bytes:
    """The page as one JPEG."""
    per_mm = dpi / 25.4
    sheet = _noise((round(size[0] * per_mm), round(size[1] * per_mm))).copy()
    draw = ImageDraw.Draw(sheet)
    for left, bottom, right, top in blocks:
        box = (left, size[1] - top, right, size[1] - bottom)
        draw.rectangle([edge * per_mm for edge in box], fill=40)
    jpeg = BytesIO()
    sheet.save(jpeg, "JPEG", quality=60)
    picture = pikepdf.Stream(
        pdf,
        jpeg.getvalue(),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=sheet.width,
        Height=sheet.height,
        ColorSpace=pikepdf.Name.DeviceGray,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    name = page.add_resource(picture, pikepdf.Name.XObject, pikepdf.Name.Scan)
    wide, high = (edge * POINTS for edge in size)
    return f"{wide:.3f} 0 0 {high:.3f} {at[0]:.3f} {at[1]:.3f} cm {name} Do".encode("ascii")


@lru_cache(maxsize=8)
def _noise(size: tuple[int, int]) -> Image.Image:
    """Paper as a scanner sees it."""
    return Image.effect_noise(size, 8).point([min(255, value + 110) for value in range(256)])
