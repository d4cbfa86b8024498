"""An assessment, a comparison or a list of policies as lines for a terminal.

It stands apart so that the words on the screen are tested, and quotes appear only where somebody asked for them.
"""

import textwrap
from collections.abc import Iterator, Mapping, Sequence

from chartcase.criteria.assessment import Assessment, Citation, CriterionResult, Proof
from chartcase.criteria.comparing import Flip, Mirror, TopicRow
from chartcase.criteria.judging import Status
from chartcase.criteria.kleene import Truth
from chartcase.criteria.policy import Criterion, Policy, leaves
from chartcase.criteria.reading import PolicyInfo
from chartcase.criteria.reasons import SPEAKERS
from chartcase.terminal import shown

WIDTH = 100
SIGNS: Mapping[Status, str] = {
    Status.MET: "✓",
    Status.LIKELY_MET: "(✓)",
    Status.UNDETERMINED: "?",
    Status.LIKELY_NOT_MET: "(✕)",
    Status.NOT_MET: "✕",
    Status.NOT_APPLICABLE: "–",
    Status.NOT_ASSESSED: "·",
}
TRUTHS: Mapping[Truth, str] = {
    Truth.TRUE: "yes",
    Truth.FALSE: "no",
    Truth.UNKNOWN: "open",
    Truth.NOT_APPLICABLE: "does not apply",
}


def assessment_lines(assessment: Assessment, *, quotes: bool = False) -> Iterator[str]:
    """The assessment; with `quotes` each criterion's tests with the words of the record behind them."""
    yield f"{assessment.title} ({assessment.policy}, {assessment.version})"
    yield f"Payer: {assessment.payer}"
    for note in (*assessment.notes, *(f"Supposed: {said}" for said in assessment.supposed)):
        yield from _wrap(f"Note: {note}", "      ")
    yield ""
    for result in assessment.criteria:
        yield from _criterion_lines(result, quotes=quotes)
    yield from _wrap(assessment.overall)
    yield from _missing_lines(assessment)
    yield from _disposition_lines(assessment, quotes=quotes)


def _criterion_lines(result: CriterionResult, *, quotes: bool) -> Iterator[str]:
    grade = f", {result.grade.value} evidence" if result.grade else ""
    yield f"{SIGNS[result.status]:>3} {result.status.value.replace('_', ' ')}: {result.title}  [{result.id}{grade}]"
    yield from _wrap(result.reason, "      ", first="      ")
    if result.strict_reading is not None:
        strict = f"Read strictly: {result.strict_reading.status.value}. {result.strict_reading.reason}"
        yield from _wrap(strict, "      ", first="      ")
    if result.ask is not None:
        yield from _wrap(f"Ask for: {result.ask}", "      ", first="      ")
    if quotes and result.proof is not None:
        yield from _proof_lines(result.proof, 6)
    yield ""


def _proof_lines(proof: Proof, indent: int) -> Iterator[str]:
    pad = " " * indent
    if proof.parts:
        yield f"{pad}{proof.kind} of: {TRUTHS[proof.truth]}"
    else:
        yield from _wrap(f"{pad}{TRUTHS[_told(proof)]}: {proof.text}", pad + "  ")
    for label, ids in (("for", proof.supports), ("against", proof.against), ("not documented", proof.lacking)):
        for citation in proof.citations:
            if citation.fact in ids:
                yield from _wrap(f"{pad}  {label} {_cited(citation)}", pad + "    ")
    for part in proof.parts:
        yield from _proof_lines(part, indent + 2)


def _told(proof: Proof) -> Truth:
    return proof.truth if proof.truth.known else proof.truth_if_lenient


def _cited(citation: Citation) -> str:
    doubt = ", read with doubt" if citation.doubtful else ""
    place = f"{shown(citation.source)}, page {citation.page}"
    return f"{citation.fact} ({SPEAKERS[citation.said_by]}, {place}{doubt}): “{shown(citation.quote)}”"


def _missing_lines(assessment: Assessment) -> Iterator[str]:
    if assessment.missing:
        yield ""
        yield "What to ask for, the most useful first:"
    for number, item in enumerate(assessment.missing, start=1):
        settles = f" (settles {item.settles} of the criteria alone)" if item.settles > 1 else ""
        yield from _wrap(f"{number}. {item.ask}{settles}", "   ")


def _disposition_lines(assessment: Assessment, *, quotes: bool) -> Iterator[str]:
    if assessment.dispositions:
        yield ""
        yield "What documents in the record decided themselves (no part of the statuses above):"
    for said in assessment.dispositions:
        words = f": “{shown(said.quote)}”" if quotes else ""
        outcome = (said.outcome or "").replace("_", " ")
        yield from _wrap(f"- {outcome} ({SPEAKERS[said.said_by]}, {shown(said.source)}, page {said.page}){words}", "  ")


def side_by_side_lines(first: Assessment, second: Assessment, rows: Sequence[TopicRow]) -> Iterator[str]:
    """Two policies by topic; an asterisk where the choice of policy changes the answer."""
    yield f"A  {first.policy}: {first.overall}"
    yield f"B  {second.policy}: {second.overall}"
    yield ""
    for row in rows:
        mark = "*" if row.changes else " "
        yield f"{mark} {row.topic.value}: A {row.first_status.value}, B {row.second_status.value}"
        if row.changes:
            yield from _side("A", row.first)
            yield from _side("B", row.second)
    changing = [row.topic.value for row in rows if row.changes]
    yield ""
    yield from _wrap(f"The policy chosen changes: {', '.join(changing) or 'nothing'}.")


def _side(letter: str, results: Sequence[CriterionResult]) -> Iterator[str]:
    if not results:
        yield f"    {letter}: has no such criterion"
    for result in results:
        yield from _wrap(f"    {letter} {result.id}: {result.reason}", "      ")


def flip_lines(supposed: Sequence[str], found: Sequence[Flip]) -> Iterator[str]:
    """Which criteria a supposition would flip."""
    yield f"If {', '.join(supposed)}:"
    if not found:
        yield "  no criterion would stand differently."
    for flip in found:
        yield f"  {flip.title}: {flip.before.value} -> {flip.after.value}  [{flip.id}]"
        yield from _wrap(flip.reason, "      ", first="      ")


def mirror_lines(found: Mirror) -> Iterator[str]:
    """Where the document and the checker differ, criterion by criterion."""
    yield f"Document against checker, {found.policy}"
    for said in found.dispositions:
        outcome = (said.outcome or "").replace("_", " ")
        yield f"  The document decided: {outcome} ({SPEAKERS[said.said_by]}, page {said.page})"
    yield ""
    for row in found.rows:
        stated = f"the document states {row.stated.value}; " if row.stated else ""
        yield f"{'*' if row.differs else ' '} {row.title}  [{row.id}]"
        yield (
            f"      {stated}the checker {row.checker.value}; from reviewers' words alone {row.by_reviewers.value}; "
            f"from the rest of the record alone {row.by_record.value}"
        )
        if row.differs:
            yield from _wrap(row.why, "      ", first="      ")
    count = sum(row.differs for row in found.rows)
    yield ""
    yield f"They differ on {count} of {len(found.rows)} criteria." if count else "They differ on no criterion."
    yield found.outcome


def policy_lines(found: Sequence[PolicyInfo]) -> Iterator[str]:
    """The list of policies."""
    for policy in found:
        regions = ", ".join(policy.applies_to.regions)
        yield f"{policy.id:<28} {policy.title}"
        yield f"{'':<28} {policy.payer}; version {policy.version}; {regions or 'any region'}"


def policy_detail_lines(policy: Policy) -> Iterator[str]:
    """One policy: criteria, parameters and sources."""
    yield f"{policy.title} ({policy.id}, {policy.version})"
    yield f"Payer: {policy.payer}"
    if policy.note:
        yield from _wrap(f"Note: {policy.note}", "      ")
    yield ""
    for criterion in policy.criteria:
        yield from _policy_criterion_lines(policy, criterion)
    yield ""
    for name, param in policy.params.items():
        mark = ", unverified" if param.unverified else ""
        yield from _wrap(f"params.{name} = {param.value:g} {param.unit}: {param.text} ({param.source}{mark})", "    ")
    for source in policy.sources:
        yield from _wrap(f"Source {source.id} ({source.standing.value}): {source.title}, {source.link}", "    ")


def _policy_criterion_lines(policy: Policy, criterion: Criterion) -> Iterator[str]:
    yield f"  {criterion.title}  [{criterion.id}, {criterion.topic.value}]"
    for leaf in leaves(criterion.test) if criterion.test is not None else ():
        yield from _wrap(f"- {policy.words(leaf.text)}", "      ", first="    ")
    if criterion.not_assessed:
        yield from _wrap(f"Not assessed: {criterion.not_assessed}", "    ", first="    ")


def _wrap(text: str, indent: str = "", *, first: str = "") -> Iterator[str]:
    yield from textwrap.wrap(
        text, WIDTH, initial_indent=first, subsequent_indent=indent, break_long_words=False, drop_whitespace=True
    )
