"""Whether a word is English, by the dictionary inside the OCR engine's model.

It stands apart because no list of names is ever long enough: what is written like a name and is no word is one, and the
model, which is installed anyway, brings 96,000 words in small letters.
"""

import math
import struct
from array import array
from functools import cache, lru_cache

from chartcase.errors import NoOcrEngine
from chartcase.ingest.ocr.installed import MODEL_FILE, model_folder

_LETTERS, _WORDS = 21, 19
"""Which parts of a model hold the letters and the dictionary (tesseract, ccutil/tessdatamanager.h)."""
_HEADER = struct.Struct("<hii")
_LAST, _BACKWARD, _WORD_ENDS = 1, 2, 4
_FLAG_BITS = 3


class Dictionary:
    """The words of one model: a graph of letters, as tesseract packs it (dict/dawg.h)."""

    def __init__(self, model: bytes) -> None:
        """Unpack the dictionary of a model.

        Raises:
            ValueError: it has none.
        """
        letters, words = _part(model, _LETTERS), _part(model, _WORDS)
        self._letters = [line.split(" ")[0] for line in letters.decode("utf-8").splitlines()[1:]]
        _, size, edges = _HEADER.unpack_from(words)
        self._bits = math.ceil(math.log2(size + 1))
        self._edges = array("Q")
        self._edges.frombytes(words[_HEADER.size : _HEADER.size + edges * self._edges.itemsize])
        self._following = cache(self._unpacked)

    def __contains__(self, word: str) -> bool:
        """Whether it is there in just these letters."""
        place, ends = 0, False
        for number, letter in enumerate(word):
            if number and not place:
                return False
            place, ends = self._following(place).get(letter, (0, False))
            if not place and not ends:
                return False
        return ends

    def _unpacked(self, place: int) -> dict[str, tuple[int, bool]]:
        """From one place: the letters that may follow, where each leads (0 for nowhere), and whether a word ends."""
        following: dict[str, tuple[int, bool]] = {}
        while place < len(self._edges):
            edge = self._edges[place]
            flags = edge >> self._bits
            if not flags & _BACKWARD:
                letter = self._letters[edge & ((1 << self._bits) - 1)]
                following[letter] = (edge >> (self._bits + _FLAG_BITS), bool(flags & _WORD_ENDS))
            if flags & _LAST:
                break
            place += 1
        return following


def _part(model: bytes, number: int) -> bytes:
    try:
        count = struct.unpack_from("<I", model)[0]
        starts = struct.unpack_from(f"<{count}q", model, 4)
        start = starts[number]
    except (struct.error, IndexError):
        raise ValueError("no model") from None
    if start < 0:
        raise ValueError("a part is missing")
    return model[start : min((other for other in starts if other > start), default=len(model))]


@lru_cache(maxsize=1)
def english() -> Dictionary:
    """The dictionary of this installation.

    Raises:
        NoOcrEngine: there is none.
    """
    folder = model_folder()
    if folder is None:
        raise NoOcrEngine(
            "The dictionary in the model of the OCR engine is missing, and names cannot be told from words."
        )
    try:
        return Dictionary((folder / MODEL_FILE).read_bytes())
    except (OSError, ValueError):
        raise NoOcrEngine("The model of the OCR engine holds no dictionary to tell names from words.") from None
