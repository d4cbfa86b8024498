"""Policy text that is known by where it stands."""

from collections.abc import Callable

from chartcase.segment.outline import Outline, Role
from chartcase.segment.policy_run import behind_columns, demanded_columns

Make = Callable[[str], Outline]
DECISION = "INDEPENDENT REVIEW DECISION\n\nRATIONALE\n"


def roles(outline: Outline) -> dict[str, Role]:
    return {outline.text(sentence): sentence.role for sentence in outline.sentences}


def test_a_quoted_guideline_goes_on_to_its_closing_mark(outline: Make) -> None:
    """What stands between the marks is the guideline's, what follows is the reviewer's."""
    read = roles(
        outline(
            DECISION + 'The ODG says: "Sciatica with a matching image. Exercise and drugs first. Live imaging." '
            "Numbness is documented in the left foot.\n"
        )
    )
    assert [role is Role.STATEMENT for role in read.values()][-4:] == [False, False, False, True]


def test_a_quotation_that_is_never_closed_ends_where_one_case_is_told(outline: Make) -> None:
    """A side, a date or a past tense is no guideline's."""
    read = roles(outline(DECISION + 'The ODG says: "Sciatica with an image. The left knee jerk was lost. Numb foot.\n'))
    assert read["The left knee jerk was lost."] is Role.STATEMENT
    assert read["Numb foot."] is Role.STATEMENT


def test_a_citation_holds_to_the_end_of_its_paragraph(outline: Make) -> None:
    """A source before a colon speaks on until the paragraph ends."""
    read = roles(
        outline(
            DECISION + "ACOEM, Low Back, states: Patients may try one block. Relief over some weeks. "
            "Active exercise alongside.\n\nSpurling test is positive.\n"
        )
    )
    assert read["Active exercise alongside."] is Role.GUIDELINE
    assert read["Spurling test is positive."] is Role.STATEMENT


def test_a_column_of_demands_is_not_said_of_the_patient(outline: Make) -> None:
    """Of a table's row only what stands behind the demand can speak of the patient."""
    read = outline(
        "NECESSITY REVIEW\n\n| Criterion | Needed | Found |\n| Therapy | six weeks of PT | four visits of PT |\n"
    )
    row = next(sentence for sentence in read.sentences if "four visits" in read.text(sentence))
    assert read.stream.text[row.said_from : row.said_to].strip() == "four visits of PT |"


def test_columns_are_counted_from_the_left() -> None:
    """The demand may be any column, and a table without one has none."""
    assert demanded_columns("| Policy wording | Chart |") == 1
    assert demanded_columns("| Level | Relief | Weeks |") == 0
    assert behind_columns("| a | b |", 5) == len("| a | b |")


def test_a_relative_ends_what_a_note_says_of_the_patient(outline: Make) -> None:
    """Terse notes go from the patient to the family within one line."""
    read = outline("CLINIC NOTE\n\nHx: Diabetes: no, brother has sciatica.\n")
    line = next(sentence for sentence in read.sentences if "sciatica" in read.text(sentence))
    assert "sciatica" not in read.stream.text[line.said_from : line.said_to]


def test_what_a_named_source_says_next_is_its_own_too(outline: Make) -> None:
    """Behind a policy "it also excludes" goes on with the policy; the same word for a picture does not."""
    read = roles(
        outline(
            DECISION + "The plan's policy covers repeat injections only after half relief. It also excludes axial pain "
            "alone and infection.\n\nThe MRI was repeated. It also shows a mass at L5-S1.\n"
        )
    )
    assert read["It also excludes axial pain alone and infection."] is Role.GUIDELINE
    assert read["It also shows a mass at L5-S1."] is Role.STATEMENT


def test_what_a_form_has_its_signer_say_goes_on_with_each_i(outline: Make) -> None:
    """A signer's line belongs to the consent; what the doctor writes of the patient does not."""
    read = roles(
        outline(
            "OFFICE NOTE\n\nI understand that there may be bleeding, infection or nerve damage. I am not pregnant"
            " and I do not take blood thinners.\n\nShe is not pregnant.\n"
        )
    )
    assert read["I am not pregnant and I do not take blood thinners."] is Role.CONSENT
    assert read["She is not pregnant."] is Role.STATEMENT


def test_an_operator_who_explains_and_goes_on_signs_nothing(outline: Make) -> None:
    """The first person of a report is no signer of a form."""
    read = roles(
        outline(
            "PROCEDURE NOTE\n\nI explained the risks including bleeding, infection and nerve damage. I then advanced"
            " the needle at L4-L5.\n"
        )
    )
    assert read["I then advanced the needle at L4-L5."] is Role.STATEMENT


LISTED = "DECISION AND ORDER\n\nDISCUSSION\nThe ODG lists the following criteria: "


def test_a_numbered_list_of_demands_in_one_paragraph_is_policy_to_its_end(outline: Make) -> None:
    """Its items say nothing of the patient, though they read so; who is named behind it is."""
    text = (
        LISTED + "(1) Radiculopathy must be documented. Objective findings are needed. (2) Initially unresponsive to "
    )
    text += "exercises and NSAIDs. (3) Fluoroscopy should be used. Claimant has failed NSAIDs.\n"
    found = roles(outline(text))
    assert found["(2) Initially unresponsive to exercises and NSAIDs."] is Role.REQUIREMENT
    assert found["Claimant has failed NSAIDs."] is Role.STATEMENT


def test_what_a_list_tells_of_the_patient_stays(outline: Make) -> None:
    """A list that tells what was found is none of demands."""
    found = roles(
        outline(LISTED + "radiculopathy must be documented. The left ankle jerk was absent. NSAIDs failed.\n")
    )
    assert found["The left ankle jerk was absent."] is Role.STATEMENT
    assert found["NSAIDs failed."] is Role.STATEMENT


def test_a_table_whose_heads_are_not_ascii_has_columns_too() -> None:
    """A box or an arrow that a scan put into a head ends no reading."""
    assert demanded_columns("| ☐ Criterion | Needed → | Found |") == 2
    assert demanded_columns("| → | ° | ☐ |") == 0
