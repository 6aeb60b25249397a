"""A stack as one recognition: its parts, and a sentence that tells the clerk where it is cut."""

from collections.abc import Sequence

from archivist.records.batch import SUBJECT_NAMES
from archivist.records.recognition import Part, Recognition
from archivist.rules.pack import RulePack

# A clerk reads no longer list than this.
TOLD = 12


def as_stack(parts: Sequence[Part], pack: RulePack, *, ask: str = "") -> Recognition:
    """The recognition of a file that holds these documents; ``ask`` is a reason to ask anyway.

    It is ``auto`` only if every part is. Material, subject, batch and candidate stay open unless
    all parts have the same batch.
    """
    batches = {part.found.batch for part in parts}
    auto = not ask and all(part.found.auto for part in parts)
    told = [_says(part, pack) for part in parts[:TOLD]]
    rest = f"；其余 {len(parts) - TOLD} 份从略" if len(parts) > TOLD else ""
    reason = f"一个文件里有 {len(parts)} 份材料：" + "；".join(told) + rest
    return Recognition(
        material=None,
        subject=None,
        batch=batches.pop() if len(batches) == 1 else None,
        candidate=None,
        candidate_name=None,
        confidence=min((part.found.confidence for part in parts), default=0.0),
        auto=auto,
        evidence=(),
        reason=f"{ask}，{reason}。" if ask else f"{reason}。",
        parts=tuple(parts),
        hints=tuple(dict.fromkeys(hint for part in parts for hint in part.found.hints)),
    )


def pages_in_words(pages: Sequence[int]) -> str:
    """Page numbers as a clerk writes them: "第 3-5 页", "第 1、3 页"."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    said = [str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]
    return f"第 {'、'.join(said)} 页"


def _says(part: Part, pack: RulePack) -> str:
    found = part.found
    where = pages_in_words(part.pages)
    words = [] if found.material is None else [f"{found.material} {_short(pack, found.material)}"]
    if found.subject is not None:
        words.append(SUBJECT_NAMES[found.subject])
    if found.candidate_name:
        words.append(found.candidate_name)
    says = f"{where}是" + " ".join(words) if words else f"{where}认不出"
    return says if found.auto else f"{says}（{found.reason.rstrip('。')}）"


def _short(pack: RulePack, material: int) -> str:
    return next((one.short for one in pack.materials if one.number == material), "")
