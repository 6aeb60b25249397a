"""Identifiers of people, bodies, certificates and outgoing documents, and their check digits."""

import re
from dataclasses import dataclass
from datetime import date

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_CERTIFICATE = re.compile(
    r"(?P<kind>[YS])(?P<body>\d{4})(?P<province>\d{2})(?P<site>\d{6})"
    r"(?P<year>\d{2})(?P<level>[0-9A-Z])(?P<serial>\d{6})",
    re.ASCII,
)
_DOCUMENT = re.compile(
    r"(?P<word>[\u4e00-\u9fff]{2,16})[〔\[(【［（](?P<year>(?:19|20)\d{2})[〕\])】］）]"
    r"第?0*(?P<serial>[1-9]\d{0,5})号",
    re.ASCII,
)
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


def id_check_character(first17: str) -> str:
    """The 18th character of an identity number (GB 11643-1999) for its first 17 digits."""
    total = sum(int(digit) * weight for digit, weight in zip(first17, _ID_WEIGHTS, strict=True))
    return _ID_CHECKS[total % 11]


def id_number_fault(text: str) -> str:
    """What is wrong with an 18-character identity number, in Chinese, or an empty string.

    Area codes are not looked up: codes of former districts stay valid for life.
    """
    if re.fullmatch(r"\d{17}[0-9Xx]", text, re.ASCII) is None:
        return "应当是 17 位数字加 1 位校验码"
    try:
        date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return f"出生日期 {text[6:14]} 不存在"
    return "" if id_check_character(text[:17]) == text[17].upper() else "校验码不对"


def mask_id(text: str) -> str:
    """An identity number fit for a printed list: the first six and last four characters only.

    Shorter numbers (passports and the like) keep their first and last two characters; of a number
    of fewer than seven characters nothing is shown.
    """
    if len(text) >= 15:
        return text[:6] + "*" * (len(text) - 10) + text[-4:]
    if len(text) >= 7:
        return text[:2] + "*" * (len(text) - 4) + text[-2:]
    return "*" * len(text)


def credit_check_character(first17: str) -> str:
    """The 18th character of a unified social credit code (GB 32100-2015)."""
    values = (_CREDIT_ALPHABET.index(char) for char in first17)
    total = sum(value * weight for value, weight in zip(values, _CREDIT_WEIGHTS, strict=True))
    return _CREDIT_ALPHABET[(31 - total % 31) % 31]


def credit_code_fault(text: str) -> str:
    """What is wrong with a unified social credit code, in Chinese, or an empty string."""
    if len(text) != 18 or any(char not in _CREDIT_ALPHABET for char in text):
        return "应当是 18 位数字和大写字母，不用 I、O、S、V、Z"
    return "" if credit_check_character(text[:17]) == text[17] else "校验码不对"


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateNumber:
    """The parts of a 22-character certificate number (人社鉴发〔2019〕2号).

    ``kind`` is Y (用人单位) or S (社会培训评价组织). ``filing`` is the 备案号, the first 13
    characters. ``level`` is a character, since new levels may get letters. ``year`` has four
    digits.
    """

    kind: str
    body: str
    province: str
    site: str
    year: int
    level: str
    serial: int

    @property
    def filing(self) -> str:
        """The 备案号 the number begins with."""
        return f"{self.kind}{self.body}{self.province}{self.site}"

    def __str__(self) -> str:
        return f"{self.filing}{self.year % 100:02d}{self.level}{self.serial:06d}"


def parse_certificate_number(text: str) -> CertificateNumber | None:
    """The parts of a certificate number, or None where the format is another (older ones are).

    There is no check digit; serial 000000 is not one.
    """
    found = _CERTIFICATE.fullmatch(text)
    if found is None or found["serial"] == "000000":
        return None
    return CertificateNumber(
        kind=found["kind"],
        body=found["body"],
        province=found["province"],
        site=found["site"],
        year=2000 + int(found["year"]),
        level=found["level"],
        serial=int(found["serial"]),
    )


def certificate_faults(
    text: str, *, filing: str = "", level: int | None = None, year: int | None = None
) -> tuple[str, ...]:
    """In what a certificate number disagrees with the body's 备案号, level or year of issue."""
    number = parse_certificate_number(text)
    if number is None:
        return ("格式未识别",)
    faults = []
    if filing and number.filing != filing:
        faults.append(f"前 13 位 {number.filing} 与备案号 {filing} 不符")
    if year is not None and number.year != year:
        faults.append(f"年份 {number.year} 与发证年份 {year} 不符")
    if level is not None and number.level != str(level):
        faults.append(f"等级代码 {number.level} 与认定等级 {level} 不符")
    return tuple(faults)


def document_number(word: str, year: int, serial: int) -> str:
    """A 发文字号: 代字, year in 〔〕, serial without leading zero (GB/T 9704-2012)."""
    return f"{word}〔{year}〕{serial}号"


def normalise_document_number(text: str) -> str | None:
    """A 发文字号 rewritten with 〔〕 and no 第 or leading zero, or None if it is not one."""
    squeezed = re.sub(r"\s+", "", text).translate(_FULL_WIDTH)
    found = _DOCUMENT.fullmatch(squeezed)
    if found is None:
        return None
    return document_number(found["word"], int(found["year"]), int(found["serial"]))
