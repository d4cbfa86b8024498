"""Examination findings: for each test named, one fact a reading, with result, grade, side and roots.

It stands apart because a grade means different things for a muscle and a reflex, and the absent means good or bad by
what is absent.
"""

import re
from collections.abc import Iterator, Sequence

from chartcase.fact import Assertion, Value
from chartcase.find.attributes import AttributeHit
from chartcase.find.complaint import denied
from chartcase.find.exam_after import is_aim, with_what_follows
from chartcase.find.exam_columns import Cell, cells, heads_dermatomes, side_above
from chartcase.find.exam_denial import found_lacking, untested, weighed
from chartcase.find.exam_lists import list_side
from chartcase.find.exam_overall import overall
from chartcase.find.exam_reading import (
    Reading,
    Sign,
    absorbed,
    covering,
    names_a_test,
    readings,
    signs_in,
)
from chartcase.find.exam_sides import denied_beside, sides_in, topic_side
from chartcase.find.exam_value import denied_result, grade_of, present_result, result_of, root_hits, roots_of
from chartcase.find.exam_walk import NEARBY, walked
from chartcase.find.measures.generic import base_value
from chartcase.find.mention import Measured, Mention, View
from chartcase.find.modifiers import Category
from chartcase.find.nearby import after, before, clause
from chartcase.find.rulebook import FindingSpec
from chartcase.find.setting import Setting, setting_of

_FORMS = {"motor": frozenset({"word", "power", "bare"}), "reflex": frozenset({"word", "reflex", "power"})}
_WORDS = frozenset({"word"})
_EITHER = {
    "biceps": "biceps",
    "triceps": "triceps",
    "brachioradialis": "brachioradialis",
    "quadriceps": "patellar",
    "hamstrings": "medial_hamstring",
}
"""Muscles whose name also names a reflex, with the reflex's name."""
_EXAMINED_ONLY = (
    *("motor.weakness", "motor.atrophy", "motor.foot_drop", "sensory.sign", "sensory.loss", "sensory.over"),
    *("gait", "walk"),
)
_ANYWHERE = ("tension", "umn", "test", "reflex.patellar", "reflex.achilles", "reflex.hyper", "overall", "deficits")
_REFLEX = re.compile(r"\b(?:reflex(?:es)?|dtr'?s?|jerks?)\b", re.IGNORECASE)
_MOTOR = re.compile(r"\b(?:motor|strength|power|mmt|myotom\w+|muscles?|weak\w*)\b|[0-5][+-]?\s?/\s?5", re.IGNORECASE)
_STRENGTH = re.compile(r" ?(?:strength|power|weakness)\b", re.IGNORECASE)
_WEAK_AT = re.compile(r"\b(?:weakness|strength|power) (?:of|in|at) (?:the )?(?:left |right )?$", re.IGNORECASE)
_OPEN_WEAK = re.compile(r"motor\.(?:movement|general|group)")
_MYOTOME = re.compile(r"\b[CTLS]\d{1,2}(?:[-/, ]{1,3}[CTLS]?\d{1,2}){0,8} myotom\w+$", re.IGNORECASE)
_LOOK_BACK = 4


def measure(mention: Mention, view: View, finding: FindingSpec) -> Sequence[Measured]:
    """The facts of one test, muscle, reflex or sense, or of the examination as a whole."""
    del finding
    if not _admitted(mention, view) or is_aim(view):
        return ()
    if mention.rule.spec.id.startswith("overall."):
        return (overall(mention, view),)
    if mention.rule.spec.id == "deficits":
        return tuple(_unread_as(mention, view, kind) for kind in ("motor", "sensory"))
    if not names_a_test(mention):
        return tuple(_nameless(mention, view))
    if mention.rule.spec.id.startswith("walk.") or (value_test(mention) == "tandem" and not readings(view, _WORDS)):
        return tuple(walked(mention, view))
    if absorbed(view) or _of_a_walk(mention, view):
        return ()
    return untested(view) or with_what_follows(view, tuple(_tested(mention, view)))


def _of_a_walk(mention: Mention, view: View) -> bool:
    """Whether "without weakness" only says how the patient walked on heels or toes."""
    walks = view.others("exam_finding", low=max(view.sentence.start, mention.start - NEARBY), high=mention.start)
    return mention.rule.spec.id == "motor.weakness" and any(other.rule.spec.id.startswith("walk.") for other in walks)


def _admitted(mention: Mention, view: View) -> bool:
    name, setting = mention.rule.spec.id, setting_of(view, carried=True)
    if name == "sensory.row" and not (setting is not Setting.TECHNICAL and heads_dermatomes(view)):
        return False
    if name.startswith(_ANYWHERE):
        return setting is not Setting.TECHNICAL or name.startswith("overall")
    if name.startswith(_EXAMINED_ONLY):
        return setting is Setting.EXAMINATION or (
            setting is Setting.OPEN and name.startswith(("gait", "walk", "sensory.loss"))
        )
    return setting in (Setting.EXAMINATION, Setting.OPEN)


def _tested(mention: Mention, view: View) -> Iterator[Measured]:
    row = cells(view, _kind_of_row(mention, view)) if "result" not in mention.rule.value else ()
    if row:
        yield from (_of_cell(mention, view, cell, at) for at, cell in enumerate(row))
        return
    found = readings(view, _forms(mention))
    if not found and value_test(mention) in _RAISED:
        yield from _raised(mention, view)
        return
    if not found or "result" in mention.rule.value:
        unread = _unread(mention, view, found)
        if unread is not None:
            yield unread
        return
    for reading in found:
        if not (
            _OPEN_WEAK.match(mention.rule.spec.id)
            and _only_weak(reading)
            and setting_of(view, carried=True) is Setting.OPEN
        ):
            yield _read(mention, view, reading)
    if (
        value_kind(mention) in ("tension", "umn")
        and found[-1].first("word")
        and (other := denied_beside(found[-1].signs[-1], view)) is not None
    ):
        start, end, side = other
        value: dict[str, Value] = {**base_value(mention), "result": "negative", "side": side}
        yield Measured(value, assertion=Assertion.PRESENT, anchor=(start, end))


def value_kind(mention: Mention) -> str:
    """The kind that the rule gives, "" where it gives none."""
    return str(mention.rule.value.get("kind", ""))


def _kind_of_row(mention: Mention, view: View) -> str:
    """The kind of a table's row: a muscle that also names a reflex is one under a heading of reflexes."""
    value = base_value(mention)
    nearest = next(iter(view.previous_sentences(1)), None)
    above = view.outline.text(nearest) if nearest is not None else ""
    graded = _under_reflexes(view) or re.search(r"[0-4]\+(?!/5)", after(view) + above)
    if graded and value.get("muscle") in _EITHER and "/5" not in after(view):
        return "reflex"
    return str(value.get("kind", ""))


def _of_cell(mention: Mention, view: View, cell: Cell, at: int) -> Measured:
    """The fact of one of a row's two results; the second rests on its own words."""
    reading = Reading((cell.sign,), cell.sign.start, cell.sign.end, at > 0, ())
    value = base_value(mention)
    if _kind_of_row(mention, view) == "reflex" and (muscle := str(value.get("muscle", ""))) in _EITHER:
        value = dict[str, Value](kind="reflex", test=_EITHER[muscle])
    kind = str(value.get("kind", ""))
    grade = grade_of(kind, reading)
    result = result_of(kind, reading, grade)
    roots = roots_of(view, min(mention.start, view.sentence.start), cell.sign.start, kind)
    given: dict[str, Value | None] = {"grade": grade, "result": result, "side": cell.side, "roots": roots or None}
    value.update({key: item for key, item in given.items() if item is not None})
    return _told(reading, value, ())


def _only_weak(reading: Reading) -> bool:
    """A weak grip outside an examination is the patient's complaint."""
    return all(sign.value == "decreased" for sign in reading.signs)


_RAISED = frozenset({"slr", "crossed_slr", "lasegue"})


def value_test(mention: Mention) -> str:
    """The test that the mention names, "" where it names none."""
    return str(base_value(mention).get("test", ""))


def _raised(mention: Mention, view: View) -> Iterator[Measured]:
    """A leg raised to so many degrees, or denied; degrees alone have no result."""
    if denied(mention, view):
        yield Measured({**base_value(mention), "result": "negative"}, assertion=Assertion.PRESENT)
        return
    start = mention.end
    for hit in view.attributes("degrees", mention.end, clause(view)[1]):
        behind = sides_in(view, hit.end, min(hit.end + 24, view.sentence.end))
        sides = behind or sides_in(view, start, hit.start)
        value = base_value(mention)
        if sides:
            value["side"] = str(sides[0].value)
        spans = ((hit.start, hit.end),)
        anchor = None if start == mention.end else (hit.start, hit.end)
        yield Measured(value, spans, assertion=Assertion.PRESENT, anchor=anchor)
        start = hit.end


def _forms(mention: Mention) -> frozenset[str]:
    value = base_value(mention)
    if value.get("muscle") in _EITHER:
        return frozenset({"word", "power", "reflex", "bare"})
    return _FORMS.get(str(value.get("kind")), _WORDS)


def _read(mention: Mention, view: View, reading: Reading) -> Measured:
    value = _named(mention, view, reading)
    kind = str(value.get("kind", ""))
    grade = grade_of(kind, reading)
    result = result_of(kind, reading, grade)
    if grade is not None:
        value["grade"] = grade
    if result is not None:
        value["result"] = result
    side = _side(mention, view, reading)
    if side is not None:
        value["side"] = side
    start = reading.start if reading.continued else min(reading.start, mention.start)
    if kind == "motor" and (named := _MYOTOME.search(view.between(view.sentence.start, mention.end))) is not None:
        start = min(start, view.sentence.start + named.start())
    roots = roots_of(view, start, reading.end, kind)
    if roots:
        value["roots"] = roots
    told = _told(reading, value, [(hit.start, hit.end) for hit in root_hits(view, start, reading.end, kind)])
    return weighed(told, view, reading)


def _told(reading: Reading, value: dict[str, Value], roots: Sequence[tuple[int, int]]) -> Measured:
    signs = [*((sign.start, sign.end) for sign in reading.signs), *roots]
    sides = [(hit.start, hit.end) for hit in reading.sides[:1]]
    untested = any(sign.value == "untested" for sign in reading.signs)
    assertion = Assertion.NOT_DOCUMENTED if untested else Assertion.PRESENT
    if not reading.continued:
        return Measured(value, (*signs, *sides), assertion=assertion)
    anchor = (min(low for low, _ in (*signs, *sides)), max(high for _, high in (*signs, *sides)))
    return Measured(value, assertion=assertion, anchor=anchor)


def _named(mention: Mention, view: View, reading: Reading) -> dict[str, Value]:
    value = base_value(mention)
    muscle = str(value.get("muscle", ""))
    if muscle in _EITHER and _is_reflex(mention, view, reading):
        return {"kind": "reflex", "test": _EITHER[muscle]}
    return value


def _is_reflex(mention: Mention, view: View, reading: Reading) -> bool:
    if _REFLEX.match(after(view).lstrip(" ")) or _REFLEX.search(view.words):
        return True
    power = reading.first("power")
    strong = _STRENGTH.match(after(view)) or _WEAK_AT.search(before(view))
    if strong or (power is not None and power.start >= mention.end and str(power.value).endswith("/5")):
        return False
    if _under_reflexes(view):
        return power is None or bool(_REFLEX.search(before(view)[-40:]))
    behind = _REFLEX.search(after(view))
    if behind is not None and power is None and not _MOTOR.search(after(view)[: behind.start()]):
        return True
    sign = reading.first("reflex")
    named = mention.rule.value.get("muscle") is not None or _MOTOR.search(before(view)) is not None
    return sign is not None and "+" in sign.value and not named


def _under_reflexes(view: View) -> bool:
    """Whether reflexes were the last that the sentence named before the mention, and not strength."""
    reflexes = [match.start() for match in _REFLEX.finditer(before(view))]
    motors = [match.start() for match in _MOTOR.finditer(before(view))]
    return bool(reflexes) and (not motors or reflexes[-1] > motors[-1])


def _side(mention: Mention, view: View, reading: Reading) -> str | None:
    if reading.sides:
        values = [str(hit.value) for hit in reading.sides]
        return "bilateral" if {"left", "right"} <= set(values[:2]) and _joined(view, reading) else values[0]
    if reading.continued:
        return None
    topic = list_side(view) or topic_side(view)
    if topic is not None:
        return str(topic.value)
    return None if mention.rule.value.get("kind") == "gait" else side_above(view)


def _joined(view: View, reading: Reading) -> bool:
    first, second = sorted(reading.sides[:2], key=lambda hit: hit.start)
    return view.between(first.end, second.start).strip() in ("and", "or", "/", "&", "and the")


def _unread(mention: Mention, view: View, found: Sequence[Reading]) -> Measured | None:
    """A finding whose words name the abnormal itself, or a test of which only denial, roots or silence is said."""
    value = base_value(mention)
    kind, named = str(value.get("kind", "")), value.pop("result", None)
    well = _is_denied(mention, view, found)
    low, high = _around(mention, view, found)
    sides, roots = _nearest_sides(mention, view, low, high), roots_of(view, low, high, kind)
    if sides:
        value["side"] = str(sides[0].value)
    reflexes = view.attributes("exam_test", mention.end, min(high, mention.end + NEARBY // 2))
    if kind == "reflex" and reflexes and str(reflexes[0].value).startswith("reflex."):
        value["test"] = str(reflexes[0].value).removeprefix("reflex.")
    if roots:
        value["roots"] = roots
    spans = tuple((hit.start, hit.end) for hit in sides[:1])
    if mention.has(Category.NOT_DOCUMENTED) or (well and found_lacking(view)):
        return Measured(value, spans, assertion=Assertion.NOT_DOCUMENTED)
    if named is None and not well:
        return Measured(value, spans, assertion=Assertion.PRESENT) if roots and _FINDINGS.match(after(view)) else None
    result = denied_result(kind) if well else present_result(kind, named)
    if result is not None:
        value["result"] = result
    possible = mention.has(Category.POSSIBLE) and not well
    return Measured(value, spans, assertion=Assertion.POSSIBLE if possible else Assertion.PRESENT)


_FINDINGS = re.compile(r"^[a-z, ]*findings\b|^[a-z, ]* in (?:the|an?) ", re.IGNORECASE)


def _unread_as(mention: Mention, view: View, kind: str) -> Measured:
    """One half of "motor or sensory deficits"."""
    well = denied(mention, view)
    if mention.has(Category.NOT_DOCUMENTED) or (well and found_lacking(view)):
        return Measured({"kind": kind}, assertion=Assertion.NOT_DOCUMENTED)
    return Measured({"kind": kind, "result": "normal" if well else "decreased"}, assertion=Assertion.PRESENT)


def _is_denied(mention: Mention, view: View, found: Sequence[Reading]) -> bool:
    if denied(mention, view):
        return True
    words = {sign.value for reading in found for sign in reading.signs if not _is_of_another(sign, view)}
    return bool(words & {"no", "normal", "negative", "absent", "no_pain"}) and "positive" not in words


def _is_of_another(sign: Sign, view: View) -> bool:
    """Whether "absent" tells of the test that it stands before ("absent reflexes and sensory loss")."""
    return sign.value == "absent" and bool(view.others("exam_finding", low=sign.end, high=view.mention.start))


def _nearest_sides(mention: Mention, view: View, low: int, high: int) -> list[AttributeHit]:
    """Sides around the words, the nearest first; one behind them before one in front; for a gait only its own."""
    if mention.rule.value.get("kind") == "gait":
        high = min(high, mention.end + len(" on the right"))
    sides = sides_in(view, low, high)
    return sorted(sides, key=lambda hit: max(hit.start - mention.end, 2 * (mention.start - hit.end), 0))


_ROOT_AHEAD = re.compile(
    r"(?:\b(?:left|right|bilateral|L|R) )?\b[CTLS]\d{1,2}(?:(?:,| and|/|-) ?[CTLS]?\d{1,2}){0,8} $", re.IGNORECASE
)
"""The root, with its side, right before a loss: "left S1 sensory deficit"."""


def _around(mention: Mention, view: View, found: Sequence[Reading]) -> tuple[int, int]:
    low, high = clause(view)
    if found:
        start = min(found[0].start, mention.start)
        root = _ROOT_AHEAD.search(view.between(low, start)) if base_value(mention).get("kind") == "sensory" else None
        return start if root is None else low + root.start(), max(found[0].end, mention.end)
    return max(low, mention.start - NEARBY), min(high, mention.end + NEARBY)


def _nameless(mention: Mention, view: View) -> Iterator[Measured]:
    if mention.rule.spec.id == "graded":
        if not covering(view):
            yield from _graded(mention, view)
        return
    test = _test_before(view)
    if test is None:
        return
    kind, name = str(test.value).split(".")
    signs = signs_in(view, mention.start, mention.end, _WORDS)
    reading = Reading(
        tuple(signs), mention.start, mention.end, False, tuple(sides_in(view, mention.start, mention.end))
    )
    value: dict[str, Value] = {"kind": kind, "test": name}
    result = result_of(kind, reading, None)
    if result is not None:
        value["result"] = result
    if reading.sides:
        value["side"] = str(reading.sides[0].value)
    yield Measured(
        value, ((test.start, test.end),) if mention.rule.spec.id == "ticked" else (), assertion=Assertion.PRESENT
    )


def _test_before(view: View) -> AttributeHit | None:
    """The last test named in the few sentences before."""
    for sentence in view.previous_sentences(_LOOK_BACK):
        hits = view.attributes("exam_test", sentence.start, sentence.end)
        if hits:
            return hits[-1]
    return None


def _graded(mention: Mention, view: View) -> Iterator[Measured]:
    """A grade that no named muscle claims: "LUE 5/5", "5/5 throughout"."""
    low, high = clause(view)
    sides = sides_in(view, low, high)
    reading = Reading((Sign(mention.start, mention.end, "power", view.words),), low, high, False, tuple(sides))
    grade = grade_of("motor", reading)
    value: dict[str, Value] = {"kind": "motor"}
    if grade is not None:
        value["grade"] = grade
        result = result_of("motor", reading, grade)
        value.update({"result": result} if result is not None else {})
    side = _side(mention, view, reading)
    if side is not None:
        value["side"] = side
    yield Measured(value, tuple((hit.start, hit.end) for hit in sides[:1]), assertion=Assertion.PRESENT)
