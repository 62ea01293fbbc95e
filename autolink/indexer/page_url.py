"""The public address that a page declares for itself, in a comment or in its front matter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from autolink.page.syntax import body_start
from autolink.sites.profile import value_in

if TYPE_CHECKING:
    from autolink.config import Config
    from autolink.page.model import Comment
    from autolink.page.outline import Outline

_VALUE = r"([^\s\"'#:{}]+)[\"']?[ \t]*(?:#|\r?$)"


def is_web_address(url: str) -> bool:
    """Tell whether a URL is relative or one of the web: not `javascript:`, and nothing that hides it."""
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", url)
    is_known = scheme is None or scheme[1].lower() in ("http", "https")
    return url.isprintable() and is_known and path_in(url) is not None


def path_in(url: str) -> str | None:
    """Return the path in a URL, as written; None for what is none, such as `https://[b]`."""
    try:
        return urlsplit(url).path
    except ValueError:
        return None


def declared_url(page: Outline, config: Config) -> tuple[str, Comment] | None:
    """Return the public address that a page declares in a comment, and that comment.

    The comment is `<!-- key: URL -->` with one of the configured keys; the URL's fragment is dropped.
    """
    for comment in page.comments:
        match = config.page_url_pattern.fullmatch(comment.text)
        if match:
            return match[1].split("#", 1)[0], comment
    return None


def published_address(page: Outline, config: Config) -> str | None:
    """Return the path on the host of the site that the front matter of a page gives it.

    None where it gives none, and on sites where links are paths of files.
    """
    profile = config.profile
    start = body_start(page.data) if profile.address_key and profile.address != "file" else 0
    value = value_in(page.data[:start].decode(), profile.address_key, _VALUE) if start else None
    return None if value is None else quote(profile.base + value.lstrip("/"))
