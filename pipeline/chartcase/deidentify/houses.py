"""Houses: hospitals, firms, schools and offices, by a word that houses bear and the words in a row with it.

It stands apart from people's names because its words are English: what gives them away is that they stand together.
"""

from collections.abc import Iterator, Sequence

from chartcase.deidentify.tokens import Token, tokens_of
from chartcase.deidentify.words import known

# What a house is called by, whole; the words of the trade among them make a house only of words that are none.
_HOUSE_WORDS = """academy agency airlines apothecary apparel assisted associates association assurance auto bakery
    bank bistro board bottling brewing bros brothers builders bureau butane cab cafe candy care casino
    casualty catering cement center centers centre charter chemical chiropractic church clinic clinics
    club co coffee college company concrete construction consulting contractors convent coop cooperative
    corp corporation council county court cycle dairy deli dental depot detention development
    diagnostics diner dining distributors district drug drugs drywall electric electronics energy
    engineering enterprises equipment express fabrication farm farms feed fellowship finance firm
    florist food foods foundation foundry freight fruit fund furniture garage gas general glass grill
    grocery group growers gym hall health healthcare high holdings home homes hospice hospital hospitals
    hotel housing imaging inc indemnity industrial industries infirmary inn institute insurance isd jail
    janitorial jewelers journal kennels kitchen lab laboratories laboratory labs landscaping laundry law
    lending library life line lines liquor llc llp lodge logistics lp ltd lumber lutheran machine manor
    manufacturing marina maritime market markets mart masonry materials meat meats mechanical medical
    medicine memorial messenger metal metals methodist mill mills millwork mine mines mining ministries
    mission monastery motel motors movers museum mutual nails neurology neurosurgery neurosurgical
    nursery nursing office oil orchards ortho orthopaedic orthopaedics orthopedic orthopedics packing
    pain paint painting paper parish partners pathology paving penitentiary petroleum pharmacy
    physicians pipe pizza place plan plant plastics plumbing pool poultry prep presbyterian press
    printing prison produce products properties public radiology railroad railway ranch realty recovery
    recycling refinery regional rehab rehabilitation rentals repair resort restaurant retirement roofing
    rubber salon saloon salvage savings sawmill school schools seafood seating security senior service
    services shelter shipping shipyard shop solar solutions specialists spine springs stables staffing
    station steel store stores studio sugar supermarket supplies supply surgery surgical symphony
    systems tavern taxi technologies temple textiles theater tile timber tire title tool tools towing
    toyota trading transit transport transportation travel trucking trust union university urgent
    utilities village vineyards warehouse water welding wellness windows winery wireless wood works ymca
    youth ywca zoo"""
_HOUSES = frozenset(_HOUSE_WORDS.split())
_BETWEEN = frozenset({" ", " & ", " of ", " and ", ", ", "-", " at ", " of the ", " for ", "'s ", " 'n "})
_JOINED = frozenset({"of", "and", "at", "the", "for"})
_MOST = 7
"""Words of a house's name."""
_LEAST = 2
_LAST_ALONE = frozenset({"inc", "llc", "llp", "ltd", "corp", "bros", "lp"})


def houses_in(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the names of houses in an ASCII text."""
    tokens = tokens_of(text)
    at = 0
    while at < len(tokens):
        row = _row(tokens, at, text)
        if len(row) >= _LEAST and _is_house(row):
            yield row[0].start, row[-1].end
        at += max(len(row), 1)


def _row(tokens: Sequence[Token], at: int, text: str) -> list[Token]:
    """The words with a capital from `at` on that stand together; "of", "and" and the like may stand between."""
    row: list[Token] = []
    for token in tokens[at : at + _MOST]:
        if row and text[row[-1].end : token.start] not in _BETWEEN:
            break
        if not token.capital and not (row and token.low in _JOINED):
            break
        if row and row[-1].loud != token.loud:
            break
        row.append(token)
    while row and not row[-1].capital:
        row.pop()
    return row


def _is_house(row: Sequence[Token]) -> bool:
    """Whether one word is a house's and another is none of the trade's; in capitals another must be a name."""
    own = [token for token in row if token.low in _HOUSES]
    others = [token for token in row if token.low not in _HOUSES and token.capital and not _is_common(token)]
    if not own or not others:
        return False
    if row[-1].low in _LAST_ALONE:
        return True
    if any(known().may_be_name(part) for token in others for part in token.parts if len(part) > _LEAST):
        return True
    return not row[0].loud and len(others) + len(own) >= _LEAST


def _is_common(token: Token) -> bool:
    return token.low in known().trade or token.low in known().eponyms or len(token.word) <= _LEAST
