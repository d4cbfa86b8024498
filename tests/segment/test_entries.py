"""Entries of a retold history: in every shape the source speaks, and the author has the word again behind it."""

from collections.abc import Callable

import pytest

from chartcase.fact import Speaker
from chartcase.segment.outline import Outline

Make = Callable[[str], Outline]

_LETTER = "NOTICE OF UTILIZATION REVIEW DETERMINATION\n\nDetermination: NOT CERTIFIED.\n\nCLINICAL SUMMARY\n\n"
_VISIT, _STUDY, _THERAPIST = (
    "The ankle jerk is absent.",
    "There is a protrusion at L5-S1.",
    "Nine visits were attended.",
)
_SHAPES = {
    "comma": ("{day}, {source}: {words}", "\n\n"),
    "space": ("{day} {source}: {words}", "\n\n"),
    "slash": ("{day} / {source}: {words}", "\n\n"),
    "source first": ("{Source}, {day}: {words}", "\n\n"),
    "source of": ("{Source} of {day}: {words}", "\n\n"),
    "brackets": ("{Source} ({day}): {words}", "\n\n"),
    "no blank lines": ("{day}, {source}: {words}", "\n"),
    "row": ("| {day} | {Source} | {words} |", "\n"),
    "open row": ("{day} | {Source} | {words}", "\n"),
    "row, source first": ("{Source} | {day} | {words}", "\n"),
    "numbered row": ("| {number} | {day} | {Source} | {words} |", "\n"),
}
_SOURCES = (
    ("follow-up, K. Rossiter, PA-C", _VISIT, Speaker.TREATING),
    ("MRI lumbar spine", _STUDY, Speaker.RADIOLOGY),
    ("PT discharge summary", _THERAPIST, Speaker.THERAPY),
    ("procedure report", "The needle stood at L5-S1.", Speaker.OPERATIVE),
    ("UR determination", "No reflex was recorded.", Speaker.UR),
    ("office visit, Dr. Demir", "Tramadol was stopped.", Speaker.TREATING),
)
_BEHIND = "\n\nDISCUSSION\n\nThe file names no strength."


def _speaker(outline: Outline, words: str) -> Speaker:
    return next(sentence.speaker for sentence in outline.sentences if words in outline.text(sentence))


def _listed(shape: str, parts: str, days: list[str]) -> str:
    lines = [
        shape.format(day=day, source=source, Source=source[0].upper() + source[1:], words=words, number=number)
        for number, (day, (source, words, _)) in enumerate(zip(days, _SOURCES, strict=True), start=1)
    ]
    return parts.join(lines)


@pytest.mark.parametrize("shape", _SHAPES)
@pytest.mark.parametrize("day", ["12/0{}/2024", "XX/XX/XX", "[DATE]", "May {}, 2024"])
def test_the_source_of_an_entry_speaks_in_it(outline: Make, shape: str, day: str) -> None:
    """However a reviewer lists what he read, each paper speaks for itself and he speaks behind the list."""
    form, parts = _SHAPES[shape]
    read = outline(_LETTER + _listed(form, parts, [day.format(number) for number in range(1, 7)]) + _BEHIND)
    wanted = {words: speaker for _, words, speaker in _SOURCES} | {"names no strength": Speaker.UR}
    assert {words: _speaker(read, words) for words in wanted} == wanted


def test_a_label_of_an_assessment_is_its_authors_summary(outline: Make) -> None:
    """What stands behind a study's name and day there is no report."""
    read = outline("MEDICAL NECESSITY ASSESSMENT: L5-S1 ESI\n\nMRI lumbar spine, 02/02/2024: There is a protrusion.")
    assert all(sentence.encounter is None for sentence in read.sentences)


@pytest.mark.parametrize(
    "told",
    [
        "On the visit of 12/05/2024 the PA recorded: tender at L4-5. The file names no strength.",
        "MRI of 12/05/2024 was read as follows: normal. The file names no strength.",
        "Date of injury 12/05/2024: The file names no strength.",
        "1 | [DATE] | C6-C7 | 65% | 10 weeks\n2 | [DATE] | C6-C7 | 90% | 9 weeks\n\nThe file names no strength.",
        "Level | Finding | Grade\nL4-5 | protrusion | mild\n\nThe file names no strength.",
        "12/05/2024, 12/19/2024: dates of the visits. The file names no strength.",
        "Request received 12/05/2024: The file names no strength.",
    ],
)
def test_a_day_in_prose_or_in_another_table_opens_no_entry(outline: Make, told: str) -> None:
    """A day that no paper is named with leaves the word to the author."""
    assert _speaker(outline(_LETTER + told), "names no strength") is Speaker.UR


@pytest.mark.parametrize(
    "behind",
    [
        "The two notes cannot both be right. The file names no strength.",
        "Therapy: The file names no strength.",
        "Treatment to date: The file names no strength.",
    ],
)
def test_behind_entries_of_one_paragraph_each_the_author_speaks(outline: Make, behind: str) -> None:
    """White space parts what a reviewer adds from the last entry of his list."""
    entries = "12/05/2024: Office visit. Seen for pain.\n\n12/20/2024: Office visit. SLR is positive.\n\n"
    assert _speaker(outline(_LETTER + entries + behind), "names no strength") is Speaker.UR


def test_an_entry_of_several_paragraphs_goes_on(outline: Make) -> None:
    """Where the first entry has several paragraphs, so may the others; the parts of a note are the note's."""
    entry = "12/0{}/2024: Office visit. Seen for pain.\n\nThe ankle jerk is {}.\n\nPlan: more therapy.\n\n"
    read = outline(_LETTER + entry.format(1, "absent") + entry.format(2, "weak") + entry.format(3, "lost"))
    assert {_speaker(read, word) for word in ("absent", "weak", "lost", "more therapy")} == {Speaker.TREATING}


def test_a_title_with_name_and_day_gives_what_stands_below_it_to_its_author(outline: Make) -> None:
    """An assessment's "Examination (Dr. X, day)" is the doctor's up to the next title; without a name it is not."""
    letter = (
        "Medical Necessity Assessment\n\nBottom line\n\nIt is necessary.\n\n{}\n- Biceps 4/5\n\nImaging\n- No fracture"
    )
    dated = outline(letter.format("Examination (Dr. Kessinger, 08/27/2025)"))
    bare = outline(letter.format("Examination"))
    assert [_speaker(dated, "Biceps"), _speaker(dated, "No fracture")] == [Speaker.TREATING, Speaker.REVIEWER]
    assert _speaker(bare, "Biceps") is Speaker.REVIEWER


def test_an_entry_that_is_a_bullet_ends_with_the_list(outline: Make) -> None:
    """Bullets below a visit are of the visit; what follows the list is the letter's."""
    read = outline(
        "NOTICE OF ADVERSE DETERMINATION\n\nWhat was sent\n- Office visit 10/07/2025: leg pain to the heel\n"
        "- Exam: ankle jerk absent\n\nThe clinic sent no proof of exercise.\n"
    )
    assert _speaker(read, "ankle jerk") is Speaker.TREATING
    assert _speaker(read, "no proof") is Speaker.UR


_DECISION = "Notice of Independent Review Decision\n\nIRO CASE #: 12\n\nREVIEW OUTCOME:\nUpheld (Agree)\n\n"
_DECISION += "PATIENT CLINICAL HISTORY:\n"
_REFUSED = "The claimant's first injection gave less. The request is not certified.\n\n"


@pytest.mark.parametrize(
    "opening",
    [
        "Per a utilization review adverse determination letter dated XX by XXXX, MD, the request was denied. ",
        "On a letter dated XX, XXXX, DO upheld the denial. ",
        "A peer review on XX/XX/XX by A. Moss, MD non-certified it. ",
        "On 03/04/2024, a utilization review was completed by XXXX, MD. ",
        "The reconsideration determination dated 3/4/24 upheld the denial. ",
    ],
)
def test_a_paragraph_that_tells_of_a_denial_is_the_payers_to_its_end(outline: Make, opening: str) -> None:
    """Also what it quotes; the paragraph behind it is not."""
    made = outline(f"{_DECISION}{opening}{_REFUSED}The claimant was seen again. The ankle jerk was absent.\n")
    speakers = {made.text(item): item.speaker for item in made.sentences}
    assert speakers["The claimant's first injection gave less."] is Speaker.UR
    assert speakers["The ankle jerk was absent."] is Speaker.IRO


@pytest.mark.parametrize(
    "opening",
    [
        "The denials dated XX and XX are upheld. ",
        "The utilization review of XX was denied, and the IRO agreed. ",
        "An appeal was discussed on XX. ",
    ],
)
def test_a_paragraph_in_which_others_decide_as_well_is_no_denials(outline: Make, opening: str) -> None:
    """The decision's own words about denials, another decider, and no denial at all."""
    made = outline(f"{_DECISION}{opening}The claimant's first injection gave less.\n\nThe ankle jerk was absent.\n")
    speakers = {made.text(item): item.speaker for item in made.sentences}
    assert speakers["The claimant's first injection gave less."] is Speaker.IRO


def test_a_plans_row_is_the_plans(outline: Make) -> None:
    """A row whose source is the plan's level of review speaks for the plan."""
    read = outline(
        "INDEPENDENT REVIEW DECISION\n\nDate | From | What it says\n2025-06-03 | Pain consult | Legs tire.\n"
        "2025-06-17 | Plan, 1st level | Therapy was cut short.\n"
    )
    assert _speaker(read, "Legs tire") is Speaker.TREATING
    assert _speaker(read, "cut short") is Speaker.UR
