"""CPU seconds per megabyte: the full extraction, stock medspaCy, edsnlp and spaCy's tokens in turn on the same texts.

It stands apart because it is read by people who choose a tool: every engine has a process of its own and gets the same
text right after the others, so that a busy machine slows all of them alike; each round takes other texts, so that
nothing is answered from memory. Decisions are written by scripts/make_decisions, all of them different.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from make_decisions import decision

from chartcase.flow import finder

_HERE = Path(__file__).resolve().parent
_CORPORA = _HERE.parent / "corpora"
_MEGA = 1e6
_COMMAND = "import sys; from chartcase.cli import main; raise SystemExit(main(sys.argv[1:]))"
_DECISIONS = ("iro", "hearing", "ur_", "necessity")
HOSTILE = {
    "4,000 x 'No pain.'": "No pain. " * 4000,
    "one line of 1 MB": ("The patient denies left leg pain and had therapy for six weeks " * 16000)[: 10**6],
    "100,000 masked dates": "Seen on XX/XX/XX. " * 100_000,
    "nested brackets": "(" * 50_000 + "pain" + ")" * 50_000,
}
"""Texts that make careless engines superlinear."""


class Engine:
    """A process that answers with the CPU seconds it took."""

    def __init__(self, name: str, python: str, terms: dict[str, list[str]]) -> None:
        """Start it and wait until it is loaded."""
        self.name = name
        self._process = subprocess.Popen(
            [python, str(_HERE / "benchmark_engine.py"), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        loaded = self._ask(terms)
        self.load, self.version, self.peak = float(loaded["load"]), str(loaded["version"]), 0.0

    def cost(self, texts: Sequence[str]) -> float:
        """CPU seconds per megabyte of these texts."""
        answer = self._ask(list(texts))
        self.peak = float(answer["peak"])
        return float(answer["cpu"]) / (sum(map(len, texts)) / _MEGA)

    def close(self) -> None:
        """Let the process end."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):  # it ended before it had read everything
                    pipe.close()
        self._process.wait()

    def _ask(self, question: object) -> dict[str, float | str]:
        process = self._process
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("no pipe to the engine")
        with suppress(BrokenPipeError):  # the missing answer tells
            process.stdin.write(json.dumps(question) + "\n")
            process.stdin.flush()
        line = process.stdout.readline()
        if not line:
            self.close()
            raise RuntimeError(f"{self.name} ended; is it installed?")
        answer: dict[str, float | str] = json.loads(line)
        return answer


@dataclass(frozen=True)
class Row:
    """One line of the table: CPU seconds per megabyte of each engine, medians over rounds."""

    title: str
    costs: dict[str, float]
    size: float = 0.0
    """Megabytes of text."""

    def ratio(self, name: str) -> float | None:
        """How many times dearer than chartcase; None where it was not measured."""
        return self.costs[name] / self.costs["chartcase"] if name in self.costs else None


def terms() -> dict[str, list[str]]:
    """As many literal terms as there are rules, by type: the first example of each."""
    found: dict[str, list[str]] = {}
    for rule in finder().rulebook.rules:
        found.setdefault(rule.type, []).append(rule.spec.examples[0])
    return found


def texts(part: str = "dev") -> list[str]:
    """The mixed corpus: short notes and decisions of our own writing, in turn."""
    paths = sorted((_CORPORA / part).glob("*.txt"))
    decisions = [path for path in paths if path.name.startswith(_DECISIONS)]
    notes = [path for path in paths if path not in decisions]
    mixed = [path for pair in zip(notes, decisions, strict=False) for path in pair]
    mixed.extend(path for path in paths if path not in mixed)
    return [path.read_text(encoding="utf-8") for path in mixed]


def long_record(some: Sequence[str], pages: int) -> str:
    """A record of so many pages, made of the texts in turn."""
    return "\f".join(some[at % len(some)] for at in range(pages))


def compare(title: str, engines: Sequence[Engine], rounds: Sequence[Sequence[str]]) -> Row:
    """The engines in turn on each round's texts."""
    costs = [{engine.name: engine.cost(some) for engine in engines} for some in rounds]
    size = sum(len(text) for some in rounds for text in some) / _MEGA
    return Row(title, {name: statistics.median(one[name] for one in costs) for name in costs[0]}, size)


def together(title: str, rows: Sequence[Row]) -> Row:
    """All rows as one corpus: what each engine that read all of it takes for a megabyte."""
    size = sum(row.size for row in rows)
    names = [name for name in rows[0].costs if all(name in row.costs for row in rows)]
    return Row(title, {name: sum(row.costs[name] * row.size for row in rows) / size for name in names}, size)


def workers(count: int, jobs: int) -> float:
    """Seconds that `chartcase extract` takes for so many decisions with so many workers."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "in"
        folder.mkdir()
        for number in range(count):
            (folder / f"{number:04d}.txt").write_text(decision(number, 1).text, encoding="utf-8")
        out = Path(scratch) / "out"
        start = time.perf_counter()
        asked = ["extract", *map(str, sorted(folder.iterdir())), "-o", str(out), "--jobs", str(jobs)]
        subprocess.run([sys.executable, "-c", _COMMAND, *asked], check=True, capture_output=True)
        seconds = time.perf_counter() - start
        if len(list(out.glob("*/case.json"))) != count:
            raise RuntimeError("not every document has its case")
        return seconds


def show(row: Row) -> str:
    """A row of the table in Markdown."""
    stock, eds = row.ratio("medspacy"), row.ratio("edsnlp")
    cells = [
        f"{row.costs[name]:.2f}" if name in row.costs else "" for name in ("chartcase", "medspacy", "edsnlp", "spacy")
    ]
    ratios = [f"{ratio:.1f}" if ratio is not None else "" for ratio in (stock, eds)]
    return f"| {' | '.join([row.title, *cells, *ratios])} |"


def options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--texts", type=int, default=60, help="notes, and as many decisions, over all rounds")
    parser.add_argument("--stock", action="store_true", help="stock medspaCy too (slow)")
    parser.add_argument("--edsnlp", metavar="PYTHON", help="the Python of an environment that holds edsnlp")
    parser.add_argument("--pages", type=int, nargs="*", default=[50, 120, 500], help="pages of the long records")
    parser.add_argument(
        "--stock-pages", type=int, default=0, help="stock medspaCy on long records of up to so many pages"
    )
    parser.add_argument("--own", type=Path, help="a folder of texts of your own, for one more line")
    parser.add_argument("--workers", type=int, default=0, help="so many documents with one worker and with two")
    parser.add_argument("--hostile", action="store_true", help="texts that make careless engines superlinear")
    parser.add_argument("--least", type=float, default=0.0, help="fail under this ratio to stock medspaCy")
    return parser.parse_args()


def started(chosen: argparse.Namespace) -> list[Engine]:
    """The engines that are asked for, told with their versions."""
    known = terms()
    engines = [Engine("chartcase", sys.executable, known), Engine("spacy", sys.executable, known)]
    if chosen.stock or chosen.least:
        engines.append(Engine("medspacy", sys.executable, known))
    if chosen.edsnlp:
        engines.append(Engine("edsnlp", chosen.edsnlp, known))
    else:
        print("edsnlp: not measured (name its Python with --edsnlp)\n")
    load, python = os.getloadavg()[0], platform.python_version()
    print(f"{platform.machine()}, {os.cpu_count()} cores, load {load:.1f}, Python {python}")
    print(", ".join(f"{engine.version} (load {engine.load:.1f} CPU s)" for engine in engines))
    return engines


def short_texts(chosen: argparse.Namespace, engines: Sequence[Engine], some: Sequence[str]) -> list[Row]:
    """Notes and decisions one by one, after the first texts of a process; and the reader's own, where there are any."""

    def shown(title: str, of: Sequence[str], rounds: int) -> Row:
        row = compare(title, engines, [of[at::rounds] for at in range(rounds)])
        print(show(row), flush=True)
        return row

    shown("first texts (automata are built)", texts("test")[: chosen.texts], 1)
    if chosen.own:
        own = [path.read_text(encoding="utf-8", errors="replace") for path in sorted(chosen.own.rglob("*.txt"))]
        shown("own texts", own, chosen.rounds)
    decisions = [decision(number, 1).text for number in range(chosen.texts)]
    return [
        shown("notes and letters full of findings", some[: chosen.texts], chosen.rounds),
        shown("decisions", decisions, chosen.rounds),
    ]


def main() -> int:
    """Measure and print; 1 where the ratio to stock medspaCy falls under what was asked for."""
    chosen, some = options(), texts()
    engines = started(chosen)
    print("\n| CPU s/MB | chartcase | stock medspaCy | edsnlp | spaCy tokens | medspaCy / ours | edsnlp / ours |")
    print("|---|---|---|---|---|---|---|")
    rows = short_texts(chosen, engines, some)
    ratio = rows[0].ratio("medspacy")
    for pages in chosen.pages:
        able = [engine for engine in engines if engine.name != "medspacy" or pages <= chosen.stock_pages]
        rows.append(compare(f"{pages} pages", able, [[long_record(some, pages)]]))
        print(show(rows[-1]), flush=True)
    print(show(together("all of these", rows)), flush=True)
    for title, text in HOSTILE.items() if chosen.hostile else ():
        print(show(compare(title, engines[:2], [[text]])), flush=True)
    print("\npeak memory: " + ", ".join(f"{engine.name} {engine.peak:.0f} MB" for engine in engines))
    for engine in engines:
        engine.close()
    if chosen.workers:
        seconds = {jobs: workers(chosen.workers, jobs) for jobs in (1, 2)}
        print(f"{chosen.workers} documents: {seconds[1]:.0f} s with one worker, {seconds[2]:.0f} s with two", end=" ")
        print(f"({seconds[1] / seconds[2]:.2f} times), load {os.getloadavg()[0]:.1f}")
    if ratio is not None and ratio < chosen.least:
        print(f"the ratio to stock medspaCy is {ratio:.1f}, under {chosen.least}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
