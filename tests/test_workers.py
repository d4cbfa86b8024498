"""A killed worker costs its own job three tries, and no other job anything."""

import importlib
import multiprocessing
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from types import ModuleType

import pytest

from chartcase.workers import AHEAD, MOST_TRIES, Supervisor

POISON = 17
JOBS = """
import os, signal, threading
from pathlib import Path

def killing(number, folder, times):
    "The square; number 17 leaves a trace of every try and kills its own process, as `kill -9` does, so many times."
    tries = len(list(Path(folder).iterdir())) if number == 17 else times
    if tries < times:
        (Path(folder) / f"try{tries}").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number * number

def raising(number):
    raise KeyError("Ms. Secret", number)

def hanging(number):
    "The square; number 17 waits for ever."
    while number == 17:
        threading.Event().wait()
    return number * number

def given_up(number):
    return -number
"""


@pytest.fixture
def jobs(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Work that a process of its own can import."""
    folder = tmp_path_factory.mktemp("jobs")
    (folder / "jobs_for_workers.py").write_text(JOBS)
    monkeypatch.syspath_prepend(folder)
    return importlib.import_module("jobs_for_workers")


@pytest.fixture
def supervised(jobs: ModuleType, tmp_path: Path) -> Callable[[int], Supervisor[int, int]]:
    """`supervised(times)`: two workers whose poison job kills so many of them."""
    return lambda times: Supervisor(partial(jobs.killing, folder=str(tmp_path), times=times), jobs.given_up, workers=2)


def test_thirty_nine_of_forty_finish(supervised: Callable[[int], Supervisor[int, int]], tmp_path: Path) -> None:
    """The poison job is tried three times and named; the results keep their order."""
    results = list(supervised(100).results(range(40)))
    assert results == [-n if n == POISON else n * n for n in range(40)]
    assert len(list(tmp_path.iterdir())) == MOST_TRIES


def test_a_job_whose_worker_was_killed_once_is_done(supervised: Callable[[int], Supervisor[int, int]]) -> None:
    """A death from outside is not held against the job."""
    assert list(supervised(1).results([POISON, 2])) == [POISON**2, 4]


def test_an_error_is_no_death(jobs: ModuleType) -> None:
    """Work that raises is given up at once, and its words stay in the worker."""
    assert list(Supervisor(jobs.raising, jobs.given_up, workers=1).results([3])) == [-3]


def test_stopping_early_ends_the_workers(supervised: Callable[[int], Supervisor[int, int]]) -> None:
    """Who closes the results has no processes left."""
    results = supervised(0).results(range(9))
    assert next(results) == 0
    results.close()  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []


def test_jobs_are_taken_as_workers_come_free(supervised: Callable[[int], Supervisor[int, int]]) -> None:
    """Never more than a few ahead of what was given out: a packet of pages is not held in memory."""
    taken: list[int] = []

    def coming() -> Iterator[int]:
        for number in range(40):
            taken.append(number)
            yield number

    for given, _result in enumerate(supervised(0).results(coming())):
        assert len(taken) <= given + 1 + 2 * AHEAD
    assert len(taken) == 40


def test_a_job_that_takes_too_long_is_given_up(jobs: ModuleType) -> None:
    """At once, and the one behind it is done by another worker."""
    hands = Supervisor(jobs.hanging, jobs.given_up, workers=1, seconds=1.5)
    assert list(hands.results([POISON, 2])) == [-POISON, 4]
