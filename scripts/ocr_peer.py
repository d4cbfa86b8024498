"""Reads faxes with OCRmyPDF as it comes, and with chartcase, on the same pages and cores: time and clinical tokens.

It stands apart because the peer is a system package that nothing else here needs (`apt-get install ocrmypdf`).
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path

import pdfplumber
from fax_degradations import RENDERINGS
from make_faxes import make_faxes
from ocr_report import CORPORA, machine, score_pages, spread
from ocr_score import PageScore, Seen, score_page, summed

from chartcase.flow import read
from chartcase.record import Box

# Its own limit of three minutes a page leaves pages unread where other work keeps the cores busy.
COMMAND = ("ocrmypdf", "--quiet", "--tesseract-timeout", "3600")
HEADER = "| rendering | pages | clinical %, peer | ours | CPU s/page, peer | ours | wall s/page, peer | ours |"


@dataclass(frozen=True)
class Run:
    """What one reader made of the faxes of a rendering: scores of pages, CPU and wall seconds of reading."""

    pages: tuple[PageScore, ...]
    cpu: float
    wall: float


def by_peer(faxes: Sequence[Path], cores: int) -> list[tuple[PageScore, ...]]:
    """One file after the other, pages side by side, as the peer does by itself."""
    scores: list[tuple[PageScore, ...]] = []
    for fax in faxes:
        target = fax.with_suffix(".peer.pdf")
        subprocess.run([*COMMAND, "--jobs", str(cores), str(fax), str(target)], check=True)
        scores.append(tuple(_peer_pages(target, fax)))
    return scores


def _peer_pages(pdf: Path, fax: Path) -> Iterator[PageScore]:
    truth = json.loads(fax.with_suffix(".json").read_text(encoding="utf-8"))["pages"]
    with pdfplumber.open(pdf) as document:
        for wanted, page in zip(truth, document.pages, strict=True):
            there = [Seen(text, Box(*box)) for text, *box in wanted["words"]]
            words = [
                Seen(word["text"], Box(word["x0"], word["top"], word["x1"], word["bottom"]))
                for word in page.extract_words()
            ]
            yield score_page(there, wanted["text"], words, page.extract_text(), wanted["stripe_words"])


def by_chartcase(faxes: Sequence[Path], cores: int) -> list[tuple[PageScore, ...]]:
    """Files side by side."""
    with ProcessPoolExecutor(cores) as workers:
        return list(workers.map(_our_pages, faxes))


def _our_pages(fax: Path) -> tuple[PageScore, ...]:
    truth = json.loads(fax.with_suffix(".json").read_text(encoding="utf-8"))["pages"]
    return tuple(score_pages(truth, read(fax)))


def timed(reader: Callable[[Sequence[Path], int], list[tuple[PageScore, ...]]], faxes: Sequence[Path]) -> Run:
    """Run a reader on two cores; the CPU seconds are of its child processes, scoring and all."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    scores = reader(faxes, 2)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(tuple(page for pages in scores for page in pages), cpu, wall)


def row(name: str, peer: Run, ours: Run) -> str:
    """A line of the table."""
    count = len(ours.pages)
    return (
        f"| {name} | {count} | {100 * summed(peer.pages).clinical:.1f} | {100 * summed(ours.pages).clinical:.1f} "
        f"| {peer.cpu / count:.2f} | {ours.cpu / count:.2f} | {peer.wall / count:.2f} | {ours.wall / count:.2f} |"
    )


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="scripts/ocr_peer.py", description=__doc__)
    parser.add_argument("--documents", type=int, default=8, metavar="N", help="so many of corpora/test")
    parser.add_argument("--degradations", default=",".join(RENDERINGS), metavar="A,B")
    chosen = parser.parse_args()
    sources = spread(sorted((CORPORA / "test").glob("*.txt")), chosen.documents)
    version = subprocess.run([COMMAND[0], "--version"], check=True, capture_output=True, text=True).stdout.strip()
    print(f"{len(sources)} documents; {machine()}; ocrmypdf {version} on {platform.system()}\n\n{HEADER}")
    print("|---" * (HEADER.count("|") - 1) + "|")
    with tempfile.TemporaryDirectory() as scratch:
        for name in chosen.degradations.split(","):
            with ProcessPoolExecutor(os.cpu_count()) as workers:
                made = workers.map(make_faxes, sources, repeat(Path(scratch)), repeat([name]), repeat(1000))
                faxes = [fax for several in made for fax in several]
            print(row(name, timed(by_peer, faxes), timed(by_chartcase, faxes)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
