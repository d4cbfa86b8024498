"""The recogniser that reads pages when a record has pictures: Tesseract behind the seam of `ingest.picture`.

It stands apart so that the engine is loaded for the first picture and not before; a record of text never pays for it.
"""

from functools import cached_property
from typing import TYPE_CHECKING

from chartcase import resources
from chartcase.ingest.ocr.installed import is_installed
from chartcase.ingest.picture import PagePicture, PageReader, PageReading

if TYPE_CHECKING:
    from chartcase.ingest.ocr.recognise import Readers

_DPI = 200
"""What a fine fax has; drawing finer doubles the time and reads no better (measured on fourteen pages)."""


class InstalledReader:
    """The engine of this installation, with its second opinion unless it is to read alone; not for several threads."""

    def __init__(self, *, alone: bool = False) -> None:
        self._alone = alone

    @property
    def dpi(self) -> int:
        """The resolution at which pages of a PDF are drawn."""
        return _DPI

    def read(self, picture: PagePicture) -> PageReading:
        """The words of one page.

        Raises:
            NoOcrEngine: the engine cannot be loaded.
        """
        from chartcase.ingest.ocr.recognise import recognise

        return recognise(picture, self._readers)

    @cached_property
    def _readers(self) -> "Readers":
        from chartcase.ingest.ocr import second
        from chartcase.ingest.ocr.engine import Tesseract
        from chartcase.ingest.ocr.lexicon import load_lexicon
        from chartcase.ingest.ocr.recognise import Readers

        asks_two = second.is_installed() and not self._alone
        return Readers(Tesseract(), load_lexicon(resources.rules()), second.RapidLines() if asks_two else None)


def installed_reader() -> PageReader | None:
    """The recogniser of this installation, None where engine or model is missing."""
    return InstalledReader() if is_installed() else None
