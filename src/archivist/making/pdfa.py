"""PDF/A-2b, as far as pikepdf can make and vouch for it; otherwise the reason in words."""

from functools import cache

from PIL import ImageCms

from archivist.making.pdf import Pdf, reopened, saved_as_pdfa

DATE_AT, DATE = 24, b"\x07\xd0\0\1\0\1\0\0\0\0\0\0"  # in an ICC header: 2000-01-01
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


def to_pdfa(pdf: bytes, seed: bytes = b"") -> tuple[bytes, str]:
    """``pdf`` as PDF/A-2b with words saying so, or unchanged with the reason why not, in Chinese.

    Only what pikepdf's validator passed is called PDF/A; veraPDF is not consulted. Equal bytes and
    an equal ``seed`` for the file identifier give equal bytes.
    """
    with reopened(pdf) as document:
        made, words = kept_as_pdfa(document, seed or pdf)
    return pdf if made is None else made, words


def kept_as_pdfa(document: Pdf, seed: bytes) -> tuple[bytes | None, str]:
    """The bytes of ``document`` as PDF/A-2b, or None; and the words of :func:`to_pdfa`.

    ``document`` is changed on the way.
    """
    made, findings = saved_as_pdfa(document, seed, _srgb())
    if made is not None:
        return made, PASSED
    said = " ".join(findings).lower()
    reason = next((words for word, words in REASONS if word in said), "校验没有通过")
    return None, f"未能转为 PDF/A-2b：{reason}，保留原样。"


@cache
def _srgb() -> bytes:
    """An sRGB profile (ICC version 4) of 588 bytes; the date it was made on is left out."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile[:DATE_AT] + DATE + profile[DATE_AT + len(DATE) :]
