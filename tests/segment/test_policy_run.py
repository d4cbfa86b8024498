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
