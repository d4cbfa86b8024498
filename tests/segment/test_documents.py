"""What a document is, and where one ends inside a packet."""

from collections.abc import Callable

import pytest

from chartcase.segment.outline import Outline

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
