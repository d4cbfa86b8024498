"""The command `review`: read what is not yet read, and open the worksheet in a browser.

It stands apart so that the command line as a whole stays cheap to start.
"""

import getpass
import webbrowser
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Annotated

import typer

from chartcase.cli_worksheet import POLICY, PolicyName, Sources, Template

Given = Annotated[Path, typer.Argument(metavar="FILE|CASE", help="A record, or a folder that `extract` wrote.")]
Out = Annotated[Path, typer.Option("-o", "--out", metavar="OUT", help="Where a record that is read now is kept.")]
Reviewer = Annotated[str | None, typer.Option("--reviewer", metavar="NAME", help="Who reviews; your login by default.")]
Port = Annotated[int, typer.Option(min=0, max=65535, help="0 for any that is free.")]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Print the address and open nothing.")]


def review(
    given: Given,
    policy: PolicyName = POLICY,
    out: Out = Path("cases"),
    reviewer: Reviewer = None,
    source: Sources = None,
    template: Template = None,
    port: Port = 0,
    no_browser: NoBrowser = False,
) -> None:
    """Open the worksheet of a record or a case in your browser. Ctrl-C ends it; every confirmed action is kept.

    Only this machine can reach it, and nothing leaves this machine. A record that was read before is not read again.
    """
    folder = _case(given) if given.is_dir() or given.suffix == ".json" else _read(given, out)
    serve(folder, policy, reviewer, sources=source or (), template=template, port=port, browser=not no_browser)


def serve(
    folder: Path,
    policy: str,
    reviewer: str | None = None,
    *,
    sources: Sequence[Path] = (),
    template: Path | None = None,
    port: int = 0,
    browser: bool = True,
) -> None:
    """Serve the worksheet of a case folder until Ctrl-C.

    Raises:
        SettingError: the port is taken.
    """
    from chartcase.review.desk import Desk
    from chartcase.review.server import open_server

    with (
        Desk(folder, policy, sources, reviewer or getpass.getuser(), template) as desk,
        open_server(desk, port) as server,
    ):
        typer.echo(f"Reviewing {desk.name} against {policy}. Ctrl-C ends it; nothing confirmed is lost.")
        opened = browser and webbrowser.open(server.address)
        typer.echo("It is open in your browser, at" if opened else "Open this address in a browser on this machine:")
        typer.echo(server.address)
        try:
            server.serve_forever(poll_interval=0.2)
        except KeyboardInterrupt:
            typer.echo("Ended. What you confirmed is kept; start it again with the same command.")


def _case(given: Path) -> Path:
    from chartcase.deliver.case_files import CASE
    from chartcase.errors import FileMissing

    if given.is_dir() and _is_free(given):
        raise FileMissing(
            f"The folder {given.resolve().name} holds no {CASE}.",
            "Name one record; or read all of its files as one case: chartcase extract FOLDER -o cases --packet.",
        )
    return given


def _read(record: Path, out: Path) -> Path:
    """The case folder of a record: one that was made of this very file, or a new one."""
    from chartcase import batch
    from chartcase.cli_extract import case_line, failure_line
    from chartcase.progress import paged

    (job,) = batch.plan([record])
    name = next(name for name in _names(job.name) if _is_free(out / name) or _is_of(out / name, record))
    if not _is_free(out / name):
        typer.echo(f"{record.name} was read before; opening {out / name}.", err=True)
        return out / name
    typer.echo(f"Reading {record.name} ...", err=True)
    with paged("Reading", 1) as (done, page):
        results = batch.run([replace(job, name=name)], out, each=done, watch=page)
    for failure in (failure for result in results for failure in result.failures):
        typer.echo(failure_line(failure), err=True)
    error = batch.failed(results)
    if error is not None:
        raise typer.Exit(error.exit_code)
    for result in results:
        if result.case is not None:
            typer.echo(case_line(result.case), err=True)
    return out / name


def _names(name: str) -> Iterator[str]:
    """The name, then with a number: another patient's record may have the same one."""
    yield name
    yield from (f"{name}_{number}" for number in count(2))


def _is_free(folder: Path) -> bool:
    from chartcase.deliver.case_files import CASE

    return not (folder / CASE).exists()


def _is_of(folder: Path, record: Path) -> bool:
    """Whether the case was made of this very file, by a version that this one reads."""
    from chartcase.case.opening import open_case
    from chartcase.deliver.case_pages import has_digest
    from chartcase.errors import CaseError

    try:
        sources = open_case(folder).sources
    except CaseError:
        return False
    return len(sources) == 1 and has_digest(record, sources[0].sha256)
