"""What may be doubted about a title that names a material in full."""

import re

from archivist.intake.recognition.body import telltale
from archivist.intake.recognition.knowledge import Named, core
from archivist.intake.recognition.segment import Phrase
from archivist.intake.recognition.signs import STATE, Signs, is_paper
from archivist.intake.recognition.titles import Heading
from archivist.records.material import Material

# A bare word of these needs no further sign of assessment: nothing else is called so.
_SELF_EVIDENT = frozenset({"answer", "video", "workpiece"})
_LISTS = frozenset({"roster", "summary", "passed", "scoring"})
_CREDENTIAL = re.compile(r"(?:身份证|毕业证书?|学历证书?|学位证书?|资格证书?|证书|证明)$")


def title_doubt(seen: Signs, title: Heading, named: Named) -> str:
    """Why a title that names ``named`` may mislead, in Chinese; empty if nothing speaks against."""
    material = named.material
    phrase = title.phrase
    if not title.clean and not title.strange:
        if title.before:
            return preceded(title)
        return unclear(title, material)
    if not anchored(title, material):
        return unclear(title, material)
    from_name = [one.material for one, _ in seen.pack.fitting(seen.name)]
    contradicts = from_name and seen.name.understood and material not in from_name
    if contradicts and not _same_family(title, seen.name):
        return f"题名像“{material.short}”，文件名却像“{from_name[0].short}”"
    if "score" in phrase.meanings and phrase.subjects and not phrase.meanings & _LISTS:
        return f"题名像“{material.short}”，却写着一个科目，也可能是一位考生的评分记录"
    tale = telltale(phrase.meanings, seen.document.squeezed)
    if tale is not None:
        return f"题名像“{material.short}”，但{tale.doubt}"
    return later_doubt(seen, title, named)


def preceded(title: Heading) -> str:
    """The doubt about a title below a line that speaks of something else."""
    above = title.before[0].text if title.before else ""
    return f"题名上方写着“{above}”，不能确定是本次认定的材料"


def unclear(title: Heading, material: Material) -> str:
    """The doubt about a title that is damaged, or too general to be this material's for sure."""
    if not title.clean:
        return f"题名“{title.phrase.text}”的字迹不清，请核对是不是“{material.short}”"
    return f"题名“{title.phrase.text}”太笼统，看不出是不是认定用的“{material.short}”"


def _same_family(title: Heading, name: Phrase) -> bool:
    """试卷 in the name of a specimen is no contradiction."""
    return is_paper(title.phrase) and core(name.meanings) <= STATE | {"paper"}


def anchored(title: Heading, material: Material) -> bool:
    """Whether the title shows that assessment is spoken of, and not some other affair.

    A bare word asks for more: 签到表 for an exam, 评分表 (always of skill) for the subject.
    """
    phrase = title.phrase
    said = core(phrase.meanings)
    own = any(meaning.startswith("material:") for meaning in said)
    if len(said) > 1 or own or said & _SELF_EVIDENT or "candidate" in phrase.meanings:
        return True
    if said == {"signin"}:
        return title.exam or bool(phrase.subjects)
    if len(material.subjects) == 1:
        return bool(phrase.subjects)
    return title.anchored or title.exam or bool(phrase.subjects)


def later_doubt(seen: Signs, title: Heading, named: Named) -> str:
    """Which later page begins another paper, in Chinese, or nothing."""
    for one in seen.later:
        doubt = begins_another(title, one, named)
        if doubt:
            return f"第 {one.page} 页{doubt}，可能是几份材料放在一起"
    return ""


def begins_another(title: Heading, later: Heading, named: Named) -> str:
    """What shows that a later page with this title begins another paper, in Chinese, or nothing."""
    material = named.material
    if not later.fits:
        own = bool(_CREDENTIAL.search(later.phrase.text)) and _takes_credentials(named)
        return "" if own else f"的题名是“{later.phrase.text}”"
    others = [fit.material for fit, _ in later.fits]
    if not later.clean or not anchored(later, others[0]):
        return ""
    both_papers = is_paper(title.phrase) and is_paper(later.phrase)
    if both_papers and "blank" in later.phrase.meanings and material.per == "candidate":
        return "的题名是样卷"
    if material not in others and not both_papers:
        return f"的题名像“{others[0].short}”"
    parts = later.phrase.subjects, title.phrase.subjects
    if len(material.subjects) > 1 and all(parts) and parts[0] != parts[1]:
        return "换了科目"
    return ""


def _takes_credentials(named: Named) -> bool:
    """Whether a material consists of what a candidate hands in, certificates among it."""
    return named.material.per == "candidate" and frozenset({"enrol"}) in named.sets


def strange_doubt(title: Heading) -> str:
    """Which words show that the paper belongs to another affair, in Chinese."""
    words = "”“".join(title.strange[:2])
    text = title.phrase.text
    where = "里" if title.phrase.strange else "上方"
    return f"题名“{text}”{where}有“{words}”，不像批次存档材料，请选择材料，或归为清单以外的材料"
