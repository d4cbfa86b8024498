"""Whose doctors a document has introduced by name: "Dr. Bray, the carrier's peer reviewer".

It stands apart because the name comes back pages later without its office, and then reads like a treating doctor's.
"""

from chartcase.fact import Speaker
from chartcase.patterns import Pattern
from chartcase.segment.outline import Document, Outline

_NAME = Pattern(r"\bdr\.? (?P<name>[a-z-]{2,})")
_OF_THE_PAYER = (
    r"(?:(?:carrier|insurer|plan|payer)(?:'s)? )?(?:peer[- ]review(?:er| doctor| physician)|ur(?: physician| doctor)|"
    r"utili[sz]ation review(?:er| physician| doctor)?|physician advis[eo]r|pre-?authori[sz]ation (?:doctor|reviewer))|"
    r"(?:carrier|insurer|plan|payer)'s (?:[a-z]+ )?(?:doctor|physician|expert|witness|reviewer)"
)
_OUTSIDE = (
    r"designated doctor|(?:independent|agreed|qualified|panel|required) medical (?:examiner|evaluator)|"
    r"(?:ime|rme|required medical exam(?:ination)?) (?:doctor|physician|examiner)|ame|qme|"
    r"(?:insurer|carrier|employer|company|defen[sc]e)(?:'s)? (?:medical )?examiner"
)
_OFFICE_FIRST = r"\b(?:{office})(?: (?:in|of|on) [^,.;]{{2,20}})?,? dr\.? (?P<name>[a-z-]{{2,}})"
_NAME_FIRST = (
    r"\bdr\.? (?P<name>[a-z-]{{2,}}),? (?:[^,.;]{{1,40}}, )?(?:who (?:was|is|served as|acted as) )?(?:the |an? )?"
    r"(?:{office})\b"
)
_FOR_THE_PAYER = (
    r"\bdr\.? (?P<name>[a-z-]{2,}),? (?:[^,.;]{1,40}, )?(?:(?:peer[- ])?reviewed|looked at|was retained|was asked"
    r"|testified|opined|wrote) "
    r"[^.;]{0,60}(?:for|on behalf of|at the request of) the (?:carrier|insurer|plan|payer)\b"
)
_REVIEW_BY = (
    r"\b(?:peer|utili[sz]ation|pre-?authori[sz]ation) review (?:[^.;]{0,40} )?by (?:[a-z]+ )?dr\.? (?P<name>[a-z-]{2,})"
)
_EXAMINATION_BY = (
    r"\b(?:ime|rme|(?:independent|agreed|qualified|required|defen[sc]e|impairment) (?:medical )?"
    r"(?:exam(?:ination)?|evaluation))(?: report)?,?(?: [^.;,]{1,30})? (?:by|from|of|with) dr\.? (?P<name>[a-z-]{2,})"
)
_FOR_THE_OTHER_SIDE = (
    r"\bdr\.? (?P<name>[a-z-]{2,}),? (?:[^,.;]{1,40}, )?who (?:saw|examined|evaluated|interviewed) [^.;,]{2,40}? "
    r"(?:for|on behalf of|at the request of) (?:the )?(?:carrier|insurer|plan|payer|employer|company|defen[sc]e)\b"
)
_REFUSED = (
    r"\bdr\.? (?P<name>[a-z-]{2,}),? (?:[^,.;]{1,40}, )?(?:denied|declined to (?:certify|approve|authori[sz]e)|"
    r"non-?certified|did not (?:certify|approve|authori[sz]e)|upheld the denial|turned down|"
    r"recommended (?:denial|non-?certification))\b"
)
_INTRODUCED = (
    *(
        (Pattern(form.format(office=office)), speaker)
        for office, speaker in ((_OF_THE_PAYER, Speaker.UR), (_OUTSIDE, Speaker.REVIEWER))
        for form in (_OFFICE_FIRST, _NAME_FIRST)
    ),
    (Pattern(_FOR_THE_PAYER), Speaker.UR),
    (Pattern(_REVIEW_BY), Speaker.UR),
    (Pattern(_EXAMINATION_BY), Speaker.REVIEWER),
    (Pattern(_FOR_THE_OTHER_SIDE), Speaker.REVIEWER),
    (Pattern(_REFUSED), Speaker.UR),
)


class Introductions:
    """The doctors of an outline's documents who are introduced as a payer's or as outside examiners."""

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self._names: dict[int, dict[str, Speaker]] = {}

    def speaker(self, words: bytes, document: Document) -> Speaker | None:
        """Whose statement it is where `words` name a doctor whom the document introduced; None for any other."""
        named = _NAME.search(words)
        if named is None:
            return None
        if document.index not in self._names:
            self._names[document.index] = self._read(document)
        return self._names[document.index].get(named.groups["name"].lower())

    def _read(self, document: Document) -> dict[str, Speaker]:
        names: dict[str, Speaker] = {}
        for sentence in self._outline.sentences:
            if sentence.document is document:
                data = self._outline.text(sentence).encode("ascii")
                for pattern, speaker in _INTRODUCED:
                    for hit in pattern.find_all(data):
                        names.setdefault(hit.groups["name"].lower(), speaker)
        return names
