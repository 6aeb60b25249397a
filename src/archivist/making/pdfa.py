"""PDF/A-2b, as far as pikepdf can make and vouch for it; otherwise the reason in words."""

from archivist.making.pdf import converted

PASSED = "通过 pikepdf 校验的 PDF/A-2b"
# Words in pikepdf's findings, and what they mean to a clerk; the first that fits is told.
REASONS = (
    ("encrypt", "文件已加密"),
    ("font", "字体没有嵌入，或字体格式无法判定"),
    ("transparen", "含有透明效果"),
    ("javascript", "含有脚本"),
    ("action", "含有动作"),
    ("image", "图片的编码方式不合规或无法判定"),
    ("colo", "颜色没有标明色彩空间"),
    ("annot", "批注或表单不合规"),
    ("embedded", "含有附件"),
)


def to_pdfa(pdf: bytes) -> tuple[bytes, str]:
    """``pdf`` as PDF/A-2b with words saying so, or unchanged with the reason why not, in Chinese.

    Only what pikepdf's validator passed is called PDF/A; veraPDF is not consulted.
    """
    made, findings = converted(pdf)
    if made is not None:
        return made, PASSED
    said = " ".join(findings).lower()
    reason = next((words for word, words in REASONS if word in said), "校验没有通过")
    return pdf, f"未能转为 PDF/A-2b：{reason}，保留原样。"
