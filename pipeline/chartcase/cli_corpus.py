"""The commands `corpus ...`: a folder of documents into a store, and questions to it.

It stands apart so that the command line as a whole stays cheap to start.
"""

import json
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from chartcase.corpus.build import Built
    from chartcase.corpus.search import Hit

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


@app.command("query")
def query(
    store: StorePath,
    sql: Annotated[str, typer.Argument(metavar="SQL", help="One SELECT over the store's tables.")],
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Answer one SQL SELECT over documents, facts, decisions, criteria, conflicts, copies and failures.

    What you select is printed, words of records included. A query sees the store's tables and no other file.
    """
    from chartcase.corpus import query as querying
    from chartcase.corpus.store import open_store

    form = querying.as_json if as_json else querying.as_csv if as_csv else querying.as_lines
    with querying.asking(open_store(store)) as connection:
        for line in form(querying.answered(connection, sql)):
            typer.echo(line)


@app.command("search")
def search(
    store: StorePath,
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help="All of them must stand there.")],
    text: Annotated[bool, typer.Option("--text", help="Search the whole texts, not the quotes of facts.")] = False,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="At most so many hits.")] = 50,
    as_json: AsJson = False,
) -> None:
    """Find words in the quotes of facts, or with --text in whole documents. It prints words of records."""
    from chartcase.corpus import search as searching
    from chartcase.corpus.store import open_store

    found = (searching.texts if text else searching.quotes)(open_store(store), words, limit)
    hits = list(found)
    if as_json:
        typer.echo(json.dumps([asdict(hit) for hit in hits], indent=1))
    else:
        for hit in hits:
            typer.echo(hit_line(hit))
    if not hits:
        typer.echo("Nothing found.", err=True)


def hit_line(hit: "Hit") -> str:
    """One line: path, page, fact with its type and speaker, words."""
    from chartcase.terminal import shown

    page = f"page {hit.page}" if hit.page is not None else "page not known"
    fact = f" {hit.fact} {hit.type} ({hit.stated_by})" if hit.fact else ""
    return shown(f"{hit.path}, {page}{fact}: {hit.snippet}")
