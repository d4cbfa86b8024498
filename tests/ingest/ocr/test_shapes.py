"""The shape of a word tells what charts write from what only a misreading makes."""

import pytest

from chartcase.ingest.ocr.lexicon import Lexicon
from chartcase.ingest.ocr.shapes import Shape, shape_of


@pytest.mark.parametrize(
    ("line", "place", "shape"),
    [
        ("at L4-5 on", 1, Shape.GUARDED),
        ("on 12/31/2020 seen", 1, Shape.GUARDED),
        ("on 12/32/2020 seen", 1, Shape.STRANGE),
        ("on 13/31/2020 seen", 1, Shape.STRANGE),
        ("about 50% relief", 1, Shape.GUARDED),
        ("about 502 relief", 1, Shape.STRANGE),
        ("about 50 relief", 1, Shape.PLAIN),
        ("bp 130/80 today", 1, Shape.PLAIN),
        ("bp 80/16 today", 1, Shape.STRANGE),
        ("left LS radiculopathy", 1, Shape.AMBIGUOUS),
        ("an LS spine", 1, Shape.WORD),
        ("L5 and 14 roots", 2, Shape.AMBIGUOUS),
        ("L5 for 14 weeks", 2, Shape.PLAIN),
        ("at 18-9 disc", 1, Shape.AMBIGUOUS),
        ("at 18-9 disc", 2, Shape.WORD),
        ("motor was 45 throughout", 2, Shape.AMBIGUOUS),
        ("knee flexion 45 degrees", 2, Shape.PLAIN),
        ("took 90 ae daily", 1, Shape.STRANGE),
        ("a 2 min disc bulge", 1, Shape.STRANGE),
        ("walks 20 min a day", 1, Shape.PLAIN),
        ("about 2? mm", 1, Shape.STRANGE),
        ("dermatomes Cb-/, right", 1, Shape.AMBIGUOUS),
        ("a ° weeks course", 1, Shape.STRANGE),
        ("disc at L5 S1 today", 2, Shape.AMBIGUOUS),
        ("disc at L5 S1 today", 3, Shape.AMBIGUOUS),
        ("disc at T8 9 today", 3, Shape.AMBIGUOUS),
        ("roots L5, S1 today", 1, Shape.GUARDED),
        ("roots L4 L5 S1 today", 2, Shape.GUARDED),
        ("roots L3 L5 today", 1, Shape.GUARDED),
        ("down to ST on the left", 2, Shape.AMBIGUOUS),
        ("code (64.484) today", 1, Shape.STRANGE),
        ("weighs 64.48 kg today", 1, Shape.PLAIN),
        ("scored 25.50 today", 1, Shape.STRANGE),
        ("about 150% relief", 1, Shape.STRANGE),
        ("about 100% relief", 1, Shape.GUARDED),
        ("strength 6/6, today", 1, Shape.STRANGE),
        ("took 30 my daily", 1, Shape.STRANGE),
        ("lidocaine I % plain", 1, Shape.STRANGE),
        ("pain at Co on", 2, Shape.AMBIGUOUS),
        ("on & 7/2023. seen", 2, Shape.AMBIGUOUS),
        ("on 7/2023. seen", 1, Shape.GUARDED),
        ("T8 to 112 endplates", 2, Shape.AMBIGUOUS),
        ("for 112 weeks at T8", 1, Shape.PLAIN),
        ("strength +5 throughout", 1, Shape.AMBIGUOUS),
        ("the TS root", 1, Shape.AMBIGUOUS),
        ("at RtLS-St disc", 1, Shape.STRANGE),
        ("lidocaine | mb. plain", 1, Shape.STRANGE),
        ("a 45 ycar old man", 2, Shape.STRANGE),
        ("for 6-8 weck courses", 2, Shape.STRANGE),
        ("a 45 year old man", 2, Shape.WORD),
        ("pain 8 near the end", 2, Shape.WORD),
        ("an ycar old man", 1, Shape.WORD),
        ("took ANN mg daily", 1, Shape.STRANGE),
        ("took TEN mg daily", 1, Shape.STRANGE),
        ("an MRI today", 1, Shape.WORD),
        ("weak at C/ today", 2, Shape.AMBIGUOUS),
        ("strength S/P fusion", 1, Shape.WORD),
    ],
)
def test_shape_in_its_line(lexicon: Lexicon, line: str, place: int, shape: Shape) -> None:
    """Company decides where the glyphs alone do not."""
    assert shape_of(line.split(), place, lexicon) is shape
