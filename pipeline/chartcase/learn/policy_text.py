"""Samples for the policy-text model from outlines and gold: which sentences no fact may come from.

It stands apart from the model itself because only training needs gold.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from chartcase.fact import Frozen
from chartcase.learn.linear import Sample
from chartcase.rulefile import read_model
from chartcase.segment.outline import Outline, Role, Sentence
from chartcase.segment.policy_model import LEAST_WORDS, Setting, features, words_of
from chartcase.segment.policy_text import is_asked, is_chart
from chartcase.segment.rules import SegmentRules

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sample with what judging needs: whether the model would be asked about it, and whether it stands in a
    chart."""

    sample: Sample
    asked: bool
    charted: bool


def spoken_of(outline: Outline, facts: Sequence[Span], never: Sequence[Span], rules: SegmentRules) -> Iterable[Spoken]:
    """One a sentence of an outline that was made without the model."""
    for sentence, sample in zip(outline.sentences, samples_of(outline, facts, never), strict=True):
        silent = sentence.role is Role.STATEMENT and len(words_of(outline.text(sentence))) >= LEAST_WORDS
        asked = silent and is_asked(
            outline.text(sentence).encode("ascii"), sentence.section, sentence.document.kind, rules
        )
        yield Spoken(sample, asked, is_chart(sentence.document.kind))


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


def written_samples(path: Path) -> list[Sample]:
    """One sample a sentence of the file `path`; the group is its voice.

    Raises:
        RulesError: the file is wrong; the sentence names the place.
    """
    return [_sample(sentence) for sentence in read_model(path, _Sentences).sentences]


def _sample(sentence: Voiced) -> Sample:
    entry = sentence.section == "entry"
    setting = Setting(sentence.document, sentence.section, sentence.item, sentence.heading, entry)
    return Sample(frozenset(features(words_of(sentence.text), setting)), sentence.policy, f"voice {sentence.voice}")


def setting_of(sentence: Sentence) -> Setting:
    """Where a sentence stands."""
    return Setting(
        sentence.document.kind, sentence.section.kind, sentence.item, sentence.heading, sentence.encounter is not None
    )


def _touches(spans: Iterable[Span], others: Sequence[Span]) -> bool:
    return any(low < end and start < high for low, high in spans for start, end in others)
