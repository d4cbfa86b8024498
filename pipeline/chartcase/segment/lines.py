"""Lines of a record and the paragraphs they were wrapped from.

It stands apart because hard wraps, lists and forms look alike line by line; only the neighbours tell which is which.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from chartcase.record import Furniture, Record

ORDER_VERBS = (
    r"continue|resume|refer|return|start|begin|order|schedule|see|follow|consider|attend|discharge|proceed|recommend|trial"
    r"|hold|stop|increase|decrease|advise|request|await"
)
"""What begins an order: whose PT or DO is no name's ("Continue PT")."""
_BREAK = re.compile(r"[\n\f]")
_ITEM = re.compile(
    r"\s*(?:[\u2022\u00b7\u25cf\u25aa\uf0b7*]\s*|-\s+|[\u2610\u2611\u2612\u25a1\u2713\u2714\u2717]|\[[ xX]?\]"
    r"|\(\s*[xX ]?\s*\)\s"
    r"|\(?\d{1,2}[.)]\s+\S|\(?[a-hA-H][.)]\s+\S|Q\d*[.:]\s)"
)
_DATED = re.compile(
    r"\s*(?:\[?\*{0,2}\d{1,4}[/-]\d{1,2}(?:[/-]\d{2,4})?\*{0,2}\]?|[Xx]{2,4}/[Xx]{2,4}(?:/[Xx]{2,4})?|\[DATE\]"
    r"|<DATE>)(?:\s*[:\-\u2013]|, [A-Za-z][^:\n;]{2,60}:\s)"
)
_ROW = re.compile(r"\s*\|?\s?[^|\s][^|]{1,120} ?\|\s?\S")
_LABEL = re.compile(r"\s*[A-Z][A-Za-z0-9&/(),.'#\u2019 -]{1,60}:(?:\s|$)")
_AWAITS = re.compile(
    r"(?i)\b(?:on|of|from|dated|since|until|to|and|by|in|at|before|after|through|between|note|visit|mri|ct|emg|ncs|x-?rays?|films?|scan|study|myelogram|injection|esi|surgery)$"
)
"""What a line ends with whose date was wrapped to the next one."""
_LOWER = re.compile(
    r"\s*[a-z(]|\s*\d{1,4}(?:\.\d+)? ?(?:mgs?|mcg|g|ml|%|percent|weeks?|wks?|months?|years?|visits|sessions|degrees)\b"
)
"""What goes on with a sentence that the line before left open: a small letter, or a quantity with its unit."""
_LEVEL_END = re.compile(r"\b[CTLS]\d{1,2}\s*/?\s*$|/\s*$")
_LEVEL_START = re.compile(r"\s*(?:/\s*)?[CTLS]\d{1,2}\b")
_BILL = re.compile(r"\s*\d{1,2}/\d{1,2}/\d{2,4}\s+\d{5}\b")
_SPEECH_END = re.compile(r"[.?!:][\"')\u201d\u2019]?\s*(?:\d{1,2}(?:,\s*\d{1,2})*)?\s*$")
_TOLD_IN_CAPITALS = re.compile(r"[.?!;]\s+[A-Z]|[.,;]$")
"""What no title has and reports do that are written in capitals throughout: a sentence that ends."""
_TITLE_WORDS = re.compile(
    r"[^A-Za-z]*(?:[A-Z][A-Za-z'\u2019/-]*|of|the|and|or|for|in|to|with|a|an|by|on|vs\.?|from|w/"
    r"|[0-9#:.,()&/+-]+)[)\],:;\"'?]*(?:\s+|$)"
)


_NUMBERED_WORDS = 4


@dataclass(frozen=True, slots=True)
class Line:
    """Record text [start, end) without its line break; `page` counts from 1."""

    start: int
    end: int
    text: str
    page: int
    furniture: bool = False

    @property
    def blank(self) -> bool:
        """True where only white space stands."""
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that were one line before wrapping. `blank_before` says whether white space parts it from the one
    before."""

    lines: tuple[Line, ...]
    blank_before: bool

    @property
    def start(self) -> int:
        """Offset of its first character that is no white space."""
        first = self.lines[0]
        return first.start + len(first.text) - len(first.text.lstrip())

    @property
    def end(self) -> int:
        """Offset behind its last character that is no white space."""
        last = self.lines[-1]
        return last.start + len(last.text.rstrip())


def cut(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    r"""The lines in [start, end) with their places, without what ends them; a page's end ends a line too.

    >>> list(cut("head\n\fnext page", 0, 15))
    [(0, 'head'), (5, ''), (6, 'next page')]
    """
    for found in _BREAK.finditer(text, start, end):
        yield start, text[start : found.start()]
        start = found.end()
    yield start, text[start:end]


def placed_lines(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """The lines with words in [start, end), with their places."""
    return ((at, line) for at, line in cut(text, start, end) if line.strip())


def lines_of(record: Record, furniture: tuple[Furniture, ...]) -> tuple[Line, ...]:
    """All lines in order."""
    marked = {item.start: item.end for item in furniture}
    result: list[Line] = []
    page = 0
    for start, piece in cut(record.text, 0, len(record.text)):
        end = start + len(piece)
        while page + 1 < len(record.pages) and record.pages[page + 1].start <= start:
            page += 1
        result.append(Line(start, end, piece, record.pages[page].number, _is_marked(start, end, marked)))
    return tuple(result)


def _is_marked(start: int, end: int, marked: dict[int, int]) -> bool:
    return end > start and start in marked and marked[start] >= end


def paragraphs_of(lines: tuple[Line, ...]) -> tuple[Paragraph, ...]:
    """The lines joined where one was wrapped into the next; furniture is left out, blank lines part."""
    kept = [line for line in lines if not line.furniture]
    widths = _widths(kept)
    result: list[Paragraph] = []
    blank = True
    for index, line in enumerate(kept):
        if line.blank:
            blank = True
            continue
        last = result[-1] if result else None
        if last is not None and _continues(last, line, blank, widths[index]):
            result[-1] = replace(last, lines=(*last.lines, line))
        else:
            result.append(Paragraph((line,), blank))
        blank = False
    return tuple(result)


def _widths(lines: list[Line]) -> list[int]:
    """For each line, the widest line within twenty: what its author's page wrapped at."""
    lengths = [len(line.text.rstrip()) for line in lines]
    widest: list[int] = []
    block = 20
    peaks = [max(lengths[at : at + block], default=0) for at in range(0, len(lengths), block)]
    for index in range(len(lengths)):
        at = index // block
        widest.append(max(peaks[max(at - 1, 0) : at + 2]))
    return widest


def _continues(paragraph: Paragraph, line: Line, blank_between: bool, width: int) -> bool:
    """Whether `line` goes on where the paragraph's last line was wrapped."""
    last = paragraph.lines[-1]
    before = last.text.rstrip()
    if not blank_between and _LEVEL_END.search(before) and _LEVEL_START.match(line.text):
        return True
    both_capitals = _capitals(before) and _capitals(line.text)
    if _opens(line.text) and not both_capitals and not (_AWAITS.search(before) and _DATED.match(line.text)):
        return False
    if blank_between:
        return _resumes(before, line, last.page != line.page or len(before) >= 0.6 * width)
    if both_capitals and len(before) >= 50 and before[-1] not in ".:":
        return True
    return _flows(before, line.text, width)


def _resumes(before: str, line: Line, turned: bool) -> bool:
    """Whether a sentence goes on behind white space, as it does where a page was turned."""
    unfinished = not _SPEECH_END.search(before) and not looks_like_heading(before) and len(before.split()) > 3
    return turned and unfinished and bool(_LOWER.match(line.text))


def _flows(before: str, text: str, width: int) -> bool:
    """Whether a line flows on from the one right above it."""
    lower, ended = bool(_LOWER.match(text)), bool(_SPEECH_END.search(before))
    if lower and (before.endswith(":") or not ended):
        return True
    if looks_like_heading(before) or (ended and looks_like_heading(text) and len(text.split()) > 1):
        return False
    return width <= 160 and len(before) + _first_word(text) >= 0.82 * width and len(before) >= 40


def _capitals(text: str) -> bool:
    if text.isascii() and not text.isupper():
        return False
    letters = [character for character in text if character.isalpha()]
    return len(letters) >= 4 and all(character.isupper() for character in letters)


def _opens(text: str) -> bool:
    if _BILL.match(text) or text.lstrip().startswith("|") or _ROW.match(text):
        return True
    return bool(_ITEM.match(text) or _DATED.match(text) or (_LABEL.match(text) and not re.match(r"\s*[a-z]", text)))


def _first_word(text: str) -> int:
    words = text.split(maxsplit=1)
    return len(words[0]) + 1 if words else 0


def looks_like_heading(text: str) -> bool:
    """True for a short line in capitals or title case, or one that ends in a colon."""
    bare = text.strip()
    if len(bare) > 60 and len(bare) <= 240 and _capitals(bare) and not _TOLD_IN_CAPITALS.search(bare):
        return True
    if not bare or len(bare) > 120:
        return False
    if bare.endswith(":"):
        return len(bare.split()) <= 18
    letters = [character for character in bare if character.isalpha()]
    if len(letters) >= 4 and sum(character.isupper() for character in letters) / len(letters) > 0.85:
        return bare[-1] not in ".,;" and len(bare.split()) <= 18
    return bare[-1] not in ".,;?!" and len(bare.split()) <= 14 and _title_case(bare)


def _title_case(bare: str) -> bool:
    position = 0
    while position < len(bare):
        word = _TITLE_WORDS.match(bare, position)
        if word is None or word.end() == position:
            return False
        position = word.end()
    return True


def is_numbered_title(line: str) -> bool:
    """Whether a numbered line is a heading in capitals ("4. WHAT HAS BEEN TRIED?"), no item of a list."""
    return line.isupper() and line.lstrip()[:1].isdigit() and len(line.split()) >= _NUMBERED_WORDS


def goes_on_heading(before: str, line: str) -> bool:
    """Whether a line in capitals is the rest of the heading above it ("... CONCLUSIONS USED / TO SUPPORT THE
    DECISION:")."""
    return before.isupper() and line.isupper() and ":" not in before and "." not in before
