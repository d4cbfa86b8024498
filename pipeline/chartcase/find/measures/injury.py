"""What happened to the patient, and when.

It stands apart because one sentence tells an accident in five verbs and is one injury, and because a denial of a new
one is a fact of its own.
"""

import re
from collections.abc import Sequence

from chartcase.fact import Assertion, FactDate, Speaker, Value
from chartcase.find.mention import Measured, Mention, View
from chartcase.find.modifiers import Category
from chartcase.find.procedure import answer_to
from chartcase.find.rulebook import FindingSpec
from chartcase.find.standing import rule_name
from chartcase.patterns import Hit, Pattern

_MECHANISMS = (
    (
        Pattern(
            r"\bmotor vehicle|\bmv[ac]\b|\bcar (?:accident|crash|wreck)|\bauto(?:mobile)? accident|\brear[- ]?end"
            r"|\bt-boned|\b(?:head-on|highway|traffic|roll-?over|vehicle) (?:collision|accident|crash)"
            r"|\b(?:car|vehicle|pickup|suv|van|truck|taxi) (?:that )?(?:he |she )?(?:was |had been )?"
            r"(?:struck|hit|rear)"
        ),
        "motor vehicle collision",
    ),
    (Pattern(r"\bwork(?:place)? accident"), "work accident"),
    (Pattern(r"\bforward assisting [^.]{0,20}lost balance|\blost (?:his |her )?balance"), "lost balance"),
    (Pattern(r"\bslip(?:ped)? (?:and|&) f[ae]ll"), "slip and fall"),
    (Pattern(r"\b(?:was|were) (?:being )?lifted"), "lifting"),
)
"""The mechanism in a few plain words, only where the text names it by a common name."""
_OBJECT = r"(?:(?:an?|the|his|her|some|wet|ice|icy) )?(?:[a-z-]+ ){0,3}[a-z-]+"
_TOLD = (
    Pattern(
        r"\b(?P<told>(?:slipped|fell|tripped|stepped|fall|jumped|slip)(?: and fell)? (?:\w+ )?(?:on|off|from|over"
        r"|into|down"
        r"|through|in) " + _OBJECT + ")"
    ),
    Pattern(
        r"\b(?P<told>(?:lifting|carrying|pulling|pushing|moving|unloading|loading|catching|shoveling|stacking"
        r"|reaching for) " + _OBJECT + ")"
    ),
)
"""An event by its verb and what it befell, before the place and the time."""
_STRUCK = Pattern(
    r"\b(?P<thing>an? (?:[a-z-]+ ){1,3}?)(?P<verb>struck|hit|pinned|crushed|kicked|fell on(?:to)?) (?:him|her|his)\b"
    r"|\bwas (?P<done>struck|hit|pinned|crushed|kicked|thrown) by (?P<by>an? (?:[a-z-]+ ){0,2}?[a-z-]+)\b"
)
_ENDS_TELLING = Pattern(
    r"^(?:in|on|at|and|when|while|last|out|injuring|with|causing|to|as|that|since|of|around|during|about|by|for|he|she|felt|heard|noted|noticed)$"
)
_MEASURES = Pattern(r"^(?:approximately|about|roughly|around|nearly|almost|over|some|an?|the|up|more|than)$")
"""A last word that only leads to a number which the words leave out ("lifting approximately 40 pounds")."""
_ARTICLE = re.compile(r"^(?:an?|the) ", re.IGNORECASE)
_VERB = 2
"""Words of an event that no word of place or time ends: its verb, its preposition and the article."""
_TELLING = frozenset(
    {
        "compensable",
        "injured",
        "fell",
        "while_doing",
        "accident",
        "struck",
        "mechanism_field",
        "onset_act",
        "act_felt",
        "mishap",
    }
)
_SUSTAINED = Pattern(
    r"\bsustain|\bsuffer|\bhad\b|\b(?:a|as the|the) result of an? |\binjury (?:while|when|involving) [a-z]+ing\b"
)
_OTHERS = Pattern(
    r"\b(?:his|her|the patient's) (?:husband|wife|mother|father|son|daughter|brother|sister|friend|spouse"
    r"|co-?worker|partner)\b[^.;,]*$"
)
_APART = Pattern(r"; |\. | but ")


def measure(mention: Mention, view: View, finding: FindingSpec) -> Sequence[Measured]:
    """One fact an event: the first of several mentions in a clause stands for them all."""
    del finding
    if rule_name(mention) == "none":
        return _denied(mention)
    if _OTHERS.occurs(view.before) or _is_retold(view) or mention.has(Category.HYPOTHETICAL):
        return ()
    if _is_answered_no(view):
        return (Measured({}, (), Assertion.ABSENT, stated_by=Speaker.PATIENT),)
    if mention.rule.spec.assertion is Assertion.ABSENT:
        return (Measured({}, (), Assertion.ABSENT),)
    date, dated = _date(view)
    if date is None and (rule_name(mention) == "date_field" or _needs_more(mention, view)):
        return ()
    value: dict[str, Value] = {}
    mechanism = (
        mention.groups.get("mechanism")
        or next((name for words, name in _MECHANISMS if words.occurs(_clause(view))), None)
        or _in_its_words(_clause(view))
    )
    if mechanism is not None:
        value["mechanism"] = _ARTICLE.sub("", mechanism.strip())
    assertion = mention.rule.spec.assertion or (Assertion.ABSENT if _is_denied(mention) else Assertion.PRESENT)
    return (Measured(value, (*dated, *_retelling(view)), assertion, date=date),)


def _in_its_words(clause: str) -> str | None:
    """What happened, in the few words of the text that say it."""
    told = clause.encode("ascii").lower()
    struck = _STRUCK.search(told)
    if struck is not None:
        return _by_thing(struck)
    hits = [hit for pattern in _TOLD if (hit := pattern.search(told)) is not None]
    if not hits:
        return None
    words = min(hits, key=_start).groups["told"].split()
    ends = next((at for at, word in enumerate(words) if at > _VERB and _ENDS_TELLING.occurs(word)), len(words))
    told_by = words[:ends]
    while told_by and _MEASURES.occurs(told_by[-1]):
        told_by.pop()
    return " ".join(told_by) or None


def _by_thing(struck: Hit) -> str:
    if "by" in struck.groups:
        return f"{struck.groups['done']} by {struck.groups['by']}"
    verb = struck.groups["verb"]
    return f"{'struck' if verb.startswith('fell') else verb} by {struck.groups['thing'].strip()}"


def _start(hit: Hit) -> int:
    return hit.start


def _is_answered_no(view: View) -> bool:
    answer = answer_to(view)
    return answer is not None and answer[0] == "no"


def _needs_more(mention: Mention, view: View) -> bool:
    """Whether it only points at the case ("the compensable injury")."""
    return rule_name(mention) == "compensable" and not _SUSTAINED.occurs(view.text)


def _is_denied(mention: Mention) -> bool:
    """A "no" right before it; further away it denies something else."""
    return any(cue.category is Category.NEGATED and 0 <= mention.start - cue.end <= _NEAR for cue in mention.modifiers)


def _retelling(view: View) -> tuple[tuple[int, int], ...]:
    """The other mentions behind this one that tell the same event."""
    later = [
        other for other in view.others("injury") if other.start >= view.mention.end and rule_name(other) in _TELLING
    ]
    return tuple((other.start, other.end) for other in later if _tells_same(view, view.mention.end, other.start))


def _tells_same(view: View, low: int, high: int) -> bool:
    return not _APART.occurs(view.between(low, high))


def _denied(mention: Mention) -> Sequence[Measured]:
    return (Measured({}, (), Assertion.ABSENT),) if mention.has(Category.NEGATED) else ()


def _is_retold(view: View) -> bool:
    """Whether an earlier mention of the same clause tells the same event."""
    earlier = [
        other for other in view.others("injury") if other.start < view.mention.start and rule_name(other) in _TELLING
    ]
    if not earlier or rule_name(view.mention) not in _TELLING:
        return False
    return _tells_same(view, earlier[-1].end, view.mention.start)


def _clause(view: View) -> str:
    return view.between(view.mention.start, min(view.sentence.end, view.mention.end + 90))


def _date(view: View) -> tuple[FactDate | None, tuple[tuple[int, int], ...]]:
    """The date nearest to the event in its clause."""
    if rule_name(view.mention) == "date_field":
        hit = next(iter(view.attributes("date", view.mention.end, view.mention.end + _FIELD)), None)
        return (None, ()) if hit is None else (hit.date, ((hit.start, hit.end),))
    hit = view.nearest("date")
    if hit is None or view.distance(hit) > _FAR:
        return None, ()
    return hit.date, ((hit.start, hit.end),)


_FIELD = 40
_NEAR = 12
_FAR = 110
"""Characters between an event and the date that tells when it happened."""
