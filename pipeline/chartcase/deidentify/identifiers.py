"""The 18 kinds of identifiers that Safe Harbor names.

It stands apart because finding, masking and reporting all speak of them. Source: 45 CFR 164.514(b)(2)(i)(A)-(R).
"""

from dataclasses import dataclass
from enum import StrEnum


class Identifier(StrEnum):
    """A kind of identifier; the value is what stands in its place, in brackets."""

    NAME = "NAME"
    PLACE = "PLACE"
    DATE = "DATE"
    PHONE = "PHONE"
    FAX = "FAX"
    EMAIL = "EMAIL"
    SSN = "SSN"
    RECORD_NUMBER = "MRN"
    PLAN_NUMBER = "PLAN"
    ACCOUNT = "ACCOUNT"
    LICENCE = "LICENSE"
    VEHICLE = "VEHICLE"
    DEVICE = "DEVICE"
    URL = "URL"
    IP = "IP"
    BIOMETRIC = "BIOMETRIC"
    PHOTO = "PHOTO"
    OTHER = "ID"
    AGE = "AGE"
    """No kind of its own: an age over 89, which the rule counts among dates."""


@dataclass(frozen=True, slots=True)
class Found:
    """An identifier at text[start:end]; `iso` is the day that a full date names. Never holds the words themselves."""

    start: int
    end: int
    kind: Identifier
    iso: str | None = None
