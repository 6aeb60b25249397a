"""Every failure owns its sentence: complete, in Chinese, with its own code, and really used."""

import ast
import pickle
import re
import string
from functools import cache
from pathlib import Path

import pytest

import archivist
from archivist.errors import ArchivistError, all_errors, error_by_code

SOURCE = Path(archivist.__file__).parent
FAMILIES = {2: "E2", 3: "E3", 4: "E4", 5: "E5", 6: "E6", 7: "E7", 8: "E8", 9: "E9"}
HALF_WIDTH = re.compile(r"[\u3400-\u9fff][,;:!?()]|[,;:!?()][\u3400-\u9fff]")


def fields_of(kind: type[ArchivistError]) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(kind.sentence) if name}


def rendered(kind: type[ArchivistError]) -> ArchivistError:
    return kind(**{name: f"<{name}>" for name in fields_of(kind)})


@pytest.mark.parametrize("kind", all_errors(), ids=lambda kind: kind.__name__)
def test_each_failure_speaks_in_whole_sentences(kind: type[ArchivistError]) -> None:
    """Sentence and advice are there, end as sentences do, use Chinese punctuation, and every fact
    is said."""
    problem = rendered(kind)
    assert kind.sentence.removesuffix("{hint}").endswith("。")
    assert kind.advice.endswith("。")
    assert all(f"<{name}>" in str(problem) for name in fields_of(kind))
    assert "{" not in str(problem)
    assert not HALF_WIDTH.search(kind.sentence + kind.advice)
    assert "!" not in kind.sentence + kind.advice


@pytest.mark.parametrize("kind", all_errors(), ids=lambda kind: kind.__name__)
def test_code_and_status_belong_to_one_family(kind: type[ArchivistError]) -> None:
    """The first digit of the code is the exit status, so a caller can tell who must act."""
    assert kind.code.startswith(FAMILIES[kind.status])
    assert len(kind.code) == 4


def test_codes_are_unique() -> None:
    """No two classes share a code, and a code leads back to its class."""
    codes = [kind.code for kind in all_errors()]
    assert len(set(codes)) == len(codes)
    assert all(error_by_code(kind.code) is kind for kind in all_errors())


@pytest.mark.parametrize("kind", all_errors(), ids=lambda kind: kind.__name__)
def test_a_failure_survives_the_way_between_processes(kind: type[ArchivistError]) -> None:
    """Pickled and back it says the same."""
    problem = rendered(kind)
    again = pickle.loads(pickle.dumps(problem))  # noqa: S301
    assert (type(again), str(again), again.facts) == (kind, str(problem), problem.facts)


def test_a_missing_fact_is_our_own_slip() -> None:
    """A raise that forgets a fact fails loudly instead of saying half a sentence."""
    with pytest.raises(KeyError):
        error_by_code("E201")()


@cache
def modules() -> dict[str, ast.Module]:
    return {
        path.relative_to(SOURCE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(SOURCE.rglob("*.py"))
    }


def test_every_failure_is_used_somewhere() -> None:
    """A class nobody raises or names would be a promise nobody keeps."""
    used = {
        name.id
        for place, module in modules().items()
        if place != "errors.py" and not place.startswith("samples/")
        for name in ast.walk(module)
        if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Load)
    }
    unused = [kind.__name__ for kind in all_errors() if kind.__name__ not in used]
    assert unused == []


def test_every_raise_gives_exactly_the_facts_of_its_sentence() -> None:
    """Each call of an error class gives all the facts the sentence names, and no others."""
    kinds = {kind.__name__: kind for kind in all_errors()}
    wrong = []
    for place, module in modules().items():
        for call in ast.walk(module):
            if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name)):
                continue
            kind = kinds.get(call.func.id)
            given = {word.arg for word in call.keywords}
            if kind is None or None in given:
                continue
            if call.args or given != fields_of(kind):
                wrong.append(f"{place}:{call.lineno} {kind.__name__} {given ^ fields_of(kind)}")
    assert wrong == []


def test_no_message_text_stands_at_a_raise() -> None:
    """Our own errors own their words; what is raised with a text is a plain slip of Python's kind
    and is caught or is a bug."""
    plain = {"ValueError", "TypeError", "KeyError", "AssertionError", "NotImplementedError"}
    kinds = {kind.__name__ for kind in all_errors()}
    strange = set()
    for place, module in modules().items():
        for one in ast.walk(module):
            if isinstance(one, ast.Raise) and isinstance(one.exc, ast.Call):
                texts = [a for a in one.exc.args if isinstance(a, ast.Constant | ast.JoinedStr)]
                name = one.exc.func.id if isinstance(one.exc.func, ast.Name) else ""
                if texts and name in kinds:
                    strange.add(f"{place}:{one.lineno}")
                if texts and name and name not in plain and not name.endswith("Error"):
                    strange.add(f"{place}:{one.lineno} {name}")
    assert strange == set()
