"""What a store holds and what could not be read or determined.

It stands apart because it counts documents that no other chapter counts.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from chartcase.corpus import figures
from chartcase.corpus.decided import Decision
from chartcase.corpus.exhibit import Column, Exhibit, Form, Members, Table
from chartcase.corpus.intervals import share
from chartcase.corpus.sample import Sample
from chartcase.corpus.yardsticks import STATUSES, Yardstick, statuses

PARTS = (("met", figures.GREEN), ("open", figures.GREY), ("not met", figures.RED))
ELSE = "not assessed or not applicable"
FIELDS: tuple[tuple[str, Callable[[Decision], object]], ...] = (
    ("outcome", lambda one: one.outcome),
    ("stage", lambda one: one.stage),
    ("procedure", lambda one: one.procedure),
    ("first or repeat", lambda one: one.phase),
    ("region", lambda one: one.region),
    ("level", lambda one: one.levels or None),
    ("side", lambda one: one.laterality),
    ("approach", lambda one: None if one.approach == "unspecified" else one.approach),
    ("year", lambda one: one.year),
    ("specialty", lambda one: one.specialty),
    ("organisation", lambda one: one.organisation),
    ("state", lambda one: one.state),
    ("sex", lambda one: one.sex),
    ("age", lambda one: one.age),
    ("criteria cited", lambda one: one.criteria_cited or None),
    ("reason for denial", lambda one: one.reasons or None),
)


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read: its path, the sentence and the exit code of its kind."""

    path: str
    sentence: str
    exit_code: int


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the store holds, in counts: documents, their pages, pages not read, further paths with the same bytes, and
    documents with the text of another; documents with unread pages by hash; failures."""

    documents: int
    pages: int
    unreadable_pages: int
    copies: int
    same_text: int
    with_unreadable: tuple[str, ...]
    without_decision: tuple[str, ...]
    failures: tuple[Failure, ...]


def exhibits(holdings: Holdings, sample: Sample, yardstick: Yardstick | None) -> list[Exhibit]:
    """The way from files to the decisions that count, what was named, what failed, and what stayed open."""
    found = [_flow(holdings, sample), _fields(sample)]
    if holdings.failures:
        found.append(_failures(holdings))
    return [*found, _determined(sample, yardstick)] if yardstick is not None else found


def _flow(holdings: Holdings, sample: Sample) -> Exhibit:
    rows = (
        ("Files that could not be read", len(holdings.failures)),
        ("Documents read", holdings.documents),
        ("Further files with the same bytes as one of them", holdings.copies),
        ("Documents with the same text as another", holdings.same_text),
        ("Pages read", holdings.pages - holdings.unreadable_pages),
        ("Pages not read", holdings.unreadable_pages),
        ("Documents without a determination", len(holdings.without_decision)),
        ("Documents with a determination", len(sample.everything)),
        ("    of another stage", sample.dropped_stage),
        ("    without a readable outcome", sample.dropped_outcome),
        ("    with the text of another decision", sample.dropped_same),
        ("Decisions that count below", len(sample.decided)),
    )
    return Exhibit(
        id="coverage",
        title="From files to decisions",
        says=f"{len(sample.decided)} of {holdings.documents} documents count in the figures of this report.",
        filter="everything in the store",
        n=holdings.documents,
        table=Table((Column("What"), Column("Number", Form.COUNT)), rows),
        members=tuple(
            one
            for one in (
                Members("Pages not read", holdings.with_unreadable),
                Members("Without a determination", holdings.without_decision),
                Members(
                    "Without a readable outcome",
                    tuple(one.document for one in sample.everything if one.favourable is None),
                ),
            )
            if one.documents
        ),
    )


def _fields(sample: Sample) -> Exhibit:
    rows = [(name, [one.document for one in sample.decided if read(one) is None]) for name, read in FIELDS]
    n = len(sample.decided)
    shares = [(name, share(n - len(missing), n)) for name, missing in rows]
    return Exhibit(
        id="fields",
        title="What the decisions name",
        says=(
            "How often each thing could be read from a decision; what is not named is masked, left out, or was missed."
        ),
        filter=sample.filter,
        n=n,
        table=Table(
            (
                Column("Field"),
                Column("Named", Form.COUNT),
                Column("Not named", Form.COUNT),
                Column("Share named", Form.SHARE),
            ),
            tuple((name, one.count, one.n - one.count, one.value) for name, one in shares),
        ),
        members=tuple(Members(f"{name} not named", tuple(missing)) for name, missing in rows if missing),
    )


def _failures(holdings: Holdings) -> Exhibit:
    counts = Counter((one.exit_code, one.sentence) for one in holdings.failures)
    rows = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return Exhibit(
        id="failures",
        title="Files that could not be read",
        says="Each with the reason that was given; `chartcase corpus build --retry` tries them again.",
        filter="all failures",
        n=len(holdings.failures),
        table=Table(
            (Column("Reason"), Column("Exit code", Form.COUNT), Column("Files", Form.COUNT)),
            tuple((sentence, code, count) for (code, sentence), count in rows),
        ),
    )


def _determined(sample: Sample, yardstick: Yardstick) -> Exhibit:
    counts: Mapping[str, Counter[str]] = defaultdict(Counter)
    open_at: Mapping[str, list[str]] = defaultdict(list)
    for one in sample.decided:
        there = statuses(one, yardstick.policy)
        for check in one.checks:
            if check.policy == yardstick.policy:
                group = there.get(check.criterion, ELSE)
                counts[check.criterion][group] += 1
                if group == "open":
                    open_at[check.criterion].append(one.document)
    rows = [
        (title, [counts[name][status] for status in STATUSES], counts[name][ELSE])
        for name, (title, _) in yardstick.criteria.items()
    ]
    title = "What could be determined, by criterion"
    return Exhibit(
        id=f"determined_{yardstick.policy}",
        title=title,
        says=f"{yardstick.title}. Open means that the document does not say.",
        filter=f"{sample.filter}; checked by {yardstick.policy}; reading: record",
        n=yardstick.decisions,
        table=Table(
            (
                Column("Criterion"),
                *(Column(status.capitalize(), Form.COUNT) for status in STATUSES),
                Column("Does not apply", Form.COUNT),
            ),
            tuple((name, *three, other) for name, three, other in rows),
        ),
        picture=figures.shares(
            [(name, three) for name, three, _ in rows if sum(three)],
            PARTS,
            title,
            "share of the decisions to which the criterion applies",
        ),
        described="Bars of met, open and not met, one a criterion.",
        members=tuple(
            Members(f"{title}: open", tuple(open_at[name]))
            for name, (title, _) in yardstick.criteria.items()
            if open_at[name]
        ),
    )
