"""Names that nothing announces: words with a capital that are no English and of no trade, and names by the census.

It stands apart from the names that a label or a title announces, because here the question is turned round: a word has
to be known in order to stay.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from chartcase.deidentify.tokens import Token, tokens_of
from chartcase.deidentify.words import known

_LEAST, _LEAST_CAPITALS, _MOST_TOGETHER, _LEAST_SMALL = 2, 5, 3, 4
"""Letters of a name; letters of an unknown word in capitals, which may be a short form otherwise; words in a row;
letters of a name in small letters that nothing announces."""
# After these a name follows, however it is written; before a name in small letters nothing else tells.
_ANNOUNCING = """mr mrs ms miss mister dr drs doctor rev capt sgt nurse husband wife son sons daughter daughters
    mother father mom dad sister brother grandson granddaughter niece nephew cousin uncle aunt hubby spouse sis bro
    partner companion friend fiance fiancee boyfriend girlfriend roommate neighbor named crew rn lpn cna dpt translator
    interpreter patient pt attn colleague per its im atty attorney judge officer justice fr father sister guarantor
    claimant petitioner appellant respondent beneficiary bene adjuster caregiver caseworker prescriber examiner
    aka dear hi hello ask witness re pcp phys physician surgeon tech"""
_ANNOUNCE = frozenset(_ANNOUNCING.split())
# After these, words that are names as well stand for people.
_TITLE_WORDS = """mr mrs ms miss mister dr drs doctor rev capt sgt nurse husband wife son daughter mother father mom dad
    sister brother grandson granddaughter niece nephew cousin uncle aunt hubby spouse named aka dear hi hello attn"""
_TITLES = frozenset(_TITLE_WORDS.split())
# What stands beside a word that names a sign, a scale or a tool, and beside no person.
_AS_EPONYM = re.compile(
    r"(?:'?s)?(?:[ /-]{0,2}(?:tests?|signs?|man[eo]*uv\w+|tables?|cages?|angle|frame|drop|needles?|score|scale|grade|"
    r"nodes?|cysts?|brace|collar|technique|criteria|fracture|disease|palsy|flexion|method|classification|index|cot|"
    r"phenomenon|neg|pos|absent|present|equivocal|normal|abnormal|was|is|were|and|or|not|[+]|-(?![a-z])|\d|\()|/|"
    r",? ?$|[,;:.]\s|[ ]?[-][A-Z])"
)
# What follows a name at the beginning of a line or a sentence, and no word that is one too.
_ADDRESSED = re.compile(r"'s [a-z]| ?\([A-Za-z]")
_PLACE_AFTER = frozenset({"in", "at", "near", "from", "of", "to", "toward", "via", "by", "with", "w", "lives", "for"})
_BESIDE = frozenset({" ", ". ", ", ", ",", " & ", ' "', '" ', " (", ") "})
_PAIR_BETWEEN = frozenset({" ", ", ", ". ", "-", ",", ' "', '" '})


def proper_names(text: str) -> Iterator[tuple[int, int]]:
    """Spans of words of an ASCII text that are names by themselves, or by what stands before them."""
    tokens = tokens_of(text)
    taken = {number for number, token in enumerate(tokens) if _is_name(token, text)}
    taken |= set(_pairs(tokens, text))
    for number in sorted(taken):
        taken |= _beside(tokens, number, text) | _row_with(tokens, number, text)
    for number, token in enumerate(tokens):
        if token.low in _ANNOUNCE:
            taken |= _announced(tokens, number, text)
        if token.low in _PLACE_AFTER:
            taken |= _placed(tokens, number, text)
    yield from ((tokens[number].start, tokens[number].end) for number in sorted(taken))


def _is_name(token: Token, text: str) -> bool:
    if not token.word[:1].isupper():
        return _is_small(token)
    if set(token.word) == {"X"}:
        return False
    if any(part.lower() in known().eponyms for part in token.parts) and _AS_EPONYM.match(text, token.end):
        return False
    if token.begins and token.low in known().given and _ADDRESSED.match(text, token.end):
        return True
    if not token.word.isupper():
        return any(len(part) >= _LEAST and _stands_out(part, token) for part in token.parts)
    least = _LEAST + 1 if token.loud else _LEAST_CAPITALS
    return any(
        (part.lower() in known().names and len(part) >= least)
        or (len(part) >= _LEAST_CAPITALS and known().may_be_name(part))
        for part in token.parts
    )


def _stands_out(part: str, token: Token) -> bool:
    """Whether a part of a word with a capital is no word, or a name where a word would need no capital."""
    if known().may_be_name(part):
        return True
    return not token.begins and (known().is_borne(part) or _is_strange(part.lower()))


def _is_small(token: Token) -> bool:
    """Whether a word in small letters is a name or a user's (an initial and a surname, perhaps with a number)."""
    if all(known().is_small_name(part) for part in token.parts if len(part) > 1):
        return any(len(part) >= _LEAST + 1 for part in token.parts)
    if any(known().is_unknown(part) for part in token.parts):
        return True
    inner = token.low[1:]
    return token.low not in known().words and len(inner) >= _LEAST_SMALL and inner in known().surnames


def _is_strange(word: str) -> bool:
    """Whether a word of English has no business with a capital in the middle of a sentence of a chart."""
    return len(word) >= _LEAST_SMALL and word not in known().trade and word not in known().eponyms


def _pairs(tokens: Sequence[Token], text: str) -> Iterator[int]:
    """Two words in a row that the census knows as a given name and a surname, the surname perhaps first."""
    for number, (first, second) in enumerate(pairwise(tokens)):
        if text[first.end : second.start] not in _PAIR_BETWEEN or not (first.capital and second.capital):
            continue
        low, high = first.low, second.low
        given, surnames = known().given, known().surnames | known().given
        named = (low in given and high in surnames) or (low in surnames and high in given)
        if named and any(known().is_borne(word) for word in (low, high)) and not _of_trade(first, second):
            yield from (number, number + 1)


def _of_trade(*tokens: Token) -> bool:
    return any(token.low in known().eponyms for token in tokens) or all(token.low in known().trade for token in tokens)


def _beside(tokens: Sequence[Token], number: int, text: str) -> set[int]:
    """Other words with a capital, and initials, that stand in a row with a name."""
    found: set[int] = set()
    for step in (-1, 1):
        at = number
        for _ in range(_MOST_TOGETHER):
            first, second = sorted((at, at + step))
            if first < 0 or second >= len(tokens):
                break
            between = text[tokens[first].end : tokens[second].start]
            other = tokens[at + step]
            initial = len(other.word) == 1 and (other.word.isupper() or between == ". ")
            nick = '"' in between and other.titled
            if between not in _BESIDE or not (initial or nick or _may_belong(other, tokens[number])):
                break
            if between == ". " and len(tokens[first].word) > 1:
                break
            at += step
            found.add(at)
    return found


def _row_with(tokens: Sequence[Token], number: int, text: str) -> set[int]:
    """The words with a capital in a row with a name in the middle of a sentence, words of the trade too."""
    found: set[int] = set()
    if not tokens[number].titled or tokens[number].in_title:
        return found
    for step in (-1, 1):
        at = number + step
        while 0 <= at < len(tokens) and _joins(tokens, at, at - step, text) and len(found) < _MOST_TOGETHER:
            found.add(at)
            at += step
    return found


def _joins(tokens: Sequence[Token], at: int, beside: int, text: str) -> bool:
    first, second = sorted((tokens[at], tokens[beside]), key=lambda token: token.start)
    other = tokens[at]
    plain = other.titled and not other.begins and len(other.word) > _LEAST and other.low not in known().eponyms
    return plain and text[first.end : second.start] in (" ", " & ") and other.low not in _ANNOUNCE


def _may_belong(token: Token, name: Token) -> bool:
    """Whether a word with a capital, beside a name, stands in the middle of a line and is none of the trade."""
    if token.low in known().trade or token.low in known().eponyms:
        return False
    if token.word.islower() and name.word.islower():
        return token.low in known().given or (token.low in known().surnames and token.low not in known().words)
    if token.loud and name.loud:
        return len(token.word) > _LEAST and (known().is_borne(token.word) or known().may_be_name(token.word))
    return token.titled and (not token.begins or token.low in known().given)


def _announced(tokens: Sequence[Token], number: int, text: str) -> set[int]:
    """The words after one that announces a name, as long as they may be one."""
    found: set[int] = set()
    title = tokens[number].low in _TITLES
    for at in range(number + 1, min(number + 1 + _MOST_TOGETHER, len(tokens))):
        between = text[tokens[at - 1].end : tokens[at].start]
        token = tokens[at]
        initial = len(token.word) == 1 and (bool(found) or token.word.isupper())
        if between.strip(" .:,/(\"'") or "\n" in between or not (initial or _bears(token, title and not found)):
            break
        found.add(at)
    return found if any(len(tokens[at].word) > 1 for at in found) else set()


def _bears(token: Token, title: bool) -> bool:
    """Whether a word that something announces may be a name; after a `title` a word of the census is one."""
    if len(token.word) == 1 or (token.word.isupper() and len(token.word) < _LEAST_CAPITALS and not token.loud):
        return False
    if title and (token.low in known().given or (token.capital and token.low in known().surnames)):
        return token.capital or token.low not in known().trade or token.low in known().names
    if token.capital and known().is_borne(token.word):
        return True
    return any(known().may_be_name(part) for part in token.parts if len(part) >= _LEAST)


def _placed(tokens: Sequence[Token], number: int, text: str) -> set[int]:
    """Two or more words with a capital after "in", "at" and the like, one of which is none of the trade."""
    row: list[int] = []
    for at in range(number + 1, min(number + 2 + _MOST_TOGETHER, len(tokens))):
        if text[tokens[at - 1].end : tokens[at].start] not in (" ", " & ", "/ ") or not tokens[at].titled:
            break
        row.append(at)
    strange = [at for at in row if tokens[at].low not in known().trade | known().eponyms]
    return set(row) if len(row) > 1 and len(strange) > len(row) / 2 else set()
