"""What an examination found of what it looked at: which result, grade and side in a sentence belong to which test.

It stands apart because examiners write "EHL L 4/5 R 5/5", "2+ patellar and absent ankle jerks" and "no clonus or
Babinski" alike: tests that are named together share a result, a result before its test touches it, and every further
result of the same test brings a side of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from chartcase.find.attributes import AttributeHit
from chartcase.find.exam_gaps import (
    ABSORBS,
    ANSWERS,
    BEFORE,
    BREAK,
    CLUSTERS,
    COMPARES,
    COPULA,
    GENERAL,
    JOINS,
    MOST,
    NAMELESS,
    PART,
    parts_tests,
    provoked_by,
)
from chartcase.find.exam_sides import sides_in
from chartcase.find.mention import Mention, View

_REACH = 300
"""Tests further apart than this do not bear on one another; it also bounds the work per mention."""
_FAR = 90
"""A result further from its test than this belongs to something else."""
_FORMS = {"exam_result": "word", "power": "power", "bare_power": "bare", "reflex_grade": "reflex"}
_RANK = {"power": 0, "reflex": 1, "word": 2, "bare": 3}
"""Which form of a sign counts where two stand on the same words."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A result, or a grade: `form` is word, power (n/5), bare (n, out of five not said) or reflex."""

    start: int
    end: int
    form: str
    value: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found of one test: its signs in order, the stream bounds of what is said of it, the sides inside, and
    whether it goes on from an earlier reading of the same test (then it has words of its own)."""

    signs: tuple[Sign, ...]
    start: int
    end: int
    continued: bool
    sides: tuple[AttributeHit, ...]

    def first(self, *forms: str) -> Sign | None:
        """The first sign of one of the forms."""
        return next((sign for sign in self.signs if sign.form in forms), None)


@dataclass(frozen=True, slots=True)
class _Bench:
    """Tests named together (the mention among them), the ends of what stands between them and their neighbours, and
    whether a neighbour stands there at all."""

    mentions: tuple[Mention, ...]
    low: int
    high: int
    before: tuple[Mention, ...]
    after: tuple[Mention, ...]

    @property
    def start(self) -> int:
        return self.mentions[0].start

    @property
    def end(self) -> int:
        return self.mentions[-1].end


def names_a_test(mention: Mention) -> bool:
    """Whether the mention names what was examined; a bare grade or a side that takes up a test does not."""
    return mention.rule.id not in NAMELESS


def absorbed(view: View) -> bool:
    """Whether a general word ("strength", "reflexes") stands beside a named muscle or reflex that speaks for it."""
    return _absorbed(view, view.mention, _neighbours(view))


def readings(view: View, forms: frozenset[str]) -> tuple[Reading, ...]:
    """The readings of the mention, from the left. `forms`: the sign forms that its kind can have."""
    bench = _bench(view)
    if bench is None:
        return ()
    before = _signs_before(view, bench.start, bench.low, forms)
    if before and bench.before and _owned_before(view, bench, before[0], forms):
        before = ()
    after = _signs_after(view, bench, bool(before), forms)
    if before and after and "," in view.between(before[-1].end, bench.start) and _touches(view, bench.end, after[0]):
        before, after = (), _signs_after(view, bench, has_before=False, forms=forms)
    if before and after and len(bench.mentions) > 1 and _touches(view, bench.end, after[0]):
        before, after = ((), after) if view.mention is bench.mentions[-1] else (before, ())
    if not before and (not after or view.mention.rule.id == "exam_finding.umn.babinski"):
        before = tuple(signs_in(view, view.mention.start, view.mention.end, forms))
    return _cut(view, bench, before, after)


def covering(view: View) -> bool:
    """Whether a test named in the sentence already reads this bare grade."""
    near = [other for other in _neighbours(view) if names_a_test(other)]
    before = [other for other in near if other.end <= view.mention.start]
    after = [other for other in near if other.start >= view.mention.end]
    if before and view.mention.start - before[-1].end <= _FAR:
        return True
    return bool(after) and BEFORE.match(view.between(view.mention.end, after[0].start)) is not None


def signs_in(view: View, low: int, high: int, forms: frozenset[str]) -> list[Sign]:
    """Signs of the forms in stream [low, high) of the sentence, in order; where they overlap the longer."""
    found = [
        Sign(hit.start, hit.end, form, provoked_by(str(hit.value), hit.words) if kind == "exam_result" else hit.words)
        for kind, form in _FORMS.items()
        if form in forms
        for hit in view.attributes(kind, max(low, view.sentence.start), min(high, view.sentence.end))
    ]
    kept: list[Sign] = []
    for sign in sorted(map(_trimmed, found), key=lambda item: (item.start, item.start - item.end, _RANK[item.form])):
        if not kept or sign.start >= kept[-1].end:
            kept.append(sign)
    return kept


def _trimmed(sign: Sign) -> Sign:
    """A grade without the space or bracket that its pattern had to see."""
    if sign.form == "word":
        return sign
    words = sign.value.lstrip(" (,:")
    return Sign(sign.start + len(sign.value) - len(words), sign.end, sign.form, words)


def _neighbours(view: View) -> list[Mention]:
    low, high = max(view.sentence.start, view.mention.start - _REACH), view.mention.start + _REACH
    near = [
        other
        for other in view.others("exam_finding", low=low, high=min(high, view.sentence.end))
        if names_a_test(other) and not _overall(other)
    ]
    ordered = sorted([*near, view.mention], key=lambda item: (item.start, item.end))
    at = ordered.index(view.mention)
    return ordered[max(0, at - MOST) : at + MOST + 1]


def _overall(mention: Mention) -> bool:
    return mention.rule.id.startswith("exam_finding.overall")


def _absorbed(view: View, mention: Mention, near: Sequence[Mention]) -> bool:
    if mention.rule.id not in GENERAL:
        return False
    at = near.index(mention)
    kind = mention.rule.value.get("kind")
    further = [
        other for other in near[at + 1 :] if not (other.rule.id == mention.rule.id and _silent(view, mention, other))
    ]
    for other in (*further[:1], *near[at - 1 : at][: 1 if at else 0]):
        if _speaks_for(view, other, mention, kind == "reflex"):
            return True
    return False


def _silent(view: View, first: Mention, second: Mention) -> bool:
    """Whether the second of two general words only says the first again: "motor exam reveals 4/5 strength in"."""
    gap = view.between(first.end, second.start)
    return len(gap) <= _FAR // 2 and PART.search(gap) is None and BREAK.search(gap) is None


def _speaks_for(view: View, other: Mention, general: Mention, reflex: bool) -> bool:
    same_kind = other.rule.value.get("kind") == general.rule.value.get("kind")
    if not same_kind and not (reflex and other.rule.id.startswith("exam_finding.motor.muscle")):
        return False
    if other.rule.id in GENERAL and not _weaker(general, other):
        return False
    low, high = (general.end, other.start) if other.start >= general.end else (other.end, general.start)
    if ABSORBS.match(view.between(low, high)):
        return not parts_tests(view.between(view.sentence.start, other.start), view.between(low, high))
    if other.start < general.end and other.rule.id not in GENERAL:
        return False
    signs = signs_in(view, low, high, frozenset({"word", "power", "reflex"}))
    return (
        len(_clusters(view, tuple(signs))) == 1
        and COPULA.match(view.between(low, signs[0].start)) is not None
        and BEFORE.match(view.between(signs[-1].end, high)) is not None
    )


def _weaker(general: Mention, other: Mention) -> bool:
    """Of two general words of one kind the later one gives way, and "strength" to "weakness" or "atrophy"."""
    if general.rule.id == other.rule.id:
        return other.start < general.start
    return general.rule.id == "exam_finding.motor.general"


def _bench(view: View) -> _Bench | None:
    near = _neighbours(view)
    kept = [mention for mention in near if mention is view.mention or not _absorbed(view, mention, near)]
    groups: list[list[Mention]] = []
    for mention in kept:
        if groups and _joins(view, groups[-1], mention):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    at = next(index for index, group in enumerate(groups) if view.mention in group)
    before = tuple(groups[at - 1]) if at else ()
    after = tuple(groups[at + 1]) if at + 1 < len(groups) else ()
    low = before[-1].end if before else view.sentence.start
    high = after[0].start if after else view.sentence.end
    return _Bench(tuple(groups[at]), low, high, before, after)


def _joins(view: View, group: Sequence[Mention], mention: Mention) -> bool:
    gap = view.between(group[-1].end, mention.start)
    return JOINS.match(gap) is not None and not parts_tests(view.between(view.sentence.start, group[0].start), gap)


def _signs_before(view: View, start: int, low: int, forms: frozenset[str]) -> tuple[Sign, ...]:
    """The cluster of signs that ends before the tests with only fillers between: "2+ and equal at the knees"."""
    signs = signs_in(view, low, start, forms)
    if not signs or signs[-1].form == "bare" or start - signs[-1].end > _FAR:
        return ()
    if (
        signs[-1].form == "power"
        and _kind(view.mention) == "reflex"
        and "reflex" not in view.between(signs[-1].end, start)
    ):
        return ()
    return _clusters(view, tuple(signs))[-1] if BEFORE.match(view.between(signs[-1].end, start)) else ()


def _owns(view: View, end: int, sign: Sign) -> bool:
    """Whether the test that ends at `end` claims the sign behind it: only a copula, a side or its own noun between."""
    gap = view.between(end, sign.start)
    return "," not in gap and COPULA.match(gap) is not None


def _owned_before(view: View, bench: _Bench, sign: Sign, forms: frozenset[str]) -> bool:
    """Whether the sign belongs to the tests before, with none in front of them: "sensation intact reflexes 2+"."""
    start = bench.before[0].start
    if not _owns(view, bench.before[-1].end, sign):
        return False
    earlier = _signs_before(view, start, max(view.sentence.start, start - _FAR), forms)
    if not earlier or "," in view.between(earlier[-1].end, start):
        return True
    return _grades(view, bench.before[-1].end, earlier, (sign,))


def _touches(view: View, end: int, sign: Sign) -> bool:
    return COPULA.match(view.between(end, sign.start)) is not None


def _signs_after(view: View, bench: _Bench, has_before: bool, forms: frozenset[str]) -> tuple[Sign, ...]:
    signs = signs_in(view, bench.end, bench.high, forms)
    signs = [sign for sign in signs if sign.value != "no" or ANSWERS.match(view.between(bench.end, sign.start))]
    if signs and bench.after and _taken_by_next(view, bench, signs, has_before):
        signs = signs[:-1]
    if not signs or has_before:
        return tuple(signs)
    gap = view.between(bench.end, signs[0].start)
    if signs[0].form == "bare" and not COPULA.match(gap):
        return ()
    within = len(gap) <= _FAR and BREAK.search(gap) is None
    return tuple(signs) if within or signs[0].value in ("no_pain", "leg_pain", "back_pain") else ()


def _taken_by_next(view: View, bench: _Bench, signs: Sequence[Sign], has_before: bool) -> bool:
    """Whether the last sign before the next test is that test's own."""
    last = signs[-1]
    if (
        last.form == "bare"
        or not _reads(bench.after[0], last)
        or not BEFORE.match(view.between(last.end, bench.after[0].start))
    ):
        return False
    if "," in view.between(last.end, bench.after[0].start) and _reads_behind(view, bench.after[-1]):
        return False
    if has_before and len(signs) == 1 and _owns(view, bench.end, last) and last.form == "power":
        return False
    return has_before or len(signs) > 1 or not _owns(view, bench.end, last)


def _reads_behind(view: View, test: Mention) -> bool:
    """Whether the next test has a result of its own right behind it."""
    behind = signs_in(view, test.end, min(test.end + _FAR, view.sentence.end), frozenset({"word", "power", "reflex"}))
    return bool(behind) and _touches(view, test.end, behind[0])


def _kind(mention: Mention) -> str:
    return str(mention.rule.value.get("kind", ""))


def _reads(mention: Mention, sign: Sign) -> bool:
    """Whether a test of the mention's kind can have the sign."""
    kind = mention.rule.value.get("kind")
    return sign.form == "word" or kind in ("motor", "reflex")


def _cut(view: View, bench: _Bench, before: tuple[Sign, ...], after: tuple[Sign, ...]) -> tuple[Reading, ...]:
    """One reading for the signs before, or the first cluster behind, and one for each further cluster with a side."""
    clusters = _clusters(view, after)
    if not before and not clusters:
        return ()
    opening = before
    if not opening or (clusters and _grades(view, bench.end, opening, clusters[0])):
        opening, clusters = (*opening, *clusters[0]), clusters[1:]
    while clusters and _provokes(view, opening, clusters[0]):
        opening, clusters = (*opening, *clusters[0]), clusters[1:]
    borders = _borders(view, bench, opening, clusters)
    sides = sides_in(view, _own_low(view, bench, before), borders[0])
    first = Reading(
        opening, min(bench.start, opening[0].start), borders[0], False, _said_with(sides, bench, bool(before))
    )
    further = (
        Reading(cluster, start, end, True, tuple(found))
        for cluster, start, end in zip(clusters, borders, borders[1:], strict=False)
        if (found := sides_in(view, start, end))
    )
    return (first, *further)


def _provokes(view: View, opening: tuple[Sign, ...], cluster: tuple[Sign, ...]) -> bool:
    """Whether the signs only say what a manoeuvre brought on and go with the result before; another side parts them."""
    between = view.between(opening[-1].end, cluster[0].start)
    parted = ";" in between and bool(sides_in(view, opening[-1].end, cluster[0].start))
    return cluster[0].value in ("leg_pain", "back_pain", "no_pain") and not parted


def _grades(view: View, end: int, before: tuple[Sign, ...], cluster: tuple[Sign, ...]) -> bool:
    """Whether the cluster only grades the word before the test: "weakness of the great toe extensor at 4/5"."""
    return before[0].form == "word" and cluster[0].form != "word" and _touches(view, end, cluster[0])


def _borders(view: View, bench: _Bench, opening: tuple[Sign, ...], clusters: list[tuple[Sign, ...]]) -> list[int]:
    """Where the words of each reading end."""
    side_first = opening[-1].start >= bench.end and bool(sides_in(view, bench.end, opening[-1].start))
    end = max(opening[-1].end, bench.end)
    borders: list[int] = []
    for cluster in clusters:
        borders.append(_split(view, end, cluster[0].start, side_first))
        end = cluster[-1].end
    return [*borders, _end(view, bench, end)]


def _said_with(sides: list[AttributeHit], bench: _Bench, before: bool) -> tuple[AttributeHit, ...]:
    """The side said with the result first: "dorsiflexors of the left ankle are +2 on the left"."""
    if before:
        return tuple(sides)
    return tuple(sorted(sides, key=lambda hit: hit.start < bench.end))


def _clusters(view: View, signs: tuple[Sign, ...]) -> list[tuple[Sign, ...]]:
    found: list[list[Sign]] = []
    for sign in signs:
        if found and CLUSTERS.match(view.between(found[-1][-1].end, sign.start)):
            found[-1].append(sign)
        else:
            found.append([sign])
    return [tuple(cluster) for cluster in found]


def _split(view: View, low: int, high: int, side_first: bool) -> int:
    """Where in [low, high) the words of one result end and those of the next begin."""
    cuts = [match.start() for match in PART.finditer(view.between(low, high))]
    if cuts:
        return low + cuts[-1]
    return low if side_first else high


def _own_low(view: View, bench: _Bench, before: tuple[Sign, ...]) -> int:
    """From where on the words before the tests are theirs: the last comma or "and" behind the tests before."""
    limit = min(before[0].start, bench.start) if before else bench.start
    sides = [(hit.start, hit.end) for hit in sides_in(view, bench.low, limit)]
    cuts = [bench.low + match.end() for match in PART.finditer(view.between(bench.low, limit))]
    free = [cut for cut in cuts if not any(start < cut < end for start, end in sides)]
    return free[-1] if free else bench.low


def _end(view: View, bench: _Bench, start: int) -> int:
    text = view.between(start, bench.high)
    ends = [match.start() for match in (BREAK.search(text), COMPARES.search(text)) if match is not None]
    if ends:
        return start + min(ends)
    cuts = [match.start() for match in PART.finditer(text)] if bench.after else []
    return start + cuts[-1] if cuts else bench.high
