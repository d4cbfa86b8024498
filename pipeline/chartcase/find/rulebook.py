"""The rule book of finding: fragments, attributes and findings, read and validated as a whole.

It stands apart so that a wrong rule is told with file, line and field before any record is read, and so that every
pattern proves itself on its own examples.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from pydantic import Field

from chartcase.errors import RulesError
from chartcase.fact import Assertion, Frozen, Grade, Speaker
from chartcase.find.guarded import Examples, Guarded, compiled, prove_guarded, prove_pattern, prove_whole
from chartcase.patterns import Pattern
from chartcase.rulefile import read_model
from chartcase.segment.outline import Role
from chartcase.spelling import NearPattern, NearWords

_MOST_WORDS = 4096
"""Words recur: what they mean is kept until there are so many."""
_REFERENCE = re.compile(r"\{([a-z_]+)\}")


class KeyKind(StrEnum):
    """What a key of a fact's value holds."""

    CHOICE = "choice"
    TEXT = "text"
    LIST = "list"
    NUMBER = "number"
    QUANTITY = "quantity"
    FLAG = "flag"


class Key(Frozen):
    """A key of a type's value. `values`: the allowed words of a choice or list; `unit`: of a quantity; `attach`: the
    kind of
    attribute that fills the key from the mention's clause when the rule does not; `open`: other words are allowed
    too."""

    kind: KeyKind
    values: tuple[str, ...] = ()
    unit: str | None = None
    attach: str | None = None
    open: bool = False
    note: str | None = None


class RuleSpec(Frozen):
    """One pattern of a finding as written in its file."""

    id: str
    pattern: str | None = None
    lexicon: str | None = Field(default=None, description="a lexicon under rules/lexicon/: its words are the pattern")
    near: bool = Field(default=False, description="instead of the lexicon's words their misspellings (spelling.py)")
    cased: bool = False
    value: Mapping[str, str | int | float | bool | tuple[str, ...]] = Field(default_factory=dict)
    take: Mapping[str, str] = Field(default_factory=dict, description="key: named group that gives it")
    not_before: str | None = None
    not_after: str | None = None
    needs: str | None = Field(default=None, description="the sentence must also match this")
    unless: str | None = Field(default=None, description="the sentence must not match this")
    roles: tuple[Role, ...] = (Role.STATEMENT,)
    sections: tuple[str, ...] = ()
    not_sections: tuple[str, ...] = ()
    documents: tuple[str, ...] = Field(default=(), description="only in documents of these kinds")
    priority: int = 0
    assertion: Assertion | None = None
    grade: Grade = Grade.EXPLICIT
    stated_by: Speaker | None = None
    note: str | None = None
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


class FindingSpec(Frozen):
    """A file of rules/findings/: a fact type, its keys and its rules."""

    type: str
    title: str
    source: str
    keys: Mapping[str, Key]
    rules: tuple[RuleSpec, ...]


class LexiconEntry(Frozen):
    """One concept of a lexicon: the words for it and what they mean."""

    words: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    value: Mapping[str, str] = Field(default_factory=dict)


class Lexicon(Frozen):
    """A file of rules/lexicon/ that gives rules their words: `entries` by name; group <entry name> is not kept, `key`
    is the
    value key that takes the entry's name."""

    source: str
    key: str
    ordinary: tuple[str, ...] = Field(default=(), description="words that are no misspelling of an entry's")
    entries: Mapping[str, LexiconEntry]


class AttributeSpec(Frozen):
    """One pattern of an attribute."""

    kind: str
    pattern: str
    value: str | None = None
    not_before: str | None = None
    not_after: str | None = None
    examples: tuple[str, ...] = Field(min_length=1)


class _Fragment(Frozen):
    note: str
    pattern: str
    examples: tuple[str, ...] = Field(min_length=1)


class _Fragments(Frozen):
    fragments: Mapping[str, _Fragment]


class _Attributes(Frozen):
    attributes: tuple[AttributeSpec, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule ready to run; `entry` names the lexicon entry it stands for, if any."""

    id: str
    type: str
    spec: RuleSpec
    guarded: Guarded
    value: Mapping[str, str | int | float | bool | tuple[str, ...]]
    needs: Pattern | None = None
    unless: Pattern | None = None
    words: "LexiconWords | None" = None


@dataclass(frozen=True, slots=True)
class LexiconWords:
    """The words of a lexicon, each with the value it gives."""

    by_word: Mapping[str, Mapping[str, str]]
    by_pattern: tuple[tuple[Pattern, Mapping[str, str]], ...]
    near: NearWords
    _told: dict[str, Mapping[str, str]] = field(default_factory=dict[str, "Mapping[str, str]"], repr=False)

    def value(self, words: str) -> Mapping[str, str]:
        """What matched words mean, spelt right or nearly."""
        if words not in self._told:
            if len(self._told) >= _MOST_WORDS:
                self._told.clear()
            self._told[words] = self._value(words)
        return self._told[words]

    def _value(self, words: str) -> Mapping[str, str]:
        plain = " ".join(words.lower().split())
        found = self.by_word.get(plain)
        if found is None:
            found = next((value for pattern, value in self.by_pattern if pattern.full(words)), None)
        return found if found is not None else self.by_word.get(self.near.nearest(plain) or "", {})


class _DateSpec(Frozen):
    kind: str
    pattern: str
    examples: tuple[str, ...] = Field(min_length=1)


class _Dates(Frozen):
    dates: tuple[_DateSpec, ...]


@dataclass(frozen=True, slots=True)
class DateRule:
    """One way to write a date, ready to run."""

    kind: str
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute pattern ready to run."""

    kind: str
    value: str | None
    guarded: Guarded


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All of finding's rules. `findings` by type; `rules` in the order in which they win."""

    findings: Mapping[str, FindingSpec]
    rules: tuple[Rule, ...]
    attributes: tuple[Attribute, ...]
    dates: tuple[DateRule, ...]


def load_rulebook(folder: Path) -> RuleBook:
    """The rule book from the folder rules/.

    Raises:
        RulesError: a file is wrong; the sentence names file, line and field, and what to write.
    """
    fragments = _load_fragments(folder / "fragments.yaml")
    attributes = tuple(
        _attribute(spec, fragments) for spec in read_model(folder / "attributes.yaml", _Attributes).attributes
    )
    findings: dict[str, FindingSpec] = {}
    rules: list[Rule] = []
    for path in sorted((folder / "findings").glob("*.yaml")):
        spec = read_model(path, FindingSpec)
        if spec.type != path.stem:
            raise RulesError(
                f"findings/{path.name}: field type says {spec.type!r}; write {path.stem!r}, the file's name."
            )
        findings[spec.type] = spec
        rules.extend(_rules(spec, folder, path, fragments))
    return RuleBook(findings, tuple(rules), attributes, _load_dates(folder / "dates.yaml"))


def _load_dates(path: Path) -> tuple[DateRule, ...]:
    rules: list[DateRule] = []
    for spec in read_model(path, _Dates).dates:
        pattern = compiled(spec.pattern, f"dates.yaml, kind {spec.kind}")
        prove_pattern(pattern, spec.examples, f"dates.yaml, kind {spec.kind}")
        rules.append(DateRule(spec.kind, pattern))
    return tuple(rules)


def _load_fragments(path: Path) -> dict[str, str]:
    fragments: dict[str, str] = {}
    for name, fragment in read_model(path, _Fragments).fragments.items():
        source = expand(fragment.pattern, fragments, f"fragments.yaml, fragment {name}")
        place = f"fragments.yaml, fragment {name}"
        prove_whole(compiled(source, place), fragment.examples, place)
        fragments[name] = source
    return fragments


def expand(pattern: str, fragments: Mapping[str, str], place: str) -> str:
    r"""The pattern with {name} replaced by its fragment.

    Raises:
        RulesError: a name nobody defined, or white space written as \s.
    """
    if "\\s" in pattern:
        raise RulesError(f"{place}: write a plain space instead of \\s; rules see one space between words.")

    def fragment(match: re.Match[str]) -> str:
        if match[1] not in fragments:
            raise RulesError(f"{place}: no fragment is called {match[1]!r}; add it to rules/fragments.yaml.")
        return f"(?:{fragments[match[1]]})"

    return _REFERENCE.sub(fragment, pattern)


def _optional(source: str | None, fragments: Mapping[str, str], place: str) -> Pattern | None:
    return None if source is None else compiled(expand(source, fragments, place), place)


def _attribute(spec: AttributeSpec, fragments: Mapping[str, str]) -> Attribute:
    place = f"attributes.yaml, attribute {spec.kind}"
    pattern = compiled(expand(spec.pattern, fragments, place), place)
    prove_pattern(pattern, spec.examples, place)
    guarded = Guarded(
        pattern,
        _optional(_at_end(spec.not_before), fragments, place),
        _optional(_at_start(spec.not_after), fragments, place),
    )
    return Attribute(spec.kind, spec.value, guarded)


def _at_end(source: str | None) -> str | None:
    return None if source is None else f"(?:{source})$" if "$" not in source else source


def _at_start(source: str | None) -> str | None:
    return None if source is None else f"^(?:{source})" if not source.startswith("^") else source


def _rules(spec: FindingSpec, folder: Path, path: Path, fragments: Mapping[str, str]) -> Iterable[Rule]:
    for rule in spec.rules:
        place = f"findings/{path.name}, rule {rule.id}"
        words = None
        source = rule.pattern
        if rule.lexicon is not None:
            words, alternatives = _lexicon(folder / "lexicon" / f"{rule.lexicon}.yaml", fragments)
            source = (source or r"\b(?:{words})\b").replace("{words}", alternatives)
        if source is None:
            raise RulesError(f"{place}: neither pattern nor lexicon is given; write one.")
        near = NearPattern(words.near) if words is not None and rule.near else None
        guarded = Guarded(
            near or compiled(expand(source, fragments, place), place, rule.cased),
            _optional(_at_end(rule.not_before), fragments, place),
            _optional(_at_start(rule.not_after), fragments, place),
        )
        _check_keys(spec, rule, place)
        prove_guarded(guarded, Examples(rule.examples, rule.counterexamples), place)
        yield Rule(
            f"{spec.type}.{rule.id}",
            spec.type,
            rule,
            guarded,
            dict(rule.value),
            _optional(rule.needs, fragments, place),
            _optional(rule.unless, fragments, place),
            words,
        )


def _lexicon(path: Path, fragments: Mapping[str, str]) -> tuple[LexiconWords, str]:
    lexicon = read_model(path, Lexicon)
    by_word: dict[str, Mapping[str, str]] = {}
    by_pattern: list[tuple[Pattern, Mapping[str, str]]] = []
    sources: list[str] = []
    for name, entry in lexicon.entries.items():
        value = {lexicon.key: name, **entry.value}
        for word in entry.words:
            by_word[word.lower()] = value
        for source in entry.patterns:
            expanded = expand(source, fragments, f"lexicon/{path.name}, entry {name}")
            by_pattern.append((compiled(expanded, f"lexicon/{path.name}, entry {name}"), value))
            sources.append(expanded)
    words = sorted(
        (re.escape(word).replace("\\ ", " ").replace("\\-", "-") for word in by_word),
        key=lambda word: (-len(word), word),
    )
    near = NearWords(by_word, lexicon.ordinary)
    return LexiconWords(by_word, tuple(by_pattern), near), "|".join([*sources, *words])


def _check_keys(spec: FindingSpec, rule: RuleSpec, place: str) -> None:
    for key, value in rule.value.items():
        if key not in spec.keys:
            raise RulesError(
                f"{place}: value names the key {key!r}, which {spec.type} has not; the keys are {', '.join(spec.keys)}."
            )
        allowed = spec.keys[key].values
        if allowed and not spec.keys[key].open and isinstance(value, str) and value not in allowed:
            raise RulesError(f"{place}: {key} cannot be {value!r}; write one of {', '.join(allowed)}.")
