"""How much reading one file may cost.

It stands apart so that callers can name a limit without loading any reader.
"""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Ceilings for one file; the defaults let a 1,000-page packet through and stop every known bomb.

    `memory_bytes` is what the reading process may add to its own size, `cpu_seconds` its processor time,
    `silence_seconds` the longest wait for one page, `wall_seconds` all waiting together, `layout_seconds` the time for
    the tables and tick boxes of one page, `output_bytes` what the words and boxes of the file may take, `pixels` the
    size of one page picture.
    """

    file_bytes: int = 512 * MIB
    memory_bytes: int = 2048 * MIB
    cpu_seconds: int = 600
    silence_seconds: float = 30.0
    wall_seconds: float = 1200.0
    layout_seconds: float = 5.0
    pages: int = 5000
    output_bytes: int = 512 * MIB
    pixels: int = 50_000_000
