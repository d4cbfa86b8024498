"""Several engines side by side read what one reads."""

from pathlib import Path

import pytest

from chartcase.flow import page_reader, read
from chartcase.ingest.ocr.crew import crew

DEMO = Path(__file__).parents[2] / "corpora" / "demo" / "demo_fax.tif"


@pytest.mark.parametrize("workers", [1, 2])
def test_the_record_is_the_same_for_any_number_of_engines(workers: int, tmp_path: Path) -> None:
    """Words, boxes, order; and whoever watches sees every page."""
    watched: list[tuple[int, int]] = []
    hands = crew(workers, tmp_path / "pages")
    record = read(DEMO, ocr=hands, watch=lambda done, total: watched.append((done, total)))
    assert record == read(DEMO, ocr=page_reader())
    assert watched == [(1, 2), (2, 2)]
    assert len(list((tmp_path / "pages").iterdir())) == 2
