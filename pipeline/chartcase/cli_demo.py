"""The command `demo`: the main job on a synthetic record of ours.

It stands apart so that the command line as a whole stays cheap to start.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from chartcase.cli_extract import case_line, failure_line

if TYPE_CHECKING:
    from chartcase.batch import Result

POLICY = "payer_initial_lumbar"
Out = Annotated[Path, typer.Option("-o", "--out", metavar="OUT", help="Folder for the results.")]


def demo(out: Out = Path("demo-output")) -> None:
    """Extract a synthetic record, check it against a policy, and say where the results are."""
    from chartcase import batch

    jobs = batch.plan([_records()])
    typer.echo(f"Reading {len(jobs)} synthetic record{'' if len(jobs) == 1 else 's'} ...", err=True)
    results = batch.run(jobs, out, each=_check)
    typer.echo(f"The results are in {out.resolve()}{os.sep}: case.json, facts.jsonl, record.txt, assessment.json.")
    for case in (result.case for result in results if result.case is not None):
        typer.echo(f"Open the worksheet in your browser: chartcase review {case.folder}")
    error = batch.failed(results)
    if error is not None:
        raise error


def _records() -> Path:
    from chartcase.errors import FileMissing, RulesError
    from chartcase.resources import folder

    try:
        return folder("corpora") / "demo"
    except RulesError:
        raise FileMissing(
            "The demo record is part of a checkout, not of the installed package.",
            "Run scripts/chartcase demo in a clone of the project.",
        ) from None


def _check(result: "Result") -> None:
    from chartcase.case.case import Case
    from chartcase.criteria.api import check, load_policy
    from chartcase.deliver.atomic import write
    from chartcase.deliver.case_files import CASE

    for failure in result.failures:
        typer.echo(failure_line(failure), err=True)
    if result.case is None:
        return
    folder = Path(result.case.folder)
    assessment = check(Case.model_validate_json((folder / CASE).read_bytes()), load_policy(POLICY))
    write(folder / "assessment.json", assessment.to_json().encode())
    typer.echo(case_line(result.case))
    for criterion in assessment.criteria:
        typer.echo(f"  {criterion.status:<18} {criterion.title}")
