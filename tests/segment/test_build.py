"""The outline: what a sentence is, where it stands, and who speaks."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chartcase.fact import Speaker
from chartcase.segment.outline import Outline, Role, Sentence

Make = Callable[[str], Outline]


def sentence_with(outline: Outline, words: str) -> Sentence:
    return next(sentence for sentence in outline.sentences if words in outline.text(sentence))


DECISION = """IRO CASE #: ____

SERVICE IN DISPUTE: right L5-S1 transforaminal epidural steroid injection

REVIEW OUTCOME:
[X] Upheld   (Agree)
[ ] Overturned   (Disagree)

SUMMARY OF CLINICAL HISTORY:
XX/XX/XX:  MRI lumbar spine.  Impression:  Right paracentral protrusion at L5-S1.

XX/XX/XX:  Office visit.  The claimant denies bladder trouble.  Straight leg raise is
positive on the right.

XX/XX/XX:  UR.  Rationale for denial:  No exam was sent.

ANALYSIS:
The claimant has a clear S1 pattern.

ODG GUIDELINES:
(1) Radiculopathy must be documented.
"""


def test_each_dated_entry_speaks_with_its_own_voice(outline: Make) -> None:
    """A retold MRI is radiology's, a visit the treating doctor's, a denial the utilization reviewer's; the analysis
    is the IRO's."""
    read = outline(DECISION)
    speakers = {
        words: sentence_with(read, words).speaker
        for words in ("paracentral", "Straight leg", "No exam", "clear S1 pattern")
    }
    assert speakers == {
        "paracentral": Speaker.RADIOLOGY,
        "Straight leg": Speaker.TREATING,
        "No exam": Speaker.UR,
        "clear S1 pattern": Speaker.IRO,
    }


def test_an_unticked_box_is_the_forms_own_and_a_ticked_one_is_a_statement(outline: Make) -> None:
    """Of the outcomes offered only the ticked one is said."""
    read = outline(DECISION)
    assert sentence_with(read, "Upheld").role is Role.STATEMENT
    assert sentence_with(read, "Overturned").role is Role.FORM


def test_guideline_text_is_no_statement(outline: Make) -> None:
    """What a guideline demands is not said of the patient."""
    assert sentence_with(outline(DECISION), "must be documented").role is not Role.STATEMENT


def test_a_wrapped_sentence_is_one(outline: Make) -> None:
    """A hard wrap inside a sentence is no border."""
    assert (
        outline(DECISION)
        .text(sentence_with(outline(DECISION), "Straight leg"))
        .startswith("Straight leg raise is positive")
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "Patients must have failed six weeks of physical therapy before an epidural is approved.",
        "The guideline requires at least 50% relief for eight weeks.",
        "A randomized trial showed 60% relief at twelve weeks.",
        "Family history: mother with breast cancer.",
        "His father had diabetes and back surgery.",
        "Risks of bleeding, infection and paralysis were explained.",
        "If he fails therapy, an epidural could be considered.",
        "Should symptoms worsen, surgery would be an option.",
        "No more than two nerve root levels are injected at one session.",
    ],
)
def test_sentences_that_say_nothing_of_the_patient(outline: Make, sentence: str) -> None:
    """Requirement, guideline, literature, family, consent, hypothesis, recommendation to the provider."""
    read = outline(f"NOTE\n\n{sentence}\n")
    assert sentence_with(read, sentence[:12]).role not in (Role.STATEMENT, Role.QUESTION)


def test_an_order_is_advice_to_the_provider_in_a_letter_and_a_plan_in_a_chart(outline: Make) -> None:
    """The same imperative means another thing in a denial and in a note."""
    order = "Obtain an MRI with contrast of the lumbar spine."
    letter = outline(f"NOTICE OF ADVERSE DETERMINATION\nThe request is not certified.\n\n{order}\n")
    chart = outline(f"OFFICE VISIT\nCHIEF COMPLAINT: Leg pain.\nPLAN:\n{order}\n")
    assert sentence_with(letter, "Obtain").role is not Role.STATEMENT
    assert sentence_with(chart, "Obtain").role is Role.STATEMENT


@pytest.mark.parametrize(
    "sentence",
    [
        "The patient has failed six weeks of physical therapy.",
        "This patient had 50% relief for eight weeks after the first injection.",
        "She underwent an epidural and was 60% better at twelve weeks.",
        "He does not have diabetes.",
        "The claimant's family drove him to the visit because of leg pain.",
        "There is no evidence of fracture on the films.",
    ],
)
def test_the_patients_own_twin_of_such_a_sentence_is_a_statement(outline: Make, sentence: str) -> None:
    """One changed word makes it speak of the patient."""
    read = outline(f"NOTE\n\n{sentence}\n")
    assert sentence_with(read, sentence[:12]).role is Role.STATEMENT


def test_a_requirement_at_the_end_of_a_statement_is_cut_off(outline: Make) -> None:
    """The statement ends where the policy's words begin."""
    read = outline("Failed eight weeks of care, which should include NSAIDs and therapy.\n")
    sentence = sentence_with(read, "Failed eight")
    assert read.stream.text[sentence.said_from : sentence.said_to] == "Failed eight weeks of care"


def test_fax_lines_and_page_numbers_leave_the_stream(outline: Make) -> None:
    """Furniture stands in no sentence, and a sentence that runs over it is whole."""
    read = outline(
        "FROM: NORTH CLINIC 03/02/2024 09:10 P.001/002\nShe had to stop gabapentin because of\n\fFROM: NORTH "
        "CLINIC 03/02/2024 09:10 P.002/002\n"
        "dizziness and takes nothing now.\n"
    )
    assert [read.text(sentence) for sentence in read.sentences] == [
        "She had to stop gabapentin because of dizziness and takes nothing now."
    ]


def test_lines_that_are_carried_forward_from_visit_to_visit_stay(outline: Make) -> None:
    """A running head leaves the stream; a line that tells something stays, on however many pages it stands."""
    told = "Type 2\ndiabetes, metformin 1000 mg BID. No back complaints today.\n"
    page = "LAKESIDE CLINIC  MRN 4471\nVISIT {0}/15/2023\n" + told
    made = outline("\f".join(page.format(month) for month in range(1, 6)))
    text = [made.text(sentence) for sentence in made.sentences]
    assert sum("metformin" in line for line in text) == 5
    assert not any("LAKESIDE" in line for line in text)


def test_a_dose_that_was_wrapped_goes_on_with_its_drug(outline: Make) -> None:
    """A short line that no full stop ends, and a quantity with its unit under it, are one sentence."""
    made = outline("HPI: He takes cyclobenzaprine\n10 mg at night with partial relief.\n")
    assert any("cyclobenzaprine 10 mg at night" in made.text(sentence) for sentence in made.sentences)


@given(st.text(alphabet=st.sampled_from("aL4-5 .:\n\f;[]xX/()%*\u2022\u2610XX12"), max_size=300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
def test_sentences_partition_the_stream(outline: Make, text: str) -> None:
    """Sentences are in order, do not overlap, and each leads back into the record."""
    read = outline(text)
    position = 0
    for sentence in read.sentences:
        assert position <= sentence.start < sentence.end
        assert sentence.start <= sentence.said_from <= sentence.said_to <= sentence.end
        position = sentence.end
        for start, end in read.stream.spans(sentence.start, sentence.end):
            assert 0 <= start <= end <= len(text)


def test_a_title_in_capitals_may_end_with_a_full_stop(outline: Make) -> None:
    """A full stop behind a known title begins a section as a colon does."""
    read = outline("OFFICE VISIT\n\nHISTORY. He has leg pain.\n\nEXAMINATION. Gait is normal. Reflexes are 2+.\n")
    assert sentence_with(read, "Gait").section.kind == "exam"
    assert sentence_with(read, "leg pain").section.kind == "history"


def test_a_review_discusses_its_reasons_where_a_note_plans(outline: Make) -> None:
    """DISCUSSION is analysis in a decision, assessment and plan in a chart."""
    decision = outline(DECISION + "\nDISCUSSION\nThe findings agree with the request.\n")
    chart = outline("OFFICE VISIT\n\nDISCUSSION\nWe talked about an injection.\n")
    assert sentence_with(decision, "findings agree").section.kind == "analysis"
    assert sentence_with(chart, "talked about").section.kind == "assessment_plan"


def test_a_date_that_was_wrapped_begins_no_entry(outline: Make) -> None:
    """A line that begins with the date that the line before leads to goes on with its sentence."""
    read = outline(
        "OFFICE VISIT\n\nHISTORY: A surgeon saw her for the back pain and the leg pain on\n02/02/2021: no surgery.\n"
    )
    assert read.encounters == ()


def test_a_known_title_in_sentence_case_stands_alone(outline: Make) -> None:
    """What stands under "What the payer asks for" is no statement, and another line that stands alone ends it."""
    read = outline(
        "Medical Necessity Assessment\n\nWhat the payer asks for\n\n* MRI within two years\n* Six weeks of therapy\n\n"
        "Guidance and sedation\n\nThe order names fluoroscopy.\n"
    )
    assert sentence_with(read, "MRI").role is not Role.STATEMENT
    assert sentence_with(read, "fluoroscopy").role is Role.STATEMENT


def test_a_consent_that_shares_its_line_with_its_label_ends_with_it(outline: Make) -> None:
    """What a terse note tells below is no warning any more; the items of a list under the label still are."""
    made = outline("PROCEDURE NOTE\nConsent: infection, paralysis, death.\nProne. Needle at L5.\nPain 8/10 before.\n")
    roles = {made.text(sentence): sentence.role for sentence in made.sentences}
    assert roles["Consent: infection, paralysis, death."] is Role.CONSENT
    assert roles["Pain 8/10 before."] is Role.STATEMENT


def test_what_a_dictation_takes_back_is_not_read_but_quoted(outline: Make) -> None:
    """The rules read what was meant; the record's own words between stay part of a quote."""
    told = (
        "Pain down the left, correction, right leg. She is 51, strike that, 52. Correction of the scoliosis was done.\n"
    )
    made = outline(told)
    clean = made.stream.text
    assert all(words in clean for words in ("Pain down the right leg.", "She is 52.", "Correction of the scoliosis"))
    start = clean.index("Pain")
    ((low, high),) = made.stream.spans(start, start + len("Pain down the right leg"))
    assert told[low:high] == "Pain down the left, correction, right leg"


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("Pain is 8/10, correction 6/10 today.", "Pain is 6/10 today."),
        ("Strength 4/5, make that 5/5, in the left EHL", "Strength 5/5, in the left EHL"),
        ("Therapy for 6-8 weeks, correction 12 weeks", "Therapy for 12 weeks"),
        ("Seen 3/4/2024, correction 3/5/2024", "Seen 3/4/2024, correction 3/5/2024"),
    ],
)
def test_a_figure_is_taken_back_whole(outline: Make, told: str, meant: str) -> None:
    """A fraction or a range is replaced as one, never in part; a day is left to the reader."""
    assert outline(f"HPI: {told}\n").stream.text.strip().endswith(meant)


def test_a_charts_title_in_capitals_needs_no_colon(outline: Make) -> None:
    """What stands behind it is of that section; a word in capitals that is no title opens none."""
    made = outline("HPI: Leg pain.\nPE triceps 4/5 on the right.\nMEDS gabapentin 300 mg.\nNSAIDS did not help.\n")
    kinds = [sentence.section.kind for sentence in made.sentences]
    assert kinds == ["history", "exam", "medications", "medications"]


@pytest.mark.parametrize(
    "told",
    [
        "Assessment: Right L5 radiculopathy; make that clear to the insurer.",
        "Lumbar scoliosis - correction planned.",
        "No surgery -- strike that -- L4-5 fusion in 2010.",
        "She takes tramadol, scratch that, nothing for pain.",
    ],
)
def test_nothing_is_taken_back_that_is_not_replaced_by_its_like(outline: Make, told: str) -> None:
    """A side by a side, a figure by a figure; all else stays for the rules to read."""
    assert outline(told + "\n").stream.text.strip() == told.replace(" -- ", " -- ")


def test_a_quotation_that_is_never_closed_ends_with_its_paragraph(outline: Make) -> None:
    """The note that follows speaks of the patient again."""
    made = outline('The ODG says: "Injections need six weeks of therapy.\n\nHPI: Naproxen failed.\n')
    assert made.sentences[-1].role is Role.STATEMENT


def test_a_report_in_capitals_throughout_is_cut_as_one_in_small_letters(outline: Make) -> None:
    """A line of capitals that tells something is no title, however long; an abbreviation ends no sentence there."""
    report = (
        "EXAM: MRI OF THE LUMBAR SPINE\nFINDINGS:\nL3-L4: MILD DISC BULGE. NO CENTRAL CANAL OR FORAMINAL STENOSIS.\n"
        "L4-L5: DISC EXTRUSION OF 7 MM WITH INFERIOR MIGRATION. IT DISPLACES THE\nTRAVERSING L5 NERVE ROOT.\n"
        "TREATMENT: GABAPENTIN 300 MG T.I.D. MADE HER SLEEPY.\n"
    )
    made = outline(report)
    assert [made.text(sentence) for sentence in made.sentences if sentence.heading][1:] == ["FINDINGS:"]
    assert [made.text(sentence) for sentence in made.sentences][-2:] == [
        "IT DISPLACES THE TRAVERSING L5 NERVE ROOT.",
        "TREATMENT: GABAPENTIN 300 MG T.I.D. MADE HER SLEEPY.",
    ]


def test_a_known_title_may_end_with_an_arrows_head(outline: Make) -> None:
    """A title is told by "FH>" as by "FH:"; a comparison is none."""
    read = outline("CLINIC NOTE\n\nS> neck pain\nFH> mother with osteoporosis\nO> gait steady, VAS> 7\n")
    sections = {read.text(sentence): sentence.section.kind for sentence in read.sentences}
    assert sections["FH: mother with osteoporosis"] == "family_history"
    assert sections["O: gait steady, VAS> 7"] == "exam"


def test_a_title_of_demands_needs_no_space_below_it(outline: Make) -> None:
    """A list right below "What we need to say yes" demands; the signature behind it is its author's."""
    read = outline(
        "NOTICE OF ADVERSE DETERMINATION\n\nWhat we need to say yes (Policy 7, all must be present)\n"
        "- No bleeding disorder, no active infection\n\nPrepared by: the desk. Reviewed and signed by a physician.\n"
    )
    held = {read.text(sentence): sentence.role for sentence in read.sentences}
    assert held["- No bleeding disorder, no active infection"] is Role.REQUIREMENT
    assert held["Reviewed and signed by a physician."] is Role.STATEMENT


def test_operations_head_the_operation_in_its_own_report_and_earlier_ones_in_a_note(outline: Make) -> None:
    """OPERATIONS in a report describes what was done; in a visit note it lists what was done before."""
    report = outline(
        "OPERATIVE REPORT\nPROCEDURE: Anterior cervical discectomy C5-C6.\nANESTHESIA: General.\n"
        "OPERATIONS: The patient was placed supine and the neck was prepped.\n"
    )
    note = outline("CLINIC NOTE\nCHIEF COMPLAINT: Neck pain.\nOPERATIONS: Appendectomy in 1998.\n")
    assert sentence_with(report, "placed supine").section.kind == "procedure"
    assert sentence_with(note, "Appendectomy").section.kind == "surgical_history"
