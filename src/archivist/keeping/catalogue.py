"""The catalogue: SQLite through sqlite-utils (its one address, with ``migrations``).

Exactly one connection in the whole system writes; all others are opened read-only. WAL with
synchronous=FULL, so that what was committed survives a power cut.
"""

import contextlib
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from archivist.errors import (
    ArchiveLocked,
    ArchivistError,
    CatalogueDamaged,
    CatalogueTooNew,
    CatalogueTooOld,
    DiskFull,
    WriteFailed,
)
from archivist.keeping.migrations import migrations

Row = dict[str, Any]


class Catalogue:
    """The open catalogue. Rows go in and out as dicts; the rooms give them their types."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        """Open (and, when writing, create or migrate) the catalogue at ``path``.

        Raises:
            CatalogueDamaged: SQLite cannot read it.
            CatalogueTooNew: it was made by a later version.
            CatalogueTooOld: it is read only, and a writer must migrate it first.
        """
        self.path = path
        self._guard = threading.RLock()
        with self._reported():
            self._db = _open(path, read_only)
        try:
            with self._reported():
                self._refuse_another_version(read_only)
                if not read_only:
                    self._db.execute("PRAGMA journal_mode=WAL").fetchall()
                    self._db.execute("PRAGMA synchronous=FULL").fetchall()
                    self._db.execute("PRAGMA secure_delete=ON").fetchall()
                    migrations.apply(self._db)
                self._db.execute("PRAGMA foreign_keys=ON").fetchall()
        except BaseException:
            self._db.close()
            raise

    def close(self) -> None:
        """Close the connection; a second call does nothing."""
        self._db.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; nested calls join the outer one. One thread at a time.

        Raises DiskFull, WriteFailed or CatalogueDamaged if the disk or the file fails.
        """
        with self._guard, self._reported(), self._db.atomic():
            yield

    def insert(self, table: str, row: Mapping[str, Any]) -> int:
        """Insert a row; returns its rowid. Must be called inside ``transaction``."""
        columns = ", ".join(row)
        marks = ", ".join("?" for _ in row)
        with self._guard, self._reported():
            done = self._db.execute(
                f"INSERT INTO {table} ({columns}) VALUES ({marks})", tuple(row.values())
            )
        assert done.lastrowid is not None
        return done.lastrowid

    def insert_many(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert many rows of one shape."""
        with self._guard, self._reported():
            self._db.table(table).insert_all([dict(row) for row in rows], batch_size=500)

    def change(self, sql: str, *values: Any) -> int:
        """Run one UPDATE or DELETE; returns the number of rows it touched."""
        with self._guard, self._reported():
            return self._db.execute(sql, values).rowcount

    def rows(self, sql: str, *values: Any) -> list[Row]:
        """All rows of a query as dicts.

        Not by sqlite-utils' ``query``, which sets a savepoint around every question.
        """
        with self._guard, self._reported():
            found = self._db.execute(sql, values)
            names = [column[0] for column in found.description]
            return [dict(zip(names, row, strict=True)) for row in found]

    def row(self, sql: str, *values: Any) -> Row | None:
        """The first row of a query, or None."""
        found = self.rows(sql, *values)
        return found[0] if found else None

    def value(self, sql: str, *values: Any) -> Any:
        """The first column of the first row, or None."""
        row = self.row(sql, *values)
        return next(iter(row.values())) if row else None

    def next_number(self, scope: str) -> int:
        """The next number of ``scope``, from 1. Numbers are never given out twice.

        Must be called inside the transaction that writes what bears the number.
        """
        return int(
            self.value(
                "INSERT INTO counter (scope, last) VALUES (?, 1) "
                "ON CONFLICT (scope) DO UPDATE SET last = last + 1 RETURNING last",
                scope,
            )
        )

    def damage(self) -> str:
        """What ``PRAGMA quick_check`` objects to, or an empty string."""
        try:
            answers = [str(row["quick_check"]) for row in self.rows("PRAGMA quick_check")]
        except ArchivistError as problem:
            return problem.facts.get("why", str(problem))
        return "" if answers == ["ok"] else "; ".join(answers[:3])

    def copy_to(self, target: Path) -> None:
        """A consistent copy through SQLite's backup interface."""
        with self._guard, contextlib.closing(sqlite3.connect(target)) as other:
            self._db.conn.backup(other)

    @contextlib.contextmanager
    def _reported(self) -> Iterator[None]:
        """Turn what SQLite says of disk and file into our own words; our own slips stay slips."""
        try:
            yield
        except sqlite3.DatabaseError as problem:
            said = _said(self.path, problem)
            if said is None:
                raise
            raise said from problem

    def _refuse_another_version(self, read_only: bool) -> None:
        known = {migration.name for migration in migrations._migrations}
        applied = {migration.name for migration in migrations.applied(self._db)}
        if applied - known:
            raise CatalogueTooNew(path=self.path)
        if read_only and known - applied:
            raise CatalogueTooOld(path=self.path)


def _said(path: Path, problem: sqlite3.DatabaseError) -> ArchivistError | None:
    """What a failure of SQLite means for the archive, by its result code; None for our own slip."""
    match getattr(problem, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_FULL:
            return DiskFull(path=path, free="0 MB")
        case sqlite3.SQLITE_IOERR | sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return WriteFailed(path=path, why=problem)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return ArchiveLocked(holder="未知程序")
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_CANTOPEN:
            return CatalogueDamaged(path=path, why=problem)
        case _:
            return None


def _open(path: Path, read_only: bool) -> Database:
    if read_only:
        uri = f"{path.resolve().as_uri()}?mode=ro"
        connection = sqlite3.connect(uri, uri=True, check_same_thread=False, timeout=30)
    else:
        connection = sqlite3.connect(path, check_same_thread=False, timeout=30)
    return Database(connection)
