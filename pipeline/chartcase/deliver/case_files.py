"""Write a case as files: `case.json`, `facts.jsonl` (one fact a line) and the text that offsets point into.

It stands apart as the one place that names these files.
"""

from collections.abc import Mapping
from pathlib import Path

from chartcase.case.case import Case
from chartcase.deliver.atomic import make_folder, sweep, write

CASE = "case.json"
FACTS = "facts.jsonl"
RECORD = "record.txt"
RECORDS = "records"


def write_case(folder: Path, case: Case, texts: Mapping[str, str]) -> None:
    """The files of `case` in `folder`; `texts` maps a source's name to its text.

    One source's text is `record.txt`; several are `records/<source>.txt`. `case.json` comes last, so that where it is,
    the others are.

    Raises:
        OutputError: something could not be written.
    """
    make_folder(folder)
    sweep(folder)
    if len(texts) == 1:
        write(folder / RECORD, _bytes(next(iter(texts.values()))))
    else:
        make_folder(folder / RECORDS)
        sweep(folder / RECORDS)
        for source, text in texts.items():
            write(folder / RECORDS / f"{source}.txt", _bytes(text))
    write(folder / FACTS, b"".join(_bytes(fact.model_dump_json()) + b"\n" for fact in case.facts))
    write(folder / CASE, _bytes(case.model_dump_json(indent=1)) + b"\n")


def _bytes(text: str) -> bytes:
    # a lone surrogate cannot be written as UTF-8; it stays one character, so that offsets stay true
    return text.encode("utf-8", "replace")
