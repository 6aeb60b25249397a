"""Numbering the pages of several PDFs that become one."""

from collections.abc import Sequence
from io import BytesIO

from archivist.making.fontfile import Subset
from archivist.making.pdf import POINTS_PER_MM, Name, ObjectStreamMode, Pdf, added
from archivist.making.pdffont import embed, hexed, width_of

NUMBERING = frozenset("第页共0123456789 　")


def number_pages(parts: Sequence[bytes], font: Subset, size: float, height_mm: float) -> bytes:
    """``parts`` joined in order, every page numbered 第 x 页　共 y 页 at its foot.

    ``size`` is the type size in points, ``height_mm`` the baseline above the page's lower edge.
    ``font`` must have the characters of :data:`NUMBERING`.
    """
    with Pdf.new() as whole:
        for part in parts:
            with Pdf.open(BytesIO(part)) as pdf:
                whole.pages.extend(pdf.pages)
        face = whole.make_indirect(embed(whole, font))
        total = len(whole.pages)
        for at, page in enumerate(whole.pages, 1):
            # The structure tree stayed in the parts; what points to it would dangle.
            if Name.StructParents in page.obj:
                del page.obj[Name.StructParents]
            text = f"第 {at} 页　共 {total} 页"
            x = (float(page.mediabox[2]) - width_of(font, text) * size / 1000) / 2
            name = added(page, face, Name.Font)
            page.contents_add(b"q\n", prepend=True)
            shown = f"\nQ q BT 0 g {name} {size} Tf {x:.2f} {height_mm * POINTS_PER_MM:.2f} Td "
            page.contents_add((shown + f"<{hexed(font, text)}> Tj ET Q\n").encode("ascii"))
        out = BytesIO()
        whole.save(out, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
        return out.getvalue()
