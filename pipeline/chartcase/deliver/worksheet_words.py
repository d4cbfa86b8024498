"""Facts in the words of the people who read a worksheet: a label, a value, who said it, when.

It stands apart so that every form of the worksheet says the same thing alike, and no name of our own shows.
"""

from collections.abc import Mapping

from chartcase.case.compared import shown
from chartcase.criteria.reasons import SPEAKERS
from chartcase.fact import Assertion, DatePrecision, Fact, Value

TITLES: Mapping[str, str] = {
    "request": "Service",
    "diagnosis": "Diagnosis",
    "radicular_symptom": "Limb symptom",
    "axial_pain": "Pain in spine",
    "score": "Score",
    "symptom_duration": "Duration",
    "functional_limit": "Limited in",
    "exam_finding": "Examination",
    "imaging_study": "Study",
    "imaging_finding": "Imaging finding",
    "electrodiagnostic": "Nerve study",
    "physical_therapy": "Physical therapy",
    "medication_trial": "Medication",
    "conservative_care": "Other care",
    "prior_injection": "Injection",
    "prior_surgery": "Surgery",
    "program_element": "Pain program",
    "risk": "Red flag",
    "determination": "Decision",
    "reviewer": "Reviewer",
    "injury": "Injury",
    "demographics": "Patient",
}
"""What a row is headed where nothing in its value names it better."""

HEADS: Mapping[str, tuple[str, ...]] = {
    "score": ("instrument",),
    "exam_finding": ("test", "kind"),
    "imaging_study": ("modality",),
    "imaging_finding": ("level",),
    "medication_trial": ("drug", "class"),
    "conservative_care": ("modality",),
    "prior_injection": ("procedure",),
    "prior_surgery": ("procedure",),
    "program_element": ("element",),
    "risk": ("kind",),
    "determination": ("stage",),
}
"""The first of these keys that a fact has is its label, and no part of its value."""

WORDS: Mapping[str, str] = {
    "interlaminar_esi": "interlaminar epidural injection",
    "transforaminal_esi": "transforaminal epidural injection",
    "caudal_esi": "caudal epidural injection",
    "epidural_steroid_injection": "epidural steroid injection",
    "si_joint_injection": "SI joint injection",
    "mri": "MRI",
    "ct": "CT",
    "ct_myelogram": "CT myelogram",
    "xray": "x-ray",
    "emg": "EMG",
    "ncs": "nerve conduction",
    "emg_ncs": "EMG and nerve conduction",
    "slr": "straight leg raise",
    "crossed_slr": "crossed straight leg raise",
    "heat_ice": "heat or ice",
    "umn": "upper motor neuron sign",
    "nsaid": "NSAID",
    "snri": "SNRI",
    "tca": "tricyclic",
    "tens": "TENS",
    "odi": "ODI",
    "ndi": "NDI",
    "vas": "VAS",
    "nrs": "0-10 rating",
    "ur": "utilization review",
    "ur1": "first review",
    "ur2": "second review",
    "iro": "independent review",
    "bid": "twice a day",
    "tid": "three times a day",
    "qid": "four times a day",
    "qhs": "at bedtime",
    "prn": "as needed",
    "q12h": "every 12 hours",
    "cauda_equina": "cauda equina signs",
    "space_occupying": "space-occupying lesion",
    "with": "with contrast",
    "without": "without contrast",
}
FORMS: Mapping[str, str] = {
    "weeks": "{} weeks",
    "sessions": "{} visits",
    "relief_percent": "{}% relief",
    "relief_weeks": "relief for {} weeks",
    "of": "of {}",
    "ordinal": "number {}",
    "years": "{} years",
    "age": "{} years old",
    "cpt": "CPT {}",
    "roots": "root {}",
    "grade": "grade {}",
    "response": "response: {}",
    "function": "function {}",
    "medication": "medication {}",
    "guidance": "under {}",
    "sedation": "sedation: {}",
    "stop_reason": "stopped: {}",
    "phase": "{} request",
    "limb": "{} limb",
}
FLAGS: Mapping[str, tuple[str, str]] = {
    "below_knee": ("below the knee", "not below the knee"),
    "roots_derived": ("", ""),
    "board_certified": ("board certified", "not board certified"),
    "contrast": ("with contrast", "without contrast"),
}
"""How a true and a false flag are told."""

FIRST: Mapping[str, tuple[str, ...]] = {"request": ("procedure", "laterality", "levels", "roots", "region")}
"""What is said first, in this order, whatever the order of the record."""
ASSERTIONS: Mapping[Assertion, str] = {
    Assertion.PRESENT: "",
    Assertion.ABSENT: "No",
    Assertion.NOT_DOCUMENTED: "Said not to be documented",
    Assertion.PLANNED: "Planned",
    Assertion.RECOMMENDED: "Recommended",
    Assertion.HISTORICAL: "In the past",
    Assertion.HYPOTHETICAL: "Only supposed",
    Assertion.POSSIBLE: "Possible",
}
KEYS: Mapping[str, str] = {"cpt": "CPT code", "icd10": "ICD-10 code", "of": "out of", "roots_derived": "roots from map"}


def word(raw: str) -> str:
    """A word of the fact contract as people write it."""
    return WORDS.get(raw, raw.replace("_", " "))


def title(fact_type: str) -> str:
    """A fact type's name for people."""
    return TITLES.get(fact_type, word(fact_type).capitalize())


def key_label(key: str) -> str:
    """A key of a value as the label of a field: "relief_weeks" is "Relief weeks"."""
    label = KEYS.get(key, key.replace("_", " "))
    return label[0].upper() + label[1:]


def label(fact: Fact) -> str:
    """What the fact speaks of, in a few words."""
    head = _head(fact)
    name = word(str(fact.value[head])) if head else title(fact.type)
    return name[0].upper() + name[1:]


def phrase(fact: Fact) -> str:
    """What the fact says, in words; its label is not repeated."""
    head = _head(fact)
    parts = [said for key, value in _ordered(fact) if key != head and (said := _part(key, value))]
    if fact.type == "score" and "number" in fact.value and "of" in fact.value:
        parts = [f"{shown(fact.value['number'])} of {shown(fact.value['of'])}"]
    if fact.assertion is Assertion.ABSENT and not parts:
        return "Denied or not present"
    how = ASSERTIONS[fact.assertion]
    text = ", ".join(parts)
    if not how:
        return _upper(text) or "Mentioned, no details"
    return f"{how}: {text}" if text else how


def said_by(fact: Fact) -> str:
    """Whose statement it is."""
    return SPEAKERS[fact.stated_by]


def when(fact: Fact) -> str:
    """The date in words; a masked date says that it is masked."""
    if fact.date is None:
        return ""
    if fact.date.precision is DatePrecision.MASKED:
        return f"date masked ({fact.date.raw})"
    return fact.date.raw


def field_words(field: str) -> str:
    """A conflict's field in words: "physical_therapy.sessions" is "Physical therapy: visits"."""
    fact_type, _, key = field.partition(".")
    what = {"assertion": "whether it is so", "sessions": "visits"}.get(key, key.replace("_", " "))
    return f"{title(fact_type)}: {what}"


def value_words(key: str, value: Value) -> str:
    """One value of a fact in words."""
    return _part(key, value) or shown(value)


def _ordered(fact: Fact) -> list[tuple[str, Value]]:
    first = FIRST.get(fact.type, ())
    rest = [(key, value) for key, value in fact.value.items() if key not in first]
    return [(key, fact.value[key]) for key in first if key in fact.value] + rest


def _head(fact: Fact) -> str | None:
    return next((key for key in HEADS.get(fact.type, ()) if key in fact.value), None)


def _part(key: str, value: Value) -> str:
    if isinstance(value, bool):
        return FLAGS.get(key, (key.replace("_", " "), f"no {key.replace('_', ' ')}"))[0 if value else 1]
    if isinstance(value, tuple):
        text = ", ".join(word(item) for item in value)
    elif isinstance(value, str):
        text = word(value)
    else:
        text = shown(value)
    return FORMS.get(key, "{}").format(text) if text else ""


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
