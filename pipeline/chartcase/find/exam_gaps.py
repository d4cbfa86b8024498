"""The words that may stand between a test and its result, between tests, and between results.

It stands apart because reading an examination is arithmetic on these gaps, and the gaps are what new wordings add to.
"""

import re

from chartcase.find.modifiers import EXCEPTS

_SIDE = (
    r"left|right|bilateral(?:ly)?|both|l|r|b|b/l|bilat\.?|lt\.?|rt\.?|left-sided|right-sided|lle|rle|lue|rue"
    r"|ble|bue"
)
_LIMB = (
    r"upper|lower|extremit(?:y|ies)|les?|ues?|legs?|arms?|limbs?|foot|feet|hands?|wrists?|ankles?|knees?"
    r"|toes?|distal|proximal"
)
BEFORE = re.compile(
    rf"^(?:[\s(),:=>-]|\b(?:{_SIDE}|{_LIMB}|of|in|at|on|to|for|over|the|his|her|a|an|any|or|and|with|from|within"
    rf"|symmetric(?:al|ally)?|equal(?:ly)?|strength"
    r"|reflex(?:es)?|power|motor|muscles?|sensory|deep|tendon|evidence|signs?|responses?|grade|seated|sitting"
    r"|supine|test(?:ing|s)?|exam(?:ination)?|sides?|focal"
    r"|gross(?:ly)?|obvious|significant|definite|frank|sustained|overall|general(?:ized)?|mild(?:ly)?"
    r"|slight(?:ly)?|somewhat|throughout|level|nerve|root|light|touch"
    r"|pinprick|sensation|functional|appreciable|great|extension|flexion|dorsiflexion|manual|muscle|versus|kemp's"
    r"|patrick's|faber|gaenslen's|non[- ]?antalgic|special|following|maneuvers?|is|was|are|were|noted|found|also"
    r"|remain(?:s|ed)?|bulk|tone|only)\b)*$",
    re.IGNORECASE,
)
"""Between a result and the test that it stands before: "2+ and symmetric at the [knees]"."""
COPULA = re.compile(
    rf"^(?:[\s(),:=>-]|\b(?:{_SIDE}|{_LIMB}|is|are|was|were|be|been|remain(?:s|ed)?|at|sides?|the|on|in|of|his|her"
    rf"|graded?|rated|noted|to be|found|also|still|again"
    r"|strength|reflex(?:es)?|dtrs?|jerks?|signs?|test(?:ing|s)?|responses?|appear(?:s|ed)?|to|throughout|grossly"
    r"|essentially|completely|mildly|slightly|markedly|moderately|severely"
    r"|quite|otherwise|seated|supine|sitting|light touch|pinprick|pin|as|being|with|show(?:s|ed)?|reveal(?:s|ed)?"
    r"|level|globally|over)\b)*$",
    re.IGNORECASE,
)
"""Between a test and the result that is plainly its own: "is", a side, a colon."""
JOINS = re.compile(
    rf"^(?:\s(?:on|in) (?:the|his|her|both)?\s?(?:left|right|both)(?: side)?)?,?(?:\s?(?:\b(?:and|or|nor"
    rf"|as well as|plus|to|with|then)\b|[/&+,-]))?,?(?:\s?(?:\b(?:{_SIDE}|the|his|her|a|an|any|of|at|in|on|no"
    rf"|deep tendon|either|tone|bulk)\b))*,?\s?$",
    re.IGNORECASE,
)
"""Between tests that are named together and share what was found."""
TURNS = re.compile(r"\bno\b", re.IGNORECASE)
ABNORMAL = re.compile(
    r"\b(?:positive|pos|decreased|diminished|reduced|increased|brisk|absent)\b[^,;.]{0,25}$", re.IGNORECASE
)
"""Behind an abnormal test a "no" does not join the next one to it: "positive Spurling, and no [Hoffmann]"."""
ABSORBS = re.compile(
    rf"^(?:[\s:,()-]|\b(?:{_SIDE}|sides?|of|in|at|the|for|muscles?|is|are|was|were|reveal(?:s|ed)?|show(?:s|ed)?"
    rf"|with|to|on|symmetric|and|include[sd]?|grade[sd]?|testing|exam|noted|found|seen|present|evident)\b)*$",
    re.IGNORECASE,
)
"""Between a general word and the named muscle or reflex that speaks for it."""
BREAK = re.compile(
    rf";| but | {EXCEPTS} | however | although |, (?:the|he|she|there|with|no|normal|negative|positive)\b"
    r"|\. (?=(?-i:[A-Z]))",
    re.IGNORECASE,
)
"""Behind which nothing belongs to the test any more."""
PART = re.compile(
    r",(?: and| while| but)?|;| and | while | but | except | / |->"
    rf"|\((?!(?:{_SIDE})\))|\. ",
    re.IGNORECASE,
)
"""Between the results of one test: "positive left, negative right"."""
CLUSTERS = re.compile(
    r"^[\s,(]*(?:(?:and|at|graded?|of|to|is|as|with|rated|strength|only)\s?|[,(=:/-]\s?)*"
    r"(?:on (?:the )?(?:left|right|[LR])\s?)?$",
    re.IGNORECASE,
)
"""Between signs that say one thing together: "5/5 and normal"."""
ANSWERS = re.compile(r"^ ?[:=-] ?$")
"""Before a bare "no" that answers: "clonus: no"."""
COMPARES = re.compile(r"compared (?:to|with)|versus the (?:left|right)|relative to|than ", re.IGNORECASE)
"""Behind which the other side is only compared with."""
TOPIC = re.compile(
    rf"(?:^|[;.:] )(?:\[x\] ?)?(?:(?:(?:on|in|for)\s)?(?:the\s)?(?P<side>{_SIDE})\b[a-z ]{{0,30}}?[,:]"
    r"|[a-z ]{2,30} (?:on|in) the (?P<side3>left|right)(?: side| leg| arm)?:"
    rf"|(?:on|in)\s(?:the\s)?(?P<side2>left|right)\s(?:side|leg|arm|lower extremity|upper extremity)?\s?"
    r"(?:there|he|she|it)\b)",
    re.IGNORECASE,
)
"""A side that opens a sentence, or a part of it, and holds for what follows."""
NAMELESS = frozenset({"exam_finding.graded", "exam_finding.taken_up", "exam_finding.ticked"})
GENERAL = frozenset(
    {
        "exam_finding.reflex.general",
        "exam_finding.motor.general",
        "exam_finding.motor.weakness",
        "exam_finding.motor.atrophy",
        "exam_finding.motor.group",
        "exam_finding.sensory.general",
    }
)
"""Words for a whole part of the examination; beside a named muscle, reflex or loss they add nothing of their own."""
MOST = 12
"""So many tests on either side are looked at; lists of more share nothing with the first."""
LIGHT_TOUCH = "LT"
"""In capitals and without a point an examiner's light touch, not the left."""
_NONE_OF_LIMB = re.compile(r"\b(?:without|but no|but not|and no|with no)\b", re.IGNORECASE)


def parts_tests(before: str, gap: str) -> bool:
    """Whether what stands before two tests and between them keeps a result from both: a "no" behind an abnormal one, a
    sign of the first's own ("Spurling +, Hoffmann neg"), or the end of an exception that opens the sentence ("except
    for an absent ankle jerk, reflexes are 2+")."""
    if _OWN_SIGN.match(gap):
        return True
    if TURNS.search(gap) and ABNORMAL.search(before):
        return True
    return "," in gap and _OPENING_EXCEPTION.search(before) is not None


_OWN_SIGN = re.compile(r"\s?\(?[+-]\)?\s?(?:(?:[LRB]|bilat\w*|left|right)\b)?\s?[,;.]")
_OPENING_EXCEPTION = re.compile(rf"(?:^|[:.;] ?){EXCEPTS}[^,;.]{{0,40}}$", re.IGNORECASE)


def provoked_by(value: str, words: str) -> str:
    """What a result word says; a pain brought on "without arm pain" is none of the limb."""
    return "back_pain" if value == "leg_pain" and _NONE_OF_LIMB.search(words) else value
