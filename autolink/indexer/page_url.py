"""The public address that a page declares for itself in a comment."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from autolink.config import Config
    from autolink.page.model import Comment
    from autolink.page.outline import Outline


def is_web_address(url: str) -> bool:
    """Tell whether a URL is relative or one of the web: not `javascript:`, and nothing that hides it."""
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", url)
    return url.isprintable() and (scheme is None or scheme[1].lower() in ("http", "https"))


def declared_url(page: Outline, config: Config) -> tuple[str, Comment] | None:
    """Return the public address that a page declares in a comment, and that comment.

    The comment is `<!-- key: URL -->` with one of the configured keys; the URL's fragment is dropped.
    """
    for comment in page.comments:
        match = config.page_url_pattern.fullmatch(comment.text)
        if match:
            return match[1].split("#", 1)[0], comment
    return None
