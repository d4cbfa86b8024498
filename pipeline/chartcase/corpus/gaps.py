"""Conflicts in a record and criteria left open, and whether denials go with them.

It stands apart because these are what a provider can mend before a request is sent.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from chartcase.corpus import figures
from chartcase.corpus.checks import RATIO_COLUMNS, ratio_cells
from chartcase.corpus.decided import Decision
from chartcase.corpus.exhibit import Column, Exhibit, Form, Members, Table
from chartcase.corpus.intervals import Ratio, Share, false_discovery, odds_ratio, share
from chartcase.corpus.sample import Sample
from chartcase.corpus.yardsticks import Yardstick, statuses

LEAST = 10
"""A gap that fewer decisions have is listed by count alone."""
MOST_BARS = 16


@dataclass(frozen=True, slots=True)
class Gap:
    """A conflict or an open criterion: denials with it against denials without it."""

    label: str
    with_it: Share
    without: Share
    ratio: Ratio | None
    documents: tuple[str, ...]


def exhibits(sample: Sample, yardstick: Yardstick | None) -> list[Exhibit]:
    """Conflicts by field, and criteria left open, each with the odds of a denial."""
    found = [_conflicts(sample)]
    if yardstick is not None:
        found.append(_open(sample, yardstick))
    return [one for one in found if one.table.rows]


def _conflicts(sample: Sample) -> Exhibit:
    having: dict[str, set[str]] = defaultdict(set)
    for one in sample.decided:
        for field in one.conflicts:
            having[field.replace("_", " ").replace(".", ": ")].add(one.document)
        if one.conflicts:
            having["any conflict"].add(one.document)
    gaps = [_gap(label, sample.decided, documents) for label, documents in having.items()]
    return _exhibit(
        "conflicts",
        "Conflicts in the record, and denials",
        gaps,
        sample.filter,
        len(sample.decided),
        "Statements of one document that cannot both hold (two sides, two counts of visits).",
    )


def _open(sample: Sample, yardstick: Yardstick) -> Exhibit:
    checked = [one for one in sample.decided if any(check.policy == yardstick.policy for check in one.checks)]
    gaps: list[Gap] = []
    for criterion, (title, _) in yardstick.criteria.items():
        applying = [(one, status) for one in checked if (status := statuses(one, yardstick.policy).get(criterion))]
        silent = {one.document for one, status in applying if status == "open"}
        if silent:
            gaps.append(_gap(title, [one for one, _ in applying], silent))
    return _exhibit(
        f"open_{yardstick.policy}",
        "Documentation that was missing, and denials",
        gaps,
        f"{sample.filter}; checked by {yardstick.policy}; reading: record; where the criterion applies",
        len(checked),
        "Criteria that the document leaves open: what would answer them is not in it.",
    )


def _gap(label: str, among: Sequence[Decision], having: set[str]) -> Gap:
    inside = [one for one in among if one.document in having]
    outside = [one for one in among if one.document not in having]
    denied_in, denied_out = (sum(one.favourable is False for one in part) for part in (inside, outside))
    ratio = odds_ratio(denied_in, len(inside) - denied_in, denied_out, len(outside) - denied_out)
    documents = tuple(one.document for one in inside)
    return Gap(
        label,
        share(denied_in, len(inside)),
        share(denied_out, len(outside)),
        ratio if len(inside) >= LEAST else None,
        documents,
    )


def _exhibit(name: str, title: str, gaps: Sequence[Gap], told: str, n: int, says: str) -> Exhibit:
    ordered = sorted(gaps, key=lambda one: (-one.with_it.n, one.label))
    tested = [one for one in ordered if one.ratio is not None]
    levels = dict(
        zip((one.label for one in tested), false_discovery([one.ratio.p for one in tested if one.ratio]), strict=True)
    )
    pictured = [(one.label, one.ratio) for one in tested if one.ratio is not None][:MOST_BARS]
    return Exhibit(
        id=name,
        title=title,
        says=says,
        filter=told,
        n=n,
        table=Table(
            (
                Column("What"),
                Column("Decisions with it", Form.COUNT),
                Column("Denied", Form.SHARE),
                Column("95% from", Form.SHARE),
                Column("to", Form.SHARE),
                Column("Denied without it", Form.SHARE),
                *RATIO_COLUMNS,
            ),
            tuple(
                (
                    one.label,
                    one.with_it.n,
                    one.with_it.value,
                    one.with_it.low,
                    one.with_it.high,
                    one.without.value,
                    *(ratio_cells(one.ratio, levels[one.label]) if one.ratio else (None,) * len(RATIO_COLUMNS)),
                )
                for one in ordered
            ),
        ),
        picture=figures.ratios(pictured, title, "odds of a denial, with it against without it, 95% interval", bad=True)
        if pictured
        else None,
        described="Odds ratios of a denial with 95% intervals; the line is 1.",
        notes=(
            f"One at a time, nothing else held equal; fewer than {LEAST} decisions give no ratio. "
            f"q: the false discovery rate "
            f"among these {len(tested)} tests (Benjamini-Hochberg).",
        ),
        members=tuple(Members(one.label, one.documents) for one in ordered),
    )
