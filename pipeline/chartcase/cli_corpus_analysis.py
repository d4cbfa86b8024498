"""The commands `corpus analyze` and `corpus similar`: what past decisions say, and which are nearest to a case.

It stands apart from building a store so that neither loads what only the other needs.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from chartcase.cli_corpus import StorePath
from chartcase.terminal import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chartcase.corpus.features import Value

Report = Annotated[Path, typer.Option("-o", "--out", metavar="REPORT", help="Folder for the report.")]
Stages = Annotated[
    list[str] | None,
    typer.Option("--stage", metavar="STAGE", help="Count decisions of this stage; again for more. Else: iro, hearing."),
]
Policies = Annotated[
    list[str] | None, typer.Option("--policy", metavar="ID", help="Only criteria of this policy; again for more.")
]
CasePath = Annotated[
    Path, typer.Argument(metavar="CASE", help="A folder or case.json that `extract` wrote, or a record to read now.")
]
Most = Annotated[int, typer.Option("-n", "--count", min=1, metavar="N", help="How many decisions to list.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def analyze(store: StorePath, out: Report = Path("report"), stage: Stages = None, policy: Policies = None) -> None:
    """Write a report over past decisions: report.html (works offline), tables/, figures/ and model_card.md.

    It says what was decided and what went with it, every figure with its filter, its n and the documents behind it. It
    recommends nothing about a request that is open.
    """
    from datetime import date
    from importlib.metadata import version

    from chartcase.corpus import opened
    from chartcase.corpus.analysis import analyse
    from chartcase.corpus.report import PAGE, Origin, write_report
    from chartcase.corpus.sample import STAGES
    from chartcase.corpus.store import open_store
    from chartcase.progress import counted

    held = open_store(store)
    with counted("Reading decisions", total=opened.decision_count(held)) as done:
        everything = opened.all_decisions(held, each=done)
    found = analyse(everything, opened.holdings(held), version("chartcase"), stage or STAGES, policy or ())
    origin = Origin(store.resolve().name, version("chartcase"), date.today())  # noqa: DTZ011 - the reader's own day
    write_report(out, found, opened.places(held), origin)
    for line in found.headlines:
        typer.echo(line)
    typer.echo(shown(f"{out / PAGE}: {len(found.exhibits)} tables, {len(found.sample.decided)} decisions."))


def similar(case: CasePath, store: StorePath, count: Most = 10, as_json: AsJson = False) -> None:
    """List the past decisions whose cases are nearest to a case, each with its outcome and what differs.

    Cases are compared feature by feature, as far as the record shows. The outcomes are told and not counted: nothing
    follows from them for this case.
    """
    from chartcase.corpus import opened, similar
    from chartcase.corpus.store import open_store

    found = similar.nearest(_features(case), opened.read_decisions(open_store(store)), count)
    if as_json:
        typer.echo(similar.as_json(found))
        return
    for line in (line for neighbour in found for line in similar.lines(neighbour)):
        typer.echo(shown(line))


def _features(path: Path) -> "Mapping[str, Value]":
    from chartcase.case.opening import open_case
    from chartcase.corpus.similar import of_case

    if path.is_dir() or path.suffix == ".json" or not path.exists():
        return of_case(open_case(path).facts, None)
    from chartcase.flow import extract, read

    record = read(path)
    return of_case(extract(record).facts, record.text)
