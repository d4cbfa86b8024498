"""The command `extract`: records in, cases out.

It stands apart so that the command line as a whole stays cheap to start.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from chartcase.terminal import shown

if TYPE_CHECKING:
    from chartcase.batch import Failure, Job, Result, Summary

Paths = Annotated[
    list[Path], typer.Argument(metavar="PATH...", help="Files, or folders (all files in it of a kind that is read).")
]
Out = Annotated[Path, typer.Option("-o", "--out", metavar="OUT", help="Folder for the results.")]
Packet = Annotated[bool, typer.Option("--packet", help="Make one case of all files.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the counts as JSON.")]
Jobs = Annotated[
    int,
    typer.Option(
        min=1,
        metavar="N",
        help="Workers, over files or over the pages of one; the results are the same for any number.",
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help="Refuse a record with a page that could not be read.")]


def extract(
    context: typer.Context,
    paths: Paths,
    out: Out,
    packet: Packet = False,
    as_json: AsJson = False,
    jobs: Jobs = 1,
    strict: Strict = False,
) -> None:
    """Read records and write, for each NAME.ext, OUT/NAME/case.json, facts.jsonl and record.txt.

    One failing input leaves the others alone: its sentence goes to stderr, and the exit code is that of its kind (40
    where several kinds failed). Results are readable by you alone.
    """
    from chartcase import batch
    from chartcase.progress import paged

    planned = batch.plan(paths, packet=packet)
    _tell_renamed(planned)
    with paged("Reading", len(planned)) as (done, page):
        results = batch.run(planned, out, strict=strict, workers=jobs, each=done, watch=page)
    _show(results, as_json=as_json, debug=context.obj is True)
    error = batch.failed(results)
    if error is not None:
        raise typer.Exit(error.exit_code)


def _tell_renamed(jobs: "Sequence[Job]") -> None:
    for job in jobs:
        if len(job.inputs) == 1 and job.name != job.inputs[0].stem:
            typer.echo(shown(f"{job.inputs[0]} is written to {job.name}: the name was taken."), err=True)


def _show(results: "Sequence[Result]", *, as_json: bool, debug: bool) -> None:
    for failure in (failure for result in results for failure in result.failures):
        typer.echo(failure_line(failure), err=True)
        for step in failure.steps if debug else ():
            typer.echo(shown(step), err=True)
    cases = [result.case for result in results if result.case is not None]
    if as_json:
        typer.echo("[" + ",\n ".join(result.model_dump_json() for result in results) + "]")
        return
    for case in cases:
        for warning in case.warnings:
            typer.echo(shown(f"{case.name}: {warning}"), err=True)
        typer.echo(case_line(case))
    if len(cases) > 1:
        typer.echo(f"{len(cases)} cases, {sum(case.facts for case in cases)} facts")


def failure_line(failure: "Failure") -> str:
    """Which input failed, why, and what to do."""
    return shown(f"{failure.input}: {failure.sentence} {failure.advice}")


def case_line(case: "Summary") -> str:
    """The counts of a case and where its files are."""
    counts = [_count(case.pages, "page"), _count(case.facts, "fact"), _count(case.conflicts, "conflict")]
    if case.unreadable_pages:
        several = len(case.sources) > 1
        which = ", ".join(page if several else page.rpartition(":")[2] for page in case.unreadable_pages)
        counts.append(f"{_count(len(case.unreadable_pages), 'page')} unreadable ({which})")
    return shown(f"{case.name}: {', '.join(counts)} -> {case.folder}{os.sep}")


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
