"""Pictures of the spine: which kind, of what region, with or without contrast, when, and whether made or only ordered.

It stands apart because "without contrast" denies no study, "negative" is a result, and one order may name two regions.
"""

from collections.abc import Sequence

from chartcase.fact import Assertion, FactDate, Grade, Speaker, Value
from chartcase.find.assertion import assertion_of
from chartcase.find.attributes import AttributeHit
from chartcase.find.imaging_scope import pictures_other_body
from chartcase.find.mention import Measured, Mention, View
from chartcase.find.modifiers import Category
from chartcase.find.ordering import is_in_plan, is_supposed, standing_of_test
from chartcase.find.rulebook import FindingSpec
from chartcase.patterns import Pattern

_REACH = 90
"""How many characters behind the study its region, contrast and date are looked for."""
_NAME_ENDS = Pattern(
    r"[;:]|\. |\b(?:show|demonstrat|reveal|confirm|disclos|indicat|suggest|which|that (?:show|was|is)|and (?:an? |"
    r"the )?(?:emg|ncs|ct|mri|x-?ray)|to (?:evaluat|assess|rule|look|determin|see|exclude|check)|for (?:evaluation|"
    r"rule)|rule[ -]out|r/o|read as|negative|positive|was|were|is|are|because|due|does|did|has|had|will|may|but|"
    r"with (?:an? )?(?:mild|moderate|severe|left|right|disc|disk|large|small|evidence|findings))"
)
_BESIDE = Pattern(r"^(?: (?:spine|spinal|region|films?))? ?$")
_LISTED = Pattern(r"^(?: spine)?(?:,| and|, and| or|/| &)(?: the| her| his)? ?$|^ $")
_OF = Pattern(
    r"^(?:,? (?:scans?|imaging|films?|stud(?:y|ies)|series|report|done|performed|taken|obtained))*(?:,| -+)? ?(?:of|"
    r"for|to|on)?(?: the| her| his| their| patient's| entire| whole)* ?$"
)
_ELSEWHERE = Pattern(
    r"^[^.;:]{0,25}\b(?:brain|head|chest|abdom\w+|knees?|shoulders?|hips?|wrists?|hands?|foot|feet|ankles?|elbows?|"
    r"sinus\w*|skull|pituitary|pelvis|breast|heart|legs?|arms?|femur|tibia|orbits?|temporal bones?)\b"
)
_ELSEWHERE_BEFORE = Pattern(
    r"\b(?:brain|head|chest|abdominal|knee|shoulder|hip|wrist|hand|foot|ankle|elbow|sinus|skull|pelvic|"
    r"abdomen)(?: and [a-z]+)? $"
)
_NOT_A_STUDY_BEFORE = Pattern(
    r"\b(?:live|localizing|localising|intraoperative|cross[- ]table lateral|portable|on|live x-ray|using|with|under|"
    r"post-?placement) $"
)
_FILM_BEFORE = Pattern(
    r"(?:^|[.;,:] ?|\b(?:an?|the|our|another|and|this|that|final|second|repeat|localizing|localization|intra-?operative"
    r"|portable|lateral|cross[- ]table|then|next|ap|post-?operative|post-?placement|took|obtained|shot|two|several) )$"
)
_FILM_AFTER = Pattern(
    r"^(?: (?:films?|images?|pictures?|views?|localization))?(?: (?:after|following|at|of|with|in) [^.;,]{1,40}?)?,?"
    r"(?: (?:that|which|then|now|again|also|was|were|is|are|has|have|been|properly|correctly|clearly|once|more|next|"
    r"subsequently))* (?:obtain|taken|done|performed|shot|made|confirm|verif|show|demonstrat|reveal|locali[sz]"
    r"|identif|document|indicat|determin|x ?\d|to (?:confirm|verify|locali[sz]e|check|determine|document|identify))"
)
_ON_THE_TABLE = Pattern(r"\b(?:localizing|localising|intra-?operative|cross[- ]table lateral) $")
_TOOK = Pattern(r"\b(?:took|obtained|shot|performed) (?:an? |another |the )?(?:[a-z-]+ ){0,2}$")
_CHECKED_BY = Pattern(
    r"\b(?:confirm|verif|check|locali[sz]|identif|determin|document)\w* (?:[a-z-]+ ){0,4}?(?:with|by|on|using|via) an? "
    r"(?:[a-z-]+ ){0,2}$"
)
_BY_NEEDLE = Pattern(r"\b(?:fluoro\w*|c-?arm|contrast|dye|omnipaque|isovue|epidurogram|epidural space)\b")
"""A picture under which a needle is led to its place is guidance, whatever it is called."""
_CONTRAST_WITH = Pattern(
    r"\b(?:w/? ?(?:and|&|/|\+) ?w/?o|w/wo|with (?:and|or) without|with(?: iv| intravenous)? (?:contrast|gadolinium)|"
    r"w/ ?contrast|w/ (?:and|&) w/?o|contrast[- ]enhanced|post[- ]contrast|gadolinium[- ]enhanced|pre and post)\b|"
    r"\bw/ and w/o|\bw & w/o"
)
_CONTRAST_WITHOUT = Pattern(
    r"\b(?:without(?: iv| intravenous)?(?: any)? (?:contrast|gadolinium|dye)|w/?o\b(?: (?:contrast|gad))?|"
    r"non-?contrast(?:ed)?|un-?enhanced|wo contrast)"
)
_NOT_MADE = Pattern(
    r"\b(?:no|never(?: had| undergone| gotten)?|without|cannot (?:have|undergo|get)|can not (?:have|undergo|get)|"
    r"can't (?:have|undergo|get)|unable to (?:have|undergo|get|obtain)|could not (?:have|undergo|get|obtain)|"
    r"not (?:yet )?(?:had|undergone|received|obtained|done)|has not had|have not had|hasn't had|lacks)(?: an?| any|"
    r" prior| previous| recent| the| repeat| updated| outside)*(?: (?:lumbar|cervical|thoracic|spinal|spine|new))* ?$"
)
_NOT_MADE_AFTER = Pattern(
    r"^(?: ?:)?[^.;:]{0,40}?\b(?:not (?:been )?(?:done|performed|obtained|taken|completed|ordered)|(?:could|"
    r"can) ?not be (?:done|obtained|performed)|(?:was|were|has been|is|are) never (?:done|obtained|performed)|"
    r"(?:ha[ds]|was|were) (?:not|never) (?:been )?(?:done|performed|obtained|ordered)|never (?:done|obtained|"
    r"performed)|did not (?:undergo|have|get|obtain|complete) (?:this|it|that|one))\b"
)
_NOT_HERE = Pattern(
    r"^[^.;]{0,40}\b(?:submitted|provided|included|documented|received|available|in the (?:record|file|chart)|"
    r"for review)\b"
)
_UNTOLD = Pattern(
    r"\b(?:not clear|unclear|not stated|not specified|uncertain|unknown|not known)\b[^.;]{0,40}\b(?:whether|if|"
    r"when)\b[^.;]{0,25}$"
)
_NONE_AFTER = Pattern(r"^[^.:]{0,40}: ?(?:none\b|n/a\b|no[.;]?$)")
_SHOWN_AFTER = Pattern(
    r"\b(?:show|demonstrat|reveal|confirm(?:s|ed)|disclos|read as|reviewed|findings|result|was (?:normal|negative|"
    r"positive|unremarkable|significant)|were (?:normal|negative|neg|reviewed|obtained|taken)|(?:is|are|was|were|"
    r"has been|have been) (?:essentially |grossly |otherwise |broadly |all )?(?:unremarkable|normal|negative|stable|"
    r"within normal)|obtained (?:and reviewed|today|in (?:the )?office)|is reviewed|are reviewed|correlat|corroborat|"
    r"consistent|meets)"
)
_NOT_OF_STUDIES = (
    Category.NEGATED,
    Category.POSSIBLE,
    Category.HISTORICAL,
    Category.PLANNED,
    Category.RECOMMENDED,
)
_LABEL = Pattern(r"^ ?(?:\([^)]{0,40}\) ?)?:")
_NEEDLE = Pattern(r"\b(?:fluoroscop|guid|needle|inject)")
_READ_IN_PLAN = Pattern(
    r"\b(?:is|was|were|are|has|had|have|recent|prior|previous|after|until|discuss|explain|pending|did|does|review|show|"
    r"went ahead and|brought|brings|already|"
    r"reveal|demonstrat|confirm|result|finding|based on|given|per |correlat|consistent)"
)
_SHOWS = Pattern(r"\b(?:show|reveal|demonstrat|disclos|reads?\b|read as)")
_DECIDERS = frozenset({Speaker.UR, Speaker.IRO, Speaker.HEARING})
_OWN_WORDS = frozenset({"analysis", "answer", "conclusions_of_law"})
_TITLE = Pattern(r"^(?:\[x\] ?|[^a-z]{0,45}|[^a-z]{0,4}[a-z /]{3,30}[:.] ?)(?:an? |the )?(?:[a-z0-9/-]+ ){0,2}$")
_BY_THE_WAY = Pattern(
    r"\bcorrelat(?:ion|e) with (?:the |an? )?(?:mri|ct|x-?ray|imaging|radiograph)|\bexposure to|\b(?:until|"
    r"once) (?:the |his |her |an? )?(?:[a-z-]+ )?(?:mri|ct|imaging)|\bwe need\b|\bto reconsider\b|"
    r"\bnot medically necessary\b|\bsuggest (?:clinical|"
    r"correlation)|\bwould be the next\b|\bif (?:nerve|symptoms|pain|clinically)|\bdo(?:es)? not show dis[ck]s"
)
_LETTERHEAD = Pattern(r"\b(?:center|centre|imaging (?:services|associates)|department|group|llc|inc)\b")
_DATE_LINE = Pattern(r"^(?:date|taken|dos|exam date|date of (?:exam|study|service)|study date|performed|test date)\b")
_OPERATIVE = frozenset({"procedure", "anesthesia", "technique", "findings", "consent", "entry", "procedure_diagnosis"})


_MEETS = Pattern(
    r"^.{0,60}\b(?:meets?|satisf(?:y|ies)|fulfill?s?) (?:this|the|that) (?:imaging |recency )?(?:criterion"
    r"|requirement|window)\b"
)


def measure(mention: Mention, view: View, finding: FindingSpec) -> Sequence[Measured]:
    """One fact a region; none where the words guide a needle, picture another part of the body or head a letter."""
    del finding
    if is_supposed(view.before) or _is_no_study(view):
        return ()
    zone = _zone(view)
    regions = _regions(view, zone)
    if not regions and (_is_elsewhere(view) or pictures_other_body(view)):
        return ()
    value: dict[str, Value] = dict(mention.rule.value)
    spans: list[tuple[int, int]] = []
    _contrast(view, zone, value, spans)
    date = _date(view, zone)
    if date is not None and zone[0] <= date.start < zone[1]:
        spans.append((date.start, date.end))
    shared = _Shared(_assertion(view), _speaker(view), _grade(view), date.date if date else None)
    return [_measured(view, value, spans, region, number, shared) for number, region in enumerate(regions or (None,))]


class _Shared:
    """What the facts of one mention have in common."""

    __slots__ = ("assertion", "date", "grade", "speaker")

    def __init__(
        self, assertion: Assertion, speaker: Speaker | None, grade: Grade | None, date: FactDate | None
    ) -> None:
        self.assertion, self.speaker, self.grade, self.date = assertion, speaker, grade, date


def _measured(
    view: View,
    value: dict[str, Value],
    spans: list[tuple[int, int]],
    region: AttributeHit | None,
    number: int,
    shared: _Shared,
) -> Measured:
    own = dict(value)
    anchor = (view.mention.start, view.mention.end)
    if region is not None and region.value is not None:
        own["region"] = region.value
    if region is not None and max(region.start - anchor[1], anchor[0] - region.end) < _REACH:
        end = region.end + (len(" spine") if view.between(region.end, region.end + 6).lower() == " spine" else 0)
        anchor = (min(anchor[0], region.start), max(anchor[1], end)) if number == 0 else (region.start, end)
    beside = tuple(spans) if number == 0 else ()
    return Measured(own, beside, shared.assertion, shared.grade, shared.date, shared.speaker, anchor)


def _zone(view: View) -> tuple[int, int]:
    """Stream bounds of the words behind the study that still name it."""
    low, high = view.mention.end, min(view.sentence.end, view.mention.end + _REACH)
    following = [other.start for other in view.others("imaging_study") if other.start >= low]
    high = min([high, *following])
    ends = _NAME_ENDS.search(view.between(low, high).encode("ascii"))
    return low, high if ends is None else low + ends.start


def _regions(view: View, zone: tuple[int, int]) -> list[AttributeHit]:
    found = view.attributes("region", view.mention.start, view.mention.end)
    if found:
        return found[:1]
    before = view.attributes("region", max(view.sentence.start, view.mention.start - 60), view.mention.start)
    if before and _BESIDE.search(view.between(before[-1].end, view.mention.start).encode("ascii")) is not None:
        return _list_before(view, before)
    behind: list[AttributeHit] = []
    last = zone[0]
    for hit in view.attributes("region", *zone):
        gap = view.between(last, hit.start).encode("ascii")
        joined = _OF.full(gap.decode()) if not behind else _LISTED.search(gap)
        if joined is None and (behind or hit.start - last > 45):
            break
        behind.append(hit)
        last = hit.end
    if not behind and pictures_other_body(view):
        return []
    return _different(behind) or _only_region(view)


def _only_region(view: View) -> list[AttributeHit]:
    """The one region that a sentence with one study names at all ("MRI demonstrates cervical stenosis")."""
    named = view.attributes("region", view.mention.end, min(view.sentence.end, view.mention.end + _REACH))
    others = any(
        other.rule.spec.priority >= 0 and not view.between(other.end, other.end + 2).lstrip().startswith(":")
        for other in view.others("imaging_study")
    )
    alone = not others and len({str(hit.value) for hit in named}) == 1 and view.mention.rule.spec.priority >= 0
    return named[:1] if alone and not _is_elsewhere(view) else []


def _list_before(view: View, hits: list[AttributeHit]) -> list[AttributeHit]:
    kept = [hits[-1]]
    for hit in reversed(hits[:-1]):
        if _LISTED.search(view.between(hit.end, kept[-1].start).encode("ascii")) is None:
            break
        kept.append(hit)
    return _different(list(reversed(kept)))


def _different(hits: list[AttributeHit]) -> list[AttributeHit]:
    seen: dict[str, AttributeHit] = {}
    for hit in hits:
        seen.setdefault(str(hit.value), hit)
    return list(seen.values())


def _contrast(view: View, zone: tuple[int, int], value: dict[str, Value], spans: list[tuple[int, int]]) -> None:
    if value.get("modality") not in ("mri", "ct"):
        return
    following = [other.start for other in view.others("imaging_study") if other.start >= zone[0]]
    high = min([view.sentence.end, zone[0] + _REACH, *following])
    text = view.between(zone[0], max(high, zone[0])).encode("ascii")
    for name, pattern in (("with", _CONTRAST_WITH), ("without", _CONTRAST_WITHOUT)):
        hit = pattern.search(text)
        if hit is not None:
            value["contrast"] = name
            spans.append((zone[0] + hit.start, zone[0] + hit.end))
            return


def _date(view: View, zone: tuple[int, int]) -> AttributeHit | None:
    """The date beside the study, else the one before it in the clause, else the date line under a title."""
    beside = view.attributes("date", *zone) or view.attributes("date", zone[1], min(view.sentence.end, zone[1] + 30))
    if beside:
        return beside[0]
    before = view.attributes("date", max(view.sentence.start, view.mention.start - 25), view.mention.start)
    if before:
        return before[-1]
    return _date_line(view) if view.sentence.document.kind == "imaging_report" and _is_title(view) else None


def _date_line(view: View) -> AttributeHit | None:
    every = view.outline.sentences
    for sentence in every[view.sentence.index + 1 : view.sentence.index + 5]:
        hits = view.attributes("date", sentence.start, sentence.end)
        if hits and _DATE_LINE.search(view.outline.text(sentence).encode("ascii")) is not None:
            return hits[0]
    return None


def _is_title(view: View) -> bool:
    return _TITLE.search(view.before.encode("ascii")) is not None


def _is_no_study(view: View) -> bool:
    before, text = view.before.encode("ascii"), view.text.encode("ascii")
    section = view.sentence.section.kind
    if _BY_THE_WAY.search(text) is not None or _NONE_AFTER.search(view.after.encode("ascii")) is not None:
        return True
    if view.sentence.heading and _LETTERHEAD.search(text) is not None:
        return True
    if text.startswith((b"==", b"--", b"**")) and not view.attributes("region"):
        return True
    if view.mention.rule.spec.id == "ct" and _NEEDLE.search(text) is not None and not _SHOWN_AFTER.search(text):
        return True
    xray = view.mention.rule.value.get("modality") in ("xray", None)
    if xray and _is_operation(view) and (section in _OPERATIVE or _ON_THE_TABLE.search(before) is not None):
        return not _is_film_of_operation(view)
    if (
        xray
        and _NOT_A_STUDY_BEFORE.search(before) is not None
        and not before.endswith(b"on ")
        and not before.endswith(b"with ")
    ):
        return True
    return _is_repeated(view)


def _is_film_of_operation(view: View) -> bool:
    """Whether a film was made in the operating room to find the level or to check the hardware."""
    before, after = view.before.encode("ascii"), view.after.encode("ascii")
    if _BY_NEEDLE.search(view.text.encode("ascii")) is not None or view.mention.rule.spec.id == "views":
        return False
    made = _FILM_BEFORE.search(before) is not None and _FILM_AFTER.search(after) is not None
    return made or _TOOK.search(before) is not None or _CHECKED_BY.search(before) is not None


def _is_operation(view: View) -> bool:
    encounter = view.sentence.encounter
    return view.sentence.document.kind == "operative_report" or (
        encounter is not None and encounter.kind == "operative"
    )


def _is_repeated(view: View) -> bool:
    """Views, generic words and the report of a sentence that names the study itself add no study."""
    others = [other for other in view.others("imaging_study") if other.rule.spec.id != "ticked_window"]
    if _LABEL.search(view.after.encode("ascii")) is not None and view.mention.start - view.sentence.start < 12:
        return any(other.rule.spec.priority >= 0 for other in others) or "modality" not in view.mention.rule.value
    if view.mention.rule.spec.priority >= 0:
        return False
    if view.mention.rule.spec.id == "views":
        return any(other.rule.value.get("modality") == "xray" and other.rule.spec.priority >= 0 for other in others)
    return any(other.rule.spec.priority >= 0 for other in others)


def _is_elsewhere(view: View) -> bool:
    return (
        _ELSEWHERE.search(view.after.encode("ascii")) is not None
        or _ELSEWHERE_BEFORE.search(view.before.encode("ascii")) is not None
    )


def _assertion(view: View) -> Assertion:
    before, after = view.before.encode("ascii"), view.after.encode("ascii")
    if _UNTOLD.search(before) is not None:
        return Assertion.NOT_DOCUMENTED
    if _NOT_MADE_AFTER.search(after) is not None:
        return Assertion.ABSENT
    if _NOT_MADE.search(before) is not None and not _SHOWN_AFTER.search(after):
        return Assertion.NOT_DOCUMENTED if _NOT_HERE.search(after) is not None else Assertion.ABSENT
    if _SHOWN_AFTER.search(after) is not None:
        return Assertion.PRESENT
    standing = standing_of_test(view.before, view.after) or _standing_beside(view)
    if standing is Assertion.PLANNED and view.attributes("date", *_zone(view)) and "schedul" not in view.text.lower():
        return Assertion.PRESENT
    found = standing or assertion_of(view.mention, *_NOT_OF_STUDIES)
    if found is Assertion.PRESENT and _is_ordered(view):
        return (
            Assertion.RECOMMENDED if view.sentence.section.title.lower().startswith("recommend") else Assertion.PLANNED
        )
    return found


def _standing_beside(view: View) -> Assertion | None:
    """In a plan, the standing of the study before it in the sentence ("re-image the neck and include a rib series")."""
    if not is_in_plan(view.sentence.section.kind):
        return None
    for other in view.others("imaging_study"):
        if other.start < view.mention.start:
            found = standing_of_test(
                view.between(view.sentence.start, other.start), view.between(other.end, view.mention.start)
            )
            if found is not None:
                return found
    return None


def _is_ordered(view: View) -> bool:
    """A study named in a plan that says nothing of its result or date is ordered."""
    if not is_in_plan(view.sentence.section.kind) or view.sentence.document.kind in (
        "imaging_report",
        "necessity_assessment",
    ):
        return False
    return _READ_IN_PLAN.search(view.text.encode("ascii")) is None and not view.attributes("date")


def _speaker(view: View) -> Speaker | None:
    """The radiologist where the words retell a report: a line that begins with the study, dated, and goes on with what
    it shows, or a decision's account of it. An author's own sentence about the study is left to its author."""
    speaker, rest = view.sentence.speaker, view.after[:_REACH]
    dated = bool(view.attributes("date", *_zone(view)))
    heads = _is_title(view) and "review" not in view.before.lower()
    label = heads and (":" in rest or "impression" in rest.lower())
    shows = _SHOWS.search(rest.encode("ascii")) is not None
    if speaker in _DECIDERS and view.sentence.section.kind not in _OWN_WORDS:
        return Speaker.RADIOLOGY if label or (shows and (dated or speaker is not Speaker.UR)) else None
    return None


def _grade(view: View) -> Grade | None:
    """Attested where a reviewer names no study, or only says that it meets the criterion."""
    if view.sentence.speaker is not Speaker.REVIEWER:
        return None
    unnamed = "modality" not in view.mention.rule.value
    return Grade.ATTESTED if unnamed or _MEETS.occurs(view.after) else None
