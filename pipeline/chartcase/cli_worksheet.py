"""The command `worksheet`: a filled worksheet as a file.

It stands apart so that the command line as a whole stays cheap to start.
"""

from pathlib import Path
from typing import Annotated

import typer

POLICY = "payer_initial_lumbar"
CaseFolder = Annotated[Path, typer.Argument(metavar="CASE", help="A folder that `extract` wrote.")]
PolicyName = Annotated[str, typer.Option("--policy", metavar="ID", help="A policy's id or its YAML file.")]
Sources = Annotated[
    list[Path] | None,
    typer.Option("--source", metavar="FILE", help="The record itself, where it moved since it was read."),
]
Template = Annotated[
    Path | None,
    typer.Option("--template", metavar="FILE.docx", help="Your own Word file; the worksheet is put into it."),
]
Out = Annotated[
    Path,
    typer.Option(
        "-o", "--out", metavar="FILE", help="x.html, .docx, .pdf, .xlsx, .json, .fhir.json or .csv (history)."
    ),
]


def worksheet(
    case: CaseFolder,
    policy: PolicyName = POLICY,
    out: Out = Path("worksheet.html"),
    source: Sources = None,
    template: Template = None,
) -> None:
    """Write the worksheet of a case: criteria with reasons, every value with its words and page. It decides nothing.

    What a reviewer did with `chartcase review` is in it. The HTML is one file that opens without a connection.
    """
    from chartcase.deliver.atomic import write
    from chartcase.deliver.forms import worksheet_bytes
    from chartcase.review.desk import Desk

    with Desk(case, policy, source or (), template=template) as desk:
        write(out, worksheet_bytes(desk.deliverable(), out.name))
    typer.echo(f"{out}: written. It holds a patient's data; only you can read it.")
