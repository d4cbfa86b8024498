"""A mention and what a measure may see around it.

It stands apart as the one vocabulary of the measures: clauses, neighbours, attributes, modifiers.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from chartcase.fact import Assertion, FactDate, Grade, Speaker, Value
from chartcase.find.attributes import AttributeHit, Attributes
from chartcase.find.modifiers import Category, Modifier
from chartcase.find.rulebook import Rule
from chartcase.patterns import Pattern
from chartcase.segment.outline import Outline, Sentence

_BREAK = Pattern(
    r"; | but |, but | however,? | although | though | while | whereas | except |\. |: "
    r"|,? and (?:he|she|it|they|there|this|the patient|patient|claimant|then|also|is|was|has|had|denies|no|not"
    r"|reports?|states?|underwent|did|does)\b"
    r"|, (?:he|she|it|they|there|which|who|with no|without|no|then|the patient|patient|claimant|denies|reports?|but)\b"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A rule's match at stream [start, end): its named groups, its sentence, and the cues that reach it."""

    rule: Rule
    start: int
    end: int
    groups: Mapping[str, str]
    spans: Mapping[str, tuple[int, int]]
    sentence: Sentence
    modifiers: tuple[Modifier, ...] = ()

    def has(self, *categories: Category) -> bool:
        """Whether a cue of one of the categories reaches it."""
        return any(modifier.category in categories for modifier in self.modifiers)

    def cue(self, category: Category) -> Modifier | None:
        """The first cue of the category that reaches it."""
        return next((modifier for modifier in self.modifiers if modifier.category is category), None)


@dataclass(frozen=True, slots=True)
class Measured:
    """What a measure read: the value, and the stream spans it rests on besides the mention.

    None for `assertion`, `date` or `stated_by` leaves them to the defaults (see `assertion` and `attribution`).
    `anchor` replaces the mention's own span where a narrower one says it (one drug of a list).
    """

    value: Mapping[str, Value]
    spans: tuple[tuple[int, int], ...] = ()
    assertion: Assertion | None = None
    grade: Grade | None = None
    date: FactDate | None = None
    stated_by: Speaker | None = None
    anchor: tuple[int, int] | None = None
    type: str | None = field(
        default=None, metadata={"note": "another type than the rule's, for a fact that follows from this one"}
    )


class View:
    """The neighbourhood of a mention."""

    __slots__ = ("_attributes", "_others", "mention", "outline")

    def __init__(self, outline: Outline, attributes: Attributes, mention: Mention, others: Sequence[Mention]) -> None:
        self.outline = outline
        self.mention = mention
        self._attributes = attributes
        self._others = others

    @property
    def sentence(self) -> Sentence:
        """The mention's sentence."""
        return self.mention.sentence

    @property
    def text(self) -> str:
        """The clean text of the mention's sentence."""
        return self.outline.text(self.sentence)

    @property
    def words(self) -> str:
        """The mention's own words."""
        return self.between(self.mention.start, self.mention.end)

    @property
    def before(self) -> str:
        """The sentence up to the mention."""
        return self.between(self.sentence.start, self.mention.start)

    @property
    def after(self) -> str:
        """The sentence from the mention on."""
        return self.between(self.mention.end, self.sentence.end)

    def between(self, start: int, end: int) -> str:
        """Stream text."""
        return self.outline.stream.text[start:end]

    def clause(self) -> tuple[int, int]:
        """Stream bounds of the clause around the mention: up to the nearest break on either side in its sentence."""
        data = self.outline.stream.data
        low, high = self.sentence.start, self.sentence.end
        for hit in _BREAK.find_all(data, low, high):
            if hit.end <= self.mention.start:
                low = hit.end
            elif hit.start >= self.mention.end:
                high = hit.start
                break
        return low, high

    def attributes(self, kind: str, low: int | None = None, high: int | None = None) -> list[AttributeHit]:
        """Attributes of a kind in the sentence, or in stream [low, high)."""
        start = self.sentence.start if low is None else low
        end = self.sentence.end if high is None else high
        return self._attributes.within(kind, start, end)

    def nearest(
        self, kind: str, low: int | None = None, high: int | None = None, *, prefer: str = "either"
    ) -> AttributeHit | None:
        """The attribute of a kind nearest to the mention (inside it first). `prefer`: "before", "after" or "either"
        side first."""
        hits = self.attributes(kind, low, high)
        if not hits:
            return None
        return min(hits, key=lambda hit: (self._wrong_side(hit, prefer), self.distance(hit), hit.start))

    def in_clause(self, kind: str, *, prefer: str = "either") -> AttributeHit | None:
        """The nearest attribute of a kind inside the mention's clause."""
        low, high = self.clause()
        return self.nearest(kind, low, high, prefer=prefer)

    def distance(self, hit: AttributeHit) -> int:
        """Characters between the mention and the attribute; 0 where they touch or overlap."""
        return max(hit.start - self.mention.end, self.mention.start - hit.end, 0)

    def _wrong_side(self, hit: AttributeHit, prefer: str) -> bool:
        if hit.start >= self.mention.start and hit.end <= self.mention.end:
            return False
        return (prefer == "before" and hit.start >= self.mention.end) or (
            prefer == "after" and hit.end <= self.mention.start
        )

    def others(self, *types: str, low: int | None = None, high: int | None = None) -> list[Mention]:
        """Other mentions of these types in the sentence (or in [low, high)), in order; all types where none is
        named."""
        start = self.sentence.start if low is None else low
        end = self.sentence.end if high is None else high
        return [
            other
            for other in self._others
            if other is not self.mention
            and start <= other.start
            and other.end <= end
            and (not types or other.rule.type in types)
        ]

    def next_sentences(self, count: int) -> Iterable[Sentence]:
        """Up to `count` sentences that follow in the same dated entry, document and section."""
        return self._near(range(self.sentence.index + 1, self.sentence.index + 1 + count))

    def previous_sentences(self, count: int) -> Iterable[Sentence]:
        """Up to `count` sentences before it in the same dated entry, document and section, nearest first."""
        return self._near(range(self.sentence.index - 1, self.sentence.index - 1 - count, -1))

    def _near(self, indices: Iterable[int]) -> Iterable[Sentence]:
        here = self.sentence
        for index in indices:
            if not 0 <= index < len(self.outline.sentences):
                return
            other = self.outline.sentences[index]
            if (
                other.document is not here.document
                or other.encounter is not here.encounter
                or other.section.kind != here.section.kind
            ):
                return
            yield other
