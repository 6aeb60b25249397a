"""Draws docs/pictures/demo.png from a finished demo archive: make_pictures.py ARCHIVE_FOLDER."""

import sys
from pathlib import Path

from PIL import Image

from archivist.reading.render import render_page

ROOT = Path(__file__).resolve().parents[1]
DPI = 60
WANTED = (
    "*/*/打印/档案盒正面 0001*.pdf",
    "*/*/打印/盒脊 0001*.pdf",
    "*/*/打印/归档文件目录 长期.pdf",
    "*/*/用件/长期/13*/*.pdf",
    "*/*/用件/一年/20*/*.pdf",
    "*/*/打印/备考表 0001*.pdf",
    "销毁/*/*.pdf",
)
GAP, GROUND = 14, (222, 222, 218)


def draw(archive: Path) -> Image.Image:
    """The wanted sheets in two rows on a grey ground."""
    pages = [render_page(min(archive.glob(glob)), 1, DPI) for glob in WANTED]
    rows = (pages[:4], pages[4:])
    width = max(sum(page.width + GAP for page in row) for row in rows) + GAP
    height = sum(max(page.height for page in row) + GAP for row in rows) + GAP
    ground = Image.new("RGB", (width, height), GROUND)
    top = GAP
    for row in rows:
        left = GAP
        for page in row:
            ground.paste(page, (left, top))
            left += page.width + GAP
        top += max(page.height for page in row) + GAP
    return ground


if __name__ == "__main__":
    target = ROOT / "docs/pictures/demo.png"
    target.parent.mkdir(exist_ok=True)
    draw(Path(sys.argv[1])).quantize(64).save(target, optimize=True)
