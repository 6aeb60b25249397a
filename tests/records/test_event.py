"""Acts are told in words a clerk knows."""

import ast
from pathlib import Path

from archivist.records.event import ACT_NAMES

SOURCE = Path(__file__).resolve().parents[2] / "src/archivist"


def acts_told() -> set[str]:
    """Every act the code tells the ledger: the keyword ``act``, or the word given to a _tell."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            values = [word.value for word in node.keywords if word.arg == "act"]
            if name in ("tell", "_tell"):
                found |= {v.value for v in values if isinstance(v, ast.Constant)}
            if name == "_tell":
                words = [a.value for a in node.args if isinstance(a, ast.Constant)]
                found |= {word for word in words if isinstance(word, str)}
    return {act for act in found if isinstance(act, str)}


def test_every_act_has_a_chinese_name() -> None:
    """No event is shown to a clerk in English."""
    told = acts_told()

    assert {"filed", "enrolled", "held"} <= told
    assert told - ACT_NAMES.keys() == set()
