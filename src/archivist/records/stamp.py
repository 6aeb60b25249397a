"""StampFields (归档章): the six cells of the filing stamp, DA/T 22-2015 annex A."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class StampFields:
    """Cell texts: 全宗号, 年度, 件号 above 机构(问题), 保管期限, 页数. Empty cells stay empty."""

    fonds: str
    year: str
    serial: str
    office: str
    term: str
    pages: str
