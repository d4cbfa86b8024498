"""Spreads jobs over processes and outlives their deaths: a job that kills its worker three times is given up by name.

It stands apart because the pools of the standard library lose every waiting job, or hang, where one worker is killed.
"""

import multiprocessing
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from typing import Generic, TypeVar

MOST_TRIES = 3
AHEAD = 2
"""Jobs a worker that are taken before their turn: enough to keep it busy, few enough to be held in memory."""
_CLOSING_SECONDS = 5.0
JobT = TypeVar("JobT")
ResultT = TypeVar("ResultT")


@dataclass(frozen=True, slots=True)
class _Broken:
    """What a worker sends in place of a result that could not be made: the name of the error's class."""

    kind: str


@dataclass(eq=False)
class _Worker:
    process: BaseProcess
    pipe: Connection
    job: int | None = None
    since: float = 0.0


@dataclass
class _Ledger(Generic[JobT, ResultT]):
    """What came, what waits, and what is done but not yet given out; jobs by number, in the order of their coming."""

    coming: Iterator[JobT]
    jobs: dict[int, JobT] = field(default_factory=dict[int, JobT])
    tries: dict[int, int] = field(default_factory=dict[int, int])
    waiting: deque[int] = field(default_factory=deque[int])
    done: dict[int, ResultT] = field(default_factory=dict[int, ResultT])
    came: int = 0
    given: int = 0
    ended: bool = False

    def next_job(self, most: int) -> int | None:
        """The number of a job to hand out, None where there is none or `most` are under way already."""
        if not self.waiting and not self.ended and self.came - self.given < most:
            self._fetch()
        return self.waiting.popleft() if self.waiting else None

    def _fetch(self) -> None:
        for job in self.coming:
            self.jobs[self.came], self.tries[self.came] = job, 0
            self.waiting.append(self.came)
            self.came += 1
            return
        self.ended = True

    def finish(self, number: int, result: ResultT) -> None:
        """A job is done; it is not kept."""
        self.done[number] = result
        del self.jobs[number], self.tries[number]

    def ready(self) -> Iterator[ResultT]:
        """The results whose turn it is."""
        while self.given in self.done:
            self.given += 1
            yield self.done.pop(self.given - 1)


@dataclass
class Supervisor(Generic[JobT, ResultT]):
    """`work` over jobs in `workers` processes; `given_up` makes the result of a job whose worker died every time.

    `work`, jobs and results must be picklable. `preload` names modules that are loaded once, before workers part. A job
    that takes longer than `seconds` is given up with its worker.
    """

    work: Callable[[JobT], ResultT]
    given_up: Callable[[JobT], ResultT]
    workers: int
    preload: tuple[str, ...] = ()
    seconds: float | None = None
    _hands: list[_Worker] = field(default_factory=list["_Worker"])

    def results(self, jobs: Iterable[JobT]) -> Iterator[ResultT]:
        """The results in the order of `jobs`, which are taken one by one as workers come free: never are more than
        `AHEAD` a worker under way or waiting for their turn. Workers are ended when the iterator is closed."""
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(list(self.preload))
        ledger = _Ledger[JobT, ResultT](iter(jobs))
        try:
            while not ledger.ended or ledger.given < ledger.came:
                self._hand_out(context, ledger)
                if ledger.given < ledger.came:
                    for worker in self._ready():
                        self._collect(worker, ledger)
                yield from ledger.ready()
        finally:
            self._end()

    def _hand_out(self, context: ForkServerContext, ledger: _Ledger[JobT, ResultT]) -> None:
        """Give every idle worker a job, and start workers while there are jobs for them."""
        while any(worker.job is None for worker in self._hands) or len(self._hands) < self.workers:
            number = ledger.next_job(AHEAD * self.workers)
            if number is None:
                return
            idle = next((worker for worker in self._hands if worker.job is None), None) or self._started(context)
            idle.job, idle.since = number, time.monotonic()
            ledger.tries[number] += 1
            # a worker that died while it was idle shows when it is waited for, as one that died at work
            with suppress(OSError):
                idle.pipe.send(ledger.jobs[number])

    def _started(self, context: ForkServerContext) -> _Worker:
        near, far = context.Pipe()
        process = context.Process(target=_serve, args=(far, self.work), daemon=False)
        process.start()
        far.close()
        worker = _Worker(process, near)
        self._hands.append(worker)
        return worker

    def _ready(self) -> list[_Worker]:
        """Workers with a result, or dead; those that are out of time are killed, and show as dead."""
        busy = {worker.pipe: worker for worker in self._hands if worker.job is not None}
        while True:
            found = [
                busy[pipe] for pipe in wait(list(busy), self._patience(busy.values())) if isinstance(pipe, Connection)
            ]
            if found or not busy:
                return found
            for worker in busy.values():
                if self._is_late(worker):
                    worker.process.kill()

    def _patience(self, busy: Iterable[_Worker]) -> float | None:
        if self.seconds is None:
            return None
        oldest = min((worker.since for worker in busy), default=time.monotonic())
        return max(oldest + self.seconds - time.monotonic(), 0.1)

    def _is_late(self, worker: _Worker) -> bool:
        return self.seconds is not None and time.monotonic() - worker.since >= self.seconds

    def _collect(self, worker: _Worker, ledger: _Ledger[JobT, ResultT]) -> None:
        """Take a worker's result; where it died instead, try its job again, or give the job up."""
        number = worker.job
        if number is None:
            return
        try:
            result = worker.pipe.recv()
        except (EOFError, OSError):
            late = self._is_late(worker)
            self._bury(worker)
            if ledger.tries[number] < MOST_TRIES and not late:
                ledger.waiting.append(number)
            else:
                ledger.finish(number, self.given_up(ledger.jobs[number]))
            return
        worker.job = None
        ledger.finish(number, self.given_up(ledger.jobs[number]) if isinstance(result, _Broken) else result)

    def _bury(self, worker: _Worker) -> None:
        self._hands.remove(worker)
        worker.pipe.close()
        worker.process.kill()
        worker.process.join()

    def _end(self) -> None:
        """Close every worker's pipe, at which it ends; one that does not is killed."""
        for worker in self._hands:
            worker.pipe.close()
            if worker.job is not None:
                worker.process.kill()
        for worker in self._hands:
            worker.process.join(_CLOSING_SECONDS)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
        self._hands.clear()


def _serve(pipe: Connection, work: Callable[[JobT], ResultT]) -> None:
    """The life of a worker: a job in, a result out, until the supervisor is gone."""
    with pipe:
        while True:
            try:
                job = pipe.recv()
            except EOFError:
                return
            try:
                result: ResultT | _Broken = work(job)
            except Exception as error:  # noqa: BLE001 - its message could hold words of a record
                result = _Broken(type(error).__name__)
            pipe.send(result)
