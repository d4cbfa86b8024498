"""The rules of rules/decisions.yaml, read and proved: reasons of denials, who decided, when, where.

It stands apart because a decision says these things in words that are no facts about the patient.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import Field

from chartcase import resources
from chartcase.errors import RulesError
from chartcase.fact import Frozen
from chartcase.patterns import Pattern
from chartcase.rulefile import read_model

FILE = "decisions.yaml"


class _Words(Frozen):
    patterns: tuple[str, ...] = Field(min_length=1)
    examples: tuple[str, ...] = Field(min_length=1)
    counterexamples: tuple[str, ...] = ()
    never: str | None = None
    unless: str | None = None
    id: str = ""
    title: str = ""


class _File(Frozen):
    denial: _Words
    reasons: tuple[_Words, ...]
    own_sections: tuple[str, ...]
    own_titles: tuple[str, ...]
    organisations: _Words
    dated: _Words
    states: _Words


@dataclass(frozen=True, slots=True)
class Cue:
    """Expressions that mean one thing; `unless` anywhere in the text, or `never` in the match, forbids it."""

    name: str
    title: str
    patterns: tuple[Pattern, ...]
    unless: Pattern | None = None
    never: Pattern | None = None

    def found(self, text: str) -> bool:
        """Whether ASCII text says it."""
        if self.unless is not None and self.unless.occurs(text):
            return False
        if self.never is not None and self.never.occurs(text):
            return False
        return any(pattern.occurs(text) for pattern in self.patterns)

    def named(self, text: str) -> str | None:
        """The words of the group `name` where it says it; what `never` matches is no name."""
        for pattern in self.patterns:
            hit = pattern.search(text.encode("ascii", "replace"))
            name = hit.groups.get("name", "").strip(" .,") if hit else ""
            if name and not (self.never is not None and self.never.occurs(name)):
                return name
        return None


@dataclass(frozen=True, slots=True)
class DecisionWords:
    """All cues of the file."""

    denial: Cue
    reasons: tuple[Cue, ...]
    own_sections: frozenset[str]
    own_titles: frozenset[str]
    organisation: Cue
    dated: Cue
    state: Cue

    def reasons_in(self, sentences: Sequence[str]) -> tuple[str, ...]:
        """The codes of the reasons that the sentences state, sorted."""
        return tuple(sorted({cue.name for cue in self.reasons for text in sentences if cue.found(text)}))


@lru_cache(maxsize=1)
def decision_words() -> DecisionWords:
    """The rules of this installation, loaded once a process.

    Raises:
        RulesError: the file is wrong.
    """
    return load_words(resources.rules())


def load_words(rules: Path) -> DecisionWords:
    """The rules of a folder; every example is tried.

    Raises:
        RulesError: no such form, or an example that no expression matches, or a counterexample that one does.
    """
    found = read_model(rules / FILE, _File)
    return DecisionWords(
        denial=_cue(found.denial, "denial"),
        reasons=tuple(_cue(reason, reason.id) for reason in found.reasons),
        own_sections=frozenset(found.own_sections),
        own_titles=frozenset(found.own_titles),
        organisation=_cue(found.organisations, "organisations", names=True),
        dated=_cue(found.dated, "dated"),
        state=_cue(found.states, "states", names=True),
    )


def _cue(words: _Words, name: str, *, names: bool = False) -> Cue:
    # a name is written with a capital; everything else as it comes
    cue = Cue(
        name=name,
        title=words.title,
        patterns=tuple(Pattern(_cased(source) if names else source, cased=names) for source in words.patterns),
        unless=Pattern(words.unless) if words.unless else None,
        never=Pattern(words.never) if words.never else None,
    )
    for fault in _faults(cue, words, names=names):
        raise RulesError(f"{FILE}, field {name}: {fault}")
    return cue


def _cased(source: str) -> str:
    """An expression whose letters match in either case outside the group `name`."""
    before, mark, rest = source.partition("(?P<name>")
    depth, inside = 1, 0
    while depth:
        depth += {"(": 1, ")": -1}.get(rest[inside], 0)
        inside += 1
    return _either(before) + mark + rest[:inside] + _either(rest[inside:])


def _either(source: str) -> str:
    return f"(?i:{source})" if source else ""


def _faults(cue: Cue, words: _Words, *, names: bool) -> Iterator[str]:
    def said(text: str) -> bool:
        return cue.named(text) is not None if names else cue.found(text)

    yield from (f"no expression matches the example {text!r}." for text in words.examples if not said(text))
    yield from (f"an expression matches the counterexample {text!r}." for text in words.counterexamples if said(text))
    for pattern in cue.patterns:
        if not any(pattern.occurs(text) for text in words.examples):
            yield "an expression matches no example: write one beside it."
