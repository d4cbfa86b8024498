"""One document judged: pairs, spurious facts, violations, evidence errors, conflicts."""

from collections.abc import Callable
from pathlib import Path

from chartcase.case.case import Conflict
from chartcase.evaluate.gold import read_gold
from chartcase.evaluate.judge import Outcome, Prediction, judge, soft_differences
from chartcase.evaluate.vocabulary import vocabulary
from chartcase.fact import Evidence, Fact

TEXT = "PT for 6 weeks failed. Asked: left L5 block. Denied: right L5 block. At least 6 weeks of PT are required."
PT = {"type": "physical_therapy", "value": {"weeks": 6}, "assertion": "present", "quote": "PT for 6 weeks"}
MakeFact = Callable[..., Fact]
WriteGold = Callable[..., Path]


def judged(path: Path, *facts: Fact, conflicts: tuple[Conflict, ...] | None = None, text: str = TEXT) -> Outcome:
    """The outcome of these facts over `text`."""
    return judge(read_gold(path), Prediction(text, facts, conflicts), vocabulary())


def test_only_exhaustive_types_give_spurious_facts(write_gold: WriteGold, make_fact: MakeFact) -> None:
    """A fact that gold lacks is false only where gold lists every instance of its type."""
    facts = (make_fact(TEXT, "failed"), make_fact(TEXT, "left", "request"))
    assert judged(write_gold(TEXT, facts=[PT]), *facts).spurious == (0,)
    assert judged(write_gold(TEXT, facts=[PT], exhaustive=["request"]), *facts).spurious == (1,)


def test_evidence_in_a_never_span_is_a_violation(write_gold: WriteGold, make_fact: MakeFact) -> None:
    """One shared character is too many; the fact's own type does not matter."""
    path = write_gold(TEXT, never=[{"quote": "At least 6 weeks of PT are required"}])
    outcome = judged(path, make_fact(TEXT, "PT are", "request"), make_fact(TEXT, "PT for"))
    assert [(item.predicted, item.line) for item in outcome.violations] == [(0, 1)]


def test_a_quote_that_is_not_its_span_is_an_evidence_error(write_gold: WriteGold, make_fact: MakeFact) -> None:
    """The promise of the contract is checked for every place that a fact rests on."""
    shifted = Evidence(source="note.txt", page=1, start=1, end=3, quote="PT")
    facts = (make_fact(TEXT, "PT"), make_fact(TEXT, "PT", evidence=(make_fact(TEXT, "PT").evidence[0], shifted)))
    assert judged(write_gold(TEXT), *facts).evidence_errors == (1,)


def test_conflicts_are_found_by_field_and_values(write_gold: WriteGold) -> None:
    """Another field, or a value too few, is not the conflict; what gold lacks is a false one."""
    path = write_gold(TEXT, conflicts=[{"field": "request.laterality", "values": ["left", "right"]}])

    def listed(field: str, *values: str) -> Conflict:
        return Conflict(field=field, facts=("f0001", "f0002"), values=values)

    found = judged(path, conflicts=(listed("request.laterality", "right", "left"),))
    assert (found.conflicts_found, found.conflicts_false) == (1, 0)
    other = judged(path, conflicts=(listed("request.roots", "left", "right"),))
    assert (other.conflicts_found, other.conflicts_false) == (0, 1)
    twice = judged(path, conflicts=(listed("request.laterality", "left", "right"),) * 2)
    assert (twice.conflicts_found, twice.conflicts_false) == (1, 1)


def test_no_conflict_is_false_where_gold_lists_none_at_all(write_gold: WriteGold) -> None:
    """A file without `conflicts` cannot tell a false one."""
    conflict = Conflict(field="request.roots", facts=("f0001", "f0002"), values=("L2", "L5"))
    assert judged(write_gold(TEXT), conflicts=(conflict,)).conflicts_false == 0
    assert judged(write_gold(TEXT, conflicts=[]), conflicts=(conflict,)).conflicts_false == 1


def test_another_reading_of_the_document_is_judged_at_its_own_places(
    write_gold: WriteGold, make_fact: MakeFact
) -> None:
    """Gold's quotes are found again in a text with headers and other line breaks."""
    other = "FAX 1 OF 2\n" + TEXT.replace(" ", "\n")
    outcome = judged(write_gold(TEXT, facts=[PT]), make_fact(other, "6\nweeks\nfailed"), text=other)
    assert [(pair.gold, pair.predicted) for pair in outcome.pairs] == [(0, 0)]


def test_words_that_were_not_read_are_missed(write_gold: WriteGold, make_fact: MakeFact) -> None:
    """A fact whose words the reading lacks has no place, and nothing stands for it."""
    outcome = judged(write_gold(TEXT, facts=[PT]), make_fact("illegible", "illegible"), text="illegible")
    assert (outcome.spans, outcome.pairs, outcome.spurious) == ((None,), (), (0,))


def test_grade_and_date_are_compared_beside_right(write_gold: WriteGold, make_fact: MakeFact) -> None:
    """They are reported by themselves and never make a pair wrong."""
    date = {"raw": "XX/XX/XX", "precision": "masked", "iso": "2019-03-04"}
    path = write_gold(TEXT, facts=[PT | {"grade": "implied", "date": date}])
    got = {"raw": "XX/XX/XX", "precision": "masked", "order": 0}
    outcome = judged(path, make_fact(TEXT, "PT for 6 weeks", value={"weeks": 6}, date=got))
    assert outcome.pairs[0].right
    assert soft_differences(outcome, outcome.pairs[0]) == (
        ("grade", False),
        ("date.raw", True),
        ("date.iso", False),
        ("date.precision", True),
    )
