"""One document -> what it decided, on what request, by whom and when; None where it decided nothing.

It stands apart because a case keeps every determination of a record, and a table of decisions needs the one that
counts.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from chartcase.case.request import APPROACH, EPIDURALS
from chartcase.case.view import word, words
from chartcase.corpus.schema import DecisionRow
from chartcase.corpus.told import Told
from chartcase.fact import Assertion, Fact, Range, Speaker
from chartcase.find.dates import DateHit

STAGES: Sequence[tuple[str, tuple[str, ...]]] = (
    ("hearing", ("hearing",)),
    ("iro", ("iro",)),
    ("reviewer", ("reviewer",)),
    ("payer", ("payer",)),
    ("ur", ("ur2", "ur", "ur1")),
)
"""Which determination of several counts: the last instance that speaks. Of a letter's own reviews the appeal comes
first."""

REVIEW = ("upheld", "overturned", "partially_overturned")
FORMS: Sequence[tuple[str, ...]] = (REVIEW, ("necessary", "not_necessary"), ("certified", "not_certified"))
"""Outcomes as they are said, the most telling form first. Who reviews a denial says necessary or not; "certified" comes
last, because a letter also says so of the reviewer ("is certified in Anesthesiology")."""

KINDS = frozenset({"iro_decision", "ur_letter", "necessity_assessment", "hearing_decision"})
ASKED = frozenset({Assertion.PRESENT, Assertion.PLANNED, Assertion.RECOMMENDED, Assertion.POSSIBLE})
_HEAD = 14
"""Sentences in which a letter's own date can stand alone on its line."""

STATES = (
    "Alabama:AL Alaska:AK Arizona:AZ Arkansas:AR California:CA Colorado:CO Connecticut:CT Delaware:DE Florida:FL "
    "Georgia:GA Hawaii:HI Idaho:ID Illinois:IL Indiana:IN Iowa:IA Kansas:KS Kentucky:KY Louisiana:LA Maine:ME "
    "Maryland:MD Massachusetts:MA Michigan:MI Minnesota:MN Mississippi:MS Missouri:MO Montana:MT Nebraska:NE "
    "Nevada:NV New_Hampshire:NH New_Jersey:NJ New_Mexico:NM New_York:NY North_Carolina:NC North_Dakota:ND Ohio:OH "
    "Oklahoma:OK Oregon:OR Pennsylvania:PA Rhode_Island:RI South_Carolina:SC South_Dakota:SD Tennessee:TN Texas:TX "
    "Utah:UT Vermont:VT Virginia:VA Washington:WA West_Virginia:WV Wisconsin:WI Wyoming:WY"
)
_CODES: Mapping[str, str] = {pair[:-3].replace("_", " "): pair[-2:] for pair in STATES.split()}


def decision_of(told: Told, document: str, dates: Sequence[DateHit]) -> DecisionRow | None:
    """The row; None for a document that is no decision or says no outcome. `dates` are those of its clean text."""
    if not any(part.kind in KINDS for source in told.case.sources for part in source.documents):
        return None
    for stage, members in STAGES:
        found = _outcome(told.determinations(*members), stage)
        if found is not None:
            return _row(told, document, stage, members, found, dates)
    return None


def _outcome(facts: Iterable[Fact], stage: str) -> tuple[str, Fact] | None:
    """The outcome and the fact that says it. Where one decision goes both ways, it is partial."""
    present = (fact for fact in facts if fact.assertion is Assertion.PRESENT)
    said = [(outcome, fact) for fact in present if (outcome := word(fact, "outcome"))]
    if stage == "ur":
        # what an earlier reviewer decided is upheld by the later one: the later words count
        said = said[-1:] if said and said[-1][0] in REVIEW else said
    for form in FORMS:
        of_form = [(outcome, fact) for outcome, fact in said if outcome in form]
        if not of_form:
            continue
        kinds = {outcome for outcome, _ in of_form}
        partial = next(((outcome, fact) for outcome, fact in of_form if outcome == "partially_overturned"), None)
        if partial is not None:
            return partial
        if len(kinds) > 1 and stage in {"hearing", "iro"}:
            return "partially_overturned", of_form[0][1]
        return of_form[0]
    return None


def _row(
    told: Told,
    document: str,
    stage: str,
    members: Sequence[str],
    found: tuple[str, Fact],
    dates: Sequence[DateHit],
) -> DecisionRow:
    outcome, fact = found
    asked = _Asked(told)
    year, year_source = _year(told, dates)
    own = ("hearing", "iro") if stage == "hearing" else members
    return DecisionRow(
        document=document,
        stage=stage,
        outcome=outcome,
        outcome_fact=fact.id,
        procedure=asked.word("procedure"),
        phase=asked.derived("request.phase"),
        region=asked.derived("request.region") or asked.word("region"),
        levels=asked.levels("levels"),
        roots=asked.levels("roots"),
        laterality=asked.derived("request.side") or asked.word("laterality"),
        approach=asked.approach(),
        guidance=asked.word("guidance"),
        sedation=asked.sedation(),
        year=year,
        year_source=year_source,
        specialty=_specialty(told),
        organisation=_organisation(told),
        state=_state(told),
        sex=_demographic(told, "sex"),
        age=_age(told),
        criteria_cited=_criteria(told),
        reasons=told.reasons(members),
        rationale_spans=told.spans(told.own(own)),
    )


class _Asked:
    """The request that a document is about: what its requests agree on, else what its first one says."""

    def __init__(self, told: Told) -> None:
        self._derived = {quantity.name: quantity.value for quantity in told.case.derived}
        requests = [fact for fact in told.case.facts if fact.type == "request" and fact.assertion in ASKED]
        self._requests = [fact for fact in requests if word(fact, "procedure") in EPIDURALS | {None}]

    def word(self, key: str) -> str | None:
        """The first word that a request says for a key; of procedures one with an approach before one without."""
        said = [value for fact in self._requests if (value := word(fact, key))]
        if key == "procedure":
            said.sort(key=lambda value: value not in APPROACH)
        return said[0] if said else None

    def derived(self, name: str) -> str | None:
        """What all requests agree on."""
        value = self._derived.get(name)
        return value if isinstance(value, str) else None

    def levels(self, key: str) -> tuple[str, ...]:
        """The fullest list of levels or roots that a request names."""
        return max((words(fact, key) for fact in self._requests), key=len, default=())

    def approach(self) -> str | None:
        """How the needle goes in; "unspecified" where an epidural is asked for and nobody says."""
        named = self.derived("request.approach") or APPROACH.get(self.word("procedure") or "")
        return named or ("unspecified" if self._requests else None)

    def sedation(self) -> str | None:
        """The sedation that a request names, before one that names none."""
        said = [value for fact in self._requests if (value := word(fact, "sedation"))]
        return next((value for value in said if value != "none"), said[0] if said else None)


def _year(told: Told, dates: Sequence[DateHit]) -> tuple[int | None, str | None]:
    """The year of the decision and how it is known: its label, a date alone on a line, the last date of a fact."""
    text = told.outline.stream.text
    for date in dates:
        line = text[max(text.rfind("\n", 0, date.start) + 1, date.start - 60) : date.start]
        if date.iso and told.words.dated.found(line):
            return int(date.iso[:4]), "dated"
    for date in dates:
        sentence = told.outline.sentence_at(date.start)
        if sentence.index < _HEAD and date.iso and told.outline.text(sentence).strip(" .") == date.raw.strip(" ."):
            return int(date.iso[:4]), "date_line"
    known = [fact.date.iso[:4] for fact in told.case.facts if fact.date and fact.date.iso]
    return (int(max(known)), "latest_fact") if known else (None, None)


def _specialty(told: Told) -> str | None:
    own = (Speaker.IRO, Speaker.HEARING, Speaker.REVIEWER, Speaker.UR)
    facts = [fact for fact in told.case.facts if fact.type == "reviewer" and fact.stated_by in own]
    return next((value for fact in facts if (value := word(fact, "specialty"))), None)


def _lines(told: Told) -> Iterator[str]:
    for sentence in told.outline.sentences:
        yield told.outline.text(sentence)


def _organisation(told: Told) -> str | None:
    return next((name for line in _lines(told) if (name := told.words.organisation.named(line))), None)


def _state(told: Told) -> str | None:
    names = (told.words.state.named(line) for line in _lines(told))
    return next((_CODES[name] for name in names if name is not None and name in _CODES), None)


def _demographic(told: Told, key: str) -> str | None:
    facts = (fact for fact in told.case.facts if fact.type == "demographics")
    return next((value for fact in facts if (value := word(fact, key))), None)


def _age(told: Told) -> int | None:
    for fact in told.case.facts:
        value = fact.value.get("age") if fact.type == "demographics" else None
        if isinstance(value, int | float) and not isinstance(value, bool):
            return int(value)
        if isinstance(value, Range):
            return int(value.lo)
    return None


def _criteria(told: Told) -> tuple[str, ...]:
    facts = (fact for fact in told.case.facts if fact.type == "determination")
    return tuple(sorted({name for fact in facts for name in words(fact, "criteria_cited")}))
