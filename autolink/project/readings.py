"""How other projects read their pages, to which links of this project may point."""

from __future__ import annotations

from posixpath import dirname
from typing import TYPE_CHECKING

from autolink.config import Roots, resolve
from autolink.errors import AutolinkError

if TYPE_CHECKING:
    from autolink.config import Config
    from autolink.page.dialects.dialect import Dialect
    from autolink.page.fragments import Naming


class Readings:
    """How pages are read, each by the configuration nearest to it, and how their headings are named."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._roots = Roots({config.root: config.root})
        self._by_root: dict[str, Config] = {config.root: config}

    def of(self, path: str) -> tuple[Dialect, Naming]:
        """Return the dialect of a page, and how the site names its headings.

        Those of this project where there is no other one, or its configuration is wrong.
        """
        root = None if self._config.is_only else self._roots[dirname(path)]
        config = self._of_root(root) if root else self._config
        return config.dialect, config.naming

    def _of_root(self, root: str) -> Config:
        if root not in self._by_root:
            try:
                self._by_root[root] = resolve(root).config()
            except AutolinkError:  # whoever checks that project says so
                self._by_root[root] = self._config
        return self._by_root[root]
