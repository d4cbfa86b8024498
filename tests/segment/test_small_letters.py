"""Records typed without capitals are cut as others are, and quoted as they stand."""

from collections.abc import Callable

import pytest

from chartcase import resources
from chartcase.flow import extract
from chartcase.record import Page, PageSource, Record
from chartcase.segment.outline import Outline
from chartcase.segment.rules import load_segment_rules
from chartcase.segment.small_letters import with_capitals

Make = Callable[[str], Outline]
NOTE = """office visit

hpi
  45 yo man with low back pain and left leg pain for ten weeks. he did eight weeks of physical therapy without relief.
naproxen 500 mg bid failed. he denies bladder changes.

exam
  gait: normal
  slr: positive l
  motor: 4/5 in the left big toe extensor

plan
  left l4-5 transforaminal epidural steroid injection under fluoroscopy. we will see him after it.
"""


def record(text: str) -> Record:
    """One page of text."""
    return Record("note.txt", text, (Page(1, 0, len(text), PageSource.TEXT),))


def test_titles_labels_and_sentences_begin_with_capitals() -> None:
    """Known titles stand in capitals, every label and sentence begins with one, and no character moves."""
    text = with_capitals(record(NOTE), load_segment_rules(resources.rules(), resources.models())).text
    lines = [line.strip() for line in text.split("\n")]
    assert len(text) == len(NOTE)
    assert text.casefold() == NOTE.casefold()
    assert {"HPI", "EXAM", "PLAN", "Slr: positive l"} <= set(lines)
    assert "relief.\nNaproxen" in text
    assert "Left L4-5" in text


def test_levels_and_sides_of_one_letter_are_capitals() -> None:
    """A side before a level or a limb; a letter that ends a line or stands for another word is none."""
    note = NOTE.replace("left big toe extensor", "r foot, less in the l l5 dermatome, of the c spine")
    text = with_capitals(record(note), load_segment_rules(resources.rules(), resources.models())).text
    assert "R foot, less in the L L5 dermatome, of the c spine" in text


@pytest.mark.parametrize(
    "text",
    [
        NOTE.replace("he d", "He d").replace("naproxen", "Naproxen").replace("left big", "Left Big"),
        "exam\n  gait: normal\n",
    ],
)
def test_a_record_with_capitals_or_of_few_words_stays(text: str) -> None:
    """A title in capitals shows that its author uses them; a line or two shows nothing."""
    before = record(text)
    assert with_capitals(before, load_segment_rules(resources.rules(), resources.models())) is before


def test_a_senders_stripe_in_capitals_is_not_the_authors() -> None:
    """The machine wrote it: the note below is typed without capitals as before."""
    text = with_capitals(
        record("FROM: LAKE CLINIC TO: REVIEW UNIT P. 3/9\n" + NOTE),
        load_segment_rules(resources.rules(), resources.models()),
    ).text
    assert "\nHPI\n" in text


def test_letters_without_a_capital_of_their_own_stay() -> None:
    """No character moves, whatever the letters are."""
    text = "\u00dfection\n\n" + NOTE
    assert len(with_capitals(record(text), load_segment_rules(resources.rules(), resources.models())).text) == len(text)


def test_the_sections_are_those_of_the_same_note_with_capitals(outline: Make) -> None:
    """Sentences stand where they would, and read as the record has them."""
    made = outline(NOTE)
    kinds = {made.text(sentence).casefold(): sentence.section.kind for sentence in made.sentences}
    assert kinds["gait: normal"] == "exam"
    assert kinds["he denies bladder changes."] == "history"
    assert made.record.text == NOTE


def test_quotes_are_the_records_own_small_letters() -> None:
    """The facts are found, and each quote is what stands there."""
    case = extract(record(NOTE))
    found = {fact.type for fact in case.facts}
    assert {"physical_therapy", "medication_trial", "exam_finding", "request", "radicular_symptom"} <= found
    assert all(one.quote == NOTE[one.start : one.end] for fact in case.facts for one in fact.evidence)


def test_a_page_without_capitals_in_a_packet_that_has_them_is_cut_so_too(outline: Make) -> None:
    """What one sender types says nothing of the next page."""
    therapy = "PHYSICAL THERAPY DISCHARGE SUMMARY\nVisits attended: 9\n"
    note = NOTE.replace("office visit", "nurse phone note   06/02/2025")
    made = outline(f"{therapy}\f{note}")
    (hpi,) = (one for one in made.sentences if made.text(one).casefold().startswith("naproxen"))
    assert hpi.section.kind == "history"
    assert made.record.text == f"{therapy}\f{note}"


def test_a_short_message_without_capitals_is_its_own_document(outline: Make) -> None:
    """A nurse's lines between a therapist's page and a letter are neither's."""
    therapy = "PHYSICAL THERAPY DISCHARGE SUMMARY\nVisits attended: 9\n"
    message = (
        "nurse phone note   06/02/2025\n\npt called. arm pain is 8/10 now, worse at night. stopped the\n"
        "etodolac because of an upset stomach. wants to know when the injection is. no fever.\n"
    )
    made = outline(f"{therapy}\f{message}")
    assert [document.kind for document in made.documents] == ["therapy_note", "clinical_note"]
