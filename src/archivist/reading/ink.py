"""How much stands on a page picture, so that a blank side is told from a written one."""

import numpy as np
from PIL import Image

# Shadows of the edge, punched holes and staples lie outside this share of each side.
MARGIN = 0.06
# What shows through from the other side is lighter than this below the paper.
DARKER = 60
GRAIN = 4


def ink_and_paper(picture: Image.Image) -> tuple[float, float]:
    """The share (0..1) of the picture's inner area that is darker than its paper, and how bright
    the paper is, 0 (black) to 1 (white). On a picture as dark as ink all of it is ink."""
    small = picture.convert("L").reduce(GRAIN)
    across, down = round(small.width * MARGIN), round(small.height * MARGIN)
    inner = np.asarray(small)[down : small.height - down, across : small.width - across]
    if inner.size == 0:
        return 0.0, 1.0
    paper = float(np.median(inner))
    ink = float((inner < max(DARKER, paper - DARKER)).mean())
    return round(ink, 6), round(paper / 255, 3)
