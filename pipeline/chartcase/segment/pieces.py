"""Pieces of a record that stand side by side in one paragraph, and how a sentence of them is written to the stream.

It stands apart because furniture and dictated corrections part what a reader sees as one line.
"""

from chartcase.segment.lines import Line, Paragraph
from chartcase.segment.retraction import taken_back
from chartcase.segment.stream import StreamWriter


def pieces_of(paragraph: Paragraph) -> list[tuple[int, int]]:
    """Record spans of the paragraph's lines; lines that follow one another directly make one piece."""
    pieces: list[tuple[int, int]] = []
    previous: Line | None = None
    for line in paragraph.lines:
        if previous is not None and line.start == previous.end + 1:
            pieces[-1] = (pieces[-1][0], line.end)
        else:
            pieces.append((line.start, line.end))
        previous = line
    return pieces


def _add(writer: StreamWriter, start: int, end: int) -> None:
    """Write record [start, end) without what the dictation takes back."""
    for low, high in taken_back(writer.record_text, start, end):
        writer.add(start, low)
        writer.left_out(low, high)
        start = high
    writer.add(start, end)


def copy_span(writer: StreamWriter, pieces: list[tuple[int, int]], span: tuple[int, int]) -> int:
    """Write joined [low, high) of the pieces; the record offset where it ended."""
    position, ended = 0, pieces[0][0]
    for start, end in pieces:
        low, high = max(span[0], position), min(span[1], position + end - start)
        if low < high:
            if ended > pieces[0][0] and low == position and low > span[0]:
                writer.gap(ended)
            _add(writer, start + low - position, start + high - position)
            ended = start + high - position
        position += end - start + 1
    return ended
