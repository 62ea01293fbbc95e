"""A term: one entry of the glossary."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from autolink.indexer.anchor_ids import encode_anchor_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from autolink.indexer.anchoring import Addition
    from autolink.indexer.attributes import Attributes
    from autolink.indexer.avoided import Avoided
    from autolink.page.model import Anchor
    from autolink.page.positions import Place


EntryKind = Literal["plain", "empty", "reference", "verb"]


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """One glossary entry, with all places on its page that others ask for. A term equals only itself.

    Spans and offsets count bytes of the page as it was when it was indexed.
    """

    page: str
    """Absolute path of the page that defines it."""
    name: str
    """Its aliases as written together: the text of a heading. The anchor id encodes it."""
    aliases: tuple[str, ...]
    place: Place
    """Where the entry starts, and what a diagnostic about it points at: its heading."""
    name_span: tuple[int, int] | None
    """Where the name is written; None where it is written in pieces."""
    definition: tuple[int, int]
    """Where its definition is: up to the next heading of its level or above."""
    anchor: str
    """The fragment that links to it have."""
    addition: Addition | None
    """What has to be written so that its anchor is there; None where it is."""
    anchors: tuple[Anchor, ...]
    """Its anchors with base64 ids, those of former names included."""
    slug: str
    """The fragment that it has without an anchor of ours."""
    attributes: Attributes
    old_ids: tuple[str, ...] = ()
    """The ids among its anchors that links have no more: those of former names."""
    id: str = ""
    """What templates name it by, where its page says so."""
    spans: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Where aliases are written as they read, by alias; in front matter all of the string that has them."""
    title: str = ""
    """What templates call it, where that is not its name: the first of several that stand for themselves."""
    avoided: tuple[Avoided, ...] = ()
    """The words to avoid for it."""

    kind: EntryKind = "plain"
    """What its entry says: `empty` for nothing, `reference` for nothing but where to look, `verb` for what
    is done."""

    @property
    def anchor_id(self) -> str:
        """Its anchor id: base64 of its name."""
        return encode_anchor_id(self.name)

    @property
    def reference(self) -> str:
        """What templates have as its id: where that is an address, such as `Glossary/Pod`, the end of it."""
        return self.id.rpartition("/")[2] or self.anchor

    def is_addressed(self, value: str) -> bool:
        """Tell whether a template names it by the end of its address: in any case, with spaces as well."""
        return "/" in self.id and as_in_address(value) == as_in_address(self.reference)

    @property
    def has_anchor(self) -> bool:
        """Whether its anchor is there."""
        return self.addition is None

    @property
    def old_anchors(self) -> list[Anchor]:
        """The anchors of former names."""
        return [anchor for anchor in self.anchors if anchor.id in self.old_ids]

    @property
    def start(self) -> int:
        """Byte offset of its entry in its page."""
        return self.place.start

    @property
    def line(self) -> int:
        """The line of its entry, 1-based."""
        return self.place.line


def as_in_address(value: str) -> str:
    """Return what is the same of values that mean one end of an address."""
    return value.replace(" ", "_").lower()
