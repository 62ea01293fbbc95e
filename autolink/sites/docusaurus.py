"""Docusaurus, to which all pages are MDX."""

import re

from autolink.sites.profile import PATH, URL, Facts, Profile, base_of, value_in


def read(text: str) -> Facts:
    """Read a `docusaurus.config.js`."""
    url, base = value_in(text, "url", URL), value_in(text, "baseUrl", PATH)
    whole = f"{url.rstrip('/')}{base_of(base)}" if url and base else url
    docs = re.search(r"\bdocs\s*+:\s*+\{[^{}]*?\brouteBasePath\s*+:\s*+[\"'`]/?([^\"'`\n]*)", text)
    return Facts(url=whole, base=base_of(base), docs=docs[1].rstrip("/") if docs else None)


PROFILE = Profile(
    "docusaurus",
    "Docusaurus",
    syntax=("mdx.mdx", "mdx.unwrapped_in_code", "containers.colon_containers"),
    resolve="docusaurus",
    slugs="docusaurus",
    anchor="heading",
    link_style="markdown",
    attributes="id",
    id_form="attribute",
    knows_elements=False,
    counts_ids=False,
    links_to_titles=False,
    address_key="slug",
    rooted="either",
    rewrites_html=False,
    read=read,
    left_out=("versioned_docs",),
    note=("Docusaurus turns the targets of Markdown links into addresses, not those of HTML links.",),
    build=("docusaurus", "build", "--out-dir", "{out}"),
    outputs=("build", ".docusaurus"),
)
