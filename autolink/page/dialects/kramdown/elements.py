"""The elements that kramdown knows, by what it reads in them (`kramdown/parser/html.rb`)."""

from __future__ import annotations


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


TEXT = _names(
    "a abbr acronym b big bdo br button cite code del dfn em i img input ins kbd label mark option q rb rbc"
    " rp rt rtc ruby samp select small span strong sub sup tt u var textarea time"
)
EMPTY = _names("area base br col command embed hr img input keygen link meta param source track wbr")
RAW_IN_TEXT = _names("code kbd samp var option textarea math pre script style u mark time")
NEVER_MARKDOWN = RAW_IN_TEXT | _names("colgroup table tbody thead tfoot tr ul ol")
MARKDOWN_IN_TEXT = TEXT | _names(
    "address applet article aside blockquote body caption col dd details div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hgroup head hr html iframe legend li main map menu nav noscript"
    " object optgroup p section summary table tbody td tfoot th thead tr ul ol"
)
"""Elements of whose content in text something is Markdown: all but those that kramdown does not know."""
LAZY = TEXT | {"script"}
"""Elements with which a paragraph goes on in the next line."""
NO_TAGS = frozenset(("script", "style"))
"""Elements in which no tag counts but the closing one."""
