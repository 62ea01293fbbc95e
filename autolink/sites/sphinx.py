"""Sphinx with MyST-Parser."""

from autolink.sites.profile import URL, Facts, Profile, value_in


def read(text: str) -> Facts:
    """Read a `conf.py`, which is not run."""
    levels = value_in(text, "myst_heading_anchors", r"(\d)")
    own_slugs = value_in(text, "myst_heading_slug_func", r"(\S)")
    return Facts(
        url=value_in(text, "html_baseurl", URL),
        slugs="" if own_slugs else None,
        slug_levels=int(levels or 0),
    )


PROFILE = Profile(
    "sphinx",
    "Sphinx",
    syntax=("myst.syntax.myst",),
    resolve="sphinx",
    folders="nothing",
    slugs="myst",
    knows_slugs=False,
    anchor="heading",
    link_style="markdown",
    attributes="text",
    id_form="target",
    knows_elements=False,
    rewrites_html=False,
    sign=r"(?m)^(?:extensions|html_theme|project)\b",
    read=read,
    left_out=("_build",),
    note=("MyST turns the targets of Markdown links into addresses, not those of HTML links.",),
    build=("sphinx-build", "-b", "html", "-q", "{src}", "{out}"),
    outputs=("_build",),
)
