"""Heads and signatures of made documents in many styles, with the day and the author that each tells.

It stands apart because a rule that reads the styles it was written from proves nothing: a second set was written before
the rules saw any of it, and is scored by itself.
"""

import random
from dataclasses import dataclass

SURNAMES = (
    "Osei", "Patel", "Marron", "Ito", "Nwosu", "Brandt", "Vandermeer", "O'Dowd", "Quiroga", "Lindqvist-Amadi", "Szabo",
    "McAllister", "Ferreira", "Achterberg", "Yoon", "Delgado", "Hathaway", "Rosen", "Kim", "Abernathy-Voss",
)  # fmt: skip
GIVEN = ("Karen", "R.", "Jill", "Samuel", "T.", "Alan", "Maria", "Wei", "Priya", "John Q.", "D. L.", "Ngozi")
CREDENTIALS = {
    "therapy": ("PT", "PT, DPT", "DPT", "OTR/L", "PTA", "MSPT, OCS"),
    "imaging": ("MD", "M.D.", "DO"),
    "operative": ("MD", "DO", "M.D., FIPP"),
    "ur_letter": ("MD", "DO", "MD, MPH", "RN"),
    "office_visit": ("MD", "DO", "PA-C", "FNP-BC", "NP", "M.D.", "APRN", "DC"),
}
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
TITLES = {
    "therapy": ("PHYSICAL THERAPY DISCHARGE SUMMARY", "PT Daily Note", "Physical Therapy Initial Evaluation"),
    "imaging": ("MRI LUMBAR SPINE WITHOUT CONTRAST", "RADIOLOGY REPORT", "CT Cervical Spine w/o contrast"),
    "operative": ("OPERATIVE REPORT", "PROCEDURE NOTE", "Procedure Report"),
    "ur_letter": (
        "UTILIZATION REVIEW DETERMINATION",
        "NOTICE OF ADVERSE DETERMINATION",
        "Prior Authorization Decision",
    ),
    "office_visit": ("OFFICE VISIT", "Progress Note", "PAIN CLINIC FOLLOW-UP", "PRIMARY CARE VISIT", "Consultation"),
}
PATIENT = "Patient: Ruth Castellanos    DOB: 03/14/1968    MRN: 448201"
SEEN_HEADS = (
    "{title}   {day}\n{patient}",
    "{patient}\n{title}\nDate of Service: {day}",
    "HARBOR VIEW CLINIC\n120 Main St, Suite 4\n\n{title}\n{patient}\nDate: {day}",
    "{title}\n{patient}   DOS: {day}   Date of injury: 01/02/2019",
    "{day}\n\n{title}\n{patient}",
    "{title}\n{patient}\nExam date: {day}    Printed: 11/03/2025",
)
SEEN_SIGNATURES = (
    "Electronically signed by {name}, {cred} {day}",
    "Dictated by: {name}, {cred}\nTranscribed by: jw",
    "{name}, {cred}",
    "/s/ {name} {cred}",
    "Signed: {name}, {cred}",
    "Dictated but not read, {name} {cred}",
)
SEEN_LABELS = ("Provider: {name}, {cred}", "Attending: {name}, {cred}", "Physician advisor: {name}, {cred}")
UNSEEN_HEADS = (
    "MESA CREST HEALTH\n{title} - {day}\n{patient}\nReferring: B. Corrigan, MD",
    "{patient}\nENCOUNTER DATE {day}\n{title}",
    "{title}\n{patient}\nVisit Date: {day} 10:40 AM    Location: North clinic",
    "{title}\n{patient}\nDate/Time: {day} 09:15\nPCP: L. Corrigan, MD",
    "{patient}\n{title} of {day}",
    "{title}\n{patient}\nPerformed: {day}   Ordered by: L. Corrigan, NP",
    "NORTHGATE   Tel (555) 010-0144   Fax (555) 010-0199\n{title}   DATE OF STUDY: {day}\n{patient}",
    "{title}\n{patient}\nService date - {day}; onset 02/03/2018",
)
UNSEEN_SIGNATURES = (
    "Authenticated by {name} {cred} on {day} at 4:12 PM",
    "Electronically Signed By\n{name}, {cred}",
    "***Final*** Interpreting physician: {name}, {cred}",
    "Sincerely,\n\n{name}, {cred}\nHarbor View Clinic",
    "Signature on file: {name}, {cred}    cc: L. Corrigan, MD",
    "Thank you for this referral.\n__________________\n{name}, {cred}     Lic# 40213",
    "[e-signed] {name}, {cred} / {day} 16:02",
    "Report finalized by Dr. {name}, {cred}",
)
UNSEEN_LABELS = (
    "Rendering Provider: {name}, {cred}",
    "Clinician: {name} {cred}",
    "Seen by {name}, {cred}",
    "Reviewer: {name}, {cred}",
)
MASKED = ("XX/XX/XXXX", "[DATE]", "__/__/____")


@dataclass(frozen=True)
class Told:
    """A document's words with what they tell: its day (ISO) and author's surname, None where they tell none."""

    text: str
    kind: str
    day: str | None
    surname: str | None


def authored(kind: str, body: str, chance: random.Random, *, seen: bool) -> Told:
    """A body between a head and a signature of one set; one in seven has no day and one in five no author."""
    year, month, number = chance.randint(2018, 2025), chance.randint(1, 12), chance.randint(1, 28)
    written = chance.choice(
        (
            f"{month:02d}/{number:02d}/{year}",
            f"{month}/{number}/{year % 100:02d}",
            f"{MONTHS[month - 1]} {number}, {year}",
            f"{year}-{month:02d}-{number:02d}",
            f"{number:02d}-{MONTHS[month - 1][:3]}-{year}",
        )
    )
    dated, signed = chance.random() > 1 / 7, chance.random() > 1 / 5
    written = written if dated else chance.choice(MASKED)
    surname = chance.choice(SURNAMES)
    fields = {
        "title": chance.choice(TITLES[kind]),
        "day": written,
        "patient": PATIENT,
        "name": f"{chance.choice(GIVEN)} {surname}",
        "cred": chance.choice(CREDENTIALS[kind]),
    }
    heads, signatures, labels = (
        (SEEN_HEADS, SEEN_SIGNATURES, SEEN_LABELS) if seen else (UNSEEN_HEADS, UNSEEN_SIGNATURES, UNSEEN_LABELS)
    )
    parts = [chance.choice(heads).format(**fields)]
    if signed and chance.random() < 0.3:
        label = chance.choice([one for one in labels if ("dvisor" in one or "eviewer" in one) == (kind == "ur_letter")])
        parts += [label.format(**fields), "", body]
    else:
        parts += ["", body, "", *([chance.choice(signatures).format(**fields)] if signed else [])]
    return Told(
        "\n".join(parts),
        kind,
        f"{year}-{month:02d}-{number:02d}" if dated else None,
        surname if signed else None,
    )
