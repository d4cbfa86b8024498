"""Whether a test is said not to have been made, or not to be in the record, or is spoken of only by the way.

It stands apart because "no EMG has been done" is an absence, "no EMG has been submitted" a gap of the record, and the
two differ in one word.
"""

from chartcase.fact import Assertion
from chartcase.patterns import Pattern

_NO = Pattern(r"\b(?:no|never|not had|has not had|without)(?: an?| any| prior| recent)* ?$")
_NEITHER = Pattern(r"\bneither(?: an?| any| the)?(?: [a-z-]+){0,4} ?$")
_MADE = Pattern(r"\b(?:done|performed|obtained|ordered|available|taken|completed)\b")
_HELD = Pattern(
    r"\b(?:submitted|provided|included|documented|received|on file|sent|enclosed|attached"
    r"|in the (?:record|file|chart))\b"
)
_LACKING = Pattern(
    r"^(?: (?:confirmation|evidence|corroboration|support|documentation|results?|report|study|of [a-z ]{3,30}))*? "
    r"(?:(?:is|was|were|are|has|have|had)(?: not|n't) (?:yet )?(?:been )?(?:submitted|provided|included|documented|sent"
    r"|received|enclosed|attached|available|supplied|shown)|(?:is|was|were|are) (?:lacking|missing))\b"
)
_TO_PROVE = Pattern(
    r"^(?: (?:stud(?:y|ies)|testing|tests?|findings|evidence))? (?:to|that|which|confirming|corroborating|supporting"
    r"|documenting|verifying)\b"
)
_WILL_NOT_BE = Pattern(r"^[^.,:;]{0,50} (?:will|would) not be (?:done|performed|obtained|ordered)\b")
_OF_SOMETHING_ELSE = Pattern(
    r"\b(?:is|are|was|were|has|have|had|did|does|so|but|because|since|while|thus|therefore|hence|reviewed|read"
    r"|show(?:s|ed|ing|n)|reveal(?:s|ed)|confirm(?:s|ed)|discussed|done|performed|completed|obtained|normal|abnormal"
    r"|negative|positive|unremarkable)\b"
)
"""Between a test and "will not be done": another thing is what will not be."""
_GOES_ON = Pattern(r"\b(?:and|but|so|which|that|it)(?: (?:therefore|thus|hence|still|now))? (?:will|would)$")
"""The test is still what is spoken of ("was considered and will not be done")."""
_NOT_MADE = Pattern(
    r"^(?: (?:is|was|were|has|have|had))?(?: not|n't)(?: yet)? (?:been )?(?:done|performed|obtained|made"
    r"|carried out)\b"
)


def lacks_proof(before: str, after: str) -> bool:
    """Whether there is no test that would show something: what it would show is no result.

    >>> lacks_proof("There is no ", " to corroborate radiculopathy"), lacks_proof("The ", " showed no radiculopathy")
    (True, False)
    """
    return _NO.occurs(before) and _TO_PROVE.occurs(after)


def missing_test(before: str, after: str) -> Assertion | None:
    """Absent, or not documented, as the words on both sides of the test's name say; None where they do not.

    >>> missing_test("No ", " has been done")
    <Assertion.ABSENT: 'absent'>
    >>> missing_test("An ", " had not been submitted")
    <Assertion.NOT_DOCUMENTED: 'not_documented'>
    >>> missing_test("The ", " was normal") is None
    True
    """
    if _NO.occurs(before) or _NEITHER.occurs(before):
        held = _HELD.occurs(after) and not _MADE.occurs(after)
        return Assertion.NOT_DOCUMENTED if held or _TO_PROVE.occurs(after) else Assertion.ABSENT
    if _LACKING.occurs(after):
        return Assertion.NOT_DOCUMENTED
    return Assertion.ABSENT if _NOT_MADE.occurs(after) or _will_not_be(after) else None


def _will_not_be(after: str) -> bool:
    """Whether the test itself, and no other thing of the sentence, will not be made."""
    said = _WILL_NOT_BE.search(after.encode("ascii"))
    if said is None:
        return False
    between = after[: said.end].rpartition(" not be ")[0]
    return _GOES_ON.occurs(between) or not _OF_SOMETHING_ELSE.occurs(between)


_LABELLED_ASIDE = Pattern(
    r"^ ?(?:clinical|history|hx|indications?|reason|focused exam|exam(?:ination)?|physical exam|comment|technique|note|"
    r"referring|recommend(?:ation)?s?|plan)\b[a-z /]{0,25}:|\bbased on (?:the patient|his|her)\b"
)
_ASIDE = Pattern(
    r"\bdoes not (?:rule out|exclude)\b|\bin general\b|"
    r"\bwith respect to\b|\b(?:his|her|their)(?: new)? symptoms (?:are|is|were)\b"
)
_NAMED_WITH_RESULT = Pattern(
    r"\b(?:normal|abnormal|negative|positive|unremarkable|equivocal) (?:(?:recent|prior|previous|needle|repeat) )*"
    r"(?:emg|electromyogra|nc[sv]s?\b|nerve conduction|electro-?diagnost|edx\b)"
)
"""A test named with its result is told wherever it stands ("based on her history and a normal EMG")."""
_HISTORY_TELLS = Pattern(
    r"^ ?(?:history|hx|hpi)\b[a-z /]{0,25}: ?(?:an? |the |his |her |recent |prior |no |needle |recommend(?:ed)? )*"
    r"(?:emg|nc[sv]?|edx|electro|nerve)"
)


def is_aside(text: str, section: str) -> bool:
    """Whether a report's sentence tells no result of an electrical test; a history that names the study first does.

    `text`: the sentence; `section`: the kind of its section.
    """
    said = text.encode("ascii")
    tells = section == "history" and _HISTORY_TELLS.search(said) is not None
    labelled = _LABELLED_ASIDE.search(said) is not None and not tells and not _NAMED_WITH_RESULT.occurs(text)
    return labelled or (not tells and _ASIDE.search(said) is not None)
