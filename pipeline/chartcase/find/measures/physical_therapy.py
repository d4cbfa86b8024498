"""Physical therapy: visits, weeks, how far it got and what it brought.

It stands apart because a number near "PT" is a visit count, a duration, a rate or a date, and arithmetic ties them
together."""

from collections.abc import Sequence

from chartcase.fact import Assertion, Value
from chartcase.find.attributes import AttributeHit
from chartcase.find.course import Course, course_of
from chartcase.find.extent import OTHERWISE, amount, duration_of, sessions_of
from chartcase.find.measures.generic import base_value
from chartcase.find.mention import Measured, Mention, View
from chartcase.find.program import program_element
from chartcase.find.quantities import number
from chartcase.find.reach import BARE, Reach, reach_of, rule_name, span_of
from chartcase.find.rulebook import FindingSpec
from chartcase.find.talk import is_label, is_no_statement, is_ordered_on, is_therapists
from chartcase.patterns import Pattern

_SIGNED = Pattern(r"^[A-Z]\.? ?[A-Z][A-Za-z'-]+,? $", cased=True)
_COUNTS = frozenset({"visits", "tally", "ended", "told_otherwise", "no_gain"})
_POINTING = frozenset({"it_failed", "it_helped", "it_helped_some"})
"""What "it" did, in the sentence after the one that tells of therapy."""
_THERAPY_TOLD = Pattern(
    r"\b(?:physical therap(?:y|ist)|therapy|physiotherapy|p\.t\.|pt (?:for|x|visits|sessions)|of pt|sessions|visits)\b"
)
_OTHER_TOLD = Pattern(
    r"\b(?:injections?|epidurals?|[a-z]{0,3}esi|blocks?|shots?|surgery|mg|medications?|gabapentin|naproxen|chiropract\w*"
    r"|acupuncture|massage|brace|tens|traction|speech|occupational|radiation|massage)\b"
)
_BESIDE = frozenset({"counted_by", "modified_count"})
"""Counts that stand beside another of the same sentence."""
_UNNAMED = BARE | {"bare_therapy"}
_SPEAKS = Pattern(r"\b(?:therap(?:y|ist)|rehab|pt)\b")
_SPOKE = Pattern(r"therap|\bpt\b|chiropract|rehab")
_COUNT_BEFORE = 30
"""Characters before a treatment's name in which its count stands, at most."""
_SPOKE_WITHIN = 3
"""Sentences before a bare count of visits in which therapy is spoken of, at most."""
_CHIROPRACTIC = Pattern(r"\bchiropract")
_REFERRED = Pattern(r"\b(?:referred(?: for)?|prescribed|ordered|authori[sz]ed) ?: ?$")
"""A therapist's label before what was ordered: "Referred: 16 visits. Attended: 9."."""
_OF = Pattern(r"^(?: (?:of|in|with)(?: (?:formal|supervised|outpatient|skilled|active|the|prescribed|required))*)? ?$")
_MORE = Pattern(r"^(?:more|further|additional)\b")
_ALLOWED = Pattern(r"\bauth")
_GRANTED = Pattern(r"\bauthori[sz]ed(?: visits| sessions)?:? ?\d|\bauthori[sz]ed (?:visits|sessions)\b")
_GRANTED_BEHIND = Pattern(
    r"^(?: of (?:physical )?(?:therapy|pt))? (?:was|were|are|is|have been|has been) (?:authori[sz]ed|approved|certified"
    r"|granted|requested|added|prescribed|ordered)\b"
)
_GRANTED_COUNT = Pattern(
    r"\b(?:visits?|sessions?|treatments?)\b.*(?:was|were|are|been) (?:authori[sz]ed|approved|certified|granted)\b"
)
_TAKEN = Pattern(r"\b(?:attended|completed|used|went|finished|did|had|has had|underwent|done|since)\b")
_ATTENDED = Pattern(r"\b(?:attended|completed|used)")
_WENT = Pattern(
    r"\b(?:attended|went (?:to|through)|ending in|underwent|finished"
    r"|did(?: all)?(?: of)?(?: (?:his|her|the))? (?:\d{1,2}|[a-z]+) (?:[a-z]+ )?(?:visits|sessions))\b(?P<rest>.{0,20})"
)
_FULL = Pattern(r"\b(?:full|complete|entire|whole) (?:\w+ )?course of (?:[a-z]+ ){0,2}[a-z]+$")
_BEGUN = Pattern(r"\b(?:began|begun|begins?|beginning|start(?:s|ed|ing)?|in the midst of|midway through|part of)\b")
_OPEN = Pattern(r"\b(?:since|of \d)")
_PART_OF = Pattern(r"\b(?P<n>\d{1,2}) ?(?:of|/|out of) ?(?P<m>\d{1,2}) (?:[a-z]+ ){0,2}?(?:visits|sessions)")
_VISIT_OF = Pattern(r"\bvisit ?(?:#|no\.? ?)?:? ?\d{1,2} ?(?:of|/|out of) ?\d{1,2}\b")
_OVER = Pattern(r"\b(?:went|used|had|attended|kept|finished|completed|stopped|quit|discharge\w*|d/?c|last|final)\b")
_DECIDES = Pattern(
    r"^[^.:]{0,60}: ?(?:is |are |was )?(?:modified|certified|approved|denied"
    r"|not certified|non-?certified|not approved|partially)\b"
)
_RECOVERED = Pattern(
    r"\b(?:recovered (?:completely|fully)|(?:fully|completely) (?:recovered|resolved)|resolved (?:completely|fully))\b"
)
_EARLIER = Pattern(
    r"\b(?:recovered|resolved|(?:prior|previous) (?:episode|injury|strain)|for (?:an?|his|her) (?:(?:left|right) )?"
    r"(?:prior|previous|old|remote|different|neck strain|shoulder|knee|ankle|hip|wrist|elbow|foot)\b)"
)


def measure(mention: Mention, view: View, finding: FindingSpec) -> Sequence[Measured]:
    """One fact a mention; a bare count of visits only where therapy is spoken of."""
    del finding
    if _is_no_therapy(view):
        return ()
    reach = reach_of(view)
    course = course_of(view, reach)
    count = _granted_count(view, course)
    if count is not None:
        return (_granted(view, reach, count),)
    granted = _is_granted(view, course) or _is_decided(view) or _is_referred(view)
    assertion = Assertion.PLANNED if granted else _to_go_on(view, course, _earlier(view, course))
    if _is_title_only(view, reach, course) and assertion is Assertion.PRESENT:
        return ()
    value = base_value(mention)
    spans = list(course.all_spans)
    if assertion not in (Assertion.ABSENT, Assertion.NOT_DOCUMENTED):
        spans.extend(_put_amounts(view, reach, value))
        _put_course(view, value, course, assertion)
        if granted:
            value["state"] = "planned"
    if _is_chiropractic(view):
        return (Measured({**value, "modality": "chiropractic"}, tuple(spans), assertion, type="conservative_care"),)
    fact = Measured(value, tuple(spans), assertion, anchor=reach.here)
    element = program_element(view, "physical_therapy", assertion)
    return (fact,) if element is None else (fact, element)


def _is_referred(view: View) -> bool:
    return view.sentence.document.kind == "therapy_note" and _REFERRED.occurs(view.before)


def _is_decided(view: View) -> bool:
    """Whether it is an item that a review letter lists as asked for or decides on ("3. Physical therapy: MODIFIED to 6
    sessions")."""
    if view.sentence.document.kind != "ur_letter":
        return False
    listed = view.sentence.section.kind == "request" and (view.sentence.item or view.text.startswith("#"))
    return listed or (view.sentence.item and _DECIDES.search(view.after.encode("ascii")) is not None)


def _put_course(view: View, value: dict[str, Value], course: Course, assertion: Assertion) -> None:
    if course.response is not None:
        value["response"] = course.response
    state = course.state or _finished(view, value, assertion)
    if state is not None and rule_name(view.mention) != "ended":
        value["state"] = state


def _finished(view: View, value: dict[str, Value], assertion: Assertion) -> str | None:
    """Visits that somebody went to are done; "12 of 12 visits" is the whole course, "9 of 12" says nothing of its
    end."""
    ahead = view.between(view.sentence.start, view.mention.end)
    if assertion is Assertion.PRESENT and _FULL.occurs(ahead) and not _BEGUN.occurs(ahead):
        return "completed"
    data = view.text.encode("ascii")
    part = _PART_OF.search(data)
    if part is not None:
        return "completed" if part.groups["n"] == part.groups["m"] else _under_way(view)
    if _VISIT_OF.occurs(view.text):
        return _under_way(view)
    went = _WENT.search(data)
    if went is None or "sessions" not in value or assertion is not Assertion.PRESENT:
        return None
    return None if _OPEN.search(went.groups["rest"].encode("ascii")) else "completed"


def _under_way(view: View) -> str | None:
    """Some of the visits are had ("visit 9 of 16"): the treating office's or the therapist's own note tells a course
    under way, unless it says that they were attended."""
    own = view.sentence.document.kind in ("clinical_note", "therapy_note")
    return "ongoing" if own and not _OVER.occurs(view.text) else None


def _put_amounts(view: View, reach: Reach, value: dict[str, Value]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    counts = (
        ("sessions", _own_count(view) or sessions_of(view, reach) or _just_before(view, "sessions")),
        ("weeks", duration_of(view, reach) or _just_before(view, "duration")),
    )
    for key, hit in counts:
        count = amount(hit)
        if hit is not None and count is not None:
            value[key] = count
            spans.append((hit.start, hit.end))
    return spans


def _just_before(view: View, kind: str) -> AttributeHit | None:
    """The count or the time right before the treatment's name, whatever treatment stands before it ("conservative care
    has included 12 sessions of PT")."""
    low = max(view.mention.start - _COUNT_BEFORE, view.sentence.start)
    hits = [hit for hit in view.attributes(kind, low, view.mention.end) if hit.start < view.mention.start]
    if not hits or hits[-1].value is None:
        return None
    return hits[-1] if _OF.occurs(view.between(min(hits[-1].end, view.mention.start), view.mention.start)) else None


def _own_count(view: View) -> AttributeHit | None:
    """The count that the mention itself is ("Visit 9 of 16" is nine)."""
    for name in ("n", "m", "k", "q", "r"):
        count = number(view.mention.groups.get(name, ""))
        if count is not None:
            return AttributeHit("sessions", view.mention.start, view.mention.end, view.words, count)
    return None


def _earlier(view: View, course: Course) -> Assertion:
    """Therapy of an earlier episode is history: full recovery, or a date with a recovery or another complaint."""
    data = view.text.encode("ascii")
    told = _RECOVERED.search(data) or (view.attributes("date") and _EARLIER.search(data))
    return Assertion.HISTORICAL if course.assertion is Assertion.PRESENT and told else course.assertion


def _to_go_on(view: View, course: Course, assertion: Assertion) -> Assertion:
    """An order to go on with therapy ("Continue PT") is a plan; that it ended is none, wherever it stands."""
    if rule_name(view.mention) == "ended" and assertion is Assertion.PLANNED:
        return Assertion.PRESENT
    going = assertion is Assertion.PRESENT and course.response is None and course.state in (None, "ongoing")
    return Assertion.PLANNED if going and is_ordered_on(view) else assertion


def _is_title_only(view: View, reach: Reach, course: Course) -> bool:
    if rule_name(view.mention) in BARE or course.response is not None or sessions_of(view, reach) is not None:
        return False
    return is_label(view, reach) or _is_in_capitals(view)


def _is_in_capitals(view: View) -> bool:
    """Whether a heading names it in capitals to its end ("OUTPATIENT PHYSICAL THERAPY -- DISCHARGE")."""
    if view.text[:3].lower() in ("[x]", "[+]"):
        return False
    return view.sentence.heading and not any(letter.islower() for letter in view.words + view.after)


def _is_no_therapy(view: View) -> bool:
    if is_no_statement(view) or _is_credential_or_heading(view):
        return True
    name = rule_name(view.mention)
    if name in _BESIDE:
        return not view.attributes("sessions", view.sentence.start, view.mention.start)
    if name in _POINTING and not _points_to_therapy(view):
        return True
    if name not in _UNNAMED:
        return False
    if name == "progress" and not is_therapists(view.sentence):
        return True
    if name in _COUNTS and (_is_only_allowed(view) or not _speaks_of_therapy(view)):
        return True
    return any(_carries(name, other) and _same_clause(view, other) for other in view.others("physical_therapy"))


def _points_to_therapy(view: View) -> bool:
    """Whether the sentence opens with the words, and the one before tells of therapy and no other treatment."""
    if view.before.strip() or view.others("physical_therapy", low=view.mention.end):
        return False
    told = [view.outline.text(other) for other in view.previous_sentences(1)]
    return any(_THERAPY_TOLD.occurs(words) and not _OTHER_TOLD.occurs(words) for words in told)


def _is_credential_or_heading(view: View) -> bool:
    before, after = view.before, view.after.strip(" .,:")
    if after:
        return False
    return _SIGNED.search(before.encode("ascii")) is not None or (_is_heading(view) and not before.strip())


def _is_heading(view: View) -> bool:
    return view.sentence.heading and rule_name(view.mention) not in BARE


def _carries(name: str, other: Mention) -> bool:
    """Whether the other mention carries the fact that this unnamed one only adds to."""
    named = rule_name(other)
    if named in _BESIDE:
        return False
    return named not in _UNNAMED or (named == "bare_therapy" and name != "bare_therapy")


def _same_clause(view: View, other: Mention) -> bool:
    if _MORE.search(view.between(other.start, other.end).encode("ascii")) or _counts_attended(view, other):
        return False
    low, high = sorted((span_of(view.mention), span_of(other)))
    parting = view.between(low[1], high[0])
    return ";" not in parting and not (OTHERWISE.occurs(parting) and _is_counted(view, other))


def _is_counted(view: View, other: Mention) -> bool:
    """Whether the other mention, which stands before, has a count of its own ("12 visits of PT, while the log shows
    8 visits")."""
    here = span_of(other)
    low = max(here[0] - _COUNT_BEFORE, view.sentence.start)
    counts = view.attributes("sessions", low, view.mention.start)
    return here[1] <= view.mention.start and _own_count(view) is not None and bool(counts)


def _counts_attended(view: View, other: Mention) -> bool:
    """Whether the mention counts visits attended where the other's count is of visits granted ("ten visits of therapy
    were authorized, of which three were attended")."""
    if "q" not in view.mention.groups or other.end > view.mention.start:
        return False
    return _GRANTED_COUNT.occurs(view.between(view.sentence.start, view.mention.start))


def _is_only_allowed(view: View) -> bool:
    """Whether the count is of visits allowed, next to a count of visits attended."""
    if _ALLOWED.search(view.words.encode("ascii")) is None:
        return False
    counts = (other for other in view.others("physical_therapy") if rule_name(other) in _COUNTS)
    return any(_ATTENDED.search(view.between(other.start, other.end).encode("ascii")) for other in counts)


def _is_granted(view: View, course: Course) -> bool:
    """Whether the visits were only granted or asked for, so that nobody says that they took place."""
    if course.assertion is not Assertion.PRESENT or course.response is not None or course.state is not None:
        return False
    if _TAKEN.occurs(view.text):
        return False
    return _GRANTED.occurs(view.words) or _GRANTED_BEHIND.occurs(view.after)


def _granted_count(view: View, course: Course) -> AttributeHit | None:
    """The visits counted right before the treatment's name where that many were granted or asked for."""
    if course.assertion not in (Assertion.PRESENT, Assertion.PLANNED) or course.response is not None:
        return None
    if not _GRANTED_BEHIND.occurs(view.after):
        return None
    low = max(view.mention.start - _COUNT_BEFORE, view.sentence.start)
    hits = view.attributes("sessions", low, view.mention.end)
    return next((hit for hit in hits if hit.value is not None and hit.start < view.mention.end), None)


def _granted(view: View, reach: Reach, count: AttributeHit) -> Measured:
    value = {**base_value(view.mention), "state": "planned", "sessions": count.value or 0}
    return Measured(value, ((count.start, count.end),), Assertion.PLANNED, anchor=reach.here)


def _speaks_of_therapy(view: View) -> bool:
    sentence = view.sentence
    if sentence.document.kind == "therapy_note" or _SPEAKS.search(view.words.encode("ascii")):
        return True
    titled = f"{sentence.section.title}\n{sentence.document.title}\n{view.text}".encode("ascii", "replace")
    if view.others("conservative_care"):
        return False
    return (
        is_therapists(view.sentence) or _SPEAKS.search(titled) is not None or _before_tells(view, _SPOKE, _SPOKE_WITHIN)
    )


def _is_chiropractic(view: View) -> bool:
    """Whether bare visits are those of the chiropractor whom the sentence before names."""
    bare = rule_name(view.mention) == "visits" and view.sentence.document.kind != "therapy_note"
    return bare and _before_tells(view, _CHIROPRACTIC)


def _before_tells(view: View, pattern: Pattern, sentences: int = 1) -> bool:
    before = view.previous_sentences(sentences)
    return any(pattern.search(view.outline.text(other).encode("ascii")) for other in before)
