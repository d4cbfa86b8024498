"""Who speaks in decisions written to "you", in assessments under bare titles and on a patient's own sheets."""

from collections.abc import Callable

import pytest

from chartcase.fact import Fact, Speaker

_EXTERNAL = (
    "EXTERNAL REVIEW DECISION\n\nMember: R. C.\nPlan: Lakeshore Choice PPO\n"
    "Decision: The plan's denial is OVERTURNED.\n\nWhat happened\n\n"
)
_IRO = "IRO REVIEWER REPORT\n\nIRO CASE #: 12345\n\nREVIEW OUTCOME:\nUpheld (Agree)\n\n"
_LETTER = "NOTICE OF UTILIZATION REVIEW DETERMINATION\n\nDetermination: NOT CERTIFIED.\n\n"
_HEARING = "DECISION AND ORDER\n\nThis contested case hearing was held on [DATE].\n\nBACKGROUND INFORMATION\n"
_ASSESSMENT = "Medical Necessity Assessment\n\nBottom line\n\nIt is medically necessary.\n\n"
Said = Callable[[str, str, str], Fact]


@pytest.mark.parametrize(
    ("words", "fact_type", "speaker"),
    [
        ("Your family doctor gave you naproxen, which upset your stomach.", "medication_trial", Speaker.TREATING),
        ("Your primary care doctor started you on gabapentin.", "medication_trial", Speaker.TREATING),
        ("Your rheumatologist prescribed duloxetine 30 mg.", "medication_trial", Speaker.TREATING),
        ("Your neurologist examined you. She found the triceps 4/5.", "exam_finding", Speaker.TREATING),
        ("The neurologist found weakness of the left triceps, 4/5.", "exam_finding", Speaker.TREATING),
        ("You told the neurologist you have pain in the left arm.", "radicular_symptom", Speaker.PATIENT),
        ("You did six weeks of physical therapy.", "physical_therapy", Speaker.IRO),
        ("The doctor does not work for the plan. You took naproxen.", "medication_trial", Speaker.IRO),
    ],
)
def test_a_letter_to_you_retells_its_doctors(said: Said, words: str, fact_type: str, speaker: Speaker) -> None:
    """What "your neurologist" found is the doctor's; what nobody is named for is the letter's."""
    assert said(_EXTERNAL, words, fact_type).stated_by is speaker


@pytest.mark.parametrize(
    "title",
    [
        "Why the plan said no",
        "Why your health plan denied the block",
        "What the insurer decided",
        "WHY THE CARRIER REFUSED",
        "Why the plan turned you down",
        "First denial and appeal",
    ],
)
def test_under_a_plain_title_the_payer_speaks(said: Said, title: str) -> None:
    """A decision retells the denial under such a title, and takes up the word under the next one."""
    before = _EXTERNAL + f"You have arm pain.\n\n{title}\n\n"
    told = "The records did not show six weeks of physical therapy."
    assert said(before, told, "physical_therapy").stated_by is Speaker.UR
    after = before + told + "\n\nWhy we disagree\n\n"
    assert said(after, "Naproxen could not be tolerated.", "medication_trial").stated_by is Speaker.IRO


@pytest.mark.parametrize(
    "title",
    ["Why we disagree", "Why we decided as we did", "Our reasons", "How we decided", "Reasons for our decision"],
)
def test_reasons_under_a_plain_title_are_the_reviewers(said: Said, title: str) -> None:
    """In its reasons a decision weighs the notes that it names."""
    before = _EXTERNAL + f"You have arm pain.\n\n{title}\n\n"
    told = "The therapy notes that came with the appeal show 12 visits over six weeks of physical therapy."
    assert said(before, told, "physical_therapy").stated_by is Speaker.IRO


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("The MRI does not show a disc herniation.", Speaker.IRO),
        ("The MRI fails to demonstrate a disc herniation.", Speaker.IRO),
        ("The MRI shows a disc herniation at L4-5.", Speaker.RADIOLOGY),
    ],
)
def test_what_a_picture_does_not_show_is_weighed(said: Said, words: str, speaker: Speaker) -> None:
    """In its reasons a reviewer says himself what is missing; what is there the radiologist saw."""
    assert said(_IRO + "ANALYSIS:\n", words, "imaging_finding").stated_by is speaker


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        (
            "The IRO reviewer, board certified in Anesthesiology with a subspecialty in Pain Medicine, upheld the"
            " denial, reasoning that naproxen had helped.",
            Speaker.IRO,
        ),
        ("The carrier's doctor, who did not examine her, wrote that naproxen had helped.", Speaker.UR),
        ("The treating surgeon, himself a witness at the hearing, stated that naproxen had helped.", Speaker.TREATING),
        ("The patient, a roofer by trade, reported that naproxen had helped.", Speaker.PATIENT),
    ],
)
def test_a_long_apposition_parts_nobody_from_his_verb(said: Said, words: str, speaker: Speaker) -> None:
    """Whoever is described between commas still says what follows."""
    assert said(_HEARING, words, "medication_trial").stated_by is speaker


def test_under_symptoms_an_assessment_sums_up_and_a_note_lists_complaints(said: Said) -> None:
    """A list of symptoms is the assessment author's, unless its title names whose words they are."""
    listed = "- Left arm pain to the thumb for 14 months"
    assert said(_ASSESSMENT + "Symptoms\n", listed, "radicular_symptom").stated_by is Speaker.REVIEWER
    assert said(_ASSESSMENT + "Patient's statement\n\n", listed, "radicular_symptom").stated_by is Speaker.PATIENT
    note = "OFFICE VISIT\n\nSymptoms\n"
    assert said(note, listed, "radicular_symptom").stated_by is Speaker.PATIENT


@pytest.mark.parametrize(
    "title",
    [
        "PRE-PROCEDURE QUESTIONNAIRE (completed by patient 10/01/2024)",
        "INJECTION SAFETY QUESTIONNAIRE",
        "PAIN INTAKE FORM (filled in by the patient)",
        "NEW PATIENT HEALTH QUESTIONNAIRE",
    ],
)
def test_on_a_questionnaire_the_patient_speaks(said: Said, title: str) -> None:
    """Ticks and figures on such a sheet are the patient's."""
    sheet = f"HARBOR PINES NEUROSURGERY\n{title}\n\nDo you have any of the following?\n[ ] Cancer\n"
    words = "[x] I take a blood thinner: Plavix\nPain today: 8 of 10"
    assert said(sheet, words, "risk").stated_by is Speaker.PATIENT
    assert said(sheet, words, "score").stated_by is Speaker.PATIENT


@pytest.mark.parametrize("label", ["Therapy", "Physical therapy", "PT"])
def test_a_label_before_a_summary_names_the_therapist(said: Said, label: str) -> None:
    """The count in "Therapy: Discharge summary of ... records" is the therapist's."""
    words = f"{label}: Discharge summary of 10/31/2024 records 11 visits of physical therapy."
    assert said(_LETTER + "CLINICAL SUMMARY\n", words, "physical_therapy").stated_by is Speaker.THERAPY


@pytest.mark.parametrize(
    ("before", "speaker"),
    [
        (_EXTERNAL + "You have arm pain.\n\nWhy we disagree\n\n", Speaker.IRO),
        (_EXTERNAL + "You have arm pain.\n\nWhy the plan said no\n\n", Speaker.UR),
        (_IRO + "PATIENT CLINICAL HISTORY:\nA utilization review of [DATE] denied the request. ", Speaker.UR),
    ],
)
def test_the_reviewer_is_whose_reasons_are_told(said: Said, before: str, speaker: Speaker) -> None:
    """In an independent decision's reasons "the reviewer" is its own, in what it retells the payer's."""
    words = "The reviewer found that naproxen had helped."
    assert said(before, words, "medication_trial").stated_by is speaker


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("The note says 80% relief. No procedure report was sent. Naproxen 500 mg was taken.", Speaker.UR),
        ("The note says 80% relief. No therapy records were provided. Naproxen 500 mg was taken.", Speaker.UR),
        ("The note says 80% relief. Naproxen 500 mg was taken.", Speaker.TREATING),
    ],
)
def test_whoever_misses_a_paper_has_taken_up_the_word(said: Said, words: str, speaker: Speaker) -> None:
    """A note that is retold does not say what was not sent along."""
    assert said(_LETTER + "CLINICAL SUMMARY\n", words, "medication_trial").stated_by is speaker
