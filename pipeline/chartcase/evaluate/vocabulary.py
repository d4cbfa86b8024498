"""The fact contract's words: which types there are, which keys each has, and what a key may hold.

It stands apart from the rules, so that what is scored never decides what counts as a correct word.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Annotated, cast

from pydantic import Field

from chartcase.fact import Frozen, Range, Value
from chartcase.find.rulebook import FindingSpec, Key
from chartcase.find.rulebook import KeyKind as RuleKind
from chartcase.resources import rules
from chartcase.rulefile import read_model

LEVEL = re.compile(r"[CTLS]\d{1,2}(-([CTLS]?\d{1,2}))?")
ROOT = re.compile(r"[CTLS]\d{1,2}")
WORD = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")

Choices = tuple[str, ...]


class AnyOf(Frozen):
    """A list whose members come from a closed choice."""

    any_of: Choices


class Kind(StrEnum):
    """What a key holds where it is no closed choice."""

    NUMBER = "number"
    WEEKS = "weeks"
    FLAG = "flag"
    FLAG_OR_WORD = "flag_or_word"
    TEXT = "text"
    WORD = "word"
    LEVEL = "level"
    ROOT = "root"
    TEXTS = "texts"
    WORDS = "words"
    LEVELS = "levels"
    ROOTS = "roots"
    CODES = "codes"


class _File(Frozen):
    lists: dict[str, Choices]
    types: dict[str, dict[str, Annotated[str | Choices | AnyOf, Field(union_mode="left_to_right")]]]


KeyKind = Kind | Choices | AnyOf
FREE_TEXT = frozenset({Kind.TEXT, Kind.TEXTS})


class Vocabulary:
    """The types and keys of the contract."""

    def __init__(self, types: Mapping[str, Mapping[str, KeyKind]]) -> None:
        """Keep `types`: type -> key -> what it holds."""
        self.types = types

    def is_free_text(self, fact_type: str, key: str) -> bool:
        """Whether the key holds words of the record rather than words of the contract."""
        return self.types.get(fact_type, {}).get(key) in FREE_TEXT

    def is_weeks(self, fact_type: str, key: str) -> bool:
        """Whether two values are the same within 0.1."""
        return self.types.get(fact_type, {}).get(key) is Kind.WEEKS

    def read(self, fact_type: str, key: str, raw: object) -> Value:
        """`raw` (as YAML gives it) as a typed value.

        Raises:
            ValueError: no such type or key, or the value is not of the key's kind; the message says what to write.
        """
        if fact_type not in self.types:
            raise ValueError(f"unknown type; write one of {_some(sorted(self.types))}")
        keys = self.types[fact_type]
        if key not in keys:
            raise ValueError(f"unknown key {key!r}; {fact_type} has {_some(sorted(keys))}")
        return _read(keys[key], raw)


@lru_cache(maxsize=4)
def vocabulary(folder: Path | None = None) -> Vocabulary:
    """The contract in `contract.yaml` of `folder` (this installation's rules/), and types that only a finding file has.

    Raises:
        RulesError: a file is wrong.
    """
    place = folder or rules()
    file = read_model(place / "contract.yaml", _File)
    types = {name: {key: _kind(kind, file.lists) for key, kind in keys.items()} for name, keys in file.types.items()}
    for path in sorted((place / "findings").glob("*.yaml")):
        if path.stem not in types:
            keys = read_model(path, FindingSpec).keys
            types[path.stem] = {name: _kind_of_rule(key) for name, key in keys.items()}
    return Vocabulary(types)


def _kind_of_rule(key: Key) -> KeyKind:
    """What a key of a finding file holds, in the contract's terms."""
    if key.kind is RuleKind.QUANTITY:
        return Kind.WEEKS if key.unit == "weeks" else Kind.NUMBER
    if key.kind is RuleKind.CHOICE:
        return Kind.WORD if key.open else key.values
    if key.kind is RuleKind.LIST:
        return AnyOf(any_of=key.values) if key.values and not key.open else Kind.TEXTS
    return {RuleKind.NUMBER: Kind.NUMBER, RuleKind.FLAG: Kind.FLAG}.get(key.kind, Kind.TEXT)


def _kind(written: str | Choices | AnyOf, lists: Mapping[str, Choices]) -> KeyKind:
    if not isinstance(written, str):
        return written
    return lists[written] if written in lists else Kind(written)


def _read(kind: KeyKind, raw: object) -> Value:
    if isinstance(kind, AnyOf):
        return tuple(_choice(kind.any_of, item) for item in _items(raw))
    if isinstance(kind, Kind):
        return _READERS[kind](raw)
    return _choice(kind, raw)


def _choice(choices: Choices, raw: object) -> str:
    if raw not in choices:
        raise ValueError(f"write one of {_some(choices)}")
    return str(raw)


def _items(raw: object) -> Sequence[object]:
    if not isinstance(raw, list):
        raise ValueError("write a list, [..]")
    return cast("list[object]", raw)


def _number(raw: object) -> Value:
    if isinstance(raw, dict):
        bounds = cast("dict[object, object]", raw)
        lo, hi = bounds.get("lo"), bounds.get("hi")
        if len(bounds) == 2 and _is_number(lo) and _is_number(hi):
            return Range(lo=float(str(lo)), hi=float(str(hi)))
    elif isinstance(raw, int | float) and _is_number(raw):
        return raw
    raise ValueError("write a number or {lo: .., hi: ..}")


def _is_number(raw: object) -> bool:
    return isinstance(raw, int | float) and not isinstance(raw, bool)


def _flag(raw: object) -> Value:
    if not isinstance(raw, bool):
        raise ValueError("write true or false")
    return raw


def _flag_or_word(raw: object) -> Value:
    return raw if isinstance(raw, bool) else _word(raw)


def _text(raw: object) -> str:
    if isinstance(raw, bool) or not isinstance(raw, str | int | float) or not str(raw).strip():
        raise ValueError("write some words")
    return str(raw)


def _shaped(shape: re.Pattern[str], hint: str) -> Callable[[object], str]:
    def read(raw: object) -> str:
        if not isinstance(raw, str) or not shape.fullmatch(raw):
            raise ValueError(hint)
        return raw

    return read


_word = _shaped(WORD, "write a lower-case name such as home_exercise")
_level = _shaped(LEVEL, "write a level such as L3-4 or L5-S1")
_root = _shaped(ROOT, "write a root such as L5")


def _many(read: Callable[[object], str]) -> Callable[[object], Value]:
    return lambda raw: tuple(read(item) for item in _items(raw))


def _some(words: Sequence[str]) -> str:
    return ", ".join(words)


_READERS: Mapping[Kind, Callable[[object], Value]] = {
    Kind.NUMBER: _number,
    Kind.WEEKS: _number,
    Kind.FLAG: _flag,
    Kind.FLAG_OR_WORD: _flag_or_word,
    Kind.TEXT: _text,
    Kind.WORD: _word,
    Kind.LEVEL: _level,
    Kind.ROOT: _root,
    Kind.TEXTS: _many(_text),
    Kind.WORDS: _many(_word),
    Kind.LEVELS: _many(_level),
    Kind.ROOTS: _many(_root),
    Kind.CODES: _many(_text),
}
