"""How sections of a kind behave while a record is walked: what ends an entry, what ends with its line, what stays.

It stands apart because these are facts of the field about headings, and the walk only asks them.
"""

import re

_PICTURE = re.compile(
    r"(?i)\W{0,4}(?:[a-z]+ ){0,4}(?:x-?rays?|mri|ct|radiographs?|films|myelogra(?:m|phy))\b"
    r"(?:(?! shows?| showed| reveal| demonst| normal| negative| is | was )[^.;:]){0,70}[.:]?\s?"
)
ENDS_ENTRY = frozenset(
    {
        "analysis",
        "outcome",
        "guideline",
        "applied_guideline",
        "criteria_source",
        "request",
        "qualifications",
        "documents_reviewed",
        "certification",
        "navigation",
        "clinical_history",
        "findings_of_fact",
        "conclusions_of_law",
        "hearing_issue",
        "prior_review",
        "answer",
    }
)
# A label with its words on one line says no more than that line.
ONE_PARAGRAPH = frozenset(
    {
        "qualifications",
        "request",
        "outcome",
        "certification",
        "indication",
        "comparison",
        "technique",
        "family_history",
        "social_history",
        "allergies",
        "anesthesia",
        "consent",
    }
)
ONE_LINE = frozenset({"allergies", "anesthesia", "comparison", "consent", "family_history", "technique"})
COPIED_LISTS = frozenset({"plan", "assessment", "assessment_plan", "medications"})
"""What a review copies from a chart as one list behind a label: its next paragraph is the author's again."""
REVIEWS = frozenset({"ur_letter", "iro_decision", "necessity_assessment"})
RETELLS = REVIEWS - {"necessity_assessment"}
STICKY = frozenset({"navigation", "criteria_source"})
LEAVES_STICKY = frozenset(
    {
        "request",
        "outcome",
        "clinical_history",
        "history",
        "complaint",
        "exam",
        "analysis",
        "plan",
        "assessment",
        "documents_reviewed",
        "qualifications",
    }
)
OF_REVIEWS = {"discussion": "analysis", "medical decision making": "analysis", "summary": "clinical_history"}
OF_A_VISIT = frozenset(
    {"complaint", "history", "past_history", "surgical_history", "medications", "allergies", "social_history"}
    | {"review_of_systems", "exam", "assessment", "assessment_plan", "impression", "plan", "procedure"}
)


_OF_OPERATIONS = frozenset({"operations", "operation", "surgeries", "surgery"})
"""Titles that head earlier operations in a note, and the operation itself in its own report."""


def kind_in(kind: str, title: str, document: str) -> str:
    """The kind of a section with the plain `title` in a document of a kind."""
    if kind == "assessment_plan" and document in REVIEWS:
        return OF_REVIEWS.get(title, kind)
    return "procedure" if document == "operative_report" and title in _OF_OPERATIONS else kind


def names_a_picture(sentence: str) -> bool:
    """Whether a line only names a study, with its part of the body and its day ("X-ray cervical spine, 6/4/2021.")."""
    return _PICTURE.fullmatch(sentence) is not None
