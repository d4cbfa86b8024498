"""A mask in place of a pronoun is the patient, and no other mask is."""

import pytest

from chartcase.segment.masked_person import masked_persons


def meant(text: str) -> str:
    """The text with every mask that stands for the patient written out."""
    for low, high, words in reversed(list(masked_persons(text))):
        text = text[:low] + words + text[high:]
    return text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("XX denied numbness.", "the patient denied numbness."),
        ("XXXX had completed PT", "the patient had completed PT"),
        ("pain in XX left leg and XX low\nback", "pain in the left leg and the low\nback"),
        ("It upset XX stomach.", "It upset the stomach."),
        ("these gave XX no relief", "these gave the patient no relief"),
        ("Lyrica made XX drowsy", "Lyrica made the patient drowsy"),
        ("XX is a XX-year-old XX who fell on XX.", "the patient is a XX-year-old XX who fell on XX."),
    ],
)
def test_a_mask_beside_a_patients_words_is_the_patient(written: str, read: str) -> None:
    """As the subject, as whose it is, as who gets something; never with a sex."""
    assert meant(written) == read


@pytest.mark.parametrize(
    "text",
    [
        "On XX was an MRI done",
        "an MRI dated XX showed a bulge",
        "Dr. XX reported weakness",
        "seen by XX has been",
        "on XX back pain was worse",
        "XX/XX/XX was the day",
        "XX/XX had PT",
        "[XX] was removed",
        "XXXX, MD denied it",
        "XX upheld the denial",
        "CPT XX no",
        "a note without masks",
    ],
)
def test_a_days_or_a_doctors_mask_stays(text: str) -> None:
    """What stands before it, or a sign at its side, makes it something else."""
    assert meant(text) == text
