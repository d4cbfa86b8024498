"""What the reading process says arrives as it was said, and nothing else arrives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chartcase.ingest.events import Done, Event, Failed, Job, Opened, PageScan, PageText
from chartcase.ingest.wire import HEAD_BYTES, WireError, frame_size, pack, pack_job, unpack, unpack_job
from chartcase.record import Box, Page, PageSource, Word

_text = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]))
_points = st.integers(0, 99999).map(lambda hundredths: hundredths / 100)
_warnings = st.lists(_text, max_size=3).map(tuple)


@st.composite
def _page_texts(draw: st.DrawFn) -> PageText:
    text = draw(_text.filter(bool))
    spans = draw(st.lists(st.integers(0, len(text) - 1), max_size=8))
    words = tuple(Word(at, at + 1, Box(*(draw(_points) for _ in range(4)))) for at in sorted(spans))
    size = draw(_points), draw(_points)
    page = Page(draw(st.integers(1, 9)), 0, len(text), draw(st.sampled_from(PageSource)), *size, words, draw(_warnings))
    return PageText(page, text)


@st.composite
def _scans(draw: st.DrawFn) -> PageScan:
    columns, rows = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    return PageScan(
        draw(_page_texts()), columns, rows, draw(st.binary(min_size=columns * rows, max_size=columns * rows))
    )


_events = st.one_of(
    st.builds(Opened, st.integers(0, 9999), st.booleans(), _warnings),
    _page_texts(),
    _scans(),
    st.builds(Failed, _text, _text, _text),
    st.just(Done()),
)


def _sent(event: Event) -> tuple[bytes, bytes]:
    frame = pack(event)
    return frame[:HEAD_BYTES], frame[HEAD_BYTES:]


@given(_events)
def test_events_survive_the_way(event: Event) -> None:
    """Packed and unpacked, an event is the same."""
    head, body = _sent(event)
    assert frame_size(head) == len(body)
    assert unpack(head, body) == event


@given(_events, st.data())
def test_spoilt_events_are_refused_or_are_events(event: Event, data: st.DataObject) -> None:
    """A compromised reader can send what it likes: it is an event in form, or an error without words."""
    head, body = _sent(event)
    spoilt = bytearray(head + body)
    for _ in range(data.draw(st.integers(1, 4))):
        spoilt[data.draw(st.integers(0, len(spoilt) - 1))] = data.draw(st.integers(0, 255))
    try:
        arrived = unpack(bytes(spoilt[:HEAD_BYTES]), bytes(spoilt[HEAD_BYTES:]))
    except WireError:
        return
    if isinstance(arrived, PageText):
        assert all(0 <= word.start < word.end <= len(arrived.text) for word in arrived.page.words)


def test_a_word_outside_its_text_is_refused() -> None:
    """Offsets are checked on arrival."""
    page = Page(1, 0, 4, PageSource.DIGITAL, 612, 792, (Word(0, 9, Box(0, 0, 1, 1)),))
    with pytest.raises(WireError):
        unpack(*_sent(PageText(page, "pain")))


def test_a_picture_of_another_size_is_refused() -> None:
    """Pixels must be as many as columns and rows say."""
    page = Page(1, 0, 0, PageSource.UNREADABLE)
    with pytest.raises(WireError):
        unpack(*_sent(PageScan(PageText(page, ""), 3, 3, bytes(8))))


def test_jobs_survive_the_way() -> None:
    """So do jobs."""
    job = Job("pdf", first_page=3, dpi=200, layout_seconds=0.5)
    assert unpack_job(pack_job(job)) == job
