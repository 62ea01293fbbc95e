"""Which targets of HTML links sites do not convert."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autolink.files import PAGE_SUFFIXES
from autolink.sites.resolving import SCHEME

if TYPE_CHECKING:
    from autolink.config import Config


def is_left_alone(target: str, page: str, config: Config) -> bool:
    """Tell whether the target of an HTML link is the path of a page, which its site does not convert."""
    if config.profile.rewrites_html:
        return False
    address = target.partition("#")[0].partition("?")[0]
    is_path = address.lower().endswith(PAGE_SUFFIXES) and SCHEME.match(address) is None
    return is_path and config.below_site_root(page) is not None
