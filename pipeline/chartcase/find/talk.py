"""Sentences that name a treatment and tell nothing of it: questions, demands, menus of options, titles of notes.

It stands apart because every measure of a treatment must leave them out in the same way.
"""

from chartcase.find.mention import View
from chartcase.find.reach import Reach
from chartcase.patterns import Pattern
from chartcase.segment.outline import Role, Sentence

_MENU = Pattern(r"\b(?:options?|choices|alternatives)\b[^.]*: *$")
_DEMAND = Pattern(
    r"\b(?:with documented|documented (?:trial|counsel+ing|attendance)|minimum (?:of )?\d"
    r"|(?:criteria|policy|guidelines?|payer|plan)(?: [a-z]+){0,3} (?:requires?|asks?|wants?|calls? for)"
    r"|(?:is|are) required|(?:is|are) to be (?:tried|given|used|documented|attempted)"
    r"|not more than \d+ per|must (?:be|have)|(?:may|can) be (?:continued|considered|covered|approved"
    r"|supported) (?:if|when|only|for))\b|^[^a-z0-9]*at least \d+ (?:weeks|months)\b"
    r"|^[^a-z]*(?:initial|repeat|first|therapeutic|diagnostic) (?:esi|injection|epidural|block)s?: "
    r"|^[^a-z]*(?:asra|asipp|guidelines?|policy|fda|odg) ?:"
    r"|^[^a-z0-9]*(?:[a-z]+ ){0,2}(?:discharge|attendance|cancell?ation|no[- ]show) policy ?[:.-]"
)
_ASKS = Pattern(
    r"^[^a-z]*(?:is|are|was|were|does|do|did|has|have|had|can|could|will|would|should|what|which|how|why|when|where|who"
    r"|please|any)\b.*\? *$|\b(?:would|should|could|can|is|are|does|did|has) (?:you|we|it|this|the|he|she)\b[^.]*\? *$"
)
_PATIENT_WILL = r"^[^a-z0-9]*(?:\d+[.)] ?)?(?:[a-z() ]{1,30}: ?)?(?:the )?(?:patient|pt\.?|client) will"
_GOAL = Pattern(
    rf"{_PATIENT_WILL} (?:be (?:able|indepen\w*|compliant)|report|demonstrat|perform|tolerat|improve|verbali[sz]e)"
)
_THERAPISTS_GOAL = Pattern(rf"{_PATIENT_WILL} (?:increase|decrease|return to|resume)")
"""A goal where a therapist writes it, and a plan where a doctor does ("Patient will resume naproxen")."""
_ENCLOSED = Pattern(
    r"^[^a-z]*(?:enclosed|enclosures?|attached|attachments?|encl)\b[.]? ?:"
    r"|^[^a-z]*(?:please )?see \d+ (?:[a-z]+ )?notes\b"
)
"""A therapist's goals, and a list of papers that come with a letter."""
_TOLD = Pattern(
    r"\b(?:he|she|they|patient|pt|claimant|member|worker)"
    r" (?:has |had |was |were |has been )?(?:[a-z]+ed|went|did|had)\b"
)
"""A finite verb, by which a line of papers tells what somebody did."""
_ASKED_FOR = Pattern(
    r"\bwhat would (?:change|help|support)|^[^a-z]*(?:to [^,;]{1,60}, )?(?:please )?(?:send|submit|provide|resubmit"
    r"|state|document|record|include|supply|list|clarify|attach) (?:the|that|a|an|all|any|therapy|medication"
    r"|documentation|records?|notes?)\b|\bwould (?:strengthen|support)\b"
)
_FURTHEST_WISH = 2
"""Sentences between a reviewer's wish for records and a record that he wishes for, at most."""
_TITLE = Pattern(
    r"^(?: (?:daily|progress|initial|discharge|re-?|visit|clinic|office))* ?"
    r"(?:notes?|summary|summaries|evaluation|eval|report|visit|discharge"
    r"|consult(?:ation)?|progress)\b[^a-z0-9]*(?:$|(?:dated|of|from|on)\b|\(|:)"
)
_GO_ON = Pattern(
    r"^[^a-z0-9]*(?:\d+[.)] ?)?(?:\[[x+]\] ?)?(?:(?:therapy|plan|rehab) ?: ?)?(?:cont(?:inue|\.)?|keep up)"
    r"(?: (?:with|formal|outpatient|supervised|current|the|his|her))* $"
)
_UNTICKED = Pattern(r"^\[ ?\]")
_TICKED = Pattern(r"^\[[x+]\] ?")
_BOX = r"[\[(] ?(?P<{0}>x)? ?[\])]"
_WORD = r"(?P<{0}>yes|no|y|n)\b"
_BETWEEN = r"[\s,/|;]*"
_CHOICES = (
    Pattern(
        rf"^[\s:?.-]*{_BOX.format('a')}\s?{_WORD.format('first')}{_BETWEEN}{_BOX.format('b')}\s?{_WORD.format('second')}"
    ),
    Pattern(
        rf"^[\s:?.-]*{_WORD.format('first')}\s?{_BOX.format('a')}{_BETWEEN}{_WORD.format('second')}\s?{_BOX.format('b')}"
    ),
)
"""A form's "[ ] yes [x] no", the box before or behind its word."""
_FURTHEST_BOX = 40
_REVIEWS = frozenset({"ur_letter", "iro_decision", "necessity_assessment"})
_PAST_LABEL = Pattern(r"\b(?:prior|previous|past|earlier|tried|to date|failed|received)\b[^.]*[:?] *$")
_FURTHEST_LABEL = 6
"""Boxes between a label and the box at hand, at most."""
_FURTHEST_MENU = 4
"""Lines between the head of a menu and an item of it, at most."""


def is_no_statement(view: View) -> bool:
    """Whether the sentence asks, demands, stands in a menu of options or before an empty box, or one ticked as "no"."""
    if view.sentence.role is Role.QUESTION:
        return False
    choice = ticked_choice(view)
    if is_unticked(view) or (choice is not None and choice[0] == "no"):
        return True
    data = view.text.encode("ascii")
    return (
        any(pattern.search(data) for pattern in (_ASKS, _DEMAND, _GOAL))
        or (_THERAPISTS_GOAL.search(data) is not None and is_therapists(view.sentence))
        or (_ENCLOSED.search(data) is not None and _TOLD.search(data) is None)
        or _in_menu(view)
        or _is_wished_for(view)
    )


def is_therapists(sentence: Sentence) -> bool:
    """Whether a therapist writes, whose "patient will" is a goal, where a doctor's is a plan."""
    in_entry = sentence.encounter is not None and sentence.encounter.kind == "therapy"
    return sentence.document.kind == "therapy_note" or in_entry


def _in_menu(view: View) -> bool:
    before = view.previous_sentences(_FURTHEST_MENU) if view.sentence.item else ()
    return any(_MENU.search(view.outline.text(other).encode("ascii")) for other in before)


def _is_wished_for(view: View) -> bool:
    if view.sentence.document.kind not in _REVIEWS:
        return False
    before = view.previous_sentences(_FURTHEST_WISH)
    return any(_ASKED_FOR.search(_data(view, other)) for other in [view.sentence, *before])


def is_ordered_on(view: View) -> bool:
    """Whether the words before it order to go on with it ("Continue PT"), which is a plan."""
    return _GO_ON.search(view.before.encode("ascii")) is not None


def is_label(view: View, reach: Reach) -> bool:
    """Whether the mention only names a kind of note ("physical therapy progress note.")."""
    return _TITLE.search(view.between(reach.here[1], view.sentence.end).encode("ascii")) is not None


def ticked_answer(view: View) -> Sentence | None:
    """The ticked box that answers a bare label before it ("HEP:" and then "[x] yes, daily"); None where there is
    none."""
    answer = _box_after(view)
    return answer if answer is not None and _TICKED.search(_data(view, answer)) is not None else None


def ticked_choice(view: View) -> tuple[str, int, int] | None:
    """What a form's two boxes behind the mention say, with stream bounds: "yes", "no", or "" where none or both are
    ticked; None where there is no such pair."""
    data, start = view.outline.stream.data, view.mention.end
    for pattern in _CHOICES:
        hit = pattern.search(data, start, min(start + _FURTHEST_BOX, len(data)))
        if hit is not None:
            ticked = [word for box, word in (("a", "first"), ("b", "second")) if hit.groups.get(box)]
            said = hit.groups[ticked[0]].lower() if len(ticked) == 1 else ""
            return {"y": "yes", "n": "no"}.get(said, said), hit.start, hit.end
    return None


def is_unticked(view: View) -> bool:
    """Whether the mention is a bare label with an empty box behind it, and no other box beside that is ticked."""
    choice = ticked_choice(view)
    if choice is not None:
        return not choice[0]
    answer = _box_after(view)
    return answer is not None and _UNTICKED.search(_data(view, answer)) is not None


def is_boxed_past(view: View) -> bool:
    """Whether the line above the boxes asks what was done before ("Prior injections: [ ] none [x] ESI")."""
    above = (view.outline.text(other) for other in view.previous_sentences(_FURTHEST_LABEL))
    label = next((words for words in above if not words.startswith("[")), "")
    return _PAST_LABEL.occurs(label)


def _box_after(view: View) -> Sentence | None:
    if view.before.strip() or view.after.strip(" :") or view.sentence.item:
        return None
    at = view.sentence.index + 1
    sentences = view.outline.sentences
    return sentences[at] if at < len(sentences) and sentences[at].paragraph == view.sentence.paragraph else None


def _data(view: View, sentence: Sentence) -> bytes:
    return view.outline.text(sentence).encode("ascii")
