"""Setting aside: what cannot be used lies safe, with its reason in Chinese beside it."""

from archivist.errors import ArchivistError
from archivist.keeping import accessions, durable, ledger
from archivist.keeping.catalogue import Catalogue
from archivist.keeping.shelf import Shelf, safe_name
from archivist.records.arrival import Accession, Progress

REASON = "原因.txt"


def set_aside(
    catalogue: Catalogue, shelf: Shelf, accession: Accession, error: ArchivistError, actor: str
) -> None:
    """Put an accession into the set-aside area; its bytes and its reason stay together."""
    with catalogue.transaction():
        accessions.keep_trouble(catalogue, accession.id, error.code, str(error))
        accessions.advance(catalogue, accession.id, Progress.SET_ASIDE)
        ledger.tell(
            catalogue,
            actor=actor,
            act="set aside",
            subject=f"accession/{accession.id}",
            code=error.code,
        )
    put_beside_reason(catalogue, shelf, accession)


def put_beside_reason(catalogue: Catalogue, shelf: Shelf, accession: Accession) -> None:
    """Move the bytes to the set-aside area. Safe to repeat after a crash."""
    trouble = accessions.trouble(catalogue, accession.id)
    folder = shelf.quarantine / f"{accession.id:06d}"
    target = folder / _name_beside_reason(accession.name)
    source = shelf.path(accession.held_at)
    if source.exists() and source != target:
        durable.move(source, target)
    code, sentence = trouble or ("", "")
    text = f"文件：{accession.name}\n原因：{sentence}\n代码：{code}\n编号：{accession.id}\n"
    durable.write(folder / REASON, text.encode("utf-8-sig"))
    with catalogue.transaction():
        now = accessions.get(catalogue, accession.id)
        accessions.advance(catalogue, now.id, now.progress, held_at=shelf.place(target))


def clear_reason(shelf: Shelf, accession: Accession) -> None:
    """Take the reason away once the document has left the set-aside area."""
    folder = shelf.quarantine / f"{accession.id:06d}"
    if folder.is_dir():
        durable.remove(folder / REASON)
        durable.remove_empty(folder)


def _name_beside_reason(name: str) -> str:
    """The document's name there; one that is called like the reason must not be written over."""
    safe = safe_name(name)
    return f"_{safe}" if safe.casefold() == REASON.casefold() else safe
