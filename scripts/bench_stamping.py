"""Stamp 500 PDFs of all sorts and compare with the bare library loop; prints JSON.

Usage: python scripts/bench_stamping.py [COUNT]

Each side runs in processes of their own, in turns. ``pdfa`` is the same with PDF/A-2b and check,
``look`` with the search for blank space on a picture of the page.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path
from statistics import median

ROUNDS = 3
OURS = ("ours", "pdfa", "look")


def main(count: int) -> None:
    """Make the PDFs, let both sides run, print what came out."""
    from archivist.bench.crowd import crowd_in

    with tempfile.TemporaryDirectory() as place:
        files = crowd_in(Path(place) / "pdfs", count, dpi=200)
        _sheet(files[0], Path(place) / "stamp.pdf")
        found: dict[str, list[dict[str, float]]] = {}
        for _ in range(ROUNDS):
            for side in ("bare", *OURS):
                done = subprocess.run(
                    [sys.executable, __file__, side, place],
                    stdout=subprocess.PIPE,
                    check=True,
                    env=os.environ,
                )
                found.setdefault(side, []).append(json.loads(done.stdout))
    best = {side: median(run["seconds"] for run in runs) for side, runs in found.items()}
    sys.stdout.write(
        json.dumps(
            {
                "files": count,
                **{f"{side}_per_second": round(count / best[side], 1) for side in best},
                **{f"{side}_ratio": round(best["bare"] / best[side], 3) for side in OURS},
                **{f"{side}_peak_mb": found[side][0]["peak_mb"] for side in found},
                **{f"{side}_growth_kb": found[side][0]["growth_kb"] for side in found},
            },
            ensure_ascii=False,
            indent=2,
        )
    )


def run(side: str, place: Path) -> None:
    """One side's loop over all PDFs, timed without its imports."""
    files = sorted((place / "pdfs").iterdir())
    work = _bare(place) if side == "bare" else _ours(side)
    work(files[0], 0)
    grown = 0
    began = time.process_time()
    for serial, path in enumerate(files, 1):
        grown = max(grown, work(path, serial))
    spent = time.process_time() - began
    sys.stdout.write(
        json.dumps({"seconds": spent, "peak_mb": _peak_mb(), "growth_kb": round(grown / 1024, 1)})
    )


def _peak_mb() -> float:
    """The most memory this process held; Linux forgets what its parent held only in VmHWM."""
    status = Path("/proc/self/status")
    if status.is_file():
        line = next(one for one in status.read_text().splitlines() if one.startswith("VmHWM"))
        return round(int(line.split()[1]) / 1024, 1)
    import psutil

    memory = psutil.Process().memory_info()
    return round(getattr(memory, "peak_wset", memory.rss) / (1 << 20), 1)


def _ours(side: str):
    from archivist.making.fonts import find_fonts
    from archivist.making.stamp import stamp
    from archivist.records.stamp import StampFields

    fonts, looks = find_fonts(None), {}

    def work(path: Path, serial: int) -> int:
        fields = StampFields(
            fonds="L001",
            year="2024",
            serial=f"{serial:04d}",
            office="JNJD",
            term="长期",
            pages=str(serial % 4 + 1),
        )
        look = None
        if side == "look":
            from PIL import Image

            look = looks.setdefault(serial % 2, Image.new("L", (600, 850), 250))
        made = stamp(path, fields, fonts, page_image=look, pdfa=side == "pdfa")
        return len(made.pdf) - path.stat().st_size

    return work


def _bare(place: Path):
    import pikepdf

    stamp = pikepdf.open(place / "stamp.pdf")
    forms = stamp.pages[0].resources[pikepdf.Name.XObject]
    form = forms[min(forms.keys())]

    def work(path: Path, serial: int) -> int:
        assert stamp.pages  # keeps the document that the form belongs to open
        del serial
        with pikepdf.open(path) as copy:
            page = copy.pages[0]
            name = page.add_resource(copy.copy_foreign(form), pikepdf.Name.XObject)
            page.contents_add(b"q\n", prepend=True)
            page.contents_add(f"\nQ\nq 2.83465 0 0 2.83465 233 780 cm {name} Do Q\n".encode())
            out = BytesIO()
            copy.save(out)
        return len(out.getvalue()) - path.stat().st_size

    return work


def _sheet(path: Path, target: Path) -> None:
    from archivist.making.fonts import find_fonts
    from archivist.making.stamp import stamp
    from archivist.records.stamp import StampFields

    fields = StampFields(
        fonds="L001", year="2024", serial="0001", office="JNJD", term="长期", pages="1"
    )
    target.write_bytes(stamp(path, fields, find_fonts(None)).pdf)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        run(sys.argv[1], Path(sys.argv[2]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) == 2 else 500)
