"""Word templates: filled as given, held in by the sandbox, limited in time and memory."""

from io import BytesIO
from pathlib import Path

import docx
import pytest

from archivist.errors import BadTemplate, NoSuchTemplate, TemplateFieldUnknown
from archivist.making import word
from archivist.making.barcode import qr_png
from archivist.making.word import fields_of, fill


def template(folder: Path, *paragraphs: str) -> Path:
    document = docx.Document()
    for words in paragraphs:
        document.add_paragraph(words)
    path = folder / "函.docx"
    document.save(str(path))
    return path


def words(made: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(made)).paragraphs)


def test_fields_are_filled_as_text(tmp_path: Path) -> None:
    """Values stand in the document as given, whatever XML or Jinja they look like."""
    path = template(tmp_path, "{{ 名称 }}：{% for r in rows %}{{ r.n }}、{% endfor %}")
    made = fill(path, {"名称": "A & <b>{{ 7*7 }}", "rows": [{"n": 1}, {"n": None}]})
    assert words(made) == "A & <b>{{ 7*7 }}：1、、"


def test_dates_in_chinese(tmp_path: Path) -> None:
    """The date_cn filter writes an ISO date as Chinese letters do, and None as nothing."""
    path = template(tmp_path, "{{ day|date_cn }}，{{ none|date_cn }}。")
    assert words(fill(path, {"day": "2024-03-06", "none": None})) == "2024年3月6日，。"


def test_same_fields_same_bytes(tmp_path: Path) -> None:
    """Equal fields give equal bytes."""
    path = template(tmp_path, "{{ a }}")
    assert fill(path, {"a": "一"}) == fill(path, {"a": "一"})


def test_picture_is_set(tmp_path: Path) -> None:
    """A QR code given by name stands in the document, 18 mm wide."""
    made = fill(template(tmp_path, "{{ qr }}"), {}, {"qr": qr_png("ARC1|x")})
    shapes = docx.Document(BytesIO(made)).inline_shapes
    assert [round(shape.width.mm, 1) for shape in shapes] == [18.0]


def test_fields_are_listed(tmp_path: Path) -> None:
    """The fields a template uses can be asked for."""
    assert fields_of(template(tmp_path, "{{ a }} {% if b %}{{ c.d }}{% endif %}")) == {
        "a",
        "b",
        "c",
    }


def test_all_unknown_fields_are_named(tmp_path: Path) -> None:
    """Fields that were not given are all named at once."""
    with pytest.raises(TemplateFieldUnknown) as unknown:
        fill(template(tmp_path, "{{ 甲 }} {{ 乙 }} {{ 丙 }}"), {"乙": "1"})
    assert set(unknown.value.facts["fields"].split("、")) == {"甲", "丙"}


def test_unknown_part_of_a_field_is_named(tmp_path: Path) -> None:
    """A missing part of a given field is named too."""
    with pytest.raises(TemplateFieldUnknown, match="nosuch"):
        fill(template(tmp_path, "{{ a.nosuch }}"), {"a": {"b": 1}})


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ a.__class__ }}",
        "{{ 'a' * 10**10 }}",
        "{{ a|attr('__class__') }}",
        "{{ a|center(1000000000) }}",
        "{{ a.append(1) }}",
        "{% include '/etc/passwd' %}",
    ],
)
def test_nothing_gets_out(tmp_path: Path, attack: str) -> None:
    """Python's own attributes, big products, changes and other files are out of reach."""
    with pytest.raises(BadTemplate):
        fill(template(tmp_path, attack), {"a": []})


def test_functions_of_jinja_are_not_there(tmp_path: Path) -> None:
    """Jinja's global functions are unknown names."""
    with pytest.raises(TemplateFieldUnknown, match="range"):
        fill(template(tmp_path, "{{ range(10) }}"), {})


def test_endless_template_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Loops within loops end at the time limit with a sentence."""
    monkeypatch.setattr(word, "SECONDS", 2.0)
    loops = "".join(f"{{% for {name} in x %}}" for name in "abcdefg")
    path = template(tmp_path, loops + "{% if a == 99 %}.{% endif %}" + "{% endfor %}" * 7)
    with pytest.raises(BadTemplate, match="已停止"):
        fill(path, {"x": list(range(60))})


def test_greedy_template_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A template that fills memory ends at the memory limit with a sentence."""
    monkeypatch.setattr(word, "MEMORY_MB", 300)
    loops = "".join(f"{{% for {name} in x %}}" for name in "abcd")
    path = template(tmp_path, loops + "{{ t }}" + "{% endfor %}" * 4)
    with pytest.raises(BadTemplate, match="已停止"):
        fill(path, {"x": list(range(100)), "t": "满" * 1000})


def test_what_is_no_template(tmp_path: Path) -> None:
    """A missing file, a file of another kind and broken Jinja are told apart."""
    with pytest.raises(NoSuchTemplate):
        fill(tmp_path / "none.docx", {})
    other = tmp_path / "other.docx"
    other.write_text("x")
    with pytest.raises(BadTemplate, match="不是 Word 文档"):
        fields_of(other)
    with pytest.raises(BadTemplate, match="花括号"):
        fields_of(template(tmp_path, "{% for %}"))
