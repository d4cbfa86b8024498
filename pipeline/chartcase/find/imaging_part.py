"""The findings that a mention of a report names: "central canal or foraminal stenosis" names two.

It stands apart because one head word can stand for several findings, and each is a fact of its own.
"""

from dataclasses import dataclass

from chartcase.find.mention import Mention, View

_NEIGHBOURS = 6
"""How many mentions to either side are looked at: more never share a level, and a hostile sentence stays cheap."""
_PARTS = {"stenosis": "narrowed_part", "arthrosis": "worn_part"}


@dataclass(frozen=True, slots=True)
class Part:
    """One finding at stream [start, end): one of a mention's parts, or the whole mention."""

    start: int
    end: int
    kind: str
    mention: Mention
    first: bool = True


def parts_of(view: View, mention: Mention) -> tuple[Part, ...]:
    """The findings that one mention names: "central canal or foraminal stenosis" names two."""
    kind = str(mention.rule.value["kind"])
    named = _PARTS.get(kind)
    if named is None:
        return (Part(mention.start, mention.end, kind, mention),)
    hits = view.attributes(named, mention.start, mention.end)
    if not hits:
        before = view.attributes(named, view.sentence.start, mention.start) if mention.rule.needs is not None else []
        return (Part(mention.start, mention.end, str(before[-1].value) if before else kind, mention),)
    return tuple(
        Part(
            mention.start if index == 0 else hit.start,
            mention.end if index == len(hits) - 1 else hit.end,
            str(hit.value),
            mention,
            index == 0,
        )
        for index, hit in enumerate(hits)
    )


def parts_near(view: View) -> tuple[tuple[Part, ...], tuple[int, ...]]:
    """The findings of the sentence around the view's mention, in order, and the places of its own among them."""
    mentions = sorted([view.mention, *view.others("imaging_finding")], key=lambda item: item.start)
    at = next(index for index, item in enumerate(mentions) if item is view.mention)
    near = mentions[max(at - _NEIGHBOURS, 0) : at + _NEIGHBOURS + 1]
    parts = tuple(part for mention in near for part in parts_of(view, mention))
    return parts, tuple(index for index, part in enumerate(parts) if part.mention is view.mention)
