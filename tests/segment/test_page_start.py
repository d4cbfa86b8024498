"""Where documents begin in a packet, beside their titles."""

from collections.abc import Callable

import pytest

from chartcase.segment.numbering import PageNumber
from chartcase.segment.outline import Outline
from chartcase.segment.page_start import UNTAUGHT, PageView, StartModel, features

Make = Callable[[str], Outline]
FULL = tuple(f"He walked and sat as before, line {number}," for number in range(40))
SHORT = FULL[:8]


def view(*lines: str, printed: tuple[int, int] | None = None, titled: bool = False) -> PageView:
    return PageView(lines, PageNumber(*printed) if printed else None, titled)


def test_without_training_titles_alone_tell() -> None:
    """The rules, and nothing else."""
    assert UNTAUGHT.begins(view(*FULL), view("OFFICE VISIT", titled=True), 40)
    assert not UNTAUGHT.begins(view(*SHORT), view("Dear Dr. Quint,"), 40)


@pytest.mark.parametrize(
    ("before", "page", "told"),
    [
        (view(*SHORT), view("Dear colleague"), "filled=0"),
        (view(*FULL), view("and went on"), "opens=lower"),
        (view("The end."), view("x"), "ends=sentence"),
        (view(*FULL, printed=(2, 2)), view("x"), "before=last"),
        (view(*FULL), view("x", printed=(1, 3)), "number=first"),
        (view(*FULL), view("Patient: [NAME]"), "patient=True"),
    ],
)
def test_what_the_model_is_told(before: PageView, page: PageView, told: str) -> None:
    """How the page before ends, how this one opens, and what their numbers say."""
    assert told in features(before, page, 40)


def test_the_threshold_is_the_models_own() -> None:
    """Logistic of the weights that speak."""
    sure, unsure = StartModel(0.0, {"titled=True": 2.0}, 0.8), StartModel(0.0, {"titled=True": 1.0}, 0.8)
    page = view("OFFICE VISIT", titled=True)
    assert sure.begins(view(*FULL), page, 40)
    assert not unsure.begins(view(*FULL), page, 40)


def test_a_page_printed_as_a_later_one_begins_nothing(outline: Make) -> None:
    """Even under a title that it repeats."""
    note = "OFFICE VISIT\nCHIEF COMPLAINT: Back pain.\nHe walked in.\n"
    first, second = f"{note}\nPage 1 of 2\n", f"{note}\nPage 2 of 2\n"
    assert len(outline("\f".join([first, second])).documents) == 1
