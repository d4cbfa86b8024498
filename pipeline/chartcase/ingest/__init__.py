"""Reading: path to Record.

It stands apart as the only stage that meets files as they come; the stages after it know nothing of formats.
"""

from chartcase.ingest.collect import Watch
from chartcase.ingest.limits import Limits
from chartcase.ingest.picture import PagePicture, PageReader, PageReading, ReadWord
from chartcase.ingest.reader import read

__all__ = ["Limits", "PagePicture", "PageReader", "PageReading", "ReadWord", "Watch", "read"]
