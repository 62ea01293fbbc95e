"""The summaries of commands that change pages: what they did, or would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autolink.cli.common import counted
from autolink.text.escaping import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from autolink.cli.changed_pages import Delivery

_PAST = {"link": "linked", "update": "updated", "remove": "removed", "replace": "replaced", "write": "wrote"}


def of_fix(delivery: Delivery, terms: int) -> str:
    """Return what linking did, given the number of terms that there are."""
    counts = (
        ("link", delivery.added, "mention"),
        ("update", delivery.updated, "link"),
        ("remove", delivery.removed, "link"),
        ("replace", delivery.replaced, "avoided word"),
    )
    if delivery.changed:
        return _told(delivery, counts, "write")
    why = f" with {counted(terms, 'term')}" if terms else ": the glossary has no terms"
    return _nothing(delivery, why)


def of_unlink(delivery: Delivery) -> str:
    """Return what unlinking did."""
    if delivery.changed:
        return _told(delivery, (("remove", delivery.removed, "link"),), "remove")
    return _nothing(delivery)


def of_rename(delivery: Delivery, old: str, new: str) -> str:
    """Return what renaming a term did."""
    verb = "Would rename" if delivery.previews else "Renamed"
    pages = counted(delivery.changed, "page")
    return f"{verb} `{printable(old)}` to `{printable(new)}` in {pages}."


def _told(delivery: Delivery, counts: Sequence[tuple[str, int, str]], anchors: str) -> str:
    """Return what was done to how many of what; `anchors` is the verb for the anchors of terms."""
    done = [(verb, counted(number, noun)) for verb, number, noun in counts if number]
    if done:
        done[0] = done[0][0], f"{done[0][1]} in {counted(delivery.relinked, 'page')}"
    if delivery.anchored:
        done.append((anchors, f"term anchors in {counted(delivery.anchored, 'page')}"))
    if delivery.previews:
        return f"Would {', '.join(f'{verb} {what}' for verb, what in done)}."
    said = ", ".join(f"{_PAST[verb]} {what}" for verb, what in done)
    return f"{said[0].upper()}{said[1:]}."


def _nothing(delivery: Delivery, why: str = "") -> str:
    if delivery.failed:
        return "No page was changed."
    return f"Nothing to change in {counted(delivery.pages, 'page')}{why}."
