"""Findings on pictures: each with its level, side, severity and nerve, one fact a level.

It stands apart because a list of levels, a shared head and a denial that ends early make several facts of one mention.
"""

from collections.abc import Iterable, Sequence

from chartcase.fact import Assertion, Grade, Speaker, Value
from chartcase.find.imaging_denial import assertion_of_part, is_without_mention
from chartcase.find.imaging_levels import Place, carried_place, is_one_thing
from chartcase.find.imaging_part import Part, parts_near
from chartcase.find.imaging_phrase import Reading, readings
from chartcase.find.imaging_scope import Setting, setting_of
from chartcase.find.mention import Measured, Mention, View
from chartcase.find.modifiers import EXCEPTS
from chartcase.find.rulebook import FindingSpec
from chartcase.patterns import Pattern

_VERDICT_KINDS = frozenset(
    {
        "disc_protrusion",
        "disc_extrusion",
        "disc_herniation",
        "canal_stenosis",
        "foraminal_stenosis",
        "pathology",
        "nerve_compression",
    }
)
_NERVE_KINDS = frozenset({"nerve_compression", "cord_compression", "pathology"})
_BESIDE = 40
"""Characters between a level and its finding up to which the quote takes in both."""
_NORMAL_BEFORE = Pattern(r"\b(?:normal|preserved|maintained|unremarkable) (?:[a-z]+ )?$")
_SUMMED_UP = frozenset({"pathology", "nerve_root_pathology"})
_SIGNALS = frozenset({"cord_signal_change", "marrow_change"})


def measure(mention: Mention, view: View, finding: FindingSpec) -> Sequence[Measured]:
    """One fact for each part and level that the mention names; none where the sentence speaks of no picture."""
    del finding
    setting = setting_of(view)
    if setting is None or _is_normal_signal(view):
        return ()
    if _is_only_looked_for(view) or _is_of_hardware(view):
        return ()
    near, _ = parts_near(view)
    made: list[Measured] = []
    for reading in readings(view):
        if setting.verdict and reading.part.kind not in _VERDICT_KINDS:
            continue
        assertion = assertion_of_part(view, reading.part, near)
        made.extend(_facts(view, reading, setting, assertion))
    return tuple(made)


_LOOKS = r"(?:evaluation|assessment|visuali[sz]ation|evaluate|assess|delineation)"
_LIMITS = Pattern(
    r"\b(?:limit|obscur|degrad|preclud|hinder|compromis|hamper)[a-z]* (?:the |adequate |further |full |detailed )*"
    rf"{_LOOKS}(?: (?:of|for))?(?: [a-z-]+){{0,4}} $"
)
_LOOKS_FOR = Pattern(rf"\b{_LOOKS} (?:of|for) (?:[a-z-]+,? ){{0,6}}$")
_IS_LIMITED = Pattern(
    r"^[^.;]{0,60}\b(?:is|are|was|were) (?:[a-z]+ )?(?:limited|degraded|obscured|suboptimal|precluded|hampered|"
    r"compromised|not possible|impossible)\b"
)
_LOOKED_FOR_WITHIN = 120
"""Characters before a finding in which the words that it could not be looked for stand."""
_NOT_LOOKED_AT = Pattern(
    r"^(?: (?:of|in|at|on|for|or|to|the|this|that|any|level|levels|spine|canal|[CTLS]\d{1,2}(?:[-/][CTLS]?\d{1,2})?"
    r"|left|right|cervical|lumbar|thoracic|foram[a-z]+|recess(?:es)?))*"
    r" (?:cannot|can not|could not|can't|couldn't) be (?:[a-z]+ly |well )?(?:evaluated|assessed"
    r"|visuali[sz]ed|determined|graded)\b"
)
_EXCEPTED_PLACE = Pattern(rf"{EXCEPTS}(?: [a-z-]+){{0,8}} $")
_OF_IMPLANT = Pattern(
    r"^ (?:(?:of|in|through|involving) )?(?:(?:the|one|left|right|bilateral|both|a|an|[CTLS]\d{1,2}|pedicle|lag|facet|"
    r"interbody|fusion|fixation|surgical|metallic|posterior|anterior|iliac|sacral|titanium|locking) ){0,5}"
    r"(?:screws?|rods?|plates?|cages?|hardware|implants?|instrumentation|spacers?|catheters?|leads?|electrodes?)\b"
)


def _is_only_looked_for(view: View) -> bool:
    """Whether the picture could not be read for it ("limiting evaluation of stenosis"), which finds nothing."""
    before = view.before[-_LOOKED_FOR_WITHIN:].encode("ascii")
    if _LIMITS.search(before) is not None or _NOT_LOOKED_AT.occurs(view.after):
        return True
    return _LOOKS_FOR.search(before) is not None and _IS_LIMITED.search(view.after.encode("ascii")) is not None


def _is_of_hardware(view: View) -> bool:
    """Whether the fracture is one of a screw or rod and not of bone."""
    return view.mention.rule.value["kind"] == "fracture" and _OF_IMPLANT.occurs(view.after)


def _is_normal_signal(view: View) -> bool:
    return (
        view.mention.rule.value["kind"] in _SIGNALS
        and view.mention.rule.spec.assertion is None
        and _NORMAL_BEFORE.search(view.before.encode("ascii")) is not None
    )


def _facts(view: View, reading: Reading, setting: Setting, assertion: Assertion) -> Iterable[Measured]:
    part = reading.part
    places = tuple(place for place in reading.places if not _is_unseen(view, place))
    if assertion is Assertion.ABSENT:
        places = tuple(place for place in places if not _is_excepted(view, part, place))
    if not reading.places and not reading.nowhere:
        carried = carried_place(view, part.kind)
        places = () if carried is None else (carried,)
    grade = _grade(view, part)
    for nerve in _nerves(view, part) or (None,):
        for level, span in _levels(places, part.kind) or ((None, None),):
            value: dict[str, Value] = {} if level is None else {"level": level}
            value["kind"] = part.kind
            spans = _traits(value, reading)
            _meeting(view, value, part, nerve)
            if span is not None and (reading.own_places or _stands_beside(view, part, span)):
                spans.append(span)
            yield Measured(
                value,
                tuple(spans),
                assertion,
                grade=grade,
                stated_by=_speaker(setting, view, part),
                anchor=(part.start, part.end),
            )


def _is_unseen(view: View, place: Place) -> bool:
    """Whether the words behind a place say that it could not be looked at."""
    return _NOT_LOOKED_AT.occurs(view.between(place.end, min(place.end + _LOOKED_FOR_WITHIN, view.sentence.end)))


def _is_excepted(view: View, part: Part, place: Place) -> bool:
    """Whether the sentence begins with the one place that a denial leaves out ("except for L4-5, no stenosis")."""
    before = view.between(max(view.sentence.start, place.start - _LOOKED_FOR_WITHIN), place.start)
    return place.end <= part.start and _EXCEPTED_PLACE.occurs(before)


def _stands_beside(view: View, part: Part, span: tuple[int, int]) -> bool:
    """Whether a level stands right before the finding, with no other finding between ("L4-5 without ...")."""
    near, _ = parts_near(view)
    close = view.sentence.start <= span[0] and 0 <= part.start - span[1] <= _BESIDE
    return close and not any(span[1] <= other.start < part.start for other in near)


def _traits(value: dict[str, Value], reading: Reading) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for key, trait in (("severity", reading.severity), ("side", reading.side)):
        if trait is not None:
            value[key] = trait.value
            spans.append((trait.start, trait.end))
    return spans


def _meeting(view: View, value: dict[str, Value], part: Part, nerve: str | None) -> None:
    """What a finding that meets a nerve or the cord adds: the nerve, and how it meets it."""
    if part.kind not in _NERVE_KINDS:
        return
    if nerve is not None:
        value["nerve"] = nerve
    relation = next(iter(view.attributes("nerve_relation", part.start, part.end)), None)
    if relation is not None and relation.value is not None and _says_how(view, part):
        value["relation"] = relation.value


def _says_how(view: View, part: Part) -> bool:
    """A bare "no nerve root compression" names the finding, not a relation to a nerve."""
    return part.kind != "nerve_compression" or bool(_nerves(view, part)) or part.mention.rule.spec.id != "nerve_contact"


def _nerves(view: View, part: Part) -> tuple[str, ...]:
    if part.kind not in ("nerve_compression", "pathology"):
        return ()
    levels = view.attributes("level", part.start, part.end)
    return tuple(
        str(hit.value)
        for hit in view.attributes("root", part.start, part.end)
        if not any(level.start <= hit.start < level.end for level in levels)
    )


def _levels(places: Sequence[Place], kind: str) -> tuple[tuple[str, tuple[int, int]], ...]:
    found = tuple((name, (start, end)) for place in places for name, start, end in place.levels)
    return () if len(found) > 1 and is_one_thing(kind) else found


def _grade(view: View, part: Part) -> Grade | None:
    return Grade.IMPLIED if is_without_mention(view, part) else None


def _speaker(setting: Setting, view: View, part: Part) -> Speaker | None:
    """The reader of the picture; "concordant imaging" or "without mention of a tumor" in a review is the reviewer's."""
    if setting.verdict or (view.sentence.speaker is Speaker.REVIEWER and _is_summed_up(view, part)):
        return view.sentence.speaker
    return setting.speaker


def _is_summed_up(view: View, part: Part) -> bool:
    return part.kind in _SUMMED_UP or is_without_mention(view, part)
