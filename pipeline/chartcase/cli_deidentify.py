"""The command `deidentify`: copies without what identifies the patient.

It stands apart so that the command line as a whole stays cheap to start.
"""

from pathlib import Path
from typing import Annotated

import typer

Inputs = Annotated[list[Path], typer.Argument(metavar="CASE|FILE...", help="Case folders or records.")]
Out = Annotated[Path, typer.Option("-o", "--out", metavar="OUT", help="Folder for the clean copies.")]
Shift = Annotated[bool, typer.Option("--shift-dates", help="Move full dates, not mask them; intervals and spans stay.")]
Pictures = Annotated[bool, typer.Option("--pictures", help="Page pictures too, of the words that may stay alone.")]

Accept = Annotated[bool, typer.Option("--accept", help="Write in spite of doubts; you have looked at the places.")]
Doubts = Annotated[bool, typer.Option("--mask-doubts", help="Mask what is in doubt too; more goes than must.")]


def deidentify(
    paths: Inputs,
    out: Out,
    shift_dates: Shift = False,
    pictures: Pictures = False,
    accept: Accept = False,
    mask_doubts: Doubts = False,
) -> None:
    """Write OUT/record_N/ for each input: text, case.json and facts without the 18 Safe Harbor identifiers.

    A second look refuses to write what still seems to identify somebody, and names the line and column of what is in
    doubt. Read the result before you share it.
    """
    from chartcase.deidentify.run import Wishes, deidentified

    for report in deidentified(paths, out, Wishes(shift_dates, pictures, accept, mask_doubts)):
        removed = ", ".join(f"{kind} {count}" for kind, count in report.removed.items()) or "nothing"
        typer.echo(f"{report.name}: removed {removed}; {report.pictures} page pictures.")
        if report.dates_not_moved:
            typer.echo(f"{report.name}: {report.dates_not_moved} dates could not be moved and are masked.", err=True)
        if report.pages_left_out:
            typer.echo(f"{report.name}: {report.pages_left_out} pages were not read and are not in it.", err=True)
