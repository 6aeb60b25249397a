"""Verify: cheapest checks first; every finding has a code, a place and a Chinese sentence."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from archivist.custody.numbers import number_findings
from archivist.keeping import (
    accessions,
    batches,
    durable,
    fingerprint,
    ledger,
    originals,
    records,
    refilings,
    registers,
)
from archivist.keeping.catalogue import Catalogue
from archivist.keeping.manifest import manifest_text
from archivist.keeping.shelf import (
    COPIES,
    LETTERS,
    MANIFEST,
    ORIGINALS,
    OWN,
    PRINTS,
    REGISTERS,
    Shelf,
)
from archivist.records.arrival import Progress
from archivist.records.finding import Finding, Severity
from archivist.records.record import Standing

Report = Callable[[str, int, int], None]
MOST_TITLES = 5


def verify(
    catalogue: Catalogue,
    shelf: Shelf,
    report: Report | None = None,
    papers: Iterable[Finding] = (),
) -> tuple[Finding, ...]:
    """Everything that is not as it should be; an empty tuple means the archive is whole.

    Checks catalogue, ledger, numbers and boxes, structure, manifests, then every file's SHA-256.
    ``papers`` are the findings of another desk on what was printed; they are asked for only if
    the catalogue can be read.
    """
    damage = catalogue.damage()
    if damage:
        return (
            _finding(
                "damaged-catalogue",
                Severity.DAMAGE,
                "目录库",
                f"档案目录库损坏：{damage}。请用备份恢复。",
            ),
        )
    return (
        *ledger.check_chain(catalogue),
        *_rewritten(catalogue),
        *number_findings(catalogue),
        *papers,
        *_unfinished(catalogue),
        *_still_held(catalogue),
        *_strays(catalogue, shelf),
        *_manifests(catalogue, shelf),
        *_files(catalogue, shelf, report),
    )


def expected(catalogue: Catalogue) -> dict[str, str]:
    """Place and SHA-256 of every file the archive must hold."""
    found: dict[str, str] = {}
    for held in batches.every(catalogue):
        found.update(records.digests_of_batch(catalogue, held.batch.number))
    for row in catalogue.rows("SELECT place, digest FROM letter"):
        found[row["place"]] = row["digest"]
    for head in registers.heads(catalogue):
        found.update(registers.exported(catalogue, head.number))
    waiting = (Progress.SECURED, Progress.WAITING, Progress.SET_ASIDE, Progress.REFUSED)
    for progress in (*waiting, Progress.CUT):
        for accession in accessions.at(catalogue, progress):
            found[accession.held_at] = accession.digest
    return found


def _rewritten(catalogue: Catalogue) -> Iterator[Finding]:
    """Records and batches that are no longer what the ledger says was entered."""
    told: dict[str, str] = {}
    for event in ledger.events(catalogue):
        facts = json.loads(event.facts) if event.facts else {}
        if "fingerprint" in facts:
            told[event.subject] = facts["fingerprint"]
    for record in records.every(catalogue):
        if told.get(f"record/{record.id}") not in (None, fingerprint.of_record(record)):
            says = f"件 {record.id} 的目录信息被改动过，与操作记录不符。请停止使用，用备份核对。"
            yield _finding("changed-record", Severity.DAMAGE, f"件 {record.id}", says)
    for held in batches.every(catalogue):
        number = held.batch.number
        if told.get(f"batch/{number}") not in (None, fingerprint.of_batch(held.batch)):
            says = f"批次“{number}”的登记信息被改动过，与操作记录不符。请停止使用，用备份核对。"
            yield _finding("changed-batch", Severity.DAMAGE, number, says)


def _unfinished(catalogue: Catalogue) -> Iterator[Finding]:
    for accession in accessions.at(catalogue, Progress.FILING):
        yield _finding(
            "unfinished-filing",
            Severity.FAULT,
            accession.name,
            f"“{accession.name}”归档到一半；下次启动会自动完成。",
        )
    for refiling in refilings.unfinished(catalogue):
        yield _finding(
            "unfinished-move",
            Severity.FAULT,
            f"件 {refiling.record}",
            f"件 {refiling.record} {'复制' if refiling.copy else '移动'}到一半；"
            "下次启动会自动完成。",
        )
    for number in batches.stale(catalogue):
        yield _finding(
            "stale-manifest",
            Severity.FAULT,
            number,
            f"批次“{number}”的校验清单还没更新；下次启动会自动更新。",
        )


def _still_held(catalogue: Catalogue) -> Iterator[Finding]:
    """Stack originals in which pages of destroyed records can still be read."""
    for original in originals.with_destroyed(catalogue):
        gone = [one.title for one in original.holds if one.standing is Standing.DESTROYED]
        rest = len(original.holds) - len(gone)
        says = f"整份原件“{original.place}”里还有已销毁的 {len(gone)} 件的页（{_some(gone)}）；"
        if rest:
            says += f"另有 {rest} 份材料没有销毁，原件不能销毁，请由鉴定小组决定怎样处理。"
            yield _finding("holds-destroyed", Severity.NOTE, original.place, says)
        else:
            says += "里面的材料都已销毁，这份原件也应当按规定销毁。"
            yield _finding("holds-destroyed", Severity.FAULT, original.place, says)


def _some(titles: Sequence[str]) -> str:
    return "、".join(titles[:MOST_TITLES]) + ("等" if len(titles) > MOST_TITLES else "")


def _strays(catalogue: Catalogue, shelf: Shelf) -> Iterator[Finding]:
    known = set(expected(catalogue))
    known |= {f"{held.folder}/{MANIFEST}" for held in batches.every(catalogue)}
    known.add(f"{ORIGINALS}/{MANIFEST}")
    for path in sorted(shelf.root.rglob("*")):
        place = shelf.place(path)
        own = place.split("/")[0] in (OWN, REGISTERS, LETTERS)
        if path.is_dir() or own or place in known or _on_its_way(catalogue, path, place):
            continue
        if place.split("/")[2:3] in ([PRINTS], [COPIES]):
            says = f"“{place}”是没有登记的打印件，可能上次打印中断了；重新打印或盖章即可。"
            yield _finding("half-printed", Severity.FAULT, place, says)
            continue
        yield _finding(
            "stray-file",
            Severity.FAULT,
            place,
            f"“{place}”没有在目录库里登记。档案只能从收件箱归入，请把它移到收件箱。",
        )


def _manifests(catalogue: Catalogue, shelf: Shelf) -> Iterator[Finding]:
    stale = set(batches.stale(catalogue))
    for held in batches.every(catalogue):
        digests = records.digests_of_batch(catalogue, held.batch.number)
        if not digests or held.batch.number in stale:
            continue
        finding = _manifest(shelf, held.folder, digests)
        if finding is not None and held.batch.number not in batches.stale(catalogue):
            yield finding
    stacks = accessions.originals(catalogue)
    if stacks and not accessions.unlisted(catalogue):
        finding = _manifest(shelf, ORIGINALS, stacks)
        if finding is not None and accessions.originals(catalogue) == stacks:
            yield finding


def _manifest(shelf: Shelf, folder: str, digests: dict[str, str]) -> Finding | None:
    place = f"{folder}/{MANIFEST}"
    path = shelf.path(place)
    if path.is_file() and path.read_bytes() == manifest_text(folder, digests).encode():
        return None
    says = f"校验清单“{place}”缺失或被改动过，与目录库不符。"
    return _finding("wrong-manifest", Severity.DAMAGE, place, says)


def _files(catalogue: Catalogue, shelf: Shelf, report: Report | None) -> Iterator[Finding]:
    wanted = expected(catalogue)
    halfway = _halfway(catalogue)
    for done, (place, digest) in enumerate(sorted(wanted.items()), 1):
        finding = _file(shelf, place, digest)
        if place in halfway and finding is not None and finding.code == "missing-file":
            finding = None  # a refiling has brought it on, and has not told the catalogue yet
        if finding is not None and expected(catalogue).get(place) == digest:
            yield finding  # and not merely moved on by the process that files
        if report is not None:
            report(place, done, len(wanted))


def _file(shelf: Shelf, place: str, digest: str) -> Finding | None:
    path = shelf.path(place)
    if not path.is_file():
        return _finding("missing-file", Severity.DAMAGE, place, f"“{place}”不见了。请用备份恢复。")
    try:
        found = durable.digest_of(path)
    except OSError as problem:
        why = problem.strerror or problem
        says = f"“{place}”读不出来（{why}）。硬盘可能有故障，请用备份恢复。"
        return _finding("unreadable-file", Severity.DAMAGE, place, says)
    if found == digest:
        return None
    says = f"“{place}”的内容被改动过，与登记的校验值不符。请用备份恢复。"
    return _finding("changed-file", Severity.DAMAGE, place, says)


def _halfway(catalogue: Catalogue) -> frozenset[str]:
    """Places a refiling that is not done may have emptied: the original's and its copy's."""
    found = set()
    for refiling in refilings.unfinished(catalogue):
        if not refiling.copy:
            copy = records.copy_of(catalogue, refiling.record)
            found |= {refiling.from_place, copy[0] if copy else ""}
    return frozenset(found)


def _on_its_way(catalogue: Catalogue, path: Path, place: str) -> bool:
    """Whether the process that files, at work beside us, has just brought this file there."""
    if not path.exists():
        return True
    planned = (
        accessions.plan(catalogue, one.id) for one in accessions.at(catalogue, Progress.FILING)
    )
    refiled = (refiling.plan for refiling in refilings.unfinished(catalogue))
    places = {plan.place for plan in (*planned, *refiled) if plan is not None}
    return place in places or place in expected(catalogue)


def _finding(code: str, severity: Severity, where: str, sentence: str) -> Finding:
    return Finding(code=code, severity=severity, where=where, sentence=sentence)
