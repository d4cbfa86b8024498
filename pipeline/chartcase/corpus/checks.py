"""How often a request was granted where a criterion is met, not met or open.

It stands apart because it sets outcomes against statuses; what reviewers cite is the mirror's part.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from chartcase.corpus import figures
from chartcase.corpus.decided import Decision
from chartcase.corpus.exhibit import Cell, Column, Exhibit, Form, Members, Table
from chartcase.corpus.intervals import Ratio, false_discovery, odds_ratio, share
from chartcase.corpus.outcomes import RATE_COLUMNS, rate_cells
from chartcase.corpus.sample import Sample
from chartcase.corpus.yardsticks import STATUSES, WHAT_READINGS_ARE, Reading, Yardstick, statuses

LEAST = 10
"""A criterion that is met (or not met or open) in fewer decisions gives no ratio."""
RATIO_COLUMNS = (
    Column("Odds ratio", Form.RATIO),
    Column("95% from", Form.RATIO),
    Column("to", Form.RATIO),
    Column("p", Form.P),
    Column("q", Form.P),
)


PARTS = (("met", figures.GREEN), ("open", figures.SOFT), ("not met", figures.RED))


@dataclass(frozen=True, slots=True)
class Contrast:
    """One criterion in one reading: granted decisions where it is met against where it is not met or open."""

    criterion: str
    reading: Reading
    ratio: Ratio | None


def exhibits(sample: Sample, yardstick: Yardstick) -> list[Exhibit]:
    """Rates by status, and odds ratios with their false discovery rates."""
    checked = [one for one in sample.decided if any(check.policy == yardstick.policy for check in one.checks)]
    told = f"{sample.filter}; checked by {yardstick.policy}"
    return [_rates(checked, yardstick, told), _ratios(checked, yardstick, told)]


def _rates(checked: Sequence[Decision], yardstick: Yardstick, told: str) -> Exhibit:
    inside: dict[tuple[str, str], list[Decision]] = defaultdict(list)
    for one in checked:
        for criterion, status in statuses(one, yardstick.policy).items():
            inside[criterion, status].append(one)
    keys = [
        (criterion, status) for criterion in yardstick.criteria for status in STATUSES if (criterion, status) in inside
    ]
    shares = {key: share(sum(one.favourable is True for one in inside[key]), len(inside[key])) for key in keys}
    labels = {key: f"{yardstick.criteria[key[0]][0]}: {key[1]}" for key in keys}
    title = f"Granted, by criterion and status ({yardstick.policy})"
    overall = share(sum(one.favourable is True for one in checked), len(checked))
    return Exhibit(
        id=f"criteria_{yardstick.policy}",
        title=title,
        says=f"{yardstick.title}: what became of requests where a criterion is met, open or not met.",
        filter=f"{told}; reading: record",
        n=len(checked),
        table=Table(
            (Column("Criterion"), Column("Status"), *RATE_COLUMNS),
            tuple((yardstick.criteria[key[0]][0], key[1], *rate_cells(shares[key])) for key in keys),
        ),
        picture=figures.grouped(
            [
                (title, [shares.get((name, status)) for status in STATUSES])
                for name, (title, _) in yardstick.criteria.items()
                if any((name, status) in inside for status in STATUSES)
            ],
            PARTS,
            overall,
            title,
        ),
        described=(
            "Points with 95% intervals, three a criterion for met, open and not met; the line is the rate of all."
        ),
        notes=(WHAT_READINGS_ARE,),
        members=tuple(Members(labels[key], tuple(one.document for one in inside[key])) for key in keys),
    )


def _ratios(checked: Sequence[Decision], yardstick: Yardstick, told: str) -> Exhibit:
    contrasts = [_contrast(checked, yardstick, one, reading) for reading in Reading for one in yardstick.criteria]
    tested = [one for one in contrasts if one.ratio is not None]
    levels = dict(zip(map(id, tested), false_discovery([one.ratio.p for one in tested if one.ratio]), strict=True))
    rows = [(one, one.ratio, levels[id(one)]) for one in tested if one.ratio is not None]
    shown = [(yardstick.criteria[one.criterion][0], ratio) for one, ratio, _ in rows if one.reading is Reading.RECORD]
    title = f"Odds of being granted, criterion met against not met or open ({yardstick.policy})"
    return Exhibit(
        id=f"criteria_odds_{yardstick.policy}",
        title=title,
        says=_said(
            [
                (yardstick.criteria[one.criterion][0], ratio, q)
                for one, ratio, q in rows
                if one.reading is Reading.RECORD
            ]
        ),
        filter=told,
        n=len(checked),
        table=Table(
            (Column("Criterion"), Column("Reading"), *RATIO_COLUMNS),
            tuple(
                (yardstick.criteria[one.criterion][0], one.reading.value, *ratio_cells(ratio, q))
                for one, ratio, q in rows
            ),
        ),
        picture=figures.ratios(shown, title, "odds ratio, one criterion at a time, 95% interval") if shown else None,
        described="Odds ratios with 95% intervals, one a criterion, by the record; the line is 1.",
        notes=(
            f"One criterion at a time, nothing else held equal; groups below {LEAST} decisions "
            f"give no ratio. q: the false "
            f"discovery rate among these {len(rows)} tests (Benjamini-Hochberg).",
            WHAT_READINGS_ARE,
        ),
    )


def _contrast(checked: Sequence[Decision], yardstick: Yardstick, criterion: str, reading: Reading) -> Contrast:
    cells = {(met, granted): 0 for met in (True, False) for granted in (True, False)}
    for one in checked:
        status = statuses(one, yardstick.policy, reading).get(criterion)
        if status is not None:
            cells[status == "met", one.favourable is True] += 1
    met, others = (cells[group, True] + cells[group, False] for group in (True, False))
    if min(met, others) < LEAST:
        return Contrast(criterion, reading, None)
    return Contrast(
        criterion, reading, odds_ratio(cells[True, True], cells[True, False], cells[False, True], cells[False, False])
    )


def ratio_cells(ratio: Ratio, q: float) -> tuple[Cell, ...]:
    """The cells of `RATIO_COLUMNS`."""
    return (ratio.value, ratio.low, ratio.high, ratio.p, q)


def _said(rows: Sequence[tuple[str, Ratio, float]]) -> str:
    sure = sorted((row for row in rows if row[2] < 0.05), key=lambda row: row[1].p)
    if not sure:
        return "No criterion goes with the outcome by more than chance would make of so many tests."
    names = "; ".join(f"{name} ({ratio.value:.1f})" for name, ratio, _ in sure[:5])
    return f"Goes with the outcome beyond chance (q < 0.05): {names}."
