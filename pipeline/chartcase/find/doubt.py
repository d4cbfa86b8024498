"""Whether a treatment is on record at all, and whether anybody stands by what it is said to have brought.

It stands apart because "no indication that he has failed NSAIDs" and "did not feel that PT helped" hold the very words
of a failed trial and of a helpful one, and only the words before them take it back.
"""

from dataclasses import replace

from chartcase.find.attributes import AttributeHit
from chartcase.find.mention import View
from chartcase.patterns import Pattern

_PERSON = (
    r"(?:(?:the |this |that )?(?:claimant|patient|pt|injured worker|worker|employee|member|individual|injured employee)"
    r"|he|she|they|mr\.? [a-z]+|ms\.? [a-z]+|mrs\.? [a-z]+)"
)
_NOT_ON_RECORD = Pattern(
    r"\b(?:no (?:(?:clear|objective|sufficient|adequate|real) )*(?:indication|evidence|documentation|proof|record"
    r"|mention)|not clear|unclear|uncertain|unknown|not known|not certain|questionable|not documented|not stated"
    r"|(?:cannot|could not|unable to|not able to) (?:be )?(?:tell|determined?|confirm(?:ed)?|verif(?:y|ied)"
    r"|ascertain(?:ed)?)"
    r"|(?:not|n't) (?:been )?(?:established|shown|demonstrated|proven|evident|apparent)"
    r"|(?:do|does|did)(?: not|n't) (?:establish|show|demonstrate|prove|document|indicate|confirm|verify|reflect"
    r"|support))"
    r"(?: from (?:the |this )?(?:[a-z]+ )?(?:records?|file|notes?|chart|submission))?(?: as to)?(?: that| if| whether)?"
    rf" {_PERSON}(?: (?:has|had|have|ever|actually|fully|adequately|been|truly|really|first|already))*"
    r" (?:failed|completed|tried|trialed|exhausted|attended|undergone|underwent|participated|received|used|taken"
    r"|finished|had|done)(?: [a-z0-9,-]+){0,7} ?$"
)
_TURNS = Pattern(
    r"\b(?:but|however|although|though|because|until|while|who|which|and (?:he|she|has|had|was|is))\b|[;:]"
)
_NO_RECORD_OF = Pattern(
    r"\bno (?:conservative|therapy|treatment|physical)[^.;]{0,40}(?:has|have|was|were|is) (?:been )?"
    r"(?:recorded|documented|noted|described|submitted)\b"
)
_ORDERED_NO_RECORD = Pattern(
    r"^[^.;]{0,40}\bno (?:record|documentation|evidence|note|indication|proof)"
    r" that (?:it|this|they|any|the (?:visits|sessions|therapy))\b"
)
_NAMES_CRITERION = Pattern(r"\b(?:criteri(?:on|a)|requirements?|threshold)(?: [a-z0-9,-]+){1,8} ?$")
_UNMET = Pattern(
    r"^[^.;:]{0,40}\b(?:(?:is|are|was|were|has|have|had)(?: not|n't) (?:been )?(?:yet )?|remains? )"
    r"(?:met|satisfied|fulfilled|established|unmet)\b"
)
_NOT_EXHAUSTED = Pattern(
    r"^(?: (?:options|measures|care|treatments?|management|efforts|trials?))?"
    r" (?:has|have|had|was|were|is|are)(?: not|n't)(?: yet)? (?:been )?(?:(?:fully|adequately|completely) )?exhausted\b"
)
_NEVER_HAD = Pattern(
    r"\b(?:has|have|had|did)(?: not|n't| never)(?: yet)? (?:had|have|tried|try|received|undergone|attended|done|used)"
    r"(?: [a-z-]+){1,4}(?:, (?:[a-z-]+ ){0,2}[a-z-]+){0,4}(?:,|,? (?:or|nor))(?: (?:any|an?|formal|other))? ?$"
)
_AN_EFFECT = Pattern(
    r"\b(?:relief|side effects?|benefit|improvement|help|pain|symptoms?|problems?|issues?|trouble|luck)\b"
)
"""What was never had is then no treatment, and another list may follow it."""
_OR = Pattern(r"\b(?:or|nor)\b")
_EXHAUSTS_NOT = Pattern(
    r"\b(?:has|have|had|did)(?: not|n't)(?: yet)? (?:(?:fully|adequately|completely) )?exhaust(?:ed)?"
    r"(?: [a-z-]+){0,3} ?$"
)
_TAKES_BACK = Pattern(
    r"\b(?:(?:did|does|do|has|have)(?: not|n't) (?:feel|think|believe|find|felt|found|endorse)"
    r"|never (?:felt|thought|found)|denie[sd]|denying|deny)(?: (?:that|like|as though|as if))?(?: [a-z'/-]+,?){0,6} ?$"
)
"""Words that deny the good that follows them."""
_WONDERS = Pattern(
    r"\b(?:(?:(?:can|could|does|do|did|is|was)(?: ?not|n't)|not|unable to)"
    r" (?:recall|remember|sure|certain|know|clear|tell|say|convinced)|unsure|uncertain|unclear|unknown|doubtful|doubts?"
    r"|questionable|questions|questioned"
    r"|wonders?|wondered|wondering|(?:hard|difficult|too early|too soon) to (?:know|tell|say))"
    r"(?: (?:that|if|as to))?(?: (?:whether|how much))?(?: [a-z'/-]+,?){0,6} ?$"
)
"""Words of one who does not know."""
_OTHERWISE = Pattern(
    r"\b(?:but|however|although|because|until|while|since|and|who|which|well|better|worse|side effects?|symptoms"
    r"|numbness|weakness)\b|[;:.]"
)
"""Between them and the good: it is another thing that is denied or not known."""
_NO_DOUBT = Pattern(r"\b(?:no|without|little|not|n't)(?: an?y?)? doubt")
_GOOD = ("helped", "partial")
_BEFORE = 110
"""Characters before a response in which it may be taken back, at most."""


def is_unrecorded(view: View, start: int, end: int) -> bool:
    """Whether nobody finds the treatment on record, whose list begins at stream offset `start` and which ends at
    `end`."""
    said = view.between(max(view.sentence.start, start - 2 * _BEFORE), start)
    found = _NOT_ON_RECORD.search(said.encode("ascii"))
    if found is not None and not _TURNS.occurs(said[found.start :]):
        return True
    return _ORDERED_NO_RECORD.occurs(view.between(end, view.sentence.end)) or _NO_RECORD_OF.occurs(view.text)


def is_unmet_criterion(view: View, start: int) -> bool:
    """Whether a criterion that is not met names the treatment, whose list begins at stream offset `start`."""
    return _NAMES_CRITERION.occurs(view.between(view.sentence.start, start)) and _UNMET.occurs(view.after)


def is_not_exhausted(view: View, start: int) -> bool:
    """Whether the care, whose list begins at stream offset `start`, is said not to be exhausted, or closes a list of
    what was never had."""
    ahead = view.between(max(view.sentence.start, start - _BEFORE), start)
    never = _NEVER_HAD.search(ahead.encode("ascii"))
    if never is not None and not any(words.occurs(ahead[never.start :]) for words in (_TURNS, _AN_EFFECT)):
        return bool(_OR.occurs(ahead[never.start :]) or _OR.occurs(view.between(start, view.sentence.end)))
    return _NOT_EXHAUSTED.occurs(view.after) or _EXHAUSTS_NOT.occurs(ahead)


def believed(view: View, response: AttributeHit | None, start: int) -> AttributeHit | None:
    """The response as somebody stands by it: denied good is a failure, and good that nobody is sure of is none. The
    list of the treatment begins at stream offset `start`."""
    if response is None or response.value not in _GOOD:
        return response
    low = response.start - _BEFORE
    within = view.sentence.start <= response.start < view.sentence.end
    said = view.between(max(view.sentence.start, low) if within else max(low, view.sentence.end), response.start)
    ahead = max(start - response.start + len(said), 0)
    if _is_said(_TAKES_BACK, said, ahead):
        return replace(response, value="failed")
    return None if _is_said(_WONDERS, said, ahead) else response


def _is_said(words: Pattern, said: str, ahead: int) -> bool:
    """Whether the words are said of the good itself; what a comma ahead of the treatment, at `ahead`, closes off is
    another thing ("denies falls, gabapentin helped")."""
    found = words.search(said.encode("ascii"))
    if found is None or _OTHERWISE.occurs(said[found.start :]) or "," in said[found.start : ahead]:
        return False
    return not _NO_DOUBT.occurs(said)
