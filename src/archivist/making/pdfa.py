"""PDF/A-2b, as far as pikepdf can make and vouch for it; otherwise the reason in words."""

from functools import cache

from PIL import ImageCms

from archivist.making.pdf import Pdf, reopened, saved_as_pdfa

DATE_AT, DATE = 24, b"\x07\xd0\0\1\0\1\0\0\0\0\0\0"  # in an ICC header: 2000-01-01
# Checking takes some 10 ms for a scanned page and 50 ms for one full of text.
MOST_CHECKED, MOST_PAGES = 60, 300
UNCHECKED = "按 PDF/A-2b 制作，页数多，没有逐页校验"
NOT_PDFA = "未能转为 PDF/A-2b"
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

    For sheets of our own making: those of more than ``MOST_CHECKED`` pages are written by the same
    rules, but not gone through page by page, and the words say that. Only what pikepdf's validator
    passed is called checked; veraPDF is not consulted. Equal bytes and an equal ``seed`` for the
    file identifier give equal bytes.
    """
    with reopened(pdf) as document:
        if len(document.pages) > MOST_CHECKED:
            made, _ = saved_as_pdfa(document, seed or pdf, _srgb(), check=False)
            words = UNCHECKED
        else:
            made, words = kept_as_pdfa(document, seed or pdf)
    return pdf if made is None else made, words


def kept_as_pdfa(document: Pdf, seed: bytes) -> tuple[bytes | None, str]:
    """The bytes of ``document`` as PDF/A-2b, or None; and the words of :func:`to_pdfa`.

    ``document`` is changed on the way. One of more than ``MOST_PAGES`` pages is not tried.
    """
    if len(document.pages) > MOST_PAGES:
        return None, f"{NOT_PDFA}：超过 {MOST_PAGES} 页，保留原样。"
    made, findings = saved_as_pdfa(document, seed, _srgb())
    if made is not None:
        return made, PASSED
    said = " ".join(findings).lower()
    reason = next((words for word, words in REASONS if word in said), "校验没有通过")
    return None, f"{NOT_PDFA}：{reason}，保留原样。"


@cache
def _srgb() -> bytes:
    """An sRGB profile (ICC version 4) of 588 bytes; the date it was made on is left out."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile[:DATE_AT] + DATE + profile[DATE_AT + len(DATE) :]
