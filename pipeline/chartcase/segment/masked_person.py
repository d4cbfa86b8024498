"""Masks that stand for the patient ("XX denied numbness", "pain in XX left leg"), as rules can read them.

It stands apart because those who take names out of a decision often take the pronouns too, and the same mask stands
for days, doctors and places: only the words beside it tell. No sex is put in, since none is told.
"""

import re
from collections.abc import Iterator

_NOT_THE_PATIENT = (
    r"(?:on|dated|of|in|since|from|until|till|by|through|thru|to|and|with|at|for|dr\.?|mr\.?|ms\.?|mrs\.?|date|named|"
    r"before|after|around|between|during|per|#|:|x{2,})"
)
_DOES = (
    r"(?:is|was|has|had|did|does|denie[sd]|reports?|reported|states?|stated|complains?|complained|feels?|felt|underwent"
    r"|continue[sd]?|rate[sd]?|describe[sd]?|present(?:s|ed)|return(?:s|ed)|could|cannot|can|would|complete[sd]?|tried"
    r"|tries|took|takes|failed|sustained|attend(?:s|ed)|receive[sd]|declined|ambulate[sd]|walk(?:s|ed)|works?|worked"
    r"|lives|also|then|now|still|never|currently|initially|subsequently|previously|endorse[sd]?|indicated|experience[sd]"
    r"|fell|slipped|tripped|lifted|injured|hurt|twisted|struck|uses?|used|need(?:s|ed)|started|stopped|quit"
    r"|participated|demonstrated|exhibited|missed|required|wore|wears|got|gets|went|came|remained|noticed|recalled"
    r"|obtained|tolerated|improved|weighs|smokes)"
)
_OWN = (
    r"(?:(?:low|lower|upper|mid|right|left|own|entire|current|usual|work|job|pain|back)\s{1,3}){0,3}?"
    r"(?:back|neck|spine|legs?|arms?|hands?|foot|feet|shoulders?|hips?|knees?|calf|calves|thighs?|buttocks?|toes?|fingers?"
    r"|wrists?|elbows?|ankles?|groin|head|chest|abdomen|stomach|body|extremit(?:y|ies)|thumb|side|pain|symptoms?|sleep"
    r"|gait|balance|strength|condition|job|work|duties|shift|injury|accident|fall|medications?|activit(?:y|ies)"
    r"|functions?|surgery|injections?|therapy|bladder|bowels?)"
)
_HANDED = (
    r"(?:gave|gives|giving|given|made|makes|making|caused|causes|causing|provided|left|allowed|helped|helps|offered)"
)
_MASK = re.compile(
    rf"(?<![\w/.\-\[*])(?:"
    rf"(?P<own>X{{2,4}})(?=\s{{1,3}}{_OWN}\b)"
    rf"|(?<=\s)(?P<told>X{{2,4}})(?=\s{{1,3}}(?:no|some|partial|good|little|more|only|significant|drowsy|sleepy|dizzy|sick"
    rf"|nauseated|tired|to)\b)"
    rf"|(?P<does>X{{2,4}})(?=\s{{1,3}}{_DOES}\b)"
    r")",
)
_BEFORE = re.compile(rf"(?i)(?:^|\W){_NOT_THE_PATIENT}\s{{0,3}}$")
_DATES = re.compile(r"(?i)(?:^|\W)(?:on|dated|since|until|from)\s{1,3}$")
_HANDS = re.compile(rf"(?i)\b{_HANDED}\s{{1,3}}$")
_LOOKED_BACK = 14
"""Characters before a mask in which the word that makes it a day's or a doctor's stands, at most."""


def masked_persons(text: str) -> Iterator[tuple[int, int, str]]:
    """Where a mask stands for the patient, from left to right, and the neutral words that it means."""
    if "XX" not in text:
        return
    for mask in _MASK.finditer(text):
        low, high = mask.span()
        before = text[max(low - _LOOKED_BACK, 0) : low]
        if mask["own"] is not None:
            if _DATES.search(before) is None:
                yield low, high, "the"
        elif mask["told"] is not None:
            if _HANDS.search(before) is not None:
                yield low, high, "the patient"
        elif _BEFORE.search(before) is None:
            yield low, high, "the patient"
