"""VitePress, to which pages are Vue components."""

import re

from autolink.sites.profile import PATH, Facts, Profile, base_of, value_in


def read(text: str) -> Facts:
    """Read a `.vitepress/config.ts`."""
    return Facts(
        content=value_in(text, "srcDir", PATH),
        base=base_of(value_in(text, "base", PATH)),
        slugs="" if re.search(r"\bslugify\b", text) else None,
    )


PROFILE = Profile(
    "vitepress",
    "VitePress",
    syntax=(
        "containers.colon_containers",
        "containers.code_in_containers",
        "front_matter.open_front_matter",
        "vue.interpolations",
        "vue.components",
        "attribute_lists.attribute_lists",
        "alerts.alerts",
        "formulas.dollar_blocks",
        "snippet_imports.snippet_imports",
    ),
    resolve="vitepress",
    slugs="vitepress",
    anchor="heading",
    link_style="markdown",
    attributes="id",
    id_form="attribute",
    rewrites_html=False,
    read=read,
    note=("VitePress turns the targets of Markdown links into addresses, not those of HTML links.",),
    build=("vitepress", "build", "--outDir", "{out}"),
    outputs=(".vitepress/dist", ".vitepress/cache"),
)
