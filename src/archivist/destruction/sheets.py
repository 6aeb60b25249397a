"""What stands in a register's three files: cover fields and rows, from the frozen items only."""

from collections.abc import Iterator, Mapping
from datetime import date

from archivist.making.spreadsheet import Cell, Column, Sheet
from archivist.records.material import CARRIER_NAMES, Carrier
from archivist.records.register import Register, RegisterItem
from archivist.settings import Body

ROW_FIELDS = (
    "position", "title", "year", "code", "term", "kept_for", "pages", "copies", "batch",
    "material", "carrier", "base_on", "due_on", "secrecy", "remark",
)  # fmt: skip
COLUMNS = (
    Column(head="序号", width=6, centred=True),
    Column(head="文件题名", width=36),
    Column(head="所属年度", width=8, centred=True),
    Column(head="档号", width=30),
    Column(head="应保管期限", width=11, centred=True),
    Column(head="已保管期限", width=11, centred=True),
    Column(head="文件页数", width=8, centred=True),
    Column(head="份数", width=6, centred=True),
    Column(head="批次号", width=20),
    Column(head="材料项号", width=8, centred=True),
    Column(head="载体", width=8, centred=True),
    Column(head="起算日", width=11, centred=True),
    Column(head="到期日", width=11, centred=True),
    Column(head="密级", width=8, centred=True),
    Column(head="备注", width=16),
    Column(head="箱袋封签号", width=14),
    Column(head="销毁依据", width=48),
    Column(head="SHA-256", width=20),
)
_PIECE = CARRIER_NAMES[Carrier.PIECE]
SIGNERS = ("鉴定小组负责人", "批准人", "监销人（一）", "监销人（二）")


def cover(register: Register, body: Body) -> dict[str, object]:
    """The cover's fields. ``code`` is the text of the QR code that brings signed paper home."""
    pieces = sum(item.copies for item in register.items if item.carrier == _PIECE)
    pages = sum(item.pages for item in register.items)
    count = len(register.items)
    return {
        "number": register.number,
        "quarter": register.quarter,
        "fonds": body.fonds,
        "fonds_name": body.name,
        "fonds_full": _fonds(body),
        "count": count,
        "pages": pages,
        "pieces": pieces,
        "amount": _amount(count, pages, pieces),
        "years": _years(register),
        "proposed_by": register.proposed_by,
        "proposed_on": proposed_on(register),
        "digest": register.digest,
        "code": f"AVR1/{register.number}/{register.digest[:16].upper()}",
        "made_on": proposed_on(register),
    }


def rows(register: Register) -> Iterator[Mapping[str, object]]:
    """The table's rows; what there is none of (pages of a workpiece) is an empty text."""
    for item in register.items:
        values: dict[str, object] = {name: getattr(item, name) for name in ROW_FIELDS}
        values["pages"] = item.pages or ""
        yield values


def sheet(register: Register, body: Body) -> Sheet:
    """The register as a spreadsheet, with the blanks to be signed above the table."""
    head = cover(register, body)
    blanks = "　　　　".join(f"{signer}：　　　　　　" for signer in SIGNERS)
    about = (
        f"全宗号（全宗名称）：{head['fonds_full']}　　季度：{head['quarter']}　　"
        f"数量：{head['amount']}　　所属年度：{head['years']}"
    )
    made = (
        f"造册人：{head['proposed_by']}　　造册日期：{head['proposed_on']}　　"
        f"清册校验值（SHA-256）：{head['digest']}"
    )
    return Sheet(
        name=register.number,
        title=f"档案销毁清册　{register.number}",
        columns=COLUMNS,
        rows=(_cells(item) for item in register.items),
        notes=(about, made, f"{blanks}　　销毁时间：　　　　年　　月　　日"),
    )


def proposed_on(register: Register) -> date:
    """The local day on which the register was made."""
    return register.proposed_at.astimezone().date()


def _cells(item: RegisterItem) -> tuple[Cell, ...]:
    listed: tuple[Cell, ...] = tuple(
        (item.pages or None) if name == "pages" else getattr(item, name) for name in ROW_FIELDS
    )
    return (*listed, "", item.rule, item.digest)


def _fonds(body: Body) -> str:
    return f"{body.fonds}（{body.name}）" if body.fonds and body.name else body.fonds or body.name


def _amount(count: int, pages: int, pieces: int) -> str:
    parts = [f"{count} 件"]
    if pages:
        parts.append(f"{pages} 页")
    if pieces:
        parts.append(f"实物 {pieces} 件")
    return "，".join(parts)


def _years(register: Register) -> str:
    years = sorted({item.year for item in register.items})
    return str(years[0]) if len(years) == 1 else f"{years[0]} 至 {years[-1]}"
