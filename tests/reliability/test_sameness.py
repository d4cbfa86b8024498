"""The same record gives the same bytes wherever it is read, and a long batch needs no more memory."""

import gc
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from chartcase.flow import extract
from chartcase.ingest.text import text_pages
from chartcase.record import Record

NOTE = "Seen 03/04/2021. She completed physical therapy for 6 weeks without relief. MRI shows a disc bulge at L4-5.\n"
OTHER = "Operative report. L5-S1 transforaminal epidural steroid injection on 05/06/2021 gave 60% relief for 8 weeks.\n"
RUN = "import sys; from chartcase.cli import main; sys.exit(main())"
_WARM, _LONG = 15, 60
_MOST_GROWTH = 8 * 1024 * 1024


def _record(name: str, text: str) -> Record:
    return Record(name, text, text_pages(text))


def test_place_and_hour_change_no_byte(tmp_path: Path) -> None:
    """Other locale, time zone, hash seed and number of workers: the same files, byte for byte."""
    for name, text in (("note", NOTE), ("other", OTHER)):
        (tmp_path / f"{name}.txt").write_text(text)
    surroundings = (
        ({"LC_ALL": "C", "TZ": "UTC", "PYTHONHASHSEED": "1"}, ()),
        ({"LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "2"}, ("--jobs", "2")),
    )
    made = []
    for number, (changed, more) in enumerate(surroundings):
        out = tmp_path / str(number)
        subprocess.run(
            [sys.executable, "-c", RUN, "extract", tmp_path / "note.txt", tmp_path / "other.txt", "-o", out, *more],
            env=os.environ | changed, check=True, capture_output=True,
        )  # fmt: skip
        made.append({path.relative_to(out): path.read_bytes() for path in out.rglob("*") if path.is_file()})
    assert made[0] == made[1]
    assert len(made[0]) >= 6


def test_the_order_of_documents_changes_no_fact() -> None:
    """Two records of one case, either first: the same facts of each, but for their numbers."""
    records = (_record("a.txt", NOTE), _record("b.txt", OTHER))
    told = [
        sorted(fact.model_copy(update={"id": "", "date": None}).model_dump_json() for fact in extract(order).facts)
        for order in (records, records[::-1])
    ]
    assert told[0] == told[1]


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read as Linux tells it")
def test_a_long_batch_needs_no_more_memory() -> None:
    """After a few records the process has its size: sixty more, all different, add less than 8 MB."""

    def after(count: int, start: int) -> int:
        for number in range(start, start + count):
            extract(_record(f"{number}.txt", NOTE.replace("6 weeks", f"{number} weeks") * 3))
        gc.collect()
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()

    before = after(_WARM, 1)
    assert after(_LONG, 100) - before < _MOST_GROWTH
