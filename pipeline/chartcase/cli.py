"""The command line: which commands there are, and what becomes of a failure.

It stands apart from the work itself: every command lives in a `cli_*` module that imports what it needs when it runs,
so that `--help` costs nothing.
"""

import resource
import sys
from collections.abc import Sequence
from importlib.metadata import version
from typing import Annotated

import typer
import typer.main

from chartcase import (
    cli_audit,
    cli_corpus,
    cli_corpus_analysis,
    cli_criteria,
    cli_deidentify,
    cli_demo,
    cli_doctor,
    cli_evaluate,
    cli_extract,
    cli_review,
    cli_schema,
    cli_worksheet,
)
from chartcase.errors import ChartcaseError
from chartcase.terminal import trace

ABOUT = """Turn the record behind a medical-necessity decision into typed facts with their evidence, and check criteria.

What is stored: only what you name with -o (readable by you alone). Nothing is sent anywhere, nothing is logged, and no
word of a record is printed unless a command says so (--show-text).
"""
INTERRUPTED = 130
DEBUG = "--debug"

app = typer.Typer(
    name="chartcase",
    help=ABOUT,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    # a pretty traceback shows local variables, and those hold a record
    pretty_exceptions_enable=False,
)
app.command("extract")(cli_extract.extract)
app.command("check")(cli_criteria.check)
app.command("policies")(cli_criteria.policies)
app.command("request-letter")(cli_criteria.request_letter)
app.command("compare")(cli_criteria.compare)
app.command("review")(cli_review.review)
app.command("worksheet")(cli_worksheet.worksheet)
app.command("audit")(cli_audit.audit)
app.command("deidentify")(cli_deidentify.deidentify)
app.command("evaluate")(cli_evaluate.evaluate)
cli_corpus.app.command("analyze")(cli_corpus_analysis.analyze)
cli_corpus.app.command("similar")(cli_corpus_analysis.similar)
app.add_typer(cli_corpus.app, name="corpus")
app.command("schema")(cli_schema.schema)
app.command("doctor")(cli_doctor.doctor)
app.command("demo")(cli_demo.demo)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(version("chartcase"))
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    show_version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_show_version, is_eager=True)
    ] = False,
    debug: Annotated[bool, typer.Option(DEBUG, help="On a failure, print where in the program it arose.")] = False,
) -> None:
    """Options that may stand before or after any command: `main` puts them in front."""
    context.obj = debug


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; its exit code. A failure is one sentence on stderr, never a traceback."""
    # a core dump would hold the words of a record
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    words = list(sys.argv[1:] if arguments is None else arguments)
    debug = DEBUG in words
    ordered = [DEBUG] * debug + [word for word in words if word != DEBUG]
    try:
        typer.main.get_command(app).main(ordered, prog_name="chartcase")
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 0
    except ChartcaseError as error:
        return _failed(error, f"{error.sentence} {error.advice}", error.exit_code, debug=debug)
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last resort: a message could hold words of a record
        sentence = f"chartcase met an error of its own ({type(error).__name__}). {ChartcaseError.advice}"
        return _failed(error, sentence, ChartcaseError.exit_code, debug=debug)
    return 0


def _failed(error: BaseException, sentence: str, code: int, *, debug: bool) -> int:
    typer.echo(sentence, err=True)
    if debug:
        for line in trace(error):
            typer.echo(line, err=True)
    return code
