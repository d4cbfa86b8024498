"""A progress bar on stderr, only where somebody watches a terminal.

It stands apart so that no stage knows whether it is watched.
"""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass


@contextmanager
def counted(title: str, total: int | None) -> Generator[Callable[[object], None]]:
    """A function to call when one more is done; `total` is None where it is not known."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:
        task = progress.add_task(title, total=total)

        def done(_item: object) -> None:
            progress.advance(task)

        yield done


@dataclass(frozen=True, slots=True)
class Stream:
    """A bar whose total is told once it is known: `started` with the total, `done` with each thing that is done."""

    started: Callable[[int], None]
    done: Callable[[object], None]


@contextmanager
def streamed(title: str, things: str) -> Generator[Stream]:
    """A bar that also shows things a second and the time left."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, Task, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class Pace(TextColumn):
        """Things a second, over the last minute or so."""

        def render(self, task: Task) -> Text:
            pace = task.finished_speed or task.speed
            return Text(f"{pace:.1f} {things}/s" if pace else "")

    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        Pace(""),
        TimeRemainingColumn(),
        TextColumn("left"),
    )
    with Progress(
        *columns, console=console, disable=not console.is_terminal, transient=True, speed_estimate_period=60
    ) as progress:
        task = progress.add_task(title, total=None)

        def started(total: int) -> None:
            progress.update(task, total=total)

        def done(_item: object) -> None:
            progress.advance(task)

        yield Stream(started, done)


@contextmanager
def paged(title: str, records: int) -> Generator[tuple[Callable[[object], None], Callable[[int, int], None] | None]]:
    """What to call when a record is done, and what to call after each page with how many of how many: one record is
    shown by its pages, several are counted."""
    if records != 1:
        with counted(title, records) as done:
            yield done, None
        return
    with streamed(title, "pages") as stream:

        def page(_number: int, total: int) -> None:
            stream.started(total)
            stream.done(None)

        yield _nothing, page


def _nothing(_item: object) -> None:
    """Nobody looks at this stream: nothing is shown."""
