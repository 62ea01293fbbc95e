"""Jekyll, which renders Markdown with kramdown, and GitHub Pages."""

from autolink.sites.profile import PATH, URL, Facts, Profile, base_of, value_in


def read(text: str) -> Facts:
    """Read a `_config.yml`."""
    url, base = value_in(text, "url", URL), base_of(value_in(text, "baseurl", PATH))
    flavour, permalink = value_in(text, "input", PATH), value_in(text, "permalink", PATH) or ""
    is_pretty = permalink == "pretty" or permalink.endswith("/")
    return Facts(
        url=f"{url.rstrip('/')}{base or '/'}" if url else None,
        base=base,
        slugs=None if flavour in (None, "GFM") else "kramdown" if flavour == "kramdown" else "",
        resolve="mkdocs" if is_pretty else None,
        address="route" if is_pretty else None,
    )


PROFILE = Profile(
    "jekyll",
    "Jekyll",
    syntax=(
        "liquid.liquid",
        "templated_links.templated_links",
        "kramdown.attribute_lists.attribute_lists",
        "kramdown.attribute_lists.extensions",
        "kramdown.abbreviations.abbreviations",
        "kramdown.lazy_code.lazy_code",
        "kramdown.long_infos.long_infos",
        "kramdown.text.code_and_formulas",
        "kramdown.links.links",
        "kramdown.definitions.definitions",
        "kramdown.code_below_text.code_below_text",
        "kramdown.smart_quotes.smart_quotes",
        "kramdown.emphasis.emphasis",
        "kramdown.raw_html.raw_html",
        "kramdown.formulas.formula_blocks",
    ),
    resolve="jekyll",
    slugs="kramdown-gfm",
    anchor="heading",
    link_style="markdown",
    attributes="id",
    id_form="attribute",
    address="html",
    address_key="permalink",
    counts_ids=False,
    rooted="host",
    folders="index",
    rewrites_html=False,
    sign=r"(?im)^(?:theme|remote_theme|baseurl|permalink|kramdown|plugins|markdown)\b",
    read=read,
    left_out=("_site",),
    note=("Jekyll leaves these targets as they are, so links are addresses of pages, not paths of files.",),
    build=("jekyll", "build", "-q", "-s", "{src}", "-d", "{out}"),
    outputs=("_site", ".jekyll-cache"),
)
