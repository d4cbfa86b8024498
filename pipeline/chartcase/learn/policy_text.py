"""Samples for the policy-text model from outlines and gold: which sentences no fact may come from.

It stands apart from the model itself because only training needs gold.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from chartcase.fact import Frozen
from chartcase.learn.linear import Sample
from chartcase.rulefile import read_model
from chartcase.segment.outline import Outline, Role, Section, Sentence
from chartcase.segment.policy_model import Setting, Stratum, features, is_of_length, words_of
from chartcase.segment.policy_text import stratum_of
from chartcase.segment.rules import SegmentRules

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sample with what judging needs: its stratum (None: the model would not be asked about it), and whether a fact
    may be taken from it."""

    sample: Sample
    stratum: Stratum | None
    tells: bool


def spoken_of(outline: Outline, facts: Sequence[Span], never: Sequence[Span], rules: SegmentRules) -> Iterable[Spoken]:
    """One a sentence of an outline that was made without the model."""
    for sentence, sample in zip(outline.sentences, samples_of(outline, facts, never), strict=True):
        text = outline.text(sentence)
        stratum = _asked(text, sentence.section, sentence.document.kind, rules)
        tells = _touches(outline.stream.spans(sentence.start, sentence.end), facts)
        yield Spoken(sample, stratum if sentence.role is Role.STATEMENT else None, tells)


def _asked(text: str, section: Section, document: str, rules: SegmentRules) -> Stratum | None:
    stratum = stratum_of(text.encode("ascii"), section, document, rules)
    return stratum if stratum is not None and is_of_length(words_of(text), stratum) else None


def samples_of(outline: Outline, facts: Sequence[Span], never: Sequence[Span]) -> Iterable[Sample]:
    """One sample a sentence. Policy text: it overlaps a never-span and no fact, or (where gold says neither) the
    rules say so."""
    for sentence in outline.sentences:
        spans = outline.stream.spans(sentence.start, sentence.end)
        stated, ruled = _touches(spans, facts), _touches(spans, never)
        label = False if stated else ruled or sentence.role is not Role.STATEMENT
        words = words_of(outline.text(sentence))
        yield Sample(frozenset(features(words, setting_of(sentence))), label, outline.record.source)


class Voiced(Frozen):
    """One written sentence: whether it is policy text, whose voice it is, and where it would stand."""

    text: str
    policy: bool
    voice: str
    document: str
    section: str
    item: bool
    heading: bool


class _Sentences(Frozen):
    sentences: tuple[Voiced, ...]


def written_samples(path: Path, rules: SegmentRules) -> list[Spoken]:
    """One a sentence of the file `path`; the group is its voice.

    Raises:
        RulesError: the file is wrong; the sentence names the place.
    """
    return [_written(sentence, rules) for sentence in read_model(path, _Sentences).sentences]


def _written(sentence: Voiced, rules: SegmentRules) -> Spoken:
    entry = sentence.section == "entry"
    setting = Setting(sentence.document, sentence.section, sentence.item, sentence.heading, entry)
    found = frozenset(features(words_of(sentence.text), setting))
    section = Section(sentence.section, "", Role.STATEMENT, None)
    stratum = _asked(sentence.text, section, sentence.document, rules)
    return Spoken(Sample(found, sentence.policy, f"voice {sentence.voice}"), stratum, not sentence.policy)


def setting_of(sentence: Sentence) -> Setting:
    """Where a sentence stands."""
    return Setting(
        sentence.document.kind, sentence.section.kind, sentence.item, sentence.heading, sentence.encounter is not None
    )


def _touches(spans: Iterable[Span], others: Sequence[Span]) -> bool:
    return any(low < end and start < high for low, high in spans for start, end in others)
