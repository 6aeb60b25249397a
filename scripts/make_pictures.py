"""Draws the pictures of the papers from a finished demo archive: make_pictures.py ARCHIVE_FOLDER.

docs/pictures/demo.png shows the sheets side by side in their true proportions; the others show one
sheet each, large enough to be read in the manual. Beforehand, give the demo's boxes their places
(``box place``) and print what ``print all`` leaves out: labels, stickers, separators, box-list,
shelf-labels, stock-take, calibration.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps

from archivist.reading.render import render_page

PICTURES = Path(__file__).resolve().parents[1] / "docs/pictures"
GAP, EDGE, GROUND, LINE = 16, 1, (226, 226, 222), (150, 150, 146)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: where it lies, and the picture of its own it gets, if any.

    ``part`` is the part shown, as fractions: left, top, right, bottom.
    """

    glob: str
    name: str = ""
    dpi: int = 84
    page: int = 1
    part: tuple[float, float, float, float] = (0, 0, 1, 1)

    def picture(self, archive: Path, dpi: float) -> Image.Image:
        """The page, or the part of it, with a thin edge."""
        page = render_page(min(archive.glob(self.glob)), self.page, dpi)
        wide, high = page.size
        left, top, right, bottom = self.part
        corners = (wide * left, high * top, wide * right, high * bottom)
        piece = page.crop(corners)
        return ImageOps.expand(piece, EDGE, LINE)


COVER = Sheet("*/*/打印/档案盒正面 0001*.pdf", "cover")
SPINE = Sheet("*/*/打印/盒脊 0001*.pdf", "spine")
CATALOGUE = Sheet("*/*/打印/归档文件目录 长期.pdf", "catalogue")
NOTE = Sheet("*/*/打印/备考表 0001*.pdf", "note")
BAG = Sheet("*/*/打印/档案袋正面 21*.pdf", "bag")
SCORES = Sheet("*/*/用件/长期/13*/*.pdf", "stamped")
MARKS = Sheet("*/*/用件/一年/20*/*.pdf")
STAMP = Sheet("*/*/用件/一年/20*/*.pdf", "stamp", 200, part=(0.7, 0, 1, 0.09))
REGISTER = Sheet("销毁/*/*.pdf", "register")
ROWS = Sheet("销毁/*/*.pdf", "register-rows", page=2)
EXAM = Sheet("*/*/打印/考务档案盒脊 0001*.pdf", "exam-spine")
LABELS = Sheet("*/*/打印/盒标签.pdf", "labels", part=(0, 0, 1, 0.32))
STICKERS = Sheet("*/*/打印/归档章贴纸.pdf", "stickers", part=(0, 0, 1, 0.32))
SEPARATOR = Sheet("*/*/打印/分隔页.pdf", "separator", 45)
BOXES = Sheet("*/*/打印/装盒清单.pdf", "box-list", part=(0, 0, 1, 0.5))
TITLE = Sheet("*/*/打印/目录封面 长期.pdf", "catalogue-cover", 45)
SHELVES = Sheet("../打印/架标签.pdf", "shelf-labels", part=(0, 0, 1, 0.2))
STOCK = Sheet("../打印/档案盘点表*.pdf", "stock-take", part=(0, 0, 1, 0.5))
CALIBRATION = Sheet("../打印/打印校准页.pdf", "calibration", 45)
TOGETHER = ((COVER, SPINE, MARKS, BAG, NOTE), (CATALOGUE, SCORES, REGISTER))
TOGETHER_DPI = 48
LOOSE = (EXAM, TITLE, LABELS, SHELVES, STICKERS, SEPARATOR, BOXES, STOCK, CALIBRATION)
ALONE = (COVER, SPINE, CATALOGUE, NOTE, BAG, SCORES, STAMP, REGISTER, ROWS, *LOOSE)


def together(archive: Path) -> Image.Image:
    """The sheets in two rows on a grey ground, each row spread over the whole width."""
    rows = [[sheet.picture(archive, TOGETHER_DPI) for sheet in row] for row in TOGETHER]
    width = max(sum(page.width + GAP for page in row) for row in rows) + GAP
    height = sum(max(page.height for page in row) + GAP for row in rows) + GAP
    ground = Image.new("RGB", (width, height), GROUND)
    top = GAP
    for row in rows:
        gap = (width - sum(page.width for page in row)) / (len(row) + 1)
        left = gap
        for page in row:
            ground.paste(page, (round(left), top))
            left += page.width + gap
        top += max(page.height for page in row) + GAP
    return ground


def palette() -> Image.Image:
    """Greys for paper and print, reds for stamps and seals, blues for ink, and the ground."""
    levels = [level for grey in (*range(0, 256, 17), 246, 250) for level in (grey, grey, grey)]
    for ink in ((200, 0, 0), (40, 50, 140)):
        for share in (1.0, 0.8, 0.6, 0.4):
            levels += [round(255 - (255 - level) * share) for level in ink]
    drawn = Image.new("P", (1, 1))
    drawn.putpalette([*levels, *GROUND])
    return drawn


def save(picture: Image.Image, name: str) -> None:
    """Write a picture with few colours and no dither: small, and text stays sharp."""
    target = PICTURES / f"{name}.png"
    picture.quantize(palette=palette(), dither=Image.Dither.NONE).save(target, optimize=True)
    sys.stdout.write(f"{target.name}: {picture.size}, {target.stat().st_size >> 10} KB\n")


if __name__ == "__main__":
    root = Path(sys.argv[1])
    PICTURES.mkdir(exist_ok=True)
    save(together(root), "demo")
    for one in ALONE:
        save(one.picture(root, one.dpi), one.name)
