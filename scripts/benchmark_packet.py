"""Read a long scanned packet from end to end: pages a second, peak memory of all processes, and what a kill half way
costs.

It stands apart from scripts/benchmark because it takes half an hour: a packet is typeset, faxed by scripts/make_faxes,
and read by the command line in processes of its own, whose memory is watched from outside.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from make_faxes import FACES, typeset
from make_packets import CORPORA, Maker
from PIL import Image

FACE = FACES[2]
DPI, INK_BELOW = 200, 150
MIB = 1024 * 1024
LOOK_EVERY = 0.25


@dataclass(frozen=True)
class Run:
    """How a run went: seconds of wall and processor time, the peak of all its processes' memory, pages kept."""

    seconds: float
    processor: float
    peak: int
    kept: int
    returncode: int


def make_packet(pages: int, target: Path, seed: int) -> None:
    """A group 4 TIFF of so many pages, drawn as a fine fax; the degradations of make_faxes cost more than reading."""
    maker, drawn = Maker(CORPORA / "dev", seed), list[Image.Image]()
    with tempfile.TemporaryDirectory() as scratch:
        pdf = Path(scratch) / "typeset.pdf"
        while len(drawn) < pages:
            typeset(maker.packet(12).text, pdf, FACE, stripe=False)
            drawn += faxed(pdf)
    drawn[0].save(target, compression="group4", save_all=True, append_images=drawn[1:pages], dpi=(DPI, DPI))


def faxed(pdf: Path) -> Iterator[Image.Image]:
    """The pages in black and white, one bit a pixel: hundreds of them are held at once."""
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        gray = page.render(scale=DPI / 72, grayscale=True).to_pil()
        yield gray.point(_inked).convert("1", dither=Image.Dither.NONE)
    document.close()


def _inked(value: int) -> int:
    return 255 if value > INK_BELOW else 0


def tree(process: int) -> list[int]:
    """A process and all below it."""
    children: dict[int, list[int]] = {}
    for place in Path("/proc").iterdir():
        if place.name.isdigit():
            try:
                parent = int((place / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, IndexError):
                continue
            children.setdefault(parent, []).append(int(place.name))
    found, left = list[int](), [process]
    while left:
        found.append(left.pop())
        left += children.get(found[-1], [])
    return found


def memory(process: int) -> int:
    """Bytes of a process, with its share of what it shares (PSS)."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def processor_seconds(process: int) -> float:
    """Processor time of a process so far."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def read(packet: Path, out: Path, jobs: int, kill_at: int | None) -> Run:
    """`chartcase extract` of the packet; killed with all its processes once so many pages are kept."""
    code = "import sys; from chartcase.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", code, "extract", str(packet), "-o", str(out), "--jobs", str(jobs)]
    started, spent = time.monotonic(), dict[int, float]()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    peak, kept, ended = 0, 0, threading.Event()
    while process.poll() is None:
        members = tree(process.pid)
        peak = max(peak, sum(map(memory, members)))
        spent |= {one: max(spent.get(one, 0.0), processor_seconds(one)) for one in members}
        kept = max(kept, len(list((out / packet.stem / ".pages").glob("*.json"))))
        if kill_at is not None and kept >= kill_at:
            os.killpg(process.pid, signal.SIGKILL)
        ended.wait(LOOK_EVERY)
    return Run(time.monotonic() - started, sum(spent.values()), peak, kept, process.returncode)


def report(packet: Path, jobs: int, *, kill: bool) -> int:
    """Run it, tell how it went, and say whether it came out."""
    from chartcase.case.opening import open_case

    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch)
        if kill:
            total = _pages(packet)
            first = read(packet, out, jobs, total // 2)
            left = len(list((out / packet.stem / ".pages").glob("*.json")))
            print(f"killed after {first.seconds:.0f} s with {first.kept} pages kept; {left} of them are there")
        run = read(packet, out, jobs, None)
        if run.returncode:
            print(f"it ended with code {run.returncode}")
            return run.returncode
        case = open_case(out / packet.stem)
        pages = sum(len(source.pages) for source in case.sources)
        print(f"{pages} pages, {jobs} jobs: {run.seconds:.0f} s, {pages / run.seconds:.2f} pages/s, ", end="")
        print(f"{run.processor:.0f} s of processor time, peak {run.peak / MIB:.0f} MiB")
        told = {
            "facts": len(case.facts),
            "documents": sum(len(source.documents) for source in case.sources),
            "duplicates": len(case.duplicates),
            "missing": len(case.missing_pages),
            "misplaced": len(case.misplaced),
            "left in the folder": sorted(file.name for file in (out / packet.stem).iterdir()),
        }
        print(json.dumps(told))
    return 0


def _pages(packet: Path) -> int:
    with Image.open(packet) as picture:
        return int(getattr(picture, "n_frames", 1))


def options(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="scripts/benchmark_packet", description=__doc__)
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--kill", action="store_true", help="kill it half way first, and then go on")
    parser.add_argument("--packet", type=Path, help="a packet that was made before, or where to keep it")
    return parser.parse_args(arguments)


def main() -> int:
    """Make the packet where there is none, and read it."""
    chosen = options()
    with tempfile.TemporaryDirectory() as scratch:
        packet = chosen.packet or Path(scratch) / "packet.tif"
        if not packet.exists():
            draft = packet.with_suffix(".making.tif")
            make_packet(chosen.pages, draft, chosen.seed)
            shutil.move(draft, packet)
        return report(packet, chosen.jobs, kill=chosen.kill)


if __name__ == "__main__":
    sys.exit(main())
