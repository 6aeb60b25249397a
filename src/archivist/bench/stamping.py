"""Stamping: our stamp beside the bare overlay, with the look at the page, and the whole desk."""

from functools import partial
from io import BytesIO
from pathlib import Path

from PIL import Image

from archivist.archive import Archive
from archivist.arrangement.numbering import number_batch
from archivist.arrangement.stamping import LOOK_DPI
from archivist.bench.bare import bare
from archivist.bench.clock import settle_disk, timed
from archivist.bench.figure import Figure, Spent, by_rate, cpu, wall
from archivist.keeping import batches
from archivist.making.blank import Place
from archivist.making.stamp import stamp
from archivist.press import stamper_of
from archivist.reading.render import render_page
from archivist.records.stamp import StampFields

ACTOR = "测速"
UNIT = "份/秒"
HOW = (
    "打开每份 PDF、画上各不相同的归档章、存成新文件（在内存里）；"
    "对照：pikepdf 打开、叠上同一个图形、保存。同一批文件，轮流进行。"
)
HOW_LOOK = "同上，另在首页的图像上找空白处（图像已备好），对照同上。"
HOW_DESK = (
    "arrange 的整个盖章步骤：受控程序渲染首页、找空白、盖章、落盘、入账，逐份完成；对照同上。"
)


def stamping(archive: Archive, files: tuple[Path, ...], rounds: int) -> tuple[Figure, ...]:
    """Documents a second: stamp alone, with its look at the page, and what was filed by desk."""
    looks = tuple(render_page(path, 1, LOOK_DPI) for path in files)
    blank: tuple[Image.Image | None, ...] = (None,) * len(files)
    sample = archive.settings.root / "stamp.pdf"
    sample.write_bytes(_sheet(archive))
    request = {"files": [str(path) for path in files], "stamp": str(sample)}
    _stamp(archive, files[:2], blank[:2])
    alone: list[Spent] = []
    looking: list[Spent] = []
    floor: list[Spent] = []
    for _ in range(rounds):
        floor.append(bare("stamp:overlay", request))
        alone.append(timed(partial(_stamp, archive, files, blank))[1])
        looking.append(timed(partial(_stamp, archive, files, looks))[1])
    each = len(files)
    more = (("files", each),)
    return (
        by_rate("盖章", UNIT, HOW, each, alone, floor, target=0.8, more=more),
        by_rate("盖章并找空白处", UNIT, HOW_LOOK, each, looking, floor),
        _desk(archive, each, floor),
    )


def _stamp(
    archive: Archive, files: tuple[Path, ...], looks: tuple[Image.Image | None, ...]
) -> None:
    for serial, (path, look) in enumerate(zip(files, looks, strict=True), 1):
        stamp(path, _fields(serial), archive.fonts, page_image=look)


def _fields(serial: int) -> StampFields:
    return StampFields(
        fonds="L001",
        year="2024",
        serial=f"{serial:04d}",
        office="JNJD",
        term="长期",
        pages=str(serial % 4 + 1),
    )


def _sheet(archive: Archive) -> bytes:
    """A page that bears one of our stamps, for the floor to take its form from."""
    import pikepdf

    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        out = BytesIO()
        pdf.save(out)
    stamped = stamp(out.getvalue(), _fields(1), archive.fonts, name="stamp.pdf")
    assert isinstance(stamped.place, Place)
    return stamped.pdf


def _desk(archive: Archive, each: int, floor: list[Spent]) -> Figure:
    """The desk over the records of all batches in the archive, beside ``floor`` of ``each``."""
    stamper = stamper_of(archive, ACTOR)
    numbers = [held.batch.number for held in batches.every(archive.catalogue)]
    for number in numbers:
        number_batch(archive.catalogue, archive.pack, archive.settings, number, ACTOR)
    settle_disk()
    made, spent = timed(lambda: [len(stamper.stamp_batch(number).made) for number in numbers])
    return Figure(
        title="盖章（整个步骤）",
        unit=UNIT,
        how=HOW_DESK,
        ours=sum(made) / spent.wall,
        floor=each / wall(floor),
        ours_cpu=sum(made) / spent.cpu,
        floor_cpu=each / cpu(floor),
        more=(("files", sum(made)),),
    )
