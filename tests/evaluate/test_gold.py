"""Gold files: what is read from them, and every fault told by file and field."""

from collections.abc import Callable
from pathlib import Path

import pytest

from chartcase.errors import FileMissing, GoldError
from chartcase.evaluate.gold import gold_files, read_gold
from chartcase.fact import Assertion, Speaker

TEXT = "PT for 6 weeks.\nShe did PT twice.\nPolicy: at least 6 weeks of PT.\n"
WriteGold = Callable[..., Path]


def test_facts_get_their_place_in_the_text(write_gold: WriteGold) -> None:
    """A quote becomes the span where it stands; what is left out stays None."""
    fact = {"type": "physical_therapy", "value": {"weeks": 6}, "stated_by": "treating", "quote": "PT for 6 weeks"}
    gold = read_gold(write_gold(TEXT, facts=[fact]))
    assert gold.facts[0].span == (0, 14)
    assert gold.facts[0].value == {"weeks": 6}
    assert (gold.facts[0].stated_by, gold.facts[0].assertion) == (Speaker.TREATING, None)


def test_an_occurrence_picks_its_place(write_gold: WriteGold) -> None:
    """`occurrence: 2` is the second place from the start."""
    fact = {"type": "physical_therapy", "assertion": "present", "quote": "PT", "occurrence": 2}
    gold = read_gold(write_gold(TEXT, facts=[fact]))
    assert gold.text[slice(*gold.facts[0].span)] == "PT"
    assert gold.facts[0].span[0] == TEXT.index("PT twice")
    assert gold.facts[0].assertion is Assertion.PRESENT


def test_a_never_span_knows_its_line(write_gold: WriteGold) -> None:
    """Reports name the line of the gold's text instead of its words."""
    gold = read_gold(write_gold(TEXT, never=[{"quote": "at least 6 weeks of PT", "why": "policy"}]))
    assert gold.never[0].line == 3


def test_line_ends_do_not_shift_places(write_gold: WriteGold) -> None:
    """A text with CR LF is scored at the offsets of its LF form."""
    gold = read_gold(write_gold(TEXT.replace("\n", "\r\n"), facts=[{"type": "physical_therapy", "quote": "PT twice"}]))
    assert gold.facts[0].span[0] == TEXT.index("PT twice")


def test_unlisted_conflicts_are_not_no_conflicts(write_gold: WriteGold) -> None:
    """A file without `conflicts` is not scored for them; an empty list says that there is none."""
    assert read_gold(write_gold(TEXT)).conflicts is None
    assert read_gold(write_gold(TEXT, conflicts=[])).conflicts == ()


def test_a_date_may_be_written_without_quotes(write_gold: WriteGold) -> None:
    """YAML makes a date of 2019-03-04 and a number of 1994: both are taken as written."""
    date = {"raw": 1994, "iso": "2019-03-04", "precision": "day"}
    gold = read_gold(write_gold(TEXT, facts=[{"type": "physical_therapy", "quote": "PT twice", "date": date}]))
    assert gold.facts[0].date is not None
    assert (gold.facts[0].date.raw, gold.facts[0].date.iso) == ("1994", "2019-03-04")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"facts": [{"type": "therapy", "quote": "PT twice"}]}, "facts.0: unknown type 'therapy'"),
        ({"facts": [{"type": "physical_therapy", "quote": "PT thrice"}]}, "facts.0: the quote is not in the text"),
        ({"facts": [{"type": "physical_therapy", "quote": "PT"}]}, "facts.0: the quote is not unique"),
        ({"facts": [{"type": "physical_therapy", "quote": "PT", "occurrence": 9}]}, "no such occurrence"),
        (
            {"facts": [{"type": "physical_therapy", "quote": "PT twice", "value": {"visits": 2}}]},
            "unknown key 'visits'",
        ),
        ({"facts": [{"type": "physical_therapy", "quote": "PT twice", "assertion": "denied"}]}, "facts.0.assertion"),
        ({"facts": [{"type": "physical_therapy", "quote": "PT twice", "speaker": "ur"}]}, "facts.0.speaker"),
        ({"never": [{"quote": "PT thrice"}]}, "never.0: the quote is not in the text"),
        ({"kind": "letter"}, "kind: unknown kind"),
        ({"exhaustive": ["therapy"]}, "exhaustive: unknown type 'therapy'"),
        ({"document": "other.txt"}, "document: there is no such file"),
        ({"conflicts": [{"field": "request.side", "values": ["left"]}]}, "conflicts.0.values"),
    ],
)
def test_a_fault_is_named_by_file_and_field(write_gold: WriteGold, fields: dict[str, object], said: str) -> None:
    """The sentence names the file and the field, and never quotes the text."""
    with pytest.raises(GoldError) as caught:
        read_gold(write_gold(TEXT, **fields))
    assert "note.gold.yaml" in caught.value.sentence
    assert said in caught.value.sentence
    assert "PT t" not in caught.value.sentence


def test_gold_files_are_sorted_and_one_file_is_enough(write_gold: WriteGold) -> None:
    """The order of a run is that of the names."""
    second, first = write_gold(TEXT, stem="b"), write_gold(TEXT, stem="a")
    assert gold_files(first.parent) == (first, second)
    assert gold_files(second) == (second,)


def test_a_folder_without_gold_is_told(tmp_path: Path) -> None:
    """Neither a missing nor an empty folder passes for a perfect score."""
    with pytest.raises(GoldError):
        gold_files(tmp_path)
    with pytest.raises(FileMissing):
        gold_files(tmp_path / "nowhere")
