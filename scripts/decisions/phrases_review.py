"""What reviewers, hearing officers and forms say.

It stands apart as plain tables of our own wording; `wording` explains their grammar. Keys of reasons are those of
rules/denial_reasons.yaml.
"""

UR_TITLES = ("UR", "Utilization review", "UR determination", "Utilization review determination", "Peer review, UR")
APPEAL_TITLES = ("UR, reconsideration", "Reconsideration review", "UR appeal", "Second utilization review")
UR_OPENINGS = (
    "Rationale for denial:",
    "Reason for denial:",
    "The <physician advisor|reviewer> wrote:",
    "The request was reviewed.",
    "",
)
UR_ENDINGS = (
    "The request is not certified.",
    "The <request|service> is <therefore|> non-certified.",
    "<Recommend|Recommended> non-certification.",
    "Medical necessity was not established and the request is not certified.",
    "The <procedure|injection> is not certified.",
)
APPEAL_ENDINGS = (
    "Denial maintained.",
    "The <prior|first> determination is upheld.",
    "The appeal is not certified.",
    "The request remains non-certified.",
)
UR_REASONS = {
    "radiculopathy": (
        "There are no objective <findings|signs> of radiculopathy on <examination|exam>.",
        "The <examination|physical exam> does not <document|show> radiculopathy.",
        "<Objective radiculopathy|Radiculopathy> is not documented on <examination|physical examination>.",
        "No <dermatomal|myotomal> <deficit|deficits> <was|were> <documented|found>.",
        "The <neurologic|neurological> examination is normal<, so radiculopathy is not shown|>.",
    ),
    "imaging": (
        "<Imaging|MRI> does not <show|corroborate> nerve root <compression|involvement>.",
        "The <MRI|imaging> shows no <neural compression|nerve root compromise>.",
        "Radiculopathy is not corroborated by imaging <or electrodiagnostic testing|>.",
        "<Imaging studies|The imaging> <do|does> not correlate with the <exam|examination|complaints>.",
    ),
    "conservative_care": (
        "There is no documentation of failed conservative <care|treatment>.",
        "<Failure of|Response to> conservative <care|treatment|management> is not documented.",
        "<Conservative care|Lower levels of care> <has|have> not been exhausted.",
        "The records do not show <six weeks of|an adequate trial of> conservative <care|treatment|therapy>.",
        "No physical therapy notes were <submitted|provided>.",
    ),
    "prior_relief": (
        "The <prior|previous> injection did not give <50% relief|the required relief|at least 50% relief for six weeks>.",
        "<Relief|Pain relief> from the <prior|previous|first> <injection|ESI> is not <documented|quantified>.",
        "There is no documentation of <sustained|50-70%> relief <or reduced medication|> after the <prior|first> injection.",
    ),
    "sedation": (
        "<IV sedation|Sedation> is not <supported|indicated> for <this procedure|an epidural injection>.",
        "There is no <evidence|documentation> of <anxiety|needle phobia> to support <sedation|IV sedation>.",
        "The need for <sedation|monitored anesthesia> is not <explained|documented>.",
    ),
    "levels": (
        "More than <two|2> levels <exceed|exceeds> the <guideline|guidelines>.",
        "The number of levels <requested|> exceeds what the guideline <allows|supports>.",
        "<Three|3> levels in one session are not supported.",
    ),
    "documentation": (
        "<No new|Insufficient> <clinical information|documentation> was submitted.",
        "The <records|clinical notes> <submitted|provided> are <insufficient|incomplete>.",
        "A peer-to-peer call was <attempted|not returned>; <additional records were not received|nothing else came>.",
    ),
}  # fmt: skip
AGAINST = {
    "radiculopathy": (
        "The records <do not show|lack> objective <evidence|findings> of radiculopathy on <examination|physical examination>.",
        "There are no <dermatomal or myotomal|motor, reflex or sensory> deficits <recorded|on examination>.",
        "Objective radiculopathy is not <demonstrated|documented> on <examination|exam>.",
    ),
    "imaging": (
        "<The MRI|Imaging> does not <show|demonstrate> nerve root <compression|compromise> that would <explain|match> the <symptoms|complaints>.",
        "There is no imaging <evidence|confirmation> of nerve root involvement.",
        "Radiculopathy is not corroborated by <imaging|the imaging studies>.",
    ),
    "conservative_care": (
        "An adequate trial of conservative care is not <documented|shown>.",
        "The <claimant|patient> has not <completed|exhausted> conservative <care|treatment>.",
        "<Failure of|Unresponsiveness to> conservative treatment is not documented.",
    ),
    "prior_relief": (
        "The <earlier|prior> injection did not <give|provide> <the required relief|at least 50% relief for six weeks>.",
        "The <response|relief> after the <first|prior> injection <falls short of|does not meet> the guideline.",
    ),
    "sedation": (
        "<IV sedation|Sedation> is not <routinely recommended|supported> and no <reason|anxiety> for it is documented.",
        "The need for sedation is not <explained|supported> by the records.",
    ),
    "levels": (
        "<The number of levels|More than two levels> <exceeds|exceed> what the guideline allows<| in one session>.",
    ),
    "documentation": (
        "The <documentation|record> as submitted is <insufficient|not sufficient> to support the request.",
        "The records do not <sufficiently|> support the requested <procedure|injection>.",
    ),
}  # fmt: skip
IN_FAVOUR = {
    "radiculopathy": (
        "The <chart|record> <documents|shows> objective radiculopathy <in the {root} distribution|at {root}|>.",
        "There are objective <signs|findings> of {root} radiculopathy on examination.",
        "Examination <shows|documents> <motor, reflex or sensory|neurologic> <loss|deficits> in the {root} distribution.",
    ),
    "imaging": (
        "The MRI <corroborates|confirms> <the|these> <findings|examination findings>.",
        "Imaging <shows|demonstrates> nerve root <compression|contact> at the <level requested|matching level>.",
    ),
    "conservative_care": (
        "Conservative care <has been tried|was tried> and <failed|has failed>.",
        "The <claimant|patient> has <failed|completed> an adequate <course|trial> of conservative <care|treatment>.",
    ),
    "prior_relief": (
        "The <earlier|prior> injection gave <meaningful|the required> relief with <better function|less medication>.",
        "The response to the first injection <meets|satisfies> the guideline.",
    ),
    "documentation": (
        "The clinical picture <as a whole|> supports the request.",
        "On balance the <records|notes> support <the request|a trial of the injection>.",
    ),
}  # fmt: skip
PARTLY = {
    "levels": "One level is supported; the other <levels are|level is> not.",
    "sedation": "The injection is supported; the sedation is not.",
}
CONCLUSION = {
    "upheld": (
        "The requested {service} is <therefore|> not medically necessary.",
        "Therefore the {service} is not medically necessary <for this patient|at this time|>.",
        "In my opinion the {service} is not medically necessary.",
    ),
    "overturned": (
        "The requested {service} is <therefore|> medically necessary.",
        "Therefore the {service} is medically necessary <for this patient|>.",
        "In my opinion the {service} is medically necessary.",
    ),
    "partially_overturned": (
        "The request is therefore medically necessary in part.",
        "Medical necessity is therefore <found|established> for part of the request only.",
    ),
}
DECIDED = {
    "upheld": ("It is my decision that the adverse <determination is|determinations are> upheld.", "I uphold the <denial|adverse determination|previous denials>."),
    "overturned": ("It is my decision that the adverse determinations are overturned.", "The adverse <determination is|determinations are> overturned."),
    "partially_overturned": ("The adverse determinations are partially overturned.", "The <denial|adverse determination> is overturned in part."),
}  # fmt: skip
CRITERIA = (
    "The Official Disability Guidelines <were applied|were consulted|(ODG) were used>.",
    "I <applied|used|consulted> the Official Disability Guidelines.",
    "The ODG <was|were> the basis of this review.",
)
STATUTES = (
    "Section 408.021 of the Labor Code <entitles|gives> an injured employee <to|the right to> all health care <reasonably required|that is reasonably required> by the nature of the injury as and when needed.",
    "Under section 401.011(22-a) of the Labor Code, health care reasonably required is care that is clinically appropriate and considered effective for the injury, and provided in accordance with best practices.",
    "Section 413.011 of the Labor Code directs the division to adopt treatment guidelines that are evidence-based, scientifically valid and outcome-focused.",
    "Rule 137.100 of the division says that care provided in accordance with the ODG is presumed to be reasonably required.",
    "Under Rule 133.308 the decision of an IRO is presumptive, and a party who appeals it has the burden of overcoming it by the preponderance of evidence-based medical evidence.",
    "Section 413.032 of the Labor Code asks an independent review organization to list the records reviewed, the screening criteria, its findings and the basis of its decision.",
)  # fmt: skip
GUIDELINE = (
    "Radiculopathy <must be|has to be> documented on examination and corroborated by imaging studies or electrodiagnostic testing.",
    "The patient <should first have|must first have> been unresponsive to exercise, physical methods, NSAIDs, muscle relaxants and drugs for nerve pain.",
    "Injections <should be|must be> performed under fluoroscopy with contrast for guidance.",
    "No more than two nerve root levels <should be|may be> injected by transforaminal blocks, and no more than one interlaminar level, in one session.",
    "Repeat blocks <require|should be based on> 50-70% pain relief for at least six to eight weeks with a decreased need for pain medication and a functional response.",
    "A series of three injections is not recommended.",
    "No more than four blocks per region per year are <recommended|supported>.",
    "Epidurals <should not be|must not be> given on the same day as facet, sacroiliac or trigger point injections.",
    "Sedation is not generally recommended, except for patients with documented anxiety.",
)
NO_CONFLICT = (
    "The reviewer has no <known conflict of interest|financial interest> <with|in relation to> any of the parties.",
    "I certify that I have no conflict of interest <in this case|>.",
    "The <organization|review organization> certifies that the reviewer has no relationship with the carrier, the provider or the utilization review agent.",
)
TITLES = (
    "NOTICE OF INDEPENDENT REVIEW DECISION",
    "IRO REVIEWER REPORT",
    "INDEPENDENT REVIEW ORGANIZATION\nDecision and Report",
)
DATED = ("Date of notice", "Date of review", "Notice date", "Decision date")
OUTCOME_OPENINGS = (
    "After independent review the reviewer finds that the earlier denials should be:",
    "Having looked at everything that was sent, the reviewer finds that the adverse determinations should be:",
    "On independent review the prior adverse determination should be:",
    "",
)
QUALIFIED = (
    "The reviewer is Board Certified in {specialty} <and has been in practice for {years} years|with over {years} years of experience|>.",
    "Board certified in {specialty}. <{years} years in practice.|>",
    "This reviewer is <licensed in Texas and|> board certified in {specialty}.",
    "The physician who reviewed this case is certified in {specialty}<, {years} years|>.",
)
PERSON = (
    "The claimant is a {age}-year-old {sex}.",
    "{age} y/o {sex}.",
    "This is a {age} year old {person}.",
    "The patient is a {age}-year-old {person}.",
)
PURSUANT = (
    "This case is decided <pursuant to|under> the Labor Code and the rules adopted under it.",
    "A contested case hearing was held to decide the disputed issue below.",
)
