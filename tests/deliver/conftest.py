"""The case folder that tests of delivery look at."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from chartcase.deliver.drawing import OpenCase, open_for_worksheet


@pytest.fixture
def opened(case_folder: Callable[..., Path]) -> Iterator[OpenCase]:
    """The case opened against a policy."""
    found = open_for_worksheet(case_folder(), "payer_initial_lumbar")
    yield found
    found.pictures.close()
