"""Reads many bad files and prints what became of them: every one must end in a typed status, and none in silence.

It stands apart from the tests because it takes minutes, and because anybody may point it at a folder of their own.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from mutators import Sample, samples
from oddities import oddities

from chartcase.errors import InputError
from chartcase.ingest import read
from chartcase.ingest.limits import Limits
from chartcase.ingest.picture import PagePicture, PageReading
from chartcase.record import PageSource, Record
from chartcase.terminal import shown

# A file whose reader outlives its own limit of waiting by so much was not stopped: a hang.
_GRACE_SECONDS = 40.0
_LOSS = 0.9
_LONGEST_SENTENCE = 200
READ, WARNED, UNREADABLE, CRASH, HANG = "read", "with warnings", "unreadable", "crash", "hang"
STATUSES = (READ, WARNED, UNREADABLE, CRASH, HANG)


class _NoWords:
    """Takes page pictures, so that they are decoded and drawn, and recognises nothing."""

    dpi = 72

    def read(self, picture: PagePicture) -> PageReading:
        return PageReading((), blank=len(picture.pixels) == 0)


@dataclass(frozen=True)
class Row:
    """What became of one file; `said` names the class of the error, `lost` is True for pages that vanished in silence,
    `damaged` for a text shorter by a tenth than that of the sound file."""

    name: str
    group: str
    status: str
    seconds: float
    said: str = ""
    lost: bool = False
    damaged: bool = False


def examined(sample: Sample, limits: Limits, counter: str | None) -> Row:
    """Read one made file as `chartcase` does."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / sample.name
        path.write_bytes(sample.data)
        return examined_file(path, sample, limits, counter)


def examined_file(path: Path, told: Sample, limits: Limits, counter: str | None) -> Row:
    """Read one file where it lies; `told` is what is known of it, its bytes are not looked at."""
    started = time.monotonic()
    record = None
    try:
        record = read(path, limits=limits, ocr=_NoWords())
    except InputError as error:
        status, said = (UNREADABLE if _is_one_sentence(error.sentence) else CRASH), type(error).__name__
    except Exception as error:  # noqa: BLE001 - that is what is being looked for
        status, said = CRASH, type(error).__name__
    else:
        status, said = (WARNED if _warnings(record) else READ), ""
    seconds = time.monotonic() - started
    if seconds > limits.wall_seconds + _GRACE_SECONDS:
        status = HANG
    pages = told.pages if told.pages is not None else _counted(counter, path)
    return Row(
        told.name,
        told.group,
        status,
        seconds,
        said,
        lost=status == READ and record is not None and pages is not None and len(record.pages) < pages,
        damaged=record is not None and bool(told.words) and len(record.text.split()) < _LOSS * (told.words or 0),
    )


def _is_one_sentence(words: str) -> bool:
    return words.endswith(".") and "\n" not in words and len(words) <= _LONGEST_SENTENCE


def _warnings(record: Record) -> bool:
    """Whether the record warns, beyond that a picture was not recognised (there is no engine here)."""
    own = any(
        "recognised" not in warning and "is a picture; it was not read" not in warning
        for page in record.pages
        for warning in page.warnings
    )
    unread = any(page.source is PageSource.UNREADABLE and not page.warnings for page in record.pages)
    return bool(record.warnings) or own or unread


def _counted(counter: str | None, path: Path) -> int | None:
    """The pages of a PDF by poppler, where it is installed: a third opinion."""
    if counter is None or path.suffix.lower() != ".pdf":
        return None
    try:
        told = subprocess.run([counter, path], capture_output=True, timeout=20, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    return next((int(line.split()[1]) for line in told.splitlines() if line.startswith(b"Pages:")), None)


def _of_folder(folder: Path) -> Iterator[tuple[Path, Sample]]:
    """The files below a folder; what is no file, or may not be looked at, is left to the one who named it."""
    for place, _, names in sorted(os.walk(folder)):
        for name in sorted(names):
            path = Path(place, name)
            if path.is_file():
                yield path, Sample(shown(name), f"given {path.suffix.lower().lstrip('.')[:10] or 'no name'}", b"")


def _examined_any(one: Sample | tuple[Path, Sample], limits: Limits, counter: str | None) -> Row:
    return examined(one, limits, counter) if isinstance(one, Sample) else examined_file(*one, limits, counter)


def _rows(files: Iterable[Sample | tuple[Path, Sample]], limits: Limits) -> Iterator[Row]:
    """The rows in order; no more than a few files are held at a time."""
    counter = shutil.which("pdfinfo")
    files = iter(files)
    with ThreadPoolExecutor(2) as pool:
        while some := list(islice(files, 16)):
            yield from pool.map(lambda one: _examined_any(one, limits, counter), some)


def _print_table(rows: list[Row]) -> None:
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        groups[row.group][row.status] += 1
        groups[row.group]["silent page loss"] += row.lost
    heads = (*STATUSES, "silent page loss")
    print(f"{'':18}" + "".join(f"{head:>17}" for head in heads))
    for group, counts in sorted(groups.items()):
        print(f"{shown(group):18}" + "".join(f"{counts[head]:>17}" for head in heads))
    print(f"{len(rows)} files, the slowest took {max(row.seconds for row in rows):.1f} s")
    print(
        "errors: "
        + ", ".join(f"{name} {count}" for name, count in Counter(row.said for row in rows if row.said).items())
    )


def _print_damage(rows: list[Row]) -> None:
    damaged = [row for row in rows if row.damaged and row.group.endswith("pdf")]
    flagged = sum(row.status == WARNED for row in damaged)
    sound = [row for row in rows if row.group == "sound pdf"]
    alarms = sum(row.status != READ for row in sound)
    if damaged and sound:
        print(f"PDFs read with a tenth of their words missing: {len(damaged)}, flagged {flagged}", end="")
        print(f" ({flagged / len(damaged):.1%}); false alarms on sound PDFs: {alarms} of {len(sound)}")


def _made(count: int) -> Iterator[Sample]:
    odd = list(oddities())
    return chain(odd, samples(count - len(odd)))


def main() -> int:
    """Run and print; 1 where something crashed, hung or vanished."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=Path, metavar="DIR", help="read the files of this folder instead")
    parser.add_argument("--count", type=int, default=2000, help="files to make")
    parser.add_argument("--seconds", type=float, default=20.0, help="most seconds a file")
    options = parser.parse_args()
    limits = Limits(wall_seconds=options.seconds, silence_seconds=options.seconds, cpu_seconds=int(options.seconds))
    files = _of_folder(options.files) if options.files else _made(options.count)
    started = time.monotonic()
    rows = list(_rows(files, limits))
    if not rows:
        print("There are no files.")
        return 1
    _print_table(rows)
    print(f"{time.monotonic() - started:.0f} s in all")
    _print_damage(rows)
    bad = [row for row in rows if row.status in (CRASH, HANG) or row.lost]
    for row in bad:
        print(f"{row.status}{' (pages lost)' if row.lost else ''}: {row.name} {row.said}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
