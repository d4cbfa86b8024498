"""The list of faults: where each is, and what it may show."""

from collections.abc import Callable
from pathlib import Path

from chartcase.evaluate.confusions import HIDDEN, Confusion, confusions
from chartcase.evaluate.gold import read_gold
from chartcase.evaluate.judge import Prediction, judge
from chartcase.evaluate.vocabulary import vocabulary
from chartcase.fact import Fact

TEXT = "Seen today.\n  Lumbar radiculitis. Rest helped."
MakeFact = Callable[..., Fact]
WriteGold = Callable[..., Path]
DIAGNOSIS = {"type": "diagnosis", "value": {"term": "lumbar radiculitis", "status": "active"}, "quote": "Lumbar radi"}


def faults(path: Path, *facts: Fact, show_text: bool = False) -> tuple[Confusion, ...]:
    """The faults of one document."""
    outcome = judge(read_gold(path), Prediction(TEXT, facts), vocabulary())
    return confusions([outcome], vocabulary(), show_text=show_text)


def test_a_missed_fact_is_placed_in_the_text(write_gold: WriteGold) -> None:
    """File, line and column lead to the words; the list itself has none of them."""
    (fault,) = faults(write_gold(TEXT, facts=[DIAGNOSIS]))
    assert (fault.file, fault.line, fault.column, fault.what) == ("note.txt", 2, 3, "missed")
    assert fault.expected == f"term={HIDDEN}, status=active"
    assert "adi" not in fault.model_dump_json()


def test_a_wrong_key_shows_expected_and_got(write_gold: WriteGold, make_fact: MakeFact) -> None:
    """One line a key; words of the contract are shown, words of the record are not."""
    got = make_fact(TEXT, "Lumbar", "diagnosis", value={"term": "Lumbar", "status": "historical"}, rule="diagnosis.x")
    by_field = {fault.field: fault for fault in faults(write_gold(TEXT, facts=[DIAGNOSIS]), got)}
    assert (by_field["value.status"].expected, by_field["value.status"].got) == ("active", "historical")
    assert (by_field["value.term"].expected, by_field["value.term"].got) == (HIDDEN, HIDDEN)
    assert by_field["value.term"].rule == "diagnosis.x"


def test_a_key_that_is_left_out_is_a_dash(write_gold: WriteGold, make_fact: MakeFact) -> None:
    """Nothing said is told from something else said."""
    got = make_fact(TEXT, "Lumbar", "diagnosis", value={"term": "lumbar radiculitis"})
    assert [fault.got for fault in faults(write_gold(TEXT, facts=[DIAGNOSIS]), got)] == ["-"]


def test_a_spurious_fact_names_its_rule(write_gold: WriteGold, make_fact: MakeFact) -> None:
    """The rule that made it is where to mend it."""
    (fault,) = faults(write_gold(TEXT), make_fact(TEXT, "Rest", value={"weeks": {"lo": 4.0, "hi": 6.0}}))
    assert (fault.what, fault.rule, fault.got) == ("spurious", "physical_therapy.named", "weeks=4-6")


def test_text_is_shown_only_when_asked_for(write_gold: WriteGold, make_fact: MakeFact) -> None:
    """With --show-text the quotes and free values come along."""
    missed, spurious = faults(write_gold(TEXT, facts=[DIAGNOSIS]), make_fact(TEXT, "Rest"), show_text=True)
    assert missed.gold_quote == "Lumbar radi"
    assert missed.expected == "term=lumbar radiculitis, status=active"
    assert spurious.got_quote == "Rest"


def test_faults_come_in_the_order_of_the_text(write_gold: WriteGold, make_fact: MakeFact) -> None:
    """A person reads the list beside the document."""
    found = faults(write_gold(TEXT, facts=[DIAGNOSIS]), make_fact(TEXT, "Rest"), make_fact(TEXT, "Seen"))
    assert [fault.line for fault in found] == [1, 2, 2]
