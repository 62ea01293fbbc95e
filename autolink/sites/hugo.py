"""Hugo, which renders Markdown with Goldmark."""

import re

from autolink.sites.profile import PATH, URL, Facts, Profile, base_of, value_in

_SIGN = r"(?im)^[ {\"']*(?:baseURL|contentDir|markup|title|theme|languageCode)\b"
_HOOK = (
    r"(?i)\blink\b[\]\"']*+\s*+[.:=]?+\s*+\{?+\s*+[\"']?+"
    r"(?:useEmbedded[\"']?+\s*+[:=]\s*+[\"']?+(?:always|fallback)|enableDefault[\"']?+\s*+[:=]\s*+true)\b"
)
"""The link render hook that comes with Hugo; `enableDefault` is what it was called up to 0.147."""


def read(text: str) -> Facts:
    """Read a `hugo.toml`, or one of its other forms."""
    url = value_in(text, "baseURL", URL, re.IGNORECASE)
    slugs = value_in(text, "autoHeadingIDType", PATH, re.IGNORECASE)
    return Facts(
        content=value_in(text, "contentDir", PATH, re.IGNORECASE),
        url=url,
        base=base_of(url),
        slugs=None if slugs in (None, "github") else "",
    )


PROFILE = Profile(
    "hugo",
    "Hugo",
    syntax=(
        "shortcodes.shortcodes",
        "templated_links.templated_links",
        "attribute_lists.attribute_lists",
        "alerts.alerts",
        "notes.code_in_notes",
        "attribute_lists.below_attributes",
        "empty_items.below_empty_items",
        "formulas.passthrough",
        "emails.emails",
    ),
    resolve="hugo",
    slugs="hugo",
    anchor="heading",
    link_style="markdown",
    attributes="id",
    id_form="attribute",
    rewrites_html=False,
    rooted="either",
    folders="sections",
    content="content",
    sign=_SIGN,
    read=read,
    left_out=("themes", "archetypes", "public"),
    needed=_HOOK,
    need='`markup.goldmark.renderHooks.link.useEmbedded = "fallback"`, unless your theme has such a hook',
    note=(
        "Hugo turns the targets of Markdown links into addresses where its link render hook is on:",
        '`markup.goldmark.renderHooks.link.useEmbedded = "fallback"`.',
    ),
    build=("hugo", "-d", "{out}"),
    outputs=("public",),
)
