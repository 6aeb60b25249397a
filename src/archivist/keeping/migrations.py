"""The catalogue's tables, as migrations that each run once in a transaction."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

migrations = Migrations("archivist")

_FIRST = """
CREATE TABLE batch (
    number TEXT PRIMARY KEY,
    year INTEGER NOT NULL,
    volume INTEGER NOT NULL,
    folder TEXT NOT NULL UNIQUE,
    pack TEXT NOT NULL,
    details TEXT NOT NULL,
    added_at TEXT NOT NULL,
    sealed_at TEXT,
    manifest_stale INTEGER NOT NULL DEFAULT 0,
    UNIQUE (year, volume)
) STRICT;

CREATE TABLE counter (
    scope TEXT PRIMARY KEY,
    last INTEGER NOT NULL
) STRICT;

CREATE TABLE object (
    digest TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    first_seen_at TEXT NOT NULL,
    reading TEXT
) STRICT;

CREATE TABLE accession (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    raw_path BLOB NOT NULL,
    device TEXT NOT NULL,
    inode TEXT NOT NULL,
    mtime_ns INTEGER NOT NULL,
    digest TEXT NOT NULL REFERENCES object(digest),
    size INTEGER NOT NULL,
    held_at TEXT NOT NULL,
    batch_hint TEXT NOT NULL,
    arrived_at TEXT NOT NULL,
    progress TEXT NOT NULL,
    released INTEGER NOT NULL DEFAULT 0,
    recognition TEXT,
    plan TEXT,
    trouble_code TEXT,
    trouble TEXT
) STRICT;
CREATE INDEX accession_progress ON accession(progress);
CREATE INDEX accession_released ON accession(released) WHERE released = 0;
CREATE INDEX accession_digest ON accession(digest);

CREATE TABLE record (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    accession INTEGER REFERENCES accession(id),
    batch TEXT NOT NULL REFERENCES batch(number),
    material INTEGER NOT NULL,
    subject TEXT,
    candidate INTEGER,
    title TEXT NOT NULL,
    term TEXT NOT NULL,
    carrier TEXT NOT NULL,
    pages INTEGER NOT NULL,
    filed_at TEXT NOT NULL,
    place TEXT NOT NULL DEFAULT '',
    digest TEXT NOT NULL DEFAULT '',
    size INTEGER NOT NULL DEFAULT 0,
    media TEXT NOT NULL DEFAULT '',
    code TEXT NOT NULL DEFAULT '',
    serial INTEGER,
    dated_on TEXT,
    responsible TEXT NOT NULL DEFAULT '',
    document_number TEXT NOT NULL DEFAULT '',
    secrecy TEXT NOT NULL DEFAULT '',
    remark TEXT NOT NULL DEFAULT '',
    source_name TEXT NOT NULL DEFAULT '',
    box INTEGER,
    seconds REAL,
    location TEXT NOT NULL DEFAULT '',
    standing TEXT NOT NULL DEFAULT 'kept'
) STRICT;
CREATE INDEX record_batch ON record(batch, material);
CREATE INDEX record_digest ON record(digest);
CREATE UNIQUE INDEX record_place ON record(place) WHERE place <> '';
CREATE UNIQUE INDEX record_code ON record(code) WHERE code <> '';

CREATE TABLE access_copy (
    record INTEGER PRIMARY KEY REFERENCES record(id),
    place TEXT NOT NULL UNIQUE,
    digest TEXT NOT NULL,
    of_digest TEXT NOT NULL,
    made_at TEXT NOT NULL,
    made_for TEXT NOT NULL
) STRICT;

CREATE TABLE box (
    number INTEGER PRIMARY KEY,
    batch TEXT NOT NULL REFERENCES batch(number),
    details TEXT NOT NULL
) STRICT;

CREATE TABLE sheet (
    place TEXT PRIMARY KEY,
    batch TEXT NOT NULL REFERENCES batch(number),
    kind TEXT NOT NULL,
    digest TEXT NOT NULL,
    made_at TEXT NOT NULL
) STRICT;

CREATE TABLE hold (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    batch TEXT NOT NULL REFERENCES batch(number),
    record INTEGER REFERENCES record(id),
    reason TEXT NOT NULL,
    placed_by TEXT NOT NULL,
    placed_at TEXT NOT NULL,
    released_by TEXT,
    released_at TEXT,
    release_reason TEXT
) STRICT;

CREATE TABLE register (
    number TEXT PRIMARY KEY,
    quarter TEXT NOT NULL,
    state TEXT NOT NULL,
    proposed_by TEXT NOT NULL,
    proposed_at TEXT NOT NULL,
    digest TEXT NOT NULL,
    cancelled_reason TEXT
) STRICT;

CREATE TABLE register_item (
    register TEXT NOT NULL REFERENCES register(number),
    position INTEGER NOT NULL,
    record INTEGER NOT NULL REFERENCES record(id),
    details TEXT NOT NULL,
    PRIMARY KEY (register, position)
) STRICT;
CREATE INDEX register_item_record ON register_item(record);

CREATE TABLE letter (
    number TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    year INTEGER NOT NULL,
    serial INTEGER NOT NULL,
    title TEXT NOT NULL,
    addressee TEXT NOT NULL,
    dated_on TEXT NOT NULL,
    place TEXT NOT NULL UNIQUE,
    digest TEXT NOT NULL,
    issued_by TEXT NOT NULL,
    issued_at TEXT NOT NULL,
    fields TEXT NOT NULL
) STRICT;

CREATE TABLE notice (
    path TEXT PRIMARY KEY,
    code TEXT NOT NULL,
    sentence TEXT NOT NULL,
    seen_at TEXT NOT NULL
) STRICT;

CREATE TABLE event (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    act TEXT NOT NULL,
    subject TEXT NOT NULL,
    pledge TEXT NOT NULL,
    facts TEXT,
    salt TEXT,
    prev TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX event_subject ON event(subject);

CREATE TRIGGER event_never_deleted BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;

CREATE TRIGGER event_never_changed BEFORE UPDATE ON event
WHEN NEW.seq IS NOT OLD.seq OR NEW.at IS NOT OLD.at OR NEW.actor IS NOT OLD.actor
  OR NEW.act IS NOT OLD.act OR NEW.subject IS NOT OLD.subject OR NEW.pledge IS NOT OLD.pledge
  OR NEW.prev IS NOT OLD.prev OR NEW.hash IS NOT OLD.hash
  OR NEW.facts IS NOT NULL OR NEW.salt IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;

CREATE VIRTUAL TABLE search USING fts5(words, tokenize = "unicode61 remove_diacritics 0");
"""


@migrations()
def m0001_the_first_tables(db: Database) -> None:
    """All tables of version 0.1."""
    for statement in _statements(_FIRST):
        db.execute(statement)


_PRINTED = """
ALTER TABLE record ADD COLUMN suffix INTEGER NOT NULL DEFAULT 0;

ALTER TABLE batch ADD COLUMN sealed_by TEXT NOT NULL DEFAULT '';
ALTER TABLE batch ADD COLUMN sealed_despite TEXT NOT NULL DEFAULT '';

ALTER TABLE sheet ADD COLUMN printed_on TEXT NOT NULL DEFAULT '';
ALTER TABLE sheet ADD COLUMN made_for TEXT NOT NULL DEFAULT '';

CREATE TABLE given_code (
    code TEXT PRIMARY KEY,
    code_class TEXT NOT NULL,
    serial INTEGER NOT NULL,
    suffix INTEGER NOT NULL,
    batch TEXT NOT NULL REFERENCES batch(number),
    term TEXT NOT NULL,
    office TEXT NOT NULL,
    record INTEGER NOT NULL REFERENCES record(id),
    late INTEGER NOT NULL,
    reason TEXT NOT NULL,
    given_by TEXT NOT NULL,
    given_at TEXT NOT NULL,
    box INTEGER,
    void_by TEXT NOT NULL DEFAULT '',
    void_at TEXT,
    void_reason TEXT NOT NULL DEFAULT '',
    UNIQUE (code_class, serial, suffix)
) STRICT;
CREATE INDEX given_code_batch ON given_code(batch, term);
CREATE INDEX given_code_record ON given_code(record);

CREATE TRIGGER given_code_never_deleted BEFORE DELETE ON given_code
BEGIN SELECT RAISE(ABORT, 'a number once given is never forgotten'); END;

CREATE TABLE insertion (
    record INTEGER NOT NULL REFERENCES record(id),
    batch TEXT NOT NULL REFERENCES batch(number),
    reason TEXT NOT NULL,
    inserted_by TEXT NOT NULL,
    inserted_at TEXT NOT NULL,
    sealed INTEGER NOT NULL,
    PRIMARY KEY (record, batch)
) STRICT;

CREATE TABLE refiling (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    copy INTEGER NOT NULL,
    record INTEGER NOT NULL REFERENCES record(id),
    from_batch TEXT NOT NULL REFERENCES batch(number),
    from_title TEXT NOT NULL,
    from_code TEXT NOT NULL,
    from_place TEXT NOT NULL,
    from_box INTEGER,
    plan TEXT NOT NULL,
    reason TEXT NOT NULL,
    actor TEXT NOT NULL,
    intended_at TEXT NOT NULL,
    done_at TEXT,
    made INTEGER
) STRICT;
CREATE INDEX refiling_from ON refiling(from_batch);
CREATE INDEX refiling_open ON refiling(id) WHERE done_at IS NULL;
"""


@migrations()
def m0002_numbers_moves_and_seals(db: Database) -> None:
    """Numbers that were given, records refiled, batches sealed, what each sheet said."""
    for statement in _statements(_PRINTED):
        db.execute(statement)
    for row in list(db.query("SELECT * FROM record WHERE code <> '' ORDER BY id")):
        db.execute(
            "INSERT INTO given_code (code, code_class, serial, suffix, batch, term, office, "
            "record, late, reason, given_by, given_at) "
            "VALUES (?, ?, ?, 0, ?, ?, '', ?, 0, '', '', ?)",
            (
                row["code"],
                row["code"].rsplit("-", 1)[0],
                row["serial"],
                row["batch"],
                row["term"],
                row["id"],
                row["filed_at"],
            ),
        )


_NOTED = "ALTER TABLE access_copy ADD COLUMN note TEXT NOT NULL DEFAULT ''"


@migrations()
def m0004_notes_of_copies(db: Database) -> None:
    """What is to be said of a copy: whether it is PDF/A, and why not."""
    db.execute(_NOTED)


_CUT = """
ALTER TABLE accession ADD COLUMN stack INTEGER REFERENCES accession(id);
ALTER TABLE accession ADD COLUMN pages TEXT NOT NULL DEFAULT '[]';
ALTER TABLE accession ADD COLUMN listed INTEGER NOT NULL DEFAULT 0;
CREATE INDEX accession_stack ON accession(stack) WHERE stack IS NOT NULL;

CREATE TABLE lesson (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    accession INTEGER NOT NULL REFERENCES accession(id),
    title TEXT NOT NULL,
    words TEXT NOT NULL,
    material INTEGER NOT NULL,
    taught_by TEXT NOT NULL,
    taught_at TEXT NOT NULL
) STRICT;
CREATE INDEX lesson_title ON lesson(title);
"""


@migrations()
def m0003_stacks_and_lessons(db: Database) -> None:
    """Documents cut from a stack, and what people taught recognition."""
    for statement in _statements(_CUT):
        db.execute(statement)


_PLACES = """
CREATE INDEX record_box ON record(box) WHERE box IS NOT NULL;
CREATE INDEX record_serial ON record(batch, term, serial) WHERE serial IS NOT NULL;
"""


@migrations()
def m0005_records_by_box_and_number(db: Database) -> None:
    """What lies in a box, and who bears a 件号, without looking at every record."""
    for statement in _statements(_PLACES):
        db.execute(statement)


def _statements(script: str) -> list[str]:
    """Split a script at semicolons that end a statement; triggers keep their inner ones."""
    found: list[str] = []
    current = ""
    for line in script.splitlines():
        current += line + "\n"
        inside_trigger = "CREATE TRIGGER" in current and "END;" not in line
        if line.rstrip().endswith(";") and not inside_trigger:
            found.append(current.strip())
            current = ""
    return found
