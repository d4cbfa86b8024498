"""List what went wrong, fact by fact, with the place in the text.

It stands apart because it is the one part of scoring that may show words of a record, and only when asked.
"""

from collections.abc import Iterable, Sequence

from chartcase.evaluate.judge import Outcome
from chartcase.evaluate.match import Difference
from chartcase.evaluate.places import Span, line_and_column
from chartcase.evaluate.vocabulary import Vocabulary
from chartcase.fact import Fact, Frozen, Range, Value

HIDDEN = "…"


class Confusion(Frozen):
    """One fault. `what` is "missed", "wrong" or "spurious"; line and column count from 1 in the text that was read
    (in the gold's own text where those words were not read); texts are None unless asked for.
    """

    file: str
    line: int
    column: int
    what: str
    type: str
    field: str | None = None
    expected: str | None = None
    got: str | None = None
    rule: str | None = None
    gold_quote: str | None = None
    got_quote: str | None = None


def confusions(outcomes: Sequence[Outcome], words: Vocabulary, *, show_text: bool = False) -> tuple[Confusion, ...]:
    """Every fault, by file, then by place; values that are words of the record are hidden unless `show_text`."""
    writer = _Writer(words, show_text)
    found = [confusion for outcome in outcomes for confusion in writer.of(outcome)]
    return tuple(sorted(found, key=lambda item: (item.file, item.line, item.column, item.what, item.type)))


class _Writer:
    def __init__(self, words: Vocabulary, show_text: bool) -> None:
        self._words, self._show = words, show_text

    def of(self, outcome: Outcome) -> Iterable[Confusion]:
        paired = {pair.gold for pair in outcome.pairs}
        yield from (self._missed(outcome, n) for n in range(len(outcome.gold.facts)) if n not in paired)
        for pair in outcome.pairs:
            for difference in pair.differences:
                yield self._wrong(outcome, pair.gold, pair.predicted, difference)
        yield from (self._spurious(outcome, n) for n in outcome.spurious)

    def _missed(self, outcome: Outcome, index: int) -> Confusion:
        gold, span = outcome.gold.facts[index], outcome.spans[index]
        text, place = (outcome.prediction.text, span) if span else (outcome.gold.text, gold.span)
        line, column = line_and_column(text, place[0])
        return Confusion(
            file=outcome.gold.document,
            line=line,
            column=column,
            what="missed",
            type=gold.type,
            expected=self._values(gold.type, gold.value.items()),
            gold_quote=self._quote(text, place),
        )

    def _wrong(self, outcome: Outcome, gold: int, predicted: int, difference: Difference) -> Confusion:
        fact, span = outcome.prediction.facts[predicted], outcome.spans[gold]
        line, column = line_and_column(outcome.prediction.text, span[0] if span else 0)
        key = difference.field.removeprefix("value.")
        return Confusion(
            file=outcome.gold.document,
            line=line,
            column=column,
            what="wrong",
            type=fact.type,
            field=difference.field,
            expected=self._value(fact.type, key, difference.expected),
            got=self._value(fact.type, key, difference.got),
            rule=fact.rule,
            gold_quote=self._quote(outcome.prediction.text, span),
            got_quote=self._fact_quote(fact),
        )

    def _spurious(self, outcome: Outcome, index: int) -> Confusion:
        fact = outcome.prediction.facts[index]
        line, column = line_and_column(outcome.prediction.text, fact.evidence[0].start)
        return Confusion(
            file=outcome.gold.document,
            line=line,
            column=column,
            what="spurious",
            type=fact.type,
            got=self._values(fact.type, fact.value.items()),
            rule=fact.rule,
            got_quote=self._fact_quote(fact),
        )

    def _values(self, fact_type: str, items: Iterable[tuple[str, Value]]) -> str:
        return ", ".join(f"{key}={self._value(fact_type, key, value)}" for key, value in items)

    def _value(self, fact_type: str, key: str, value: Value | None) -> str:
        if value is None:
            return "-"
        if not self._show and self._words.is_free_text(fact_type, key):
            return HIDDEN
        if isinstance(value, Range):
            return f"{value.lo:g}-{value.hi:g}"
        return "[" + " ".join(value) + "]" if isinstance(value, tuple) else str(value)

    def _quote(self, text: str, span: Span | None) -> str | None:
        return text[span[0] : span[1]] if self._show and span else None

    def _fact_quote(self, fact: Fact) -> str | None:
        return fact.evidence[0].quote if self._show else None
