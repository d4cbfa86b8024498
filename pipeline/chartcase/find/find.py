"""Outline -> facts: scan, read the cues, measure, attribute.

It stands apart as the one screen on which finding reads from top to bottom.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from importlib import import_module
from importlib.util import find_spec

from chartcase.fact import Assertion, Fact, FactDate, Grade
from chartcase.find.assertion import assertion_of
from chartcase.find.attributes import Attributes, find_attributes
from chartcase.find.attribution import Attribution
from chartcase.find.candidates import Block, Scanner, may_count
from chartcase.find.confidence import Confidence, Traits
from chartcase.find.context import Context
from chartcase.find.evidence import evidence_of, with_doubt
from chartcase.find.measures import generic
from chartcase.find.mention import Measured, Mention, View
from chartcase.find.rulebook import FindingSpec, Rule, RuleBook
from chartcase.segment.outline import Outline, Role
from chartcase.segment.rules import SegmentRules

Measure = Callable[[Mention, View, FindingSpec], Sequence[Measured]]


@dataclass(frozen=True)
class Finder:
    """All that finding needs, loaded once: rules, cues, measures by type, the confidence model."""

    rulebook: RuleBook
    segment_rules: SegmentRules
    context: Context
    confidence: Confidence
    measures: dict[str, Measure]

    @cached_property
    def scanner(self) -> Scanner:
        """The rule book's patterns, asked together."""
        return Scanner(self.rulebook)

    def prepare(self) -> None:
        """Read at once what all expressions need, as pays for many texts."""
        self.segment_rules.prepare()
        self.scanner.prepare()

    def find(self, outline: Outline, first: int = 1) -> tuple[Fact, ...]:
        """The facts of one outline, in order of their evidence; ids count from `first`."""
        blocks = tuple(self.scanner.blocks(outline))
        attributes = find_attributes(outline, blocks, self.rulebook.dates)
        attribution = Attribution(outline, self.segment_rules)
        drafts: list[_Draft] = []
        for mentions in _by_sentence(_scan(outline, blocks)):
            read = self._with_modifiers(outline, mentions)
            for mention in read:
                drafts.extend(self._measure(outline, attributes, mention, read))
        dates = _entry_dates(outline, attributes)
        ordered = sorted(_distinct(drafts), key=lambda draft: draft.order)
        return tuple(
            self._fact(outline, attribution, dates, draft, number) for number, draft in enumerate(ordered, first)
        )

    def _with_modifiers(self, outline: Outline, mentions: list[Mention]) -> list[Mention]:
        sentence = mentions[0].sentence
        kept = sorted(_strongest(mentions), key=lambda mention: (mention.start, mention.end, mention.rule.id))
        spans = [(mention.start - sentence.start, mention.end - sentence.start) for mention in kept]
        cues = self.context.modifiers(outline.text(sentence), spans)
        moved = (
            tuple(replace(cue, start=cue.start + sentence.start, end=cue.end + sentence.start) for cue in found)
            for found in cues
        )
        return [replace(mention, modifiers=found) for mention, found in zip(kept, moved, strict=True)]

    def _measure(
        self, outline: Outline, attributes: Attributes, mention: Mention, others: Sequence[Mention]
    ) -> Iterator["_Draft"]:
        finding = self.rulebook.findings[mention.rule.type]
        measure = self.measures.get(finding.type, generic.measure)
        for measured in measure(mention, View(outline, attributes, mention, others), finding):
            assertion = measured.assertion or assertion_of(mention)
            if assertion is not Assertion.HYPOTHETICAL or finding.type == "determination":
                yield _Draft(mention, measured, assertion)

    def _fact(
        self, outline: Outline, attribution: Attribution, dates: dict[int, FactDate], draft: "_Draft", number: int
    ) -> Fact:
        mention, measured = draft.mention, draft.measured
        fact_type = measured.type or mention.rule.type
        speaker = attribution.speaker(mention, fact_type, draft.assertion, measured.stated_by, measured.spans)
        grade = measured.grade or mention.rule.spec.grade or Grade.EXPLICIT
        keys = tuple(sorted(measured.value))
        document = mention.sentence.document.kind
        traits = Traits(mention.rule.id, fact_type, draft.assertion, speaker, grade, keys, document)
        return Fact(
            id=f"f{number:04d}",
            type=fact_type,
            value=dict(measured.value),
            assertion=draft.assertion,
            grade=grade,
            stated_by=speaker,
            date=measured.date or _entry_date(dates, mention),
            evidence=with_doubt(
                evidence_of(outline, draft.span, measured.spans, mention.sentence),
                measured.value,
                outline,
                mention.sentence,
            ),
            confidence=self.confidence.of(traits),
            rule=mention.rule.id,
        )


@dataclass(frozen=True, slots=True)
class _Draft:
    mention: Mention
    measured: Measured
    assertion: Assertion

    @property
    def span(self) -> tuple[int, int]:
        return self.measured.anchor or (self.mention.start, self.mention.end)

    @property
    def order(self) -> tuple[int, int, str, str]:
        return (
            *self.span,
            self.measured.type or self.mention.rule.type,
            str(sorted(self.measured.value.items(), key=lambda item: item[0])),
        )


def load_measures(types: Iterable[str]) -> dict[str, Measure]:
    """The measure of each type that has a module of its own under find/measures/."""
    package = "chartcase.find.measures"
    found: dict[str, Measure] = {}
    for name in types:
        if find_spec(f"{package}.{name}") is not None:
            found[name] = import_module(f"{package}.{name}").measure
    return found


def _scan(outline: Outline, blocks: Iterable[Block]) -> Iterator[Mention]:
    data = outline.stream.data
    for block in blocks:
        for asked in block.rules:
            rule = asked.one
            for hit in rule.guarded.pattern.find_in_each(data, asked.spans):
                sentence = outline.sentence_at(hit.start)
                mention = Mention(rule, hit.start, hit.end, hit.groups, hit.spans, sentence)
                if _applies(rule, mention, data):
                    yield mention


def _applies(rule: Rule, mention: Mention, data: bytes) -> bool:
    sentence = mention.sentence
    if mention.end > sentence.end or not may_count(rule.spec, sentence):
        return False
    tells_demands = Role.REQUIREMENT in rule.spec.roles
    if (
        sentence.role is Role.STATEMENT
        and not tells_demands
        and not sentence.said_from <= mention.start < sentence.said_to
    ):
        return False
    if not rule.guarded.allows(data, mention.start, mention.end, sentence.start, sentence.end):
        return False
    if rule.needs is not None and rule.needs.search(data, sentence.start, sentence.end) is None:
        return False
    return rule.unless is None or rule.unless.search(data, sentence.start, sentence.end) is None


def _by_sentence(mentions: Iterable[Mention]) -> Iterator[list[Mention]]:
    grouped: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        grouped[mention.sentence.index].append(mention)
    for index in sorted(grouped):
        yield grouped[index]


def _strongest(mentions: list[Mention]) -> list[Mention]:
    """Where mentions of one type overlap: the higher priority, then the longer, then the earlier, then the rule
    listed first."""
    kept: list[Mention] = []
    ranked = sorted(
        mentions, key=lambda item: (-item.rule.spec.priority, item.start - item.end, item.start, item.rule.id)
    )
    for mention in ranked:
        if not any(
            other.rule.type == mention.rule.type and other.start < mention.end and mention.start < other.end
            for other in kept
        ):
            kept.append(mention)
    return kept


def _distinct(drafts: Iterable[_Draft]) -> list[_Draft]:
    """One draft for the same type, value, assertion and place."""
    seen: dict[tuple[object, ...], _Draft] = {}
    for draft in drafts:
        seen.setdefault((*draft.order, draft.assertion), draft)
    return list(seen.values())


def _entry_dates(outline: Outline, attributes: Attributes) -> dict[int, FactDate]:
    """The date of each dated entry, by the entry's index: the first date of its first sentence."""
    dates: dict[int, FactDate] = {}
    for sentence in outline.sentences:
        if sentence.encounter is not None and sentence.encounter.index not in dates:
            hits = attributes.within("date", sentence.start, sentence.end)
            if hits and hits[0].date is not None:
                dates[sentence.encounter.index] = hits[0].date
    return dates


def _entry_date(dates: dict[int, FactDate], mention: Mention) -> FactDate | None:
    """The date of the dated entry that the mention stands in; what a visit retells of earlier years is not dated by
    it."""
    encounter = mention.sentence.encounter
    if encounter is None or mention.rule.type in ("prior_surgery", "prior_injection", "injury"):
        return None
    return dates.get(encounter.index)
