"""The sweep, tree in and tree out: a given inbox and batch, expected places, rows and events."""

from collections import Counter
from pathlib import Path

import pytest

from archivist import rounds
from archivist.archive import Archive
from archivist.errors import EmptyFile, NotAFile, OcrUnavailable, PlaceTaken, UnknownFormat
from archivist.intake.recognise import recognise
from archivist.intake.sweep import Swept
from archivist.keeping import accessions, ledger, notices, records
from archivist.keeping.search import find
from archivist.records.arrival import Progress
from archivist.records.batch import Batch, Subject
from archivist.records.material import Carrier
from archivist.records.reading import Unread
from archivist.samples.broken import BrokenInput, write_broken
from tests.builders import CannedReader, form, make_archive, opened, paper, sha256, tree

FOLDER = "2024/LYG-SP-2024-0316 养老护理员 四级"


def drop(archive: Archive, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        path = archive.settings.inbox / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)


def swept(archive: Archive, files: dict[str, bytes]) -> Swept:
    drop(archive, files)
    return rounds.sweep_once(archive)[1]


def test_tree_in_tree_out(archive: Archive, made: Batch) -> None:
    """Clear documents stand in their places with row, event, words and manifest; what is unclear
    waits, what is broken lies with its reason; the inbox is empty."""
    first = form(made, 20, Subject.SKILL, 1, text="2024年3月17日")
    second = form(made, 10, Subject.THEORY)
    unclear = paper("menu")
    outcome = swept(
        archive,
        {"a.PDF": first, f"{made.number}/b.pdf": second, "c.pdf": unclear, "d.pdf": b""},
    )
    assert [len(outcome.filed), len(outcome.waiting), len(outcome.aside)] == [2, 1, 1]
    places = {
        f"{FOLDER}/一年/20 考生技能评分记录表/001 林翀.pdf": first,
        f"{FOLDER}/长期/10 考生签到表/001 考生签到表 理论.pdf": second,
    }
    shelved = {k: v for k, v in tree(archive.shelf.root).items() if not k.startswith(".archivist")}
    manifest = shelved.pop(f"{FOLDER}/manifest-sha256.txt").decode()
    assert shelved == places
    assert manifest == "".join(
        f"{sha256(data)}  {place.removeprefix(FOLDER + '/')}\n"
        for place, data in sorted(places.items())
    )
    assert tree(archive.settings.inbox) == {}
    by_material = {record.material: record for record in records.every(archive.catalogue)}
    assert (by_material[20].candidate, by_material[20].source_name) == (1, "a.PDF")
    assert str(by_material[20].dated_on) == "2024-03-17"
    assert (by_material[10].subject, by_material[10].dated_on) == (Subject.THEORY, made.theory_on)
    assert by_material[10].carrier is Carrier.ELECTRONIC
    assert find(archive.catalogue, "林翀") == (by_material[20].id,)
    told = Counter(event.act for event in ledger.events(archive.catalogue))
    assert told == {"enrolled": 1, "received": 4, "filed": 2, "questioned": 1, "set aside": 1}


def test_originals_are_write_once(archive: Archive, made: Batch) -> None:
    """A shelved original bears nobody's right to write."""
    (record,) = swept(archive, {"a.pdf": form(made, 20, Subject.SKILL, 1)}).filed
    assert archive.shelf.path(record.place).stat().st_mode & 0o222 == 0


def test_the_order_of_arrival_decides_nothing_but_the_ordinal(tmp_path: Path, made: Batch) -> None:
    """The same files in any order give the same records on the same folders."""
    files = {f"{n}.pdf": form(made, 20, Subject.SKILL, n) for n in (1, 2, 3)}
    seen = []
    for turn, names in enumerate((sorted(files), sorted(files, reverse=True))):
        with opened(make_archive(tmp_path / str(turn), made)) as archive:
            for name in names:
                swept(archive, {name: files[name]})
            seen.append({(r.title, r.digest) for r in records.every(archive.catalogue)})
    assert seen[0] == seen[1]
    assert len(seen[0]) == 3


def test_equal_bytes_are_one_object_and_two_documents(archive: Archive, made: Batch) -> None:
    """The second of two equal files waits for the clerk, whatever its name; one object row."""
    data = form(made, 20, Subject.SKILL, 1)
    outcome = swept(archive, {"a.pdf": data, "b.pdf": data})
    assert [record.source_name for record in outcome.filed] == ["a.pdf"]
    ((twin, recognition),) = outcome.waiting
    assert twin.name == "b.pdf"
    assert "a.pdf" in recognition.reason
    assert archive.catalogue.value("SELECT COUNT(*) FROM object") == 1
    again = swept(archive, {"c.pdf": data})
    assert [accession.name for accession, _ in again.waiting] == ["c.pdf"]


def test_equal_bytes_are_read_once(archive: Archive, made: Batch) -> None:
    """What a digest says is kept, so a twin that comes later costs no reading."""
    data = form(made, 20, Subject.SKILL, 1)
    swept(archive, {"a.pdf": data})
    swept(archive, {"b.pdf": data})
    reader = archive.reader
    assert isinstance(reader, CannedReader)
    assert reader.asked == ["a.pdf"]


def test_a_missing_tool_keeps_the_document_for_later(root: Path, made: Batch) -> None:
    """Without OCR a scan is secured, not set aside; with it the next sweep files it."""
    data = form(made, 20, Subject.SKILL, 1)
    lacking = Unread(code=OcrUnavailable.code, facts=(("why", "没有模型"),))
    with opened(root, unread={"a.pdf": lacking}) as archive:
        outcome = swept(archive, {"a.pdf": data})
        assert [error.code for _, error in outcome.unread] == [OcrUnavailable.code]
        assert len(accessions.at(archive.catalogue, Progress.SECURED)) == 1
    with opened(root) as archive:
        assert len(swept(archive, {}).filed) == 1


def test_what_cannot_be_read_lies_beside_its_reason(root: Path) -> None:
    """The set-aside bytes are unchanged; the reason is Chinese text beside them and in the row."""
    why = Unread(code=UnknownFormat.code, facts=(("found", "未知"),))
    with opened(root, unread={"x.dat": why}) as archive:
        ((accession, error),) = swept(archive, {"x.dat": b"noise"}).aside
        aside = tree(archive.shelf.quarantine)
        assert aside.pop(f"{accession.id:06d}/x.dat") == b"noise"
        reason = aside.pop(f"{accession.id:06d}/原因.txt").decode("utf-8-sig")
        assert str(error) in reason
        assert error.code in reason
        assert aside == {}
        assert accessions.trouble(archive.catalogue, accession.id) == (error.code, str(error))


def test_a_document_called_like_the_reason_is_not_written_over(root: Path) -> None:
    """A file named 原因.txt keeps its bytes when it is set aside."""
    why = Unread(code=UnknownFormat.code, facts=(("found", "未知"),))
    with opened(root, unread={"原因.txt": why}) as archive:
        swept(archive, {"原因.txt": b"bytes of a document"})
        assert b"bytes of a document" in tree(archive.shelf.quarantine).values()
        held = accessions.at(archive.catalogue, Progress.SET_ASIDE)[0]
        assert archive.shelf.path(held.held_at).read_bytes() == b"bytes of a document"


def test_a_slip_in_recognition_becomes_a_question(
    archive: Archive, made: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If our own code fails over one document, that one waits and the others are filed."""
    whole = recognise

    def slips(reading: object, name: str, *rest: object) -> object:
        if name == "b.pdf":
            raise IndexError
        return whole(reading, name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr("archivist.intake.sweep.recognise", slips)
    files = {f"{c}.pdf": form(made, 20, Subject.SKILL, n) for n, c in enumerate("abc", 1)}
    outcome = swept(archive, files)
    assert [record.source_name for record in outcome.filed] == ["a.pdf", "c.pdf"]
    assert [accession.name for accession, _ in outcome.waiting] == ["b.pdf"]


def test_a_sealed_batch_takes_nothing_more_unasked(archive: Archive, made: Batch) -> None:
    """A clear document for a sealed batch waits with the reason."""
    with archive.catalogue.transaction():
        archive.catalogue.change("UPDATE batch SET sealed_at = '2024-06-01T00:00:00+00:00'")
    ((_, recognition),) = swept(archive, {"a.pdf": form(made, 20, Subject.SKILL, 1)}).waiting
    assert "封盒" in recognition.reason


def test_a_stranger_on_the_shelf_stops_the_work_and_loses_nothing(root: Path, made: Batch) -> None:
    """A file nobody entered, at the place a record is to take, is damage; once it is moved away
    the next start finishes the filing."""
    data = form(made, 20, Subject.SKILL, 1)
    with opened(root) as archive:
        place = archive.shelf.path(f"{FOLDER}/一年/20 考生技能评分记录表/001 林翀.pdf")
        place.parent.mkdir(parents=True)
        place.write_bytes(b"stranger")
        with pytest.raises(PlaceTaken):
            swept(archive, {"a.pdf": data})
    place.rename(root / "moved away")
    with opened(root) as archive:
        rounds.begin(archive)
        assert place.read_bytes() == data


def test_what_lies_in_the_inbox_and_cannot_be_taken_is_on_the_list(archive: Archive) -> None:
    """Refused things are listed as long as they are there, and no longer."""
    folder = archive.settings.inbox / "folder.pdf"
    folder.mkdir()
    swept(archive, {})
    assert [notice.code for notice in notices.every(archive.catalogue)] == [NotAFile.code]
    folder.rmdir()
    swept(archive, {})
    assert notices.every(archive.catalogue) == ()


def test_files_named_one_by_one_leave_the_list_of_the_inbox_alone(
    archive: Archive, tmp_path: Path
) -> None:
    """Taking a single file does not say that the rest of the inbox is in order."""
    (archive.settings.inbox / "folder.pdf").mkdir()
    swept(archive, {})
    (tmp_path / "x.pdf").write_bytes(paper("x"))
    rounds.take(archive, [tmp_path / "x.pdf"])
    assert len(notices.every(archive.catalogue)) == 1


def test_a_file_taken_by_name_through_a_link_is_the_file_itself(
    archive: Archive, tmp_path: Path, made: Batch
) -> None:
    """A path given by the clerk is followed; the source stays, and is taken once however often
    it is named; an empty one is set aside."""
    real = tmp_path / "real.pdf"
    real.write_bytes(form(made, 20, Subject.SKILL, 1))
    (tmp_path / "link.pdf").symlink_to(real)
    (tmp_path / "empty.pdf").write_bytes(b"")
    paths = [tmp_path / "link.pdf", tmp_path / "link.pdf", tmp_path / "empty.pdf"]
    _, outcome = rounds.take(archive, paths)
    assert [record.digest for record in outcome.filed] == [sha256(real.read_bytes())]
    assert [error.code for _, error in outcome.aside] == [EmptyFile.code]
    assert real.exists()


def test_a_sweep_told_to_stop_begins_nothing_more(archive: Archive, made: Batch) -> None:
    """A stop between two documents leaves the others in the inbox, or secured for next time."""
    drop(archive, {f"{n}.pdf": form(made, 20, Subject.SKILL, n) for n in (1, 2, 3)})
    settler = rounds.settler_for(archive)
    settler.scan(0.0)
    seen: list[str] = []
    outcome = rounds.deal_with(
        archive,
        settler.scan(1.0),
        lambda name, *_: seen.append(name),
        stopping=lambda: bool(seen),
    )
    assert len(outcome.filed) == 1
    secured = accessions.at(archive.catalogue, Progress.SECURED)
    assert len(tree(archive.settings.inbox)) + len(secured) == 2


def test_every_broken_input_is_answered_with_its_code_and_the_rest_goes_on(
    tmp_path: Path, made: Batch
) -> None:
    """The whole set of bad input, read for real: each is set aside or refused with its own code,
    a good document beside them is filed, and no byte is lost."""
    root = make_archive(tmp_path / "库", made)
    broken = {item.path.name: item for item in write_broken(root / "inbox")}
    bytes_before = {
        sha256(item.path.read_bytes())
        for item in broken.values()
        if item.path.is_file() and not item.path.is_symlink()
    }
    with Archive(root, write=True) as archive:
        scan, outcome = rounds.sweep_once(archive)
        codes = {accession.name: error.code for accession, error in outcome.aside}
        codes |= {item.path.name: item.error.code for item in scan.refused}
        kept = {row["digest"] for row in archive.catalogue.rows("SELECT digest FROM accession")}
        aside = tree(archive.shelf.quarantine)
        assert kept == bytes_before
        assert codes == {name: item.code for name, item in broken.items() if item.code}
        assert len([place for place in aside if place.endswith("原因.txt")]) == len(outcome.aside)
        odd = {accession.name for accession, _ in outcome.waiting}
        assert len(odd) == sum(is_odd_only_by_name(item) for item in broken.values())
    assert {path.name for path in (root / "inbox").iterdir()} == {
        item.path.name for item in scan.refused
    }


def is_odd_only_by_name(item: BrokenInput) -> bool:
    return not item.code
