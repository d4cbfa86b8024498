"""A case folder with a record of three pages that were drawn as a PDF, made without reading anything.

It stands apart so that tests of delivery and review share one case whose every word and box is known.
"""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from chartcase.case.case import Case, Conflict, Source, SourceDocument, SourcePage
from chartcase.case.groups import groups_of
from chartcase.deliver.case_files import write_case
from chartcase.deliver.case_pages import CasePages, PageWords, PlacedWord, SourcePages
from chartcase.fact import Evidence, Fact

HOSTILE = "<img src=x onerror=alert(1)> =cmd() </script> {data}"
LINES = (
    ("Request: lumbar transforaminal epidural injection at L5-S1 right", "Fluoroscopy will be used."),
    (
        "Pain travels from the right buttock to the foot for 12 weeks",
        "Physical therapy for 6 weeks failed",
        f"Naproxen tried {HOSTILE}",
    ),
    ("Therapy discharge: 2 weeks of physical therapy failed", "No mass or tumor on MRI", "Gait is normal"),
)
LEFT, TOP, LETTER, LEADING, SIZE = 54.0, 72.0, 6.0, 14.0, 10.0
WIDTH, HEIGHT = 612.0, 792.0


def make_case_folder(
    folder: Path, pages: int = 3, *, picture: bool = True, scanned: bool = False, questions: Sequence[str] = ()
) -> Path:
    """`folder`/case with case.json, the text, the pages, and the PDF beside it (its name is the source's)."""
    lines = [LINES[index % 3] if index < 3 else (f"Muscle {index + 1} is strong.",) for index in range(pages)]
    text, words, starts = _set(lines)
    name = "fax.tif" if scanned else "fax.pdf" if picture else "note.txt"
    path = folder / name
    draw = _scan if scanned else _draw
    draw(path, lines) if picture else path.write_text(text, encoding="utf-8")
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    placed = tuple(
        PageWords(number=n + 1, start=start, end=end, words=tuple(words[n]) if picture else ())
        for n, (start, end) in enumerate(starts)
    )
    case = _case(name, sha256, text, placed, picture=picture).model_copy(update={"questions": tuple(questions)})
    made = folder / "case"
    write_case(made, case, {name: text})
    known = CasePages(sources=(SourcePages(name=name, path=str(path), sha256=sha256, pages=placed),))
    (made / "pages.json").write_text(known.model_dump_json(), encoding="utf-8")
    return made


def _set(lines: Sequence[Sequence[str]]) -> tuple[str, list[list[PlacedWord]], list[tuple[int, int]]]:
    text, words, starts = "", [], []
    for page in lines:
        start, placed = len(text), []
        for row, line in enumerate(page):
            column = 0
            for word in line.split(" "):
                x, y = LEFT + LETTER * column, TOP + LEADING * row
                begin = len(text) + column
                placed.append((begin, begin + len(word), x, y, x + LETTER * len(word), y + SIZE))
                column += len(word) + 1
            text += line + "\n"
        text += "\f"
        words.append(placed)
        starts.append((start, len(text) - 1))
    return text, words, starts


def _draw(path: Path, lines: Sequence[Sequence[str]]) -> None:
    rl_config.invariant = 1
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT))
    for page in lines:
        canvas.setFont("Courier", SIZE)
        for row, line in enumerate(page):
            canvas.drawString(LEFT, HEIGHT - TOP - LEADING * row - 8, line)
        canvas.showPage()
    canvas.save()


def _scan(path: Path, lines: Sequence[Sequence[str]]) -> None:
    """The same lines as a fax machine sends them: black and white, 204 by 196 dots an inch, many pages in one file."""
    font = ImageFont.load_default(26)
    sheets = [Image.new("1", (1734, 2156), 1) for _ in lines]
    for sheet, page in zip(sheets, lines, strict=True):
        for row, line in enumerate(page):
            at = (LEFT * 204 / 72, (TOP + LEADING * row) * 196 / 72)
            ImageDraw.Draw(sheet).text(at, line, fill=0, font=font)
    sheets[0].save(path, save_all=True, append_images=sheets[1:], compression="group4", dpi=(204, 196))


def _case(name: str, sha256: str, text: str, pages: Sequence[PageWords], *, picture: bool) -> Case:
    told: Sequence[tuple[str, str, Mapping[str, object], str]] = (
        (
            "lumbar transforaminal epidural injection at L5-S1 right",
            "request",
            {"procedure": "transforaminal_esi", "region": "lumbar", "levels": ("L5-S1",), "laterality": "right"},
            "present",
        ),
        ("Fluoroscopy", "request", {"guidance": "fluoroscopy"}, "present"),
        (
            "Pain travels from the right buttock to the foot for 12 weeks",
            "radicular_symptom",
            {"limb": "lower", "side": "right", "qualities": ("pain",), "below_knee": True, "weeks": 12},
            "present",
        ),
        ("Physical therapy for 6 weeks failed", "physical_therapy", {"weeks": 6, "response": "failed"}, "present"),
        (f"Naproxen tried {HOSTILE}", "medication_trial", {"drug": "naproxen", "class": "nsaid"}, "present"),
        ("2 weeks of physical therapy failed", "physical_therapy", {"weeks": 2, "response": "failed"}, "present"),
        ("No mass or tumor", "risk", {"kind": "space_occupying"}, "absent"),
        ("Gait is normal", "exam_finding", {"kind": "gait", "result": "normal"}, "present"),
    )
    told = (*told, *(_strong(page.number) for page in pages[3:]))
    facts = tuple(
        Fact.model_validate(
            {
                "id": f"f{number:04d}",
                "type": kind,
                "value": value,
                "assertion": assertion,
                "stated_by": "therapy" if quote.startswith("2 weeks") else "treating",
                "evidence": (_evidence(name, text, quote, pages),),
                "confidence": 0.9,
                "rule": f"{kind}.test",
            }
        )
        for number, (quote, kind, value, assertion) in enumerate(told, start=1)
    )
    shown = tuple(
        SourcePage(
            number=page.number,
            read_as="ocr" if name.endswith(".tif") else "digital" if picture else "text",
            width=WIDTH if picture else 0.0,
            height=HEIGHT if picture else 0.0,
        )
        for page in pages
    )
    documents = (SourceDocument(kind="packet", first_page=1, last_page=len(pages), start=0, end=len(text)),)
    return Case(
        program_version="0",
        sources=(Source(name=name, sha256=sha256, pages=shown, documents=documents),),
        facts=facts,
        groups=groups_of(facts),
        conflicts=(Conflict(field="physical_therapy.weeks", facts=("f0004", "f0006"), values=("6", "2")),),
    )


def _strong(page: int) -> tuple[str, str, Mapping[str, object], str]:
    """The one fact of a page beyond the third: each is a row of its own."""
    return (f"Muscle {page} is strong", "exam_finding", {"kind": "motor", "muscle": f"muscle {page}"}, "present")


def _evidence(name: str, text: str, quote: str, pages: Sequence[PageWords]) -> Evidence:
    start = text.index(quote)
    end = start + len(quote)
    page = next(page for page in pages if page.start <= start < page.end)
    boxes = [word[2:] for word in page.words if word[0] < end and start < word[1]]
    around = (
        ((min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)),)
        if boxes
        else ()
    )
    return Evidence(source=name, page=page.number, start=start, end=end, quote=quote, boxes=around)
