"""A report of everything recognition did not file rightly, to improve it by."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from archivist.bench.marks import Mark, confusions, exact_cuts
from archivist.records.reading import Reading, Unread
from archivist.records.recognition import Recognition

FIRST_LINES = 6


def written(marks: Sequence[Mark], read: Mapping[str, Reading | Unread]) -> str:
    """The report as text: confusions, wrong filings, questions by reason, stacks cut wrongly."""
    alone = [mark for mark in marks if mark.truth.kind in {"digital", "scan", "stranger"}]
    lines = ["== confusions (true -> held, files)"]
    lines += [f"{row['true']} -> {row['held']}: {row['files']}" for row in confusions(alone, 40)]
    lines += ["", "== filed unasked but wrong"]
    lines += _told([mark for mark in alone if mark.found.auto and not mark.all_right], read)
    lines += ["", "== strangers filed unasked"]
    strangers = [mark for mark in alone if mark.truth.kind == "stranger"]
    lines += _told([mark for mark in strangers if mark.found.auto], read)
    lines += ["", "== first guess wrong"]
    wrong = [mark for mark in alone if mark.truth.kind != "stranger" and not mark.material_right]
    lines += _told(wrong, read)
    lines += ["", "== right guess, but asked: reasons"]
    asked = [mark for mark in alone if mark.material_right and not mark.found.auto]
    asked = [mark for mark in asked if mark.truth.kind != "stranger"]
    reasons = Counter(mark.found.reason for mark in asked)
    lines += [f"{files}x {reason}" for reason, files in reasons.most_common(60)]
    lines += ["", "== right guess, but asked: files"]
    lines += _told(asked, read, brief=True)
    lines += ["", "== strangers held to be something"]
    lines += _told(
        [mark for mark in strangers if mark.found.material is not None], read, brief=True
    )
    lines += ["", "== stacks cut wrongly"]
    for mark in marks:
        if mark.truth.kind == "stack" and not exact_cuts(mark):
            true = [(part.pages, part.material, part.candidate) for part in mark.truth.parts]
            held = [
                (part.pages, part.found.material, part.found.candidate) for part in mark.found.parts
            ]
            lines.append(f"{mark.truth.name} {mark.truth.wording} {mark.truth.how}")
            lines += [f"    true {true}", f"    held {held} auto={mark.found.auto}"]
    lines += ["", "== codes not found or not followed"]
    coded = [mark for mark in marks if mark.truth.kind == "code"]
    lines += _told([mark for mark in coded if not mark.all_right], read, brief=True)
    return "\n".join(lines) + "\n"


def _told(
    marks: Sequence[Mark], read: Mapping[str, Reading | Unread], *, brief: bool = False
) -> Iterator[str]:
    for mark in marks:
        truth = mark.truth
        yield (
            f"{truth.name} [{truth.kind}; {truth.how}] “{truth.wording}” "
            f"true {truth.material}/{_name(truth.subject)}/{truth.batch} by {truth.batch_by}"
            f"/{truth.candidate} held {_held(mark.found)}"
        )
        yield f"    {mark.found.reason}"
        if not brief:
            yield f"    | {_beginning(read[truth.name])}"


def _held(found: Recognition) -> str:
    mark = "auto" if found.auto else "asks"
    return (
        f"{found.material}/{_name(found.subject)}/{found.batch}/{found.candidate} "
        f"{found.confidence:.2f} {mark} parts={len(found.parts)}"
    )


def _name(subject: object) -> str:
    return str(subject or "-")


def _beginning(reading: Reading | Unread) -> str:
    if isinstance(reading, Unread):
        return f"unread: {reading.code}"
    return " / ".join(reading.text.split("\n")[:FIRST_LINES])
