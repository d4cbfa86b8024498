"""Whether the pages of a case speak of one patient: persons told apart by name, birth date, number, sex and age.

It stands apart because two patients in one packet must stop a review, and a misread letter must not.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from chartcase.case.case import PageRef, Patient, Place
from chartcase.case.identity import BirthDate, PageIdentity
from chartcase.case.names import ShortForms, same_person

_FAR_APART_YEARS = 6
"""Pages of one record are years apart; ages that differ by more are two people's where nothing else tells."""
_MISREAD_DIGITS = 1

Differences = frozenset[str]


@dataclass
class _Person:
    """Pages of one person: `known` say so themselves, `near` only stand beside them."""

    known: list[PageIdentity]
    near: list[PageIdentity] = field(default_factory=list["PageIdentity"])


def patients_of(pages: Sequence[PageIdentity], short_forms: ShortForms) -> tuple[Patient, ...]:
    """The persons in order of appearance; a page that cannot be told apart goes with the page before it."""
    persons: list[_Person] = []
    last: _Person | None = None
    for page in pages:
        verdicts = [_against(page, person, short_forms) for person in persons]
        if frozenset() in verdicts:
            last = persons[verdicts.index(frozenset())]
            last.known.append(page)
        elif last is None or all(verdicts):
            last = _Person([page])
            persons.append(last)
        else:
            last = last if verdicts[persons.index(last)] is None else persons[verdicts.index(None)]
            last.near.append(page)
    return tuple(_patient(person, persons[0], short_forms) for person in persons)


def question_of(patients: Sequence[Patient]) -> str | None:
    """What a person must answer, None for one patient; it names pages and kinds of marks, never a name."""
    if len(patients) < 2:
        return None
    groups = "; ".join(_pages(patient) for patient in patients)
    differs = ", ".join(sorted({what for patient in patients for what in patient.differs}))
    return (
        f"Do all pages belong to one patient? They differ in {differs}: {groups}. "
        "Until this is answered no criterion is sure."
    )


def _against(page: PageIdentity, person: _Person, short_forms: ShortForms) -> Differences | None:
    """frozenset() where the page is this person's, what differs where it is another's, None where nothing tells.

    Pages that are only near a person are asked where those that are known say nothing.
    """
    for members in (person.known, person.near):
        verdicts = [compared(page, other, short_forms) for other in members]
        apart = [verdict for verdict in verdicts if verdict]
        if frozenset() in verdicts:
            return frozenset()
        differs = frozenset(what for verdict in apart for what in verdict if not _said_elsewhere(what, page, members))
        if differs:
            return differs
    return None


def _said_elsewhere(what: str, page: PageIdentity, members: Sequence[PageIdentity]) -> bool:
    """Whether other pages of the person say just what this page says: then the person's own pages disagree."""
    if what == "sex":
        return any(page.sexes & other.sexes for other in members)
    if what == "age":
        return any(other.ages and _gap(page.ages, other.ages) <= _FAR_APART_YEARS for other in members)
    return False


def compared(one: PageIdentity, other: PageIdentity, short_forms: ShortForms) -> Differences | None:
    """frozenset() for one person's pages, what differs for two people's, None where they share too little to tell."""
    names = _names(one, other, short_forms)
    births, numbers = _births(one, other), _equal(one.numbers, other.numbers)
    if names:
        return frozenset({"date of birth"}) if births is False else frozenset()
    if names is False:
        one_person = (births and (numbers or _shares_a_name(one, other))) or (numbers and births is not False)
        return frozenset() if one_person else frozenset({"name"} | ({"date of birth"} if births is False else set()))
    if births is False:
        return frozenset({"date of birth"})
    if births or numbers:
        return frozenset()
    return _by_sex_and_age(one, other, number_differs=numbers is False)


def _by_sex_and_age(one: PageIdentity, other: PageIdentity, *, number_differs: bool) -> Differences | None:
    """Pages that share no name and no birth date: sex and age part them, and a number beside either does."""
    differs: set[str] = set()
    if len(one.sexes) == len(other.sexes) == 1 and one.sexes != other.sexes:
        differs.add("sex")
    if one.ages and other.ages and _gap(one.ages, other.ages) > _FAR_APART_YEARS:
        differs.add("age")
    if number_differs:
        differs.add("record number")
    return frozenset(differs) or None


def _names(one: PageIdentity, other: PageIdentity, short_forms: ShortForms) -> bool | None:
    """True where any two names can be one person's; False where all that tell are two people's."""
    verdicts = {same_person(mine, theirs, short_forms) for mine in one.names for theirs in other.names}
    return True if True in verdicts else False if False in verdicts else None


def _shares_a_name(one: PageIdentity, other: PageIdentity) -> bool:
    """A given name in common: a family name changes."""
    return bool(
        {word for name in one.names for word in name.words} & {word for name in other.names for word in name.words}
    )


def _births(one: PageIdentity, other: PageIdentity) -> bool | None:
    """True for an equal date, False for one far off; None also where one misread digit or an exchanged day and month
    would explain it."""
    if not one.births or not other.births:
        return None
    pairs = [(mine, theirs) for mine in one.births for theirs in other.births]
    if any(mine == theirs for mine, theirs in pairs):
        return True
    return None if any(_nearly(mine, theirs) for mine, theirs in pairs) else False


def _nearly(one: BirthDate, other: BirthDate) -> bool:
    if (one.year, one.month, one.day) == (other.year, other.day, other.month):
        return True
    return sum(left != right for left, right in zip(one.digits(), other.digits(), strict=True)) <= _MISREAD_DIGITS


def _equal(one: Sequence[str], other: Sequence[str]) -> bool | None:
    return bool(set(one) & set(other)) if one and other else None


def _gap(one: Sequence[float], other: Sequence[float]) -> float:
    return min(abs(mine - theirs) for mine in one for theirs in other)


def _patient(person: _Person, first: _Person, short_forms: ShortForms) -> Patient:
    pages = sorted((*person.known, *person.near), key=lambda page: (page.source, page.page))
    verdicts = (_against(page, first, short_forms) for page in person.known) if person is not first else ()
    return Patient(
        pages=tuple(PageRef(source=page.source, page=page.page) for page in pages),
        differs=tuple(sorted(frozenset[str]().union(*(verdict or frozenset[str]() for verdict in verdicts)))),
        places=tuple(
            Place(field=kind, source=page.source, page=page.page, start=start, end=end)
            for page in pages
            for kind, start, end in page.spans
        ),
    )


def _pages(patient: Patient) -> str:
    return ", ".join(
        f"{source}: page{'s' if len(numbers) > 1 else ''} {_runs(numbers)}"
        for source, numbers in _by_source(patient.pages)
    )


def _by_source(pages: Sequence[PageRef]) -> Iterator[tuple[str, list[int]]]:
    for source, group in groupby(pages, key=lambda page: page.source):
        yield source, [page.page for page in group]


def _runs(numbers: Sequence[int]) -> str:
    """1, 2, 3, 7 as "1-3, 7"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(f"{low}-{high}" if high > low else str(low) for low, high in runs)
