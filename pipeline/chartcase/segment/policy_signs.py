"""Words that tell of this patient what could be a requirement: reports, a chart's own voice, a verdict.

They stand apart from the reading of a sentence so that `rules.py` can have them asked together with the rules.
"""

from chartcase.patterns import Pattern

REPORTS = Pattern(
    r"\[[x+]\]|\b(?:not (?:documented|provided|submitted|found|met|stated|addressed)|undetermined|unclear"
    r"|undocumented|no documentation|absent|missing)\b"
    r"|\b(?:likely |appears? |is |are |was |partially |criterion )?(?:met|satisfied|fulfilled)\b|meets criteria"
    r"|\b(?:is|are|was|were|been|clearly) documented\b|documented\)|- documented"
)
"""A list item that reports a status or a tick speaks of this patient even under "the payer requires"."""
CHART_VOICE = Pattern(
    r"^(?:smokes|denies|rates|complains|drinks|wears|sleeps|limps|quit)\b"
    r"|^(?:kept|took|went|had|walked|slept|returned|stopped|got|tried|completed|attended|failed|finished|used|lost)\b"
    r"|^[^,;]{0,80} (?:was|were) (?:completed|attended|tried|finished|stopped|given|declined)"
    r"(?: in (?:the )?(?:\d{4}|[a-z]{3,9}(?: \d{4})?))?\.?$"
    r"|^(?:[*-] )?(?:h/o|s/p|status post|known|history of) "
    r"|^(?:the )?(?:imaging|mri|ct|emg|x-?rays?) (?:matches|fits|agrees|confirms|showed)\b"
    r"|^(?:an? |the )?(?:[a-z]+ ){0,2}(?:notes?|records?|logs?|summary) (?:documented|showed|recorded|described)\b"
)
"""A verb without its subject is the patient's, and a study or a note that does something in the indicative is this
patient's: a requirement says "must" or "should" there."""
OWN_HAND = Pattern(
    r"\b(?:i|we) (?:(?:also|then|now|have|had) )*(?:would|will|am|are|was|were|have|had|did|do|recommend(?:ed)?"
    r"|discussed|ordered|asked|told|plan(?:ned)?|saw|feel|felt|think|reviewed)\b"
    r"|\b(?:with|without|no) (?:definite |clear )?evidence (?:of|for)\b"
    r"|\b(?:his|her|the patient's) (?:treatment )?plan (?:is|will)\b"
    r"|\bthere (?:is|are|was|were) (?:a |an |no |some |mild |moderate |severe )"
)
"""In a chart, what its author does or sees is told of this patient, however long the sentence."""
ADVISED = Pattern(
    r"^[^.]{0,80} (?:is|are|was|were) (?:recommended|advised|suggested)"
    r"(?: (?:by|at|to|today|now|again|next|for (?:him|her|the patient))\b|[.;, ]*$)"
)
"""A chart's "six sessions are recommended" is a doctor's advice to this patient."""
JUDGES = Pattern(
    r"\bcriteri(?:on|a) (?:is|are|was|were) (?:all |not |clearly |partially )*(?:met|satisfied|fulfilled)\b"
    r"|\b(?:fulfill?s|meets|satisfies) (?:all|every|each|the)\b|\b(?:is|are) not justified\b"
    r"|\bthe patient's clear\b"
)
"""A reviewer's verdict on a criterion or on the request."""

SIGNS = (REPORTS, CHART_VOICE, OWN_HAND, ADVISED, JUDGES)
"""All of them, as `SegmentRules.policy_set` asks them."""
