r"""Which pieces of words must stand in a text before an expression can match it at all.

It stands apart because it reads expressions and no text: what it says is only ever used to leave out work, so it may
promise too little, never too much.

A node of the expression tells what its matches begin with, end with, and hold, in lower case. The mark `EDGE` stands
where a word must begin or end: `\bpain\b` needs the whole word, `pain` needs a word that contains it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

EDGE = "\x01"
"""Stands before or behind letters that begin or end a word."""
_MOST_CLAUSES = 3
_MOST_CROSSED = 48
"""More combinations of two sets of strings are not spelt out."""
_MOST_STRINGS = 6000
_MOST_SIGNS = 12
"""Signs of a class that is spelt out."""
_SIGN = re.compile(
    r"[A-Za-z0-9 ,:;/'\"=<>%&#@!~_-]+(?![*+?{])|\\.|\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\]"
    r"|\((?:\?(?:P<\w+>|[a-zA-Z-]*:))?|[*+?]\??|\{\d+(?:,\d*)?\}\??|.",
    re.DOTALL,
)
_EDGES = re.compile(r"\x01+|(?<=[^a-z0-9_\x01])(?=[a-z0-9_])|(?<=[a-z0-9_])(?=[^a-z0-9_\x01])")
_TOKEN = re.compile(r"\x01?[a-z0-9_]+\x01?|[^a-z0-9_ \x01]")
_CLASS_SIGN = re.compile(r"\\(.)-\\(.)|(.)-([^\]])|\\(.)|(.)", re.DOTALL)
_COMMON = {
    0.3: "the",
    0.12: "a and for in is no of to",
    0.06: "at epidural he injection left not on pain right she that was weeks with",
    0.03: "an are back be by cervical claimant date disc has i it leg lumbar mri or patient physical pt relief review"
    " root steroid therapy this visits x xx",
    0.015: "about after arm as b been board care case certified contrast decision denies did documented dr esi"
    " examination first from had have her his if imaging injections injury l may medical mg months more necessary neck"
    " nerve normal note office old one over plan positive r repeat report request s second should six spine than there"
    " three two under up visit were which without year",
    0.008: "all any appeal because before benefit bilateral block both can change clinic completed d day days denial"
    " denied does down exam exercise failed findings foot four gave given him history home into last least level low"
    " medication negative out prior procedure records reflexes requested same severe since summary surgery symptoms"
    " takes test treatment w weakness what when who will work would years yes",
}
"""About which part of all lines of charts and decisions holds a word, for the commonest (counted in corpora/dev)."""
_OF_WORD = (1.0, 0.1, 0.04, 0.02, 0.004)
_OF_EDGE = (1.0, 0.9, 0.2, 0.06, 0.02, 0.005)
_INSIDE = (1.0, 1.0, 0.4, 0.1, 0.03, 0.008)
_Strings = frozenset[str]
_NOTHING: _Strings = frozenset({""})
_DIGITS: _Strings = frozenset("0123456789")


class _Unreadable(Exception):
    """An expression that uses what is not read here."""


@dataclass(frozen=True, slots=True)
class Needs:
    """Of each of `clauses` one piece must occur in the text (see `EDGE`); none says nothing. `crosses`: a match may go
    over a line break."""

    clauses: tuple[_Strings, ...]
    crosses: bool


@dataclass(frozen=True, slots=True)
class _Node:
    """All that matches (None: too much to tell), or what matches begin and end with; and clauses as in `Needs`."""

    exact: _Strings | None
    begins: _Strings = _NOTHING
    ends: _Strings = _NOTHING
    clauses: tuple[_Strings, ...] = ()
    crosses: bool = False


_EMPTY = _Node(_NOTHING)
_ANY = _Node(None)
_ANY_LINE = _Node(None, crosses=True)
_ESCAPED = {
    "b": _Node(frozenset({EDGE})),
    "d": _Node(_DIGITS),
    "w": _ANY,
    "B": _EMPTY,
    "t": _Node(frozenset({"\t"})),
    "n": _Node(frozenset({"\n"}), crosses=True),
    **dict.fromkeys("WDSs", _ANY_LINE),
}
"""What stands behind a backslash, by its letter."""


def needs_of(source: str) -> Needs:
    r"""What a text must hold for the expression to match in it.

    >>> [sorted(clause) for clause in needs_of(r"\bsteroid (?:shots?|injection)").clauses]
    [['\x01steroid\x01'], ['\x01injection', '\x01shot', '\x01shots']]
    """
    try:
        node = _group(source)
    except (_Unreadable, RecursionError):
        return Needs((), crosses=True)
    return Needs(_rarest_clauses(node), node.crosses)


def _rarest_clauses(node: _Node) -> tuple[_Strings, ...]:
    shares = {clause: _share(clause) for clause in _clauses(node)}
    return tuple(sorted(shares, key=lambda clause: (shares[clause], len(clause), min(clause))))[:_MOST_CLAUSES]


@lru_cache(maxsize=8192)
def _group(source: str) -> _Node:
    """What stands between brackets; fragments recur in many expressions, and are read once."""
    signs = _SIGN.findall(source)
    branches: list[_Node] = []
    node, last = _EMPTY, _EMPTY
    at = 0
    while at < len(signs):
        sign = signs[at]
        at += 1
        if sign == "|":
            branches.append(_then(node, last))
            node, last = _EMPTY, _EMPTY
        elif _quantifies(sign):
            last = _repeated(last, sign)
        else:
            node = _then(node, last)
            if sign[0] == "(":
                end = _closing(signs, at)
                last = _bracket(sign, "".join(signs[at:end]))
                at = end + 1
            else:
                last = _one(sign)
    branches.append(_then(node, last))
    return branches[0] if len(branches) == 1 else _either(branches)


def _quantifies(sign: str) -> bool:
    return sign[0] in "*+?" or (sign[0] == "{" and len(sign) > 1)


def _closing(signs: list[str], at: int) -> int:
    depth = 1
    for place in range(at, len(signs)):
        first = signs[place][0]
        if first == "(":
            depth += 1
        elif first == ")":
            depth -= 1
            if depth == 0:
                return place
    raise _Unreadable


def _bracket(opening: str, inner: str) -> _Node:
    if opening == "(" and inner.startswith("?"):
        raise _Unreadable
    if opening.endswith(":") and any(flag in opening for flag in "sUx"):
        raise _Unreadable
    return _group(inner)


def _one(sign: str) -> _Node:
    """A node for one character, class or place."""
    if sign == ".":
        return _ANY
    if sign in ("^", "$"):
        return _Node(frozenset({EDGE}))
    if sign[0] == "[":
        return _class(sign)
    if sign[0] != "\\" or len(sign) == 1:
        return _Node(frozenset({sign.lower()}))
    return _escaped(sign[1])


def _escaped(name: str) -> _Node:
    known = _ESCAPED.get(name)
    if known is not None:
        return known
    if name.isalnum():
        raise _Unreadable
    return _Node(frozenset({name}))


def _class(sign: str) -> _Node:
    if "[:" in sign:
        return _ANY_LINE
    if sign[1] == "^":
        return _ANY if "\\n" in sign or "\n" in sign else _ANY_LINE
    signs: set[str] = set()
    for match in _CLASS_SIGN.finditer(sign, 1, len(sign) - 1):
        low, high = match[1] or match[3], match[2] or match[4]
        if low is not None:
            signs.update(map(chr, range(ord(low), ord(high) + 1)))
        elif match[5] is not None and match[5].isalnum():
            if match[5] != "d":
                return _ANY if match[5] == "w" else _ANY_LINE
            signs |= _DIGITS
        else:
            signs.add(match[5] or match[6])
    lower = frozenset(one.lower() for one in signs)
    crosses = "\n" in lower
    return _Node(lower, crosses=crosses) if len(lower) <= _MOST_SIGNS else _Node(None, crosses=crosses)


def _repeated(node: _Node, sign: str) -> _Node:
    least, most = _bounds(sign)
    if most == 0:
        return _EMPTY
    if least == 0:
        if most == 1 and node.exact is not None and len(node.exact) <= _MOST_CROSSED:
            return _Node(node.exact | _NOTHING, crosses=node.crosses)
        return _Node(None, crosses=node.crosses)
    if least == most == 1:
        return node
    twice = _then(node, node) if least > 1 else node
    if least == most == 2:
        return twice
    begins = twice.begins if twice.exact is None else twice.exact
    ends = twice.ends if twice.exact is None else twice.exact
    return _Node(None, begins, ends, twice.clauses, twice.crosses)


def _bounds(sign: str) -> tuple[int, int | None]:
    if sign[0] == "{":
        low, comma, high = sign.rstrip("?")[1:-1].partition(",")
        return int(low), (int(high) if high else None) if comma else int(low)
    return {"*": (0, None), "+": (1, None), "?": (0, 1)}[sign[0]]


def _then(first: _Node, second: _Node) -> _Node:
    """One after the other."""
    if first is _EMPTY:
        return second
    if second is _EMPTY:
        return first
    crosses = first.crosses or second.crosses
    left = first.ends if first.exact is None else first.exact
    right = second.begins if second.exact is None else second.exact
    joint = _crossed(left, right)
    if joint is not None and first.exact is not None and second.exact is not None:
        return _Node(joint, crosses=crosses)
    begins, ends, held = first.exact or first.begins, second.exact or second.ends, list[_Strings]()
    if first.exact is not None and joint is not None:
        begins = joint
    elif second.exact is not None and joint is not None:
        ends = joint
    elif joint is not None:
        held.extend(_held(joint))
    else:
        # what is kept as the beginning or the end is told there
        held.extend(_held(left) if first.exact is None else ())
        held.extend(_held(right) if second.exact is None else ())
    return _Node(None, begins, ends, (*first.clauses, *second.clauses, *held), crosses)


def _crossed(left: _Strings, right: _Strings) -> _Strings | None:
    count = len(left) * len(right)
    if count > _MOST_CROSSED and (min(len(left), len(right)) > 1 or count > _MOST_STRINGS):
        return None
    return frozenset(one + other for one in left for other in right)


def _either(branches: list[_Node]) -> _Node:
    crosses = any(branch.crosses for branch in branches)
    exact = [branch.exact for branch in branches if branch.exact is not None]
    if len(exact) == len(branches) and sum(map(len, exact)) <= _MOST_STRINGS:
        return _Node(frozenset[str]().union(*exact), crosses=crosses)
    begins = frozenset[str]().union(*(branch.exact or branch.begins for branch in branches))
    ends = frozenset[str]().union(*(branch.exact or branch.ends for branch in branches))
    rarest = [_rarest_clauses(branch)[:1] for branch in branches]
    clauses = (frozenset[str]().union(*(clause for (clause,) in rarest)),) if all(rarest) else ()
    return _Node(None, _few(begins), _few(ends), clauses, crosses)


def _few(strings: _Strings) -> _Strings:
    return strings if len(strings) <= _MOST_STRINGS else _NOTHING


def _clauses(node: _Node) -> Iterator[_Strings]:
    """All that the node needs."""
    yield from node.clauses
    if node.exact is not None:
        yield from _held(node.exact)
    else:
        yield from _held(node.begins)
        yield from _held(node.ends)


@lru_cache(maxsize=8192)
def _held(strings: _Strings) -> tuple[_Strings, ...]:
    """The clauses that follow from one of the strings' standing in the text."""
    if len(strings) == 1:
        return tuple(frozenset({piece}) for piece in _pieces(*strings))
    rarest = frozenset(map(_rarest, strings))
    return () if "" in rarest else (rarest,)


@lru_cache(maxsize=65536)
def _rarest(string: str) -> str:
    """The piece of a string that fewest lines hold; "" where there is none."""
    if string.isalnum():
        return string
    return min(_pieces(string), key=_piece_share, default="")


def _pieces(string: str) -> list[str]:
    """The words and marks of a string, or what is there of them."""
    return _TOKEN.findall(_EDGES.sub(EDGE, string))


def _share(clause: Iterable[str]) -> float:
    """About which part of all lines holds one of the pieces; a guess that decides what is asked first, no result."""
    return sum(map(_piece_share, clause))


@lru_cache(maxsize=65536)
def _piece_share(piece: str) -> float:
    body = piece.strip(EDGE)
    if not (body[0].isalnum() or body[0] == "_"):
        return 0.3
    edges = len(piece) - len(body)
    table = (_INSIDE, _OF_EDGE, _OF_WORD)[edges]
    return table[min(len(body), len(table) - 1)] + _common_pieces().get(piece, 0.0)


@lru_cache(maxsize=1)
def _common_pieces() -> dict[str, float]:
    """What the pieces of the commonest words add to a guess by length alone."""
    found: dict[str, float] = {}
    for share, words in _COMMON.items():
        for word in words.split():
            marked = EDGE + word + EDGE
            spans = ((low, high) for low in range(len(marked)) for high in range(low + 1, len(marked) + 1))
            for piece in {marked[low:high] for low, high in spans}:
                found[piece] = found.get(piece, 0.0) + share
    return found
