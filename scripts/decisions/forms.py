"""Four forms of decision around one case: a state's form, a letter, a hearing, a numbered determination letter.

It stands apart so that a form of its own costs one function.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta

from decisions import phrases_review as said
from decisions import phrases_visits as visits
from decisions.history import Entry, entries
from decisions.reviews import appeal, appeal_reason, denial, denial_reasons, rationale
from decisions.scribe import DATES, Scribe, joined
from decisions.wording import tidy

Written = tuple[str, list[str]]
"""The text and the reasons that the denials in it state."""

CPT = {
    ("transforaminal", "lumbar"): "64483", ("transforaminal", "cervical"): "64479", ("interlaminar", "lumbar"): "62323",
    ("interlaminar", "cervical"): "62321", ("caudal", "lumbar"): "62323",
}  # fmt: skip
TICKS = {"upheld": 0, "overturned": 1, "partially_overturned": 2}
BOXES = (
    ("Upheld (Agree)", "Overturned (Disagree)", "Partially Overturned (Agree in part/Disagree in part)"),
    ("Uphold", "Overturn", "Partially overturn"),
    ("Upheld", "Overturned", "Partially Overturned"),
)


def written(scribe: Scribe) -> Written:
    """The whole document in its form."""
    return FORMS[scribe.case.form](scribe)


def tdi(scribe: Scribe) -> Written:
    """A form with fixed headings and a history of dated entries."""
    heads = scribe.rng.choice(HEADINGS)
    history = entries(scribe)
    reasons = denial_reasons(scribe)
    parts = [
        *_letterhead(scribe),
        f"{heads[0]}\n{tidy(_service_line(scribe))}",
        f"{heads[1]}\n{_qualified(scribe)}",
        f"{heads[2]}\n{_ticked(scribe)}",
        f"{heads[3]}\n{_person(scribe)} {scribe.one(visits.INJURY)}\n\n" + "\n\n".join(_dated(scribe, history)),
        "\n\n".join(_denials(scribe, history, reasons)),
        f"{heads[4]}\n{rationale(scribe)}",
        *_extras(scribe),
        f"{heads[5]}\n{_criteria_boxes(scribe)}",
    ]
    return "\n\n".join(parts) + "\n", reasons


HEADINGS = (
    ("SERVICE UNDER DISPUTE", "QUALIFICATIONS OF THE PHYSICIAN REVIEWER", "OUTCOME", "CLINICAL SUMMARY",
     "ANALYSIS", "SCREENING CRITERIA USED"),
    ("SERVICES IN DISPUTE:", "REVIEWER QUALIFICATIONS:", "REVIEW OUTCOME:", "SUMMARY OF CLINICAL HISTORY:",
     "RATIONALE FOR DECISION:", "CRITERIA SOURCE:"),
    ("1. Service in dispute", "2. Reviewer", "3. Decision", "4. Case summary", "5. Analysis", "6. Criteria"),
    ("REQUESTED SERVICE", "REVIEWER", "REVIEW OUTCOME", "CLINICAL HISTORY SUMMARY", "BASIS FOR DECISION",
     "CRITERIA SOURCE"),
)  # fmt: skip


def _letterhead(scribe: Scribe) -> list[str]:
    title = scribe.rng.choice(said.TITLES)
    dated = scribe.rng.choice(said.DATED)
    number = scribe.rng.choice(("____", "XXXXXX", str(scribe.rng.randint(100000, 999999))))
    return [
        f"{scribe.case.organisation}\n{title}",
        f"IRO case number: {number}\n{dated}: {_notice(scribe)}",
    ]


def _notice(scribe: Scribe) -> str:
    """The day of the decision: written out more often than the days of the record are."""
    open_styles = [name for name in DATES if name not in {"masked", "masked_long", "blank"}]
    style = scribe.date_style if scribe.maybe(0.4) else scribe.rng.choice(open_styles)
    return DATES[style](scribe.case.decided)


def _service_line(scribe: Scribe) -> str:
    code = CPT.get((scribe.case.approach, scribe.case.root.region))
    return f"{scribe.request}{f', CPT {code}' if code and scribe.maybe(0.5) else ''}"


def _qualified(scribe: Scribe) -> str:
    return scribe.one(
        said.QUALIFIED,
        specialty=scribe.case.specialty,
        years=str(scribe.rng.randint(8, 30)),
    )


def _ticked(scribe: Scribe) -> str:
    opening = scribe.rng.choice(said.OUTCOME_OPENINGS)
    on, off = scribe.rng.choice((("[X]", "[ ]"), ("(x)", "( )"), ("[x]", "[ ]"), ("X", " ")))
    boxes = scribe.rng.choice(BOXES)
    if on == "X":
        return f"{opening}\n\n   {boxes[TICKS[scribe.case.outcome]]}".lstrip()
    lines = [f"   {on if place == TICKS[scribe.case.outcome] else off} {box}" for place, box in enumerate(boxes)]
    return f"{opening}\n\n".lstrip() + "\n".join(lines)


def _person(scribe: Scribe) -> str:
    man = scribe.case.sex == "male"
    return scribe.one(
        said.PERSON,
        age=str(scribe.case.age),
        sex=scribe.case.sex,
        person="man" if man else "woman",
    )


def _dated(scribe: Scribe, history: list[Entry]) -> list[str]:
    joint = scribe.rng.choice((": {title}. ", ", {title}. ", ": {title}. ", " - {title}. "))
    return [scribe.day(entry.day) + joint.format(title=entry.title) + entry.body for entry in history]


def _denials(scribe: Scribe, history: list[Entry], reasons: list[str]) -> list[str]:
    first, second = history[-1].day + timedelta(days=10), history[-1].day + timedelta(days=28)
    told = [Entry(first, scribe.one(said.UR_TITLES), denial(scribe, reasons))]
    if scribe.maybe(0.7):
        again = appeal_reason(scribe, reasons)
        told.append(Entry(second, scribe.one(said.APPEAL_TITLES), appeal(scribe, again)))
        if again not in reasons:
            reasons.append(again)
    return _dated(scribe, told)


def _extras(scribe: Scribe) -> list[str]:
    parts: list[str] = []
    if scribe.maybe(0.55):
        rules = scribe.some(said.GUIDELINE, scribe.rng.randint(3, len(said.GUIDELINE)))
        listed = "\n".join(f"  ({chr(97 + place)}) {rule}" for place, rule in enumerate(rules))
        parts.append(f"ODG GUIDELINES\n{listed}")
    if scribe.maybe(0.35):
        parts.append(joined(scribe.some(said.STATUTES, scribe.rng.randint(1, 2))))
    if scribe.maybe(0.7):
        parts.append(f"CERTIFICATION\n{scribe.one(said.NO_CONFLICT)}")
    return parts


def _criteria_boxes(scribe: Scribe) -> str:
    on, off = scribe.rng.choice((("[X]", "[ ]"), ("(x)", "( )")))
    names = ["ACOEM", "InterQual", "ODG - Official Disability Guidelines", "Milliman care guidelines"]
    return "\n".join(f"   {on if name.startswith('ODG') else off} {name}" for name in names)


def letter(scribe: Scribe) -> Written:
    """Paragraphs without headings, signed by the reviewer."""
    history = entries(scribe)
    reasons = denial_reasons(scribe)
    told = [
        f"{_on(scribe, entry)} {entry.body}"
        if scribe.maybe(0.5)
        else f"{entry.title}, {scribe.day(entry.day)}: {entry.body}"
        for entry in history
    ]
    parts = [
        f"{scribe.case.organisation}\n{_notice(scribe)}\n\nRe: Independent review of an epidural injection",
        scribe.rng.choice(("Dear Parties,", "To the parties:", "To whom it may concern:")),
        joined([_qualified(scribe), scribe.one(said.NO_CONFLICT), f"The dispute is over a {scribe.request}."]),
        joined([_person(scribe), scribe.one(visits.INJURY), *told[:2]]),
        *(told[2:-1]),
        told[-1],
        joined([scribe.one(("The first reviewer denied the request.", "Utilization review denied the request.")),
                *[scribe.one(said.UR_REASONS[reason]) for reason in reasons],
                scribe.rng.choice(("The appeal reviewer agreed.", ""))]),
        joined([scribe.one(said.STATUTES) if scribe.maybe(0.25) else "", rationale(scribe)]),
        joined([scribe.one(said.DECIDED[scribe.case.outcome]), scribe.one(said.CRITERIA)]),
        "Sincerely,\n\nThe Physician Reviewer",
    ]  # fmt: skip
    return "\n\n".join(parts) + "\n", reasons


def _on(scribe: Scribe, entry: Entry) -> str:
    seen = scribe.rng.choice(
        ("the record says:", f"({entry.title}) the note reads:", f"there is a {entry.title.lower()}:")
    )
    return f"On {scribe.day(entry.day)} {seen}"


def hearing(scribe: Scribe) -> Written:
    """A contested case hearing on an IRO's decision that upheld the denial."""
    history = entries(scribe)
    reasons = denial_reasons(scribe)
    won = scribe.case.outcome != "upheld"
    part = " in part" if scribe.case.outcome == "partially_overturned" else ""
    evidence = "\n\n".join(f"{_on(scribe, entry)} {entry.body}" for entry in history)
    contrary = f"The preponderance of the evidence is {'' if won else 'not '}contrary to the decision of the IRO{part}."
    parts = [
        f"CONTESTED CASE HEARING NO. {scribe.rng.randint(10, 99)}-000-CC     DECISION AND ORDER\n{_notice(scribe)}",
        joined([scribe.one(said.PURSUANT), *scribe.some(said.STATUTES, 2)]),
        "ISSUE\nWhether the preponderance of the evidence is contrary to the decision of the IRO that "
        f"Claimant is not entitled to a {scribe.service}?",
        f"BACKGROUND INFORMATION\n{_person(scribe)} {scribe.one(visits.INJURY)} {scribe.doctor} requested "
        f"a {scribe.request}.",
        evidence,
        joined(["The carrier's utilization review agent denied the request.",
                *[scribe.one(said.UR_REASONS[reason]) for reason in reasons],
                f"The IRO, {scribe.case.organisation}, upheld the denial; its reviewer is board certified in "
                f"{scribe.case.specialty}."]),
        f"DISCUSSION\n{rationale(scribe)}",
        f"FINDINGS OF FACT\n1. Claimant sustained a compensable injury on {scribe.day(scribe.case.injured)}.\n"
        f"2. A {scribe.service} is {'' if won else 'not '}health care reasonably required for the injury{part}.",
        f"CONCLUSION OF LAW\n{contrary}",
        f"DECISION\nClaimant is {'' if won else 'not '}entitled to a {scribe.service}{part}.",
    ]  # fmt: skip
    return "\n\n".join(parts) + "\n", reasons


def imr(scribe: Scribe) -> Written:
    """A numbered determination letter: one summary, then the question and its answer."""
    history = entries(scribe)
    reasons = denial_reasons(scribe)
    outcome = scribe.case.outcome
    verdict = {
        "upheld": "Not medically necessary. The UR decision is upheld.",
        "overturned": "Medically necessary. The UR decision is overturned.",
        "partially_overturned": "Medically necessary in part. The UR decision is partially overturned.",
    }[outcome]
    told = " ".join(f"{entry.title} of {scribe.day(entry.day)}: {entry.body}" for entry in history)
    denied = [scribe.one(said.UR_REASONS[reason]) for reason in reasons]
    parts = [
        "INDEPENDENT MEDICAL REVIEW FINAL DETERMINATION LETTER",
        f"Case Number: CM{scribe.rng.randint(14, 24)}-{scribe.rng.randint(0, 9999999):07d}   "
        f"Date of Injury: {scribe.day(scribe.case.injured)}\n"
        f"UR Denial Date: {scribe.day(history[-1].day + timedelta(days=9))}   Determination date: {_notice(scribe)}",
        f"HOW THE DETERMINATION WAS MADE\n{scribe.case.organisation} selected the reviewer. {_qualified(scribe)}",
        f"CLINICAL CASE SUMMARY\n{_person(scribe)} {scribe.one(visits.INJURY)} {told}",
        joined(["UR determination:", *denied, scribe.one(said.UR_ENDINGS)]),
        f"DECISION AND RATIONALE\n1. Is a {scribe.request} medically necessary?\nDecision: {verdict}\n"
        f"Rationale: {rationale(scribe)}",
    ]
    return "\n\n".join(parts) + "\n", reasons


FORMS: Mapping[str, Callable[[Scribe], Written]] = {"tdi": tdi, "letter": letter, "hearing": hearing, "imr": imr}
