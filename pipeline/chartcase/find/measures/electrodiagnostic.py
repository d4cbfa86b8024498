"""Electrical tests: which study, what it shows, of which roots and side; one fact for each result that a sentence says.

It stands apart because a report says one result in many words, and the same words in an assessment are a diagnosis.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chartcase.fact import Assertion, Value
from chartcase.find import levels
from chartcase.find.assertion import assertion_of
from chartcase.find.imaging_scope import names_study
from chartcase.find.mention import Measured, Mention, View
from chartcase.find.missing_test import is_aside, lacks_proof, missing_test
from chartcase.find.modifiers import EXCEPTS, Category
from chartcase.find.ordering import is_in_plan, is_supposed, standing_of_test
from chartcase.find.rulebook import FindingSpec
from chartcase.patterns import Pattern

_EMG = Pattern(r"\b(?:needle|emg|electromyogra)")
_NCS = Pattern(r"\b(?:nc[sv]?s?|cv|nc stud|nerve (?:conduction|stud)|conduction)\b|nerve conduction")
_BOTH = Pattern(r"electro-?diagnos|edx|electro ?physiolog")
_ROOTS = Pattern(r"\b(?P<a>[CTLS])-?(?P<m>\d{1,2})(?: ?[-/] ?(?P<b>[CTLS])?(?P<n>\d{1,2}))?\b")
_NO = Pattern(
    r"\b(?:(?:did|does|do) not (?:show|reveal|demonstrate|find|support|confirm|suggest|identify)|no|not|without"
    r"|negative for|free of|absence of|rather than|nor|neither|fails? to|failed to|did not|does not|"
    r"ruled out|rules out|[a-z]+n't)\b"
)
_NO_ENDS = Pattern(
    r"; |, (?:but|with|there|a|an|mild|acute|chronic)|\bbut\b|\bhowever\b|\bshows?\b|\bwith (?:an? )?(?:acute|chronic|"
    r"mild|active)"
)
_RULED_OUT_AFTER = Pattern(
    r"^[^.;,]{0,25}\b(?:is|was|are|were)? ?(?:not (?:seen|identified|present|found|noted)|absent|ruled out)\b"
)
_OPEN = Pattern(
    r"\b(?:cannot|can not|could not|can't) (?:be )?(?:entirely )?(?:excluded?|ruled? out)|"
    r"\b(?:did|do) not (?:[a-z]+ly )?(?:exclude|rule out)|\bpossible\b|\bprobable\b|"
    r"\bquestion of\b"
)
_EXCEPTED = Pattern(rf"^,? {EXCEPTS}")
_DOUBTED = Pattern(r"\b(?:is|are|was|were) suspected\b|\bstudy (?:was |is )?incomplete\b|\bborderline\b")
_ASIDE_SECTIONS = frozenset({"history", "complaint", "past_history", "exam", "plan", "indication", "medications"}) | {
    *("allergies", "surgical_history", "social_history")
}
_CONCLUDES = frozenset({"impression", "findings", "results"})
_SENTENCES_OF_A_REPORT = 3
_CONTRAST = Pattern(r"\b(?:although|but|however|while|whereas)\b|;")
_CLAUSE = Pattern(r";|, and |, an? |\bas well as |\balthough\b|\bbut\b|, (?:which|with|the|no) | and the |: ")
_BEFORE_OPERATION = frozenset({"history", "indication", "results", "complaint", "electrodiagnostics"})
_NEIGHBOURS = 12
"""How many mentions to either side are looked at, so that a hostile sentence stays cheap."""
_ADJECTIVE_GAP = 2
_NEXT_STUDY = Pattern(r"^(?:,|;|,? and|,? but)(?: (?:the|an|his|her))* $")
_TOLD_BY = Pattern(
    r"\b(?:as|on|by|per|in|via|with|confirmed|shown|seen|evidenced|documented)(?: (?:the|an?|his|her|recent|prior|"
    r"previous|repeat))* ?$"
)
_BY_NEEDLE = Pattern(r"\b(?:fibrillation|waves?|spontaneous|insertional|recruitment|muscles?|paraspinal)")
_BY_CURRENT = Pattern(r"\b(?:latenc|conduction|velocit|amplitude|sensory response|motor stud|f-?waves?)")
_TITLE = Pattern(r"electro-?diagnostic|electromyogra|\bemg\b|nerve conduction|\bncs\b|\bncv\b")
_LABEL = Pattern(r"^ ?(?:\(|[a-z(), ]{0,20}:)")
_ONLY_SIZE = Pattern(r"\bwith (?:an? |otherwise |relatively )?$|\bof $")
_RESULT_WORDS = Pattern(
    r"\b(?:show|reveal|demonstrat|confirm|consistent|positive|negative|normal|result|finding|was|were|read)"
)


@dataclass(frozen=True, slots=True)
class _Group:
    """Mentions of a sentence that say one result together."""

    mentions: tuple[Mention, ...]
    result: str | None

    @property
    def start(self) -> int:
        return min(mention.start for mention in self.mentions)

    @property
    def end(self) -> int:
        return max(mention.end for mention in self.mentions)


def measure(mention: Mention, view: View, finding: FindingSpec) -> Sequence[Measured]:
    """One fact a result, given by the first mention that says it; none outside what speaks of such a test."""
    del finding
    if view.sentence.document.kind == "operative_report" and view.sentence.section.kind not in _BEFORE_OPERATION:
        return ()
    if is_supposed(view.before) or is_aside(view.text, view.sentence.section.kind):
        return ()
    mentions = _told(view)
    groups = tuple(_groups(view, mentions))
    at = next((index for index, group in enumerate(groups) if group.mentions[0] is mention), None)
    if at is None or not _speaks_of_test(view, groups[: at + 1]) or _is_bare_title(view, groups[at]):
        return ()
    return (_fact(view, groups, at),)


def _is_bare_title(view: View, group: _Group) -> bool:
    """A study that only heads what it shows ("NEEDLE EMG was performed on ...", "[DATE], electrodiagnostic study.")."""
    if group.result is not None:
        return False
    sentence = view.sentence
    if sentence.section.kind == "electrodiagnostics" or sentence.heading:
        return True
    dated = sentence.encounter is not None and sentence.encounter.kind == "electrodiagnostic"
    return dated or view.text.rstrip().endswith(":")


def _told(view: View) -> list[Mention]:
    """The mentions of the sentence in order: of a test to come only the test, and without the "normal" that only sizes
    another ("prolonged with normal amplitude")."""
    every = _near(view)
    if any(item.rule.spec.id == "study" and _standing(view, item) for item in every):
        return [item for item in every if item.rule.spec.id == "study"]
    return [
        item
        for index, item in enumerate(every)
        if not (
            index
            and (
                item.rule.spec.id == "normal"
                or (item.rule.spec.id == "sign" and every[index - 1].rule.spec.id != "normal")
            )
            and _ONLY_SIZE.search(view.between(view.sentence.start, item.start).encode("ascii")) is not None
        )
    ]


def _near(view: View) -> list[Mention]:
    """The mentions around the view's own, in order."""
    every = sorted([view.mention, *view.others("electrodiagnostic")], key=lambda item: item.start)
    at = next(index for index, item in enumerate(every) if item is view.mention)
    return every[max(at - _NEIGHBOURS, 0) : at + _NEIGHBOURS + 1]


def _standing(view: View, study: Mention) -> Assertion | None:
    before, after = view.between(view.sentence.start, study.start), view.between(study.end, view.sentence.end)
    return Assertion.NOT_DOCUMENTED if lacks_proof(before, after) else standing_of_test(before, after)


def _groups(view: View, mentions: Sequence[Mention]) -> Iterable[_Group]:
    current: list[Mention] = []
    result: str | None = None
    roots: tuple[str, ...] = ()
    for mention in mentions:
        own = _result(view, mention)
        named = _roots_beside(view, mention)
        parts = own is not None and result is not None and (own != result or bool(roots and named and roots != named))
        parts = parts or (own is not None and result is not None and _contrasts(view, current[-1], mention))
        parts = parts or (own is None and result is not None and _is_parted(view, current, mention))
        if current and parts:
            yield _Group(tuple(current), result)
            current, result, roots = [], None, ()
        current.append(mention)
        result, roots = result or own, roots or named
    if current:
        yield _Group(tuple(current), result)


def _contrasts(view: View, last: Mention, mention: Mention) -> bool:
    return _CONTRAST.search(view.between(last.end, mention.start).encode("ascii")) is not None


def _is_parted(view: View, current: Sequence[Mention], mention: Mention) -> bool:
    """Whether a study named behind a result begins a clause of its own ("neuropathy, and no EMG was sent", "NCV wnl,
    EMG positive")."""
    if not current:
        return False
    gap = view.between(current[-1].end, mention.start)
    if any(item.rule.spec.id == "study" for item in current):
        return mention.rule.spec.id == "study" and _NEXT_STUDY.occurs(gap)
    return len(gap) > _ADJECTIVE_GAP and _TOLD_BY.search(gap.encode("ascii")) is None


def _fact(view: View, groups: Sequence[_Group], at: int) -> Measured:
    group = groups[at]
    low = _clause_start(view, groups[at - 1].end if at else view.sentence.start, group.start)
    high = _clause_end(view, group.end, groups[at + 1].start if at + 1 < len(groups) else view.sentence.end)
    value: dict[str, Value] = {}
    study = _study(view, group)
    if study is not None:
        value["study"] = study
    assertion = _assertion(view, group)
    if group.result is not None and assertion is Assertion.PRESENT:
        value["result"] = "equivocal" if _DOUBTED.search(_clause_around(view, group)) is not None else group.result
    roots = _roots(view, low, high)
    if roots and (group.result is not None or assertion is Assertion.POSSIBLE):
        value["roots"] = tuple(dict.fromkeys(name for name, _, _ in roots))
    spans = [(start, end) for _, start, end in roots] if "roots" in value else []
    sides = view.attributes("side", low, high)
    side = _side(view, group, low, high)
    if side is not None:
        value["side"] = side
        spans.append((sides[0].start, sides[0].end) if sides else (group.start, group.end))
    date = next((hit.date for hit in view.attributes("date", low, high) if hit.date is not None), None)
    return Measured(value, tuple(spans), assertion, date=date, anchor=_anchor(view, group))


def _clause_start(view: View, low: int, start: int) -> int:
    breaks = list(_CLAUSE.find_all(view.between(low, start).encode("ascii")))
    return low + breaks[-1].end if breaks else low


def _clause_end(view: View, end: int, high: int) -> int:
    """Where the clause of a group ends before the next group at `high`."""
    breaks = _CLAUSE if high < view.sentence.end else _CONTRAST
    hit = breaks.search(view.between(end, high).encode("ascii"))
    return high if hit is None else end + hit.start


def _anchor(view: View, group: _Group) -> tuple[int, int]:
    """The words of the result; a label before them ("NEEDLE EMG: ...") is left out."""
    first = group.mentions[0]
    if len(group.mentions) > 1 and _is_label(view, group):
        return group.mentions[1].start, group.end
    return first.start, group.end


def _is_label(view: View, group: _Group) -> bool:
    first = group.mentions[0]
    leads = first.rule.spec.id == "study" and first.start - view.sentence.start < 4
    return (
        leads
        and view.sentence.section.kind == "electrodiagnostics"
        and _LABEL.search(view.between(first.end, first.end + 22).encode("ascii")) is not None
    )


def _result(view: View, mention: Mention) -> str | None:
    said = mention.rule.value.get("result")
    excepted = _EXCEPTED.occurs(view.between(mention.end, mention.end + 30))
    if said is None or (excepted and said == "negative"):
        return None
    if said == "positive" and mention.rule.spec.id != "abnormal" and _is_denied(view, mention):
        return None if excepted else "negative"
    if mention.rule.spec.id == "normal" and view.between(view.sentence.start, mention.start).lower().endswith("not "):
        return "positive"
    return str(said)


def _is_denied(view: View, mention: Mention) -> bool:
    before = view.between(view.sentence.start, mention.start).encode("ascii")
    hits = list(_NO.find_all(before))
    if hits and _NO_ENDS.search(before[hits[-1].end :]) is None:
        return True
    return _RULED_OUT_AFTER.search(view.between(mention.end, view.sentence.end).encode("ascii")) is not None


def _study(view: View, group: _Group) -> str | None:
    words = " ".join(
        view.between(mention.start, mention.end) for mention in group.mentions if mention.rule.spec.id == "study"
    )
    if not words and view.text.lower().startswith(("needle:", "needle ")):
        return "emg"
    title = view.sentence.section.title if view.sentence.section.kind == "electrodiagnostics" else ""
    for text in (words, title, _entry_title(view)):
        data = text.encode("ascii", "replace")
        emg, ncs = _EMG.search(data) is not None, _NCS.search(data) is not None
        if emg or ncs or _BOTH.search(data) is not None:
            return "emg" if emg and not ncs else "ncs" if ncs and not emg else "emg_ncs"
    said = view.text.lower().encode("ascii")
    needle, current = _BY_NEEDLE.search(said) is not None, _BY_CURRENT.search(said) is not None
    return "emg" if needle and not current else "ncs" if current and not needle else "emg_ncs"


def _entry_title(view: View) -> str:
    """The first sentence of the dated entry that retells a test."""
    encounter = view.sentence.encounter
    if encounter is None or encounter.kind != "electrodiagnostic":
        return ""
    sentence = next(item for item in view.outline.sentences if item.encounter is encounter)
    return view.outline.text(sentence)


def _roots(view: View, low: int, high: int) -> list[tuple[str, int, int]]:
    found: list[tuple[str, int, int]] = []
    for hit in _ROOTS.find_all(view.outline.stream.data, low, high):
        names = [f"{hit.groups['a']}{hit.groups['m']}"]
        if "n" in hit.groups:
            names.append(f"{hit.groups.get('b') or hit.groups['a']}{hit.groups['n']}")
        found.extend((name, hit.start, hit.end) for word in names if (name := levels.root(word)) is not None)
    return found


def _roots_beside(view: View, mention: Mention) -> tuple[str, ...]:
    low = max(view.sentence.start, mention.start - 25)
    return tuple(name for name, _, _ in _roots(view, low, mention.start))


def _side(view: View, group: _Group, low: int, high: int) -> str | None:
    found = view.attributes("side", low, high)
    hits = [hit for hit in found if hit.words.lower() != "both"] or found
    values = {str(hit.value) for hit in hits}
    if {"left", "right"} <= values and group.result is None:
        return "bilateral"
    if hits:
        nearest = min(hits, key=lambda hit: max(group.start - hit.end, hit.start - group.end, 0))
        return str(nearest.value)
    letter = _SIDE_LETTER.search(view.outline.stream.data, low, high)
    return None if letter is None else {"L": "left", "R": "right"}[letter.groups["side"]]


_SIDE_LETTER = Pattern(r"\b(?P<side>[LR]) (?:[CTLS]\d|UE\b|LE\b|median|ulnar|peroneal|carpal)", cased=True)


def _assertion(view: View, group: _Group) -> Assertion:
    around = _clause_around(view, group)
    if group.result is not None and _OPEN.search(around) is not None:
        return Assertion.POSSIBLE
    if group.result is not None:
        return Assertion.PRESENT
    study = group.mentions[0]
    before = view.between(view.sentence.start, study.start)
    after = view.between(study.end, view.sentence.end)
    missing = missing_test(before, after)
    if missing is not None:
        return missing
    found = _standing(view, study) or assertion_of(study, Category.POSSIBLE, Category.HISTORICAL)
    if found is Assertion.PRESENT and _is_ordered(view):
        return (
            Assertion.RECOMMENDED if view.sentence.section.title.lower().startswith("recommend") else Assertion.PLANNED
        )
    return found


def _clause_around(view: View, group: _Group) -> bytes:
    low, high = max(view.sentence.start, group.start - 40), min(view.sentence.end, group.end + 40)
    start = _clause_start(view, low, group.start)
    after = view.between(group.end, high).encode("ascii")
    ends = _CONTRAST.search(after)
    return view.between(start, group.end + (len(after) if ends is None else ends.start)).encode("ascii")


def _is_ordered(view: View) -> bool:
    return (
        is_in_plan(view.sentence.section.kind)
        and _RESULT_WORDS.search(view.text.encode("ascii")) is None
        and not view.attributes("date")
    )


def _speaks_of_test(view: View, groups: Sequence[_Group]) -> bool:
    """Whether the words so far name a test, or stand in its report or in what concludes it."""
    if any(mention.rule.spec.id == "study" for group in groups for mention in group.mentions):
        return True
    sentence = view.sentence
    if sentence.section.kind == "electrodiagnostics":
        return True
    if sentence.encounter is not None:
        return sentence.encounter.kind == "electrodiagnostic"
    if sentence.section.kind in _ASIDE_SECTIONS:
        return False
    return _concludes_test(view) or _follows_test(view)


def _concludes_test(view: View) -> bool:
    """An impression behind the test's own sections, or any section of a document that is headed as such a test."""
    here, every = view.sentence, view.outline.sentences
    first = next(item for item in every if item.document is here.document)
    if first.heading and _TITLE.search(view.outline.text(first).lower().encode("ascii")) is not None:
        return True
    if here.section.kind not in _CONCLUDES:
        return False
    index = here.index
    while index > 0 and every[index].section.kind == here.section.kind and every[index].document is here.document:
        index -= 1
    report = every[max(index + 1 - _SENTENCES_OF_A_REPORT, 0) : index + 1]
    return len(report) == _SENTENCES_OF_A_REPORT and all(
        item.document is here.document and item.section.kind == "electrodiagnostics" for item in report
    )


def _follows_test(view: View) -> bool:
    """A sentence of the same paragraph right behind one that names a test with its result or date."""
    if names_study(view.text):
        return False
    for other in view.previous_sentences(2):
        if other.paragraph != view.sentence.paragraph:
            return False
        if _TITLE.search(view.outline.text(other).lower().encode("ascii")) is not None:
            return True
    return False
