"""Names of people and houses: where a label, a title or a credential gives one away, and wherever it comes again.

It stands apart because a name has no form of its own: it is known by its company, and then by heart.
"""

from collections.abc import Iterator
from functools import lru_cache

from chartcase.deidentify.houses import houses_in
from chartcase.deidentify.proper import proper_names
from chartcase.patterns import Pattern
from chartcase.segment.credentials import TITLE_BEHIND

_PART = r"(?:(?:St\.[ ])?[A-Z][A-Za-z'-]+|[A-Z]\b\.?)"
_PARTICLE = r"(?:[ ](?:de|la|van|von|der|del|di|bin|al|y))?"
_FULL = rf"{_PART}(?:,?{_PARTICLE}[ ]{_PART}){{0,3}}"
_TWO = rf"{_PART}(?:,?{_PARTICLE}[ ]{_PART}){{1,3}}"
_PEOPLE = (
    r"patient(?:'s)?(?:[ ]name)?|name|pt(?:[ ]name)?|claimant|employee|injured (?:worker|employee)|insured|subscriber|"
    r"guarantor|member|spouse|wife|husband|mother|father|son|daughter|sister|brother|emergency contact|contact|"
    r"next of kin|employer|attorney|adjuster|case manager|provider|physician|attending|surgeon|therapist|referring"
    r"(?: (?:physician|provider))?|ordering(?: (?:physician|provider))?|primary care(?: (?:physician|provider))?|pcp|"
    r"dictated by|transcribed by|(?:electronically )?signed(?: by)?|seen by|reviewed by|performed by|prepared by|"
    r"requested by|interpreted by|read by|author|radiologist|reviewer|witness|nurse|assistant|anesthesiologist|cc|to|"
    r"from|re|dear|attn|attention"
)
_HOUSE = (
    r"Hospital|Clinic|Clinics|Medical Center|Health(?:care)?(?: System)?|Orthop(?:a)?edics?|Spine (?:Center|Institute|"
    r"Clinic|Associates)|Pain (?:Center|Institute|Clinic|Management|Associates|Specialists)|Imaging(?: Center)?|Surgery "  # noqa: E501
    r"Center|Surgical Center|Rehab(?:ilitation)?(?: Center)?|Physical Therapy|Radiology|Associates|Medical Group|"
    r"Insurance(?: Company)?|Mutual|Logistics|Warehouse|Industries|Construction|Trucking|School District|University|"
    r"Inc|LLC|LLP|Corp(?:oration)?|P\.?A\.|P\.?L\.?L\.?C"
)

# What is written like a name and is none. A name that is also one of these (Dr. Hip) is still found with its title.
_COMMON_WORDS = """the a an and or of in on at by for to from with without no not none is was are were be been has had have he she
    they his her their him them this that these those patient patients pt name date dob doi dos mrn ssn sex male female
    age address phone fax email left right bilateral lumbar cervical thoracic sacral spine back neck leg arm pain mri ct
    xray x-ray emg ncs esi tfesi md do dc np pa rn phd provider physician doctor attending history present illness exam
    examination physical therapy assessment plan impression findings technique indication diagnosis medications
    allergies review systems social family surgical past medical chief complaint subjective objective vital signs
    denies reports states injury work home visit note clinic hospital center office report page continued summary
    request requested determination decision upheld overturned denied approved certified necessary necessity criteria
    guidelines odg january february march april may june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday mr mrs ms miss dr sir madam unknown n/a na yes see per as if it we i you
    signed electronically dictated reviewed performed procedure operative injection epidural steroid transforaminal
    interlaminar caudal insurance group plan member policy claim number account id medicare medicaid payer appeal
    services department records record medicine orthopedic orthopedics anesthesiology radiology neurology neurosurgery
    pain management board consult consultation follow-up followup initial new established re cc attn dear both all
    disc nerve root normal positive negative mild moderate severe stable improved worse contact employer none"""  # noqa: E501
_COMMON = frozenset(_COMMON_WORDS.split())
_LEAST = 3


@lru_cache(maxsize=1)
def _givers() -> tuple[Pattern, ...]:
    """Expressions whose group `x` is a name."""
    return (
        Pattern(rf"\b(?i:{_PEOPLE})[ ]*[:#][ \t]*(?:(?i:dr|mr|mrs|ms|miss)\.?[ ])?(?P<x>{_FULL})", cased=True),
        Pattern(rf"\b(?:Dr|Mr|Mrs|Ms|Miss|Doctor|Prof|Judge|Nurse|DR|MR|MRS|MS)\b\.?[ ]+(?P<x>{_FULL})", cased=True),
        Pattern(rf"\b(?P<x>{_TWO}),?[ ]+{TITLE_BEHIND}", cased=True),
        Pattern(rf"\b(?P<x>{_PART}),[ ]+{TITLE_BEHIND}", cased=True),
        Pattern(rf"\b(?i:signed by|dictated by|seen by|referred by|performed by|reviewed by|accompanied by|under the care of|named|known as|wife|husband|daughter|son|mother|father|brother|sister|friend)[,]?[ ]+(?P<x>{_FULL})", cased=True),  # noqa: E501 - one form a line
        Pattern(rf"\b(?:[Tt]he )?(?:[Pp]atient|[Cc]laimant|PATIENT),?[ ]+(?P<x>{_TWO}),?[ ]+(?:is|was|has|had|presents|returns|a[ ]\d)", cased=True),  # noqa: E501 - one form a line
        Pattern(r"\b(?i:dear|hi|hello)[ ]+(?P<x>[A-Z][A-Za-z'-]+)", cased=True),
        Pattern(rf"\b(?P<x>(?:[A-Z][A-Za-z'&.-]+[ ]){{1,4}}(?:{_HOUSE}))", cased=True),
        Pattern(rf"\b(?i:works (?:at|for)|employed (?:at|by)|employer is)[ ]+(?P<x>{_FULL})", cased=True),
        Pattern(r"\b(?P<x>[A-Z][a-z'-]+(?:[ ][A-Z]\.?)?[ ][A-Z][A-Za-z'-]+)[ ]+is[ ]an?[ ]\d", cased=True),
        Pattern(r"\b(?P<x>[A-Z]{2,}(?:'[A-Z]+)?,[ ][A-Z]{2,}(?:[ ][A-Z]\.?)?)[ ]*(?:\n|\(|DOB|MRN|[ ]{2})", cased=True),
    )  # fmt: skip


def names_in(text: str, data: bytes) -> Iterator[tuple[int, int]]:
    """Spans of names: those given away, and every other place where a part of one stands."""
    parts: set[str] = set()
    for pattern in _givers():
        for hit in pattern.find_all(data):
            start, end = hit.spans["x"]
            for low, high in _parts(text, start, end):
                parts.add(text[low:high].lower())
                yield low, high
    for low, high in proper_names(text):
        parts.add(text[low:high].lower())
        yield low, high
    yield from houses_in(text)
    wanted = frozenset(part for part in parts if len(part) >= _LEAST)
    for low, high in _words(text):
        if text[low:high].lower() in wanted and not text[low:high].islower():
            yield low, high


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The words of a name that are no words of the trade; an initial beside one goes with it."""
    words = list(_words(text, start, end))
    if all(_is_common(text[low:high]) for low, high in words if high - low >= 2):
        return
    yield from ((low, high) for low, high in words if not _is_common(text[low:high]))


def _is_common(word: str) -> bool:
    # one letter is an initial here: only words beside a label or a title come to this question
    return len(word) > 1 and word.lower().strip("'-") in _COMMON


def _words(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    for hit in _word().find_all(text.encode("ascii"), start, end):
        yield hit.start, hit.end


@lru_cache(maxsize=1)
def _word() -> Pattern:
    return Pattern(r"[A-Z][A-Z'-]*")
