"""Plain text files: UTF-8, UTF-16 with a mark, or GB 18030, as Chinese editors write them."""

import codecs

from archivist.errors import Unreadable
from archivist.reading.document import MAX_TEXT, Document
from archivist.records.reading import PageText, Reading, TextSource


def read_text(document: Document) -> Reading:
    """The file's text as one page, at most ``MAX_TEXT`` characters (then warned "cut").

    Raises:
        Unreadable: it is in none of these encodings.
    """
    with document.path.open("rb") as file:
        data = file.read(MAX_TEXT * 4)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        page = PageText(number=1, text=text[:MAX_TEXT], source=TextSource.OFFICE)
        warnings = ("cut",) if len(text) > MAX_TEXT else ()
        return Reading(media="text", pages=(page,), page_count=1, warnings=warnings)
    raise Unreadable(name=document.name, why="文字编码不认识")
