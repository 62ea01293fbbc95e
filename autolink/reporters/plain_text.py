"""Markdown as people read it on a terminal, rendered by mistune."""

from __future__ import annotations

from html import unescape
from typing import Any

import mistune
from mistune.core import BaseRenderer, BlockState


class _PlainRenderer(BaseRenderer):
    """Renders Markdown as plain text: links as their text, raw HTML and comments left out."""

    NAME = "plain"

    def _get_method(self, name: str) -> Any:
        return getattr(self, f"_{name}", self._children)

    def render_token(self, token: dict[str, Any], state: BlockState) -> str:
        return str(self._get_method(token["type"])(token, state))

    def _children(self, token: dict[str, Any], state: BlockState) -> str:
        if "children" in token:
            return self.render_tokens(token["children"], state)
        return unescape(str(token.get("raw", "")))

    def _paragraph(self, token: dict[str, Any], state: BlockState) -> str:
        return self._children(token, state) + "\n\n"

    def _block_text(self, token: dict[str, Any], state: BlockState) -> str:
        return self._children(token, state) + "\n"

    def _heading(self, token: dict[str, Any], state: BlockState) -> str:
        return self._children(token, state) + "\n\n"

    def _list(self, token: dict[str, Any], state: BlockState) -> str:
        number = token["attrs"].get("start", 1) if token["attrs"]["ordered"] else None
        lines = []
        for item in token["children"]:
            bullet = "- " if number is None else f"{number}. "
            number = None if number is None else number + 1
            text = self._children(item, state).rstrip("\n")
            lines.append(bullet + text.replace("\n", "\n" + " " * len(bullet)))
        return "\n".join(lines) + "\n\n"

    def _block_quote(self, token: dict[str, Any], state: BlockState) -> str:
        return "> " + self._children(token, state).strip().replace("\n", "\n> ") + "\n\n"

    def _block_code(self, token: dict[str, Any], _state: BlockState) -> str:
        return "    " + str(token["raw"]).rstrip("\n").replace("\n", "\n    ") + "\n\n"

    def _table_row(self, token: dict[str, Any], state: BlockState) -> str:
        return " | ".join(self._children(cell, state) for cell in token["children"]) + "\n"

    def _table_head(self, token: dict[str, Any], state: BlockState) -> str:
        return self._table_row(token, state)

    def _table(self, token: dict[str, Any], state: BlockState) -> str:
        return self._children(token, state) + "\n"

    def _softbreak(self, _token: dict[str, Any], _state: BlockState) -> str:
        return "\n"

    def _linebreak(self, _token: dict[str, Any], _state: BlockState) -> str:
        return "\n"

    def _inline_html(self, _token: dict[str, Any], _state: BlockState) -> str:
        return ""

    _block_html = _blank_line = _inline_html


def render_plain(markdown: str) -> str:
    """Return Markdown as text for a terminal."""
    render = mistune.create_markdown(renderer=_PlainRenderer(), plugins=["table", "strikethrough", "math"])
    return str(render(markdown)).strip()
