"""Who wrote a document and on which day, as its head and its signature say.

It stands apart because both are asked of every document and of nothing else: a chart is full of other people's names
and of other days.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from chartcase.segment.credentials import CREDENTIAL
from chartcase.segment.days import BIRTH, DAY, day_of_words
from chartcase.segment.lines import ORDER_VERBS

_HEAD, _TOP, _FOOT = 14, 6, 10
_WIDEST = 240
"""Characters of a line that are looked at: heads and signatures are short, and so looking stays linear."""
_BLANKS = re.compile(r"\s{3,}")
_FIRST_YEAR = 1990
"""No record that is still sent is older; what looks so is a birth date whose label was misread."""
_PATIENT_LINE = re.compile(r"(?i)\b(?:patient|claimant|employee|member|enrollee)\b[^:\n]{0,12}:")
_OF_SERVICE = "|".join(
    (
        r"date of (?:service|visit|exam(?:ination)?|procedure|operation|surgery|evaluation)",
        r"date of (?:consult(?:ation)?|encounter)",
        r"date of study",
        r"dos|d/s|(?:visit|service|exam|encounter|study|procedure|surgery|consult(?:ation)?|eval(?:uation)?) date",
        r"(?:exam|study|scan)(?:ined|ned)?(?: performed)?(?: on)?|date (?:seen|performed)|seen(?: on)?|taken",
        r"collected|collection date|drawn|performed(?: on)?",
    )
)
_OF_WRITING = "|".join(
    (
        r"(?:decision|determination|letter|notice|note|report|order|review|issue|mailing) date",
        r"date of (?:this )?(?:decision|determination|letter|notice|report|review|note|issue)",
        r"dated|issued(?: on)?|today'?s date|discharge date|date of discharge",
    )
)
_BARE = 2
"""Weight of a label that says no more than that it is a day's."""
_LABELS = ((_OF_SERVICE, 0), (_OF_WRITING, 1), ("date(?:/time)?", _BARE))
_LABELLED = tuple(
    (re.compile(rf"(?i)(?:^|[|;,]|\s\s|\t)\s{{0,3}}(?:{label})\s{{0,3}}(?:[:#=.]|-|\s)\s{{0,3}}{DAY}"), weight)
    for label, weight in _LABELS
)
_DAY = re.compile(rf"(?i){DAY}")
_OTHER_DAY = re.compile(
    r"(?i)\b(?:injury|loss|onset|accident|doi|dol|print\w*|fax\w*|rec(?:eived|'?d|vd)|effective|expires?|next|last"
    r"|start of care|soc|eval|initial|prior|previous|through|thru|from|to|request(?:ed)?|referr\w*|since|page|fwd"
    r"|admi\w+|comparison|compared|transcribed|d:|t:)\W*$"
)
_HIDDEN = r"(?:[xX_]{1,4}[/-][xX_]{1,4}|\[\*\*|\[[A-Z ]+\]|<[A-Z ]+>|_{3,}|xx+)"
_MASKED = tuple(
    (re.compile(rf"(?i)(?:^|[|;,]|\s\s)\s{{0,3}}(?:{label})\s{{0,3}}[:#=.-]?\s{{0,3}}{_HIDDEN}"), weight)
    for label, weight in _LABELS
)
"""A day that is labelled and left out: no other day that says less of the document stands for it."""
_STAMPED = re.compile(
    r"(?i)\b(?:print(?:ed|out)?|faxed|scanned|received|rec'?d|rcvd|downloaded|exported|transcribed)\b[^\d\n]{0,40}$"
)
"""Before a bare "Date:": it is that of the stamp."""
_TITLE_WORDS = 4
"""Words of a title that stands apart from its day, at most."""
_PROSE = re.compile(
    r"\b[a-z]{3,}(?: [a-z0-9-]+)* [a-z]{2,}\b|(?i:\b(?:comparison|after|since|prior|technique|history)\b)"
)
_PART = r"(?:[A-Z](?:\.|[A-Za-z'\u2019]*[a-z][A-Za-z'\u2019]*|[A-Z'\u2019]+)?(?:-[A-Z][A-Za-z'\u2019]+)*)"
_PERSON = rf"(?:(?:Dr|DR|Mr|Ms|Mrs)\.?\s)?{_PART}(?:\.?\s{_PART}){{0,3}}(?:,?\s(?:Jr|Sr|II|III)\b\.?)?"
_FIRST_NAME = rf",\s(?!{CREDENTIAL}){_PART}(?:\s{_PART})?(?=[\s,]{{0,4}}(?:{CREDENTIAL}|$))"
_NAMED = rf"(?P<name>{_PERSON}(?:{_FIRST_NAME})?)(?P<cred>(?:\s?,?\s{{0,3}}{CREDENTIAL})*)"
_SIGNATURES = tuple(
    re.compile(rf"(?:^|[\s|(*\[])(?i:{words}){_NAMED}")
    for words in (
        r"(?:(?:electronically|digitally|e-?)[ -]?)?(?:signed|authenticated|approved|attested|finalized|verified)"
        r"(?: electronically| and (?:dated|approved|finalized))?(?: by\s{0,3}[:\-]?\s{0,3}|\s{0,3}[:;,\-\]]\s{0,3})",
        r"(?:/s/|(?:e-?sig(?:nature)?|signature(?: on file)?|sig)\s{0,3}:)\s{0,3}",
        r"(?:dictated|interpreted|read|reported|prepared|written|authored|documented|performed) by\s{0,3}[:-]?\s{0,3}",
        r"dictated(?: but)?(?:,| and)? not read,?\s{0,3}(?:by\s{0,3})?",
        r"(?:(?:interpreting|reading|reporting|signing) (?:radiologist|physician|provider)|radiologist"
        r"|d)\s{0,3}[:-]\s{0,3}",
    )
)
_ROLE = "|".join(
    (
        r"provider|physician|clinician|surgeon|operator|proceduralist|therapist|physical therapist",
        r"author|attending|practitioner|examiner|radiologist|doctor",
    )
)
_DOING = r"rendering|treating|attending|examining|evaluating|performing"
_LABELLED_AUTHORS = re.compile(
    rf"(?:^|\s\s|[|;])\s{{0,3}}(?i:(?:(?:{_DOING}) )?(?:{_ROLE})(?: name)?\s{{0,3}}[:\-]"
    rf"|(?:seen|written) by\b:?)\s{{0,3}}{_NAMED}"
)
_JUDGING = "|".join(
    (
        r"(?:physician |peer |nurse )?reviewer(?: name)?|reviewed by|physician advis[eo]r|medical director",
        r"decided by|administrative law judge|hearing officer|determination (?:made )?by",
    )
)
_REVIEWERS = re.compile(rf"(?:^|\s\s|[|;])\s{{0,3}}(?i:{_JUDGING})\s{{0,3}}[:,\-]\s{{0,3}}{_NAMED}")
_CLOSING = re.compile(rf"^\s{{0,3}}[-_~*]*\s{{0,3}}{_NAMED}\s{{0,3}}(?:[,|;(\-]|\s\s|$)")
_IN_TITLE = re.compile(rf"(?:\s\s|\d{{2}}\s|[-\u2013|]\s){_NAMED}\s{{0,3}}$")
_COPIED = re.compile(
    rf"\s*(?i:c\.?c\.?|copies(?: sent)?(?: to)?|copy to)\s{{0,3}}:\s*(?:(?:(?:Dr|DR)\.?\s{_PERSON}"
    rf"|{_PERSON}(?:\s?,?\s{{0,3}}{CREDENTIAL}){{1,4}})[\s,.;]*)?$"
)
"""A letter's copies, alone on their line or with the first of those who get one; no chief complaint."""
_NO_PERSON = re.compile(
    r"(?i)\b(?:name|date|signature|patient|file|physician|provider|department|center|clinic|associates|hospital|health"
    r"|imaging|therapy|plan|medical|report|review\w*|electronic\w*|unknown|above|the|pending|not|none|and"
    r"|board|certified"
    r"|attending|records?|spine|pain|group|insurance|member|redacted|time|page|physical|medicine|doctor"
    r"|signed|orthop\w*"
    r"|surgery|rehab\w*|lumbar|cervical|thoracic|left|right|office|visit|note|summary|services?|by|for|with|mri|ct"
    rf"|discharge|therapist|{ORDER_VERBS})\b"
)
_PATIENTS = re.compile(
    r"(?i)\b(?:patient|pt|claimant|employee|member|enrollee|re)\b[^:\n]{0,12}:\s{0,3}(?P<name>\S+(?: \S+){0,3})"
)
_TRAILING = re.compile(rf"(?:[\s,]{{1,4}}{CREDENTIAL}){{1,8}}$")
_TELLS = re.compile(r"(?i)\b(?:was|were|is|are|been|had|has|have|who|as|injections?|prior|previous)\b")
_GOES_ON = re.compile(r"\s{1,3}(?!on\b|at\b|by\b)[a-z]{2,}\s")
_SEALED = re.compile(r"(?i)\b(?:electronically|digitally|e-?signed)\b")
RETELLING = frozenset({"ur_letter", "iro_decision", "hearing_decision", "necessity_assessment"})
"""Kinds of documents that retell others and judge them: who reviews is who wrote."""


def day_of(lines: Sequence[str]) -> str | None:
    """The day of a document as YYYY-MM-DD: the day its head labels (of service before of writing), that in its title,
    a letter's own, or that of its signature; None where none is given or it is no day."""
    lines = _cut(lines)
    head = lines[:_HEAD]
    hidden = min((weight for pattern, weight in _MASKED if any(map(pattern.search, head))), default=None)
    for weight, _, words in sorted(_labelled_days(head)):
        if hidden is not None and weight > hidden:
            break
        if day := _real(words):
            return day
    if hidden is not None:
        return None
    for words in (*_bare_days(lines[:_TOP]), *_signed_days(lines[-_FOOT:])):
        if day := _real(words):
            return day
    return None


def _labelled_days(head: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Days that the first lines label: the label's weight, the line's number, the day's words."""
    for pattern, weight in _LABELLED:
        for at, line in enumerate(head):
            for found in pattern.finditer(line):
                if weight < _BARE or not _STAMPED.search(line[: found.start()]):
                    yield weight, at, found["day"]


def _cut(lines: Sequence[str]) -> list[str]:
    return [
        _BLANKS.sub("  ", line[: 2 * _WIDEST])[:_WIDEST]
        for line in (*lines[:_HEAD], *lines[max(len(lines) - _FOOT, _HEAD) :])
    ]


def _real(words: str) -> str | None:
    day: date | None = day_of_words(words)
    return day.isoformat() if day and day.year >= _FIRST_YEAR else None


def _bare_days(lines: Sequence[str]) -> Iterator[str]:
    """Days in the first lines that no label gives to something else: a title's, or a letter's own."""
    for line in lines:
        found = _DAY.search(line)
        if found is None or len(line) > 110:
            continue
        before = line[: found.start()]
        # prose goes on from the line before; a title without capitals stands well apart from its day
        apart = before.endswith("  ") and len(before.split()) <= _TITLE_WORDS
        if not apart and (line.lstrip()[:1].islower() or _PROSE.search(before)):
            continue
        # the label of a birth date is often misread
        if line.rstrip().endswith(".") or _PATIENT_LINE.search(before):
            continue
        if not BIRTH.search(before[-24:]) and not _OTHER_DAY.search(before) and not _goes_on(line[found.end() :]):
            yield found["day"]


def _goes_on(rest: str) -> bool:
    """Whether prose goes on behind a day: a dated entry, or a sentence."""
    return re.match(r"\s*(?::|,\s+[a-z]|[a-z]{2,}\s+[a-z]+\s)", rest) is not None


def _signed_days(lines: Sequence[str]) -> Iterator[str]:
    for line in reversed(lines):
        if re.search(r"(?i)\b(?:signed|authenticated|approved|finalized|dictated|/s/)", line):
            yield from (found["day"] for found in _DAY.finditer(line))


def author_of(lines: Sequence[str], kind: str) -> str | None:
    """Who signs a document, or whom its head names as its author, with credentials; None where nobody is named.

    `kind` is as in rules/documents.yaml: of a review the reviewer is the author.
    """
    lines = _cut(lines)
    foot = [*reversed(_without_copies(lines)[-_FOOT:])]
    reviewers = [_REVIEWERS] if kind in RETELLING else []
    searches = (
        *((pattern, lines[::-1], False) for pattern in reviewers),
        *((pattern, foot, False) for pattern in _SIGNATURES),
        (_CLOSING, foot[:5], True),
        *((pattern, lines[:_HEAD], False) for pattern in _SIGNATURES),
        (_LABELLED_AUTHORS, lines[:_HEAD], False),
        (_LABELLED_AUTHORS, foot, False),
        (_IN_TITLE, lines[:_TOP], True),
    )
    patients = [found["name"] for line in lines[:_HEAD] for found in _PATIENTS.finditer(line)]
    for pattern, where, titled in searches:
        for line in where:
            found = pattern.search(line)
            if (
                found
                and not _is_prose(found)
                and not any(_is_named(found["name"], patient) for patient in patients)
                and (person := _person(found, titled))
            ):
                return person
    return None


def _is_prose(found: re.Match[str]) -> bool:
    """Whether a match stands in a sentence that retells who did something ("the MRI was read by Dr. Varga as ...")."""
    line = found.string
    return bool(_TELLS.search(line[: found.start()]) or _GOES_ON.match(line[found.end() :])) and not _SEALED.search(
        line
    )


def _without_copies(lines: Sequence[str]) -> list[str]:
    """The lines without the names below "cc:", which are of those whom a letter is copied to."""
    kept: list[str] = []
    copied = False
    for line in lines:
        begins = _COPIED.match(line) is not None
        copied = begins or (copied and _CLOSING.match(line) is not None)
        if not copied:
            kept.append(line)
    return kept


def _is_named(name: str, patient: str) -> bool:
    """Whether a name can be the patient's: each of its names is one of the patient's, or begins with an initial of the
    patient's; one family name is of many."""
    own, others = _names(name), _names(patient)
    initials = {letter.lower() for letter in re.findall(r"\b[A-Za-z]\b", patient)}
    rest = own - others
    return bool(own & others) and all(one[0] in initials for one in rest)


def _names(words: str) -> set[str]:
    """The names in words, without initials, in lower case."""
    return {name.lower() for name in re.findall(r"[A-Za-z][A-Za-z'-]{2,}", words)}


def _person(found: re.Match[str], titled: bool) -> str | None:
    """The name as written with its credentials; a name without a label needs credentials."""
    whole = f"{found['name']}{found['cred']}".strip(" ,-")
    ending = _TRAILING.search(whole)
    name = whole[: ending.start()] if ending else whole
    credentials = whole[ending.start() :].strip(" ,") if ending else ""
    if (titled and not credentials) or _NO_PERSON.search(name) or re.search(r"(?i)\bx{2,}\b", name):
        return None
    if sum(letter.isalpha() for letter in name) < 3 or not re.search(r"[A-Za-z]{2}", name):
        return None
    return " ".join(f"{name}, {credentials}".split()) if credentials else " ".join(name.split())
