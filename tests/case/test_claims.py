"""Claims: facts as conflicts compare them, with the number and the date of the injection that the words speak of."""

from chartcase.case.claims import claims_of
from chartcase.case.standpoint import standpoint
from chartcase.fact import Fact
from chartcase.flow import finder
from chartcase.record import Page, PageSource, Record
from chartcase.segment.build import segment


def claims(text: str, fact_type: str) -> list[Fact]:
    """The claims of a type that a note gives."""
    record = Record("note.txt", text, (Page(1, 0, len(text), PageSource.TEXT),))
    outline = segment(record, finder().segment_rules)
    facts = finder().find(outline)
    read = claims_of(facts, {fact.id: standpoint(outline, fact) for fact in facts})
    return [claim for claim in read if claim.type == fact_type]


def test_what_came_of_an_injection_has_its_number() -> None:
    """Relief told in the next sentence is that of the injection told of before it."""
    told = claims("HPI: The second left L5-S1 TFESI was given on 09/12/2023. She had 20% relief.", "prior_injection")
    assert [(claim.value["ordinal"], claim.value["date"]) for claim in told] == [(2, "2023-09-12"), (2, "2023-09-12")]


def test_words_about_several_injections_have_no_number() -> None:
    """Words about the injections are those of no single one."""
    told = claims(
        "HPI: The first L4-5 ESI was given on 09/12/2023. She had 60% relief from the injections.", "prior_injection"
    )
    assert "ordinal" not in told[-1].value


def test_the_one_injection_before_the_second_is_the_first() -> None:
    """Of an unnumbered injection and a second one, the unnumbered one is the first."""
    told = claims(
        "HPI: She had an L4-5 ESI on 03/04/2022. The second L4-5 ESI was given on 09/12/2023.", "prior_injection"
    )
    assert [claim.value["ordinal"] for claim in told] == [1, 2]


def test_two_unnumbered_injections_before_the_third_stay_unnumbered() -> None:
    """Which of two came first, the words do not say."""
    text = "HPI: She had an L4-5 ESI on 03/04/2022 and an L3-4 ESI on 05/05/2022. The third L4-5 ESI was on 09/12/2023."
    told = claims(text, "prior_injection")
    assert ["ordinal" in claim.value for claim in told] == [False, False, True]


def test_a_sided_diagnosis_of_radiculopathy_is_a_sided_symptom() -> None:
    """A diagnosis names the side of the pain; one of both sides names none."""
    assert [claim.value["side"] for claim in claims("IMPRESSION: Right L5 radiculopathy.", "radicular_symptom")] == [
        "right"
    ]
    assert claims("IMPRESSION: Bilateral L5 radiculopathy.", "radicular_symptom") == []
