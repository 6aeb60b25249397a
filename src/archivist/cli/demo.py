"""demo: the whole road on a made-up batch, no questions asked, ends with a summary."""

import re
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import click

from archivist.archive import CONFIG, Archive, init_archive
from archivist.cli.chinese import Command
from archivist.cli.options import json_option, this_day
from archivist.cli.say import answer, progress, table, tell
from archivist.errors import NothingDue, ReviewIncomplete
from archivist.keeping import batches, manifest
from archivist.records.arrival import Progress
from archivist.records.batch import Batch
from archivist.records.checklist import PRESENCE_NAMES, Presence
from archivist.records.finding import Finding
from archivist.records.material import Carrier

CLERK = "示范档案员"
FOLDER = "示范"
WORKPIECES = 22


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What the demo made; paths are absolute."""

    archive: str
    batch: str
    seconds: float = 0.0
    filed: int = 0
    accepted: int = 0
    set_aside: int = 0
    missing: list[str] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    register: list[str] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)


@click.command(cls=Command)
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="示范档案库建在哪里；默认在当前文件夹下新建“示范”。",
)
@json_option
def demo(folder: Path | None, as_json: bool) -> int:
    """用一个虚构的批次走完全程：收件、识别、归档、编号、盖章、打印、文书、销毁清册。"""
    root = _fresh(folder or Path.cwd() / FOLDER)
    began = time.monotonic()
    outcome = walk(root, this_day(), quiet=as_json)
    outcome.seconds = round(time.monotonic() - began, 1)
    if as_json:
        answer(outcome)
    else:
        _summary(outcome)
    return 1 if outcome.findings else 0


def walk(root: Path, today: date, *, quiet: bool) -> Outcome:
    """Walk the whole road in a new archive at ``root``."""
    from archivist.samples.batch import made_batch

    init_archive(root)
    batch = made_batch()
    _name_body(root / CONFIG, batch)
    with Archive(root, write=True) as archive:
        outcome = Outcome(archive=str(archive.shelf.root), batch=batch.number)
        _drop(archive, batch, quiet)
        _receive(archive, outcome, quiet)
        _pieces(archive, batch)
        _arrange(archive, outcome, today, quiet)
        _issue_letters(archive, batch, outcome, today)
        _list_for_destruction(archive, outcome, today)
        manifest.write_stale(archive.catalogue, archive.shelf)
        outcome.findings = [finding.sentence for finding in _verified(archive, quiet)]
    return outcome


def fill_inbox(root: Path) -> None:
    """Enrol the made-up batch and put its documents into the inbox, for ``start --demo``."""
    from archivist.samples.batch import made_batch

    batch = made_batch()
    with Archive(root, write=True) as archive:
        if batches.find(archive.catalogue, batch.number) is None:
            _drop(archive, batch, quiet=False)
        else:
            tell(f"示范批次 {batch.number} 已经在库里，没有再放入。")


def _drop(archive: Archive, batch: Batch, quiet: bool) -> None:
    """Enrol the batch and make its documents straight in the inbox."""
    from archivist.intake.enrol import enrol
    from archivist.samples.documents import make_documents

    enrol(archive.catalogue, archive.pack, batch, CLERK)
    with progress("制作示范文件", quiet=quiet) as report:
        told = None if report is None else (lambda done, total: report("", done, total))
        made = make_documents(batch, archive.settings.inbox, archive.fonts, progress=told)
    # A film says nothing of its batch: as a clerk would, put it into the batch's folder.
    folder = archive.settings.inbox / batch.number
    folder.mkdir(exist_ok=True)
    for document in made:
        if document.kind == "video":
            document.path.rename(folder / document.path.name)


def _receive(archive: Archive, outcome: Outcome, quiet: bool) -> None:
    """Sweep the inbox, then do as a clerk would: accept what is only a question of a nod."""
    from archivist import rounds
    from archivist.intake import review

    with progress("收件、识别、归档", quiet=quiet) as report:
        _, swept = rounds.sweep_once(archive, report)
    outcome.filed = len(swept.filed)
    for item in review.queue(archive.catalogue):
        if item.accession.progress is not Progress.WAITING:
            continue
        try:
            review.accept(archive.catalogue, archive.shelf, archive.pack, item.accession.id, CLERK)
        except ReviewIncomplete:
            continue
        outcome.accepted += 1
    outcome.set_aside = len(review.queue(archive.catalogue))


def _pieces(archive: Archive, batch: Batch) -> None:
    """The workpieces themselves are no files: they are entered with their place in the store."""
    from archivist.intake.physical import add_piece

    add_piece(
        archive.catalogue,
        archive.pack,
        batches.held(archive.catalogue, batch.number),
        material=WORKPIECES,
        count=len(batch.roster),
        carrier=Carrier.PIECE,
        location="工件库 1 架 2 层",
        actor=CLERK,
        remark=f"每名考生 1 件，共 {len(batch.roster)} 件",
    )


def _arrange(archive: Archive, outcome: Outcome, today: date, quiet: bool) -> None:
    from archivist.arrangement.boxing import box_batch
    from archivist.arrangement.checking import check_batch
    from archivist.arrangement.numbering import number_batch
    from archivist.cli.prints import print_all

    number_batch(archive.catalogue, archive.pack, archive.settings, outcome.batch, CLERK)
    box_batch(archive.catalogue, outcome.batch, archive.settings.print.sheet_mm, CLERK)
    with progress("盖章和打印", quiet=quiet) as report:
        places, troubles = print_all(archive, outcome.batch, "all", today, CLERK, report)
    outcome.printed = _paths(archive, places)
    for trouble in troubles:
        tell(trouble)
    lines = check_batch(archive.catalogue, archive.pack, outcome.batch, today)
    if not quiet:
        rows = [
            (
                line.material,
                line.title,
                PRESENCE_NAMES[line.presence],
                f"{line.found}/{line.expected}",
                line.reason,
            )
            for line in lines
        ]
        table("归档材料检查表", ("序号", "材料", "情况", "件数", "说明"), rows)
    outcome.missing = [
        f"{line.material} {line.title}"
        for line in lines
        if line.presence in (Presence.MISSING, Presence.PARTIAL)
    ]


def _issue_letters(archive: Archive, batch: Batch, outcome: Outcome, today: date) -> None:
    from archivist.letters.desk import issue
    from archivist.samples.letters import letter_fields

    for kind, word, fields in letter_fields(batch, today):
        letter = issue(
            archive.catalogue,
            archive.shelf,
            archive.settings.templates,
            kind,
            fields,
            letter_word=word,
            actor=CLERK,
            now=datetime.now(UTC),
        )
        outcome.letters += _paths(archive, [letter.place])


def _list_for_destruction(archive: Archive, outcome: Outcome, today: date) -> None:
    from archivist.cli.destroy import exporter
    from archivist.destruction.register import propose
    from archivist.rules.quarters import quarter_of

    try:
        register = propose(
            archive.catalogue,
            archive.pack,
            archive.settings.rules,
            quarter=str(quarter_of(today)),
            actor=CLERK,
            today=today,
        )
    except NothingDue as nothing:
        tell(str(nothing))
        return
    outcome.register = _paths(archive, exporter(archive, CLERK).export(register.number))


def _verified(archive: Archive, quiet: bool) -> tuple[Finding, ...]:
    from archivist import rounds

    with progress("核对", quiet=quiet) as report:
        return rounds.inspect(archive, report)


def _summary(outcome: Outcome) -> None:
    rows = [
        ("档案库", outcome.archive),
        ("批次", outcome.batch),
        ("自动归档", f"{outcome.filed} 件"),
        ("经确认归档", f"{outcome.accepted} 件"),
        ("留待处理", f"{outcome.set_aside} 份（清单以外的文件，不自动归档）"),
        ("还缺", "、".join(outcome.missing) or "不缺"),
        ("打印件和副本", f"{len(outcome.printed)} 份，在批次文件夹的“打印”和“用件”里"),
        *(("文书", path) for path in outcome.letters),
        *(("销毁清册", path) for path in outcome.register),
        ("核对", "；".join(outcome.findings) or "无误"),
        ("用时", f"{outcome.seconds} 秒"),
    ]
    table("示范完成", ("项目", "结果"), rows)


def _paths(archive: Archive, places: Iterable[str]) -> list[str]:
    return [str(archive.shelf.path(place)) for place in places]


def _fresh(folder: Path) -> Path:
    """``folder`` if it is empty or not there, else the same name with the next free number."""
    root, number = folder.resolve(), 1
    while root.exists() and any(root.iterdir()):
        number += 1
        root = folder.resolve().with_name(f"{folder.name}{number}")
    return root


def _name_body(config: Path, batch: Batch) -> None:
    """Fill in the made-up body's name and numbers, as a body would in its own config.toml."""
    values = {
        "name": batch.agency,
        "short_name": "",
        "fonds": "L001",
        "office": "JNJD",
        "letter_word": "云港示院函",
    }
    text = config.read_text(encoding="utf-8")
    for name, value in values.items():
        text = re.sub(rf'(?m)^({name} = )"[^"]*"', rf'\g<1>"{value}"', text, count=1)
    config.write_text(text, encoding="utf-8")
