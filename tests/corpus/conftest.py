"""What tests of the corpus share: their planted decisions on the path, a folder of small files, and a store of it."""

import importlib
import sys
from pathlib import Path
from types import ModuleType

import pytest

sys.path.insert(0, str(Path(__file__).parent))
quickstore = importlib.import_module("quickstore")


@pytest.fixture
def quick() -> ModuleType:
    """`quick.built(folder, store)` and what it is made of: see quickstore."""
    return quickstore


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Seven small files in two folders: two have the same bytes, two the same text, one fails."""
    place = tmp_path / "in"
    (place / "deeper").mkdir(parents=True)
    texts = {
        "a.txt": "Alpha radiculopathy",
        "b.txt": "Beta =SUM(1) sciatica",
        "c.txt": "FAIL",
        "deeper/a_again.txt": "Alpha radiculopathy",
        "deeper/b_spaced.txt": "Beta =SUM(1) sciatica\n",
        "deeper/d.txt": "Delta stenosis",
        "deeper/e.txt": "Epsilon weakness",
        "deeper/notes.xyz": "not of a kind that is read",
    }
    for name, text in texts.items():
        (place / name).write_text(text, encoding="utf-8")
    return place


@pytest.fixture
def store(folder: Path, tmp_path: Path) -> Path:
    """A store of the folder."""
    quickstore.built(folder, tmp_path / "store")
    return tmp_path / "store"
