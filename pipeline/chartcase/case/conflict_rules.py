"""The table of rules/conflicts.yaml as typed values: which facts are held against each other, and when they clash.

It stands apart so that what a rule may say is read on one page, and comparing does not know of files.
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from chartcase.fact import Assertion, Frozen, Speaker
from chartcase.patterns import Pattern
from chartcase.rulefile import read_model


class Differ(StrEnum):
    """How two values clash."""

    UNEQUAL = "unequal"
    DISJOINT = "disjoint"
    SLIPPED = "slipped"


class Across(StrEnum):
    """In what two facts must differ so that one does not merely go on with the other."""

    SPEAKER = "speaker"
    SOURCE = "source"
    DOCUMENT = "document"
    ENTRY = "entry"
    SECTION = "section"
    SENTENCE = "sentence"


@lru_cache(maxsize=64)
def expression(source: str) -> Pattern:
    """The compiled expression of a rule.

    Raises:
        ValueError: the engine does not take it.
    """
    pattern = Pattern(source)
    pattern.check()
    return pattern


def _compiles(source: str) -> str:
    expression(source)
    return source


Expression = Annotated[str, AfterValidator(_compiles)]


class ConflictRule(Frozen):
    """One entry of rules/conflicts.yaml."""

    field: str = Field(pattern=r"^[a-z_]+\.[a-z_]+$")
    differ: Differ
    values: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    compatible: tuple[str, ...] = ()
    assertions: tuple[Assertion, ...] = (Assertion.PRESENT,)
    across: tuple[Across, ...] = ()
    kinds: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    affirming: tuple[str, ...] = Field(default=(), description="words, one of which the fact that affirms must give")
    denying: tuple[str, ...] = Field(default=(), description="as affirming, of the fact that denies")
    general: tuple[str, ...] = Field(default=(), description="keys that the fact that denies must not give")
    deniers: tuple[Speaker, ...] = Field(default=(), description="whose denials count; left out: anybody's")
    affirmers: tuple[Speaker, ...] = Field(default=(), description="as deniers, of the fact that affirms")
    speakers: tuple[Speaker, ...] = ()
    documents: tuple[str, ...] = Field(default=(), description="kinds of document; left out: any")
    sections: tuple[str, ...] = ()
    not_sections: tuple[str, ...] = ()
    least: float = 0.0
    tolerance: float = 0.0
    where: Expression | None = Field(default=None, description="what the sentence must say")
    unless: Expression | None = Field(default=None, description="what the clause must not say")
    settled: tuple[str, ...] = Field(default=(), description="words that make `where` and `unless` idle")
    foreign: Expression | None = Field(default=None, description="what the clause must not say, even where settled")
    skip: tuple[str, ...] = Field(default=(), description="words that no compared fact gives")
    void: tuple[str, ...] = Field(default=(), description="where a fact of the same thing has such a value, none clash")
    course: bool = Field(default=False, description="two visits may differ: only one visit, or another's word, clashes")
    paired: bool = Field(default=False, description="two values told side by side, or in one list, are both meant")
    single: bool = Field(default=False, description="idle where the facts tell of two events or more")
    grows: bool = Field(default=False, description="a count may be higher at a later visit")
    latest: bool = Field(default=False, description="only against the last one said before")
    numbered: bool = Field(default=False, description="where two events are numbered, only numbered facts are compared")

    @property
    def type(self) -> str:
        """The fact type."""
        return self.field.split(".")[0]

    @property
    def key(self) -> str:
        """The value key, or "assertion"."""
        return self.field.split(".")[1]


class ConflictRules(Frozen):
    """The file as a whole."""

    families: Mapping[str, tuple[str, ...]]
    conflicts: tuple[ConflictRule, ...]

    def family(self, procedure: str) -> str:
        """The family of a procedure, itself where it has none."""
        return next((name for name, members in self.families.items() if procedure in members), procedure)


def load_conflict_rules(folder: Path) -> ConflictRules:
    """rules/conflicts.yaml.

    Raises:
        RulesError: the file is wrong; the sentence names the place.
    """
    return read_model(folder / "conflicts.yaml", ConflictRules)
