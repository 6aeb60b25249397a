"""The folder of a quarter's registers: 销毁/2026Q4/, with a manifest, kept for ever."""

from archivist.keeping import durable, registers
from archivist.keeping.catalogue import Catalogue
from archivist.keeping.shelf import MANIFEST, REGISTERS, Shelf
from archivist.records.register import Register


def stem(register: Register) -> str:
    """The place of a register's files, without their suffix."""
    return f"{REGISTERS}/{register.quarter}/{register.number} 销毁清册"


def mark_cancelled(catalogue: Catalogue, shelf: Shelf, register: Register, reason: str) -> None:
    """Lay a note beside the files of a cancelled register, if it was exported."""
    if not registers.exported(catalogue, register.number):
        return
    place = f"{stem(register)} 已撤销.txt"
    text = f"销毁清册 {register.number} 已撤销，不得据此销毁任何材料。\r\n理由：{reason}\r\n"
    durable.write(shelf.path(place), text.encode("utf-8-sig"))
    write_manifest(catalogue, shelf, register.quarter)


def write_manifest(catalogue: Catalogue, shelf: Shelf, quarter: str) -> None:
    """Write the quarter's manifest, for ``sha256sum -c``.

    Digests are those the ledger tells, not read from the disk, so that changed files are found.
    """
    folder = f"{REGISTERS}/{quarter}/"
    lines = [
        f"{digest}  {place.removeprefix(folder)}\n"
        for head in registers.heads(catalogue)
        if head.quarter == quarter
        for place, digest in registers.exported(catalogue, head.number).items()
    ]
    durable.write(shelf.path(f"{folder}{MANIFEST}"), "".join(sorted(lines)).encode())
