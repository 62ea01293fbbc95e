"""Starlight, the documentation theme of Astro, which rewrites no links."""

from autolink.sites.profile import PATH, URL, Facts, Profile, base_of, value_in


def read(text: str) -> Facts:
    """Read an `astro.config.mjs`."""
    url, base = value_in(text, "site", URL), base_of(value_in(text, "base", PATH))
    return Facts(url=f"{url.rstrip('/')}{base or '/'}" if url else None, base=base)


PROFILE = Profile(
    "starlight",
    "Starlight",
    syntax=("containers.colon_containers", "directive_names.directive_names"),
    resolve="starlight",
    slugs="starlight",
    anchor="heading",
    link_style="markdown",
    attributes="text",
    address="route",
    address_key="slug",
    rooted="host",
    rewrites_html=False,
    content="src/content/docs",
    sign="starlight",
    read=read,
    note=("Astro leaves targets as they are, so links are addresses of pages, not paths of files.",),
    build=("astro", "build", "--outDir", "{out}"),
    outputs=("dist", ".astro"),
)
