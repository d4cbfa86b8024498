"""The outcome model as exhibits: odds ratios, how well it predicts, calibration, importance; or why there is none.

It stands apart because it words what the model found and fits nothing.
"""

from collections.abc import Sequence

from chartcase.corpus import figures
from chartcase.corpus.decided import Decision
from chartcase.corpus.exhibit import Cell, Column, Exhibit, Form, Members, Table
from chartcase.corpus.features import Kind
from chartcase.corpus.model import Driver, Model
from chartcase.corpus.sample import Sample

MOST_NAMED = 6


def exhibits(sample: Sample, model: Model) -> list[Exhibit]:
    """Odds ratios, performance, calibration and importance of a model."""
    told = f"{sample.filter}; features from outside the rationale and the outcome"
    return [_odds(sample, model, told), _performance(model, told), _calibration(model, told), _importance(model, told)]


def _odds(sample: Sample, model: Model, told: str) -> Exhibit:
    ordered = sorted(model.drivers, key=lambda one: (not one.adjusted.excludes_one, -abs(_logged(one))))
    title = "What goes with being granted, all else held equal"
    return Exhibit(
        id="drivers",
        title=title,
        says=said(model.drivers),
        filter=told,
        n=model.n,
        table=Table(
            (
                Column("Feature"),
                Column("Shown in", Form.COUNT),
                Column("Odds ratio", Form.RATIO),
                Column("95% from", Form.RATIO),
                Column("to", Form.RATIO),
                Column("p", Form.P),
                Column("q", Form.P),
                Column("Alone", Form.RATIO),
                Column("Penalised", Form.RATIO),
            ),
            tuple(_row(one) for one in ordered),
        ),
        picture=figures.ratios(
            [(one.feature.label, one.adjusted) for one in ordered],
            title,
            "odds ratio of being granted, all others held equal, 95% interval",
        ),
        described="Odds ratios with 95% intervals, one a feature; the line is 1.",
        notes=(
            "Logistic regression without a penalty; intervals allow for decisions that may be "
            "about one patient being alike. "
            f"q: the false discovery rate among these {len(ordered)} tests (Benjamini-Hochberg). "
            f"Alone: the same odds ratio with "
            "nothing held equal. Penalised: under the penalty that predicts best.",
            "Not shown counts as not so. What goes with an outcome need not be its cause.",
            *(f"Left out: {one.feature.label}: {one.why}." for one in model.left_out),
        ),
        members=tuple(
            Members(one.feature.label, _having(sample.decided, one.feature.name))
            for one in ordered
            if one.feature.kind is Kind.FLAG
        ),
    )


def _row(one: Driver) -> tuple[Cell, ...]:
    ratio = one.adjusted
    alone = one.alone.value if one.alone else None
    shown = one.shown if one.feature.kind is Kind.FLAG else None
    return (one.feature.label, shown, ratio.value, ratio.low, ratio.high, ratio.p, one.q, alone, one.penalised)


def _logged(one: Driver) -> float:
    """Distance of an odds ratio from 1, the same for 2 and for a half."""
    return max(one.adjusted.value, 1 / one.adjusted.value)


def _having(decided: Sequence[Decision], name: str) -> tuple[str, ...]:
    return tuple(one.document for one in decided if one.features.get(name) is True)


def said(drivers: Sequence[Driver]) -> str:
    """The features whose interval leaves 1 out and whose q is below 0.05, the strongest first, as a sentence."""
    sure = sorted((one for one in drivers if one.adjusted.excludes_one and one.q < 0.05), key=_logged, reverse=True)
    if not sure:
        return "No feature goes with the outcome by more than chance would make of so many tests."
    up = [f"{one.feature.label} ({one.adjusted.value:.1f})" for one in sure if one.adjusted.value > 1]
    down = [f"{one.feature.label} ({one.adjusted.value:.2f})" for one in sure if one.adjusted.value < 1]
    parts = ([f"More often granted: {'; '.join(up[:MOST_NAMED])}."] if up else []) + (
        [f"Less often: {'; '.join(down[:MOST_NAMED])}."] if down else []
    )
    return " ".join(parts)


def _performance(model: Model, told: str) -> Exhibit:
    found = model.validation
    rows = tuple(
        (one.name, one.auc, *one.folds, one.brier, one.log_loss, one.slope, one.intercept) for one in model.performance
    )
    transport = (
        f"On organisations that it never saw, the logistic regression has an AUC of {found.transport:.2f} "
        f"({found.organisations} organisations)."
        if found.transport is not None
        else f"Too few organisations ({found.organisations}) to leave one out."
    )
    return Exhibit(
        id="performance",
        title="How well it predicts decisions it has not seen",
        says=_compared(model),
        filter=told,
        n=model.n,
        table=Table(
            (
                Column("Predictor"),
                Column("AUC", Form.RATIO),
                Column("lowest fold", Form.RATIO),
                Column("highest", Form.RATIO),
                Column("Brier", Form.P),
                Column("Log loss", Form.P),
                Column("Calibration slope", Form.RATIO),
                Column("intercept", Form.RATIO),
            ),
            rows,
        ),
        notes=(
            f"Five folds; none splits a group. A group is decisions with the same text, or the "
            f"same age, sex, service, levels, "
            f"side and state, which may be one patient ({found.groups} groups, the largest of {found.largest_group}).",
            transport,
        ),
    )


def _compared(model: Model) -> str:
    linear, trees, nothing = model.performance
    better = linear.log_loss < nothing.log_loss
    word = "better" if better else "no better"
    curved = trees.log_loss < linear.log_loss - 0.005
    tail = (
        "Boosted trees do better, so a straight line misses something."
        if curved
        else "Boosted trees do no better, so a straight line is enough."
    )
    scores = f"AUC {linear.auc:.2f}, Brier score {linear.brier:.3f} against {nothing.brier:.3f}"
    return f"Predicts {word} than the overall rate: {scores}. {tail}"


def _calibration(model: Model, told: str) -> Exhibit:
    curves = [(one.name, one.curve) for one in model.performance if one.curve]
    title = "Predicted against granted"
    rows = tuple((name, at, one.value, one.low, one.high, one.n) for name, points in curves for at, one in points)
    return Exhibit(
        id="calibration",
        title=title,
        says="Where points lie on the line, a predicted 70% was granted in 70 of 100 decisions.",
        filter=told,
        n=model.n,
        table=Table(
            (
                Column("Predictor"),
                Column("Predicted, mean", Form.SHARE),
                Column("Granted", Form.SHARE),
                Column("95% from", Form.SHARE),
                Column("to", Form.SHARE),
                Column("Decisions", Form.COUNT),
            ),
            rows,
        ),
        picture=figures.calibration(curves, title),
        described="Granted share against predicted probability, by tenths, for both predictors.",
    )


def _importance(model: Model, told: str) -> Exhibit:
    ordered = sorted(model.drivers, key=lambda one: -one.importance)
    title = "What shuffling a feature costs"
    return Exhibit(
        id="importance",
        title=title,
        says=(
            "Log loss that is added on unseen decisions when a feature's values are shuffled; 0 "
            "means that it is not used."
        ),
        filter=told,
        n=model.n,
        table=Table(
            (
                Column("Feature"),
                Column("Logistic regression", Form.P),
                Column("spread of the folds", Form.P),
                Column("Gradient boosting", Form.P),
            ),
            tuple(
                (one.feature.label, one.importance, one.importance_spread, one.importance_boosting) for one in ordered
            ),
        ),
        picture=figures.bars(
            [(one.feature.label, one.importance, one.importance_spread) for one in ordered],
            title,
            "log loss added, logistic regression; spread over five folds",
        ),
        described="Bars of the loss that shuffling adds, one a feature.",
        notes=("Features that go together share their importance.",),
    )
