"""A long destruction register in its three forms, each beside the bare library."""

import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from archivist.archive import Archive
from archivist.bench.bare import bare
from archivist.bench.clock import settle_disk, timed
from archivist.bench.figure import Figure, Spent, by_seconds
from archivist.destruction import sheets
from archivist.destruction.export import TEMPLATE, Exporter, pdf, word
from archivist.destruction.register import propose
from archivist.keeping import batches, records
from archivist.keeping.codec import plain
from archivist.making.fonts import ROLES
from archivist.making.spreadsheet import workbook
from archivist.records.batch import Batch
from archivist.records.material import Carrier, Material
from archivist.records.record import Record
from archivist.records.register import Register
from archivist.samples.batch import NAMES

ACTOR = "测速"
QUARTER = "2026Q4"
TODAY = date(2026, 11, 20)
MATERIAL = 19
HOW = (
    "从目录库读出清册，写成 Word、Excel、PDF 三种文件并落盘；"
    "对照：下面三种对照之和。轮流进行，比值是用时之比，越小越好。"
)
HOWS = {
    "docx": "模板填写后逐行重复；对照：python-docx 逐行复制表格行。",
    "xlsx": "带封面说明和格式；对照：xlsxwriter 逐行写同样的值，一种格式。",
    "pdf": "分段排版、合并、编页码；对照：typst 用同一模板、同一字体一次排完（内存约为五倍）。",
}


def register(archive: Archive, rows: int, rounds: int) -> tuple[Figure, ...]:
    """Seconds for a register of ``rows`` rows: all three files, and each kind alone.

    The archive must have one batch and no records.
    """
    listed = _listed(archive, rows)
    ours: dict[str, list[Spent]] = {"all": [], **{kind: [] for kind in HOWS}}
    floor: dict[str, list[Spent]] = {kind: [] for kind in HOWS}
    works = _works(archive, listed)
    requests = _requests(archive, listed)
    for _ in range(rounds):
        for kind, (work, request) in requests.items():
            floor[kind].append(bare(work, request))
        for kind, work_ours in works.items():
            settle_disk()
            ours[kind].append(timed(work_ours)[1])
    title = f"清册 {rows} 行"
    return (
        by_seconds(title, HOW, ours["all"], list(floor.values()), target=3.0),
        *(
            by_seconds(f"{title}（{kind}）", how, ours[kind], [floor[kind]])
            for kind, how in HOWS.items()
        ),
    )


def _listed(archive: Archive, rows: int) -> Register:
    """A register of so many made-up records that are due."""
    (held,) = batches.every(archive.catalogue)
    with archive.catalogue.transaction():
        for number in range(1, rows + 1):
            record = _record(held.batch, archive.pack.material(MATERIAL), number)
            records.add(archive.catalogue, record, None)
    made = propose(
        archive.catalogue,
        archive.pack,
        archive.settings.rules,
        quarter=QUARTER,
        actor=ACTOR,
        today=TODAY,
    )
    assert len(made.items) == rows, "every made-up record is due"
    return made


def _record(batch: Batch, material: Material, number: int) -> Record:
    return Record(
        id=0,
        batch=batch.number,
        material=material.number,
        subject=None,
        candidate=None,
        title=f"{material.short} {NAMES[number % len(NAMES)]}",
        term=material.term,
        carrier=Carrier.PAPER,
        pages=number % 7 + 1,
        filed_at=datetime(2024, 6, 1, tzinfo=UTC),
        digest=hashlib.sha256(str(number).encode()).hexdigest(),
        code=f"L001-ZY·JN·2024·D1·JNJD·001-{number:05d}",
        serial=number,
    )


def _export(archive: Archive, listed: Register) -> None:
    Exporter(
        catalogue=archive.catalogue,
        shelf=archive.shelf,
        settings=archive.settings,
        typesetter=archive.typesetter,
        actor=ACTOR,
    ).export(listed.number)


def _works(archive: Archive, listed: Register) -> dict[str, Callable[[], object]]:
    body = archive.settings.body
    template = archive.settings.templates / "word" / f"{TEMPLATE}.docx"
    return {
        "all": partial(_export, archive, listed),
        "docx": lambda: word(listed, body, template),
        "xlsx": lambda: workbook([sheets.sheet(listed, body)]),
        "pdf": lambda: pdf(listed, body, archive.typesetter),
    }


def _requests(archive: Archive, listed: Register) -> dict[str, tuple[str, dict[str, object]]]:
    """What the floors are asked: the same values in the same columns."""
    body = archive.settings.body
    lines = [dict(row) for row in sheets.rows(listed)]
    word_rows = [[str(row[name]) for name in sheets.ROW_FIELDS] for row in lines]
    full_rows = [
        [*row, "", item.rule, item.digest]
        for row, item in zip(word_rows, listed.items, strict=True)
    ]
    spare = archive.fonts.spare
    data = plain({**sheets.cover(listed, body), "rows": lines, "qr": None})
    source: Path = archive.settings.templates / "typst" / f"{TEMPLATE}.typ"
    return {
        "docx": ("register:word", {"rows": word_rows}),
        "xlsx": ("register:excel", {"rows": full_rows}),
        "pdf": (
            "register:pdf",
            {
                "source": str(source.resolve()),
                "data": data,
                "fonts": {role: [spare.family] for role in ROLES},
                "fonts_at": str(spare.path.parent),
            },
        ),
    }
