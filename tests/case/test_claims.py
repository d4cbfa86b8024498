"""Claims: facts as conflicts compare them, with the number and the date of the injection that the words speak of."""

from chartcase.case.claims import claims_of
from chartcase.case.standpoint import standpoints_of
from chartcase.fact import Fact
from chartcase.flow import finder
from chartcase.record import Page, PageSource, Record
from chartcase.segment.build import segment


def claims(text: str, fact_type: str) -> list[Fact]:
    """The claims of a type that a note gives."""
    record = Record("note.txt", text, (Page(1, 0, len(text), PageSource.TEXT),))
    outline = segment(record, finder().segment_rules)
    facts = finder().find(outline)
    read = claims_of(facts, standpoints_of(outline, facts, [None] * len(outline.documents)))
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


def test_what_is_told_far_behind_an_injection_is_of_none() -> None:
    """Five sentences on, the words still speak of it; six on, of injections in general."""
    between = "She sleeps badly. "
    near, far = (
        claims(
            f"HPI: The second L4-5 ESI was given on 09/12/2023. {between * count}The injection gave 20% relief.",
            "prior_injection",
        )
        for count in (4, 5)
    )
    assert (near[-1].value.get("ordinal"), far[-1].value.get("ordinal")) == (2, None)


def test_a_number_that_differs_is_another_injections() -> None:
    """Relief of the first is not dated by the second, though that was told of last."""
    told = claims("HPI: The second L4-5 ESI was given on 09/12/2023. The first gave 20% relief.", "prior_injection")
    assert [(claim.value["ordinal"], claim.value.get("date")) for claim in told] == [(2, "2023-09-12"), (1, None)]


def test_the_side_of_a_code_is_its_last_figure() -> None:
    """M54.31 is sciatica of the right side, M54.32 of the left; M54.16 names none."""
    sides = [
        [claim.value["side"] for claim in claims(f"ASSESSMENT: {code} diagnosis", "radicular_symptom")]
        for code in ("M54.31", "M54.32", "M54.16")
    ]
    assert sides == [["right"], ["left"], []]


def test_the_limb_of_a_sided_diagnosis_is_told_by_level_or_region() -> None:
    """Neck and arm, back and leg; a bare side names no limb."""
    limbs = [
        claims(f"IMPRESSION: {words}.", "radicular_symptom")[0].value.get("limb")
        for words in ("Right C6 radiculopathy", "Left lumbar radiculopathy", "Right radiculopathy")
    ]
    assert limbs == ["upper", "lower", None]
