"""What the search for a document's material comes to."""

from dataclasses import dataclass

from archivist.records.material import Material
from archivist.records.recognition import Evidence

DOUBTED_WEIGHT = 0.60
NEAR_WEIGHT = 0.50
# So many words are told as a reason.
WORDS_TOLD = 4


@dataclass(frozen=True, slots=True)
class MaterialFound:
    """The material held to be meant; ``doubt`` says why it is not certain.

    ``liftable`` tells that the doubt is only about the wording, which people can teach,
    ``contradicted`` that the title fits and the body speaks for another material, ``open`` that
    nothing speaks against it: an exam paper and nothing tells whose, or a title below a line that
    is not understood.
    """

    material: Material | None
    certain: bool
    weight: float
    evidence: tuple[Evidence, ...] = ()
    doubt: str = ""
    others: tuple[int, ...] = ()
    liftable: bool = False
    contradicted: bool = False
    open: bool = False
