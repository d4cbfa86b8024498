"""Reads one packet of faxes with OCRmyPDF as it comes, and with chartcase, in turn on the same cores: time and clinical
tokens.

It stands apart because the peer is a system package that nothing else here needs (`apt-get install ocrmypdf`).
"""

import argparse
import ctypes
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from statistics import median
from typing import Any

import pdfplumber
import pypdfium2
from fax_degradations import RENDERINGS
from make_faxes import make_faxes
from ocr_report import CORPORA, machine, spread
from ocr_score import PageScore, Seen, score_page, summed
from PIL import Image, ImageSequence

from chartcase.record import Box

# Its own limit of three minutes a page leaves pages unread where other work keeps the cores busy.
PEER = ("ocrmypdf", "--quiet", "--tesseract-timeout", "3600")
OURS = """
import dataclasses, json, sys
from pathlib import Path
from chartcase.ingest import read
from chartcase.ingest.ocr.crew import crew
packet, target, cores = sys.argv[1:]
record = read(packet, ocr=crew(int(cores)))
pages = [
    {
        "text": record.text[page.start : page.end],
        "words": [
            [record.text[word.start : word.end], *dataclasses.astuple(word.box), word.confidence] for word in page.words
        ],
    }
    for page in record.pages
]
Path(target).write_text(json.dumps(pages), encoding="utf-8")
"""
HEADER = "| rendering | pages | clinical %, peer | ours | CPU s/page, peer | ours | elapsed s/page, peer | ours |"
_ADOPT_ORPHANS = 36
"""Linux: PR_SET_CHILD_SUBREAPER, so that processor time of workers whose parent ended first is counted too."""


@dataclass(frozen=True)
class Cost:
    """What reading a packet took: processor seconds of all its processes, and seconds elapsed."""

    cpu: float
    wall: float


def measured(command: Sequence[str]) -> Cost:
    """Run a command to the end of its last descendant.

    Raises:
        CalledProcessError: the command failed.
    """
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wall = time.perf_counter() - start
    with suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall)


def by_peer(packet: Path, cores: int) -> Cost:
    """A PDF with a text layer beside the packet; pages side by side."""
    return measured([*PEER, "--jobs", str(cores), str(packet), str(packet.with_suffix(".peer.pdf"))])


def by_chartcase(packet: Path, cores: int) -> Cost:
    """The record beside the packet; pages side by side, as `chartcase extract --jobs` reads them."""
    return measured([sys.executable, "-c", OURS, str(packet), str(packet.with_suffix(".ours.json")), str(cores)])


def peer_pages(packet: Path) -> Iterator[PageScore]:
    """The scores of the pages of the PDF that the peer made."""
    with pdfplumber.open(packet.with_suffix(".peer.pdf")) as document:
        for wanted, page in zip(_truth(packet), document.pages, strict=True):
            there = [Seen(text, Box(*box)) for text, *box in wanted["words"]]
            words = [
                Seen(word["text"], Box(word["x0"], word["top"], word["x1"], word["bottom"]))
                for word in page.extract_words()
            ]
            yield score_page(there, wanted["text"], words, page.extract_text(), wanted["stripe_words"])


def our_pages(packet: Path) -> Iterator[PageScore]:
    """The scores of the pages of our record."""
    ours = json.loads(packet.with_suffix(".ours.json").read_text(encoding="utf-8"))
    for wanted, page in zip(_truth(packet), ours, strict=True):
        there = [Seen(text, Box(*box)) for text, *box in wanted["words"]]
        words = [Seen(text, Box(*box), confidence) for text, *box, confidence in page["words"]]
        yield score_page(there, wanted["text"], words, page["text"], wanted["stripe_words"])


def _truth(fax: Path) -> list[dict[str, Any]]:
    pages: list[dict[str, Any]] = json.loads(fax.with_suffix(".json").read_text(encoding="utf-8"))["pages"]
    return pages


def one_packet(faxes: Sequence[Path], folder: Path, name: str) -> Path:
    """The pages of several faxes in one file, with their truth beside it, as a packet comes."""
    target = folder / f"packet_{name}{faxes[0].suffix}"
    (_joined_pictures if target.suffix == ".tif" else _joined_documents)(faxes, target)
    truth = [page for fax in faxes for page in _truth(fax)]
    target.with_suffix(".json").write_text(json.dumps({"pages": truth}), encoding="utf-8")
    return target


def _joined_pictures(faxes: Sequence[Path], target: Path) -> None:
    pages: list[Image.Image] = []
    for fax in faxes:
        with Image.open(fax) as file:
            pages += [page.copy() for page in ImageSequence.Iterator(file)]
    for page in pages:
        page.encoderinfo = {"dpi": page.info["dpi"]}
    first = pages[0]
    first.save(target, compression="group4", save_all=True, append_images=pages[1:], dpi=first.info["dpi"])


def _joined_documents(faxes: Sequence[Path], target: Path) -> None:
    whole: Any = pypdfium2.PdfDocument.new()
    for fax in faxes:
        whole.import_pages(pypdfium2.PdfDocument(fax))
    whole.save(target)


def packet_of(sources: Sequence[Path], name: str, chosen: argparse.Namespace, folder: Path) -> Path:
    """A packet of one rendering."""
    with ProcessPoolExecutor(chosen.jobs) as workers:
        made = workers.map(make_faxes, sources, repeat(folder), repeat([name]), repeat(1000), repeat(chosen.seed))
        faxes = [fax for several in made for fax in several]
    return one_packet(faxes, folder, name)


def row(packet: Path, name: str, chosen: argparse.Namespace) -> str:
    """A line of the table: both readers in turn, so often; the medians of their costs."""
    peer: list[Cost] = []
    ours: list[Cost] = []
    for _ in range(chosen.rounds):
        peer.append(by_peer(packet, chosen.jobs))
        ours.append(by_chartcase(packet, chosen.jobs))
    count = len(_truth(packet))
    scores = [f"{100 * summed(tuple(pages(packet))).clinical:.1f}" for pages in (peer_pages, our_pages)]
    costs = [f"{median(cost.cpu for cost in one) / count:.2f}" for one in (peer, ours)]
    costs += [f"{median(cost.wall for cost in one) / count:.2f}" for one in (peer, ours)]
    return f"| {name} | {count} | {' | '.join(scores + costs)} |"


def options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="scripts/ocr_peer.py", description=__doc__)
    parser.add_argument("--corpora", default="test", help="a folder of corpora/ (default: test)")
    parser.add_argument("--documents", type=int, default=12, metavar="N", help="so many, whole, in one packet")
    parser.add_argument("--degradations", default=",".join(RENDERINGS), metavar="A,B")
    parser.add_argument("--rounds", type=int, default=3, help="both readers so often, in turn; medians are told")
    parser.add_argument("--seed", type=int, default=0, help="other faces and other dirt on the same documents")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="pages side by side, of both readers")
    return parser.parse_args()


def main() -> int:
    """Print the table."""
    chosen = options()
    ctypes.CDLL(None).prctl(_ADOPT_ORPHANS, 1, 0, 0, 0)
    sources = spread(sorted((CORPORA / chosen.corpora).glob("*.txt")), chosen.documents)
    version = subprocess.run([PEER[0], "--version"], check=True, capture_output=True, text=True).stdout.strip()
    print(f"{len(sources)} documents, {chosen.jobs} jobs, medians of {chosen.rounds} rounds in turn; {machine()};")
    print(f"ocrmypdf {version} on {platform.system()}\n\n{HEADER}\n{'|---' * (HEADER.count('|') - 1)}|")
    with tempfile.TemporaryDirectory() as scratch:
        for name in chosen.degradations.split(","):
            print(row(packet_of(sources, name, chosen, Path(scratch)), name, chosen), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
