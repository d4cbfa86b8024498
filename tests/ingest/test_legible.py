"""What a text layer is worth."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chartcase.ingest.legible import Layer, is_garbled, judge
from chartcase.ingest.survey import Survey
from chartcase.ingest.token import Token

PROSE = """The patient is a 45-year-old woman with low back pain that runs into the left leg below the knee. She has had
six weeks of physical therapy and takes naproxen 500 mg twice daily without relief. Straight leg raise is positive."""
SPANISH = """El paciente refiere dolor lumbar que baja por la pierna izquierda desde hace seis semanas. Ha recibido
terapia durante ocho semanas sin mejora y toma naproxeno dos veces al día. La prueba es positiva."""
LABORATORY = "WBC 6.1 RBC 4.5 HGB 13.2 HCT 39 MCV 90 MCH 30 MCHC 33 RDW 13 PLT 250 K/uL mg/dL mmol/L " * 4
FORM = "Name: ____________ Date: ____/____/____ Signature: ______________________ ........ 1 ........ 2 " * 5
SHIFTED = " ".join("".join(chr(ord(c) + 3) if c.isalpha() else c for c in word) for word in PROSE.split())


def _tokens(text: str) -> list[Token]:
    return [Token(word, 0, 0, 10, 10) for word in text.split()]


@pytest.mark.parametrize("text", [PROSE, SPANISH, LABORATORY, FORM, "L5-S1", "7 / 10", "word " * 99])
def test_what_people_write_is_not_garbled(text: str) -> None:
    """Prose, another language, values with units, forms, and pages of few words."""
    assert not is_garbled(text.split())


@pytest.mark.parametrize(
    "text",
    [
        SHIFTED,
        "\ufffd\ufffd\ufffd \ufffd\ufffd pain",
        "\ue001\ue002\ue003 \ue004\ue005 \ue001",
        "IIIIII IIII IIIIIIII IIIII III",
        "!\" #$% &'( )*+ @~^ $$% " * 10,
    ],
    ids=["shifted letters", "unknown", "private codes", "one glyph", "signs"],
)
def test_codes_without_meaning_are_garbled(text: str) -> None:
    """Letters that stand for others, codes that stand for nothing, one glyph for all."""
    assert is_garbled(text.split())


@pytest.mark.parametrize(
    ("text", "seen", "layer"),
    [
        (PROSE, Survey(), Layer.READABLE),
        (PROSE, Survey(picture_share=1.0, invisible=True), Layer.READABLE),
        (SHIFTED, Survey(picture_share=1.0), Layer.GARBLED),
        ("FROM: CLINIC P.003/045", Survey(picture_share=0.9), Layer.STAMP),
        ("FROM: CLINIC P.003/045", Survey(picture_share=0.1), Layer.READABLE),
        ("", Survey(picture_share=0.9), Layer.MISSING),
        ("", Survey(outlined=True), Layer.MISSING),
        ("", Survey(empty=True), Layer.BLANK),
        ("☐ ☐", Survey(outlined=True), Layer.MISSING),
    ],
)
def test_a_layer_is_judged_with_what_else_is_on_the_page(text: str, seen: Survey, layer: Layer) -> None:
    """A few words over a picture are a stamp; no words at all are missing where the page shows something."""
    assert judge(_tokens(text), seen) is layer


@given(st.lists(st.sampled_from(PROSE.split()), min_size=1, max_size=120))
def test_words_of_a_note_in_any_number_are_not_garbled(words: list[str]) -> None:
    """Short pages and repeated words never look like codes, unless one word is all there is."""
    assert not is_garbled([*PROSE.split(), *words])


def test_letters_exchanged_by_another_code_are_garbled() -> None:
    """The rule knows nothing of one code: rotation by thirteen is found too."""
    assert is_garbled(codecs.encode(PROSE, "rot13").split())
