"""A letter as plain text, Markdown or a Word document.

It stands apart so that the letter's words are the same in every form.
"""

import io
import textwrap
from collections.abc import Callable, Mapping

from chartcase.criteria.letter import Letter
from chartcase.errors import SettingError

WIDTH = 96
CONTRARY = "On this record these criteria are not met. If other records say otherwise, please send them:"
LOOKED = "Where we looked:"


def as_text(letter: Letter) -> bytes:
    """Plain text, wrapped."""
    lines = [letter.title.upper(), "", *letter.heading, "", *_wrapped(letter.opening), ""]
    for number, item in enumerate(letter.asked, start=1):
        lines += [*_wrapped(f"{number}. {item.what}", "   "), *_wrapped(f"   Why: {item.why}", "   ")]
        lines += [*_wrapped(f"   For: {'; '.join(item.criteria)}", "   "), ""]
    for heading, entries in ((CONTRARY, letter.contrary), (LOOKED, letter.looked)):
        if entries:
            lines += [*_wrapped(heading), *(line for entry in entries for line in _wrapped(f"- {entry}", "  ")), ""]
    return "\n".join([*lines, *_wrapped(letter.closing), ""]).encode()


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(text, WIDTH, subsequent_indent=indent, break_long_words=False) or [""]


def as_markdown(letter: Letter) -> bytes:
    """Markdown."""
    parts = [f"# {letter.title}", "  \n".join(letter.heading), letter.opening]
    parts += [
        f"{number}. **{item.what}**  \n   {item.why}  \n   *For: {'; '.join(item.criteria)}*"
        for number, item in enumerate(letter.asked, start=1)
    ]
    for heading, entries in ((CONTRARY, letter.contrary), (LOOKED, letter.looked)):
        if entries:
            parts += [f"**{heading}**", "\n".join(f"- {entry}" for entry in entries)]
    return "\n\n".join([*parts, letter.closing, ""]).encode()


def as_word(letter: Letter) -> bytes:
    """A Word document."""
    import docx

    document = docx.Document()
    document.add_heading(letter.title, level=1)
    for line in (*letter.heading, letter.opening):
        document.add_paragraph(line)
    for item in letter.asked:
        paragraph = document.add_paragraph(style="List Number")
        paragraph.add_run(item.what).bold = True
        paragraph.add_run(f"\n{item.why}")
        paragraph.add_run(f"\nFor: {'; '.join(item.criteria)}").italic = True
    for heading, entries in ((CONTRARY, letter.contrary), (LOOKED, letter.looked)):
        if entries:
            document.add_paragraph(heading)
        for entry in entries:
            document.add_paragraph(entry, style="List Bullet")
    document.add_paragraph(letter.closing)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


FORMS: Mapping[str, Callable[[Letter], bytes]] = {".txt": as_text, ".md": as_markdown, ".docx": as_word}


def letter_bytes(letter: Letter, suffix: str) -> bytes:
    """The letter in the form that a file name's ending asks for.

    Raises:
        SettingError: the ending is none of .txt, .md and .docx.
    """
    if suffix.lower() not in FORMS:
        raise SettingError(
            f"A letter is written as {', '.join(FORMS)}, not as {suffix or 'a file without an ending'}.",
            "Name the output letter.docx, letter.md or letter.txt.",
        )
    return FORMS[suffix.lower()](letter)
