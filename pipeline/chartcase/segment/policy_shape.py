"""The shape of a sentence for the policy-text model: mood, tense, whom it speaks of, how quantities are bounded.

It stands apart from the model because these are words of grammar, the same in every voice, and none of them is learned.
"""

from collections.abc import Sequence
from itertools import pairwise

_SETS = {
    "modal": "must should shall may might can could would ought need needs cannot",
    "will": "will",
    "present": "is are",
    "generic": "a an any each every all most some such many few other none one both either",
    "condition": "if unless when once where until only before after provided depending assuming without failing"
    " pending",
    "person": "he she his her him i we my pt patient claimant iw mr ms mrs dr worker",
    "you": "you your",
    "side": "left right bilateral bilaterally b l r",
    "source": "guideline guidelines guide policy policies plan odg acoem mtus criteria criterion rule rules"
    " section law code act society academy college statute regulation standard coverage covered"
    " insurer payer payers",
    "study": "trial trials cohort rct study studies review reviews evidence series registry arm arms subjects"
    " responders",
    "sign": "neg pos negative positive intact normal denies denied tender wnl ttp states reports rates",
    "month": "january february march april june july august september october november december xx",
    "plural": "patients people adults injections blocks members providers payers plans claims trials studies"
    " cases criteria guidelines smokers workers doctors clinicians steroids reports contraindications"
    " indications complications risks diabetics",
}
_MEMBERS = {name: frozenset(words.split()) for name, words in _SETS.items()}
_OTHERS = {
    "past": "was were had did underwent took gave got went came felt fell said told saw sent began kept left"
    " wore helped",
    "not past": "need needed based led red bed med shed related required limited advised expected allowed covered",
    "opener": "if unless should were had when once where until only without failing in assuming depending absent",
    "imperative": "add ask attach avoid bring call check choose circle consider confirm continue describe do"
    " document drop ensure escalate exclude explain fax fill get give go have include keep list look"
    " mark name obtain order perform please provide quantify quote record refer repeat request resume"
    " return review schedule see select send show specify start state stop submit take tell try use"
    " verify wait",
}
_PAST, _NOT_PAST, _OPENERS, _IMPERATIVES = (frozenset(words.split()) for words in _OTHERS.values())
_BOUNDS = frozenset(
    {"at least", "no more", "no fewer", "no less", "at most", "up to", "or more", "or less", "or better"}
)
_LENGTHS = (4, 8, 15, 30)


def shape_of(words: Sequence[str], item: bool) -> set[str]:
    """Names of what the lower-case words show; each begins with "~".

    >>> sorted(shape_of(["patients", "should", "exercise"], False))
    ['~length=0', '~modal', '~modal, nobody', '~plural']
    """
    present = frozenset(words)
    found = {f"~{name}" for name, members in _MEMBERS.items() if not members.isdisjoint(present)}
    if any(word in _PAST or (len(word) > 4 and word.endswith("ed") and word not in _NOT_PAST) for word in words):
        found.add("~past")
    first = words[0] if words else ""
    found.update(name for name, members in (("~opener", _OPENERS), ("~imperative", _IMPERATIVES)) if first in members)
    if any(f"{one} {other}" in _BOUNDS for one, other in pairwise(words)):
        found.add("~bound")
    found.add(f"~length={sum(len(words) >= least for least in _LENGTHS)}")
    return found | _joined(found, item)


def _joined(found: set[str], item: bool) -> set[str]:
    """What shows only in two features together."""
    joined: set[str] = set()
    if "~past" not in found:
        joined.update(f"{name}, no past" for name in ("~present", "~bound", "~condition", "~plural") if name in found)
        if found.isdisjoint({"~present", "~modal", "~person", "~sign"}):
            joined.add(f"~nominal, item={item}")
    if "~modal" in found and "~person" not in found:
        joined.add("~modal, nobody")
    return joined
