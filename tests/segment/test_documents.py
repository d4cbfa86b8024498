"""What a document is, and where one ends inside a packet."""

import time
from collections.abc import Callable

import pytest

from chartcase import resources
from chartcase.ingest.text import text_pages
from chartcase.record import Record
from chartcase.segment.documents import documents_of
from chartcase.segment.outline import Outline
from chartcase.segment.rules import load_segment_rules

Make = Callable[[str], Outline]

HEADS = {
    "clinical_note": (
        "OFFICE VISIT\nCHIEF COMPLAINT: Back pain.\nHISTORY OF PRESENT ILLNESS: 50 y/o man with leg pain.\n"
    ),
    "therapy_note": "PHYSICAL THERAPY DISCHARGE SUMMARY\nVisits attended: 12\nSTG 1: walk 20 minutes.\n",
    "imaging_report": (
        "EXAM: MRI LUMBAR SPINE WITHOUT CONTRAST\nTECHNIQUE: Sagittal T1 and T2.\nIMPRESSION: Bulge at L4-5.\n"
    ),
    "operative_report": (
        "PROCEDURE NOTE\nPREOPERATIVE DIAGNOSIS: Radiculopathy.\nThe patient was placed prone and draped.\n"
    ),
    "ur_letter": "NOTICE OF ADVERSE DETERMINATION\nRationale for denial: the request is not certified.\n",
    "iro_decision": "INDEPENDENT REVIEW ORGANIZATION\nService in dispute: lumbar epidural.\nUpheld.\n",
    "necessity_assessment": (
        "Medical Necessity Assessment: Caudal Epidural Injection\nThe injection is not medically necessary.\n"
    ),
}


@pytest.mark.parametrize("kind", HEADS)
def test_a_document_is_known_by_its_own_words(outline: Make, kind: str) -> None:
    """One document of each kind."""
    assert [document.kind for document in outline(HEADS[kind]).documents] == [kind]


SHORT = (
    ("PRE-SERVICE REVIEW WORKSHEET\nService: L5-S1 TFESI\nConclusion: meets criteria\n", "necessity_assessment"),
    ("CASE REVIEW\nQualifications of the physician reviewer: PM&R\nReview outcome: Upheld\n", "iro_decision"),
    (
        "To the attention of the utilization nurse, claim ending 12.\n\nI was asked on 9/9/25 to give an opinion on two"
        " nerve root blocks, ordered by Dr. Roe. The worker has leg pain. I cannot recommend that the blocks be"
        " certified.\n",
        "ur_letter",
    ),
    (
        "Dear Ms. Roe:\n\nYou asked us to look again at an injection that your health plan refused. A surgeon read what"
        " you, your doctor and the plan sent us.\n\nThe plan's refusal is partially overturned.\n",
        "iro_decision",
    ),
    (
        "Dear Ms. Roe:\n\nWe looked again at the injection that we refused in May. We uphold our denial. You may ask"
        " for an external review within 60 days.\n\nUtilization Management, Lake Health Plan\n",
        "ur_letter",
    ),
    ("IMR FINAL DETERMINATION LETTER\nDispute: L5-S1 ESI\nDisputed items/services: UPHOLD.\n", "iro_decision"),
    ("UR Decision - Appeal\nThe physician reviewer upheld the initial non-certification.\n", "ur_letter"),
    ("RECONSIDERATION DECISION\nThe original adverse determination is modified.\n", "ur_letter"),
    ("LETTER OF MEDICAL NECESSITY\nI treat Ms. Roe. She failed PT. I request a left L5 TFESI.\n", "clinical_note"),
    ("MRI L SPINE WO\nIMPRESSION: L4-5 bulge\n", "imaging_report"),
    ("Preoperative diagnosis: sacroiliitis.\n\nPostoperative diagnosis: same.\n\nConsent.\n", "operative_report"),
)


@pytest.mark.parametrize(("text", "kind"), SHORT)
def test_a_short_document_with_an_unusual_title_is_known(outline: Make, text: str, kind: str) -> None:
    """The title or one turn of the trade is enough; else its facts would have the wrong speaker."""
    assert [document.kind for document in outline(text).documents] == [kind]


WHO_DECIDES = (
    (
        "Your appeal of our decision of June 4\nA second physician of the plan, who had no part in the first decision, "
        "upholds the denial. You may ask for external review by an independent review organization.\n",
        "ur_letter",
    ),
    (
        "Letter about your file\nThe reviewer certifies that no known conflicts of interest exist between her and the "
        "carrier or the provider. The previous adverse determination should be upheld.\n",
        "iro_decision",
    ),
    (
        "Independent physician's assessment\nI do not treat this patient and was asked by the clinic to read the"
        " denial. The plan's reviewer overlooked the MRI. The injection is medically necessary. This does not bind"
        " the plan.\n",
        "necessity_assessment",
    ),
    (
        "Second request for reconsideration\nI have examined Mr. Roe on three dates. Your reviewer wrote that therapy"
        " was not done. Please overturn the denial or send it to external review by an IRO.\n",
        "clinical_note",
    ),
    (
        "Examination at the insurer's request\nThe examinee was told that no treatment would be given. She reports"
        " neck pain, 6/10. Reflexes are equal. No injection is needed.\n",
        "examination_report",
    ),
)


@pytest.mark.parametrize(("text", "sort"), WHO_DECIDES)
def test_who_decides_about_whom_tells_letters_apart(outline: Make, text: str, sort: str) -> None:
    """Payer, independent reviewer, consulted physician, treating doctor and examiner use the same words of denial."""
    assert [document.sort for document in outline(text).documents] == [sort]


def test_a_cue_of_a_head_begins_no_document(outline: Make) -> None:
    """A decision's headings on its later pages belong to it."""
    pages = [HEADS["iro_decision"], "REVIEW OUTCOME\nThe previous adverse determination should be upheld.\n"]
    assert len(outline("\f".join(pages)).documents) == 1


def test_an_examination_for_others_needs_a_word_that_says_so(outline: Make) -> None:
    """However much a chart's note sounds like an examiner's report."""
    text = (
        "He states that the neck hurts at 6/10 and that the right hand is weak. Range of motion is limited. Motor 5/5."
        " Reflexes 2+ and equal. Grip is 30 kg on the right and 12 kg on the left. Give-way weakness is seen.\n"
    )
    assert str(outline(text).documents[0].speaker) == "treating"


def test_part_of_a_chart_without_a_heading_is_no_decision(outline: Make) -> None:
    """However much a bare history sounds like a letter's retelling: nobody decides anything in it."""
    text = (
        "The patient has many medical problems, for which she is under the care of Dr. Y. She has a history of"
        " asthma and a history of reflux disease. There is a history of gout and there is a history of sciatica,"
        " which has been caused by arthritis of the spine. She has had a cyst, treated with local excision.\n"
    )
    assert [document.kind for document in outline(text).documents] == ["clinical_note"]


def test_a_packet_is_cut_where_a_new_title_stands(outline: Make) -> None:
    """Each page that opens with a title begins a document; a page that goes on does not."""
    text = "\f".join([HEADS["clinical_note"], "The exam went on to the next page.\n", HEADS["imaging_report"]])
    kinds = [(document.kind, document.start == 0) for document in outline(text).documents]
    assert kinds == [("clinical_note", True), ("imaging_report", False)]


def test_a_decision_that_retells_an_office_visit_stays_a_decision(outline: Make) -> None:
    """The notes it quotes do not outweigh what it is."""
    text = (
        HEADS["iro_decision"]
        + "\nPHYSICAL EXAM: reflexes normal.\nASSESSMENT AND PLAN: continue.\n"
        + HEADS["clinical_note"]
    )
    assert outline(text).documents[0].kind == "iro_decision"


@pytest.mark.parametrize(
    ("head", "sort"),
    [
        ("PRIMARY CARE VISIT  01/15/2023", "clinical_note"),
        ("URGENT CARE NOTE", "clinical_note"),
        ("EMERGENCY DEPARTMENT SUMMARY   2/2/2024", "clinical_note"),
        ("Annual Wellness Visit", "clinical_note"),
        ("OFFICE  8/12/2025   T. Abernathy-Voss DO", "clinical_note"),
        ("DISCHARGE SUMMARY", "clinical_note"),
        ("NURSING NOTE   3/3/2024", "clinical_note"),
        ("LABORATORY REPORT   Collected 10/09/2024", "chart_sheet"),
        ("Lab Results", "chart_sheet"),
        ("MEDICATION LIST", "chart_sheet"),
        ("PATIENT DEMOGRAPHICS", "chart_sheet"),
        ("REFERRAL FORM", "chart_sheet"),
        ("CORRESPONDENCE", "chart_sheet"),
        ("TIDEWATER REHAB   visit log        Eval 4/9/2025", "therapy_note"),
    ],
)
def test_headings_of_charts_begin_documents(outline: Make, head: str, sort: str) -> None:
    """Behind a procedure note, whose surgeon says nothing of them."""
    page = f"{head}\nSodium 140, potassium 4.1. Nothing further to add today.\n"
    documents = outline("\f".join([HEADS["operative_report"], page])).documents
    assert [document.sort for document in documents] == ["operative_report", sort]


def test_a_running_head_of_one_document_begins_no_other(outline: Make) -> None:
    """The title that each page of a note repeats, with the day of its visit."""
    head = "OFFICE VISIT   09/04/2024\n"
    pages = [f"{head}The leg pain goes on.\n", f"{head}Sleep is poor.\n", f"{head}He walks a mile.\n"]
    assert len(outline("\f".join(pages)).documents) == 1
    assert len(outline("\f".join([*pages, pages[0].replace("09/04", "10/16")])).documents) == 2


def test_a_heading_goes_as_far_as_its_day(outline: Make) -> None:
    """Who wrote the note may follow on the same line."""
    head = "SPINE CLINIC PROGRESS NOTE - 09/18/2023 - K. Ferreira, NP for Dr. Achterberg\n"
    page = f"{head}Patient returns after therapy. Pain is worse.\n"
    assert len(outline("\f".join([HEADS["therapy_note"], page])).documents) == 2


def test_a_stripe_says_nothing_of_what_a_page_is(outline: Make) -> None:
    """Every page of a fax names whom it is sent to."""
    stripe = "FROM: LAKE SPINE GROUP   TO: UTILIZATION REVIEW APPEALS   09/30/2022 14:02   PAGE {} OF 2\n"
    pages = [stripe.format(1) + HEADS["clinical_note"], stripe.format(2) + HEADS["therapy_note"]]
    kinds = [document.kind for document in outline("\f".join(pages)).documents]
    assert kinds == ["clinical_note", "therapy_note"]


def test_a_mark_of_a_document_begins_one_each_time(outline: Make) -> None:
    """However like the marks are."""
    pages = [f"--- RECEIVED BY EMAIL   Document {number} of 3 ---\nThe leg hurts again.\n" for number in (1, 2, 3)]
    assert len(outline("\f".join(pages)).documents) == 3


def test_one_count_through_a_packet_hides_no_dated_title(outline: Make) -> None:
    """A count of the whole packet makes no page a later one of the note before; a page without a title is one."""
    pages = [
        "--- pg 1 of 3 ---\nPROCEDURE NOTE   6/24/2025\nThe patient was placed prone and draped.\n",
        "--- pg 2 of 3 ---\nDexamethasone was given.\n",
        "--- pg 3 of 3 ---\nOFFICE   8/12/2025   T. Abernathy DO\nHere for recheck.\n",
    ]
    assert [document.sort for document in outline("\f".join(pages)).documents] == ["operative_report", "clinical_note"]


def test_a_title_beside_the_patient_is_one_however_it_is_written(outline: Make) -> None:
    """In lower case, above or below the line that names the patient."""
    name = "Patient: Ruth Castellanos    DOB: 03/14/1968"
    page = f"{name}\nCT cervical spine w/o contrast of 8/14/2021\nNo fracture.\n"
    assert len(outline("\f".join([HEADS["operative_report"], page])).documents) == 2


def test_who_comes_for_an_impairment_rating_sees_an_outside_examiner(outline: Make) -> None:
    """The words of an examination for rating or evaluation only make the report a reviewer's."""
    rated = "HISTORY: A 40-year-old woman with neck pain. She was sent to me for an impairment rating.\n"
    evaluated = "The worker was told that this visit was for evaluative purposes only.\nHISTORY: Low back pain.\n"
    treated = "HISTORY: A 40-year-old woman with neck pain. She was sent to me for treatment.\n"
    told = (
        evaluated
        + HEADS["clinical_note"]
        + "EXAM: Gait normal. Strength 5/5. Reflexes 2+.\nPLAN: Therapy twice a week.\n"
    )
    speakers = [str(outline(text).documents[0].speaker) for text in (rated, evaluated, told, treated)]
    assert speakers == ["reviewer", "reviewer", "reviewer", "treating"]


STRIPE = "FROM: LAKE SPINE GROUP   TO: HARBOR HEALTH PLAN   09/30/2022 14:02   PAGE {} OF 2"
FIRST = "the leg hurts and the back is stiff since last spring"


@pytest.mark.parametrize(
    "text",
    [
        f"{STRIPE.format(1)}\n\f{STRIPE.format(2)}\n{FIRST}\nit goes on.\n",
        f"{STRIPE.format(1)}\f{FIRST}\nit goes on.\n{STRIPE.format(2)}\n",
        f"{STRIPE.format(1)}\n{FIRST}\nit goes on.\n{STRIPE.format(2)}\n",
    ],
)
def test_a_stripe_at_a_pages_edge_is_no_title_and_takes_no_line_with_it(outline: Make, text: str) -> None:
    """Whether it opens a second page or closes a first one; a page's end ends a line."""
    assert [document.title for document in outline(text).documents] == [FIRST]


def test_dated_headings_in_a_long_review_take_time_that_grows_with_its_length() -> None:
    """What each of them is asked does not grow with what stands before it; four times as many take about four times as
    long."""
    rules = load_segment_rules(resources.rules(), resources.models())
    review = "INDEPENDENT REVIEW ORGANIZATION DECISION\nService in dispute: lumbar epidural.\nThe denial is upheld.\n"
    report = (
        "\nMRI LUMBAR SPINE 05/{}/2024\nThe study shows a protrusion at L4-5 with contact.\nIMPRESSION: protrusion.\n"
    )

    def seconds(reports: int) -> float:
        text = review + "".join(report.format(number % 28 + 1) for number in range(reports))
        record = Record("a.txt", text, text_pages(text))
        started = time.process_time()
        assert len(documents_of(record, rules, ())) == 1
        return time.process_time() - started

    assert min(seconds(1_200) for _ in range(2)) < 8 * max(min(seconds(300) for _ in range(2)), 0.02)


def test_a_review_stays_one_however_much_it_quotes(outline: Make) -> None:
    """A visit's dated heading far behind a review's own words begins no document, behind a therapist's it does."""
    heading = "\nOFFICE VISIT 8/12/2025\nThe leg pain is worse.\n"
    for head, count in (("iro_decision", 1), ("therapy_note", 2)):
        told = HEADS[head] + "The visit record says that she walked for ten minutes that day.\n" * 200
        assert len(outline(told + heading).documents) == count
