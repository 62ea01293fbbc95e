"""MkDocs, with Material or another theme, and ProperDocs."""

from autolink.sites.markdown_extensions import mkdocs_facts
from autolink.sites.profile import Profile

PROFILE = Profile(
    "mkdocs",
    "MkDocs",
    is_python_markdown=True,
    resolve="mkdocs",
    slugs="python-markdown",
    anchor="heading",
    link_style="markdown",
    rewrites_html=False,
    rooted="host",
    folders="index",
    content="docs",
    read=mkdocs_facts,
    note=("MkDocs turns the targets of Markdown links into addresses, not those of HTML links.",),
    build=("mkdocs", "build", "-q", "-d", "{out}"),
    outputs=("site",),
)
