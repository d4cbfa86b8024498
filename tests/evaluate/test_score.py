"""Figures added up over documents."""

from collections.abc import Callable
from pathlib import Path

import pytest

from chartcase.evaluate.gold import read_gold
from chartcase.evaluate.judge import Outcome, Prediction, judge
from chartcase.evaluate.score import Row, Scores, summarise
from chartcase.evaluate.vocabulary import vocabulary
from chartcase.fact import Fact

TEXT = "PT for 6 weeks. More PT by the insurer. Rest. Policy: PT first."
GOLD = {
    "facts": [
        {"type": "physical_therapy", "value": {"weeks": 6}, "stated_by": "treating", "quote": "PT for 6 weeks"},
        {"type": "physical_therapy", "value": {}, "stated_by": "ur", "quote": "More PT"},
        {"type": "conservative_care", "value": {"modality": "rest"}, "assertion": "present", "quote": "Rest"},
    ],
    "never": [{"quote": "PT first", "why": "policy"}],
    "conflicts": [],
}
MakeFact = Callable[..., Fact]
WriteGold = Callable[..., Path]


@pytest.fixture
def scores(write_gold: WriteGold, make_fact: MakeFact) -> Scores:
    """One right, one wrong, one missed, one spurious (and in a never-span)."""
    facts = (
        make_fact(TEXT, "6 weeks", value={"weeks": 6}),
        make_fact(TEXT, "More PT"),
        make_fact(TEXT, "PT first", rule="physical_therapy.bad"),
    )
    return summarise([outcome(write_gold(TEXT, **GOLD), facts)])


def outcome(path: Path, facts: tuple[Fact, ...]) -> Outcome:
    """The document judged."""
    return judge(read_gold(path), Prediction(TEXT, facts, ()), vocabulary())


def test_found_and_right_are_counted_by_type(scores: Scores) -> None:
    """Precision over what was predicted, recall over gold, strict F1 over right ones."""
    rows = {row.name: row for row in scores.types}
    therapy = rows["physical_therapy"]
    assert (therapy.gold, therapy.predicted, therapy.found, therapy.right) == (2, 3, 2, 1)
    assert (therapy.precision, therapy.recall) == (0.6667, 1.0)
    assert (therapy.found_f1, therapy.strict_f1) == (0.8, 0.4)
    assert rows["conservative_care"].recall == 0.0
    assert (scores.overall.gold, scores.overall.found) == (3, 2)


def test_speakers_are_golds_and_a_spurious_facts_own(scores: Scores) -> None:
    """A missed or found fact counts where gold puts it."""
    rows = {row.name: (row.gold, row.found, row.predicted) for row in scores.speakers}
    assert rows == {"treating": (1, 1, 2), "ur": (1, 1, 1), "(not given)": (1, 0, 0)}


def test_keys_are_compared_where_gold_gives_them(scores: Scores) -> None:
    """Accuracy is over found facts; a missed one has no keys."""
    keys = {(row.type, row.key): (row.compared, row.right) for row in scores.keys}
    assert keys == {("physical_therapy", "weeks"): (1, 1), ("*", "stated_by"): (2, 1)}


def test_what_must_be_zero_is_listed_without_words(scores: Scores) -> None:
    """A violation names file, line and rule."""
    assert [(place.file, place.line, place.rule) for place in scores.never_violations] == [
        ("note.txt", 1, "physical_therapy.bad")
    ]
    assert "PT first" not in scores.model_dump_json()


def test_calibration_is_over_facts_that_gold_decides(scores: Scores) -> None:
    """Two paired and one spurious fact, all at 0.9: one right, two found."""
    assert sum(item.count for item in scores.calibration.bins) == 3
    assert scores.calibration.ece_right == pytest.approx(0.9 - 1 / 3, abs=1e-4)
    assert scores.calibration.ece_found == pytest.approx(0.9 - 2 / 3, abs=1e-4)


def test_nothing_at_all_is_no_fault() -> None:
    """No document gives rates of 1 over counts of 0, and no division."""
    empty = summarise([])
    assert (empty.documents, empty.overall.gold, empty.overall.strict_f1) == (0, 0, 1.0)


def test_predictions_without_gold_have_no_precision() -> None:
    """Only false positives: precision and F1 are 0, recall of nothing is 1."""
    row = Row.of("x", gold=0, predicted=2, found=0, right=0)
    assert (row.precision, row.recall, row.found_f1) == (0.0, 1.0, 0.0)


def test_the_order_of_documents_does_not_matter(write_gold: WriteGold, make_fact: MakeFact) -> None:
    """Figures are the same whichever file comes first."""
    first = outcome(write_gold(TEXT, stem="a", **GOLD), (make_fact(TEXT, "6 weeks"),))
    second = outcome(write_gold(TEXT, stem="b", **GOLD), ())
    forth, back = summarise([first, second]), summarise([second, first])
    assert forth == back
