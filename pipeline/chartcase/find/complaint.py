"""Whether a complaint or a finding is denied: only cues whose reach the wording bears out.

It stands apart because ConText lets "not" reach to the end of a sentence, and "she is not working due to leg pain" must
not take her leg pain away.
"""

import re

from chartcase.fact import Assertion
from chartcase.find.mention import Mention, View
from chartcase.find.modifiers import Category, Modifier
from chartcase.find.nearby import after, before

_REASONS = re.compile(
    r"\b(?:due to|because|secondary to|despite|until|after|since|although|for (?:his|her|the|their)|from (?:his"
    r"|her|the|their)|relie\w+|improve\w*|help\w*"
    r"|change\w*|alleviat\w+|resol\w+|but|however|other than|except|besides|only|just|aside|which|who|when|while"
    r"|if|until|than|with (?:his|her|the)|and (?:has|is|he|she|reports?|states?|complains?|now|still|continues"
    r"|rates?))\b",
    re.IGNORECASE,
)
_PLAIN_NOT = re.compile(
    r"^(?:\s|,|\b(?:have|had|having|has|been|be|experienc\w+|complain\w*|of|report\w*|note[sd]?|noting|endors\w+"
    r"|describ\w+|any|a|an|the|and|or|associated|significant|really|currently|feel\w*|get\w*"
    r"|develop\w*|radiat\w+|go(?:ing)?|into|down|show\w*|reveal\w*|demonstrat\w+|particular(?:ly)?|specific|much"
    r"|other|true|new|pain|numbness|tingling|weakness|radicular|his|her|left|right|either|in|to|that|is|are|think"
    r"|believe|a|lot|lots|many|symptoms?|extremit\w+|radiation|legs?|arms?|proximal|distal|focal|such"
    r"|appreciate\w*|find|found|evidence|see|admit\w*|present\w*|with|limited by|suffer\w*|from|bother\w*|by)\b)*$",
    re.IGNORECASE,
)
_LISTED = re.compile(r"^(?:\s?[a-z-]+(?:\s[a-z-]+)?,)+(?:\s(?:or|and|nor))?(?:\sany)?\s$", re.IGNORECASE)
_CHANGE_LISTED = re.compile(r"\bchanges?\b(?:[^,.;]{0,40},|/| (?:or|nor)\b)", re.IGNORECASE)
"""A change that is itself denied in a list ("denies vision changes, weakness"), not one of what is asked about."""
_BEHIND = re.compile(
    r"^(?:\s|:|-|\b(?:is|are|was|were|has|have|had|been|now|completely|also|currently|since|all|these|today"
    r"|at this time|symptoms?|pain|again|both)\b)*$",
    re.IGNORECASE,
)
_TO_ANOTHER = re.compile(r",| and | with |;", re.IGNORECASE)
"""Behind "absent" another thing is spoken of ("absent reflexes and sensory loss")."""
_LOOSE = frozenset({"not", "never", "without", "unable", "not have", "rather than", "instead of"})
_DENYING = frozenset({"denies", "denied", "deny", "denying"})
_FINAL = re.compile(
    r"^(?:none|denied|.*denied|absent|.*absent|.*resolved|resolved|not present|.*not present"
    r"|negative|is negative|not noted|no|has cleared|has subsided|.*subsided|gone)$"
)


_NO = re.compile(
    r"\b(?:no|denie[sd](?: having)?|denying|deny|without|nor|negative for|never had|free of)(?: (?:any|new"
    r"|further|more|recurrent|worsening|progressive|increased|increasing|focal|particular|other|additional"
    r"|associated|significant|recent|or|his|her|true|actual|real|current|residual|obvious|evidence of|signs? of"
    r"|complaints? of|history of|definite|gross|appreciable))* $|\b(?:complete |full |total )?(?:resolution"
    r"|absence) of (?:his|her|the|all)? ?$",
    re.IGNORECASE,
)


def denied(mention: Mention, view: View) -> bool:
    """Whether a negating cue denies the mention itself, or a "no" stands before it."""
    return _NO.search(before(view)) is not None or any(
        _denies(cue, mention, view) for cue in mention.modifiers if cue.category is Category.NEGATED
    )


def _denies(cue: Modifier, mention: Mention, view: View) -> bool:
    if cue.end <= mention.start:
        gap = view.between(cue.end, mention.start)
        if cue.words == "absent" and _TO_ANOTHER.search(gap):
            return False
        if cue.words in _LOOSE:
            return _PLAIN_NOT.match(gap) is not None or _LISTED.match(gap) is not None
        return _REASONS.search(_CHANGE_LISTED.sub(",", gap) if cue.words in _DENYING else gap) is None
    gap = view.between(mention.end, cue.start)
    return _FINAL.match(cue.words) is not None and _BEHIND.match(gap) is not None


_RECORDED = re.compile(
    r"^ (?:is|are|was|were|has been|have been) (?:\w+ )?(?:recorded|documented|described"
    r"|mentioned|stated)\b",
    re.IGNORECASE,
)


_MINUS_BEHIND = re.compile(r"^ ?(?:\( ?- ?\)|\[ ?- ?\]|-ve\b)")
_PLUS_BEHIND = re.compile(r"^ ?(?:\( ?\+ ?\)|\[ ?\+ ?\]|\+ve\b)")
_MINUS_BEFORE = re.compile(r"[,;:/] ?-[ve]{0,2} ?$")
_PLUS_BEFORE = re.compile(r"(?:^|[ ,;:/(])\+(?:ve)? ?$")
_PLUS_ANYWHERE = re.compile(r"(?:^|[ ,;:/])\+ ?[a-z]", re.IGNORECASE)


def _signed(view: View) -> Assertion | None:
    """What a plus or a minus beside the words says: "weakness (-), numbness (+)", "+ numbness, - weakness"."""
    ahead, behind = before(view), after(view)
    if _PLUS_BEHIND.match(behind) or _PLUS_BEFORE.search(ahead):
        return Assertion.PRESENT
    minus = _MINUS_BEFORE.search(ahead) is not None and _PLUS_ANYWHERE.search(view.text) is not None
    return Assertion.ABSENT if minus or _MINUS_BEHIND.match(behind) else None


_GONE_SINCE = re.compile(
    r"^(?:this|these|that|those|it|both|all of (?:this|these)|(?:this|the|that|these|those|his|her|all(?: of)?)"
    r" (?:pains?|symptoms?|complaints?|discomfort)) (?:(?:has|have|had|is|are|was|were|since|subsequently|now|then"
    r"|later|eventually|all|completely|entirely|fully|totally|spontaneously) )*(?:resolved|gone|went away|gone away"
    r"|disappeared|cleared(?: up)?|subsided)\b",
    re.IGNORECASE,
)
_CAME_BACK = re.compile(r"\b(?:but|however|although|return\w*|recur\w*|came back|except|again)\b", re.IGNORECASE)


def gone_since(view: View) -> bool:
    """Whether the next sentence of the paragraph says of what went before that it is over ("This has resolved.")."""
    following = next(iter(view.next_sentences(1)), None)
    if following is None or following.paragraph != view.sentence.paragraph:
        return False
    said = view.outline.text(following).strip()
    return _GONE_SINCE.match(said) is not None and _CAME_BACK.search(said) is None


_ACT_OF_HIS = re.compile(
    r"^ (?:he|she|the patient|pt|one) (?:tilts?|turns?|bends?|coughs?|sneezes?|sits?|stands?|walks?|lifts?|moves?|"
    r"extends?|flexes?|looks?|leans?|twists?|reaches|lies|lays|rolls?|drives?|rotates?|strains?|arches)\b[^.;]*,",
    re.IGNORECASE,
)
_MODAL = re.compile(r"\b(?:may|might|could|would|should|will)\b", re.IGNORECASE)


def _supposed(mention: Mention, view: View) -> bool:
    """Whether the words only suppose it; "if he tilts his neck, the pain shoots down the arm" tells what happens."""
    cues = [cue for cue in mention.modifiers if cue.category is Category.HYPOTHETICAL]
    acts = [cue for cue in cues if cue.words == "if" and _ACT_OF_HIS.match(view.between(cue.end, mention.start))]
    told = len(acts) == len(cues) and _MODAL.search(view.text) is None
    return bool(cues) and not told


def complaint_assertion(mention: Mention, view: View) -> Assertion:
    """Present, absent, not documented or hypothetical; treatment cues say nothing of a complaint."""
    said_no = _NO.search(before(view)) is not None
    if mention.has(Category.NOT_DOCUMENTED) or (said_no and _RECORDED.match(after(view))):
        return Assertion.NOT_DOCUMENTED
    signed = _signed(view)
    if signed is not None:
        return signed
    if said_no:
        return Assertion.ABSENT
    if _supposed(mention, view):
        return Assertion.HYPOTHETICAL
    if denied(mention, view) or gone_since(view):
        return Assertion.ABSENT
    return Assertion.PRESENT
