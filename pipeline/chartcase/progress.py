"""A progress bar on stderr, only where somebody watches a terminal.

It stands apart so that no stage knows whether it is watched.
"""

from collections.abc import Callable, Generator
from contextlib import contextmanager


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
