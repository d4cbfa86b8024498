"""Where rules/ and models/ are: beside the package in the wheel, or two levels up in a checkout.

It stands apart so that nothing else knows how chartcase was installed.
"""

from pathlib import Path

from chartcase.errors import RulesError

PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The folder `name` ("rules" or "models") that belongs to this installation.

    Raises:
        RulesError: it is in neither place.
    """
    for candidate in (PACKAGE / name, PACKAGE.parents[1] / name):
        if candidate.is_dir():
            return candidate
    raise RulesError(f"The folder {name}/ is not part of this installation.", "Install chartcase again.")


def rules() -> Path:
    """The folder of rule files."""
    return folder("rules")


def models() -> Path:
    """The folder of trained models."""
    return folder("models")
