"""The decision mirror: what a decision's rationale cites, beside how the same criterion checks.

It stands apart because a denial for a reason that the record does not bear out is what an analyst reads first; nothing
here says who is right.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from chartcase.corpus import figures
from chartcase.corpus.decided import Decision
from chartcase.corpus.exhibit import Cell, Column, Exhibit, Form, Members, Table
from chartcase.corpus.intervals import share
from chartcase.corpus.outcomes import plain, rate_cells
from chartcase.corpus.sample import Sample
from chartcase.corpus.yardsticks import STATUSES, Yardstick, statuses

TOPICS_OF_REASON: Mapping[str, tuple[str, ...]] = {
    "radiculopathy": ("examination", "indication"),
    "imaging": ("imaging",),
    "conservative_care": ("conservative care",),
    "prior_relief": ("earlier response",),
    "sedation": ("safety",),
    "levels": ("levels",),
    "frequency": ("frequency",),
    "guidance": ("guidance",),
    "program": ("program",),
}
"""Which topics of a policy a stated reason is about; one that is about none (missing papers) stands without a check."""
PARTS = (("met", figures.GREEN), ("open", figures.GREY), ("not met", figures.RED))
OUTCOMES = (("denied", False), ("granted", True))
UNCHECKED = "no criterion"


def exhibits(sample: Sample, yardstick: Yardstick) -> list[Exhibit]:
    """Criteria as checked beside what the rationale cites, and reasons as stated beside the criteria as checked."""
    checked = [one for one in sample.decided if any(check.policy == yardstick.policy for check in one.checks)]
    told = f"{sample.filter}; checked by {yardstick.policy}; reading: record"
    return [one for one in (_cited(checked, yardstick, told), _reasons(checked, yardstick, told)) if one.table.rows]


def _cited(checked: Sequence[Decision], yardstick: Yardstick, told: str) -> Exhibit:
    cells: dict[tuple[str, bool, bool, str], list[str]] = defaultdict(list)
    for one in checked:
        for criterion, status in statuses(one, yardstick.policy).items():
            cites = yardstick.criteria[criterion][1] in one.cited
            cells[criterion, one.favourable is True, cites, status].append(one.document)
    rows: list[tuple[Cell, ...]] = []
    pictured: list[tuple[str, Sequence[int]]] = []
    members: list[Members] = []
    for criterion, (title, topic) in yardstick.criteria.items():
        for name, granted in OUTCOMES:
            counts = [[len(cells[criterion, granted, cites, status]) for status in STATUSES] for cites in (True, False)]
            if not sum(counts[0]):
                continue
            rows.append((title, topic, name, sum(counts[0]), *counts[0], sum(counts[1]), *counts[1]))
            pictured.extend([(title, counts[0])] if not granted else [])
            members.extend(
                _members(f"{title}, {name}, cited, ", {s: cells[criterion, granted, True, s] for s in STATUSES})
            )
    title = f"Cited in a denial's rationale: how the criterion checks ({yardstick.policy})"
    heads = [Column(word.capitalize(), Form.COUNT) for word in STATUSES]
    return Exhibit(
        id=f"mirror_{yardstick.policy}",
        title=title,
        says=_turned(pictured),
        filter=told,
        n=len(checked),
        table=Table(
            (
                Column("Criterion"),
                Column("Topic"),
                Column("Outcome"),
                Column("Cited", Form.COUNT),
                *heads,
                Column("Not cited", Form.COUNT),
                *heads,
            ),
            tuple(rows),
        ),
        picture=figures.shares(pictured, PARTS, title, "share of the denials whose rationale speaks of the topic")
        if pictured
        else None,
        described="Bars of met, open and not met, one a criterion, over denials whose rationale speaks of its topic.",
        notes=(
            "Cited: the deciding reviewer's own rationale holds a fact of the criterion's topic. "
            "It may speak for or against.",
            "A denial that cites what checks as met is worth reading; it is not a fault found: "
            "the decision may rest on another "
            "criterion, and the check sees only what the document retells of the record.",
        ),
        members=tuple(members),
    )


def _members(label: str, found: Mapping[str, Sequence[str]]) -> list[Members]:
    return [Members(f"{label}{status}", tuple(documents)) for status, documents in found.items() if documents]


def _turned(pictured: Sequence[tuple[str, Sequence[int]]]) -> str:
    told = sorted(pictured, key=lambda row: -row[1][0])
    if not told or not told[0][1][0]:
        return "No denial cites a topic whose criterion checks as met."
    name, counts = told[0]
    return (
        f"Most often for “{name}”: {counts[0]} of the {sum(counts)} denials that speak of it check as met, "
        f"{counts[1]} stay open, {counts[2]} check as not met."
    )


def _reasons(checked: Sequence[Decision], yardstick: Yardstick, told: str) -> Exhibit:
    stating: dict[str, list[Decision]] = defaultdict(list)
    for one in checked:
        for reason in set(one.reasons):
            stating[reason].append(one)
    rows: list[tuple[Cell, ...]] = []
    pictured: list[tuple[str, Sequence[int]]] = []
    members: list[Members] = []
    for reason, inside in sorted(stating.items(), key=lambda item: (-len(item[1]), item[0])):
        by_status = _as_checked(inside, yardstick, TOPICS_OF_REASON.get(reason, ()))
        counts = [len(by_status.get(status, ())) for status in STATUSES]
        granted = share(sum(one.favourable is True for one in inside), len(inside))
        rows.append((plain(reason), *counts, len(by_status.get(UNCHECKED, ())), *rate_cells(granted)))
        if sum(counts):
            pictured.append((plain(reason), counts))
        members.extend(_members(f"{plain(reason)}, ", by_status))
    title = f"Reasons for denial as stated, and as checked ({yardstick.policy})"
    heads = [Column(f"Checks as {word}", Form.COUNT) for word in STATUSES]
    return Exhibit(
        id=f"reasons_{yardstick.policy}",
        title=title,
        says="Each reason that a utilization review or the decision states, beside the criteria of the same topic.",
        filter=f"{told}; decisions that state a reason",
        n=len({one.document for inside in stating.values() for one in inside}),
        table=Table(
            (
                Column("Reason as stated"),
                *heads,
                Column("No such criterion", Form.COUNT),
                Column("Decisions", Form.COUNT),
                Column("Granted", Form.COUNT),
                Column("Rate", Form.SHARE),
                Column("95% from", Form.SHARE),
                Column("to", Form.SHARE),
                Column(""),
            ),
            tuple(rows),
        ),
        picture=figures.shares(pictured, PARTS, title, "share of the decisions that state the reason")
        if pictured
        else None,
        described="Bars of met, open and not met, one a stated reason.",
        notes=(
            "A topic with several criteria counts as not met where one is not met, else as open where one is open.",
            "A decision can state several reasons and then counts at each.",
        ),
        members=tuple(members),
    )


def _as_checked(inside: Sequence[Decision], yardstick: Yardstick, topics: Sequence[str]) -> dict[str, list[str]]:
    """Documents by the status that stands for all criteria of the topics."""
    found: dict[str, list[str]] = defaultdict(list)
    for one in inside:
        there = {
            status
            for criterion, status in statuses(one, yardstick.policy).items()
            if yardstick.criteria[criterion][1] in topics
        }
        worst = next((status for status in reversed(STATUSES) if status in there), UNCHECKED)
        found[worst].append(one.document)
    return found
