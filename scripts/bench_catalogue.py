"""Set a catalogue of 10,000 records and compare with bare typesetting; prints JSON.

Usage: python scripts/bench_catalogue.py [ROWS]

``peak_mb`` is the resident memory of this process and all its children together. The bare side is
one compile of the same template and data by typst, in a process of its own.
"""

import json
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BARE = """
import sys, time, typst, json
job = json.load(open(sys.argv[1]))
fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False,
                    font_paths=job["fonts_at"])
began = time.perf_counter()
typst.Compiler(root=job["root"], font_paths=fonts).compile(
    input=job["source"], format="pdf", sys_inputs=job["inputs"])
print(time.perf_counter() - began)
"""


class Watch(threading.Thread):
    """Looks every 30 ms at the memory of all our processes."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak, self.over = 0, threading.Event()

    def run(self) -> None:
        """Until told that it is over."""
        import psutil

        me = psutil.Process()
        while not self.over.wait(0.03):
            held = me.memory_info().rss
            for child in me.children(recursive=True):
                try:
                    held += child.memory_info().rss
                except psutil.Error:
                    continue
            self.peak = max(self.peak, held)


def rows(count: int) -> list[dict[str, str]]:
    """Lines of a catalogue as they usually are."""
    return [
        {
            "number": str(at),
            "code": f"L001-ZY·JN·2024·D1-003-{at:04d}",
            "document_number": "云评函〔2024〕12号" if at % 7 == 0 else "",
            "responsible": "云港示范职业技能评价中心",
            "title": f"考生试卷及答题卡（理论） 考生{at}",
            "dated_on": "20240316",
            "secrecy": "",
            "pages": "2",
            "remark": "",
        }
        for at in range(1, count + 1)
    ]


def main(count: int) -> None:
    """Both sides, one after the other."""
    from archivist.making.fonts import find_fonts
    from archivist.making.longtable import pdf_in_chunks
    from archivist.making.pdfa import to_pdfa
    from archivist.making.typeset import Typesetter

    data = {"rows": rows(count), "fonds": "L001", "code": "归档文件目录"}
    with Typesetter(ROOT / "templates" / "typst", find_fonts(None)) as typesetter:
        watch = Watch()
        watch.start()
        began = time.perf_counter()
        made = pdf_in_chunks(typesetter, "catalogue", data, "rows")
        seconds = time.perf_counter() - began
        kept, words = to_pdfa(made)
        with_pdfa = time.perf_counter() - began
        watch.over.set()
        watch.join()
        bare = _bare(typesetter.job("catalogue", data))
    said = {
        "rows": count,
        "seconds": round(seconds, 2),
        "with_pdfa_seconds": round(with_pdfa, 2),
        "bare_seconds": round(bare, 2),
        "ratio": round(seconds / bare, 2),
        "peak_mb": round(watch.peak / (1 << 20)),
        "size_mb": round(len(kept) / (1 << 20), 2),
        "pdfa": words,
    }
    sys.stdout.write(json.dumps(said, ensure_ascii=False, indent=2) + "\n")


def _bare(job) -> float:
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        request = {
            "root": str(job.source.parent),
            "source": str(job.source),
            "inputs": dict(job.inputs),
            "fonts_at": [str(path) for path in job.fonts_at],
        }
        json.dump(request, file)
        file.flush()
        done = subprocess.run(
            [sys.executable, "-c", BARE, file.name], capture_output=True, check=True, text=True
        )
    return float(done.stdout)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) == 2 else 10_000)
