"""Real papers for the real process: digital forms of the samples, small and quickly read."""

import random
from pathlib import Path

from archivist.making.fonts import find_fonts
from archivist.records.batch import Batch, Subject
from archivist.samples import forms_after as after
from archivist.samples import forms_candidate as own
from archivist.samples import forms_during as during
from archivist.samples.documents import sample_typesetter
from archivist.samples.paper import Paper
from archivist.samples.press import Press


def digital_papers(batch: Batch) -> dict[str, bytes]:
    """Whole-batch forms and four forms of each candidate as PDF, by file name."""
    forms: dict[str, Paper] = {
        "委托保存.pdf": during.custody_notice(batch),
        "考评反馈.pdf": during.examiners_feedback(batch),
        "公示.pdf": after.public_list(batch),
        "理论样卷.pdf": after.blank_paper(batch, Subject.THEORY),
        "技能样卷.pdf": after.blank_paper(batch, Subject.SKILL),
    }
    for one in batch.roster:
        forms[f"export_{one.ticket_number}.pdf"] = own.theory_answers(batch, one)
        forms[f"{one.name}-技能试卷.pdf"] = own.skill_answers(batch, one)
        forms[f"{one.ticket_number}.pdf"] = own.score_sheet(batch, one)
        forms[f"报名材料 {one.name}.pdf"] = own.registration(batch, one)
    fonts = find_fonts(None)
    with sample_typesetter(fonts) as typesetter:
        press = Press(typesetter, fonts, random.Random(1))
        return {name: press.pdf(paper) for name, paper in forms.items()}


def put(inbox: Path, name: str, data: bytes) -> None:
    """Drop one file as a clerk's copy does: the name is there before the bytes are."""
    with (inbox / name).open("wb") as file:
        for start in range(0, len(data), 20_000):
            file.write(data[start : start + 20_000])
            file.flush()
