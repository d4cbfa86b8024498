"""The command `evaluate`: how well extraction does on annotated documents.

It stands apart so that the command line as a whole stays cheap to start.
"""

from pathlib import Path
from typing import Annotated

import typer

GoldDirs = Annotated[
    list[Path], typer.Argument(metavar="GOLD_DIR...", help="Folders of *.gold.yaml files beside their texts.")
]
Documents = Annotated[
    Path | None,
    typer.Option(metavar="DIR", help="Read these files instead (same stems; PDF, fax): gold is found in them again."),
]
Results = Annotated[
    Path | None, typer.Option("--facts", metavar="DIR", help="Score DIR/NAME/facts.jsonl instead of extracting now.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the figures (and confusions) as JSON.")]
Confusions = Annotated[bool, typer.Option("--confusions", help="List every fault as file:line:column.")]
Files = Annotated[bool, typer.Option("--files", help="Add a table by document.")]
ShowText = Annotated[bool, typer.Option("--show-text", help="Print words of the documents in the list of faults.")]


def evaluate(
    gold_dirs: GoldDirs,
    documents: Documents = None,
    results: Results = None,
    as_json: AsJson = False,
    confusions: Confusions = False,
    files: Files = False,
    show_text: ShowText = False,
) -> None:
    """Score extracted facts against gold: by type, key, speaker and kind of document.

    A fact is found when its type is gold's and their words overlap, one to one; it is right when every value, the
    assertion and the speaker that gold gives are equal too. Only types that a gold file lists as exhaustive can give
    false positives.
    """
    from rich.console import Console

    from chartcase.evaluate import report, run
    from chartcase.progress import counted

    with counted("Scoring", total=None) as done:
        evaluation = run.evaluate(gold_dirs, documents=documents, results=results, each=done)
    faults = evaluation.confusions(show_text=show_text) if confusions else ()
    if as_json:
        typer.echo(report.as_json(evaluation.scores, faults))
        return
    console = Console(width=None if Console().is_terminal else report.WIDTH, highlight=False)
    report.show_scores(console, evaluation.scores, files=files)
    report.show_confusions(console, faults)
