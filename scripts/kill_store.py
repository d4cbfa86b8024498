"""Kills a process with signal 9 while it writes to a review's history, again and again, and counts what got lost.

It stands apart from the tests because a thousand kills take minutes; a test does the same with fewer.
"""

import argparse
import os
import random
import signal
import struct
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from chartcase.review.store import Entry, Store, verify

_ACKNOWLEDGED = struct.Struct("!I64s")
_LONGEST_SECONDS = 0.03
# A new history now and then keeps the reading of all lines short.
_KILLS_A_HISTORY = 50


@dataclass
class Tally:
    """What became of the lines that writers confirmed before they were killed."""

    kills: int = 0
    confirmed: int = 0
    lost: int = 0
    changed: int = 0
    broken: int = 0

    def __str__(self) -> str:
        """One line."""
        return (
            f"{self.kills} kills, {self.confirmed} confirmed lines: {self.lost} lost, {self.changed} changed, "
            f"{self.broken} histories broken"
        )


def killed(kills: int, folder: Path, seed: int = 1) -> Tally:
    """Kill so many writers, each at a moment of chance, and look whether all that was confirmed is there with the same
    digest."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    tally = Tally()
    digests: dict[int, bytes] = {}
    path = folder / "review.sqlite"
    for number in range(kills):
        if number % _KILLS_A_HISTORY == 0:
            path, digests = folder / str(number) / "review.sqlite", {}
            path.parent.mkdir()
        told = _one_kill(path, chance.random() * _LONGEST_SECONDS)
        digests |= told
        tally.kills += 1
        tally.confirmed += len(told)
        if number % _KILLS_A_HISTORY == _KILLS_A_HISTORY - 1 or number == kills - 1:
            _compare(path, digests, tally)
    return tally


def _compare(path: Path, digests: dict[int, bytes], tally: Tally) -> None:
    found = {line.number: line.digest.encode() for line in Store(path).lines()}
    tally.lost += sum(number not in found for number in digests)
    tally.changed += sum(number in found and found[number] != digest for number, digest in digests.items())
    tally.broken += bool(digests) and not _is_whole(path)


def _is_whole(path: Path) -> bool:
    try:
        verify(path)
    except Exception:  # noqa: BLE001 - any refusal counts
        return False
    return True


def _one_kill(path: Path, seconds: float) -> dict[int, bytes]:
    """Start a writer, wait for its first line and a moment longer, kill it: the lines that it confirmed."""
    near, far = os.pipe()
    writer = os.fork()
    if writer == 0:
        _write_on(path, far)
    os.close(far)
    told = os.read(near, _ACKNOWLEDGED.size)
    time.sleep(seconds)
    os.kill(writer, signal.SIGKILL)
    while piece := os.read(near, 1 << 16):
        told += piece
    os.close(near)
    os.waitpid(writer, 0)
    whole = len(told) - len(told) % _ACKNOWLEDGED.size
    return dict(_ACKNOWLEDGED.iter_unpack(told[:whole]))


def _write_on(path: Path, far: int) -> None:
    try:
        store = Store(path)
        lines = store.lines()
        number = lines[-1].number if lines else 0
        while True:
            number = store.add(Entry("RN", "accept", "f0001"), number)
            digest = store.lines()[-1].digest
            os.write(far, _ACKNOWLEDGED.pack(number, digest.encode()))
    finally:
        os._exit(1)


def main() -> int:
    """Run and print; 1 where something was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=1000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tally = killed(options.kills, Path(folder))
    print(tally)
    return 1 if tally.lost or tally.changed or tally.broken else 0


if __name__ == "__main__":
    sys.exit(main())
