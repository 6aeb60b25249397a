"""One file by its media: the checks before reading, then the right reader for it."""

from collections.abc import Callable
from pathlib import Path

from archivist.errors import (
    EmptyFile,
    Encrypted,
    FileTooLarge,
    OldFormat,
    Truncated,
    UnknownFormat,
    WrongExtension,
)
from archivist.reading.document import MAX_BYTES, Document
from archivist.reading.movies import VIDEO, playing_seconds
from archivist.reading.sniff import IMAGES, OLD_OFFICE, expected_extensions, looks_complete, sniff
from archivist.reading.wire import Tables
from archivist.records.reading import Reading

_SPOKEN = {
    "jpeg": "JPEG 图片",
    "png": "PNG 图片",
    "tiff": "TIFF 图片",
    "bmp": "BMP 图片",
    "gif": "GIF 图片",
    "webp": "WebP 图片",
    "heic": "HEIC 图片",
    "pdf": "PDF",
    "docx": "Word 文档（docx）",
    "xlsx": "Excel 表格（xlsx）",
    "pptx": "PowerPoint 演示文稿",
    "ofd": "OFD",
    "zip": "压缩包",
    "doc": "Word（doc）",
    "xls": "Excel（xls）",
    "ppt": "PowerPoint（ppt）",
    "rtf": "RTF 文档",
    "text": "文本",
    "unknown": "没有已知格式的标志",
}


def spoken(media: str) -> str:
    """The media in words a clerk knows."""
    return _SPOKEN.get(media, f"{media} 视频" if media in VIDEO else media)


def checked(path: Path, name: str, announce: Callable[[int], None]) -> Document:
    """The file as a Document, once it is known to be worth opening.

    Raises:
        EmptyFile, FileTooLarge (500 MB, videos excepted), Encrypted, OldFormat, UnknownFormat,
        WrongExtension, Truncated: it is not.
        UnknownFormat: it is a folder or another thing that is not a regular file.
    """
    if not path.is_file():
        raise UnknownFormat(name=name, found="不是普通文件")
    media = sniff(path)
    if media == "empty":
        raise EmptyFile(name=name)
    size = path.stat().st_size
    if media not in VIDEO and size > MAX_BYTES:
        raise FileTooLarge(name=name, size=f"{size >> 20} MB", limit=f"{MAX_BYTES >> 20} MB")
    _refuse_other_media(name, media)
    extension = Path(name).suffix.lower()
    if extension and extension not in expected_extensions(media):
        raise WrongExtension(name=name, found=spoken(media))
    if not looks_complete(path, media):
        raise Truncated(name=name)
    return Document(path=path, name=name, media=media, announce=announce)


def read_document(path: Path, name: str, announce: Callable[[int], None]) -> Reading:
    """Read one file.

    Raises:
        DocumentError: a subclass that says why it cannot be read.
        OcrUnavailable: a page needs recognition and the engine does not start.
    """
    document = checked(path, name, announce)
    if document.media == "pdf":
        from archivist.reading.pdf import read_pdf

        return read_pdf(document)
    if document.media in IMAGES:
        from archivist.reading.images import read_image

        return read_image(document)
    if document.media in ("docx", "xlsx"):
        from archivist.reading.office import read_docx, read_xlsx

        return read_docx(document) if document.media == "docx" else read_xlsx(document)
    if document.media == "ofd":
        from archivist.reading.ofd import read_ofd

        return read_ofd(document)
    if document.media in VIDEO:
        seconds = playing_seconds(document.path, document.media)
        return Reading(media="video", seconds=seconds)
    from archivist.reading.plain import read_text

    return read_text(document)


def tables_of_document(
    path: Path, name: str, announce: Callable[[int], None]
) -> tuple[Tables, int]:
    """The tables of a pdf, docx or xlsx file in order, and its pages; none for other media.

    Raises:
        DocumentError: a subclass that says why it cannot be read.
    """
    document = checked(path, name, announce)
    if document.media == "pdf":
        from archivist.reading.tables import pdf_tables

        return pdf_tables(document)
    reading = read_document(path, name, announce) if document.media in ("docx", "xlsx") else None
    return (reading.tables, reading.page_count) if reading else ((), 1)


def _refuse_other_media(name: str, media: str) -> None:
    if media == "locked":
        raise Encrypted(name=name)
    if media in OLD_OFFICE:
        raise OldFormat(name=name, found=spoken(media))
    if media in ("unknown", "zip", "pptx", "heic", "rtf"):
        raise UnknownFormat(name=name, found=spoken(media))
