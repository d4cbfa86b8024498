"""Limb symptoms: one fact a limb, with side, places, qualities, whether they pass the knee, and roots.

It stands apart because a complaint is a path ("from the buttock down the calf to the little toe") and not a word, and
its denial ("any left arm or leg symptoms") denies each limb.
"""

import re
from collections.abc import Iterator, Sequence

from chartcase.fact import Assertion, Value
from chartcase.find.body import Place, below_knee, names_of, places_in
from chartcase.find.complaint import complaint_assertion
from chartcase.find.dermatome_areas import derived_roots
from chartcase.find.exam_sides import sides_in
from chartcase.find.exam_value import roots_of
from chartcase.find.measures.generic import base_value
from chartcase.find.mention import Measured, Mention, View
from chartcase.find.modifiers import Category
from chartcase.find.nearby import after, before
from chartcase.find.rulebook import FindingSpec
from chartcase.find.setting import Setting, setting_of
from chartcase.segment.outline import Role

_TRAVELS = re.compile(
    r"radiat|shoot|travel|\bgo(?:es|ing)\b|\bwent\b|\bruns?\b|running|extend|refer|spread|\bdown\b|wrap|\bband"
    r"|track|descend|->|\binto\b|\bbelow\b|\bpast\b|\bbeyond\b"
    r"|\bto (?:the|his|her)\b|numb|tingl|paresth|parasth|parenth|\bburn|weak|symptom|\bsxs?\b|pins|radicul"
    r"|\bgives?\b|buckl|drag|slap|heav|asleep|\bN/T\b",
    re.IGNORECASE,
)
_HEART = re.compile(
    r"\b(?:(?:chest|anginal|retrosternal|substernal|precordial|cardiac) (?:pain|pressure|tightness|discomfort)"
    r"|angina(?:l)?)\b",
    re.IGNORECASE,
)
_HEART_BESIDE = re.compile(
    r"\b(?:chest|angina(?:l)?|retrosternal|substernal|precordial|cardiac)(?: (?:pain|pressure|tightness|discomfort))?"
    r"[^.;,]{0,25}$",
    re.IGNORECASE,
)
_OPENS = re.compile(r"\W*(?:(?:it|this|which|the pain|the discomfort) ?)?", re.IGNORECASE)
_DENIED_HEART = re.compile(r"\b(?:no|not|denie[sd]|denying|without|negative for)\b", re.IGNORECASE)
_OF_SPINE = re.compile(r"\b(?:neck|cervical|spin(?:e|al)|back|thoracic|radicul\w+|dermatom\w+)\b", re.IGNORECASE)
_OWN_BEHIND = re.compile(r"^ (?P<felt>pain|numbness|tingling|weakness|burning)\b", re.IGNORECASE)
_AND_THE = re.compile(r",? (?:and|but also|as well as|plus) (?:(?:the|his|her|left|right) ?)*$", re.IGNORECASE)
_TWO = 2
_TAKEN_AWAY = re.compile(
    r"\b(?:took away|takes away|eased|eases|got (?:about )?(?:\w+ )?of)\b[^.;]{0,40}$", re.IGNORECASE
)
"""What a treatment did to a symptom is the treatment's response."""
_GONE = re.compile(
    r"\b(?:resolved|gone away|has gone|is gone|went away|subsided|disappeared|cleared|but not any ?more"
    r"|no longer (?:present|there|bothers?|a problem|an issue))\b",
    re.IGNORECASE,
)
_STAYS = re.compile(r"\b(?:not|never|partially|almost|nearly|somewhat|mostly) (?:\w+ )?$", re.IGNORECASE)
_ROUND = re.compile(r"wrap|band|around|radiat(?!ion)|girdl|numb|tingl|burn", re.IGNORECASE)
_WHERE = re.compile(r"radiat|location of (?:leg|arm)|symptoms? (?:in|location)|pain (?:in|to|down)\b", re.IGNORECASE)
_LABEL_REACH = 4
_SPINE_SIDE = re.compile(
    r"\b(?P<side>left|right|bilateral)(?:-sided)? (?:low(?:er)? |upper |mid )?"
    r"(?:neck|back|face|shoulder|hip|buttock)(?:,| and| and/or|, and) $",
    re.IGNORECASE,
)
_SIDE_BEHIND = re.compile(
    r"^,? (?:on (?:the |his |her )?)?(?P<side>left|right|bilat(?:erally|eral|\.)?|b/l)(?: side)?(?:[.,;]|$| (?:leg"
    r"|arm)[.,;]?$)",
    re.IGNORECASE,
)
_SIDE_LEADING = re.compile(
    r"\b(?P<side>left|right)[- ]sided (?:(?:sciatic|radicular|radiating|neurogenic|referred|chronic|severe|moderate"
    r"|mild|constant|intermittent|sharp|burning|lumbar|cervical)(?:[- ]type)?,? (?:and )?)*$",
    re.IGNORECASE,
)
"""A side some words before the symptom: "right-sided sciatic-type leg pain"."""
_BOTH_BEHIND = re.compile(
    r"^,? ?\(?(?:(?:left|l) ?(?:>+|(?:is )?(?:greater|worse|more)(?: \w+)? than) ?(?:the )?(?:right|r)"
    r"|(?:right|r) ?(?:>+|(?:is )?(?:greater|worse|more)(?: \w+)? than) ?(?:the )?(?:left|l)"
    r"|(?:(?:is|was|now|much|far) )+(?:worse|more severe|greater) than (?:on )?(?:the |that on the )?(?:left|right))\b",
    re.IGNORECASE,
)
_THAN_OTHER = re.compile(r"^ (?:is|was) ", re.IGNORECASE)
"""Both sides, one worse: "leg pain, left worse than right"."""
_ROOTS_BEHIND = re.compile(
    r"^,? (?:(?:is|are|was|were) )?(?:(?:in|along|following|over|with|within) )?(?:(?:an?|the|left|right) )*"
    r"[CTLS]\d{1,2}(?:(?:,|, and| and|/|-|, or| or) ?[CTLS]?\d{1,2})* "
    r"(?:dermatom\w+|distributions?|pattern|nerve root)",
    re.IGNORECASE,
)
"""Roots right behind a symptom: "numbness of the hand in a C6 distribution"."""
_PAIN_BEFORE = re.compile(r"\b(?:pain|ache|aching|lbp|discomfort|hurts?)\b", re.IGNORECASE)
_COMPLAINED = re.compile(r"pain|symptom|complaint|radicular", re.IGNORECASE)
"""What is a patient's own even where the sentence also examines."""
_NOTHING = re.compile(r"\b(?:nothing|never|none)(?: (?:is|was|has|has ever|ever|been))* $", re.IGNORECASE)
_EPISODE = re.compile(r"\b(?:one|an|a single|had an?) (?:brief |single )?episode of $", re.IGNORECASE)
_LISTED = re.compile(r"^(?:,|,? and|,? or|/| &) ?(?:(?:the|his|her|left|right|both) ?)*$", re.IGNORECASE)
_AXIAL_BEFORE = re.compile(r"\b(?:neck|back|lumbar|cervical|thoracic|spine) $", re.IGNORECASE)
_REGION_BEFORE = re.compile(
    r"\b(?P<region>lumbar|lumbosacral|cervical) (?:radicular|radiculopathic) [a-z/ ]+$", re.IGNORECASE
)
"""The limb of "lumbar radicular complaints" is the leg, of cervical ones the arm."""
_BELOW = re.compile(r"\b(?:below|past|beyond) (?:the |his |her )?(?:left |right )?knees?\b", re.IGNORECASE)
_WHICH = re.compile(
    r"^,? ?(?:(?:which|that|but|and|it|these|this|pain|symptoms?|does|do|did|is|are|not|never|doesn't|don't) ?)+$",
    re.IGNORECASE,
)
_NO_FURTHER = re.compile(
    r"^,? (?:but |and |though )?(?:(?:does|do|goes|is|it) )*(?:not|never|no) (?:\w+ ){0,2}"
    r"(?:below|further|farther|beyond|past|lower)\b",
    re.IGNORECASE,
)
_NEW_SUBJECT = re.compile(r"[;]|\.\s|\b(?:he|she|left|right|other|arm|hand)\b", re.IGNORECASE)
_KNEE_REACH = 75
"""Characters behind a symptom in which it is told how far it goes."""
_QUALITIES = ("pain", "numbness", "tingling", "weakness", "burning")
_SUBJECTS = frozenset({"heads_to_part", "down_part", "in_roots"})
"""Rules whose words may lack their subject: "radiating down the right leg"."""


def measure(mention: Mention, view: View, finding: FindingSpec) -> Sequence[Measured]:
    """One fact a limb that the words name; one without a limb where they name none."""
    del finding
    if not _complained(mention, view) or _TAKEN_AWAY.search(before(view)) or _only_how_far(view):
        return ()
    places = places_in(view, mention.start, mention.end) or _same_places(view)
    if _of_the_heart(view, places) or _told_with_part(view, places):
        return ()
    if not _radicular(mention, view, places):
        return ()
    split = _split_by_next(mention, view, places)
    if split:
        return split
    limbs = [limb for limb in ("upper", "lower") if any(place.limb == limb for place in places)]
    if len(limbs) < 2:
        return (_one(mention, view, places, None),)
    return tuple(_each(mention, view, places, limbs))


def _of_the_heart(view: View, places: Sequence[Place]) -> bool:
    """Whether it is a pain of the chest that goes into the arm: told so in the sentence, or in the one right before."""
    if not places or any(place.limb == "lower" for place in places) or _OF_SPINE.search(view.text):
        return False
    near = _HEART_BESIDE.search(before(view)) or _HEART.search(view.words)
    if near and not _DENIED_HEART.search(before(view)):
        return True
    if view.mention.rule.spec.id not in ("felt_travels", "heads_to_part") or not _OPENS.fullmatch(before(view)):
        return False
    texts = [
        view.outline.text(other)
        for other in view.previous_sentences(1)
        if other.paragraph == view.sentence.paragraph and other.section is view.sentence.section
    ]
    return any(_HEART.search(text) and not _DENIED_HEART.search(text) and not _OF_SPINE.search(text) for text in texts)


def _only_how_far(view: View) -> bool:
    """Whether the words only tell how far the symptom named before goes ("... which does not go below the knee")."""
    if _BELOW.search(view.words) is None:
        return False
    earlier = [other for other in view.others("radicular_symptom") if other.end <= view.mention.start]
    return bool(earlier) and _WHICH.match(view.between(earlier[-1].end, view.mention.start)) is not None


def _same_places(view: View) -> list[Place]:
    """The places named last, where the words only say "in the same area"."""
    if " same " not in view.words:
        return []
    named = places_in(view, view.sentence.start, view.mention.start)
    if named or roots_of(view, view.sentence.start, view.mention.start):
        return named
    for sentence in view.previous_sentences(1):
        return places_in(view, sentence.start, sentence.end)
    return []


def _complained(mention: Mention, view: View) -> bool:
    """Whether it is the patient's symptom and not a sign: in a test's own words, or numbness that an examiner found."""
    if view.sentence.role is Role.QUESTION and view.sentence.document.kind != "necessity_assessment":
        return False
    setting = setting_of(view)
    if setting is Setting.COMPLAINT or setting is Setting.OPEN:
        return True
    if setting is Setting.TECHNICAL or view.sentence.section.kind == "exam":
        return False
    provoked = _PROVOKED.search(before(view)) is not None and bool(
        view.attributes("exam_test", view.sentence.start, mention.start)
    )
    return _COMPLAINED.search(view.words) is not None and not provoked


_PROVOKED = re.compile(
    r"\b(?:reproduc\w+|caus\w+|giv\w+|elicit\w*|produc\w+|provok\w+|evok\w+|for|with"
    r"|positive)\b[^,;]*$",
    re.IGNORECASE,
)


def _radicular(mention: Mention, view: View, places: Sequence[Place]) -> bool:
    """Pain in a joint, a shoulder or a hip alone is no limb symptom, and a rib only where the pain goes round it."""
    if not places or mention.rule.spec.id in (
        "stops_at_knee",
        "limb_well",
        "worse_than_axial",
        "radicular_word",
        "cannot_feel",
    ):
        return True
    if mention.rule.spec.id == "ticked":
        return any(_WHERE.search(view.outline.text(sentence)) for sentence in view.previous_sentences(_LABEL_REACH))
    if all(place.limb == "trunk" for place in places):
        return _ROUND.search(view.words) is not None
    if all(place.joint for place in places):
        return _TRAVELS.search(view.words) is not None
    return True


def _told_with_part(view: View, places: Sequence[Place]) -> bool:
    """Whether a symptom without a place is the one behind the last place of the mention before it."""
    earlier = [other.end for other in view.others("radicular_symptom") if other.end <= view.mention.start]
    return not places and bool(earlier) and view.between(earlier[-1], view.mention.start) == " "


def _split_by_next(mention: Mention, view: View, places: Sequence[Place]) -> Sequence[Measured]:
    """Two facts where the last place has a symptom of its own behind it ("numbness of the hand and right arm pain")."""
    own = _OWN_BEHIND.match(after(view))
    if own is None or len(places) < _TWO:
        return ()
    last = places[-1]
    joint = _AND_THE.search(view.between(places[-2].end, last.start))
    if joint is None:
        return ()
    first = _one(mention, view, places[:-1], (mention.start, places[-2].end + joint.start()))
    value: dict[str, Value] = {}
    if last.limb in ("upper", "lower"):
        value["limb"] = last.limb
    _add_side(value, view, [last], last.start, last.end, in_list=False)
    _add_places(value, view, [last])
    value["qualities"] = tuple(quality for quality in _QUALITIES if quality in own["felt"].lower())
    second = Measured(value, assertion=_assertion(mention, view), anchor=(last.start, mention.end + own.end()))
    return (first, second)


def _each(mention: Mention, view: View, places: Sequence[Place], limbs: Sequence[str]) -> Iterator[Measured]:
    for limb in limbs:
        own = [place for place in places if place.limb == limb]
        measured = _one(mention, view, own, (own[0].start, own[-1].end))
        yield measured


def _one(mention: Mention, view: View, places: Sequence[Place], part: tuple[int, int] | None) -> Measured:
    value = dict(base_value(mention))
    low, high = (mention.start, mention.end) if part is None else part
    if places and places[0].limb in ("upper", "lower"):
        value["limb"] = places[0].limb
    elif not places and re.search(r"\bfoot\b|\btoes?\b|\bleg\b", view.words, re.IGNORECASE):
        value["limb"] = "lower"
    elif not places and re.search(r"\b(?:arm|grip|hand)\b", view.words, re.IGNORECASE):
        value["limb"] = "upper"
    _add_side(value, view, places, low, high, part is not None)
    _add_places(value, view, places)
    _add_qualities(value, mention, view)
    if "limb" not in value and (region := _REGION_BEFORE.search(before(view) + view.words)) is not None:
        value["limb"] = "lower" if region["region"].lower().startswith("lumb") else "upper"
    if value.get("limb") != "upper" and (knee := _passes_knee(view, low, high, places)) is not None:
        value["below_knee"] = knee
        value.setdefault("limb", "lower")
    _add_roots(value, view, places)
    return Measured(value, assertion=_assertion(mention, view), anchor=part)


def _add_side(value: dict[str, Value], view: View, places: Sequence[Place], low: int, high: int, in_list: bool) -> None:
    sides = [side for place in places for side in place.sides]
    sides = sides or [str(hit.value) for hit in sides_in(view, low, high)]
    if not sides and in_list:
        sides = [str(hit.value) for hit in sides_in(view, view.mention.start, high)]
    if not sides and (spine := _SPINE_SIDE.search(view.between(view.sentence.start, low))) is not None:
        sides = [spine["side"].lower()]
    if not sides and (behind := _SIDE_BEHIND.match(after(view))) is not None:
        said = behind["side"].lower()
        sides = [said if said in ("left", "right") else "bilateral"]
    if not sides and (leading := _SIDE_LEADING.search(before(view))) is not None:
        sides = [leading["side"].lower()]
    if _BOTH_BEHIND.match(after(view)) is not None and (not sides or _THAN_OTHER.match(after(view))):
        sides = ["bilateral"]
    if not sides:
        return
    value["side"] = "bilateral" if {"left", "right"} <= set(sides) else sides[0]


def _passes_knee(view: View, low: int, high: int, places: Sequence[Place]) -> bool | None:
    """Whether it passes the knee by its own words or by those that go on about it."""
    if places and places[-1].name.endswith("knee") and _NO_FURTHER.match(after(view)):
        return False
    said = below_knee(view, low, high, places)
    if said is not None or high != view.mention.end:
        return said
    end = min(high + _KNEE_REACH, view.sentence.end)
    others = [other.start for other in view.others("radicular_symptom") if other.start >= high]
    further = view.attributes("knee", high, end)
    if not further or _NEW_SUBJECT.search(view.between(high, further[0].start)):
        return None
    if any(start < further[0].start and not _BELOW.search(view.between(start, end)) for start in others):
        return None
    return further[0].value == "below"


def _add_places(value: dict[str, Value], view: View, places: Sequence[Place]) -> None:
    sites = [name for place in places if _counts(place, view, places) for name in names_of(place)]
    if sites:
        value["sites"] = tuple(dict.fromkeys(sites))


def _counts(place: Place, view: View, places: Sequence[Place]) -> bool:
    """A whole limb is a site of its own only in a list with a true site ("buttock and leg"), not on the way to one."""
    if not place.whole:
        return True
    if not place.name.startswith(("leg", "arm")) or all(other.whole for other in places):
        return False
    at = places.index(place)
    gaps = [view.between(places[at - 1].end, place.start)] if at else []
    gaps += [view.between(place.end, places[at + 1].start)] if at + 1 < len(places) else []
    return any(_LISTED.match(gap) for gap in gaps)


def _add_qualities(value: dict[str, Value], mention: Mention, view: View) -> None:
    if "qualities" in value:
        return
    hits = view.attributes("quality", mention.start, mention.end)
    if len(hits) > 1 and hits[0].start == mention.start and _AXIAL_BEFORE.search(before(view)):
        hits = hits[1:]
    said = {str(hit.value) for hit in hits}
    if re.search(r"\bN/T\b", view.words):
        said |= {"numbness", "tingling"}
    lacks_subject = mention.rule.spec.id == "heads_to_part" or (not said and mention.rule.spec.id in _SUBJECTS)
    if lacks_subject and _PAIN_BEFORE.search(before(view)):
        said |= {"pain"}
    if said:
        value["qualities"] = tuple(quality for quality in _QUALITIES if quality in said)


def _add_roots(value: dict[str, Value], view: View, places: Sequence[Place]) -> None:
    low = view.sentence.start if " same " in view.words else view.mention.start
    behind = _ROOTS_BEHIND.match(after(view))
    high = view.mention.end + (behind.end() if behind is not None else 1)
    named = roots_of(view, low, min(high, view.sentence.end))
    if named:
        value["roots"] = named
        value.setdefault("limb", "upper" if named[0][0] in "C" or named[0] == "T1" else "lower")
        return
    derived = derived_roots(name for place in places for name in names_of(place))
    if derived:
        value["roots"] = derived
        value["roots_derived"] = True


def _assertion(mention: Mention, view: View) -> Assertion:
    if mention.rule.spec.assertion is not None:
        return mention.rule.spec.assertion
    if _gone(view):
        return Assertion.ABSENT
    if _NOTHING.search(before(view)):
        return Assertion.ABSENT
    if _EPISODE.search(before(view)):
        return Assertion.HISTORICAL
    found = complaint_assertion(mention, view)
    if (
        found is Assertion.PRESENT
        and mention.has(Category.POSSIBLE)
        and re.search(r"suspect|possible|likely", before(view))
    ):
        return Assertion.POSSIBLE
    return found


_USED_TO = re.compile(r"\bused to (?:have|get|feel|suffer(?: from)?|be bothered by)\b[^.;,]{0,40}$", re.IGNORECASE)


def _gone(view: View) -> bool:
    if _USED_TO.search(before(view)):
        return True
    match = _GONE.search(after(view)[:60])
    if match is None or _STAYS.search(after(view)[: match.start()]):
        return False
    between = after(view)[: match.start()]
    return re.search(r"[;.]|\band (?:he|she|the)\b|\bpain\b", between) is None
