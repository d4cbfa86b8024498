"""The model card: what the outcome model is, what it saw, how well it does and what it must not be used for.

It stands apart because it is read without the report.
"""

from collections.abc import Iterator

from chartcase.corpus.features import Kind
from chartcase.corpus.model import EVENTS_A_FEATURE, LEAST_EVENTS, Model, Refusal
from chartcase.corpus.sample import Sample


def card(found: Model | Refusal, sample: Sample, version: str) -> str:
    """The card as Markdown."""
    lines = _refused(found) if isinstance(found, Refusal) else _fitted(found)
    return "\n".join(["# Outcome model", "", *_purpose(), *_data(sample, version), *lines, *_limits(), ""])


def _purpose() -> Iterator[str]:
    yield "Describes which features of a record went with past decisions. It predicts nothing about a request that is"
    yield "open, recommends neither a denial nor an approval, and must not be used to decide one."
    yield ""


def _data(sample: Sample, version: str) -> Iterator[str]:
    yield "## Data"
    yield ""
    yield f"- {len(sample.decided)} decisions ({sample.filter}), read by chartcase {version}."
    yield f"- Not counted: {sample.dropped_stage} of other stages, {sample.dropped_outcome} without a readable outcome,"
    yield f"  {sample.dropped_same} that repeat another's text."
    yield "- Granted means overturned, in full or in part; denied means upheld."
    yield "- Features come only from facts outside the rationale and the outcome's paragraph that are no reviewer's"
    yield "  conclusion. A flag that the record does not show counts as not so."
    yield ""


def _refused(found: Refusal) -> Iterator[str]:
    yield "## No model"
    yield ""
    yield found.why
    yield ""


def _fitted(model: Model) -> Iterator[str]:
    found = model.validation
    yield "## Model"
    yield ""
    yield f"- {model.n} decisions, {model.granted} granted, {len(model.drivers)} features. Fitted only with at least"
    yield f"  {EVENTS_A_FEATURE} decisions of the rarer outcome for each feature (Peduzzi 1996) and {LEAST_EVENTS} in"
    yield "  all (Vergouwe 2005)."
    yield "- Odds ratios: logistic regression without a penalty, errors by group. Prediction: with an L2 penalty,"
    yield f"  C = {found.strength:g}, chosen within each fold. Gradient boosting (depth 3) stands beside it as a check."
    yield f"- Five folds that split no group ({found.groups} groups: same text, or same age, sex, service, levels, side"
    yield "  and state)."
    yield ""
    yield "| predictor | AUC | Brier | log loss | calibration slope | intercept |"
    yield "|---|---|---|---|---|---|"
    for one in model.performance:
        line = f"{_number(one.slope)} | {_number(one.intercept)}"
        yield f"| {one.name} | {one.auc:.3f} | {one.brier:.3f} | {one.log_loss:.3f} | {line} |"
    yield ""
    if found.transport is not None:
        yield f"On organisations left out as a whole: AUC {found.transport:.3f} ({found.organisations} organisations)."
        yield ""
    yield from _ratios(model)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _ratios(model: Model) -> Iterator[str]:
    yield "| feature | shown | odds ratio | 95% interval | q | importance |"
    yield "|---|---|---|---|---|---|"
    for one in model.drivers:
        ratio = one.adjusted
        shown = str(one.shown) if one.feature.kind is Kind.FLAG else ""
        interval = f"{ratio.low:.2f} to {ratio.high:.2f}"
        yield f"| {one.feature.label} | {shown} | {ratio.value:.2f} | {interval} | {one.q:.3f} | {one.importance:.4f} |"
    yield ""
    for left in model.left_out:
        yield f"- Left out: {left.feature.label}: {left.why}."
    yield ""


def _limits() -> Iterator[str]:
    yield "## Limits"
    yield ""
    yield "- Association, not cause: what reviewers wrote down and what they decided have common causes."
    yield "- A reviewer who retells a record chooses what to retell; features come from that retelling."
    yield "- Extraction errors draw odds ratios towards 1."
    yield "- Decisions that reach independent review are not all requests; nothing follows for the others."
