"""Spreads jobs over processes and outlives their deaths: a job that kills its worker three times is given up by name.

It stands apart because the pools of the standard library lose every waiting job, or hang, where one worker is killed.
"""

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from typing import Generic, TypeVar

MOST_TRIES = 3
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


@dataclass
class Supervisor(Generic[JobT, ResultT]):
    """`work` over jobs in `workers` processes; `given_up` makes the result of a job whose worker died every time.

    `work`, jobs and results must be picklable. `preload` names modules that are loaded once, before workers part.
    """

    work: Callable[[JobT], ResultT]
    given_up: Callable[[JobT], ResultT]
    workers: int
    preload: tuple[str, ...] = ()
    _hands: list[_Worker] = field(default_factory=list["_Worker"])

    def results(self, jobs: Sequence[JobT]) -> Iterator[ResultT]:
        """The results in the order of `jobs`. Workers are ended when the iterator is closed."""
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(list(self.preload))
        waiting, tries = deque(range(len(jobs))), [0] * len(jobs)
        done: dict[int, ResultT] = {}
        following = 0
        try:
            while following < len(jobs):
                self._hand_out(context, jobs, waiting, tries)
                for worker in self._ready():
                    self._collect(worker, jobs, waiting, tries, done)
                while following in done:
                    yield done.pop(following)
                    following += 1
        finally:
            self._end()

    def _hand_out(
        self, context: ForkServerContext, jobs: Sequence[JobT], waiting: deque[int], tries: list[int]
    ) -> None:
        """Give every idle worker a job, and start workers while there are jobs for them."""
        while waiting:
            idle = next((worker for worker in self._hands if worker.job is None), None)
            if idle is None:
                if len(self._hands) >= self.workers:
                    return
                idle = self._started(context)
            idle.job = waiting.popleft()
            tries[idle.job] += 1
            # a worker that died while it was idle shows when it is waited for, as one that died at work
            with suppress(OSError):
                idle.pipe.send(jobs[idle.job])

    def _started(self, context: ForkServerContext) -> _Worker:
        near, far = context.Pipe()
        process = context.Process(target=_serve, args=(far, self.work), daemon=False)
        process.start()
        far.close()
        worker = _Worker(process, near)
        self._hands.append(worker)
        return worker

    def _ready(self) -> list[_Worker]:
        busy = {worker.pipe: worker for worker in self._hands if worker.job is not None}
        return [busy[pipe] for pipe in wait(list(busy)) if isinstance(pipe, Connection)]

    def _collect(
        self,
        worker: _Worker,
        jobs: Sequence[JobT],
        waiting: deque[int],
        tries: list[int],
        done: dict[int, ResultT],
    ) -> None:
        """Take a worker's result; where it died instead, try its job again, or give the job up."""
        job = worker.job
        if job is None:
            return
        try:
            result = worker.pipe.recv()
        except (EOFError, OSError):
            self._bury(worker)
            if tries[job] < MOST_TRIES:
                waiting.append(job)
            else:
                done[job] = self.given_up(jobs[job])
            return
        worker.job = None
        done[job] = self.given_up(jobs[job]) if isinstance(result, _Broken) else result

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
