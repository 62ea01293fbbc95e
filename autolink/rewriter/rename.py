"""Renaming an alias, or a whole term heading, on all pages."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field, replace
from shlex import quote as quoted
from typing import TYPE_CHECKING
from urllib.parse import unquote

from autolink.errors import AutolinkError
from autolink.indexer.build import terms_on
from autolink.indexer.heading_aliases import split_heading
from autolink.links.linked_term import linked_term, template_term
from autolink.matcher.spellings import is_spelling
from autolink.page.edits import Edit, applied
from autolink.page.front_matter import written
from autolink.page.model import MARK
from autolink.page.page import Page
from autolink.page.syntax import body_start
from autolink.rewriter.fixed_page import FixedPage, Rewrite
from autolink.text.folding import fold
from autolink.text.inflection import plurals, singulars
from autolink.text.intervals import Intervals
from autolink.text.similar import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from autolink.config import Config
    from autolink.indexer.glossary import Glossary
    from autolink.indexer.term import Term
    from autolink.matcher.matcher import Matcher
    from autolink.page.model import Link


# What a new name in prose may not do: open or close markup (CommonMark §2.4 escapes it).
_ACTIVE = re.compile(
    r"[\\`*\[\]<>|$~]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|&(?=\S*;)|\A[#+=-]|(?<=\A\d)[.)]|(?<=\A\d\d)[.)]|!\Z"
)


@dataclass(frozen=True, slots=True)
class Renaming:
    """A term, what it becomes, and which alias is replaced by which (None when more than one changes)."""

    term: Term
    heading: str
    """The new heading as written; where the term is none, its new name."""
    alias: tuple[str, str] | None
    aliases: tuple[str, ...]
    """What the term is called afterwards."""
    fragments: Mapping[str, str] = field(default_factory=dict)
    """What becomes of the fragments of links to it, and of what templates call it, old to new."""


def plan(glossary: Glossary, old: str, new: str, whole: bool, config: Config) -> Renaming:
    """Return what renaming an alias (or, with `whole`, a heading) means.

    Raises AutolinkError when OLD is unknown or ambiguous, or when NEW is not an alias or exists elsewhere.
    """
    asked = old
    term, old = _term(glossary, old, config)
    if not new.isprintable() or not any(map(str.isalnum, new)):
        raise AutolinkError(f"`{new}` cannot be an alias")
    new = new.strip()
    if not whole and f" {config.separator} " in new and config.source_of(term.page).form == "headings":
        command = f"`autolink rename --heading {quoted(asked)} {quoted(new)}`"
        raise AutolinkError(f"`{new}` is more than one alias", f"{command} replaces the whole heading")
    if old in term.attributes.aliases and old not in term.spans and not whole:
        raise AutolinkError(f"`{old}` is in the attributes of `{term.name}`: change it there (`aliases:`)")
    if config.source_of(term.page).form != "headings":
        return _plan_entry(glossary, term, old, new, whole, config)
    heading = new if whole else _heading_with(term, old, new, config)
    _refuse_unreadable(heading)
    before, after = set(term.aliases), _aliases(heading, config)
    gone, come = before - after - set(term.attributes.aliases), after - before
    if not whole and (come != {new} or gone != {old}):
        raise AutolinkError(
            f"`{new}` would not be one alias of the heading `{heading}`; reword the heading with --heading"
        )
    for alias in come:
        _refuse_existing(glossary, term, alias, config)
    pair = (gone.pop(), come.pop()) if len(gone) == len(come) == 1 else None
    return Renaming(term, heading, pair, (*after, *term.attributes.aliases))


def _plan_entry(glossary: Glossary, term: Term, old: str, new: str, whole: bool, config: Config) -> Renaming:
    """Return what renaming an alias means where the term is not a heading: the alias alone is replaced."""
    if whole:
        raise AutolinkError(f"`{term.name}` is not a heading: rename its aliases one by one")
    if old not in term.spans:
        raise AutolinkError(
            f"`{old}` is not written literally in the entry of `{term.name}`; change it there"
        )
    _refuse_existing(glossary, term, new, config)
    aliases = tuple(new if alias == old else alias for alias in term.aliases)
    return Renaming(term, term.name, (old, new), aliases)


def _term(glossary: Glossary, old: str, config: Config) -> tuple[Term, str]:
    """Return the one term that has an alias or heading, in any case, and this as it is written.

    Both may be after its page and `#`.
    """
    terms, name = _called(glossary, old)
    if not terms and "#" in old:
        path, _, name = old.partition("#")
        page = posixpath.normpath(posixpath.join(config.root, path))
        found, name = _called(glossary, name)
        terms = [term for term in found if term.page == page]
    if not terms:
        raise AutolinkError(f"no term has the alias `{old}`{did_you_mean(old, glossary.by_alias)}")
    if len(terms) > 1:
        places = "; ".join(f"`{term.name}` in {term.page}" for term in terms)
        raise AutolinkError(f"`{old}` is an alias of {len(terms)} terms (write PAGE#{old}): {places}")
    return terms[0], name


def _called(glossary: Glossary, name: str) -> tuple[Sequence[Term], str]:
    """Return the terms of an alias or heading and how that is written: in this case, else in any."""
    if name in glossary.by_alias:
        return glossary.by_alias[name], name
    headed = [term for term in glossary.terms if term.name == name]
    aliases = [] if headed else glossary.spelled(name)
    if aliases:
        return [*dict.fromkeys(term for alias in aliases for term in glossary.by_alias[alias])], aliases[0]
    folded = name.casefold()
    headed = headed or [term for term in glossary.terms if term.name.casefold() == folded]
    return headed, headed[0].name if headed else name


def _refuse_unreadable(heading: str) -> None:
    """Refuse what does not read as it is written once it is after `##`."""
    headings = Page.parse("", f"## {heading}\n".encode()).headings
    if not headings or headings[0].source != heading or headings[0].attribute_id or headings[0].anchors:
        raise AutolinkError(f"`{heading}` would not be read as a term heading; write it differently")
    if heading.startswith("#"):
        raise AutolinkError(f"`{heading}` is to be written without `#`")


def _refuse_existing(glossary: Glossary, term: Term, alias: str, config: Config) -> None:
    folded, scope = fold(alias).text, config.scope_of(term.page)
    for other in glossary.terms:
        if other == term or config.scope_of(other.page) != scope:
            continue
        if any(fold(theirs).text == folded for theirs in other.aliases):
            raise AutolinkError(f"`{alias}` already exists: `{other.name}` in {other.page}")


def _heading_with(term: Term, old: str, new: str, config: Config) -> str:
    """Return a term's heading with one alias replaced, where it is written once as it reads."""
    written = new.replace("\\", "\\\\").replace(config.separator, "\\" + config.separator)
    places = [at for at in range(len(term.name)) if term.name.startswith(old, at)]
    for at in places:
        heading = term.name[:at] + written + term.name[at + len(old) :]
        if _aliases(heading, config) == (_aliases(term.name, config) - {old}) | {new}:
            return heading
    raise AutolinkError(
        f"`{old}` is not written literally in `{term.name}`; reword the heading with --heading"
    )


def _aliases(heading: str, config: Config) -> set[str]:
    headings = Page.parse("", f"## {heading} ##".encode()).headings
    return set(split_heading(headings[0], config.separator)[0]) if headings else set()


def rename_page(
    page: Page, renaming: Renaming, matcher: Matcher, config: Config, mentions: bool
) -> FixedPage:
    """Return a page with a term renamed: its name, its managed links and, with `mentions`, all mentions.

    Raises AutolinkError when the name cannot be replaced where it is written.
    """
    managed = matcher.managed.on(page)
    edits = [*_entry_edits(page, renaming, config), *_edits(page, renaming, matcher, managed, mentions)]
    data = applied(page.data, edits)
    if page.path == renaming.term.page and (renaming.term.anchors or renaming.term.has_anchor):
        became = _renamed(Page.parse(page.path, data, page.dialect), renaming, config)
        data = applied(data, [Edit(item.at, item.at, item.text) for item in (became.addition,) if item])
    updated = len(managed) if data != page.data else 0
    return FixedPage(page.path, page.path, page.data, Rewrite(data, updated=updated))


def _edits(
    page: Page, renaming: Renaming, matcher: Matcher, managed: Sequence[Link], mentions: bool
) -> Iterator[Edit]:
    term = renaming.term
    ours = {link.start for link in managed}
    linked: list[tuple[int, int, str]] = []
    for link in page.links:
        if link.kind == "template":
            if template_term(link.target, page.path, matcher.glossary) is term:
                yield from _in_template(page, link, renaming)
                linked.append((link.start, link.end, "linked"))
            continue
        fragment = link.target.partition("#")[2]
        new_id = renaming.fragments.get(unquote(fragment))
        if new_id is None or linked_term(link, page.path, matcher.glossary, matcher.resolver) is not term:
            continue
        text = _visible_range(page, link.text_start, link.text_end)
        if text is None or link.start not in ours:
            yield from _retargeted(page, link, fragment, new_id)
            continue
        linked.append((link.open_end, link.close_start, "linked"))
        edits = list(_renamed_text(page, *text, renaming.alias)) if renaming.alias else []
        kept = page.prose.text[text[0] : text[1]]
        if edits or is_spelling(kept, renaming.aliases):  # the others are removed by the next `fix`
            yield from _retargeted(page, link, fragment, new_id)
            yield from edits
    if mentions and renaming.alias:
        done = Intervals(linked)
        for mention in matcher.judged(page, managed):
            if mention.is_mention and mention.term == term and not done.reason(mention.start, mention.end):
                yield from _renamed_text(page, mention.text_start, mention.text_end, renaming.alias)


def _entry_edits(page: Page, renaming: Renaming, config: Config) -> Iterator[Edit]:
    """Yield the edits of the entry: its name; the old anchor stays, the new one goes after it."""
    if page.path != renaming.term.page:
        return
    place = renaming.term.name, renaming.term.start
    term = next((term for term in terms_on(page, config)[0] if (term.name, term.start) == place), None)
    if term is None:
        raise AutolinkError(f"{page.path} was changed while the term was renamed: try again")
    if config.source_of(page.path).form != "headings" and renaming.alias:
        old, new = renaming.alias
        span = term.spans[old]
        if span[0] < body_start(page.data):
            whole = term.name if span == term.name_span else old
            yield Edit(*span, written(whole.replace(old, new), page.data[slice(*span)]))
        else:
            yield Edit(*span, _escaped(new).encode())
    elif term.name_span is None:
        raise AutolinkError(f"the heading `{term.name}` is split by markup: reword it by hand")
    else:
        yield Edit(*term.name_span, renaming.heading.encode())


def _in_template(page: Page, link: Link, renaming: Renaming) -> Iterator[Edit]:
    """Yield the edits of a link in the form of a template: its text, and what names the term.

    Raises AutolinkError where the new name cannot be in it.
    """
    forms = ((form, form.spans(page.data, link)) for form in page.dialect.templates)
    form, spans = next(found for found in forms if found[1])
    named = {renaming.term.name: renaming.heading, **renaming.fragments}
    for name, span in spans.items():
        value = form.read(page.data[span[0] : span[1]].decode(), name)
        if link.target == f"{name}:{value}" and renaming.term.is_addressed(value):
            continue
        if value in named and name != "text":
            new = named[value]
        elif name in ("text", "title") and renaming.alias and is_spelling(value, renaming.alias[:1], "en"):
            new = _in_form_of(value, *renaming.alias)
        else:
            continue
        if new == value:
            continue
        if (text := form.written(new, name)) is None:
            line = page.position(span[0])[0]
            raise AutolinkError(f"`{new}` cannot be used in the template at {page.path}:{line}")
        yield Edit(*span, text.encode())


def _retargeted(page: Page, link: Link, old_id: str, new_id: str) -> Iterator[Edit]:
    written = b"#" + old_id.encode()
    for first, last in ((link.start, link.open_end), (link.close_start, link.end)):
        at = page.data.find(written, first, last)
        if at >= 0:
            yield Edit(at + 1, at + len(written), new_id.encode())


def _visible_range(page: Page, start: int, end: int) -> tuple[int, int] | None:
    """Return a range of the prose without the markup at its ends; None when nothing is left."""
    text = page.prose.text
    while start < end and text[start] == MARK:
        start += 1
    while start < end and text[end - 1] == MARK:
        end -= 1
    return (start, end) if start < end else None


def _renamed_text(page: Page, first: int, last: int, alias: tuple[str, str]) -> Iterator[Edit]:
    """Yield the edit of a mention (range of the prose) of the old alias, its case and number kept."""
    text = page.prose.text[first:last]
    old, new = alias
    start, end = page.prose.byte_start(first), page.prose.byte_end(last)
    if start is None or end is None or not is_spelling(text, [old], "en"):
        return
    yield Edit(start, end, _escaped(_in_form_of(text, old, new)).encode())


def _in_form_of(text: str, old: str, new: str) -> str:
    """Return the new alias in the case and number in which the old one is written."""
    if not is_spelling(text, [old], "none"):
        forms = singulars if singulars(_last_word(old)) else plurals
        cut, ending = (forms(_last_word(new)) or [(0, "")])[0]
        new = new[: len(new) - cut] + ending
    return _in_case_of(text, old, new)


def _last_word(alias: str) -> str:
    return re.split("[ -]", alias)[-1]


def _escaped(name: str) -> str:
    """Return a name as it is written in prose."""
    return _ACTIVE.sub(r"\\\g<0>", name)


def _in_case_of(text: str, old: str, new: str) -> str:
    """Return the new alias in the case in which the old one is written."""
    if text[:1] == old[:1] or not new:
        return new
    if text[:1].isupper():
        return new[:1].upper() + new[1:]
    keeps_capitals = any(ch.isupper() for ch in new[1:].split(" ")[0])
    return new if keeps_capitals else new[:1].lower() + new[1:]


def followed(renaming: Renaming, home: Page, config: Config) -> Renaming:
    """Return a renaming with what becomes of the fragments of links, given the page that defines the term.

    Raises AutolinkError when the renamed page does not define the term as planned.
    """
    renamed = applied(home.data, _entry_edits(home, renaming, config))
    term, became = renaming.term, _renamed(Page.parse(home.path, renamed, config.dialect), renaming, config)
    by_id = dict.fromkeys((*term.old_ids, term.anchor_id, term.anchor), became.anchor)
    names = {term.slug: became.slug, **({term.title: became.title} if term.title else {})}
    return replace(renaming, heading=became.name, fragments={**names, **by_id})


def _renamed(home: Page, renaming: Renaming, config: Config) -> Term:
    """Return the renamed term on its page. Raises AutolinkError when that is not there as planned."""
    called = set(renaming.aliases)
    found = [term for term in terms_on(home, config)[0] if set(term.aliases) == called]
    if not found and renaming.alias and config.source_of(home.path).form != "headings":
        problem = f"`{renaming.alias[1]}` would not be an alias in the entry of `{renaming.term.name}`"
        raise AutolinkError(f"{problem}; change it there")
    if not found:
        raise AutolinkError(f"`{renaming.heading}` would not be read as a term heading; reword it by hand")
    return min(found, key=lambda term: abs(term.start - renaming.term.start))
