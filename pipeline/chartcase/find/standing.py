"""What became of a procedure that a record names: it happened, it is asked for, planned, recommended or declined.

It stands apart because request, prior injection and prior operation ask one question and must never answer it twice:
the words are cues of rules/attributes.yaml (kinds `standing` and `standing_after`), the choice among them is made here.
"""

from dataclasses import dataclass
from enum import StrEnum

from chartcase.find.asked import is_listed, is_on_form
from chartcase.find.attributes import AttributeHit
from chartcase.find.ledger import row_of
from chartcase.find.mention import Mention, View
from chartcase.find.modifiers import Category, Modifier
from chartcase.find.talk import is_boxed_past
from chartcase.patterns import Pattern
from chartcase.segment.outline import Role, Sentence

_TYPES = ("request", "prior_injection", "prior_surgery")
_NAMING = frozenset({"injection", "operation", "service", "unnamed_injection", "unnamed_operation"})
"""The rules, called alike in the three files, whose mentions name a procedure."""


class Standing(StrEnum):
    """What became of it."""

    PERFORMED = "performed"
    REQUESTED = "requested"
    PLANNED = "planned"
    RECOMMENDED = "recommended"
    DECLINED = "declined"


class Family(StrEnum):
    """What a procedure is, as far as its standing depends on it."""

    INJECTION = "injection"
    OPERATION = "operation"
    SERVICE = "service"


_BREAK = Pattern(
    r"; | but | however,? | although | though | whereas | while "
    r"|,? and (?:he|she|it|they|there|we|i|this|the patient|patient|pt|claimant) | when (?:he|she) "
)
_REFUSED = Pattern(
    r"\b(?:declin(?:es?|ed)|refus(?:es?|ed)|did not want|does not want|not interested|(?:is|was) not ready"
    r"|(?:would like|wants?|wishes|prefers?|elect(?:s|ed)|chose) to (?:hold off|wait|defer|avoid|put it off)"
    r"|elect(?:s|ed) not to|chose not to"
    r"|(?:but|and|which|it|this|that|procedure|surgery|operation|injection) (?:was|were|had to be|has been)"
    r" (?:cancell?ed|aborted|called off|abandoned|not performed|never performed|never done))\b"
)
_AFTER_ALL = Pattern(
    r"\b(?:then|later|finally|eventually|subsequently) (?:performed|done|given|carried out|went ahead)\b"
)
_NONE_BEHIND = frozenset(
    {
        "none",
        "no",
        "denied",
        "is denied",
        "has not been done",
        "has not been tried",
        "have not been tried",
        "have not been done",
        "have not been performed",
        "not been tried",
        "naive",
        "has not been performed",
        "was not done",
        "was not performed",
    }
    | {
        "has never been tried",
        "have never been tried",
        "never been tried",
        "were never tried",
        "was never tried",
        "not tried",
        "has not been tried",
        "was not attempted",
        "not attempted",
        "never attempted",
    }
)
_COUNT = Pattern(r"^x ?\d$")
_FROM_ONE = Pattern(r"^ (?:from|after|with|of) ")
_PARTS_OFF = Pattern(r"\b(?:that|whether|during|with|after|following|from|since|for|of|at|in|to|by)\b")
_NOT_BY_HIM = Pattern(r"^(?:did )?not (?:perform|administer|give|do) (?:the|that|this|these|those|any of the)\b")
"""One who "did not perform the 2018 injection" says that another did."""
_NO_REACHES = 30
"""Characters between "no" and the procedure that was never done; further away it denies something else."""
_LIST_REACHES = 80
_LAST_OF_LIST = Pattern(r"\b(?:or|nor)(?: (?:any|other|an?|prior|previous|lumbar|cervical|spinal|spine|back|neck))* $")
"""In a list that goes on with "or" the "no" reaches further."""
_ANOTHER_BETWEEN = 40
"""Characters that a cue seems further away for each procedure between it and the mention."""
_LABEL_REACHES = 40
"""Characters behind a label within which it outweighs what stands behind the procedure."""
_TALKED = Pattern(
    r"\b(?:discuss\w*|talked about|touched on|reviewed|explained|described|educated|information (?:on"
    r"|about))\b[^.;]{0,40}$"
)
_LINE_BEGINS = 30
_MAY = Pattern(r"^ (?:may|might|could)\b")
_RESULT = Pattern(
    r"\b(?:reported|show\w*|reveal\w*|negative|demonstrat\w*|was|were|done|reviewed|unremarkable|normal)\b"
)
_EARLIER = Pattern(
    r"\b(?:prior|previous|s/p|status|history|hx|post|underwent|undergone|(?:19|20)\d\d|ago|old|past|last)\b"
)
_TITLE = Pattern(r"^(?:name of |title of )?(?:operations?|procedures?|surgery)(?: performed)?[^:.]{0,20}:")
_MAIN_STEP = Pattern(
    r"\b(?:dis[ck]ectom|fusion|arthrodes|laminectom|laminotom|corpectom|dis[ck] (?:replacement|arthroplast))"
)
"""The operations proper; decompressions, foraminotomies and grafts are told as their steps."""
_DONE_BEHIND = Pattern(
    r"^(?:,? (?:of|at|on|from|with) [^.;,]{1,40}?)? (?:was|were) (?:then |now |next |also |subsequently |carefully "
    r"|successfully |thus )*(?:performed|carried out|done|completed|accomplished|undertaken)\b"
)
_DONE_BEFORE = Pattern(
    r"\b(?:perform(?:ed|ing)?|carried out|completed|accomplished|did|used to do|providing) (?:an? |the |our )?"
    r"(?:[a-z-]+ ){0,3}$"
)
_DONE_TITLE = Pattern(r"^(?:operative procedures?|(?:procedures?|operations?|surgery|surgeries) (?:performed|done))")
_DATED_BEHIND = 22
"""Characters behind a listed injection within which a date makes it one that was given."""
_DECISIONS = frozenset({"iro_decision", "ur_letter", "necessity_assessment"})
_TELLS_PAST = frozenset({"surgical_history", "past_history", "therapy"})
_TELLS_STORY = frozenset(
    {
        "history",
        "clinical_history",
        "complaint",
        "entry",
        "results",
        "findings",
        "impression",
        "assessment",
        "exam",
        "indication",
    }
)
_TELLS_FUTURE = frozenset({"plan", "assessment_plan"})
_REPORTS_PROCEDURE = frozenset({"", "other", "procedure", "technique", "entry", "findings"})


def procedures(view: View, low: int | None = None, high: int | None = None) -> list[tuple[int, int]]:
    """The spans of the other procedures that the sentence (or stream [low, high)) names, in order."""
    own = view.mention
    spans = {
        (other.start, other.end)
        for other in view.others(*_TYPES, low=low, high=high)
        if rule_name(other) in _NAMING and (other.end <= own.start or other.start >= own.end)
    }
    return sorted(spans)


def rule_name(mention: Mention) -> str:
    """The rule's id without its type."""
    return mention.rule.id.partition(".")[2]


@dataclass(frozen=True, slots=True)
class Stand:
    """A standing, and the cue that gives it (None where the place does)."""

    standing: Standing
    cue: AttributeHit | None = None

    @property
    def cue_words(self) -> str:
        """The cue's words in lower case; "" without one."""
        return self.cue.words.lower() if self.cue is not None else ""


def stand_of(view: View, family: Family) -> Stand | None:
    """What the words around the mention say, else what its place says; None where it is only talked about."""
    if _is_ticked(view) and family is not Family.SERVICE:
        return Stand(Standing.PERFORMED if is_boxed_past(view) else Standing.REQUESTED)
    if family is Family.INJECTION and row_of(view) is not None:
        return Stand(Standing.PERFORMED)
    if family is Family.OPERATION and reports_procedure(view.sentence) and not _names_operation(view):
        return _earlier(view)
    said = _by_cues(view)
    if said is not None and _is_count_asked(view, said):
        return Stand(Standing.REQUESTED)
    if said is not None and not (said.standing is Standing.REQUESTED and reports_procedure(view.sentence)):
        return said
    placed = _by_place(view, family)
    if placed is Standing.PLANNED:
        return _planned_by_place(view)
    return _only_refused(view) if placed is None else Stand(placed)


def _is_count_asked(view: View, said: Stand) -> bool:
    """Whether the number behind the procedure is how many a request asks for ("cervical ESI x 1")."""
    return view.sentence.section.kind == "request" and _COUNT.occurs(said.cue_words)


def _only_refused(view: View) -> Stand | None:
    """What is talked about and refused in the same breath."""
    refusal = _refused_later(view, AttributeHit("standing", view.mention.end, view.mention.end, ""))
    return None if refusal is None else Stand(Standing.DECLINED, refusal)


def _planned_by_place(view: View) -> Stand | None:
    """What a plan names: refused in the same breath, only talked about, or planned."""
    refusal = _refused_later(view, AttributeHit("standing", view.mention.end, view.mention.end, ""))
    if refusal is not None:
        return Stand(Standing.DECLINED, refusal)
    return None if _TALKED.occurs(view.before) else Stand(Standing.PLANNED)


def denial(view: View) -> Modifier | None:
    """The words by which the record says that there was none; "resolved" or "negative" behind it is something else."""
    mention = view.mention
    if mention.has(Category.NOT_DOCUMENTED):
        return None
    for cue in mention.modifiers:
        behind = cue.start >= mention.end and cue.words in _NONE_BEHIND and not _of_some(view, cue)
        if cue.category is Category.NEGATED and (behind or _denies(view, cue)):
            return cue
    return None


def _of_some(view: View, cue: Modifier) -> bool:
    """Whether a "none" counts among several ("none from the second") and denies nothing else."""
    return cue.words in ("none", "no") and _FROM_ONE.occurs(view.between(cue.end, view.sentence.end))


def _denies(view: View, cue: Modifier) -> bool:
    """Whether a "no" denies the procedure and not something of it ("no pain during the injection")."""
    if _NOT_BY_HIM.occurs(view.between(cue.start, view.mention.start)):
        return False
    distance = view.mention.start - cue.end
    listed = _LAST_OF_LIST.occurs(view.before)
    if not 0 <= distance <= (_LIST_REACHES if listed else _NO_REACHES):
        return False
    return not _PARTS_OFF.occurs(view.between(cue.end, view.mention.start))


def is_hypothetical(view: View, stand: Stand | None) -> bool:
    """Whether it is only thought of: an option, a condition, a fear. What is declined is more than that."""
    firm = stand is not None and stand.standing in (Standing.DECLINED, Standing.REQUESTED)
    return (view.mention.has(Category.HYPOTHETICAL) or _MAY.occurs(view.after)) and not firm


def _by_cues(view: View) -> Stand | None:
    candidates = [found for found in (_nearest_before(view), _nearest_after(view)) if found is not None]
    if not candidates:
        return None
    cue = _labelled(view) or min(candidates, key=lambda item: item[0])[1]
    standing = Standing(str(cue.value))
    if standing in (Standing.RECOMMENDED, Standing.PLANNED, Standing.REQUESTED):
        refusal = _refused_later(view, cue)
        if refusal is not None:
            return Stand(Standing.DECLINED, refusal)
    if standing is Standing.RECOMMENDED and view.mention.has(Category.NEGATED):
        return Stand(Standing.DECLINED, cue)
    return Stand(standing, cue)


def _labelled(view: View) -> AttributeHit | None:
    """A label of the line that asks ("Request: L5-S1 TFESI x1"), right before the procedure and its places."""
    first = next(iter(view.attributes("standing", high=view.mention.start)), None)
    if first is None or first.value != Standing.REQUESTED or not first.words.rstrip().endswith(":"):
        return None
    between = view.between(first.end, view.mention.start)
    return (
        first
        if len(between) < _LABEL_REACHES and not _procedures_between(view, first.end, view.mention.start)
        else None
    )


def _nearest_before(view: View) -> tuple[int, AttributeHit] | None:
    found: list[tuple[int, AttributeHit]] = []
    for hit in view.attributes("standing", high=view.mention.start + 1):
        between = view.between(hit.end, view.mention.start)
        if hit.end <= view.mention.start and not _BREAK.occurs(between):
            found.append(
                (len(between) + _ANOTHER_BETWEEN * _procedures_between(view, hit.end, view.mention.start), hit)
            )
    return min(found, key=lambda item: item[0], default=None)


def _nearest_after(view: View) -> tuple[int, AttributeHit] | None:
    for hit in view.attributes("standing_after", low=view.mention.end):
        between = view.between(view.mention.end, hit.start)
        if _BREAK.occurs(between):
            return None
        return len(between) + _ANOTHER_BETWEEN * _procedures_between(view, view.mention.end, hit.start), hit
    return None


def _procedures_between(view: View, low: int, high: int) -> int:
    return len(procedures(view, low, high))


def _refused_later(view: View, cue: AttributeHit) -> AttributeHit | None:
    start = max(cue.end, view.mention.end)
    later = [low for low, _ in procedures(view, low=view.mention.end)]
    end = min([*later, view.sentence.end])
    hit = _REFUSED.search(view.outline.stream.data, start, end)
    return (
        None
        if hit is None or _AFTER_ALL.occurs(view.between(hit.end, end))
        else AttributeHit("standing", hit.start, hit.end, view.between(hit.start, hit.end), "declined")
    )


def _by_place(view: View, family: Family) -> Standing | None:
    sentence = view.sentence
    if reports_procedure(sentence) and family is not Family.SERVICE:
        return Standing.PERFORMED
    kind = sentence.section.kind
    if kind == "procedure" and sentence.item and _DONE_TITLE.occurs(sentence.section.title):
        return Standing.PERFORMED
    if (
        kind == "request"
        or is_listed(view)
        or is_on_form(view)
        or (sentence.role is Role.QUESTION and family is not Family.SERVICE)
    ):
        return Standing.REQUESTED
    if kind in _TELLS_FUTURE:
        return Standing.PLANNED if family is not Family.SERVICE or _is_ordered(view) else None
    if kind in _TELLS_PAST and family is not Family.SERVICE:
        return Standing.PERFORMED
    pictured = sentence.document.kind == "imaging_report" or kind in _TELLS_STORY
    if pictured and family is Family.OPERATION:
        return Standing.PERFORMED
    return _by_document(view, family)


def _is_ordered(view: View) -> bool:
    """A plan's line that begins with the service orders it; one that tells its result does not."""
    begins = view.mention.start - view.sentence.start <= _LINE_BEGINS
    return begins and not _RESULT.occurs(view.after)


def _by_document(view: View, family: Family) -> Standing | None:
    """A decision's headings and own words name the service in dispute."""
    sentence = view.sentence
    if sentence.document.kind not in _DECISIONS or sentence.encounter is not None or family is not Family.INJECTION:
        return None
    if sentence.section.kind in _TELLS_STORY:
        return None
    low = max(view.mention.start - _DATED_BEHIND, sentence.start)
    if view.attributes("date", low, min(view.mention.end + _DATED_BEHIND, sentence.end)):
        return Standing.PERFORMED
    placed = any(view.attributes(kind) for kind in ("level", "root", "side", "cpt"))
    return Standing.REQUESTED if sentence.heading or placed else None


def _earlier(view: View) -> Stand | None:
    """In the description of an operation an earlier one is told, and that it was done; the rest are its own steps."""
    if _MAIN_STEP.occurs(view.words) and (_DONE_BEHIND.occurs(view.after) or _DONE_BEFORE.occurs(view.before)):
        return Stand(Standing.PERFORMED)
    said = _by_cues(view)
    if said is None or said.standing is not Standing.PERFORMED:
        return None
    return said if _EARLIER.occurs(said.cue_words) else None


def _names_operation(view: View) -> bool:
    """Whether the line names the operation of a report; what follows describes its steps."""
    sentence = view.sentence
    return sentence.item or sentence.heading or _TITLE.occurs(view.text)


def reports_procedure(sentence: Sentence) -> bool:
    """Whether the sentence stands where a procedure report tells what was done."""
    if sentence.encounter is not None:
        return sentence.encounter.kind == "operative" and sentence.section.kind in _REPORTS_PROCEDURE
    return sentence.document.kind == "operative_report" and sentence.section.kind in _REPORTS_PROCEDURE


def _is_ticked(view: View) -> bool:
    return view.between(view.sentence.start, view.mention.start).strip() in ("[x]", "[X]", "(x)", "(X)", "[+]")
