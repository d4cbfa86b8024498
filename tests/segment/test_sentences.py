"""Where sentences end, with the borders that lose or invert findings when they are missed."""

import pytest

from chartcase.segment.sentences import sentence_spans


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    "parts",
    [
        ["Denies relief with NSAIDs.", "12 sessions of PT since XX/XX/XX."],
        ["No help from meds.", "PT gave some relief."],
        ["L2-3: normal.", "L3-4: 2 mm bulge."],
        ["Takes Norco b.i.d. p.r.n. for pain.", "He walks."],
        ["Impression:", "1. Stenosis at L4-5.", "2. No fracture."],
        ["Was it better?", "No."],
        ["Injured on XX/XX/XX.", "Seen the next day."],
    ],
)
def test_a_border_between_statements_is_found(parts: list[str]) -> None:
    """Two statements never share a sentence, or the first one's negation would reach the second."""
    assert split(" ".join(parts)) == parts


@pytest.mark.parametrize(
    "sentence",
    [
        "Seen by Dr. Smith at St. Luke for a 2.5 mm bulge.",
        "He takes Kadian 30 mg b.i.d., Zanaflex at night and Advil p.r.n. for pain.",
        "Pain was 7 vs. 5 before.",
        "J. Doe, M.D. signed the note.",
        "Last inj. was approx. 3 mo. ago.",
    ],
)
def test_a_point_inside_a_statement_ends_nothing(sentence: str) -> None:
    """Abbreviations, initials and decimals are no border."""
    assert split(sentence) == [sentence]


def test_dictation_without_a_space_is_parted() -> None:
    """A capital right behind a point begins a sentence."""
    assert split("He has pain.She has none.") == ["He has pain.", "She has none."]


def test_tick_boxes_part_a_line() -> None:
    """Each box with its label stands alone, so that an unticked one cannot lend its words to a ticked one."""
    assert split("( ) Uphold (x) Overturn ( ) Partially overturn") == [
        "( ) Uphold",
        "(x) Overturn",
        "( ) Partially overturn",
    ]


@pytest.mark.parametrize(
    "parts",
    [
        ["Cancer [ ]", "Diabetes [x]", "Fracture [ ]"],
        ["Cancer: [ ]", "Diabetes: [x]"],
        ["Side:", "[ ] left", "[x] right", "[ ]"],
        ["Cancer", "[ ] Yes", "[x] No", "Diabetes", "[x] Yes", "[ ] No"],
    ],
)
def test_each_box_keeps_the_word_that_it_belongs_to(parts: list[str]) -> None:
    """Behind their words boxes close a statement, before them they open one; a label before the first says which."""
    assert split(" ".join(parts)) == parts


def test_a_line_without_an_end_is_cut() -> None:
    """No sentence is longer than a thousand characters; nothing but white space is lost, and words stay whole."""
    text = "denies pain and " * 500
    parts = split(text)
    assert max(map(len, parts)) <= 1000
    assert " ".join(parts) == text.strip()


def test_a_word_without_an_end_is_cut() -> None:
    """Where there is no white space the part ends at its thousandth character."""
    assert [len(part) for part in split("x" * 2500)] == [1000, 1000, 500]


def test_a_long_sentence_stays_whole() -> None:
    """A thousand characters are one sentence."""
    assert len(split("a" * 499 + " " + "b" * 500)) == 1


@pytest.mark.parametrize("date", ["Sept. 3rd, 2023", "Jan. 2024", "Mar. 4, 2021", "Aug. of 2020"])
def test_a_month_s_abbreviation_ends_nothing(date: str) -> None:
    """Behind it a day or a year goes on with the date."""
    assert split(f"He fell on {date} at work. He was seen on the same day.")[0] == f"He fell on {date} at work."


def test_a_month_at_the_end_of_a_sentence_ends_it() -> None:
    """What begins behind it is a sentence of its own."""
    assert split("He will be back in Oct. The MRI is booked.") == ["He will be back in Oct.", "The MRI is booked."]
