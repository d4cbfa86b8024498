"""What a reading depends on beside its picture, as one digest: engines, model, rules of repair, our own steps.

It stands apart so that a page kept from an earlier run is never taken for what this installation would read.
"""

import hashlib
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from chartcase import resources
from chartcase.ingest.ocr.installed import MODEL_FILE, model_folder

_ENGINES = ("tesserocr", "rapidocr-onnxruntime", "rapidocr", "onnxruntime", "numpy", "pillow")


@lru_cache(maxsize=1)
def engine_stamp() -> str:
    """The digest; it changes with whatever may change a reading."""
    digest = hashlib.sha256(" ".join(map(_version, _ENGINES)).encode())
    rules, folder = resources.rules(), model_folder()
    files = [*sorted(Path(__file__).parent.glob("*.py")), rules / "recognition.yaml", rules / "lexicon/procedures.yaml"]
    for file in [*files, *([folder / MODEL_FILE] if folder is not None else [])]:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "-"
