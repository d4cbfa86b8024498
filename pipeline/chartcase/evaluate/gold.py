"""Read a gold file: the facts that a document states, the text that states none, and its conflicts.

It stands apart because gold is written by people: a fault is named by file, line and field before anything is scored.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, cast

from pydantic import BeforeValidator, Field

from chartcase.errors import FileMissing, GoldError, RulesError
from chartcase.evaluate.places import Span, nth
from chartcase.evaluate.vocabulary import Vocabulary, vocabulary
from chartcase.fact import Assertion, DatePrecision, Frozen, Grade, Speaker, Value
from chartcase.rulefile import read_model

SUFFIX = ".gold.yaml"
KINDS = (
    "clinical_note",
    "therapy_note",
    "imaging_report",
    "operative_report",
    "ur_letter",
    "iro_decision",
    "necessity_assessment",
    "packet",
)


def _as_text(raw: object) -> object:
    return str(raw) if isinstance(raw, date | int | float) and not isinstance(raw, bool) else raw


def _none_is_empty(raw: object) -> object:
    return () if raw is None else raw


Text = Annotated[str, BeforeValidator(_as_text)]


class GoldDate(Frozen):
    """What gold says of a fact's date; a field that is left out is not scored."""

    raw: Text | None = None
    iso: Text | None = None
    precision: DatePrecision | None = None
    order: int | None = None


class _Fact(Frozen):
    type: str
    value: dict[str, object] = Field(default_factory=dict)
    assertion: Assertion | None = None
    stated_by: Speaker | None = None
    grade: Grade | None = None
    date: GoldDate | None = None
    quote: Text = Field(min_length=1)
    occurrence: int | None = Field(default=None, ge=1)
    why: str | None = None


class _Never(Frozen):
    quote: Text = Field(min_length=1)
    occurrence: int | None = Field(default=None, ge=1)
    why: str = ""


def _as_words(values: object) -> object:
    """Gold writes 19 or [L5-S1] where a case says "19" and "L5-S1"."""
    if not isinstance(values, list):
        return values
    items = cast(list[object], values)
    return tuple(
        ", ".join(map(str, cast(list[object], item))) if isinstance(item, list) else str(item) for item in items
    )


class GoldConflict(Frozen):
    """Values that stand against each other in "<type>.<key>"."""

    field: str
    values: Annotated[tuple[str, ...], BeforeValidator(_as_words)] = Field(min_length=2)
    why: str | None = None


class _File(Frozen):
    document: str
    kind: str
    exhaustive: tuple[str, ...]
    facts: Annotated[tuple[_Fact, ...], BeforeValidator(_none_is_empty)] = ()
    never: Annotated[tuple[_Never, ...], BeforeValidator(_none_is_empty)] = ()
    conflicts: Annotated[tuple[GoldConflict, ...] | None, Field(default=None)]
    sha256: str | None = None
    criteria: dict[str, object] | None = None
    notes: str | None = None


@dataclass(frozen=True, slots=True)
class GoldFact:
    """One statement that the document makes, at `span` of its own text; None is not scored."""

    type: str
    value: Mapping[str, Value]
    assertion: Assertion | None
    stated_by: Speaker | None
    grade: Grade | None
    date: GoldDate | None
    span: Span


@dataclass(frozen=True, slots=True)
class Never:
    """Words that no fact may rest on; `line` counts from 1 in the document's own text."""

    span: Span
    line: int


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotated document; `conflicts` is None where the file does not list them."""

    path: Path
    document: str
    kind: str
    exhaustive: frozenset[str]
    text: str
    facts: tuple[GoldFact, ...]
    never: tuple[Never, ...]
    conflicts: tuple[GoldConflict, ...] | None

    def __repr__(self) -> str:
        """No chart text: name and counts only."""
        return f"Gold({self.document!r}, {len(self.facts)} facts, {len(self.never)} never)"


def gold_files(folder: Path) -> tuple[Path, ...]:
    """The gold files of a folder by name, or the one file that `folder` is.

    Raises:
        FileMissing: nothing is there.
        GoldError: the folder holds no gold file.
    """
    if folder.is_file():
        return (folder,)
    if not folder.is_dir():
        raise FileMissing(f"There is no gold folder {folder.name}.")
    found = tuple(sorted(folder.glob(f"*{SUFFIX}")))
    if not found:
        raise GoldError(f"{folder.name} holds no *{SUFFIX} file.", "Name a folder with gold files beside their texts.")
    return found


def read_gold(path: Path, documents: Path | None = None) -> Gold:
    """The gold of `path` over the text beside it (or in `documents`).

    Raises:
        GoldError: a field, type, key or value is wrong, or a quote is not in the text or not unique.
    """
    try:
        file = read_model(path, _File)
    except RulesError as error:
        raise GoldError(error.sentence) from None
    words = vocabulary()
    _check_header(path, file, words)
    text = _own_text(path, file.document, documents)
    facts = tuple(_fact(_Field(path, f"facts.{n}"), fact, text, words) for n, fact in enumerate(file.facts))
    never = tuple(_never(_Field(path, f"never.{n}"), item, text) for n, item in enumerate(file.never))
    return Gold(path, file.document, file.kind, frozenset(file.exhaustive), text, facts, never, file.conflicts)


def decode(data: bytes) -> str:
    """Bytes of a text file as the record has them: UTF-8 or cp1252, line ends as LF."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


@dataclass(frozen=True, slots=True)
class _Field:
    """Where in a gold file something stands; items count from 0."""

    path: Path
    name: str

    def wrong(self, why: str) -> GoldError:
        return GoldError(f"{self.path.name}, field {self.name}: {why}.")


def _check_header(path: Path, file: _File, words: Vocabulary) -> None:
    if file.kind not in KINDS:
        raise _Field(path, "kind").wrong(f"unknown kind; write one of {', '.join(KINDS)}")
    for name in file.exhaustive:
        if name not in words.types:
            raise _Field(path, "exhaustive").wrong(f"unknown type {name!r}")


def _own_text(path: Path, document: str, documents: Path | None) -> str:
    for folder in (path.parent, documents):
        if folder is not None and (folder / document).is_file():
            return decode((folder / document).read_bytes())
    raise _Field(path, "document").wrong("there is no such file beside it")


def _fact(field: _Field, fact: _Fact, text: str, words: Vocabulary) -> GoldFact:
    if fact.type not in words.types:
        raise field.wrong(f"unknown type {fact.type!r}; write one of {', '.join(sorted(words.types))}")
    value: dict[str, Value] = {}
    for key, raw in fact.value.items():
        try:
            value[key] = words.read(fact.type, key, raw)
        except ValueError as error:
            raise field.wrong(f"value.{key}: {error}") from None
    span = _span(field, fact.quote, fact.occurrence, text)
    return GoldFact(fact.type, value, fact.assertion, fact.stated_by, fact.grade, fact.date, span)


def _never(field: _Field, item: _Never, text: str) -> Never:
    span = _span(field, item.quote, item.occurrence, text)
    return Never(span, text.count("\n", 0, span[0]) + 1)


def _span(field: _Field, quote: str, occurrence: int | None, text: str) -> Span:
    start = nth(text, quote, occurrence or 1)
    if start is None:
        raise field.wrong("the quote is not in the text" if occurrence is None else "there is no such occurrence")
    if occurrence is None and text.find(quote, start + 1) >= 0:
        raise field.wrong("the quote is not unique; add occurrence: N")
    return (start, start + len(quote))
