"""What retold visits, studies, therapy notes and procedure notes say.

It stands apart as plain tables of our own wording; `wording` explains their grammar.
"""

INJURY = (
    "{who} <was hurt|was injured|sustained an injury> on {date_of_injury} <when|after> {accident}.",
    "On {date_of_injury} {he_low} <was hurt|was injured> <when|as> {accident}.",
    "The <work injury|injury|incident> <of|on> {date_of_injury} <happened|occurred> when {accident}.",
    "<Date of injury|DOI>: {date_of_injury}. <Mechanism|Cause>: {accident}.",
)
ACCIDENTS = (
    "{he} lifted a <crate of tile|bag of concrete|transmission|bundle of shingles|keg>",
    "a <forklift|pallet jack|delivery cart> <struck|hit> {him} from behind",
    "{he} slipped on <a wet floor|ice|spilled oil|gravel> and fell",
    "{he} <fell|stepped> off a <ladder|loading dock|scaffold|truck bed>",
    "{his} <van|pickup|patrol car|bus> was rear-ended",
    "{he} pulled a <stuck valve|heavy hose|jammed drawer|patient up in bed>",
    "{he} twisted while <carrying a door|unloading a trailer|stocking a shelf|moving a copier>",
    "a <shelf|ceiling panel|stack of boxes> came down on {him}",
)
COMPLAINT = {
    "lumbar": (
        "{who} <complained of|reported|described> low back pain <radiating|going|travelling> {pain} on the {side}.",
        "<C/o|Complains of> LBP <radiating|shooting> {pain}, {side} side.",
        "{he} has <aching|burning|sharp|stabbing> <low back|lumbar> pain with {side} leg pain that goes {pain}.",
        "Low back pain <with numbness|and tingling|with pins and needles> {pain} on the {side}.",
        "{who} <states|says> that the {side} leg pain is worse than the back pain and runs {pain}.",
        "{side} <sided|leg> radicular pain {pain}; <sitting|driving|bending|standing> <makes it worse|aggravates it>.",
        "The chief complaint <was|is> pain from the back {pain} on the {side} <with|and> <numbness|tingling>.",
    ),
    "cervical": (
        "{who} <complained of|reported|described> neck pain <radiating|going|travelling> {pain} on the {side}.",
        "<C/o|Complains of> neck pain <radiating|shooting> {pain}, {side} side.",
        "{he} has <aching|burning|sharp|stabbing> neck pain with {side} arm pain that goes {pain}.",
        "Neck pain <with numbness|and tingling|with pins and needles> {pain} on the {side}.",
        "{who} <states|says> that the {side} arm pain is worse than the neck pain and runs {pain}.",
        "{side} arm radicular pain {pain}; <looking up|turning the head|overhead work> <makes it worse|aggravates it>.",
        "The chief complaint <was|is> pain from the neck {pain} on the {side} <with|and> <numbness|tingling>.",
    ),
}
SCORE = (
    "Pain <is|was> rated {score}/10.",
    "<VAS|NRS> {score}/10.",
    "{he} <rates|rated> the pain {score} out of 10.",
    "Pain <score|level> {score}/10 <today|at this visit|>.",
)
LIMITS = (
    "{he} cannot <sit|stand|walk> <for more than|longer than> <ten|15|20|30> minutes.",
    "{he} <has trouble sleeping|sleeps poorly|wakes at night from the pain>.",
    "<Dressing|Putting on shoes|Driving|Lifting> is <difficult|hard> for {him}.",
    "{he} is <working light duty|off work|on modified duty>.",
    "{he} denies <bowel or bladder changes|loss of bowel or bladder control|saddle numbness>.",
)
SIGNS = {
    "motor": (
        "{muscle} strength <is|was> 4/5 on the {side}.",
        "{side} {muscle} 4/5, <otherwise 5/5|all others 5/5>.",
        "Motor <exam|testing> shows {side} {muscle} 4/5.",
        "There is weakness of the {side} {muscle}, graded 4/5.",
        "{side} {muscle} <weakness|weak at> <4/5|4-/5>.",
    ),
    "sensory": (
        "Sensation <is|was> <decreased|diminished|reduced> <in|over> the {side} {root} <dermatome|distribution>.",
        "Light touch <is|was> <decreased|diminished|reduced> over the {skin} in the {side} {root} dermatome.",
        "<Decreased|Diminished> sensation to <pinprick|light touch> in the {side} {root} dermatome.",
        "<Hypoesthesia|Numbness to pinprick> in the {side} {root} <dermatome|distribution>.",
    ),
    "reflex": (
        "The {side} {reflex} <is|was> <absent|diminished|decreased>.",
        "{side} {reflex} <1+ and diminished|diminished> compared with the other side.",
        "<Diminished|Absent|Decreased> {side} {reflex}.",
    ),
}
TENSION = {
    "lumbar": (
        "Straight leg raise <is|was> positive on the {side} <at 40 degrees|at 50 degrees|>.",
        "SLR <positive|+> on the {side}.",
        "Positive {side} <straight leg raise|SLR|seated straight leg raise>.",
    ),
    "cervical": (
        "Spurling's <is|was> positive on the {side}.",
        "Positive Spurling's <sign|test|maneuver> on the {side}.",
        "Spurling's positive {side}.",
    ),
}
NO_SIGNS = (
    "Strength <is|was> 5/5 <throughout|in all groups>. Sensation <is|was> intact. Reflexes <are|were> 2+ <and symmetric|and equal>.",
    "Motor <5/5|strength 5/5> throughout, sensation intact to light touch, <reflexes 2+ and symmetric|DTRs 2+ and equal>.",
    "<Neurologic exam is normal|Neuro exam normal>: strength 5/5, sensation intact, reflexes 2+ <bilaterally|throughout>.",
    "No <motor weakness|focal weakness>. Sensation intact to <light touch|pinprick>. Reflexes 2+ throughout.",
    "5/5 strength in <all muscle groups|all muscles tested>; sensory exam intact; reflexes symmetric at 2+.",
)
SOFT_SIGNS = (
    "<There is tenderness|Tenderness|TTP> over the <paraspinals|paraspinal muscles|facet joints>.",
    "Range of motion <is|was> <limited by pain|reduced in flexion|guarded>.",
    "Gait is <normal|antalgic|steady>.",
    "<Muscle spasm|Spasm> of the paraspinal muscles <is noted|was noted>.",
)
MRI_TITLES = (
    "MRI {region} spine",
    "MRI of the {region} spine without contrast",
    "{region} MRI",
    "MRI {region} spine w/o contrast",
)
MRI_CONCORDANT = (
    "At {level} a <3|4|5|6> mm {side} <paracentral|foraminal|subarticular> disc <protrusion|herniation> <abutting|compressing|contacting|displacing> the {side} {root} nerve root.",
    "{level}: {side} <paracentral|posterolateral|foraminal> disc <extrusion|herniation|protrusion> which <compresses|displaces|abuts> the {side} {root} nerve root.",
    "{level}: disc <herniation|protrusion> with <moderate|severe|moderate to severe> {side} <foraminal|neural foraminal> stenosis and compression of the {side} {root} nerve root.",
    "There is a {side} disc <protrusion|extrusion> at {level} <compressing|impinging on|contacting> the {side} {root} nerve root.",
    "{level} <5 mm|4 mm|6 mm> {side} sided disc <herniation|protrusion>, {side} {root} nerve root <compression|is compressed|is displaced>.",
)
MRI_DISCORDANT = (
    "{level}: <mild|minimal> disc bulge without <canal stenosis or foraminal narrowing|nerve root contact|neural compromise>.",
    "At {level} a <1|2> mm disc bulge. No <nerve root compression|canal stenosis|foraminal stenosis>.",
    "{level}: <disc desiccation|mild disc degeneration>, no herniation and no nerve root compression.",
    "<Mild|Minimal> degenerative change at {level}. No disc herniation. No <foraminal stenosis|nerve root compression>.",
    "{level}: mild bilateral facet <arthropathy|hypertrophy>. No disc herniation, no neural <impingement|compression>.",
)
MRI_ELSEWHERE = (
    "{other}: normal.",
    "{other}: mild bilateral facet arthropathy.",
    "{other}: <minimal|mild> disc bulge, no stenosis.",
    "No fracture.",
    "No <marrow lesion|mass>.",
    "{other}: unremarkable.",
)
THERAPY_TITLES = (
    "Physical therapy note",
    "PT progress note",
    "PT discharge summary",
    "Physical therapy discharge summary",
    "Therapy note",
)
THERAPY_LONG = (
    "{who} completed {weeks} weeks of physical therapy ({visits} visits) <without lasting relief|without improvement|with no lasting benefit>.",
    "<Attended|Completed> {visits} visits of PT over {weeks} weeks. <No improvement|No lasting relief|Minimal benefit>.",
    "PT for {weeks} weeks, {visits} sessions, <failed to help|did not help|without benefit>.",
    "Discharged after {weeks} weeks of physical therapy, {visits} visits; <symptoms unchanged|pain unchanged|no relief>.",
    "{weeks} weeks of <physical therapy|PT> <were completed|was completed> and <failed|did not help>.",
)
THERAPY_SHORT = (
    "{who} attended {weeks} {weeks_unit} of physical therapy ({visits} visits) <and stopped|and did not return>.",
    "<Attended|Seen for> {visits} visits of PT over {weeks} {weeks_unit}<, then stopped|; therapy was not finished|>.",
    "PT for {weeks} {weeks_unit}, {visits} sessions, <then discontinued|stopped by the patient>.",
    "{weeks} {weeks_unit} of PT so far. <To continue|Continue therapy>.",
)
THERAPY_NONE = (
    "{who} has not <had|started> physical therapy.",
    "No physical therapy <has been done|to date|so far>.",
    "Physical therapy <was ordered|is planned> <but has not started|>.",
    "{he} has not tried <physical therapy|PT or a home program>.",
)
MEDICATION_LONG = (
    "{he} took {nsaid} for {weeks} weeks <without relief|without benefit>.",
    "{nsaid} for {weeks} weeks <did not help|failed>.",
    "<Trial of|Tried> {nerve} for {weeks} weeks <without benefit|without relief>; {nsaid} <did not help|failed> as well.",
    "{relaxant} and {nsaid} for {weeks} weeks, no relief.",
)
MEDICATION_SHORT = (
    "{he} <was started on|was given> {nsaid}.",
    "<Medications|Meds>: {nsaid}, {relaxant}.",
    "<Start|Begin> {nsaid} and {relaxant}.",
    "{he} takes {nsaid} <as needed|daily>.",
)
NSAIDS = ("naproxen", "ibuprofen", "meloxicam", "diclofenac", "celecoxib", "etodolac")
NERVE_DRUGS = ("gabapentin", "pregabalin", "duloxetine", "nortriptyline")
RELAXANTS = ("cyclobenzaprine", "tizanidine", "methocarbamol", "baclofen")
EMG_TITLES = ("EMG/NCS", "EMG/NCV study", "Electrodiagnostic study", "EMG and nerve conduction study")
EMG_POSITIVE = (
    "<Findings consistent with|Evidence of|There is evidence of> <an acute|a chronic|an active> {side} {root} radiculopathy.",
    "<Positive for|Study positive for> {side} {root} radiculopathy.",
    "{side} {root} radiculopathy <is confirmed|confirmed>.",
)
EMG_NEGATIVE = (
    "No evidence of radiculopathy.",
    "<Normal study|Study is normal>. No electrodiagnostic evidence of radiculopathy.",
    "<Normal|Unremarkable> EMG of the {side} <limb|extremity>, no radiculopathy.",
)
PROCEDURE_TITLES = ("Procedure note", "Operative report", "Procedure report", "Op note")
PROCEDURE_DONE = (
    "{side} {level} {first} <under fluoroscopy|with fluoroscopic guidance and contrast>. <No complications|Tolerated well>.",
    "{first} at {level}, {side}, <under fluoroscopy|with contrast under fluoroscopy>. <No complications.|>",
)
RELIEF = (
    "{who} <reported|had> {percent}% relief for {relief_weeks} {relief_unit} after the <epidural|injection|first injection>.",
    "The <first injection|prior ESI|epidural> gave {percent}% <pain relief|relief> for {relief_weeks} {relief_unit}.",
    "{percent} percent <relief|pain relief> from the <prior injection|ESI|epidural>, lasting {relief_weeks} {relief_unit}.",
    "<States|Reports> {percent}% improvement <for|lasting> {relief_weeks} {relief_unit} <after|following> the <ESI|injection>.",
    "The <ESI|epidural steroid injection> <provided|brought> {percent}% relief for <about|approximately|> {relief_weeks} {relief_unit}.",
)
RELIEF_GOOD = (
    "{he} <used less medication|cut down on medication|reduced {his} {nsaid}> <and was able to do more|and returned to light work|>.",
    "Function improved <after the injection|> and medication use went down.",
    "{he} <walked farther|slept better> <and took less medication|>.",
)
RELIEF_POOR = (
    "Medication use <is|was> unchanged.",
    "No change in function <or medication|> was noted.",
    "{he} <still takes|continues> the same <medications|medicines>.",
)
ASSESSMENT = {
    "lumbar": ("Assessment: lumbar <radiculopathy|radiculitis>.", "<Impression|Diagnosis>: {side} lumbar radiculopathy, <disc displacement|disc herniation> {level}.", "Dx: lumbar radiculitis<; lumbar disc disease|>."),
    "cervical": ("Assessment: cervical <radiculopathy|radiculitis>.", "<Impression|Diagnosis>: {side} cervical radiculopathy, <disc displacement|disc herniation> {level}.", "Dx: cervical radiculitis<; cervical disc disease|>."),
}  # fmt: skip
PLAN = (
    "<Plan|Recommend|Recommended>: {request}.",
    "{request} <was requested|is requested|was recommended>.",
    "I <recommend|am requesting> <a|> {request}.",
    "Will <request|ask for> {request}.",
)
SEDATION = (
    "with IV sedation",
    "under IV sedation",
    "with intravenous sedation",
    "under intravenous sedation",
)
VISIT_TITLES = (
    "Office Visit",
    "Office visit, pain management",
    "Follow up visit",
    "Clinic visit",
    "Orthopedic consult",
    "Progress note",
    "Initial consultation",
    "Pain management follow-up",
    "Office note",
)
ASIDES = (
    "<BP|Blood pressure> <128/76|134/82|118/70>, <pulse|HR> <72|80|68>.",
    "{he} <smokes half a pack a day|does not smoke|quit smoking>.",
    "{he} lives with <a spouse|two children|a roommate>.",
    "PMH: <thyroid disease|hypertension|asthma|none>.",
    "<Urine drug screen|UDS> <consistent|as expected>.",
    "<Work status form|DWC-73> <completed|updated>.",
    "{he} <is cooperative and oriented|appears in no acute distress>.",
    "Family history is <noncontributory|unremarkable>.",
    "<Return in|RTC> <2|4|6> weeks.",
)
FOLLOW_UP = (
    "{who} <returns|is seen again>; <symptoms are about the same|no better|no change>.",
    "<Pain|The pain> <comes and goes|is constant|is worse in the morning|is worse at the end of the day>.",
    "<Refill|Refilled> {nsaid}. <Continue|Keep taking> {relaxant} <at night|as needed>.",
    "{he} <would like to avoid surgery|wants to get back to full duty|asks about other options>.",
    "<Discussed|We discussed> <activity|posture and lifting|the imaging>.",
    "The request for <imaging|the MRI> <is pending|was approved>.",
)
OTHER_ENTRIES = (
    ("X-rays {region} spine", "<No fracture|No acute fracture>. <Mild spondylosis|Alignment normal|No listhesis>."),
    ("Work status report", "<Light duty|Modified duty> <until the next visit|with a 20 lb limit>."),
    ("Emergency room note", "{who} <was evaluated and released|was seen and sent home> with {relaxant}."),
    ("Phone note", "{who} <called for a refill|asked about the status of the request>."),
    ("Letter", "The adjuster <asked for|requested> <updated records|office notes>."),
    ("Case management note", "<Transport arranged|Appointment confirmed> <for the next visit|>."),
)
