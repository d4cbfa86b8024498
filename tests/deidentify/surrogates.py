"""Made-up identifiers in made-up sentences, with their places: what recall is measured on.

It stands apart so that the test set can be read by itself. No value is a person's; the sentences are our own, so the
figures say how the finder does on forms that its author thought of, not on records of another hand.
"""

import random
from dataclasses import dataclass

from chartcase.deidentify.identifiers import Identifier as Kind

_FIRST = [
    "Alma",
    "Bertram",
    "Cosima",
    "Dashiell",
    "Eudora",
    "Florian",
    "Greta",
    "Hollis",
    "Imelda",
    "Jasper",
    "Keziah",
    "Lorcan",
    "Marisol",
    "Nils",
    "Oriana",
]
_LAST = [
    "Abernathy",
    "Brightwater",
    "Castellanos",
    "Dunmore",
    "Eisenhauer",
    "Fairweather",
    "Gallagher",
    "O'Malley",
    "McAllister",
    "Nakamura",
    "Okonkwo",
    "Petrosyan",
    "Quintero",
    "Ramachandran",
    "St-Pierre",
    "Thibodeaux",
    "Ueda",
    "Villanueva",
    "Wojcik",
    "Xiong",
    "Yarborough",
    "Zamora",
]
_TOWNS = ["Dayton, OH", "San Angelo, TX", "Fort Collins, Colorado", "St. Paul, MN", "New Haven, Connecticut"]
_STREETS = ["Willow Creek Rd", "N. Lamar Blvd", "Old Mill Lane", "Quarry St", "County Line Highway"]
_MONTHS = ["January", "Feb", "March", "Apr.", "May", "June", "Jul", "August", "Sept", "Oct.", "November", "Dec"]

_SENTENCES: dict[Kind, tuple[str, ...]] = {
    Kind.NAME: (
        "Patient Name: {}\nLumbar pain for 6 weeks.", "Mr. {last} returns for follow-up.", "Seen by Dr. {} today.",
        "Electronically signed by {}, MD", "Claimant: {}", "His wife, {}, drives him.", "PATIENT: {upper}\nMRI reviewed.",  # noqa: E501
        "RE: {comma}", "Referring physician: Dr. {}", "{} is a 54-year-old man with leg pain.",
        "Dear Ms. {last}:\nThe request was reviewed.", "Therapist: {}, DPT", "Emergency contact: {}", "cc: {}, M.D.",
    ),
    Kind.PLACE: (
        "Address: {street}", "He lives at {street}, {town} {zip}.", "Office in {town} {zip}", "P.O. Box {n4}, {town}",
        "ZIP: {zip}", "Resident of {town}.", "Mail to {street}, Suite {n3}, {town}.",
    ),
    Kind.DATE: (
        "DOB: {date}", "Seen on {date} for leg pain.", "MRI of {date} shows a protrusion.", "Admitted {date}.",
        "Date of injury {date}", "Signed {date} at 10:42", "Injection ({date}) gave 60% relief.", "DOS: {date}",
    ),
    Kind.PHONE: ("Phone: {phone}", "Call {phone} with questions.", "Cell {phone}", "Tel. {phone}", "Contact at {phone}."),  # noqa: E501
    Kind.FAX: ("Fax: {phone}", "FAX {phone}", "Facsimile: {phone}", "Sent by fax to {phone}."),
    Kind.EMAIL: ("Email: {email}", "Write to {email}.", "<{email}>", "portal login {email}"),
    Kind.SSN: ("SSN: {ssn}", "Social Security No. {ssn}", "SS# {ssn}", "SSN {n9}"),
    Kind.RECORD_NUMBER: ("MRN: {n8}", "Medical Record Number {n8}", "Chart # {code}", "MRN {n6}", "Patient ID: {code}",
                         "Accession No: {code}"),
    Kind.PLAN_NUMBER: ("Member ID: {code}", "Policy # {code}", "Group No. {n6}", "Medicare {mbi}", "Subscriber ID {code}"),  # noqa: E501
    Kind.ACCOUNT: ("Account: {n8}", "Acct # {code}", "Claim number: {code}", "Claim # {n8}", "Authorization No. {code}"),  # noqa: E501
    Kind.LICENCE: ("License: {code}", "NPI: {npi}", "DEA # {code}", "Driver's license {code}", "NPI {npi}"),
    Kind.VEHICLE: ("VIN: {vin}", "He was struck by a car, VIN {vin}.", "License plate {plate}", "Plate no. {plate}"),
    Kind.DEVICE: ("Serial number: {code}", "S/N {code}", "Stimulator model {code}", "Lot {code}", "Device ID: {code}"),
    Kind.URL: ("See https://{host}/p/{n6}", "www.{host}", "Results at {host}", "http://{host}/chart?id={n6}"),
    Kind.IP: ("Signed from {ip}", "IP: {ip}", "Host {ip} at 09:10", "[{ip}]"),
    Kind.BIOMETRIC: ("Fingerprint ID: {code}", "Voiceprint {code}", "Retinal scan hash {code}", "Biometric template: {code}"),  # noqa: E501
    Kind.PHOTO: ("Photo: {photo}", "Face picture {photo} attached", "See {photo}.", "Image file: {photo}"),
    Kind.OTHER: ("Badge {n8}", "Locker {n7} was used.", "Employee {n9}", "Barcode {n10}"),
    Kind.AGE: ("A {age}-year-old woman.", "Age: {age}", "She is {age} years old.", "{age} y/o female", "aged {age}"),
}  # fmt: skip


@dataclass(frozen=True)
class Surrogate:
    """A sentence, and the identifier that stands in it at text[start:end]."""

    text: str
    start: int
    end: int
    kind: Kind


def surrogates(each: int, seed: int = 7) -> list[Surrogate]:
    """`each` sentences a kind, always the same ones for a seed."""
    made: list[Surrogate] = []
    for kind, sentences in _SENTENCES.items():
        chance = random.Random(f"{kind}{seed}")  # noqa: S311 - repeatable, not secret
        made += [_made(kind, sentences[n % len(sentences)], chance) for n in range(each)]
    return made


def _made(kind: Kind, sentence: str, chance: random.Random) -> Surrogate:
    values = _values(chance)
    first, last = sentence.index("{"), len(sentence) - sentence[::-1].index("}")
    before, inside, after = sentence[:first], sentence[first:last], sentence[last:]
    value = inside.format(values["name"], **values)
    return Surrogate(before + value + after, len(before), len(before) + len(value), kind)


def _digits(chance: random.Random, count: int) -> str:
    return "".join(chance.choice("123456789") for _ in range(count))


def _date(chance: random.Random) -> str:
    y, m, d = chance.randint(1940, 2024), chance.randint(1, 12), chance.randint(1, 28)
    month = _MONTHS[m - 1]
    forms = (f"{m}/{d}/{y}", f"{m:02}/{d:02}/{y % 100:02}", f"{y}-{m:02}-{d:02}", f"{month} {d}, {y}", f"{d} {month} {y}",  # noqa: E501
             f"{m:02}-{d:02}-{y}", f"{month} {y}", f"{m}.{d}.{y}", f"{month} {d}", f"{y}{m:02}{d:02}")  # fmt: skip
    return chance.choice(forms)


def _values(chance: random.Random) -> dict[str, str]:
    first, last = chance.choice(_FIRST), chance.choice(_LAST)
    a, b, c = _digits(chance, 3), _digits(chance, 3), _digits(chance, 4)
    host = f"{last.lower().replace(chr(39), '')}health.{chance.choice(['com', 'org', 'net'])}"
    return {
        "name": chance.choice([f"{first} {last}", f"{first} {chance.choice('ABCDEFG')}. {last}"]),
        "last": last, "upper": f"{last}, {first}".upper(), "comma": f"{last}, {first}",
        "street": f"{_digits(chance, 4)} {chance.choice(_STREETS)}", "town": chance.choice(_TOWNS),
        "zip": chance.choice([_digits(chance, 5), f"{_digits(chance, 5)}-{c}"]), "date": _date(chance),
        "phone": chance.choice([f"({a}) {b}-{c}", f"{a}-{b}-{c}", f"{a}.{b}.{c}", f"+1 {a} {b} {c}", f"1-{a}-{b}-{c}"]),
        "email": f"{first}.{last}{chance.randint(1, 99)}@{host}".lower().replace("'", ""), "host": host,
        "ssn": f"{a}-{_digits(chance, 2)}-{c}", "npi": "1" + _digits(chance, 9),
        "mbi": f"1EG4-TE5-MK{_digits(chance, 2)}", "vin": "1HGCM82633A" + _digits(chance, 6),
        "plate": f"{chance.choice(['KLM', 'TRX'])}-{c}", "ip": f"10.{chance.randint(0, 255)}.{chance.randint(0, 255)}.7",  # noqa: E501
        "photo": f"IMG_{c}.jpg", "age": str(chance.randint(90, 108)),
        "code": f"{chance.choice(['A', 'WC', 'BX'])}{chance.choice(['', '-'])}{_digits(chance, 7)}",
        **{f"n{n}": _digits(chance, n) for n in (3, 4, 6, 7, 8, 9, 10)},
    }  # fmt: skip
