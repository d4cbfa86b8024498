"""The case folder that tests of delivery look at."""

import importlib.util
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from chartcase.deliver.drawing import OpenCase, open_for_worksheet

_SPEC = importlib.util.spec_from_file_location("casefolder", Path(__file__).with_name("casefolder.py"))
assert _SPEC is not None
assert _SPEC.loader is not None
casefolder = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(casefolder)


@pytest.fixture
def hostile() -> str:
    """Words of the record that are markup, a formula and a template mark at once."""
    words: str = casefolder.HOSTILE
    return words


@pytest.fixture
def case_folder(tmp_path: Path) -> Callable[..., Path]:
    """`case_folder(pages=3, picture=True)`: a case folder of its own."""

    def make(pages: int = 3, *, picture: bool = True, questions: tuple[str, ...] = ()) -> Path:
        made: Path = casefolder.make_case_folder(tmp_path, pages, picture=picture, questions=questions)
        return made

    return make


@pytest.fixture
def opened(case_folder: Callable[..., Path]) -> Iterator[OpenCase]:
    """The case opened against a policy."""
    found = open_for_worksheet(case_folder(), "payer_initial_lumbar")
    yield found
    found.pictures.close()
