"""Plain text: one spelling for what scanners, typists and engines write differently."""

import re
import unicodedata

HAN = "\u3400-\u9fff\U00020000-\U0003ffff〇·"
# U+FFFE is how pdfium gives a hyphen at the end of a line.
_DASHES = re.compile("[\ufffe\u2010-\u2015\u2212\uff0d\uff3f_~～—–]+")
_BLANK_IN_HAN = re.compile(rf"(?<=[{HAN}()《》])\s+(?=[{HAN}()《》])")
_UNSEEN = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_DASH_SPACES = re.compile(r"\s*-\s*")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)\s+(?=\d)")
_CHINESE_DIGITS = {"〇": 0, "零": 0} | {c: n for n, c in enumerate("一二三四五六七八九", 1)}
_ORDINAL = re.compile(r"第\s*([〇零一二三四五六七八九十]{1,3}|\d{1,4})\s*批次?")
_DATE = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})(?!\d)")


def plain(text: str) -> str:
    """NFKC, one kind of dash, no unseen characters; line breaks stay."""
    return _DASHES.sub("-", _UNSEEN.sub("", unicodedata.normalize("NFKC", text)))


def close_up(text: str) -> str:
    """Spaces between Chinese characters removed (spread titles, OCR of single characters)."""
    return _BLANK_IN_HAN.sub("", text)


def squeeze(text: str) -> str:
    """All white space removed."""
    return "".join(text.split())


def number_form(text: str) -> str:
    """The form in which batch numbers are compared: plain, upper case, "第三批次" as "第3批"."""
    tidy = _DASH_SPACES.sub("-", plain(text).upper())
    return squeeze(_ORDINAL.sub(lambda found: f"第{_ordinal(found[1])}批", tidy))


def number_text(text: str) -> str:
    """A page's text in the form of ``number_form``, but with the spaces that part numbers kept."""
    tidy = _DASH_SPACES.sub("-", plain(text).upper())
    return _ORDINAL.sub(lambda found: f"第{_ordinal(found[1])}批", close_up(tidy))


def dates_in(text: str) -> tuple[tuple[int, int, int], ...]:
    """Every full date in a plain text as (year, month, day), in order."""
    return tuple((int(y), int(m), int(d)) for y, m, d in _DATE.findall(text))


def _ordinal(text: str) -> int:
    if text.isdigit():
        return int(text)
    tens, mark, ones = text.partition("十")
    if not mark:
        return int("".join(str(_CHINESE_DIGITS[c]) for c in text))
    return (_CHINESE_DIGITS[tens] if tens else 1) * 10 + (_CHINESE_DIGITS[ones] if ones else 0)
