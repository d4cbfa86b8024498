"""The letters that stand behind the names of those who treat, review and sign.

It stands apart because signatures, seams, patients' names and de-identification must all know the same ones.
"""

from collections.abc import Iterable

_DEGREES = (
    "MD",
    "DO",
    "DC",
    "DPM",
    "DDS",
    "RN",
    "LPN",
    "LVN",
    "BSN",
    "CRNA",
    "DNP",
    "MSN",
    "CNP",
    "APRN",
    "ARNP",
    "CRNP",
    "PT",
    "DPT",
    "MPT",
    "MSPT",
    "PTA",
    "OCS",
    "ATC",
    "LMT",
    "FACR",
    "FACS",
    "FAAOS",
    "FAAPMR",
    "FIPP",
    "MBA",
    "MPH",
)
"""In capitals; those of up to three letters are written with full stops too."""
_OTHERWISE_WRITTEN = (
    r"PA-?C",
    r"P\.A",
    r"N\.?P(?:-C)?",
    r"F\.?N\.?P(?:-[A-Z]{1,3})?",
    r"AGNP(?:-C)?",
    r"O\.?T\.?R(?:/L)?",
    r"L\.?Ac",
    r"Ph\.?D",
    r"Psy\.?D",
)
_IN_ADDRESSES = (r"PA", r"O\.?T(?:/L)?")
"""Letters that stand behind a town or a treatment as well, and are a credential only right behind a name."""
_LAWYERS = ("Esq",)


def _written(degree: str) -> str:
    return r"\.?".join(degree) if len(degree) <= 3 else degree


def _one_of(written: Iterable[str]) -> str:
    return rf"(?:{'|'.join(written)})\b\.?"


_SURE = (*map(_written, _DEGREES), *_OTHERWISE_WRITTEN)
SURE_CREDENTIAL = _one_of(_SURE)
"""The source of an expression, to be searched in the case as written: letters that are a credential wherever they
stand."""
CREDENTIAL = _one_of((*_SURE, *_IN_ADDRESSES))
"""As `SURE_CREDENTIAL`, and those that are one right behind a name."""
TITLE_BEHIND = _one_of((*_SURE, *_IN_ADDRESSES, *_LAWYERS))
"""As `CREDENTIAL`, and a lawyer's: whoever bears one is not the patient."""
CREDENTIAL_WORDS = frozenset(
    {*(degree.lower() for degree in _DEGREES), "pa", "np", "fnp", "ot", "otr", "phd", "psyd", "lac", "esq"}
)
"""In lower case and without full stops, for names that are compared word by word."""
