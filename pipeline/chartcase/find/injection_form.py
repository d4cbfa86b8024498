"""What forms, tables and reviewers' lists say of the last injection: labels, ticked boxes, "relief - MET".

It stands apart from the injection itself because these lines never name one: they follow it.
"""

from collections.abc import Sequence

from chartcase.fact import Assertion, Grade, Speaker, Value
from chartcase.find.measures.generic import base_value
from chartcase.find.mention import Measured, Mention, View
from chartcase.find.outcome import outcome_of
from chartcase.find.procedure import Reach, answer_to
from chartcase.patterns import Pattern

INJECTION = Pattern(
    r"\b(?:injections?|epidurals?|[a-z]{0,3}esi'?s?|blocks?|shots?|snrb|rfa|mbb|ablation|inj|procedure"
    r"|the (?:first|second|third) (?:one|was|gave))\b"
)
_CHAIN = 4
_NUMBER_NEAR = 40
"""Characters behind "no word of the relief" within which the injection's number stands."""


def follows_injection(view: View, sentences: int) -> bool:
    """Whether a sentence shortly before, of the same entry and section, speaks of an injection."""
    return any(INJECTION.occurs(view.outline.text(sentence)) for sentence in view.previous_sentences(sentences))


_EARLIER = Pattern(r"\b(?:prior|previous|past|(?:last|first|prior|previous) (?:injection|esi|procedure))\b")
"""A label that names the injection before ("Prior relief: 65% for 14 weeks")."""


def labelled(mention: Mention, view: View) -> Sequence[Measured]:
    """A table's or form's line about the last injection: "How much relief? | 80-90%"."""
    if not (follows_injection(view, 10) or _EARLIER.occurs(view.words)):
        return ()
    reach = _after_label(mention, view)
    value, spans = outcome_of(view, reach)
    lasted = next(iter(view.attributes("duration", reach.low, reach.high)), None)
    if "relief_weeks" not in value and lasted is not None and lasted.value is not None:
        value["relief_weeks"] = lasted.value
        spans.append((lasted.start, lasted.end))
    word = _said_of_label(view, reach) if not value else None
    if word is not None:
        key, said, span = word
        return (Measured({key: said}, (span,), Assertion.PRESENT, anchor=span),)
    number = next(iter(view.attributes("ordinal", reach.low, reach.high)), None)
    if value and number is not None and isinstance(number.value, int):
        value["ordinal"] = number.value
    if value:
        return (Measured(value, tuple(spans), Assertion.PRESENT, anchor=spans[0]),)
    gaps = view.attributes("record_gap_after", mention.end - 2, reach.high)
    lacking = {key: said for words, key, said in _LACKING if words.occurs(view.words)}
    return (Measured(lacking, ((gaps[0].start, gaps[0].end),), Assertion.NOT_DOCUMENTED),) if gaps else ()


def _said_of_label(view: View, reach: Reach) -> tuple[str, Value, tuple[int, int]] | None:
    """What the first word behind "Function:" or "Medication use:" says."""
    key = next((name for name, label in _LABELS if label.occurs(view.words)), None)
    hit = _FIRST_WORD.search(view.outline.stream.data, reach.low, reach.high)
    word = hit.groups["word"].lower() if hit is not None else ""
    if key is None or hit is None or word not in _TICKED[key]:
        return None
    if word == "no" and not _PLAIN_NO.occurs(view.between(hit.spans["word"][1], reach.high)):
        return None
    return key, _TICKED[key][word], hit.spans["word"]


def field(mention: Mention, view: View) -> Sequence[Measured]:
    """A form's bare number of weeks ("Weeks: 12"), beside the relief."""
    if not follows_injection(view, 3):
        return ()
    return (Measured({"relief_weeks": float(mention.groups["weeks"])}, (), Assertion.PRESENT),)


def field_ticked(mention: Mention, view: View) -> Sequence[Measured]:
    """The ticked box behind "Function:" or "Meds after inj:"."""
    word = mention.groups["word"].lower()
    for sentence in view.previous_sentences(_CHAIN):
        key = next((name for name, label in _TICK_LABELS if label.occurs(view.outline.text(sentence))), None)
        if key is None:
            continue
        if not follows_injection(view, 10) or word not in _TICKED[key]:
            return ()
        span = (sentence.end - len(view.outline.text(sentence)), sentence.end)
        return (Measured({key: _TICKED[key][word]}, (span,) if word == "yes" else (), Assertion.PRESENT),)
    return ()


_FIRST_WORD = Pattern(r"^[^a-z0-9]{0,6}(?P<word>[a-z]+)\b")
_PLAIN_NO = Pattern(
    r"^[^a-z0-9]*(?:$|(?:real |significant |further |lasting )?(?:changes?|improvements?|differences?"
    r"|reductions?|better)\b)"
)
"""What makes "no" behind a label an answer: "no longer limited" and "no limits" are none."""
_LABELS = (
    ("function", Pattern(r"\bfunction")),
    ("medication", Pattern(r"\b(?:meds?|medications?|opioids?|analgesics?)\b")),
)
_TICK_LABELS = (
    ("function", Pattern(r"\b(?:improved )?(?:function\w*|adls?|activit(?:y|ies))(?: (?:after|with)[^:?]*)? ?[:?]$")),
    ("medication", Pattern(r"\b(?:meds?|medications?)(?: (?:after|since|with)[^:?]*| reduced| use)? ?[:?]$")),
)
_TICKED: dict[str, dict[str, Value]] = {
    "function": {
        "improved": "improved",
        "better": "improved",
        "yes": "improved",
        "increased": "improved",
        "returned": "improved",
        "unchanged": "unchanged",
        "same": "unchanged",
        "no": "unchanged",
        "worse": "worse",
    },
    "medication": {
        "reduced": "reduced",
        "decreased": "reduced",
        "less": "reduced",
        "yes": "reduced",
        "lower": "reduced",
        "cut": "reduced",
        "stopped": "reduced",
        "same": "same",
        "unchanged": "same",
        "no": "same",
        "increased": "increased",
        "more": "increased",
    },
}


def _after_label(mention: Mention, view: View) -> Reach:
    """The rest of the line, or the next line where the label fills its own."""
    if len(view.between(mention.end, view.sentence.end).strip(" |?:")) > 1:
        return Reach(mention.end, view.sentence.end)
    for sentence in view.next_sentences(1):
        return Reach(sentence.start, sentence.end)
    return Reach(mention.end, view.sentence.end)


_TOLD_BY_ITSELF = Pattern(r"\brelief\b")
"""A relief that names itself is read where it stands."""


def answered(view: View) -> Sequence[Measured]:
    """A form's question and its answer: "Any injections before? no", "Prior ESI? Yes - 5/2024, 70% x 3 mo"."""
    answer = answer_to(view)
    if answer is None:
        return ()
    said, hit = answer
    if said == "no":
        return (Measured({}, ((hit.start, hit.end),), Assertion.ABSENT, stated_by=Speaker.PATIENT),)
    for sentence in view.next_sentences(1):
        brought, spans = outcome_of(view, Reach(sentence.start, sentence.end))
        if "relief_percent" in brought and not _TOLD_BY_ITSELF.occurs(view.outline.text(sentence)):
            value: dict[str, Value] = {**base_value(view.mention), **brought}
            value.pop("region", None)
            return (Measured(value, ((hit.start, hit.end), *spans), Assertion.PRESENT),)
    return ()


def undocumented(mention: Mention, view: View) -> Sequence[Measured]:
    """Somebody says that the record lacks what an injection brought."""
    if not (follows_injection(view, 6) or INJECTION.occurs(view.text)):
        return ()
    numbers = view.attributes("ordinal", mention.start, min(mention.end + _NUMBER_NEAR, view.sentence.end))
    number = numbers[0].value if numbers else None
    value: dict[str, Value] = {"ordinal": number} if isinstance(number, int) else {}
    value.update({key: said for words, key, said in _LACKING if words.occurs(view.words)})
    return (Measured(value, (), Assertion.NOT_DOCUMENTED),)


_LACKING: tuple[tuple[Pattern, str, Value], ...] = (
    (Pattern(r"\bfunction"), "function", "improved"),
    (Pattern(r"\b(?:reduc\w*|less|decreas\w*|lower\w*|cut)\b.*\bmedic|\bmedic.*\breduc"), "medication", "reduced"),
)
"""What the record lacks: a gain in function, a cut in drugs."""


def criterion_met(mention: Mention, view: View) -> Sequence[Measured]:
    """A reviewer's "increase in function - MET": attested unless a figure stands beside it."""
    if not follows_injection(view, 4) and not INJECTION.occurs(view.text):
        return ()
    value, spans = outcome_of(view, Reach(view.sentence.start, view.sentence.end))
    ordinal = next(iter(view.attributes("ordinal")), None)
    if value and ordinal is not None and isinstance(ordinal.value, int):
        value["ordinal"] = ordinal.value
    grade = Grade.EXPLICIT if "relief_percent" in value else Grade.ATTESTED
    if view.words.lower().startswith(("appears", "likely")):
        grade = Grade.IMPLIED
    return (Measured(value, tuple(spans), Assertion.PRESENT, grade),) if value else ()
