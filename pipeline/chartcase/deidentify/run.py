"""De-identified copies of records and cases: text, case JSON and page pictures, whole or not at all.

It stands apart as the one place that reads the true files and writes the clean ones. The case is found anew in the
clean text, so that no field of the old one can carry a name across.
"""

import hashlib
import secrets
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from chartcase.case.opening import open_case
from chartcase.deidentify.clean import Cleaned, cleaned
from chartcase.deidentify.pictures import WIDTH, sheet
from chartcase.deidentify.verify import StillIdentified
from chartcase.deliver.atomic import make_folder, write
from chartcase.deliver.case_files import write_case
from chartcase.deliver.case_pages import open_texts
from chartcase.deliver.pictures import SourcePictures
from chartcase.errors import OutputError
from chartcase.flow import extract, finder
from chartcase.ingest import read
from chartcase.ingest.text import text_pages
from chartcase.record import PageSource, Record

_LEAST_WEEKS, _MOST_WEEKS = 5, 52
_MOST_TOLD = 20
"""Doubted places that a sentence names."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was done: identifiers by kind, page pictures written, and pages left out because they were not read."""

    name: str
    removed: dict[str, int]
    pictures: int
    pages_left_out: int
    dates_not_moved: int = 0


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the caller asks for: moved dates, page pictures, and what becomes of what is in doubt."""

    shift: bool = False
    pictures: bool = False
    accept: bool = False
    mask_doubts: bool = False


class InDoubt(OutputError):
    """Words or numbers are left that may be somebody's, and nobody has looked at them; nothing was written."""

    advice = (
        "Nothing was written. Look at the record and at any places named; then use --mask-doubts to mask them, "
        "or --accept to write what is left (and read the result)."
    )


def deidentified(paths: Sequence[Path], out: Path, wishes: Wishes = Wishes()) -> tuple[Report, ...]:
    """One folder `record_N` an input under `out`, in the order given; file names tell nothing of the old ones.

    `wishes.shift` moves the full dates of each input by a number of days of its own, drawn anew and kept nowhere.

    Raises:
        StillIdentified: something is left in an input; of that input, and of those after it, nothing is written.
        InDoubt: something that is left may identify somebody, and `wishes` do not accept it.
        InputError: an input cannot be read.
        OutputError: something could not be written.
    """
    return tuple(_one(path, out / f"record_{number}", wishes) for number, path in enumerate(paths, 1))


def _one(path: Path, folder: Path, wishes: Wishes) -> Report:
    records = _of_case(path) if path.is_dir() else (read(path),)
    days = _days() if wishes.shift else None
    dates = finder().rulebook.dates
    pairs = [(record, cleaned(record.text, dates, days, mask_doubts=wishes.mask_doubts)) for record in records]
    if not wishes.accept:
        _check_doubts(folder.name, [pair for _, pair in pairs])
    clean = [_record(number, pair.text) for number, (_, pair) in enumerate(pairs, 1)]
    case = extract(clean)
    wanted = wishes.pictures and not path.is_dir()
    if wanted and pairs[0][1].later:
        # they are known by their place in the masked text alone, so no box on the page can be painted over
        raise StillIdentified(f"Page pictures would show what only the masked text gave away ({pairs[0][1].later}).")
    sheets = list(_sheets(path, *pairs[0])) if wanted else []
    make_folder(folder)
    for number, png in sheets:
        write(folder / f"page_{number:04}.png", png)
    write_case(folder, case, {record.source: record.text for record in clean})
    unmoved = sum(pair.unmoved for _, pair in pairs)
    return Report(folder.name, _counted(pairs), len(sheets), _unread(records), unmoved)


def _check_doubts(name: str, pairs: Sequence[Cleaned]) -> None:
    """Nothing where no doubt is left.

    Raises:
        InDoubt: some is; the sentence names kinds and places, and holds no word of the record.
    """
    doubts = [(number, place) for number, pair in enumerate(pairs, 1) for place in pair.doubts]
    told = [f"{kind} ({count})" for kind, count in sorted(Counter(place.doubt.value for _, place in doubts).items())]
    told += ["so many identifiers that some will have been missed"] if any(pair.dense for pair in pairs) else []
    if not told:
        return
    where = ", ".join(f"{number}:{place.line}:{place.column}" for number, place in doubts[:_MOST_TOLD])
    places = f" At source:line:column {where}{' and others' if len(doubts) > _MOST_TOLD else ''}." if doubts else ""
    raise InDoubt(f"{name} is in doubt: {', '.join(told)}.{places}")


def _of_case(folder: Path) -> tuple[Record, ...]:
    texts = open_texts(folder, open_case(folder))
    return tuple(Record(name, text, text_pages(text)) for name, text in texts.items())


def _record(number: int, text: str) -> Record:
    pages = tuple(replace(page, source=PageSource.TEXT) for page in text_pages(text))
    return Record(f"source_{number}.txt", text, pages, hashlib.sha256(text.encode("utf-8", "replace")).hexdigest())


def _days() -> int:
    """Five weeks to a year back: never forward, so that no date lies in the future; whole weeks, so that a Monday stays
    one and a weekday in the text does not give the number away."""
    return -7 * (_LEAST_WEEKS + secrets.randbelow(_MOST_WEEKS - _LEAST_WEEKS + 1))


def _sheets(path: Path, record: Record, clean: Cleaned) -> Iterable[tuple[int, bytes]]:
    source = SourcePictures(path)
    try:
        for page in record.pages:
            png = source.page(page.number, WIDTH) if page.words else None
            if png is not None:
                yield page.number, sheet(png, page, clean.found)
    finally:
        source.close()


def _counted(pairs: Iterable[tuple[Record, Cleaned]]) -> dict[str, int]:
    kinds = [one.kind.value for _, clean in pairs for one in clean.found]
    return {kind: kinds.count(kind) for kind in sorted(set(kinds))}


def _unread(records: Iterable[Record]) -> int:
    return sum(page.source is PageSource.UNREADABLE for record in records for page in record.pages)
