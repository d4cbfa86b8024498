"""What is known of words: English, of the trade, names by the census, or names and words at once.

It stands apart from the search for names because the second look asks the same knowledge in its own way.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from string import ascii_lowercase

from pydantic import BaseModel, ConfigDict

from chartcase import resources
from chartcase.deidentify.dictionary import Dictionary, english
from chartcase.rulefile import read_model

_RULE_WORD = re.compile(r"[a-z]{3,}")
_LEAST_STEM, _LEAST_NAME = 3, 3
_DRUG_ENDINGS = """pril sartan statin formin olol azole cillin mycin micin caine oxetine triptyline gabalin
    gabapentin pam lam profen oxicam coxib codone morphone fentanyl adol sone lone tidine prazole dipine
    thiazide semide parin xaban gliptin glutide gliflozin zide cycline floxacin vir mab nib setron triptan pidem
    done pine zine amine barbital phylline terol tide dronate calcin azepam olone axone dafil lukast"""
_DRUG_ENDS = tuple(_DRUG_ENDINGS.split())
# As words of medicine end; source: the Greek and Latin endings of diseases, operations and studies.
_TRADE_ENDINGS = """itis osis pathy ectomy ostomy otomy plasty algia graphy graphic gram ology ologist oscopy oscopic
    scopy metry lysis listhesis esthesia paresis plegia plegic emia uria edema trophy trophic genic phasic plastic
    iatry iatric iatrist opathic ular ional ically ectasia penia rrhea phobia sclerosis stenosis tomy desis dynia
    dicular able less ness ally"""
_TRADE_ENDS = tuple(_TRADE_ENDINGS.split())
_LEAST_UNKNOWN, _LEAST_NEAR = 4, 6
"""Letters of an unknown word that may be a name; of one that may be a slip of the pen."""


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    given: str
    surnames: str
    also_words: str
    eponyms: str
    trade: str
    holidays: tuple[str, ...]


class _Census(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    given: str
    surnames: str


class _Addresses(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    plain_streets: str
    streets: str
    units: str
    states: str


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of words: `names` that stay names wherever they have a capital, `eponyms`, words of the `trade`,
    `given` names and `surnames` of the census, given names that are everyday words (`also_words`), the English `words`,
    and days with a name."""

    names: frozenset[str]
    eponyms: frozenset[str]
    trade: frozenset[str]
    given: frozenset[str]
    surnames: frozenset[str]
    also_words: frozenset[str]
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
        return low in self.names or self.is_small_name(low) or not (low in self.eponyms or self.is_word(low))

    def is_borne(self, word: str) -> bool:
        """Whether somebody in the census bears it, and the trade does not use it."""
        low = word.lower()
        return (low in self.given or low in self.surnames) and low not in self.trade and low not in self.eponyms

    def is_small_name(self, word: str) -> bool:
        """Whether a word is a name even in small letters: borne, and no word that anybody would write."""
        if len(word) < _LEAST_NAME or word in self.trade or word in self.eponyms or word in self.also_words:
            return False
        return word in self.given or (word in self.surnames and word not in self.words)

    def is_unknown(self, word: str) -> bool:
        """Whether a word in small letters is of no language known here, and no slip of the pen for one of the trade."""
        if len(word) < _LEAST_UNKNOWN or word in self.words or word in self.eponyms or self.is_word(word):
            return False
        return not word.endswith((*_DRUG_ENDS, *_TRADE_ENDS)) and not self._is_slip(word)

    def _is_slip(self, word: str) -> bool:
        """Whether one letter more, less, other or exchanged makes it a word of the trade."""
        return len(word) >= _LEAST_NEAR and any(near in self.trade for near in _near(word))


def _near(word: str) -> Iterator[str]:
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in ascii_lowercase:
            yield head + letter + tail
            yield head + letter + tail[1:]


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


@lru_cache(maxsize=1)
def known() -> Known:
    """The words of this installation: `rules/names/`, every word of the other rules, and the dictionary."""
    folder = resources.rules() / "names"
    file = read_model(folder / "words.yaml", _File)
    census = read_model(folder / "census.yaml", _Census)
    paths = (path for path in sorted(resources.rules().rglob("*.yaml")) if path.parent != folder)
    ruled = (_RULE_WORD.findall(path.read_text(encoding="utf-8").lower()) for path in paths)
    names = frozenset(file.given.split()) | frozenset(file.surnames.split())
    given = frozenset(census.given.split()) | frozenset(file.given.split())
    also_words = frozenset(file.also_words.split())
    # the rules' examples name people too
    ruled_words = frozenset(word for words in ruled for word in words) - (given - also_words)
    trade = frozenset(file.trade.split()) | ruled_words
    return Known(
        names,
        frozenset(file.eponyms.split()),
        trade - names,
        given,
        frozenset(census.surnames.split()) | frozenset(file.surnames.split()),
        also_words,
        english(),
        file.holidays,
    )


@lru_cache(maxsize=1)
def addresses() -> "Addresses":
    """The words of addresses: `rules/names/addresses.yaml`."""
    file = read_model(resources.rules() / "names" / "addresses.yaml", _Addresses)
    plain = tuple(file.plain_streets.split())
    return Addresses(plain, (*plain, *file.streets.split()), tuple(file.units.split()), tuple(file.states.split()))


@dataclass(frozen=True, slots=True)
class Addresses:
    """Street suffixes that are nothing else, all of them, words before the number of a dwelling, and states."""

    plain_streets: tuple[str, ...]
    streets: tuple[str, ...]
    units: tuple[str, ...]
    states: tuple[str, ...]
