"""Whose statement a fact is: by the words beside it, by what its paragraph retells, by who decides."""

from collections.abc import Callable

import pytest

from chartcase.fact import Fact, Speaker

_IRO = "IRO REVIEWER REPORT\n\nIRO CASE #: 12345\n\nREVIEW OUTCOME:\nUpheld (Agree)\n\n"
_HISTORY = _IRO + "PATIENT CLINICAL HISTORY [SUMMARY]:\n"
_ANALYSIS = (
    _HISTORY + "The claimant is a male.\n\nXX/XX/XX:  Office Visit.  Claimant was seen.\n\n"
    "ANALYSIS AND EXPLANATION OF THE DECISION INCLUDE CLINICAL BASIS, FINDINGS, AND CONCLUSIONS USED\n"
    "TO SUPPORT THE DECISION:\n\n"
)
_LETTER = "NOTICE OF UTILIZATION REVIEW DETERMINATION\n\nDetermination: NOT CERTIFIED.\n\nCLINICAL SUMMARY\n"
_HEARING = "DECISION AND ORDER\n\nThis contested case hearing was held on [DATE].\n\nBACKGROUND INFORMATION\n"
_NECESSITY = (
    "Medical Necessity Assessment: Lumbar Epidural Steroid Injection\n\nDirect Answer\n\nIt is not necessary.\n\n"
)
_EXAMINER = "INDEPENDENT MEDICAL EXAMINATION\n\nNo doctor-patient relationship exists.\n\n"
_NOTE = "OFFICE VISIT\n\nHISTORY OF PRESENT ILLNESS: 45-year-old man with back pain.\n\n"
Said = Callable[[str, str, str], Fact]


@pytest.mark.parametrize(
    ("words", "fact_type", "speaker"),
    [
        ("He was treated with naproxen.", "medication_trial", Speaker.IRO),
        ("He complains of pain in the left calf.", "radicular_symptom", Speaker.PATIENT),
        ("On XX/XX/XX, the patient was seen by Dr. Smith. She takes naproxen.", "medication_trial", Speaker.TREATING),
        ("Per the office visit of 03/04/2019, she has left calf pain.", "radicular_symptom", Speaker.TREATING),
        ("Per the visit note, naproxen failed. He denies left leg pain.", "radicular_symptom", Speaker.PATIENT),
        ("The therapy records show nine visits. The ODI was 44% then.", "score", Speaker.THERAPY),
        ("The therapy records show nine visits. Naproxen 500 mg was taken.", "medication_trial", Speaker.IRO),
        ("The IRO doctor wrote that naproxen had failed.", "medication_trial", Speaker.IRO),
        ("The utilization review doctor denied the request since naproxen had failed.", "medication_trial", Speaker.UR),
        ("The carrier's doctor noted that naproxen had failed.", "medication_trial", Speaker.UR),
        ("According to the plan's second reviewer, naproxen had failed.", "medication_trial", Speaker.UR),
        ("The reviewing physician noted that naproxen had failed.", "medication_trial", Speaker.IRO),
        ("Per Dr. [NAME] naproxen had failed.", "medication_trial", Speaker.TREATING),
        ("XX/XX/XX: UR. Denial: A clinic note documented left leg pain.", "radicular_symptom", Speaker.UR),
        ("The second letter upheld the refusal on another ground.", "determination", Speaker.UR),
        ("For these reasons the denial is upheld.", "determination", Speaker.IRO),
        ("Her doctor saw her twice. He gave her a second ESI at C7-T1.", "prior_injection", Speaker.TREATING),
        ("XX/XX/XX: Rehabilitation discharge. Attended 18 visits of PT.", "physical_therapy", Speaker.THERAPY),
        ("XX/XX/XX: Rehabilitation physician visit. Attended 18 visits of PT.", "physical_therapy", Speaker.TREATING),
        ("The complaint is neck pain.", "axial_pain", Speaker.PATIENT),
        ("XX/XX/XX: UR. Denial: The MRI showed a disc bulge at L4-5.", "imaging_finding", Speaker.UR),
    ],
)  # fmt: skip
def test_a_decision_tells_its_own_history_and_retells_notes(
    said: Said, words: str, fact_type: str, speaker: Speaker
) -> None:
    """An undated history is the decision's; a named visit, log or denial keeps the word until another is named."""
    assert said(_HISTORY, words, fact_type).stated_by is speaker


@pytest.mark.parametrize("words", ["She currently complains of left leg pain.", "She has left leg pain."])
def test_a_decision_sums_up_in_its_own_words(said: Said, words: str) -> None:
    """Under the form's heading of two lines the reviewer speaks, also of what the patient complains of."""
    assert said(_ANALYSIS, words, "radicular_symptom").stated_by is Speaker.IRO


@pytest.mark.parametrize("title", ["ANALYSIS AND DECISION:", "The reviewer's reasoning", "Discussion and conclusion"])
def test_reasons_have_many_titles(said: Said, title: str) -> None:
    """Under whatever title the reasons stand, a letter that is named there hands nothing on."""
    words = f"\n{title}\n\nDr. Ito noted weakness. Electrodiagnostics were negative for radiculopathy."
    assert said(_HISTORY, words, "electrodiagnostic").stated_by is Speaker.IRO


def test_what_a_retold_note_lacks_is_said_by_its_reader(said: Said) -> None:
    """A note does not say what it leaves out."""
    words = "The progress note states that pain is 6/10. Physical therapy is not documented."
    fact = said(_HISTORY, words, "physical_therapy")
    assert (fact.assertion.value, fact.stated_by) == ("not_documented", Speaker.IRO)


@pytest.mark.parametrize(
    ("words", "fact_type", "speaker"),
    [
        ("She has tried naproxen.", "medication_trial", Speaker.UR),
        ("Your examination recorded weakness. Spurling maneuver was negative.", "exam_finding", Speaker.TREATING),
        ("Medications: naproxen. She has had 12 chiropractic visits.", "medication_trial", Speaker.TREATING),
        ("Medications: naproxen. She has had 12 chiropractic visits.", "conservative_care", Speaker.UR),
        ("Exam: normal gait. She attended 14 physical therapy visits.", "physical_therapy", Speaker.UR),
    ],
)
def test_a_payers_letter_copies_lists_and_examinations(
    said: Said, words: str, fact_type: str, speaker: Speaker
) -> None:
    """A list of drugs and an examination are the doctor's; what follows in the paragraph is not."""
    assert said(_LETTER, words, fact_type).stated_by is speaker


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("Claimant testified that his leg hurts. He took naproxen.", Speaker.PATIENT),
        ("Claimant explained why. On cross-examination he agreed that he took naproxen.", Speaker.PATIENT),
        ("Claimant testified that his leg hurts. This is credible. Claimant took naproxen.", Speaker.HEARING),
        ("Dr. Vance, the treating doctor, wrote that the leg is weak. He took naproxen.", Speaker.TREATING),
        ("Claimant took naproxen.", Speaker.HEARING),
    ],
)  # fmt: skip
def test_a_witness_is_heard_until_the_officer_weighs(said: Said, words: str, speaker: Speaker) -> None:
    """Testimony carries through its paragraph."""
    assert said(_HEARING, words, "medication_trial").stated_by is speaker


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("Physical exam demonstrates a positive straight leg raise.", Speaker.REVIEWER),
        ("The examiner writes that the straight leg raise is positive.", Speaker.TREATING),
        ("HISTORIES\n\nNarrative of the physician. It is recorded that the straight leg raise is positive.",
         Speaker.TREATING),
        ("The orthopaedist notes that surgery was refused. The straight leg raise is positive.", Speaker.REVIEWER),
    ],
)  # fmt: skip
def test_a_necessity_assessment_speaks_for_itself(said: Said, words: str, speaker: Speaker) -> None:
    """Only a person who is named has another word there; an examination is the reviewer's own."""
    assert said(_NECESSITY, words, "exam_finding").stated_by is speaker


@pytest.mark.parametrize(
    ("words", "fact_type", "speaker"),
    [
        ("4.3 Per claimant: right leg pain to the ankle.", "radicular_symptom", Speaker.PATIENT),
        ("4.4 Per treating surgeon: SLR negative bilaterally; motor 5/5.", "exam_finding", Speaker.TREATING),
        ("By the designated doctor the claimant was found to have a negative straight leg raise.", "exam_finding",
         Speaker.REVIEWER),
        ("It was stated by the first utilization reviewer that naproxen had failed.", "medication_trial", Speaker.UR),
        ("Bowel and bladder dysfunction is denied.", "risk", Speaker.PATIENT),
        ("\nWhat the plan said\n\nNaproxen had failed.", "medication_trial", Speaker.UR),
        ("What the plan said\n\nNo.\n\nThe reviewer's reasoning\n\nNaproxen failed.", "medication_trial", Speaker.IRO),
    ],
)  # fmt: skip
def test_sources_are_named_in_many_forms(said: Said, words: str, fact_type: str, speaker: Speaker) -> None:
    """Labels, passives and titles name a source as verbs of saying do."""
    assert said(_HISTORY, words, fact_type).stated_by is speaker


_FAILED, _SIGN = "naproxen had failed.", "decreased sensation in the left L5 dermatome."
_VISITS, _PAIN, _DISC = "nine visits of physical therapy.", "left leg pain.", "a disc herniation at L4-5."
_PROSE = [
    (f"His chiropractor, Dr. Dunne, claims that {_FAILED}", "medication_trial", Speaker.TREATING),
    (f"The pain clinic had written that {_FAILED}", "medication_trial", Speaker.TREATING),
    ("It had not lasted; naproxen had failed, the surgeon wrote.", "medication_trial", Speaker.TREATING),
    (f"In the opinion of the surgeon {_FAILED}", "medication_trial", Speaker.TREATING),
    (f"Dr. Ito's view is that {_FAILED}", "medication_trial", Speaker.TREATING),
    ("Dr. Ito tried her on naproxen.", "medication_trial", Speaker.TREATING),
    (f"When last examined by Dr. Ito she had {_SIGN}", "exam_finding", Speaker.TREATING),
    (f"Dr. Ito reported {_SIGN}", "exam_finding", Speaker.TREATING),
    (f"An AME in 2022, Dr. Shah, found {_SIGN}", "exam_finding", Speaker.REVIEWER),
    (f"Dr. Cho, who examined her for the carrier, found {_SIGN}", "exam_finding", Speaker.REVIEWER),
    (f"The discharge summary from physical therapy counts {_VISITS}", "physical_therapy", Speaker.THERAPY),
    (f"Rehab attendance records show {_VISITS}", "physical_therapy", Speaker.THERAPY),
    (f"She gives a history of {_PAIN}", "radicular_symptom", Speaker.PATIENT),
    (f"On the pain drawing she shaded {_PAIN}", "radicular_symptom", Speaker.PATIENT),
    (f"The answers to interrogatories state that there is {_PAIN}", "radicular_symptom", Speaker.PATIENT),
    (f"The carrier's second physician reviewer turned it down; {_FAILED}", "medication_trial", Speaker.UR),
    (f"Dr. Feld denied the request. Dr. Feld noted that {_FAILED}", "medication_trial", Speaker.UR),
    (f"The first denial rests on the ground that {_FAILED}", "medication_trial", Speaker.UR),
    (f"The request was turned down because {_FAILED}", "medication_trial", Speaker.UR),
    (f"The films are reported as showing {_DISC}", "imaging_finding", Speaker.RADIOLOGY),
    (f"Dr. Ito read the films herself and saw {_DISC}", "imaging_finding", Speaker.TREATING),
    (f"Dr. Ito interprets the MRI as {_DISC}", "imaging_finding", Speaker.TREATING),
    # their opposites
    (f"Dr. Ito's letter does not explain why {_FAILED}", "medication_trial", Speaker.IRO),
    (f"The patient's chart shows that {_FAILED}", "medication_trial", Speaker.IRO),
    (f"Dr. Ito had reviewed the MRI report, which showed {_DISC}", "imaging_finding", Speaker.RADIOLOGY),
    (f"Dr. Ito says that it helped. I disagree: {_FAILED}", "medication_trial", Speaker.IRO),
]


@pytest.mark.parametrize(("words", "fact_type", "speaker"), _PROSE)
def test_plain_prose_names_its_sources(said: Said, words: str, fact_type: str, speaker: Speaker) -> None:
    """Without headings a decision's history is told by whoever its sentences name, and by its author where nobody is
    named or a paper is silent."""
    assert said(_HISTORY, words, fact_type).stated_by is speaker


def test_a_payer_is_answered_in_a_doctors_letter(said: Said) -> None:
    """What "you write" in a treating doctor's letter is the payer's."""
    words = "I am writing to appeal. You refused it because, you write, no physical therapy is documented."
    assert said("Dear Medical Director,\n\n", words, "physical_therapy").stated_by is Speaker.UR


def test_a_hearing_retells_what_the_independent_doctor_weighed(said: Said) -> None:
    """What the independent doctor gives as his reason is his word, though it is of a picture."""
    words = "The IRO doctor upheld the denial, noting that the MRI did not show a herniation at L4-5."
    assert said(_HEARING, words, "imaging_finding").stated_by is Speaker.IRO


def test_a_copied_list_ends_with_its_paragraph(said: Said) -> None:
    """A label at the head of a letter ("Plan: ..." of a health plan) gives the rest of it to nobody."""
    words = "Plan: Tidewater HMO\n\nYou have had left leg pain since a fall."
    assert said(_IRO, words, "radicular_symptom").stated_by is Speaker.IRO


def test_an_examinee_tells_his_complaints_and_not_his_treatment(said: Said) -> None:
    """In an outside examiner's history symptoms are the patient's, drugs the examiner's."""
    words = "HISTORY\nPain spread to the right leg. He takes naproxen."
    assert said(_EXAMINER, words, "radicular_symptom").stated_by is Speaker.PATIENT
    assert said(_EXAMINER, words, "medication_trial").stated_by is Speaker.REVIEWER


def test_a_therapist_counts_the_visits(said: Said) -> None:
    """What a therapist writes under "S:" is the patient's, but for the visits he counted."""
    words = "PHYSICAL THERAPY PROGRESS NOTE\n\nS: Has attended 14 of 16 visits. Takes naproxen at night.\n"
    assert said(words[:32], words[32:], "physical_therapy").stated_by is Speaker.THERAPY
    assert said(words[:32], words[32:], "medication_trial").stated_by is Speaker.PATIENT


def test_a_questionnaire_is_the_patients_word(said: Said) -> None:
    """What the patient filled in he says, drugs and injections included."""
    words = "PATIENT QUESTIONNAIRE (completed by the patient)\n1. Medicines you have stopped: gabapentin - dizzy."
    assert said(_NOTE, words, "medication_trial").stated_by is Speaker.PATIENT


@pytest.mark.parametrize(
    ("told", "fact_type", "speaker"),
    [
        (
            "Per the visit note she is well. The MRI showed a bulge. Gabapentin was tried.",
            "medication_trial",
            "treating",
        ),
        ("Dr. Ito saw her. He stated that naproxen had failed.", "medication_trial", "treating"),
        ("The reviewing physician noted that naproxen had failed.", "medication_trial", "iro"),
    ],
)
def test_who_has_the_word_in_a_retold_history(said: Said, told: str, fact_type: str, speaker: str) -> None:
    """A picture's report hands the word back; "he" is the doctor named before; a reviewer is no treating doctor."""
    assert said(_HISTORY, told, fact_type).stated_by.value == speaker


@pytest.mark.parametrize(
    ("words", "fact_type", "speaker"),
    [
        ("She had an L5-S1 TFESI on 04/02/2024 and she reports 75% relief.", "prior_injection", "patient"),
        ("Had right C6-7 ILESI 3/1/24 and reports 50% relief x 2 months.", "prior_injection", "patient"),
        ("The injection on 05/01/2024 gave her 70% relief per patient.", "prior_injection", "patient"),
        ("The injection on 05/01/2024 gave her 70% relief.", "prior_injection", "treating"),
        ("Says the Lyrica does nothing.", "medication_trial", "patient"),
        ("Tramadol was useless she tells me.", "medication_trial", "patient"),
        ("She reports neck pain. It radiates into the right arm to the thumb.", "radicular_symptom", "patient"),
        ("She reports neck pain. On exam the right arm pain is less.", "radicular_symptom", "treating"),
        ("She reports neck pain. She takes naproxen.", "medication_trial", "treating"),
        ("Denies weakness. No saddle numbness.", "risk", "patient"),
        ("Did PT x 10 visits and tells me it was a waste of time.", "physical_therapy", "patient"),
        ("Prior PT (8 visits, 2024): no benefit per patient.", "physical_therapy", "patient"),
        ("He had an epidural years ago that he does not think did anything.", "prior_injection", "patient"),
        ("Pain is scored by the patient as 6/10.", "score", "patient"),
        ("TFESI #1 11/04/2024 - reported 80% relief x 10 wks.", "prior_injection", "patient"),
    ],
)  # fmt: skip
def test_a_note_gives_the_patient_what_he_tells_of(said: Said, words: str, fact_type: str, speaker: str) -> None:
    """What came of a treatment is the patient's where he is named before it or behind it; complaints go on his."""
    assert said(_NOTE, words, fact_type).stated_by.value == speaker


@pytest.mark.parametrize(
    ("words", "fact_type", "speaker"),
    [
        ("Dr. Pell, the surgeon, argues that NSAIDs are contraindicated.", "medication_trial", "treating"),
        ("Carrier's peer reviewer, Dr. Bray, wrote that physical therapy was not completed.", "physical_therapy", "ur"),
        ("Weakness and a positive straight leg raise were recorded by the designated doctor.", "exam_finding",
         "reviewer"),
        ("Naproxen failed, according to Dr. Pell, and was stopped.", "medication_trial", "treating"),
        ("The carrier's first reviewer would not certify it, writing that naproxen had not failed.", "medication_trial",
         "ur"),
        ("Dr. Pell noted leg pain. According to him, naproxen failed.", "medication_trial", "treating"),
        ("Physical therapy notes show that 8 of 12 visits were attended.", "physical_therapy", "therapy"),
        ("The first injection, done by Dr. Pell, gave 60% relief.", "prior_injection", "iro"),
    ],
)  # fmt: skip
def test_a_source_is_named_before_or_behind(said: Said, words: str, fact_type: str, speaker: str) -> None:
    """Any verb of saying hands a person the word, also behind his name's apposition or behind the statement."""
    assert said(_HISTORY, words, fact_type).stated_by.value == speaker


@pytest.mark.parametrize(
    ("words", "fact_type", "speaker"),
    [
        ("Dr. Bray, the carrier's peer reviewer, testified.\n\nDr. Bray wrote that naproxen had failed.",
         "medication_trial", "ur"),
        ("The designated doctor, Dr. Ito, testified.\n\nDr. Ito noted that the straight leg raise was negative.",
         "exam_finding", "reviewer"),
        ("Dr. Gray reviewed the file for the carrier.\n\nDr. Gray noted that naproxen had failed.", "medication_trial",
         "ur"),
        ("Dr. Vance testified.\n\nDr. Vance wrote that naproxen had failed.", "medication_trial", "treating"),
    ],
)  # fmt: skip
def test_a_doctor_keeps_the_office_he_was_introduced_with(said: Said, words: str, fact_type: str, speaker: str) -> None:
    """A name alone is the treating doctor's, but for a doctor whom the document named as another's."""
    assert said(_HEARING, words, fact_type).stated_by.value == speaker


@pytest.mark.parametrize(
    ("before", "words", "fact_type", "speaker"),
    [
        (_LETTER, "Per the office note she has pain. Treatment has consisted of naproxen.", "medication_trial", "ur"),
        (_LETTER, "Your letter says that naproxen failed.", "medication_trial", "treating"),
        (_LETTER, "Assessment. Function did not change after the injection.", "prior_injection", "ur"),
        (_HISTORY, "At the May visit the patient was well. She stopped tramadol.", "medication_trial", "treating"),
        (_HISTORY, "The treating physiatrist's note of May 4 records weakness. Naproxen failed.", "medication_trial",
         "treating"),
        (_HISTORY, "The plan's doctor held that the MRI showed no nerve compression.", "imaging_finding", "ur"),
        (_HISTORY, "Physical exam by Dr. Lark on 5/5/2023: positive straight leg raise.", "exam_finding", "treating"),
        (_HISTORY, "The claimant is reporting pain in the left calf.", "radicular_symptom", "patient"),
        (_LETTER, "The MRI of 8/12/2024 shows a bulge. No cauda equina compression was seen.", "risk", "radiology"),
        (_LETTER, "From the report of the MRI: C5-C6, no stenosis; no evidence of infection.", "risk", "radiology"),
        (_LETTER, "Dx: M54.16 lumbar radiculopathy", "diagnosis", "ur"),
        (_LETTER, "You report that the member has failed naproxen.", "medication_trial", "treating"),
        (_ANALYSIS, "The office note shows that naproxen failed.", "medication_trial", "iro"),
        (_ANALYSIS, "Per the office note, naproxen failed.", "medication_trial", "treating"),
        (_HISTORY, "Per the visit note she is well. EMG was read as normal.", "electrodiagnostic", "iro"),
        (_HISTORY, "The request was denied on 5/1/2021 because naproxen had not failed.", "medication_trial", "ur"),
        (_NECESSITY, "HISTORIES\n\nDr. Ito's consult of May 4 describes leg pain. The straight leg raise is positive.",
         "exam_finding", "treating"),
    ],
)  # fmt: skip
def test_what_is_retold_and_what_is_summed_up(
    said: Said, before: str, words: str, fact_type: str, speaker: str
) -> None:
    """A visit or a letter that is cited speaks; a summary of treatment and studies are the writer's own."""
    assert said(before, words, fact_type).stated_by.value == speaker


@pytest.mark.parametrize(
    ("words", "fact_type", "speaker"),
    [
        ("On cross-examination she conceded that she had not kept up her exercises.", "conservative_care", "patient"),
        ("The claimant acknowledged that she had stopped naproxen.", "medication_trial", "patient"),
        ("The claimant herself wrote that naproxen had failed.", "medication_trial", "patient"),
        ("On cross-examination Dr. Roe conceded that naproxen had failed.", "medication_trial", "treating"),
    ],
)
def test_who_concedes_says_so(said: Said, words: str, fact_type: str, speaker: str) -> None:
    """A concession is a statement of the one who makes it."""
    assert said(_HEARING, words, fact_type).stated_by.value == speaker
