"""Misread words are mended where one reading is legal in their place, and left alone elsewhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chartcase import resources
from chartcase.ingest.ocr.lexicon import Lexicon, load_lexicon
from chartcase.ingest.ocr.repair import mended


def repaired(line: str, lexicon: Lexicon) -> str:
    """The line with its repairs."""
    words = line.split()
    found = mended(words, lexicon)
    for repair in reversed(found):
        words[repair.first : repair.last + 1] = [repair.text]
    return " ".join(words)


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("left LS radiculopathy", "left L5 radiculopathy"),
        ("patent on the righl.", "patent on the right."),
        ("Righl-sided pain, Ieft leg", "Right-sided pain, left leg"),
        ("the lcft, 1eft", "the left, left"),
        ("disc bulge at L5-Sl with", "disc bulge at L5-S1 with"),
        ("stenosis at 14-5 and", "stenosis at L4-5 and"),
        ("disc protrusion at 1.3-4", "disc protrusion at L3-4"),
        ("the L.4 root", "the L4 root"),
        ("disc bulge; deformity of Til, old", "disc bulge; deformity of T11, old"),
        ("disc at C4-CS5", "disc at C4-C5"),
        ("seen on XX/KX/XXXX by", "seen on XX/XX/XXXX by"),
        ("gabapentin 300 mq daily", "gabapentin 300 mg daily"),
        ("about 50°% relief", "about 50% relief"),
        ("strength 4'5 in", "strength 4/5 in"),
        ("reflexes: Achilles 14, symmetric", "reflexes: Achilles 1+, symmetric"),
        ("reflexes 2+ b/1l", "reflexes 2+ b/l"),
        ("tramadol g6h as needed", "tramadol q6h as needed"),
        ("gained 10 1b since", "gained 10 lb since"),
        ("{x] tried", "[x] tried"),
        ("glucose 106 mgdL today", "glucose 106 mg/dL today"),
        ("disc at LS-S) with", "disc at L5-S1 with"),
        ("stenosis (at LS-Sl) and", "stenosis (at L5-S1) and"),
        ("disc at I 5-S1 with", "disc at L5-S1 with"),
        ("disc at [.5-S} with", "disc at L5-S1 with"),
        ("on XX/XXUXX the", "on XX/XX/XX the"),
        ("lumbar radiculopathy (M54, 16).", "lumbar radiculopathy (M54.16)."),
        ("under code 64.483 today", "under code 64483 today"),
        ("rates his pain 3 10 at best", "rates his pain 3/10 at best"),
    ],
)
def test_a_misread_is_mended_in_its_place(lexicon: Lexicon, read: str, meant: str) -> None:
    """Where nothing else is legal there."""
    assert repaired(read, lexicon) == meant


@pytest.mark.parametrize(
    "line",
    [
        "LS spine films of the patient",
        "Mr. Lett felt a light weight lift by night",
        "SI joint injection was given",
        "paid $1.00 for parking",
        "14-5 was the score of the game",
        "for 13-14 weeks of therapy",
        "a 1.5 T magnet was used for the lumbar spine",
        "Til the next visit",
        "biceps 4 of 5",
        "chapter 1b of the manual",
        "left TS radiculopathy",
        "[x] tried",
        "( ) not tried",
        "weighs 64.48 of these",
        "pain for 3 10 visits",
        "lines 3 10 of the form",
        "M54 16 visits",
        "(disc at L5-S1)",
        "the S-S1 form",
    ],
)
def test_what_has_a_meaning_of_its_own_stays(lexicon: Lexicon, line: str) -> None:
    """A legal word in a legal place is never touched."""
    assert repaired(line, lexicon) == line


LEXICON = load_lexicon(resources.rules())
LEVELS = st.sampled_from(["L4-5", "L5-S1", "C5-6", "C7-T1", "T11-12", "T12-L1", "L3", "S1", "T8", "C6"])
AMOUNTS = st.sampled_from(["50%", "15 mg", "6 weeks", "4/5", "7/10", "2+", "62323", "03/12/2021", "XX/XX/XX", "b/l"])
WORDS = st.sampled_from(["disc", "pain", "left", "root", "relief", "motor", "the", "at", "knee", "reflexes"])


@given(st.lists(LEVELS | AMOUNTS | WORDS, max_size=8))
def test_what_charts_write_is_never_touched(words: list[str]) -> None:
    """Levels, roots, doses, grades and dates that are read rightly have no repair, in any company."""
    line = " ".join(words)
    assert repaired(line, LEXICON) == line
