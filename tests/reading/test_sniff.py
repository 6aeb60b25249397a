"""What a file is by its bytes, whether it is all there, and how long a video plays."""

import io
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from reading_papers import avi, mp4, office, pdf, small_docx, written

from archivist.reading.movies import playing_seconds
from archivist.reading.sniff import expected_extensions, looks_complete, sniff


def picture(kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    noise = Image.effect_noise((90, 60), 60).convert("RGB")
    noise.save(out, kind, **options)
    return out.getvalue()


def tiff(pages: int) -> bytes:
    out = io.BytesIO()
    first, *others = [Image.effect_noise((40, 30), 50) for _ in range(pages)]
    first.save(out, "TIFF", save_all=True, append_images=others)
    return out.getvalue()


def ole(stream: str) -> bytes:
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<H", header, 30, 9)
    return bytes(header) + stream.encode("utf-16-le").ljust(1024, b"\0")


GOOD = {
    "pdf": pdf(written("Hello", 72, 700)),
    "jpeg": picture("JPEG"),
    "png": picture("PNG"),
    "bmp": picture("BMP"),
    "gif": picture("GIF"),
    "webp": picture("WEBP"),
    "tiff": tiff(3),
    "docx": office(small_docx(b"<w:document xmlns:w='w'/>")),
    "xlsx": office({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}),
    "ofd": office({"OFD.xml": b"<OFD/>"}),
    "zip": office({"a.txt": b"hello"}),
    "doc": ole("WordDocument"),
    "xls": ole("Workbook"),
    "locked": ole("EncryptedPackage"),
    "mp4": mp4(12.5),
    "avi": avi(40_000, 250),
    "text": "姓名,成绩\n李国明,88\n".encode(),
}


@pytest.mark.parametrize("media", sorted(GOOD))
def test_media_is_found_in_the_bytes(media: str, tmp_path: Path) -> None:
    """A file is known by its content although its name says nothing, and counts as complete."""
    path = tmp_path / "没有扩展名"
    path.write_bytes(GOOD[media])
    assert sniff(path) == media
    assert looks_complete(path, media)
    assert expected_extensions(media)


@pytest.mark.parametrize(
    "media", ["pdf", "jpeg", "png", "bmp", "webp", "tiff", "docx", "xlsx", "ofd", "mp4", "avi"]
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(share=st.floats(0.05, 0.97))
def test_cut_file_is_not_complete(media: str, share: float, tmp_path: Path) -> None:
    """Wherever a copy breaks off, the part that arrived does not pass for the whole."""
    data = GOOD[media]
    path = tmp_path / "cut"
    path.write_bytes(data[: int(len(data) * share)])
    assert not looks_complete(path, media)


def test_cut_word_file_is_still_known_as_word(tmp_path: Path) -> None:
    """A docx without its end is told from a plain zip, so that it is called incomplete."""
    path = tmp_path / "a.docx"
    whole = office({**small_docx(b"<w:document/>"), "word/media/x.bin": bytes(range(256)) * 40})
    path.write_bytes(whole[: len(whole) // 2])
    assert sniff(path) == "docx"


def test_second_section_of_a_pdf_may_be_cut(tmp_path: Path) -> None:
    """A PDF whose appended section breaks off is not complete, though an older end stands in it."""
    path = tmp_path / "a.pdf"
    path.write_bytes(GOOD["pdf"] + b"9 0 obj\n<< /Type /Page >>\nendobj\nxref\n0 1\n")
    assert not looks_complete(path, "pdf")


def test_linearised_pdf_knows_its_length(tmp_path: Path) -> None:
    """A PDF made for fast web view that is shorter than it says is not complete."""
    path = tmp_path / "a.pdf"
    data = GOOD["pdf"].replace(b"/Type /Catalog", b"/Linearized 1 /L 999999 /Type /Catalog")
    path.write_bytes(data)
    assert not looks_complete(path, "pdf")


def test_pdf_padded_with_zeros_at_its_end(tmp_path: Path) -> None:
    """Zeros and line ends after %%EOF do no harm."""
    path = tmp_path / "a.pdf"
    path.write_bytes(GOOD["pdf"] + b"\r\n" + bytes(600))
    assert looks_complete(path, "pdf")


@pytest.mark.parametrize("data", [b"\x00\x01\x02\x03" * 99, b"\x7fELF" + bytes(99)])
def test_strange_bytes_are_unknown(data: bytes, tmp_path: Path) -> None:
    """What is neither text nor a known format is called unknown."""
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    assert sniff(path) == "unknown"


def test_gb18030_text_is_text(tmp_path: Path) -> None:
    """Text in the older Chinese encoding is text too, even when the sample cuts a character."""
    path = tmp_path / "a.txt"
    path.write_bytes(("x" + "考生名单" * 3000).encode("gb18030"))
    assert sniff(path) == "text"


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(media=st.sampled_from(sorted(GOOD)), tail=st.binary(max_size=300))
def test_garbage_never_raises(media: str, tail: bytes, tmp_path: Path) -> None:
    """Any bytes after any known beginning are judged without an exception."""
    path = tmp_path / "garbage"
    path.write_bytes(GOOD[media][:24] + tail)
    found = sniff(path)
    looks_complete(path, found)
    playing_seconds(path, found)


@pytest.mark.parametrize(("data", "seconds"), [(mp4(3725.5), 3725.5), (avi(40_000, 250), 10.0)])
def test_playing_time(data: bytes, seconds: float, tmp_path: Path) -> None:
    """The playing time is read from the header without decoding."""
    path = tmp_path / "film"
    path.write_bytes(data)
    assert playing_seconds(path, sniff(path)) == pytest.approx(seconds)


def test_zip_with_a_word_folder_only_is_a_zip(tmp_path: Path) -> None:
    """A zip is Word only if it has Word's main part."""
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/readme.txt", "hello")
    assert sniff(path) == "zip"
