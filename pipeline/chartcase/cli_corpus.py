"""The commands `corpus ...`: a folder of documents into a store, and questions to it.

It stands apart so that the command line as a whole stays cheap to start.
"""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from chartcase.corpus.build import Built

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="markdown",
    help="Many documents: build a store of tables, query and search it, analyse it.",
)


class EngineName(StrEnum):
    """What runs the extraction."""

    LOCAL = "local"
    SPARK = "spark"


Folders = Annotated[
    list[Path], typer.Argument(metavar="DIR...", help="Folders (all files below of a kind that is read), or files.")
]
StoreOut = Annotated[Path, typer.Option("-o", "--out", metavar="STORE", help="Folder of the store.")]
StorePath = Annotated[Path, typer.Argument(metavar="STORE", help="A store that `corpus build` made.")]
Jobs = Annotated[int, typer.Option(min=1, metavar="N", help="Workers; the store is the same for any number.")]
Policies = Annotated[
    list[str] | None,
    typer.Option("--policy", metavar="ID", help="Check every document against it; again for more. Else: what fits."),
]
Retry = Annotated[bool, typer.Option("--retry", help="Try files again that failed before.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print CSV.")]
Engine = Annotated[EngineName, typer.Option(help="Where the work is done.")]
Master = Annotated[str, typer.Option(metavar="URL", help="The Spark master, for --engine spark.")]


@app.command("build")
def build(
    paths: Folders,
    out: StoreOut,
    jobs: Jobs = 1,
    policy: Policies = None,
    retry: Retry = False,
    engine: Engine = EngineName.LOCAL,
    master: Master = "local[2]",
    as_json: AsJson = False,
) -> None:
    """Read all documents of folders into a store of Parquet tables; start it again to go on or to add what is new.

    Whatever ends it, what is committed stays whole and nothing is read twice. A file that fails is a row of `failures`;
    it is tried again when it changed, or with --retry.
    """
    from chartcase.corpus import build as building
    from chartcase.progress import streamed

    options = building.Options(tuple(policy or ()), retry)
    with streamed("Reading", "documents") as progress:
        made = building.build(
            paths,
            out,
            building.engine_named(engine, options, workers=jobs, master=master),
            options,
            started=progress.started,
            each=progress.done,
        )
    typer.echo(made.model_dump_json() if as_json else told(made, out))


def told(made: "Built", out: Path) -> str:
    """One line: what was read, known, copied and failed."""
    from chartcase.terminal import shown

    counts = [f"{made.read} documents read", f"{made.known} known before"]
    if made.copies:
        counts.append(f"{made.copies} copies")
    if made.same_text:
        counts.append(f"{made.same_text} with the text of another")
    if made.failed:
        counts.append(f"{made.failed} failed (see the table failures)")
    return shown(f"{', '.join(counts)} -> {out}")
