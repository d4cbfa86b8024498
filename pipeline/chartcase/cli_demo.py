"""The command `demo`: the main job on a synthetic record of ours.

It stands apart so that the command line as a whole stays cheap to start.
"""

import os
from pathlib import Path
from shlex import quote
from shutil import which
from typing import TYPE_CHECKING, Annotated

import typer

from chartcase.cli_extract import case_line, failure_line

if TYPE_CHECKING:
    from chartcase.batch import Result

POLICY = "payer_initial_lumbar"
Out = Annotated[Path, typer.Option("-o", "--out", metavar="OUT", help="Folder for the results.")]


Review = Annotated[bool, typer.Option("--review", help="Open the worksheet of the fax in your browser at once.")]


def demo(out: Out = Path("demo-output"), review: Review = False) -> None:
    """Extract a synthetic record, check it against a policy, and say where the results are."""
    from chartcase import batch

    jobs = batch.plan([_records()])
    typer.echo(f"Reading {len(jobs)} synthetic record{'' if len(jobs) == 1 else 's'} ...", err=True)
    results = batch.run(jobs, out, each=_check)
    typer.echo(f"The results are in {out.resolve()}{os.sep}: case.json, facts.jsonl, record.txt, assessment.json.")
    error = batch.failed(results)
    if error is not None:
        raise error
    first = next(result.case.folder for result in results if result.case is not None)
    if review:
        from chartcase.cli_review import serve

        serve(Path(first), POLICY)
        return
    typer.echo("\nReview the fax in your browser (Export there makes the Word file):")
    typer.echo(f"  {_typed()} review {quote(first)}")
    typer.echo("Or write its worksheet at once:")
    typer.echo(f"  {_typed()} worksheet {quote(first)} -o worksheet.docx")


def _typed() -> str:
    """What to type for this program from here: its name, or the script of a checkout where it is not on PATH."""
    script = _records().parents[1] / "scripts" / "chartcase"
    return "chartcase" if which("chartcase") or not script.is_file() else quote(os.path.relpath(script))


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
