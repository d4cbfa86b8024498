"""How often a request was granted, by what was asked, who decided, where and when.

It stands apart because it counts outcomes alone and looks at no criterion.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from chartcase.corpus import figures
from chartcase.corpus.decided import Decision
from chartcase.corpus.exhibit import Cell, Column, Exhibit, Form, Members, Table, few
from chartcase.corpus.intervals import Share, differ, false_discovery, share
from chartcase.corpus.sample import Sample

UNSAID = "not stated"
SURE = 0.05
"""The false discovery rate below which a report calls something beyond chance."""
MOST_BARS = 16
"""More bars than that are no picture; the table has all."""
AGE_BANDS = ((0, 30), (30, 40), (40, 50), (50, 60), (60, 70), (70, 200))

RATE_COLUMNS = (
    Column("Decisions", Form.COUNT),
    Column("Granted in full or part", Form.COUNT),
    Column("Rate", Form.SHARE),
    Column("95% from", Form.SHARE),
    Column("to", Form.SHARE),
    Column(""),
)


@dataclass(frozen=True, slots=True)
class Split:
    """A way to split decisions: its id, its title, and the groups of a decision (several for levels)."""

    id: str
    title: str
    groups: Callable[[Decision], Iterable[str]]
    by_name: bool = False


@dataclass(frozen=True, slots=True)
class Rate:
    """The share of granted decisions in one group, with its documents."""

    label: str
    share: Share
    documents: tuple[str, ...]


def _one(read: Callable[[Decision], object]) -> Callable[[Decision], Iterable[str]]:
    def groups(decision: Decision) -> Iterable[str]:
        value = read(decision)
        return (UNSAID if value is None else str(value),)

    return groups


def _age_band(decision: Decision) -> str | None:
    if decision.age is None:
        return None
    low, high = next(band for band in AGE_BANDS if band[0] <= decision.age < band[1])
    return f"under {high}" if low == 0 else f"{low} or older" if high == AGE_BANDS[-1][1] else f"{low} to {high - 1}"


SPLITS: tuple[Split, ...] = (
    Split("procedure", "procedure", _one(lambda one: one.procedure)),
    Split("phase", "first or repeat injection", _one(lambda one: one.phase)),
    Split("region", "region", _one(lambda one: one.region)),
    Split("level", "level asked for", lambda one: one.levels or (UNSAID,)),
    Split("level_count", "number of levels", _one(lambda one: len(one.levels) or None), by_name=True),
    Split("approach", "approach", _one(lambda one: one.approach)),
    Split("side", "side", _one(lambda one: one.laterality)),
    Split("sedation", "sedation asked for", _one(lambda one: one.sedation)),
    Split("year", "year of the decision", _one(lambda one: one.year), by_name=True),
    Split("specialty", "specialty of the reviewer", _one(lambda one: one.specialty)),
    Split("organisation", "organisation", _one(lambda one: one.organisation)),
    Split("state", "state", _one(lambda one: one.state)),
    Split("sex", "sex", _one(lambda one: one.sex)),
    Split("age", "age", _one(_age_band), by_name=True),
)


def rates(chosen: Sequence[Decision], split: Split) -> list[Rate]:
    """The rate of each group, the largest group first (or by name where that has an order), the unstated last."""
    members: dict[str, list[Decision]] = defaultdict(list)
    for decision in chosen:
        for group in set(split.groups(decision)):
            members[group].append(decision)
    found = [_rate(label, inside) for label, inside in members.items()]
    if split.by_name:
        return sorted(found, key=lambda one: (one.label == UNSAID, not one.label.startswith("under"), one.label))
    return sorted(found, key=lambda one: (one.label == UNSAID, -one.share.n, one.label))


def _rate(label: str, inside: Sequence[Decision]) -> Rate:
    granted = sum(one.favourable is True for one in inside)
    return Rate(label, share(granted, len(inside)), tuple(one.document for one in inside))


def rate_cells(one: Share) -> tuple[Cell, ...]:
    """The cells of `RATE_COLUMNS`."""
    return (one.n, one.count, one.value, one.low, one.high, few(one.n))


def exhibits(sample: Sample) -> list[Exhibit]:
    """One exhibit a split in which at least two groups are named, with the p of all of them held against chance."""
    split_rates = [(split, rates(sample.decided, split)) for split in SPLITS]
    told = [(split, found) for split, found in split_rates if sum(rate.label != UNSAID for rate in found) > 1]
    raw = [differ([(rate.share.count, rate.share.n) for rate in found if rate.label != UNSAID]) for _, found in told]
    tested = [(place, p) for place, p in enumerate(raw) if p is not None]
    adjusted = dict(zip((place for place, _ in tested), false_discovery([p for _, p in tested]), strict=True))
    overall = share(sum(one.favourable is True for one in sample.decided), len(sample.decided))
    return [
        _exhibit(
            split, found, sample, overall, adjusted.get(place), _verdict(raw[place], adjusted.get(place), len(adjusted))
        )
        for place, (split, found) in enumerate(told)
    ]


def _verdict(p: float | None, q: float | None, tests: int) -> list[str]:
    if p is None or q is None:
        return []
    return [
        f"Chi-squared p {worded_p(p)}; q {worded_p(q)}, the false discovery rate among {tests} "
        f"splits (Benjamini-Hochberg)."
    ]


def worded_p(p: float) -> str:
    """A p as a person writes it."""
    return "< 0.001" if p < 0.001 else f"= {p:.3f}"


def _exhibit(
    split: Split, found: Sequence[Rate], sample: Sample, overall: Share, q: float | None, verdict: Sequence[str]
) -> Exhibit:
    notes = list(verdict)
    if split.id == "level":
        notes.append(
            "A decision over several levels counts at each of them, so the groups overlap and the p is a rough one."
        )
    if len(found) > MOST_BARS:
        notes.append(f"The picture shows the {MOST_BARS} largest of {len(found)} groups; the table has all.")
    title = f"Granted, by {split.title}"
    return Exhibit(
        id=f"outcome_{split.id}",
        title=title,
        says=_said(found, overall, q),
        filter=sample.filter,
        n=len(sample.decided),
        table=Table(
            (Column(split.title.capitalize()), *RATE_COLUMNS),
            tuple((plain(rate.label), *rate_cells(rate.share)) for rate in found),
        ),
        picture=figures.rates([(plain(rate.label), rate.share) for rate in found[:MOST_BARS]], overall, title),
        described=f"Points with 95% intervals, one a {split.title}; the line is the rate of all decisions.",
        notes=tuple(notes),
        members=tuple(Members(plain(rate.label), rate.documents) for rate in found),
    )


def _said(found: Sequence[Rate], overall: Share, q: float | None) -> str:
    """Where the groups differ beyond chance: those with enough decisions whose intervals leave the overall rate out."""
    if q is None:
        return "There are too few decisions to hold the groups against each other."
    if q >= SURE:
        return "The groups differ no more than chance makes groups differ."
    rate = overall.value or 0.0
    high = [plain(one.label) for one in found if not few(one.share.n) and one.share.low > rate]
    low = [plain(one.label) for one in found if not few(one.share.n) and one.share.high < rate]
    parts = ([f"above it: {', '.join(high)}"] if high else []) + ([f"below it: {', '.join(low)}"] if low else [])
    told = (
        f"against {rate:.0%} overall, {'; '.join(parts)}." if parts else f"though no single one leaves {rate:.0%} out."
    )
    return f"The groups differ beyond chance: {told}"


def plain(code: str) -> str:
    """A code as words: "transforaminal_esi" is "transforaminal ESI"."""
    return code.replace("_", " ").replace(" esi", " ESI")


def by_stage(all_decisions: Sequence[Decision]) -> Exhibit:
    """What was decided at each stage, every outcome with its count; nothing is left out here."""
    counts = Counter((one.stage or UNSAID, one.outcome or UNSAID) for one in all_decisions)
    members: Mapping[tuple[str, str], list[str]] = defaultdict(list)
    for one in all_decisions:
        members[one.stage or UNSAID, one.outcome or UNSAID].append(one.document)
    order = sorted(counts, key=lambda key: (key[0], -counts[key], key[1]))
    totals = Counter(stage for stage, _ in counts.elements())
    return Exhibit(
        id="outcomes",
        title="What was decided, by stage",
        says="Every document with a determination, before any filter.",
        filter="all documents with a determination",
        n=len(all_decisions),
        table=Table(
            (
                Column("Stage"),
                Column("Outcome"),
                Column("Documents", Form.COUNT),
                Column("Share of the stage", Form.SHARE),
            ),
            tuple((key[0], plain(key[1]), counts[key], counts[key] / totals[key[0]]) for key in order),
        ),
        members=tuple(Members(f"{key[0]}, {plain(key[1])}", tuple(members[key])) for key in order),
    )
