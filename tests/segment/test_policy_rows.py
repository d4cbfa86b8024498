"""Rows of a reviewer's checklist: the criterion says nothing of the patient, its answer does."""

from collections.abc import Callable

import pytest

from chartcase.record import Page, PageSource, Record
from chartcase.segment.lines import lines_of, paragraphs_of
from chartcase.segment.outline import Outline, Role
from chartcase.segment.policy_rows import answer_start, is_criterion, parted

Make = Callable[[str], Outline]

_ROWS = (
    ("Radicular pain in a nerve root distribution, with examination findings that agree", "Shin pain since mid-July"),
    ("Advanced imaging within the past 24 months showing a cause", "MRI 09/12/2024 with a right L3-L4 herniation"),
    ("Six weeks of conservative treatment, unless pain is severe", "Meloxicam 15 mg for 8 weeks, thirteen visits"),
    ("No infection, uncorrected bleeding disorder or cord compression", "Not on anticoagulants, no fever"),
    ("At least 50% relief for three months from the last injection", "70% for 16 weeks after the ILESI of 04/08/2025"),
)
_THREE = tuple(enumerate((_ROWS[2], _ROWS[1], _ROWS[0])))
_LETTER = "NOTICE OF UTILIZATION REVIEW DETERMINATION\n\nMember: A. Okoro\nDetermination: APPROVED\n\n"
_FORMS = {
    "answer below a letter": (
        "{letter}) {criterion}\n   {answer}.",
        "\n\n",
        "Policy element / What the record shows\n\n",
    ),
    "answer below a number": ("{number}. {criterion}\n{answer}.", "\n\n", "Findings\n\n"),
    "verdict and colon": ("{number}. {criterion}. Met: {answer}.", "\n", "Review:\n"),
    "verdict behind a dash": ("{number}. {criterion} - MET. {answer}.", "\n", "Review:\n"),
    "not met": ("{number}. {criterion} - NOT MET: {answer}.", "\n", "Review:\n"),
    "question": ("{number}) {criterion}? Yes. {answer}.", "\n", "Review\n"),
    "arrow": ("- {criterion} -> {answer}.", "\n", "Criteria checklist\n"),
    "colon": ("{number}. {criterion}: {answer}.", "\n", "Policy criteria and what was found\n"),
    "tick": ("[x] {criterion}: {answer}.", "\n", "Criteria\n"),
    "table": ("| {criterion} | Met | {answer} |", "\n", "| Criterion | Status | Evidence |\n"),
    "open table": ("{criterion} | {answer}", "\n", "Policy element | What the record shows\n"),
    "labels": ("Criterion {number}: {criterion}.\nEvidence: {answer}.", "\n\n", ""),
    "other labels": ("Requirement: {criterion}\nRecord: {answer}.\nStatus: met", "\n\n", ""),
    "titles": ("{criterion}\n\n{answer}.", "\n\n", "How the request meets the policy\n\n"),
}


def _roles(outline: Outline, words: str) -> set[Role]:
    """The roles of the sentences in whose said part the words stand; none where policy text covers them."""
    found: set[Role] = set()
    for sentence in outline.sentences:
        at = outline.text(sentence).find(words)
        if at >= 0 and sentence.said_from <= sentence.start + at < sentence.said_to:
            found.add(sentence.role)
    return found


@pytest.mark.parametrize("form", _FORMS)
def test_a_rows_answer_is_read_and_its_criterion_is_not(outline: Make, form: str) -> None:
    """Whatever parts the two, only the answer is a statement."""
    shape, parts, head = _FORMS[form]
    rows = [
        shape.format(letter="abcde"[at], number=at + 1, criterion=criterion, answer=answer)
        for at, (criterion, answer) in enumerate(_ROWS)
    ]
    read = outline(_LETTER + head + parts.join(rows) + "\n\nAll elements are met.\n")
    assert all(Role.STATEMENT not in _roles(read, criterion[:24]) for criterion, _ in _ROWS)
    assert all(_roles(read, answer) == {Role.STATEMENT} for _, answer in _ROWS)


@pytest.mark.parametrize(
    "row",
    [
        "1. Left calf pain with numbness: seen at three visits",
        "2. She completed six weeks of therapy with no relief. Met: the log shows it.",
        "3. MRI of 09/12/2024 with a right herniation - MET",
        "4. Home exercise program: daily",
        "5. Naproxen 500 mg bid failed or was not tolerated -> stopped",
        "6. Straight leg raise was positive within 30 degrees: yes",
        "7. Triceps weakness in a C7 pattern with arm pain: MET",
    ],
)
def test_a_statement_before_a_colon_stays_one(outline: Make, row: str) -> None:
    """Sides, days, doses and what happened belong to one patient, on whichever side of a mark they stand."""
    assert answer_start(row, listed=True) == 0


@pytest.mark.parametrize(
    ("words", "demanded"),
    [
        ("Six weeks of conservative treatment", True),
        ("Failure of NSAIDs or acetaminophen", True),
        ("Relief of 50% or more for three months", True),
        ("No infection or bleeding disorder", True),
        ("Imaging", False),
        ("Home exercise program", False),
        ("Six weeks of therapy, no help on the left", False),
        ("Physical therapy, 10 sessions in 2024, no benefit", False),
        ("No fever, she takes no anticoagulant", False),
    ],
)
def test_a_criterion_demands_of_nobody_in_particular(words: str, demanded: bool) -> None:
    """A topic is too short to demand, and one case has sides, counts and persons."""
    assert is_criterion(words) is demanded


@pytest.mark.parametrize(("count", "parts"), [(3, 6), (2, 2)])
def test_three_rows_make_a_list_of_criteria(count: int, parts: int) -> None:
    """Fewer numbered lines with an answer below them may be a reviewer's own points."""
    shape, apart, _ = _FORMS["answer below a number"]
    rows = [shape.format(number=at + 1, criterion=criterion, answer=answer) for at, (criterion, answer) in _THREE]
    text = apart.join(rows[:count])
    record = Record("note.txt", text, (Page(1, 0, len(text), PageSource.TEXT),))
    assert len(parted(paragraphs_of(lines_of(record, ())))) == parts


def test_numbered_statements_with_paragraphs_below_them_stay_statements(outline: Make) -> None:
    """A reviewer's numbered findings are no criteria because he explains them."""
    told = "1. Reflexes were normal.\nNo loss is described.\n\n2. The MRI does not show contact.\nIt shows a bulge.\n\n"
    told += "3. Failure of therapy is not documented.\nOnly three visits are in the file.\n"
    read = outline(_LETTER + "Rationale\n\n" + told)
    assert all(_roles(read, words) == {Role.STATEMENT} for words in ("Reflexes were", "does not show", "Only three"))


def test_a_note_keeps_its_numbered_plan(outline: Make) -> None:
    """In a chart a numbered order with a remark below it is the doctor's."""
    plan = (
        "OFFICE VISIT\n\nPLAN\n\n1. Physical therapy with traction\nTwice a week.\n\n2. MRI with contrast or CT\nSoon."
    )
    read = outline(plan + "\n\n3. Trial of gabapentin with titration\nStart low.\n")
    assert _roles(read, "Physical therapy with") == {Role.STATEMENT}
