"""What a faxed document's facts are worth, held against gold and against the facts of the document's own text.

It stands apart from the score of words because a misread word matters as far as a fact rests on it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chartcase.evaluate.gold import Gold, GoldFact
from chartcase.evaluate.judge import Prediction, judge
from chartcase.evaluate.match import Pair, pair_up
from chartcase.evaluate.places import Carrier, Span
from chartcase.evaluate.vocabulary import vocabulary
from chartcase.fact import Fact, Range, Value

# Values that a misread digit or letter turns into another legal one, beside all numbers.
_PLACES = frozenset(
    ("level", "levels", "root", "roots", "side", "laterality", "nerve", "region", "cpt", "icd10", "dose", "grade")
)


@dataclass(frozen=True)
class FactScore:
    """Counts of one document.

    `found` of `predicted` facts stand for one of `gold`. `sure` are facts whose quotes hold no doubtful word;
    `wrong_sure` of these have a number, level or side that the text's own fact does not have, and `extra_sure` of them
    stand where the text gives no such fact. `told` are the wrong ones by type and field, without their values.
    """

    gold: int
    predicted: int
    found: int
    facts: int
    sure: int
    wrong_sure: int
    extra_sure: int
    told: tuple[str, ...]

    @property
    def found_f1(self) -> float:
        """F1 of found, 0..1; 1.0 where there is nothing to find."""
        return 2 * self.found / (self.gold + self.predicted) if self.gold + self.predicted else 1.0


def score_facts(gold: Gold, text: Prediction, fax: Prediction) -> FactScore:
    """The fax's facts against gold, and against the text's facts; `text` are the facts of the document's own text."""
    outcome = judge(gold, fax, vocabulary())
    carrier = Carrier(text.text, fax.text)
    spans = [carrier.carry(_span(fact)) for fact in text.facts]
    pairs = pair_up([_as_gold(fact) for fact in text.facts], spans, fax.facts, vocabulary())
    sure = {number for number, fact in enumerate(fax.facts) if not is_doubtful(fact)}
    wrong = {pair.predicted: field for pair in pairs for field in _wrong_fields(pair) if pair.predicted in sure}
    paired = {pair.predicted for pair in pairs}
    extra = [number for number in sorted(sure - paired) if _has_figures(fax.facts[number])]
    return FactScore(
        gold=len(gold.facts),
        predicted=len(outcome.pairs) + len(outcome.spurious),
        found=len(outcome.pairs),
        facts=len(fax.facts),
        sure=len(sure),
        wrong_sure=len(wrong),
        extra_sure=len(extra),
        told=tuple(f"{fax.facts[number].type}.{field}" for number, field in sorted(wrong.items()))
        + tuple(f"{fax.facts[number].type}: extra" for number in extra),
    )


def added(scores: Sequence[FactScore]) -> FactScore:
    """The counts of several documents."""
    return FactScore(
        *(sum(getattr(score, name) for score in scores) for name in ("gold", "predicted", "found", "facts", "sure")),
        wrong_sure=sum(score.wrong_sure for score in scores),
        extra_sure=sum(score.extra_sure for score in scores),
        told=tuple(place for score in scores for place in score.told),
    )


def is_doubtful(fact: Fact) -> bool:
    """True where a quote of the fact holds a word that was read with doubt."""
    return any(evidence.doubtful for evidence in fact.evidence)


def _span(fact: Fact) -> Span:
    return fact.evidence[0].start, fact.evidence[0].end


def _as_gold(fact: Fact) -> GoldFact:
    return GoldFact(fact.type, fact.value, fact.assertion, fact.stated_by, None, None, _span(fact))


def _wrong_fields(pair: Pair) -> Iterable[str]:
    for difference in pair.differences:
        key = difference.field.removeprefix("value.")
        if difference.got is not None and _is_figure(key, difference.got):
            yield key


def _has_figures(fact: Fact) -> bool:
    return any(_is_figure(key, value) for key, value in fact.value.items())


def _is_figure(key: str, value: Value) -> bool:
    return key in _PLACES or (isinstance(value, int | float | Range) and not isinstance(value, bool))
