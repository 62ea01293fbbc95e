"""Templates: links in the form of a macro, such as `{{< tooltip text="{text}" term_id="{id}" >}}`."""

from __future__ import annotations

import re
from bisect import bisect
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from autolink.page.dialects.model import Closed
from autolink.page.model import Link
from autolink.text.intervals import Intervals

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from autolink.page.page import Page

FIELDS = ("text", "id", "title", "path", "anchor")
"""What a template may name of a mention and its term."""
_FIELD = re.compile(r"\{(" + "|".join(FIELDS) + r")\}")
_LONGEST = 500
"""Bytes of a value above which it is none."""
_SPACE = r"[ \t]{0,20}"
_CODE = frozenset({"code block", "code span", "front matter"})
_MARKUP = "*_`~"


@dataclass(frozen=True)
class Template:
    """A form of links: pieces of text, between which fields stand. It is a piece of syntax itself."""

    texts: tuple[str, ...]
    """The literal pieces: one more than there are fields."""
    fields: tuple[str, ...]

    @staticmethod
    def parse(written: str) -> Template | None:
        """Return the template that is written so; None for one that would not be recognised again.

        It needs `{text}`, no field twice, and more than white space before and behind each field.
        """
        pieces = _FIELD.split(written)
        texts, fields = tuple(pieces[::2]), tuple(pieces[1::2])
        is_clear = all(text.strip() for text in texts) and not re.search(r"[\r\n]", written)
        if "text" not in fields or len(set(fields)) < len(fields) or not is_clear:
            return None
        return Template(texts, fields)

    @cached_property
    def _opening(self) -> str:
        """What no value may hold, as another link would begin there: so that a search takes linear time."""
        return self.texts[0].split()[0]

    def _end(self, field: str) -> str:
        """Return the character that ends the value of a field."""
        return self.texts[self.fields.index(field) + 1].lstrip()[0]

    @cached_property
    def expression(self) -> re.Pattern[bytes]:
        """Finds the links of this form; white space in the pieces may be more or less of it."""
        parts = [_literal(self.texts[0])]
        for field, text in zip(self.fields, self.texts[1:], strict=True):
            stop = f"(?!{re.escape(self._opening)}|{re.escape(self._end(field))})"
            parts.append(rf"(?P<{field}>(?:\\[^\r\n]|{stop}[^\\\r\n]){{1,{_LONGEST}}}?)")
            parts.append(_literal(text))
        return re.compile("".join(parts).encode())

    def __call__(self, data: bytes, start: int) -> Iterator[Closed]:
        """Yield where links of this form stand: they are markup to the site."""
        for found in self.expression.finditer(data, start):
            yield Closed(found.start(), found.end(), "template")

    def spans(self, data: bytes, link: Link) -> dict[str, tuple[int, int]]:
        """Return where the values of a link of this form are written, by field; none for another form."""
        found = self.expression.fullmatch(data, link.start, link.end)
        return {name: found.span(name) for name in self.fields} if found else {}

    def tags(self, values: Mapping[str, str]) -> tuple[bytes, bytes] | None:
        """Return what goes before and after the text of a link; None where a value cannot be written."""
        sides: tuple[list[str], list[str]] = ([self.texts[0]], [])
        side = 0
        for field, text in zip(self.fields, self.texts[1:], strict=True):
            if field == "text":
                side = 1
            elif (value := self.written(values[field], field)) is None:
                return None
            else:
                sides[side].append(value)
            sides[side].append(text)
        return "".join(sides[0]).encode(), "".join(sides[1]).encode()

    def _escapes(self, field: str) -> bool:
        """Tell whether a backslash takes its meaning from a quote in a field: in Hugo's shortcodes it does.

        Other macros with quotes differ in that. The text is never escaped: it is the author's as it stands.
        """
        number = self.fields.index(field)
        is_quoted = self.texts[number].endswith('"') and self.texts[number + 1].startswith('"')
        return field != "text" and is_quoted and self._opening.startswith(("{{<", "{{%"))

    def written(self, value: str, field: str) -> str | None:
        """Return a value as it is written in a field; None where it cannot be."""
        if not self._escapes(field):
            return value if self.holds(value, field) else None
        escaped = value.replace('"', r"\"")
        is_short = len(escaped.encode()) <= _LONGEST
        return escaped if is_short and self.holds(value.replace('"', "'"), field) else None

    def read(self, written: str, field: str) -> str:
        """Return the value that is written in a field."""
        return written.replace(r"\"", '"') if self._escapes(field) else written

    def holds(self, value: str, field: str = "text") -> bool:
        """Tell whether a value can stand in a field: it ends where the field does, and means itself."""
        end = self._end(field)
        is_short = 0 < len(value.encode()) <= _LONGEST
        is_plain = value.isprintable() and value == value.strip() and "\\" not in value
        return is_short and is_plain and end not in value and self._opening not in value + end


def _literal(text: str) -> str:
    """Return an expression for a piece: white space between words has to be there, elsewhere it may."""
    space = re.sub(r"(?<=\w)[ \t]+(?=\w)", "\0", text)
    parts = (_SPACE.join(map(re.escape, re.split(r"[ \t]+", word))) for word in space.split("\0"))
    return f"[ \\t]{_SPACE}".join(parts)


class _Code:
    """Where the code of a page is: what its site reads as content is none, in a fence either."""

    def __init__(self, page: Page) -> None:
        opaque = (page.outer or page).opaque
        self._code = Intervals((item.start, item.end, item.kind) for item in opaque if item.kind in _CODE)
        self._insets = page.insets
        self._starts = [inset.part.start for inset in page.insets]
        self._inner: dict[int, _Code] = {}

    def holds(self, at: int) -> bool:
        """Tell whether a byte of the page is code."""
        number = bisect(self._starts, at) - 1
        if number < 0 or at >= self._insets[number].part.end:
            return self._code.reason(at, at + 1) is not None
        inset = self._insets[number]
        if number not in self._inner:
            self._inner[number] = _Code(inset.page)
        return self._inner[number].holds(inset.dedented.offset(at))


def template_links(page: Page) -> Iterator[Link]:
    """Yield the links of a page in the form of one of its templates, but for those in code and comments.

    Their target is what names the term: a field with its value, `id:pod`, or the text, `text:pods`.
    """
    comments = Intervals((item.start, item.end, "comment") for item in page.comments)
    code = _Code(page)
    position = page.prose.position
    last = 0
    for start, end, template, found in _found(page):
        if start < last or comments.reason(start, start + 1) or code.holds(start):
            continue
        last = end
        values = {name: value.decode() for name, value in found.groupdict().items()}
        text = found.span("text")
        target = _target(template, values)
        yield Link("template", target, True, start, *text, end, position(text[0]), position(text[1]))


def _found(page: Page) -> list[tuple[int, int, Template, re.Match[bytes]]]:
    """Return what has the form of a template, in order; where two begin alike, the template named first."""
    found = (
        (*match.span(), template, match)
        for template in page.dialect.templates
        for match in template.expression.finditer(page.data)
    )
    return sorted(found, key=lambda item: item[0])


def _target(template: Template, values: Mapping[str, str]) -> str:
    for field in ("id", "anchor", "title"):
        if field in template.fields:
            return f"{field}:{template.read(values[field], field).strip()}"
    return f"text:{values['text'].strip().strip(_MARKUP)}"
