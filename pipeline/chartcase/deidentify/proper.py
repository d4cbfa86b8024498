"""Names that nothing gives away but themselves: written with a capital, and no word of English or of the trade.

It stands apart from the names that a label or a title announces, because here the question is turned round: a word has
to be known in order to stay.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from chartcase import resources
from chartcase.deidentify.dictionary import Dictionary, english
from chartcase.rulefile import read_model

_WORD = re.compile(r"[A-Za-z](?:['-]?[A-Za-z])*")
_RULE_WORD = re.compile(r"[a-z]{3,}")
_LEAST, _LEAST_CAPITALS, _MOST_TOGETHER = 2, 5, 3
"""Letters of a name; letters of an unknown word in capitals, which may be a short form otherwise; words in a row."""
_CAPITAL_SHARE = 0.7
_LEAST_STEM = 3
_DRUG_ENDINGS = """pril sartan statin formin olol azole cillin mycin micin caine oxetine triptyline gabalin
    gabapentin pam lam profen oxicam coxib codone morphone fentanyl adol sone lone tidine prazole dipine
    thiazide semide parin xaban gliptin glutide gliflozin zide cycline floxacin vir mab nib setron triptan pidem
    done pine zine amine barbital phylline terol tide dronate calcin azepam olone axone dafil lukast"""
_DRUG_ENDS = tuple(_DRUG_ENDINGS.split())
# After these a name follows, however it is written; before a name in small letters nothing else tells.
_ANNOUNCING = """mr mrs ms miss mister dr drs doctor rev capt sgt nurse husband wife son sons daughter daughters
    mother father mom dad sister brother grandson granddaughter niece nephew cousin uncle aunt hubby spouse
    partner companion friend named crew rn lpn cna dpt translator interpreter patient pt attn colleague per its
    im"""
_ANNOUNCE = frozenset(_ANNOUNCING.split())
# What stands beside a word that names a sign, a scale or a tool, and beside no person.
_AS_EPONYM = re.compile(
    r"(?:'?s)?(?:[ /-]{0,2}(?:tests?|signs?|man[eo]*uv\w+|tables?|cages?|angle|frame|drop|needles?|score|scale|grade|"
    r"nodes?|cysts?|brace|collar|technique|criteria|fracture|disease|palsy|flexion|method|classification|index|cot|"
    r"phenomenon|neg|pos|absent|present|equivocal|normal|abnormal|was|is|were|and|or|not|[+]|-(?![a-z])|\d|\()|/|"
    r",? ?$|[,;:.]\s|[ ]?[-][A-Z])"
)
_PLACE_AFTER = frozenset({"in", "at", "near", "from", "of", "to", "toward", "via"})


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    given: str
    surnames: str
    eponyms: str
    trade: str
    holidays: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of words: `names` that are words as well, `eponyms`, words of the `trade`, the English ones, and
    days with a name."""

    names: frozenset[str]
    eponyms: frozenset[str]
    trade: frozenset[str]
    words: Dictionary
    holidays: tuple[str, ...]

    def is_word(self, word: str) -> bool:
        """Whether a word in small letters is one of English or of the trade.

        The dictionary was gathered from the web and holds names in small letters too, but not their plurals, pasts and
        comparatives: what it knows in one form only is no word of English, unless it ends as drugs do.
        """
        if word in self.trade:
            return True
        return word in self.words and (word.endswith(_DRUG_ENDS) or any(form in self.words for form in _forms(word)))

    def may_be_name(self, word: str) -> bool:
        """Whether a word, small or not, is no word but a name, or a name as well."""
        low = word.lower()
        return low in self.names or not (low in self.eponyms or self.is_word(low))


def _forms(word: str) -> Iterator[str]:
    """Other forms that an English word of these letters would have."""
    for end in ("s", "es", "ed", "d", "ing", "ly", "er", "ness", "al", "ally", "ity", "ic"):
        yield word + end
        if word.endswith(end) and len(word) - len(end) >= _LEAST_STEM:
            yield word[: -len(end)]
            yield word[: -len(end)] + "e"
            yield word[: -len(end) - 1]
    for start in ("un", "in", "non", "re", "pre", "post", "over"):
        yield start + word
        if word.startswith(start) and len(word) - len(start) > _LEAST_STEM:
            yield word[len(start) :]
    if word.endswith(("y", "ies", "ied")):
        stem = word.removesuffix("ies").removesuffix("ied").removesuffix("y")
        yield from (stem + "ies", stem + "y", stem + "ied")
    if word.endswith("e"):
        yield word[:-1] + "ing"


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    word: str

    @property
    def titled(self) -> bool:
        return self.word[:1].isupper() and not self.word.isupper()


@lru_cache(maxsize=1)
def known() -> Known:
    """The words of this installation: `rules/names.yaml`, every word of the other rules, and the dictionary."""
    file = read_model(resources.rules() / "names.yaml", _File)
    paths = (path for path in sorted(resources.rules().rglob("*.yaml")) if path.name != "names.yaml")
    ruled = (_RULE_WORD.findall(path.read_text(encoding="utf-8").lower()) for path in paths)
    names = frozenset(file.given.split()) | frozenset(file.surnames.split())
    trade = frozenset(file.trade.split()) | frozenset(word for words in ruled for word in words)
    return Known(names, frozenset(file.eponyms.split()), trade - names, english(), file.holidays)


def proper_names(text: str) -> Iterator[tuple[int, int]]:
    """Spans of words of an ASCII text that are names by themselves, or by what stands before them."""
    tokens = [_Token(found.start(), found.end(), found.group()) for found in _WORD.finditer(text)]
    loud = _loud_lines(text)
    taken = {number for number, token in enumerate(tokens) if _is_name(token, loud, text)}
    for number in sorted(taken):
        taken |= _beside(tokens, number, text)
    for number, token in enumerate(tokens):
        if token.word.lower() in _ANNOUNCE:
            taken |= _announced(tokens, number, text)
        elif token.word in _PLACE_AFTER:
            taken |= _placed(tokens, number, text)
    yield from ((tokens[number].start, tokens[number].end) for number in sorted(taken))


def _loud_lines(text: str) -> list[tuple[int, int]]:
    """The lines that are written in capitals, where a capital tells nothing."""
    loud: list[tuple[int, int]] = []
    at = 0
    for line in text.splitlines(keepends=True):
        letters = [sign for sign in line if sign.isalpha()]
        if letters and sum(sign.isupper() for sign in letters) > _CAPITAL_SHARE * len(letters):
            loud.append((at, at + len(line)))
        at += len(line)
    return loud


def _is_name(token: _Token, loud: list[tuple[int, int]], text: str) -> bool:
    if not token.word[:1].isupper() or set(token.word) == {"X"}:
        return False
    parts = [part for part in re.split(r"[-']", token.word) if part not in ("s", "S", "t", "T", "d", "ll")]
    if any(part.lower() in known().eponyms for part in parts) and _AS_EPONYM.match(text, token.end):
        return False
    if not token.word.isupper():
        return any(part[:1].isupper() and len(part) >= _LEAST and known().may_be_name(part) for part in parts)
    if not any(start <= token.start < end for start, end in loud):
        return any(len(part) >= _LEAST_CAPITALS and known().may_be_name(part) for part in parts)
    return any(
        (part.lower() in known().names and len(part) > _LEAST)
        or (len(part) >= _LEAST_CAPITALS and known().may_be_name(part))
        for part in parts
    )


def _beside(tokens: list[_Token], number: int, text: str) -> set[int]:
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
            initial = len(other.word) == 1 and other.word.isupper()
            if between not in (" ", ". ", ", ") or not (initial or (other.titled and _may_belong(other, text))):
                break
            if between == ". " and len(tokens[first].word) > 1:
                break
            at += step
            found.add(at)
    return found


def _may_belong(token: _Token, text: str) -> bool:
    """Whether a word with a capital stands in the middle of a line, and is none of the trade."""
    before = text[max(token.start - 2, 0) : token.start].strip(" ")
    low = token.word.lower()
    begins = token.start == 0 or before[-1:] in (".", ":", "\n", ";", "!", "?", "-")
    return not begins and low not in known().trade and low not in known().eponyms


def _announced(tokens: list[_Token], number: int, text: str) -> set[int]:
    """The words after one that announces a name, as long as they may be one."""
    found: set[int] = set()
    for at in range(number + 1, min(number + 1 + _MOST_TOGETHER, len(tokens))):
        between = text[tokens[at - 1].end : tokens[at].start]
        word = tokens[at].word
        initial = len(word) == 1 and bool(found)
        if between.strip(" .:,/(\"'") or "\n" in between or not (initial or (len(word) > 1 and _bears(word))):
            break
        found.add(at)
    return found


def _bears(word: str) -> bool:
    parts = [part for part in re.split(r"[-']", word) if len(part) >= _LEAST]
    return any(known().may_be_name(part) for part in parts) and not (word.isupper() and len(word) < _LEAST_CAPITALS)


def _placed(tokens: list[_Token], number: int, text: str) -> set[int]:
    """Two or more words with a capital after "in", "at" and the like, one of which is none of the trade."""
    row: list[int] = []
    for at in range(number + 1, min(number + 2 + _MOST_TOGETHER, len(tokens))):
        if text[tokens[at - 1].end : tokens[at].start] != " " or not tokens[at].titled:
            break
        row.append(at)
    strange = [at for at in row if tokens[at].word.lower() not in known().trade | known().eponyms]
    return set(row) if len(row) > 1 and len(strange) > len(row) / 2 else set()
