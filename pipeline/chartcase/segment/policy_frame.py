"""The frame of a sentence for the policy-text model: its words of grammar in order, with all other words as classes.

It stands apart from `policy_shape`, which names moods and persons one by one, because what tells "had the claimant
completed" from "the claimant had completed" is their order.
"""

from collections.abc import Sequence
from itertools import pairwise

_GRAMMAR = (
    "a an the this that these those such any each every no all both most some many few other another one two"
    " he she his her him they their it its we our us you your i my who whom which whose what when where while until"
    " unless if once before after since without with within and or but nor not never only even then than as of to in on"
    " at by for from per about against between under over is are was were be been being am has have had having do does"
    " did done will would shall should can could may might must ought need needs needed there here so too also yet"
    " still more less least better"
)
_CLASSES = {
    "P": "patient claimant worker examinee member employee petitioner applicant iw pt mr ms mrs enrollee insured"
    " beneficiary",
    "PP": "patients claimants workers members employees people persons subjects participants adults men women"
    " individuals cases authors",
    "K": "wife husband spouse partner mother father mom dad brother sister son daughter aunt uncle cousin friend"
    " neighbor roommate coworker boss girlfriend boyfriend sister-in-law niece nephew",
    "D": "provider physician doctor surgeon reviewer examiner dr md therapist clinic office",
    "#": "# %",
}
"""One person in question, many people, the family, those who treat and review, numbers."""
_CLASS = {word: name for name, words in _CLASSES.items() for word in words.split()} | {
    word: word for word in _GRAMMAR.split()
}
_OTHER = "x"
_PRONOUNS = frozenset({"he", "she", "his", "her"})
_FAMILY = frozenset(_CLASSES["K"].split())
_CONDITIONS = frozenset({"if", "unless", "until"})
_NAMED = frozenset(_CLASSES["P"].split()) | _PRONOUNS
_DOUBTFUL = frozenset({"would", "could", "might"})
_DEMANDING = frozenset({"must", "should", "needs", "required", "ought"})
_OPENERS = frozenset({"had", "were", "should", "if", "even", "unless", "until"})


def frame_of(words: Sequence[str]) -> set[str]:
    """Names of what the lower-case words show in their order; each begins with "=" or "~".

    >>> sorted(name for name in frame_of(["had", "she", "tried"]) if name.count("/") == 2)
    ['=^/had/she', '=had/she/ed', '=she/ed/$']
    """
    frame = _frame(words)
    found = {f"={one}/{other}" for one, other in pairwise(frame)}
    found.update(f"={one}/{other}/{last}" for one, other, last in zip(frame, frame[1:], frame[2:], strict=False))
    return found | _moods(words)


def _frame(words: Sequence[str]) -> list[str]:
    """The words' classes between marks of begin and end; other words that follow one another are one."""
    frame = ["^"]
    for word in words:
        name = _CLASS.get(word) or _class_by_ending(word)
        if name != _OTHER or frame[-1] != _OTHER:
            frame.append(name)
    return [*frame, "$"]


def _class_by_ending(word: str) -> str:
    if word.endswith("ed") and len(word) > 4:
        return "ed"
    return "ing" if word.endswith("ing") and len(word) > 5 else _OTHER


def _moods(words: Sequence[str]) -> set[str]:
    """What is supposed, and what is demanded of the one in question."""
    present = frozenset(words)
    opened = bool(words) and words[0] in _OPENERS
    doubtful, named = not present.isdisjoint(_DOUBTFUL), not present.isdisjoint(_NAMED)
    shown = {
        "~family": not present.isdisjoint(_FAMILY),
        "~supposed first": opened,
        "~supposed first, would": opened and doubtful,
        "~if, would": doubtful and not present.isdisjoint(_CONDITIONS),
        "~would": doubtful,
        "~would, named": doubtful and named,
        "~must, named": named and not present.isdisjoint(_DEMANDING),
    }
    return {name for name, is_shown in shown.items() if is_shown}
