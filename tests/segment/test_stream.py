"""The stream: ASCII for rules, and a way back to the record's own characters."""

from hypothesis import given
from hypothesis import strategies as st

from chartcase import resources
from chartcase.segment.stream import StreamWriter, fold
from chartcase.spelling import load_respelling

RESPELLING = load_respelling(resources.rules())


def written(text: str) -> tuple[str, StreamWriter]:
    writer = StreamWriter(text, RESPELLING)
    writer.add(0, len(text))
    return writer.stream().text, writer


@given(st.text(max_size=200))
def test_every_text_becomes_printable_ascii(text: str) -> None:
    """No character, however strange, reaches a rule as anything but printable ASCII."""
    clean, _ = written(text)
    assert clean.isascii()
    assert all(" " <= character <= "~" for character in clean)


@given(st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=120))
def test_a_clean_character_leads_back_to_the_characters_it_came_from(text: str) -> None:
    """Every clean character maps into the record, and a plain one to itself."""
    clean, writer = written(text)
    stream = writer.stream()
    for offset, character in enumerate(clean):
        (start, end), *more = stream.spans(offset, offset + 1)
        assert not more
        assert 0 <= start <= end <= len(text)
        if "!" <= text[start:end] <= "~" and end - start == 1:
            assert fold(text[start]) == text[start] == character


def test_white_space_of_any_length_is_one_space() -> None:
    """A hard wrap, a tab or ten spaces never part a term."""
    clean, _ = written("disc\n   protrusion\t at\u00a0L4-5")
    assert clean == "disc protrusion at L4-5"


def test_marks_of_the_field_keep_their_meaning() -> None:
    """Dashes, quotes, comparison signs and tick boxes become what rules expect."""
    clean, _ = written("L4\u20135 \u2265 50% \u2612 left \u2610 right \u201cpain\u201d")
    assert clean == 'L4-5 >= 50% [x] left [ ] right "pain"'


def test_hidden_and_look_alike_characters_change_nothing() -> None:
    """Zero-width characters vanish; full-width digits and Cyrillic letters read as what they look like."""
    clean, _ = written("7\u200b0% \uff17\uff10% \u0421\u0035")
    assert clean == "70% 70% C5"


def test_a_span_over_left_out_text_comes_back_in_two_pieces() -> None:
    """Words on both sides of page furniture are two quotes, and furniture is in neither."""
    text = "had to stop due to PAGE 2 side effects"
    writer = StreamWriter(text, RESPELLING)
    writer.add(0, 18)
    writer.gap(18)
    writer.add(26, len(text))
    stream = writer.stream()
    assert stream.text == "had to stop due to side effects"
    assert [text[a:b] for a, b in stream.spans(11, 31)] == ["due to", "side effects"] or [
        text[a:b].strip() for a, b in stream.spans(12, 31)
    ] == ["due to", "side effects"]


def test_a_misspelt_word_is_read_as_meant_and_quoted_as_written() -> None:
    """Rules see the field's word; its quote has the record's own letters."""
    text = "Lumber radiculopthy, FORAMNAL stenosys"
    clean, writer = written(text)
    assert clean == "Lumbar radiculopathy, FORAMINAL stenosis"
    ((start, end),) = writer.stream().spans(clean.index("radiculopathy"), clean.index(",") - 1)
    assert text[start:end] == "radiculopthy"
