"""The worksheet as one page: a file that works offline by a double click, or the shell that the review server fills.

It stands apart because it alone writes HTML. Text of the record goes into a block of data that no browser runs; the
page's own script makes text nodes of it.
"""

import base64
import hashlib
import html
import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from chartcase.criteria.contract import contract
from chartcase.deliver.pictures import CasePictures
from chartcase.deliver.worksheet_view import Worksheet
from chartcase.deliver.worksheet_words import key_label, title, word
from chartcase.fact import Frozen

OFFLINE_WIDTH = 1100
"""Pixels across an embedded page: 130 dots an inch, legible and a third of the size of a fax."""
SEVERAL = frozenset({"levels", "roots", "codes", "texts", "words"})
MEMBERS = frozenset({("radicular_symptom", "qualities")})


class Choice(Frozen):
    """One of the words that a field may hold."""

    value: str
    label: str


class Field(Frozen):
    """A field of the form for one type of fact."""

    key: str
    label: str
    kind: str
    several: bool
    choices: tuple[Choice, ...]


class Form(Frozen):
    """The form for one type of fact."""

    title: str
    fields: tuple[Field, ...]


class PageData(Frozen):
    """What the page is filled with."""

    view: Worksheet
    forms: dict[str, Form]


@lru_cache(maxsize=1)
def forms() -> dict[str, Form]:
    """A form for every type of fact, from the fact contract."""
    known = contract()
    return {
        name: Form(title=title(name), fields=tuple(_field(name, key) for key in keys if key != "roots_derived"))
        for name, keys in known.types.items()
    }


def _field(fact_type: str, key: str) -> Field:
    kind = contract().kind(fact_type, key)
    choices = tuple(Choice(value=value, label=word(value)) for value in contract().choices(fact_type, key))
    plain = {"weeks": "number", "flag_or_word": "flag"}.get(kind, kind)
    several = kind in SEVERAL or (fact_type, key) in MEMBERS
    return Field(key=key, label=key_label(key), kind=plain, several=several, choices=choices)


def page_data(view: Worksheet) -> str:
    """The page's data as JSON that may stand in a page: no character of it can end the block it stands in."""
    text = PageData(view=view, forms=forms()).model_dump_json()
    # every letter beyond ASCII as an escape: lone surrogates and line separators are then harmless too
    plain = json.dumps(json.loads(text), ensure_ascii=True, separators=(",", ":"))
    return plain.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def offline_page(view: Worksheet, pictures: CasePictures) -> bytes:
    """The worksheet as one file without any address in it: style and script by hash, pictures embedded."""
    style, script = _asset("worksheet_page.css"), _asset("worksheet_page.js")
    policy = (
        f"default-src 'none'; img-src data:; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    data = [f'<script type="application/json" id="data">{page_data(view)}</script>', *_pictures(view, pictures)]
    return _filled(
        csp=f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        title=f"Worksheet {view.name}",
        style=f"<style>{style}</style>",
        mode="offline",
        data="\n".join(data),
        script=f"<script>{script}</script>",
    )


def served_page(name: str) -> bytes:
    """The page that the review server sends: its style, script and data come from addresses of their own."""
    return _filled(
        csp="",
        title=f"Review {name}",
        style='<link rel="stylesheet" href="/worksheet.css">',
        mode="served",
        data="",
        script='<script src="/worksheet.js"></script>',
    )


def asset(name: str) -> bytes:
    """`worksheet.css` or `worksheet.js`."""
    return _asset(name.replace("worksheet.", "worksheet_page.")).encode()


def _filled(*, csp: str, title: str, style: str, mode: str, data: str, script: str) -> bytes:
    parts = {"csp": csp, "title": html.escape(title), "style": style, "mode": mode, "data": data, "script": script}
    pieces = [_asset("worksheet_page.html")]
    for name, filling in parts.items():
        # one piece after the other: what was filled in is never searched for the next name
        pieces = [cut for piece in pieces for cut in _split(piece, "{" + name + "}", filling)]
    return "".join(str(piece) for piece in pieces).encode("utf-8", "replace")


class _Done(str):
    """Text that was filled in."""

    __slots__ = ()


def _split(piece: str, mark: str, filling: str) -> list[str]:
    if isinstance(piece, _Done) or mark not in piece:
        return [piece]
    before, _, after = piece.partition(mark)
    return [before, _Done(filling), after]


def _pictures(view: Worksheet, pictures: CasePictures) -> Iterator[str]:
    for page in view.pages:
        drawn = pictures.page(page.number, OFFLINE_WIDTH) if page.picture else None
        if drawn is not None:
            yield f'<script type="text/plain" id="picture-{page.number}">{base64.b64encode(drawn).decode()}</script>'


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


@lru_cache(maxsize=4)
def _asset(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")
