"""Conservative care: the longest failed trial at least, all trials one after the other at most."""

from collections.abc import Callable

from chartcase.case import care
from chartcase.case.measured import Ground

MakeGround = Callable[..., Ground]


def test_trials_side_by_side_or_in_a_row(ground: MakeGround) -> None:
    """Three weeks of therapy and four of a drug are at least four and at most seven."""
    found = care.weeks_of_failed_care(
        ground(
            [
                {"type": "physical_therapy", "value": {"weeks": 3, "response": "failed"}},
                {
                    "type": "medication_trial",
                    "value": {"drug": "naproxen", "class": "nsaid", "weeks": 4, "response": "failed"},
                },
            ]
        )
    )
    assert (found.low, found.high) == (4, 7)


def test_restatements_of_a_trial_are_one(ground: MakeGround) -> None:
    """Naproxen told in three sections ran once."""
    told = {
        "type": "medication_trial",
        "value": {"drug": "naproxen", "class": "nsaid", "weeks": 4, "response": "failed"},
    }
    found = care.weeks_of_failed_care(ground([told, told, told]))
    assert (found.low, found.high) == (4, 4)


def test_a_general_failure_covers_trials_without_a_response(ground: MakeGround) -> None:
    """Care that failed as a whole makes therapy without a response a failed trial; one that helped stays as told."""
    general = {"type": "conservative_care", "value": {"modality": "unspecified", "response": "failed"}}
    open_trial = {"type": "physical_therapy", "value": {"weeks": 6}}
    helped = {"type": "physical_therapy", "value": {"weeks": 6, "response": "helped"}}
    assert care.weeks_of_failed_care(ground([general, open_trial])).low == 6
    assert care.weeks_of_failed_care(ground([general, helped])).low == 0


def test_a_trial_without_a_length_leaves_the_end_open(ground: MakeGround) -> None:
    """Nobody can say that care was short."""
    found = care.weeks_of_failed_care(
        ground(
            [
                {
                    "type": "medication_trial",
                    "value": {"drug": "meloxicam", "class": "nsaid", "weeks": 1, "response": "failed"},
                },
                {"type": "conservative_care", "value": {"modality": "chiropractic"}},
            ]
        )
    )
    assert (found.low, found.high) == (1, None)


def test_sessions_are_no_weeks(ground: MakeGround) -> None:
    """34 sessions of therapy have no length."""
    found = care.weeks_of_failed_care(
        ground([{"type": "physical_therapy", "value": {"sessions": 34, "response": "failed"}}])
    )
    assert not found.known
    assert "for how long" in found.why


def test_not_tolerated_is_not_failed(ground: MakeGround) -> None:
    """A drug stopped for its side effects says nothing of failure, but therapy that was not borne is told."""
    told = [{"type": "physical_therapy", "value": {"weeks": 2, "response": "not_tolerated"}}]
    assert care.failed(ground(told)).value is None
    assert care.physical_therapy_not_possible(ground(told)).value is True


def test_what_is_missing_is_named(ground: MakeGround) -> None:
    """Silence, and somebody's word that the record lacks it, are told apart."""
    silent = care.weeks_of_failed_care(ground([]))
    lacking = care.weeks_of_failed_care(
        ground([{"type": "physical_therapy", "assertion": "not_documented", "by": "ur"}])
    )
    assert silent.why == "No conservative care is recorded."
    assert lacking.why == "Somebody says that the record does not document it."


def test_a_general_statement_counts_for_both_kinds(ground: MakeGround) -> None:
    """Physical treatment and drugs are the two kinds; one that failed is at least one."""
    general = {"type": "conservative_care", "value": {"modality": "unspecified", "response": "failed"}}
    drug = {"type": "medication_trial", "value": {"class": "nsaid", "response": "failed"}}
    assert care.failed_kinds(ground([general])).low == 2
    assert (care.failed_kinds(ground([drug])).low, care.failed_kinds(ground([drug])).high) == (1, None)


def test_over_the_counter_drugs_are_no_prescription(ground: MakeGround) -> None:
    """Acetaminophen does not count for prescription analgesics, an NSAID does."""
    plain = {"type": "medication_trial", "value": {"class": "acetaminophen", "weeks": 9, "response": "failed"}}
    nsaid = {"type": "medication_trial", "value": {"class": "nsaid", "weeks": 5, "response": "failed"}}
    assert not care.weeks_of_prescription(ground([plain])).known
    assert care.weeks_of_prescription(ground([plain, nsaid])).low == 5
