"""Zensical, which reads its own configuration or that of MkDocs."""

from autolink.sites.markdown_extensions import zensical_facts
from autolink.sites.profile import Profile

PROFILE = Profile(
    "zensical",
    "Zensical",
    is_python_markdown=True,
    resolve="zensical",
    slugs="python-markdown",
    anchor="heading",
    link_style="markdown",
    rooted="host",
    folders="index",
    content="docs",
    read=zensical_facts,
    build=("zensical", "build"),
    outputs=("site", ".cache"),
)
