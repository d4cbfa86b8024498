"""The command `review`: read what is not yet read, and open the worksheet in a browser.

It stands apart so that the command line as a whole stays cheap to start.
"""

import getpass
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from chartcase.cli_worksheet import POLICY, PolicyName, Sources

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
    port: Port = 0,
    no_browser: NoBrowser = False,
) -> None:
    """Open the worksheet of a record or a case in your browser. Ctrl-C ends it; every confirmed action is kept.

    Only this machine can reach it, and nothing leaves this machine.
    """
    from chartcase.review.desk import Desk
    from chartcase.review.server import ReviewServer

    folder = given if given.is_dir() or given.suffix == ".json" else _read(given, out)
    with Desk(folder, policy, source or (), reviewer or getpass.getuser()) as desk, ReviewServer(desk, port) as server:
        typer.echo(f"Reviewing {desk.name} against {policy}. Ctrl-C ends it; nothing confirmed is lost.")
        typer.echo(server.address)
        if not no_browser:
            webbrowser.open(server.address)
        try:
            server.serve_forever(poll_interval=0.2)
        except KeyboardInterrupt:
            typer.echo("Ended. What you confirmed is kept; start it again with the same command.")


def _read(record: Path, out: Path) -> Path:
    """The case folder of a record, read now."""
    from chartcase import batch
    from chartcase.cli_extract import case_line, failure_line
    from chartcase.progress import counted

    jobs = batch.plan([record])
    folder = out / jobs[0].name
    typer.echo(f"Reading {record.name} ...", err=True)
    with counted("Reading", total=1) as done:
        results = batch.run(jobs, out, each=done)
    for failure in (failure for result in results for failure in result.failures):
        typer.echo(failure_line(failure), err=True)
    error = batch.failed(results)
    if error is not None:
        raise typer.Exit(error.exit_code)
    for result in results:
        if result.case is not None:
            typer.echo(case_line(result.case), err=True)
    return folder
