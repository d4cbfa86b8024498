"""Policy text and statements that differ from it by a word or two."""

from collections.abc import Callable

import pytest

from chartcase.segment.outline import Outline, Role

Make = Callable[[str], Outline]

# (what says nothing about the patient, what says it of this patient)
PAIRS = [
    ("A therapy note must document a decrease in pain.", "A therapy note documented a decrease in pain."),
    # plans B and conditions
    ("If the leg pain returns, a second block could be tried.", "The leg pain returned after the second block."),
    ("Unless strength improves, surgery would be next.", "Strength improved and surgery was put off."),
    ("Should the numbness spread, the MRI would be repeated.", "The numbness spread and the MRI was repeated."),
    ("Were the foot to drop, a surgeon would be called.", "The foot dropped and a surgeon was called."),
    ("Surgery if no better.", "Surgery in 2019, no better."),
    ("Fusion only if everything fails.", "Fusion at L5-S1 failed."),
    ("Possible stimulator trial later.", "Stimulator trial in May was stopped."),
    ("TFESI prn", "TFESI left L5"),
    ("Consider RFA if blocks are positive.", "RFA gave three months of relief."),
    ("MRI if not improved by the next visit.", "MRI shows a protrusion at L4-5."),
    ("Discogram may be repeated if negative.", "Discogram at L4-5 was negative."),
    ("In case of relapse the block can be given again.", "The block was given again in May."),
    ("Depending on the response we may add the level below.", "The response was poor at the level below."),
    ("Failing that, a root block could be tried.", "The root block failed."),
    ("Assuming approval, the injection would take place in June.", "The injection took place in June."),
    ("Once the therapy notes are submitted, approval is likely.", "The therapy notes were submitted."),
    ("Without dated notes the request would fail.", "Dated notes were not sent."),
    ("Had the relief lasted, a third block could be defended.", "The relief lasted nine weeks."),
    ("Return sooner if weak.", "Returned in two weeks, weaker."),
    ("Call for fever or drainage.", "Denies fever or drainage."),
    ("ER for loss of bladder control", "No loss of bladder control"),
    # requirements
    ("At least six weeks of exercise before an injection.", "At least six weeks of exercise were completed."),
    ("No more than two levels per session.", "No more than two weeks of relief followed."),
    ("Minimum of twelve visits.", "Had twelve visits."),
    ("Relief of 50% or more for two months.", "Relief was 50% for two months."),
    ("Radicular pain must be documented.", "Radicular pain is documented at three visits."),
    ("Patients should have failed six weeks of therapy.", "The claimant has failed six weeks of therapy."),
    ("The claimant must have fewer than four blocks a year.", "The claimant has had fewer than four blocks this year."),
    ("Imaging has to match the side of the pain.", "Imaging matches the side of the pain."),
    ("Injections for axial pain are investigational.", "Pain is axial, into the buttock."),
    ("The plan asks for a trial of two drugs.", "Two drugs were tried."),
    ("Most plans accept twelve visits.", "Attended twelve visits."),
    ("Payers want dates for each drug.", "Naproxen was started on 3/4."),
    ("One level in a session.", "One level was injected."),
    ("Contraindications: infection, allergy, bleeding disorder.", "No infection, allergy or bleeding disorder."),
    ("Frequency: one visit a week.", "Went once a week for a month."),
    ("The policy requires root tension signs.", "Root tension signs are positive on the left."),
    ("Failure is defined as relief under 30%.", "The first block gave relief under 30%."),
    ("Repeat imaging is not needed unless symptoms change.", "Symptoms changed and imaging was repeated."),
    ("Axial pain does not qualify.", "Axial pain is worse than leg pain."),
    ("This ensures that the drug reaches the root.", "The drug reached the left L5 root."),
    ("Step 2: Document the failed drugs", "Naproxen and Mobic failed."),
    ("Common pitfall: imaging at the wrong level.", "Imaging at L4-5 shows stenosis."),
    ("Exclusion of tumor and infection", "Tumor and infection were excluded by MRI."),
    ("Confirmation that contrast will be used", "Contrast was used."),
    ("Supervised exercise with documented attendance", "Supervised exercise, 9 of 12 visits attended."),
    # statutes and forms
    ("Pursuant to the rule the carrier pays within 30 days.", "The carrier paid for the first block."),
    ("Under section 12 the worker chooses the doctor.", "The worker changed doctors in May."),
    ("The burden of proof lies with the carrier.", "Claimant met his burden with an expert report."),
    ("An appeal must be filed within 15 days of receipt.", "An appeal of the denial was filed by Dr. [NAME]."),
    ("Circle all that apply: numbness, weakness, burning", "Numbness and burning of the left foot."),
    ("Relief ____ % for ____ weeks", "Relief 60 % for 9 weeks"),
    ("Pain scale: 0 no pain, 10 worst pain", "Pain 7/10 today"),
    ("Sural latency, upper limit 4.2", "Sural latency 3.9, normal"),
    ("List all blood thinners", "Takes Eliquis 5 mg twice a day"),
    ("Determination: pending a peer call.", "Determination: not certified."),
    ("This report may contain errors of speech recognition.", "This report shows a fracture of T12."),
    ("[ ] Chiropractic", "[x] Chiropractic"),
    # literature and teaching
    ("In one trial 54% had half relief at a month.", "Had 54% relief at a month."),
    ("One in five report flushing.", "Reported flushing after the block."),
    ("Older adults walk no farther after treatment.", "Walks one block."),
    ("Paralysis follows one in 10,000 blocks.", "Two blocks were done in 2019 and one in 2021."),
    ("Numbness lasts in 1 in 20 cases.", "Twelve visits in 2021 and 6 in 2022 were completed."),
    ("Smokers heal more slowly.", "Smokes one pack a day."),
    ("Most people get better without an operation.", "Got better without an operation."),
    ("The number needed to treat was seven.", "The pain score was seven."),
    ("Studies show short-term benefit only.", "The May study shows stenosis at L3-4."),
    ("Two out of three keep their benefit for six months.", "Kept the benefit for six months."),
    ("Radiculitis means irritation of a root.", "Radiculitis, left L5."),
    ("Bulges are common in adults without pain.", "A bulge at L4-5 without root contact."),
    ("Steroids above 80 mg have not been shown to be better.", "He was given 80 mg and did no better."),
    ("The panel rated the evidence as low certainty.", "He rated the pain as 8/10."),
    # advice to the provider, goals, instructions
    ("Ask the therapist for signed notes.", "The therapist signed the notes."),
    ("Attach the last two office notes.", "The last two office notes show weakness."),
    ("Please send the MRI report.", "The MRI report shows an extrusion."),
    ("Quantify the relief in percent.", "The relief was 70 percent."),
    ("STG: sit 45 min by week 3", "Sits 45 min now"),
    ("Pt will walk 30 min without rest.", "Pt walks 10 min before rest."),
    ("Independent with HEP in two weeks", "Does HEP daily"),
    ("You should rest for a day.", "You said the shot helped for a month."),
    ("Evaluate for root compression.", "Root compression at L5."),
    ("Does a bulge justify a third block?", "The bulge does not justify a third block in this case."),
    # family, consent
    ("Mother had a stroke.", "He had a stroke in 2019."),
    ("His brother has diabetes.", "He has diabetes."),
    ("Both parents with back surgery.", "Status post back surgery."),
    ("Risks include bleeding, infection and paralysis.", "Bleeding at the site stopped with pressure."),
    ("Possible complications such as abscess were named.", "An abscess was drained at L4."),
    # guidelines
    ("ODG recommends one block when therapy has failed.", "Therapy has failed and one block was done."),
    ("Guidelines do not support a series of three.", "A series of three was given in 2020."),
    # nobody in particular, somebody else, another case
    ("Most participants had taken naproxen for a month.", "She had taken naproxen for a month."),
    ("Generally people stop apixaban for three days.", "She stopped apixaban for three days."),
    ("A prudent physician would ask for an MRI first.", "Her physician asked for an MRI first."),
    ("Individuals with a fusion at the level are left out.", "Fusion at the level in 2018 was left out."),
    ("His wife had a fracture in the same crash.", "He had a fracture in the crash."),
    ("A coworker told him that a block gave her 80% relief.", "He told us that a block gave him 80% relief."),
    ("In Harlow the worker had a fusion and took oxycodone.", "In June the worker had a fusion and took oxycodone."),
    ("Imagine a mason with a foot drop and six weeks of therapy.", "The mason has a foot drop."),
    ("The mean difference was 9 points on a 100-point scale.", "The difference was 9 points on the Oswestry."),
    ("Two epidural abscesses occurred.", "An epidural abscess was excluded by MRI."),
    # trees, templates, notes on notes
    ("Radiculopathy by history and exam, both:", "Radiculopathy by history and exam."),
    ("Weakness of a muscle of the root; AND", "Weakness of a muscle of the left L5 root; and numbness"),
    ("Canal: [none / mild / moderate / severe].", "Canal: mild stenosis at L4-5."),
    ('A note that says "failed therapy" is not enough.', "The note says that therapy failed."),
    ("Reviewers skip to the exam.", "The reviewer skipped the exam."),
    ("Would add pregabalin next.", "Added pregabalin last week."),
    ("Fusion would be the fallback.", "Fusion was done in 2020."),
    ("In the event that weakness appears, MRI.", "Weakness appeared, MRI done."),
    # shorthand
    ("Husband (also seen here) got 80% out of a block.", "Got 80% out of a block."),
    ("Her sister carries a clotting disorder.", "He carries a diagnosis of a clotting disorder."),
    ("Payer needs 6 wk of tx and an MRI.", "Had 6 wk of tx and an MRI."),
    ("Carrier form wants 6 wks PT.", "She had 6 wks of PT, paid by the carrier."),
    ("Plan rule PM-2 calls for six weeks of therapy.", "Six weeks of therapy are documented."),
    ("Plan policy PM-2 (v. 2021): radicular pain, six weeks of care.", "Radicular pain, six weeks of care done."),
    ("Textbook: C6 trouble passes for the shoulder.", "C6 trouble passed for the shoulder at first."),
    ('"Conservative care" in the rule means any two of drugs, exercise, chiropractic.', "Drugs and exercise failed."),
    ("Reminded: ER for foot drop or fever.", "Went to the ER for foot drop."),
    ("Repeat block if still > 5 at recheck.", "Still > 5 at recheck after the block."),
    ("Work conditioning once ODI < 25.", "ODI 25 now."),
    ("Bulges are seen in over half of adults past forty.", "A bulge is seen at L4-5."),
    # the patient is named, and yet nothing is said of the patient
    ("Had the claimant tried Lyrica, the request would be granted.", "The claimant had tried Lyrica."),
    ("Were an abscess present, the claimant would need surgery.", "An abscess was present and he had surgery."),
    ("If she had shown weakness, the result would have been different.", "She had shown weakness."),
    ("He would need to have failed two drugs.", "He has failed two drugs."),
    ("The claimant is expected to have had therapy for six weeks.", "The claimant has had therapy for six weeks."),
    ("Her doctor should have ordered an EMG.", "Her doctor has ordered an EMG."),
    ("Proof that he went to therapy for six weeks.", "He went to therapy for six weeks."),
    ("In that case the worker had a fusion.", "In this case the worker had a fusion."),
    ("The trial cited against him followed 90 subjects on opioids.", "He followed his trial of opioids with therapy."),
    ("Another member of the plan had a fusion.", "The member had another fusion."),
    ("Her husband, whom I treat, had a block.", "Her husband says that she had a block."),
    ("By week 6 the patient will sit an hour.", "By week 6 the patient sat an hour."),
    ("It might be argued that the fall tore the disc.", "It was argued that the fall tore the disc."),
    ("A negative EMG would sink the request.", "A negative EMG sank the request."),
    ("The form she signed warns of infection and stroke.", "The form she signed says she had a stroke."),
    ("The block was given to his wife.", "The block was given to him."),
    # decisions of nobody's request
    ("A denial is upheld where no therapy was tried.", "The denial is upheld; no therapy was tried."),
    ("A service is medically necessary when simpler care fails.", "The service is medically necessary; care failed."),
    ("Any request without imaging is denied.", "The request is denied for lack of imaging."),
    # what is sent, what does not apply
    ("Enclosed: MRI report, therapy notes", "MRI report: protrusion at L4-5"),
    ("Prior lumbar injection: N/A", "Prior lumbar injection: May"),
    ("Repeat: >= 50% relief for 3 months", "The repeat gave 50% relief for 3 months"),
]
ASSESSMENT = "MEDICAL NECESSITY ASSESSMENT\n\nNOTES ON FILE\n\n"


def said(outline: Outline, text: str) -> set[Role]:
    """Roles of the sentences of the last paragraph."""
    words = text.split()[0]
    last = max(sentence.paragraph for sentence in outline.sentences)
    assert words in " ".join(outline.text(sentence) for sentence in outline.sentences)
    return {sentence.role for sentence in outline.sentences if sentence.paragraph == last}


@pytest.mark.parametrize("text", [policy for policy, _ in PAIRS])
def test_policy_text_is_no_statement(outline: Make, text: str) -> None:
    """Requirements, plans B, literature, forms and advice are never said of the patient."""
    assert Role.STATEMENT not in said(outline(ASSESSMENT + text + "\n"), text)


@pytest.mark.parametrize("text", [statement for _, statement in PAIRS])
def test_its_twin_about_the_patient_is_a_statement(outline: Make, text: str) -> None:
    """A word or two make the same vocabulary a statement about this patient."""
    assert said(outline(ASSESSMENT + text + "\n"), text) == {Role.STATEMENT}


def test_teaching_pasted_into_a_chart_is_no_statement(outline: Make) -> None:
    """The model is asked in charts too, and is harder to convince of the lines of a plan."""
    chart = outline(
        "OFFICE VISIT\nCHIEF COMPLAINT: Leg pain.\n\nInsurers seldom pay for an injection before six weeks of care.\n"
    )
    plan = outline("OFFICE VISIT\nCHIEF COMPLAINT: Leg pain.\nPLAN:\nImage guidance with contrast for the injection.\n")
    assert chart.sentences[-1].role is not Role.STATEMENT
    assert plan.sentences[-1].role is Role.STATEMENT


@pytest.mark.parametrize(
    "words",
    [
        "I would like to obtain imaging of the whole spine to look for a cause of so much weakness in the arms.",
        "The marrow has a normal signal and the vertebrae keep their height without evidence of fracture or mass.",
        "His treatment plan will consist of a series of injections to be begun at the next visit in three weeks or so.",
        "There was a loss of sensation below this level, although to pain and to touch the border was less clear.",
    ],
)
def test_what_a_charts_author_does_or_sees_is_told_of_the_patient(outline: Make, words: str) -> None:
    """However long the sentence: those who dictate write long ones."""
    chart = outline(f"OFFICE VISIT\nCHIEF COMPLAINT: Leg pain.\nPLAN:\n{words}\n")
    assert chart.sentences[-1].role is Role.STATEMENT


def test_what_a_letter_encloses_is_a_list_of_its_form(outline: Make) -> None:
    """The items under "Enclosures" name papers, not what was done."""
    letter = outline(ASSESSMENT + "Enclosures\n- MRI of the lumbar spine\n- Therapy notes, 4 visits\n")
    assert [sentence.role for sentence in letter.sentences[-2:]] == [Role.FORM, Role.FORM]


# What letters and charts of strangers hold: papers sent along, a payer's own rules, other people, what is usual.
_IN_LETTERS = [
    ("Included: office visits, therapy discharge, MRI, nerve study.", "Treatment included therapy and naproxen."),
    (
        "Sent with this fax: EMG report, PT notes, MRI films.",
        "The EMG report sent with this fax showed a C7 radiculopathy.",
    ),
    (
        "Documents attached: operative report, discectomy note, x-rays.",
        "The attached operative report describes a discectomy.",
    ),
    ("Fax contents: MRI lumbar, 12 pages; PT log.", "The PT log has 12 visits."),
    (
        "The insurer stated that its medical policy covers a block when the member has radicular pain of four weeks.",
        "The insurer stated that the member had radicular pain of four weeks.",
    ),
    (
        "The carrier wrote that its guideline requires six weeks of therapy.",
        "The carrier wrote that six weeks of therapy were completed.",
    ),
    ("Your own policy asks for failed NSAIDs and concordant imaging.", "NSAIDs failed and the imaging is concordant."),
    ("The plan's coverage bulletin limits epidurals to three a year.", "The plan paid for three epidurals last year."),
    ('For this policy a "session" means all injections done on one day.', "Both injections were done on one day."),
    (
        "Claimant's testimony about his father's lumbar fusion was not considered.",
        "Claimant's testimony about his lumbar fusion was considered.",
    ),
    ("She asked about her sister-in-law's cervical epidurals.", "She asked about her cervical epidurals."),
    (
        "She attached a letter about her neighbor, who had the same injections.",
        "She attached a letter about the same injections, which she had in May.",
    ),
    ("A normal study would not exclude radiculopathy.", "The study was normal and showed no radiculopathy."),
    ("A negative straight leg raise does not rule out a herniation.", "Straight leg raise was negative."),
    ("A positive MRI alone cannot establish radiculopathy.", "The MRI was positive for a herniation."),
    ("Disc bulges of this kind are common in people without pain.", "Disc bulges are seen at L3-4 and L4-5."),
    ("Facet changes are often seen in adults without symptoms.", "Facet changes are seen at L4-5 on the right."),
    ("Dr. Novak agreed to the change in the therapy visits.", "Dr. Novak agreed that the therapy had failed."),
    (
        '"Conservative management" means a program with exercise in the last six months.',
        "Conservative management failed.",
    ),
]
_IN_CHARTS = [
    ("Stop clopidogrel?", "Stop clopidogrel seven days before."),
    ("Repeat left L5 TFESI?", "Repeat left L5 TFESI."),
    ("Sit 45 min without leg pain by week 6 - not met.", "Sits 45 min without leg pain at week 6."),
    ("Walk 1 mile without numbness by discharge: partially met.", "Walked 1 mile without numbness at discharge."),
]
_DENIAL = "NOTICE OF ADVERSE DETERMINATION\nThe request is not certified.\n\n"
_PLAN = "OFFICE VISIT\nCHIEF COMPLAINT: Leg pain.\nPLAN:\n"


@pytest.mark.parametrize(
    ("head", "text"),
    [*((_DENIAL, text) for text, _ in _IN_LETTERS), *((_PLAN, text) for text, _ in _IN_CHARTS)],
)
def test_what_a_letter_or_a_chart_says_of_others_is_no_statement(outline: Make, head: str, text: str) -> None:
    """Enclosures, a payer's own rules, relatives, what is usual, an open question and a goal tell of nobody's case."""
    assert Role.STATEMENT not in said(outline(head + text + "\n"), text)


@pytest.mark.parametrize(
    ("head", "text"),
    [*((_DENIAL, text) for _, text in _IN_LETTERS), *((_PLAN, text) for _, text in _IN_CHARTS)],
)
def test_the_same_words_of_this_patient_are_a_statement(outline: Make, head: str, text: str) -> None:
    """Told in the indicative of the one in question they are a statement."""
    assert said(outline(head + text + "\n"), text) == {Role.STATEMENT}


@pytest.mark.parametrize(
    "title",
    ["GUIDELINES APPLIED", "CRITERIA USED", "Guideline followed", "POLICY RELIED ON", "What guidelines we used"],
)
def test_under_the_guidelines_that_were_applied_nothing_is_said(outline: Make, title: str) -> None:
    """A guideline's text is one whatever the title over it is called; the next title ends it."""
    text = "An epidural is an option for radicular pain lasting three weeks that has not responded to NSAIDs."
    told = "NSAIDs have not helped this patient."
    read = outline(_DENIAL + f"{title}\n\n{text}\n\nRATIONALE\n\n{told}\n")
    roles = {read.text(sentence): sentence.role for sentence in read.sentences}
    assert (roles[text], roles[told]) == (Role.GUIDELINE, Role.STATEMENT)
