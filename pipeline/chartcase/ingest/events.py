"""What the reading process tells its caller, one event after the other: opened, pages, failed or done.

It stands apart because both sides of the process border speak it, and neither may know the other.
"""

from dataclasses import dataclass

from chartcase.record import Page


@dataclass(frozen=True, slots=True)
class Opened:
    """The file was opened: its number of pages, and whether bytes are missing or broken; warnings are sentences."""

    pages: int
    damaged: bool = False
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageText:
    """A page with its text; offsets of the page and its words count from the start of that text."""

    page: Page
    text: str

    def __repr__(self) -> str:
        """No chart text."""
        return f"PageText({self.page.number})"


@dataclass(frozen=True, slots=True)
class PageScan:
    """A page whose words must be recognised: what its text layer gives, its picture in gray, row by row, and what stays
    true of the page when they are (a part of the picture is lost)."""

    seen: PageText
    columns: int
    rows: int
    pixels: bytes
    lasting: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """No chart text, no picture."""
        return f"PageScan({self.seen.page.number}, {self.columns} x {self.rows} pixels)"


@dataclass(frozen=True, slots=True)
class Failed:
    """The file cannot be read: the name of the error's class, its sentence and its advice."""

    error: str
    sentence: str
    advice: str


@dataclass(frozen=True, slots=True)
class Done:
    """The last page was told."""


Event = Opened | PageText | PageScan | Failed | Done


@dataclass(frozen=True, slots=True)
class Job:
    """What to read: the kind of the file, the first page wanted (from 1), the resolution for pages without words in
    dots per inch (0 = no pictures), and the limits that the reading process applies by itself."""

    kind: str
    first_page: int = 1
    dpi: int = 0
    pages: int = 5000
    pixels: int = 50_000_000
    layout_seconds: float = 5.0
    layout_total_seconds: float = 400.0
    cpu_seconds: int = 600
    memory_bytes: int = 2048 * 1024 * 1024
