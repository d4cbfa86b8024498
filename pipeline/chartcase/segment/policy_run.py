"""Policy text known by where it stands: quoted or cited guidelines that go on over sentences, and columns of demands.

It stands apart from `policy_text`, which reads one sentence by itself, because here the sentences before decide.
"""

from dataclasses import dataclass

from chartcase.patterns import Pattern
from chartcase.segment.outline import Role

_SOURCE = (
    r"\b(?:odg|acoem|mtus|aim|carelon|evicore|mcg|milliman|interqual|nass|asipp|lcd|ncd|guide(?:line)?s?|polic(?:y|ies)"
    r"|criteria|treatment index|statute|labor code|regulation|rule|bulletin|coverage determination)\b"
)
_CITES = Pattern(
    _SOURCE + r"[^\"]{0,90}(?:\bstates?|\breads?|\bsays?|\bprovides?|\bnotes?|as follows|,)?[^\"a-z]{0,3}:"
)
_NAMES_SOURCE = Pattern(_SOURCE)
_QUOTES = Pattern(_SOURCE + r"[^\"]{0,120}\"")
_TELLS = Pattern(
    r"\b(?:left|right|bilateral(?:ly)?|here|he|she|his|her|this|was|were|had|did)\b|xx/xx|\[(?:date|name)\]|\d/\d"
    r"|\b(?:mri|ct|emg|imaging|exam(?:ination)?|records?|chart|notes?|documentation|file|provider|physician|doctor)"
    r" (?:shows?|reveals?|documents?|demonstrates?|contains?|lacks?|includes?|does|do|is|are)\b"
    r"|\b(?:i|we) (?:would|find|agree|recommend|conclude|uphold|overturn|note)\b"
    r"|\b(?:is|are) (?:present|absent|noted|positive|negative|intact|weak)\b"
    r"|\b(?:failed|tried|completed|attended|continues?|takes|denies|reports)\b"
    r"|\b(?:denied|upheld|overturned|certified|not met|is met|are met|satisfied|medically necessary)\b"
)
"""Words of one case: a guideline has neither sides nor dates, and tells nothing in the past."""
_RULES_ON = Pattern(
    r"^\W{0,3}(?:it|they|(?:this|that|the(?: same)?) (?:polic(?:y|ies)|guidelines?|sections?|bulletin|document))"
    r" (?:also |further |then |expressly |likewise |too )?"
    r"(?:excludes?|requires?|limits?|caps?|covers?|allows?|permits?|defines?|asks?|wants?|sets?|speaks?|cautions?|warns?"
    r"|calls?|recommends?|supports?|favou?rs?|bars?|treats?|counts?|(?:does|do) not (?:cover|support|allow|recommend"
    r"|favou?r|pay|permit|endorse))\b"
)
"""What a source that the sentence before named says next."""
_SIGNS = Pattern(
    r"^\W{0,3}i (?:understand (?:that )?(?:i|there|the|no|this|these)|acknowledge|hereby|authori[sz]e|consent"
    r"|have been (?:told|informed|advised))\b"
)
_SIGNED = Pattern(r"^\W{0,3}(?:i|my) ")
"""What a form has its signer say."""
_LISTS = Pattern(
    r"\b(?:following|criteria|criterion|requirements?|guidelines?|recommendations?|indications?)\b[^.]{0,90}:$"
)
_ANNOUNCES = Pattern(
    _SOURCE + r"[^.:]{0,60}\b(?:lists?|gives?|sets? (?:out|forth)|provides?|includes?|names?|states?|contains?|has)\b"
    r"[^.:]{0,90}:$"
)
_NUMBERED = Pattern(r"^ ?(?:\(?(?:1|i|a)[.)]) ?[a-z]")
"""A demand's first item, in the paragraph that announces it."""
_LONGEST = 14
"""A quotation that was never closed must not take the rest of the page along."""
_DEMAND = Pattern(
    r"^\W*(?:what (?:is |the )?[a-z ]{0,20})?(?:needed|required|requires?|requirements?|threshold|standard"
    r"|policy|guideline|criteri(?:a|on)|elements?|demands?|asks?|wants?|expected|minimum"
    r"|payer'?s? (?:rule|criteri(?:a|on)|language|text))\b"
    r"[^|]{0,30}$"
)


@dataclass(frozen=True, slots=True)
class Run:
    """Policy text that goes on up to the end of its paragraph: a quotation up to its closing mark, a citation, a
    numbered list of demands, what a named source says next, or what a form has its signer say. `first`: how its first
    sentence has to begin; `by`: how each has to."""

    role: Role
    quoted: bool
    length: int = 0
    by: Pattern | None = None
    first: Pattern | None = None

    def goes_on(self, clean: str, anchored: bool) -> bool:
        """Whether a sentence still belongs to it: nothing in it speaks of one case, and it begins as `by` says."""
        if self.by is not None and not self.by.found(clean.encode("ascii")):
            return False
        if self.first is not None and self.length == 0 and not self.first.found(clean.encode("ascii")):
            return False
        if self.role is Role.CONSENT:
            return self.length < _LONGEST
        return self.length < _LONGEST and not anchored and not _TELLS.found(clean.encode("ascii"))


def begun(clean: str, role: Role) -> Run | None:
    """The run that a sentence begins: its guideline's quotation is left open, or its citation stands before a colon."""
    raw = clean.encode("ascii")
    if clean.count('"') % 2:
        return Run(Role.GUIDELINE, quoted=True) if _QUOTES.found(raw) else None
    if role in {Role.GUIDELINE, Role.REQUIREMENT} and _CITES.found(raw) and not clean.endswith(":"):
        return Run(Role.GUIDELINE, quoted=False)
    if _ANNOUNCES.found(raw) or (role in {Role.GUIDELINE, Role.REQUIREMENT} and _LISTS.found(raw)):
        return Run(Role.REQUIREMENT, quoted=False, first=_NUMBERED)
    return _begun_by(raw, role)


def _begun_by(raw: bytes, role: Role) -> Run | None:
    """The run that goes on only as long as each sentence takes it up again."""
    if role is Role.CONSENT and _SIGNS.found(raw):
        return Run(Role.CONSENT, quoted=False, by=_SIGNED)
    names_source = role in {Role.GUIDELINE, Role.REQUIREMENT, Role.LITERATURE} and _NAMES_SOURCE.found(raw)
    return Run(Role.GUIDELINE, quoted=False, by=_RULES_ON) if names_source else None


def demanded_columns(row: str) -> int:
    """How many columns of a table, from the left, end with the one that is headed as a demand; 0: none is.

    >>> demanded_columns("| Criterion | Needed | Found |")
    2
    """
    cells = _cells(row)
    return max((at + 1 for at, cell in enumerate(cells) if _DEMAND.occurs(cell)), default=0)


def behind_columns(row: str, columns: int) -> int:
    """Offset in a table's row behind so many columns.

    >>> behind_columns("| a | b | c |", 2)
    9
    """
    bare = row.lstrip().removeprefix("|")
    return min(len(row), len(row) - len(bare) + sum(len(part) + 1 for part in bare.split("|")[:columns]))


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip().strip("|").split("|")]
