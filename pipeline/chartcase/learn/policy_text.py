"""Samples for the policy-text model from outlines and gold: which sentences no fact may come from.

It stands apart from the model itself because only training needs gold.
"""

from collections.abc import Iterable, Sequence

from chartcase.learn.linear import Sample
from chartcase.segment.outline import Outline, Role, Sentence
from chartcase.segment.policy_model import Setting, features, words_of

Span = tuple[int, int]


def samples_of(outline: Outline, facts: Sequence[Span], never: Sequence[Span]) -> Iterable[Sample]:
    """One sample a sentence. Policy text: it overlaps a never-span and no fact, or (where gold says neither) the rules say so."""
    for sentence in outline.sentences:
        spans = outline.stream.spans(sentence.start, sentence.end)
        stated, ruled = _touches(spans, facts), _touches(spans, never)
        label = False if stated else ruled or sentence.role is not Role.STATEMENT
        clean = outline.text(sentence)
        yield Sample(frozenset(features(words_of(clean), clean, setting_of(sentence))), label, outline.record.source)


def setting_of(sentence: Sentence) -> Setting:
    """Where a sentence stands."""
    return Setting(
        sentence.document.kind, sentence.section.kind, sentence.item, sentence.heading, sentence.encounter is not None
    )


def _touches(spans: Iterable[Span], others: Sequence[Span]) -> bool:
    return any(low < end and start < high for low, high in spans for start, end in others)
