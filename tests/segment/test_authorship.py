"""Who wrote a document, and on which day."""

import pytest

from chartcase.segment.authorship import author_of, day_of

BODY = ["The leg hurts and the back is stiff since last spring."] * 16


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("OFFICE VISIT   09/04/2024", "2024-09-04"),
        ("office note   09/04/2024", "2024-09-04"),
        ("in our office on 09/04/2024", None),
        ("Visit Date: 9/4/24 10:40 AM    Location: North clinic", "2024-09-04"),
        ("DOB: 03/14/1968   DOS: 09/04/2024   Date of injury: 01/02/2019", "2024-09-04"),
        ("RADIOLOGY REPORT   Exam date: 04-Sep-2024    Printed: 11/03/2025", "2024-09-04"),
        ("September 4, 2024", "2024-09-04"),
        ("Report date: 09/06/2024   Date of service: 09/04/2024", "2024-09-04"),
        ("LABORATORY REPORT   Collected 2024-09-04", "2024-09-04"),
        ("Date: XX/XX/XXXX", None),
        ("Date: [**2020-2-17**]", None),
        ("Date of service: 13/13/2024", None),
        ("Date of injury: 01/02/2019", None),
        ("Patient: R. Quint   DOB: 03/14/1968", None),
        ("Patient: DELACROIX, MARTIN  POR: 03/14/1998  MRN 448201", None),
        ("03/14/1968", None),
        ("Printed 11/03/2025", None),
        ("09/04/2024: the leg is better", None),
        ("Date of service: 3/4/98", "1998-03-04"),
        ("Date of service: 3/4/49", "2049-03-04"),
        ("DOB 3/4/50   DOS: 3/4/24", "2024-03-04"),
        ("DOS: XX/XX/2024\nPrinted by front desk  Date: 5/5/2025", None),
        ("DOS: XX/XX/2024\nDate: 5/5/2025", None),
        ("Date: XX/XX/2024\nDOS: 9/4/2024", "2024-09-04"),
        ("DOS: XX/XX/2024\nDate of service: 9/4/2024", "2024-09-04"),
        ("Printed by front desk  Date: 5/5/2025", None),
        ("Faxed from clinic   Date: 5/5/2025\nDOS: 9/4/2024", "2024-09-04"),
        ("Received: 9/9/2024   Date: 9/4/2024", "2024-09-04"),
        ("He was last seen in our office here and there since 09/04/2024 or so", None),
    ],
)
def test_a_document_has_the_day_that_its_head_gives(head: str, day: str | None) -> None:
    """Of service before of writing; other days, masked ones and days of no calendar are none."""
    assert day_of([*head.split("\n"), *BODY]) == day


def test_a_signature_has_the_day_where_the_head_has_none() -> None:
    """The day on which it was signed."""
    assert day_of(["OFFICE VISIT", *BODY, "Electronically signed by Karen Osei, MD 09/04/2024"]) == "2024-09-04"


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Electronically signed by Karen Osei, MD 09/04/2024", "Karen Osei, MD"),
        ("Authenticated by D. L. O'Dowd DO on 9/4/24 at 4:12 PM", "D. L. O'Dowd, DO"),
        ("Dictated but not read, L. Quarrington MD", "L. Quarrington, MD"),
        ("/s/ Samuel Ito", "Samuel Ito"),
        ("Jill Marron, PT, DPT", "Jill Marron, PT, DPT"),
        ("                       B. Oyelowo-Finch, DPT", "B. Oyelowo-Finch, DPT"),
        ("Interpreting physician: R. Patel, M.D.", "R. Patel, M.D."),
        ("Signed: OSEI, KAREN MD", "OSEI, KAREN, MD"),
        ("[e-signed] Maria Szabo, PA-C / 03/23/2022 16:02", "Maria Szabo, PA-C"),
        ("Electronically signed by [NAME], MD", None),
        ("Transcribed by: Jane Wu", None),
        ("Referring: B. Corrigan, MD", None),
        ("The MRI was read by Dr. Ilse Varga as showing a disc.", None),
        ("The last injection was performed by Dr. Umberhof.", None),
        ("Patient signature: Ruth Castellanos", None),
        ("Board certified in Physical Medicine", None),
    ],
)
def test_the_author_is_who_signs(line: str, author: str | None) -> None:
    """With credentials; whom a sentence names, who transcribed, and the patient are none."""
    head = ["OFFICE VISIT", "Patient: Ruth Castellanos   PCP: L. Corrigan, MD"]
    assert author_of([*head, *BODY, line], "clinical_note") == author


@pytest.mark.parametrize(
    ("kind", "head", "author"),
    [
        ("clinical_note", "Provider: Karen Osei, MD, Pain Medicine", "Karen Osei, MD"),
        ("clinical_note", "OFFICE  8/12/2025   T. Abernathy-Voss DO", "T. Abernathy-Voss, DO"),
        ("clinical_note", "Pt: Okonkwo-Bray, L.   Sex: M", None),
        ("ur_letter", "Physician advisor: Alan Brandt, MD", "Alan Brandt, MD"),
        ("clinical_note", "Reviewed by: Alan Brandt, MD", None),
        ("clinical_note", "Patient: Mary Moss\nTherapist: John Moss, PT", "John Moss, PT"),
        ("clinical_note", "Patient: Mary Moss\nTherapist: Mary Moss, PT", None),
        ("clinical_note", "Patient: MOSS, M   Sex: F\nProvider: Mary Moss, MD", None),
        ("clinical_note", "Patient: Moss, Mary\nProvider: Moss, MD", None),
    ],
)
def test_a_head_names_the_author(kind: str, head: str, author: str | None) -> None:
    """A provider of a note, a reviewer of a review; never the patient."""
    assert author_of([*head.split("\n"), *BODY], kind) == author


@pytest.mark.parametrize(
    ("foot", "author"),
    [
        ("Jane Doe, MD\ncc:\nAlan Poe, DO", "Jane Doe, MD"),
        ("Jane Doe, MD\nCC: Alan Poe, DO\nRuth Wren, NP, Lake Clinic", "Jane Doe, MD"),
        ("Jane Doe, MD\nCopies to:\nDr. Alan Poe\nRuth Wren, NP", "Jane Doe, MD"),
        ("Electronically signed by Jane Doe, MD\ncc:\nAlan Poe, DO", "Jane Doe, MD"),
        ("CC: low back pain\nJane Doe, MD", "Jane Doe, MD"),
        ("cc:\nAlan Poe, DO", None),
    ],
)
def test_who_gets_a_copy_is_not_the_author(foot: str, author: str | None) -> None:
    """The names below "cc:" or beside it; a chief complaint copies nothing."""
    assert author_of(["LETTER", *BODY, *foot.split("\n")], "clinical_note") == author
