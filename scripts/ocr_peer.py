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
from typing import Any, TypeVar

import pdfplumber
from fax_degradations import RENDERINGS
from make_faxes import make_faxes
from ocr_report import CORPORA, machine, score_pages, spread
from ocr_score import PageScore, Seen, score_page, summed
from PIL import Image, ImageSequence

from chartcase.flow import read
from chartcase.record import Box, Record

# Its own limit of three minutes a page leaves pages unread where other work keeps the cores busy.
COMMAND = ("ocrmypdf", "--quiet", "--tesseract-timeout", "3600")
Read = TypeVar("Read")
HEADER = "| rendering | pages | clinical %, peer | ours | CPU s/page, peer | ours | wall s/page, peer | ours |"


@dataclass(frozen=True)
class Run:
    """What one reader made of the faxes of a rendering: scores of pages, CPU and wall seconds of reading."""

    pages: tuple[PageScore, ...]
    cpu: float
    wall: float


def by_peer(faxes: Sequence[Path], cores: int) -> list[Path]:
    """PDFs with a text layer: one file after the other, pages side by side, as the peer does by itself."""
    targets = [fax.with_suffix(".peer.pdf") for fax in faxes]
    for fax, target in zip(faxes, targets, strict=True):
        subprocess.run([*COMMAND, "--jobs", str(cores), str(fax), str(target)], check=True)
    return targets


def peer_pages(fax: Path, pdf: Path) -> Iterator[PageScore]:
    """The scores of the pages of a PDF that the peer made."""
    with pdfplumber.open(pdf) as document:
        for wanted, page in zip(_truth(fax), document.pages, strict=True):
            there = [Seen(text, Box(*box)) for text, *box in wanted["words"]]
            words = [
                Seen(word["text"], Box(word["x0"], word["top"], word["x1"], word["bottom"]))
                for word in page.extract_words()
            ]
            yield score_page(there, wanted["text"], words, page.extract_text(), wanted["stripe_words"])


def by_chartcase(faxes: Sequence[Path], cores: int) -> list[Record]:
    """Files side by side."""
    with ProcessPoolExecutor(cores) as workers:
        return list(workers.map(read, faxes))


def our_pages(fax: Path, record: Record) -> Iterator[PageScore]:
    """The scores of the pages of a record."""
    return score_pages(_truth(fax), record)


def _truth(fax: Path) -> list[dict[str, Any]]:
    pages: list[dict[str, Any]] = json.loads(fax.with_suffix(".json").read_text(encoding="utf-8"))["pages"]
    return pages


def one_packet(faxes: Sequence[Path], target: Path) -> Path:
    """The pages of several faxes in one file, with their truth beside it, as a packet comes."""
    pages: list[Image.Image] = []
    truth: list[dict[str, Any]] = []
    for fax in faxes:
        truth += _truth(fax)
        with Image.open(fax) as file:
            pages += [page.copy() for page in ImageSequence.Iterator(file)]
    for page in pages:
        page.encoderinfo = {"dpi": page.info["dpi"]}
    first = pages[0]
    first.save(target, compression="group4", save_all=True, append_images=pages[1:], dpi=first.info["dpi"])
    target.with_suffix(".json").write_text(json.dumps({"pages": truth}), encoding="utf-8")
    return target


def timed(
    reader: Callable[[Sequence[Path], int], list[Read]],
    scorer: Callable[[Path, Read], Iterator[PageScore]],
    faxes: Sequence[Path],
) -> Run:
    """Run a reader on two cores; the CPU seconds are of its child processes, and scoring is not counted."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    results = reader(faxes, 2)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    pages = tuple(page for fax, result in zip(faxes, results, strict=True) for page in scorer(fax, result))
    return Run(pages, cpu, wall)


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
    parser.add_argument(
        "--packet", action="store_true", help="in two files a rendering, as packets come; not gray ones"
    )
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
            if chosen.packet:
                halves = [part for part in (faxes[::2], faxes[1::2]) if part]
                faxes = [one_packet(part, Path(scratch) / f"{at}.{name}.tif") for at, part in enumerate(halves)]
            print(row(name, timed(by_peer, peer_pages, faxes), timed(by_chartcase, our_pages, faxes)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
