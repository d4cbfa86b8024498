"""How identifiers are written: one linear-time expression a form, most certain first.

It stands apart as the list that a privacy officer reads; the group `x`, where there is one, is the identifier.
"""

from functools import lru_cache

from chartcase.deidentify.identifiers import Identifier as Kind
from chartcase.deidentify.words import addresses
from chartcase.patterns import Pattern

_SEP = r"[ \t]*(?:no\.?|number|num\.?|id|#)?[ \t]*[:#=]?[ \t]*"
# At least three signs, so that the number of a visit or a level behind "plan" is none.
_CODE = r"(?P<x>(?:[A-Z]{1,6}[-./ ])?(?:[A-Z0-9]*\d[A-Z0-9]*\d[A-Z0-9]*\d[A-Z0-9]*|[A-Z]{2,}[A-Z0-9]*\d[A-Z0-9]*|[A-Z0-9]*\d[A-Z0-9]*(?:[-./ ][A-Z0-9]*\d{3}[A-Z0-9]*))(?:[-./][A-Z0-9]+)*)"  # noqa: E501
_PHONE = r"(?:\+?1[ .-]?)?(?:\(\d{3}\)[ ]?|\d{3}[ .-])\d{3}[ .-]\d{4}(?:[ ]?(?:x|ext\.?)[ ]?\d{1,5})?"
_STATE = (
    r"(?:A[LKZR]|C[AOT]|D[CE]|FL|GA|HI|I[DLNA]|K[SY]|LA|M[EDAINSOT]|N[EVHJMYCD]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[TA]|"
    r"W[AVIY]|Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|"
    r"Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|"
    r"Missouri|Montana|Nebraska|Nevada|New (?:Hampshire|Jersey|Mexico|York)|North (?:Carolina|Dakota)|Ohio|Oklahoma|"
    r"Oregon|Pennsylvania|Rhode Island|South (?:Carolina|Dakota)|Tennessee|Texas|Utah|Vermont|Virginia|Washington|"
    r"West Virginia|Wisconsin|Wyoming)"
)
# Where the suffix of a street or the designator of a dwelling is a word too, a capital or a number beside it decides.
_STREET = rf"(?:{'|'.join(addresses().streets)})"
_PLAIN_STREET = rf"(?:{'|'.join(addresses().plain_streets)})"
_UNIT = rf"(?:{'|'.join(addresses().units)})"
_HOUSE_NUMBER = r"#?\d{1,6}(?:[ ]1/2|-\d{1,4}|[A-Za-z])?"
_DIGIT = r"(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)"
_STATE_CODE = rf"(?:{'|'.join(addresses().states).upper()})"
_TOWN = r"[A-Z][A-Za-z.'-]+(?:[ ][A-Z][A-Za-z.'-]+){0,3}"

# kind, expression, whether case matters
_FORMS: tuple[tuple[Kind, str, bool], ...] = (
    (Kind.EMAIL, r"[A-Z0-9._%+-]+[ ]?(?:@|\(at\)|\[at\])[ ]?[A-Z0-9-]+(?:\.[A-Z0-9-]+)+", False),
    (Kind.URL, r"\b(?:https?://|ftp://|www\.)[^\s<>()\"]+", False),
    (Kind.URL, r"\b[A-Z0-9-]+(?:\.[A-Z0-9-]+)*\.(?:com|org|net|edu|gov|health|info|io)\b(?:/[^\s<>()\"]*)?", False),
    (Kind.IP, r"\b(?:\d{1,3}\.){3}\d{1,3}\b|\b(?:[0-9a-f]{1,4}:){3,7}:?[0-9a-f]{1,4}\b", False),
    (Kind.SSN, r"\b\d{3}[- .]\d{2}[- .]\d{4}\b|\b(?:x{3}|\*{3})-(?:xx|\*\*)-\d{4}\b", False),
    (Kind.SSN, r"\b(?:ssn|social security|soc\.? sec\.?)" + _SEP + _CODE, False),
    (Kind.FAX, r"\b(?:fax|facsimile|f)" + _SEP + rf"(?P<x>{_PHONE}|\d{{10}})", False),
    (Kind.PHONE, r"\b(?:phone|tel|telephone|cell|mobile|home|work|call|pager)\.?" + _SEP + rf"(?P<x>{_PHONE}|\d{{3}}-\d{{4}}|\d{{10}})", False),  # noqa: E501 - one form a line
    (Kind.PHONE, _PHONE, False),
    # without the area; what a measure follows is a range of doses
    (Kind.PHONE, r"\b(?P<x>[2-9]\d{2}[-.]\d{4})(?:\s*$|\s+[^\smcu]|[^\s\dmcu])", False),
    (Kind.RECORD_NUMBER, r"\b(?:mrn|mr|med(?:ical)?\.? rec(?:ord)?\.?|chart|patient (?:id|number|no\.?|#)|pt id|unit|encounter|visit|accession|case|specimen)" + _SEP + _CODE, False),  # noqa: E501 - one form a line
    (Kind.PLAN_NUMBER, r"\b(?:policy|member|subscriber|group|plan|beneficiary|medicare|medicaid|mbi|hicn|insurance|health plan|certificate holder)(?: id)?" + _SEP + _CODE, False),  # noqa: E501 - one form a line
    (Kind.ACCOUNT, r"\b(?:account|acct\.?|claim|invoice|bill|billing|authorization|auth|reference|ref|dwc|docket|file|adjuster|iro case|request|tracking|control)" + _SEP + _CODE, False),  # noqa: E501 - one form a line
    (Kind.LICENCE, r"\b(?:licen[sc]e|lic\.?|npi|dea|upin|certificate|cert\.?|driver'?s licen[sc]e|dl|registration|tax id|tin|ein)" + _SEP + _CODE, False),  # noqa: E501 - one form a line
    (Kind.VEHICLE, r"\b(?:vin|vehicle|plate|license plate|tag)(?: id(?:entification)?)?" + _SEP + _CODE, False),
    (Kind.VEHICLE, r"\b[A-HJ-NPR-Z0-9]{11}\d{6}\b", False),
    (Kind.DEVICE, r"\b(?:serial|s/n|sn|device|lot|implant|udi|model|generator|lead)" + _SEP + _CODE, False),
    (Kind.DEVICE, r"\(01\)\d{14}(?:\(\d{2}\)[A-Z0-9]+)*", False),
    (Kind.BIOMETRIC, r"\b(?:finger ?print|voice ?print|retina(?:l)? scan|iris scan|face ?print|biometric)(?: (?:id|template|hash|file|code))?" + _SEP + r"(?P<x>[A-Z0-9][A-Z0-9_./-]*\d[A-Z0-9_./-]*)", False),  # noqa: E501 - one form a line
    (Kind.PHOTO, r"\b[A-Z0-9_-]+\.(?:jpe?g|png|tiff?|bmp|gif|heic|dcm)\b", False),
    (Kind.PLACE, r"\b(?i:p\.?[ ]?o\.?[ ]box)[ ]\d+", True),
    (Kind.PLACE, rf"\b{_TOWN},[ ]*{_STATE}\b\.?(?:[ ,]+\d{{5}}(?:-\d{{4}})?)?", True),
    (Kind.PLACE, rf"\b{_STATE}\.?[ ]+(?P<x>\d{{5}}(?:-\d{{4}})?)\b", True),
    (Kind.PLACE, r"\b(?i:zip(?:[ ]code)?)[ :]*(?P<x>\d{5}(?:-\d{4})?)\b", True),
    (Kind.PLACE, r"\b(?i:city|county|resides in|lives in|born in|resident of|address|street)[ ]*:?[ ]+(?P<x>[A-Z][A-Za-z'-]+(?:[ ][A-Z][A-Za-z'-]+){0,2}(?:[ ]County)?)", True),  # noqa: E501 - one form a line
    (Kind.PLACE, r"\b[A-Z][a-z'-]+(?:[ ][A-Z][a-z'-]+)?[ ]County\b", True),
    (Kind.AGE, r"\b(?P<x>9\d|1[0-2]\d)[ -]?(?:years?|yrs?|y/?o|yo)\b", False),
    (Kind.AGE, r"\bage[d]?[ :]*(?P<x>9\d|1[0-2]\d)\b", False),
    (Kind.AGE, r"\b(?:is|was|turned|turns|turning|aged?|at)[ ](?P<x>ninety(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?)\b", False),  # noqa: E501 - one form a line
    (Kind.AGE, r"\b(?P<x>ninety(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?)[- ]years?\b", False),
    (Kind.OTHER, r"\b\d{3}[- ]\d{3}[- ]\d{3,4}\b", False),
    (Kind.OTHER, rf"\b(?:{_DIGIT}[ -]){{4,}}{_DIGIT}\b", False),
    (Kind.PHONE, r"(?:\+\d{1,2}[ ]*)?\(\d{3}\)[ ]*\d{3}[ ]*[-. ][ ]*\d{2}[ ]?\d{2}\b", False),
    (Kind.PHONE, r"\b\d{3}[./]\d{3}[-.]\d{4}\b|\b[2-9]\d{2}[ ]\d{4}\b", False),
    (Kind.PHONE, r"\b(?:x|ext\.?|page|pager)[ ]?#?(?P<x>\d{4,6})\b", False),
    (Kind.SSN, r"\blast[ ](?:four|4)[^\w\n]{1,5}(?P<x>\d{4})\b", False),
    (Kind.DEVICE, r"\b(?i:s/n|sn|ser(?:ial)?\.?(?: (?:no\.?|number))?|lot)\b[ :#.]*(?P<x>[A-Z0-9]+(?:[ -][A-Z0-9]{1,12}){0,4})\b", True),  # noqa: E501 - one form a line
    (Kind.VEHICLE, r"\b(?i:plate|tag)[ :#]*(?P<x>(?:[A-Z]{2}[ ])?[A-Z0-9]{2,4}[ -]?[A-Z0-9]{2,4})\b", True),
    (Kind.URL, r"\b[A-Z0-9-]{2,}(?:\.[A-Z0-9-]{2,})+\.[A-Z]{2,12}\b(?::\d+)?(?:/[^\s<>()\"]*)?", False),
    (Kind.PLACE, r"\b(?i:rr|r\.r\.|rural route)[ ]\d+(?:,?[ ](?i:box)[ ]\d+)?|\b(?i:p\.?[ ]?o\.?[ ]drawer)[ ]\d+", True),  # noqa: E501 - one form a line
    (Kind.PLACE, r"\b(?:NE|NW|SE|SW|N|S|E|W)[ ]\d{1,3}(?:st|nd|rd|th)\b(?:[ ](?:&|and)[ ][A-Z][a-z]+)?", True),
    (Kind.PLACE, rf"\b{_TOWN}[ ]+{_STATE}[ ]+\d{{5}}(?:-\d{{4}})?\b", True),
    (Kind.PLACE, rf"\b{_TOWN},?[ ]+(?:[A-Z]{{2}})[ ]+\d{{5}}\b", True),
    (Kind.PLACE, rf"\b{_HOUSE_NUMBER}(?:[ ][NSEWnsew]{{1,2}}\b\.?)?(?:[ ][A-Z0-9][A-Za-z0-9.'-]*){{1,4}}[ ](?i:{_STREET})\b\.?(?:,?[ ](?i:{_UNIT}|#)\.?[ ]?#?[A-Za-z0-9-]+)?", True),  # noqa: E501 - one form a line
    (Kind.PLACE, rf"\b\d{{1,6}}(?:[ ][nsew]{{1,2}}\b\.?)?(?:[ ][a-z0-9]+){{1,3}}[ ]{_PLAIN_STREET}\b", False),
    (Kind.PLACE, rf"\b(?:[A-Z][a-z'-]+[ ]){{1,3}}(?i:{_PLAIN_STREET}|st)\b\.?", True),
    (Kind.PLACE, rf"\b(?P<x>(?i:{_UNIT})\.?[ ]#?(?:\d+[A-Za-z]?|[A-Z]\d*|\d+-[A-Z]?\d*))(?:[^\w/-]|$)", True),
    (Kind.PLACE, rf"(?:^|[\n:,;(]|[ ]{{2}}|\b(?:at|to|in|@|near|off)[ ])[ ]*(?P<x>{_HOUSE_NUMBER}(?:[ ][NSEW]{{1,2}}\b\.?)?[ ][A-Z][a-z'-]{{2,}}(?:[ ][A-Z][a-z'-]{{2,}}){{0,2}})[ ]*(?:[,;.]|[ ]{{2}}|\n|#|$)", True),  # noqa: E501 - one form a line
    (Kind.PLACE, r"\b(?:\d{1,3}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|ground|top)[ ]floor\b|\b(?:I|US|SR|Rt\.?|Rte\.?|Loop|County Road|CR|FM)[ -]\d{1,4}\b(?:[ ]exit[ ]\d+)?", True),  # noqa: E501 - one form a line
    (Kind.PLACE, r"\b(?:rr|r\.r\.|rural route|hc|star route)[ ]?\d+(?:,?[ ](?:box|bx)[ ]\d+)?|\b(?:box|bx)[ ]\d{1,5}\b", False),  # noqa: E501 - one form a line
    (Kind.PLACE, rf"\b{_STATE_CODE}[ .,]{{1,3}}(?P<x>\d{{5}}(?:-\d{{4}})?)\b", True),
    (Kind.URL, r"\b[A-Z0-9-]{2,}(?:\.[A-Z0-9-]{2,})*\.[A-Z]{2,12}/[^\s<>()\"]+", False),
    (Kind.NAME, r"\b(?:Mr|Mrs|Ms|Dr|DR|MR|MRS|MS)\.?[ ](?P<x>[A-Z])\b", True),
    (Kind.NAME, r"(?:^|[^A-Za-z.])(?P<x>[A-Z]\.[ ]?(?:[A-Z]\.[ ]?)?[A-CE-Z]\.)(?:[^A-Za-z]|$)", True),
    (Kind.NAME, r"\b(?P<x>[A-Z][A-Za-z]{1,3}[:/][a-z]{2,3}\d?)[ \t]*(?:\n|$|\.)", True),
    (Kind.NAME, r"\b(?:typed|dict(?:ated)?|trans(?:cribed)?|initials|init|s/|t:|d:)[ :/.]*(?P<x>[a-z]{1,4}(?:[:/][a-z]{2,4})?)\b[ \t]*(?:\n|$|[,.;])", False),  # noqa: E501 - one form a line
    (Kind.PLAN_NUMBER, r"\b\d[A-Z][A-Z0-9]\d-?[A-Z][A-Z0-9]\d-?[A-Z]{2}\d{2}\b", False),
    (Kind.OTHER, r"\bno\.?[ ]?(?P<x>\d{2,}(?:[ ]\d{2,}){2,})\b", False),
)  # fmt: skip

# Bare long codes: what is left when every form is through. Five digits alone may be a procedure code, and stay.
LEFT_OVER = (
    r"\b[A-Z]{0,4}-?\d{6,}[A-Z0-9]*\b|\b[A-Z]{1,4}\d{2,}-?\d{3,}\b|\b\d{2,}(?:-\d{2,}){2,}\b|\b\d{2}-\d{6,}\b|"
    r"\b\d{4}(?:[ ]\d{4}){2,3}\b"
)
# The same in capitals, where small letters would be words before a number.
_LEFT_OVER_LOUD = (
    r"\b[A-Z]{1,4}[ -]?\d{2,5}(?:-[A-Z0-9]{1,6}){2,4}\b|\b[A-Z]{2,4}-\d{5,}\b|\b[A-Z]{2,4}[ ]\d{6,}\b|"
    r"\b\d{4}-[A-Z]{2}\b"
)


@lru_cache(maxsize=1)
def forms() -> tuple[tuple[Kind, Pattern], ...]:
    """The forms, compiled; the catch-all for bare codes comes last."""
    listed = tuple((kind, Pattern(source, cased=cased)) for kind, source, cased in _FORMS)
    return (*listed, (Kind.OTHER, Pattern(LEFT_OVER)), (Kind.OTHER, Pattern(_LEFT_OVER_LOUD, cased=True)))
