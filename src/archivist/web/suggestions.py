"""What a document is held to be, in the words a page shows."""

from archivist.records.batch import SUBJECT_NAMES
from archivist.records.recognition import Recognition
from archivist.rules.pack import RulePack


def words(pack: RulePack, found: Recognition) -> tuple[str, ...]:
    """Batch, material, subject and candidate as the clerk says them; what is open is left out."""
    said = [found.batch or "", f"拆成 {len(found.parts)} 份" if found.parts else ""]
    return tuple(word for word in (*said, *paper_words(pack, found)) if word)


def paper_words(pack: RulePack, found: Recognition) -> tuple[str, ...]:
    """Material, subject and candidate, without the batch."""
    titles = {material.number: material.title for material in pack.materials}
    said = []
    if found.material is not None:
        said.append(f"第 {found.material} 项 {titles.get(found.material, '')}".strip())
    if found.subject is not None:
        said.append(SUBJECT_NAMES[found.subject])
    if found.candidate_name:
        said.append(found.candidate_name)
    return tuple(said)
