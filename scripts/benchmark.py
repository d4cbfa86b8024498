"""CPU seconds per megabyte: the full extraction, stock medspaCy, edsnlp and spaCy's tokens in turn on the same texts.

It stands apart because it is read by people who choose a tool: every engine has a process of its own and gets the same
text right after the others, so that a busy machine slows all of them alike; each round takes other texts, so that
nothing is answered from memory.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from chartcase.flow import finder

_HERE = Path(__file__).resolve().parent
_CORPORA = _HERE.parent / "corpora"
_MEGA = 1e6
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
    return Row(title, {name: statistics.median(one[name] for one in costs) for name in costs[0]})


def show(row: Row) -> str:
    """A row of the table in Markdown."""
    stock, eds = row.ratio("medspacy"), row.ratio("edsnlp")
    cells = [
        f"{row.costs[name]:.2f}" if name in row.costs else "" for name in ("chartcase", "medspacy", "edsnlp", "spacy")
    ]
    ratios = [f"{ratio:.1f}" if ratio is not None else "" for ratio in (stock, eds)]
    return f"| {' | '.join([row.title, *cells, *ratios])} |"


def main() -> int:
    """Measure and print; 1 where the ratio to stock medspaCy falls under what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--texts", type=int, default=60, help="texts of the mixed corpus over all rounds")
    parser.add_argument("--stock", action="store_true", help="stock medspaCy too (slow)")
    parser.add_argument("--edsnlp", metavar="PYTHON", help="the Python of an environment that holds edsnlp")
    parser.add_argument("--pages", type=int, nargs="*", default=[50, 500], help="pages of the long records")
    parser.add_argument(
        "--stock-pages", type=int, default=0, help="stock medspaCy on long records of up to so many pages"
    )
    parser.add_argument("--hostile", action="store_true", help="texts that make careless engines superlinear")
    parser.add_argument("--least", type=float, default=0.0, help="fail under this ratio to stock medspaCy")
    chosen = parser.parse_args()
    some, known = texts(), terms()
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
    print("\n| CPU s/MB | chartcase | stock medspaCy | edsnlp | spaCy tokens | medspaCy / ours | edsnlp / ours |")
    print("|---|---|---|---|---|---|---|")
    mixed = some[: chosen.texts]
    warm = compare("first texts (automata are built)", engines, [texts("test")[: chosen.texts]])
    print(show(warm), flush=True)
    row = compare("mixed corpus", engines, [mixed[at :: chosen.rounds] for at in range(chosen.rounds)])
    print(show(row), flush=True)
    for pages in chosen.pages:
        able = [engine for engine in engines if engine.name != "medspacy" or pages <= chosen.stock_pages]
        print(show(compare(f"{pages} pages", able, [[long_record(some, pages)]])), flush=True)
    for title, text in HOSTILE.items() if chosen.hostile else ():
        print(show(compare(title, engines[:2], [[text]])), flush=True)
    print("\npeak memory: " + ", ".join(f"{engine.name} {engine.peak:.0f} MB" for engine in engines))
    for engine in engines:
        engine.close()
    ratio = row.ratio("medspacy")
    if ratio is not None and ratio < chosen.least:
        print(f"the ratio to stock medspaCy is {ratio:.1f}, under {chosen.least}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
