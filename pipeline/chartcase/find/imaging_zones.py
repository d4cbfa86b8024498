"""Which of the words between two findings belong to which of them.

It stands apart because this is the one hard question of a report's grammar: in "bulge at L4-5, severe stenosis" the
level is the bulge's and the severity the stenosis's.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from chartcase.find.imaging_levels import told_by_vertebra
from chartcase.find.imaging_part import Part
from chartcase.find.imaging_words import ADJECTIVES, TRAITS, Kind, Token, tokens_in, word_of
from chartcase.find.mention import View
from chartcase.find.modifiers import EXCEPTS
from chartcase.patterns import Hit, Pattern

_REACH = 320
"""Characters that are looked at to either side: no finding takes its words from further away."""
_PREPOSITIONS = frozenset({"at", "of", "on", "in", "from", "to", "within", "involving", "affecting"})
_VERBAL = Pattern(
    r"^(?:abut|contact|touch|compress|imping|encroach|displac|deviat|deform|flatten|effac|press|pinch|irritat|crowd|"
    r"indent|affect|push|involv|smash|squash|squeez|crush|obliterat|compromis|constrict)[a-z]*(?:s|ing)\b|"
    r"^(?:widely )?patent|^touch\b|^abut\b|^contact (?:the|an?)\b"
)
_CLAUSE_END = frozenset(
    {
        ";",
        "but",
        "however",
        "while",
        "whereas",
        "above",
        "below",
        "compared",
        "consistent",
        "correlates",
        "correlating",
        "correlate",
        "secondary",
        "due",
        "causing",
        "producing",
        "resulting",
        "without",
    }
)


@dataclass(frozen=True, slots=True)
class Zones:
    """The words of one finding: its adjectives, those of the first half of a doubled reading ("severe right and
    moderate left ..."), its own words, what follows it, and what stands between it and the finding before."""

    before: Sequence[Token]
    doubled: Sequence[Token]
    inside: Sequence[Token]
    after: Sequence[Token]
    lead: Sequence[Token]


def zones_of(view: View, parts: Sequence[Part], index: int) -> Zones:
    """The zones of one of the findings."""
    before, doubled, lead = words_before(view, parts, index)
    part = parts[index]
    return Zones(before, doubled, _tokens(view, part, part.start, part.end), words_after(view, parts, index), lead)


def words_before(view: View, parts: Sequence[Part], index: int) -> tuple[list[Token], list[Token], list[Token]]:
    """The adjectives before a finding, those of a doubled reading before them, and what is left of the words before."""
    floor = parts[index - 1].end if index else view.sentence.start
    low = max(floor, parts[index].start - _REACH)
    tokens = _tokens(view, parts[index], low, parts[index].start)
    if _is_verbal(view, parts[index]):
        return [], [], tokens
    cut, doubled = _cut(tokens, at_start=index == 0)
    cut += _given_back(view, tokens[cut - 2 if cut > 1 else 0 : cut], tokens[cut:], after_part=index > 0)
    return tokens[cut:], doubled, tokens[: cut - len(doubled) - (1 if doubled else 0)]


def words_after(view: View, parts: Sequence[Part], index: int) -> list[Token]:
    """What follows a finding up to where the next one's adjectives begin, or to the clause's end."""
    if index + 1 < len(parts):
        _, _, rest = words_before(view, parts, index + 1)
        rest = rest[: fronted(view, rest)]
        end = rest[-1].end if rest else parts[index].end
        return _until_break(view, _tokens(view, parts[index], parts[index].end, max(end, parts[index].end)))
    return _until_break(
        view, _tokens(view, parts[index], parts[index].end, min(view.sentence.end, parts[index].end + _REACH))
    )


def fronted(view: View, tokens: Sequence[Token]) -> int:
    """Where a place begins that is set before the finding behind the tokens (", and, at L4-5, a ...", "and L4-5 shows
    ..."); their number where none is."""
    for at, token in enumerate(tokens):
        if _is_subject(view, tokens, at):
            return at - 1
        if token.kind is not Kind.PLACE or at < 2 or word_of(view, tokens[at - 1]) not in ("at", "the", "level"):
            continue
        opening = at - 1
        while opening > 0 and word_of(view, tokens[opening]) in ("at", "the", "level"):
            opening -= 1
        closed = at + 1 == len(tokens) or tokens[at + 1].kind is Kind.COMMA or tokens[at + 1].opens
        if tokens[opening].kind in (Kind.COMMA, Kind.JOIN) and closed:
            return opening
    return len(tokens)


_SHOWS = frozenset({"show", "shows", "showed", "has", "have", "demonstrate", "demonstrates", "reveal", "reveals"})


def _is_subject(view: View, tokens: Sequence[Token], at: int) -> bool:
    """Whether a place behind a comma or "and" opens a clause of its own: "no herniation, and L4-5 shows ..."."""
    if tokens[at].kind is not Kind.PLACE or not 0 < at < len(tokens) - 1:
        return False
    return tokens[at - 1].kind in (Kind.COMMA, Kind.JOIN) and word_of(view, tokens[at + 1]) in _SHOWS


def last_break(view: View, tokens: Sequence[Token]) -> int:
    """Where the words behind the last semicolon, "but" or exception begin; their number where there is none."""
    excepted = [low + hit.end for low, hit in _exceptions(view, tokens)]
    if excepted:
        return next((at for at, token in enumerate(tokens) if token.start >= excepted[-1]), len(tokens))
    found = (at + 1 for at in range(len(tokens) - 1, -1, -1) if word_of(view, tokens[at]) in _TURNS)
    return next(found, len(tokens))


_TURNS = frozenset({";", "but", "however", "whereas"})


def _tokens(view: View, part: Part, low: int, high: int) -> list[Token]:
    return tokens_in(view, low, high, vertebrae=told_by_vertebra(part.kind))


def _is_verbal(view: View, part: Part) -> bool:
    """Whether the finding is said with a verb, before which no adjective of its own can stand."""
    return _VERBAL.search(view.between(part.start, part.end).encode("ascii")) is not None


def _given_back(view: View, stop: Sequence[Token], run: Sequence[Token], *, after_part: bool) -> int:
    """How many of the adjectives before a finding belong to what stands before them: the place or side that a
    preposition or the finding before it takes ("extrusion at L5-S1 | compressing", "bulge C6-7 | touching")."""
    if not run or run[0].kind not in (Kind.PLACE, Kind.SIDE):
        return 0
    words = [word_of(view, token) for token in stop]
    if not words:
        return 1 if after_part and run[0].kind is Kind.PLACE and len(run) > 1 else 0
    if run[0].kind is Kind.SIDE:
        return 1 if words[-1] == "the" and words[0] in ("on", "to", "toward") else 0
    preposed = words[-1] in _PREPOSITIONS or (words[-1] == "the" and words[0] in _PREPOSITIONS)
    parted = len(stop) > 1 and stop[0].kind in (Kind.COMMA, Kind.JOIN)
    return 1 if preposed and not parted else 0


def _until_break(view: View, tokens: list[Token]) -> list[Token]:
    for at, token in enumerate(tokens):
        if token.kind is Kind.OTHER and word_of(view, token) in _CLAUSE_END:
            return tokens[:at]
    ends = [low + hit.start for low, hit in _exceptions(view, tokens)]
    return [token for token in tokens if not ends or token.end <= ends[0]]


def _exceptions(view: View, tokens: Sequence[Token]) -> list[tuple[int, Hit]]:
    """The words among the tokens that except what follows, each with the stream offset that it counts from."""
    if not tokens:
        return []
    low = tokens[0].start
    return [(low, hit) for hit in _EXCEPTION.find_all(view.between(low, tokens[-1].end).encode("ascii"))]


_EXCEPTION = Pattern(EXCEPTS)


def _cut(tokens: Sequence[Token], *, at_start: bool) -> tuple[int, list[Token]]:
    """Where the adjectives of the finding behind the tokens begin, and the first half of a doubled reading."""
    at, seen = len(tokens), set[Kind]()
    while at > 0:
        token = tokens[at - 1]
        if token.kind in ADJECTIVES and not (token.kind in TRAITS and token.kind in seen):
            seen.add(token.kind)
            at -= 1
            continue
        if token.kind not in (Kind.COMMA, Kind.JOIN):
            break
        joint = _Joint(tokens, at - 1, _run(tokens, at - 1), at_start)
        if token.kind is Kind.JOIN and joint.doubles(seen):
            return at, list(tokens[joint.run : at - 1])
        if not joint.is_crossed(seen):
            break
        seen |= joint.kinds
        at = joint.run
    return at, []


@dataclass(frozen=True, slots=True)
class _Joint:
    """A comma or "and" at `tokens[at]` between adjectives, and where the adjectives before it begin."""

    tokens: Sequence[Token]
    at: int
    run: int
    at_start: bool

    @property
    def kinds(self) -> set[Kind]:
        return {token.kind for token in self.tokens[self.run : self.at]}

    @property
    def opening(self) -> Token | None:
        return self.tokens[self.run - 1] if self.run > 0 else None

    @property
    def firm(self) -> bool:
        """Whether the adjectives before it begin a noun phrase."""
        return self.at_start if self.opening is None else self.opening.kind is Kind.OTHER and self.opening.opens

    def doubles(self, seen: set[Kind]) -> bool:
        """Whether it parts two readings of one finding: "severe right | and moderate left"."""
        sided = Kind.SIDE in self.kinds and Kind.SIDE in seen and Kind.PLACE not in self.kinds
        return sided and (self.firm or (self.opening is not None and self.opening.kind is not Kind.OTHER))

    def is_crossed(self, seen: set[Kind]) -> bool:
        """Whether the adjectives on both sides of it go with the same finding."""
        kinds = self.kinds
        if self.tokens[self.at].kind is Kind.JOIN:
            article = self.opening is not None and self.opening.value in ("a", "an")
            return (article and not kinds & seen & TRAITS) or (self.firm and seen == {Kind.SOFT})
        return bool(kinds) and not kinds & seen & TRAITS and (self.firm or self._stands_alone(kinds, seen))

    def _stands_alone(self, kinds: set[Kind], seen: set[Kind]) -> bool:
        """Whether a severity stands between commas with adjectives behind it: "..., mild, broad-based bulge"."""
        parted = self.opening is not None and self.opening.kind in (Kind.COMMA, Kind.JOIN)
        return parted and kinds == {Kind.SEVERITY} and seen == {Kind.SOFT}


def _run(tokens: Sequence[Token], end: int) -> int:
    start = end
    while start > 0 and tokens[start - 1].kind in ADJECTIVES:
        start -= 1
    return start
