"""Build a store of generated decisions and measure it: documents a second, CPU, peak memory over all processes, kills.

It stands apart from the benchmark of extraction because a build is many processes, a store and, if asked, a kill -9 in
the middle of it.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from make_decisions import make

from chartcase.corpus.schema import TableName
from chartcase.corpus.store import open_store

COMMAND = "import sys; from chartcase.cli import main; raise SystemExit(main(sys.argv[1:]))"
_KB = 1024


@dataclass
class Watch:
    """The memory of a process and all below it, looked at twice a second: the highest sums, in bytes."""

    process: int
    resident: int = 0
    proportional: int = 0
    cpu: dict[int, float] = field(default_factory=dict)
    _end: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Look until `stop`."""
        while not self._end.wait(0.5):
            members = _tree(self.process)
            self.resident = max(self.resident, sum(_kilobytes(member, "Rss") for member in members) * _KB)
            self.proportional = max(self.proportional, sum(_kilobytes(member, "Pss") for member in members) * _KB)
            self.cpu.update((member, _cpu(member)) for member in members if _cpu(member))

    def stop(self) -> None:
        """Look no more."""
        self._end.set()


def _tree(top: int) -> list[int]:
    members = [top]
    for member in members:
        try:
            children = Path(f"/proc/{member}/task/{member}/children").read_text(encoding="ascii").split()
        except OSError:
            continue
        members.extend(int(child) for child in children)
    return members


def _kilobytes(process: int, name: str) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(f"{name}:")), 0)


def _cpu(process: int) -> float:
    """CPU seconds of a process so far, 0 where it is gone."""
    try:
        words = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def build(documents: Path, store: Path, more: Sequence[str], kill_after: float | None) -> dict[str, float]:
    """One build, killed with all its workers after so many seconds if asked; seconds, CPU seconds and peak bytes."""
    started = time.monotonic()
    words = [sys.executable, "-c", COMMAND, "corpus", "build", str(documents), "-o", str(store), *more]
    running = subprocess.Popen(words, start_new_session=True, stdout=subprocess.DEVNULL)
    watch = Watch(running.pid)
    thread = threading.Thread(target=watch.run)
    thread.start()
    try:
        running.wait(kill_after)
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
    finally:
        watch.stop()
        thread.join()
    if kill_after is None and running.returncode:
        raise SystemExit(f"The build ended with {running.returncode}.")
    return {
        "seconds": time.monotonic() - started,
        "cpu_seconds": sum(watch.cpu.values()),
        "peak_resident": watch.resident,
        "peak_proportional": watch.proportional,
    }


def measured(count: int, work: Path, more: Sequence[str], kills: Sequence[float]) -> dict[str, object]:
    """A build of `count` decisions, killed at these seconds of its runs; each document must come out once."""
    documents = work / f"decisions_{count}"
    if not (documents / "truth.jsonl").is_file():
        make(count, documents, seed=1, copies=0.002)
    store = work / f"store_{count}_{'_'.join(word.strip('-') for word in more)}"
    runs = [build(documents / "documents", store, more, after) for after in (*kills, None)]
    opened = open_store(store)
    found = [name.as_py() for name in opened.table(TableName.DOCUMENTS, ("document",)).column("document")]
    truth = (json.loads(line) for line in (documents / "truth.jsonl").read_text(encoding="utf-8").splitlines())
    whole = len(found) == len(set(found)) and set(found) == {line["document"] for line in truth}
    seconds = sum(run["seconds"] for run in runs)
    return {
        "documents": len(found),
        "each_once": whole,
        "options": list(more),
        "kills": len(kills),
        "seconds": round(seconds, 1),
        "per_second": round(len(found) / seconds, 2),
        "cpu_per_document": round(sum(run["cpu_seconds"] for run in runs) / len(found), 4),
        "peak_resident_mib": round(max(run["peak_resident"] for run in runs) / _KB**2),
        "peak_proportional_mib": round(max(run["peak_proportional"] for run in runs) / _KB**2),
        "store_mib": round(sum(file.stat().st_size for file in store.rglob("*.parquet")) / _KB**2, 2),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the options, measure, print a JSON line."""
    parser = argparse.ArgumentParser(
        prog="corpus_throughput", description=__doc__, epilog="Options of `corpus build` come after --."
    )
    parser.add_argument("count", type=int, help="how many decisions")
    parser.add_argument("-o", "--work", type=Path, required=True, help="folder for decisions and stores")
    parser.add_argument(
        "--kill", type=float, action="append", default=[], metavar="SECONDS", help="kill -9 then; again"
    )
    words = list(sys.argv[1:] if arguments is None else arguments)
    place = words.index("--") if "--" in words else len(words)
    options = parser.parse_args(words[:place])
    print(json.dumps(measured(options.count, options.work, words[place + 1 :], options.kill)), flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
