"""A small site generator for tests: `python generator.py OUT [WISH]...`, in the folder of the pages.

Wishes make it misbehave: `stamp` (each build differs), `dead` (targets are not rewritten), `eat` (text beside
links is lost), `hang`, `spawn` (leaves a process behind), `fail`, `fail-linked`, `nothing`, `meddle` (writes
into the sources), `shuffle` (each build has another structure).
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

import mistune


def render(text: str, wishes: set[str], number: int) -> str:
    """Return the HTML of a page in a build, which has a number of its own."""
    html = str(mistune.html(text))
    if "dead" not in wishes:
        html = re.sub(r'(href="[^":#]*)\.md\b', r"\1.html", html)
    if "eat" in wishes:
        html = re.sub(r"(</a>)\.", r"\1", html)
    if "stamp" in wishes:
        html += f"<p class=c{time.monotonic_ns()}>Built at {time.monotonic_ns()}</p>"
    if "shuffle" in wishes:
        html += "<hr>" * number
    return html


def main() -> None:
    """Build the site."""
    out, *rest = sys.argv[1:]
    wishes = set(rest)
    pages = {path: path.read_text("utf-8") for path in Path().rglob("*.md")}
    number = len(list(Path(out).parent.iterdir()))  # earlier builds stand beside it
    if "spawn" in wishes or "hang" in wishes:
        print("still at it", flush=True)
        subprocess.Popen([sys.executable, "-c", f"import time; time.sleep(600)  # {out}"])
    if "hang" in wishes:
        time.sleep(600)
    if "fail" in wishes or ("fail-linked" in wishes and any("<a href" in text for text in pages.values())):
        print("\n".join(f"line {number}" for number in range(1000)))
        sys.exit("\x1b[31mERROR\x1b[0m no such theme")
    if "meddle" in wishes:
        for path in pages:
            path.write_text("meddled with", "utf-8")
    if "nothing" in wishes:
        return
    for path, text in pages.items():
        place = Path(out, path.with_suffix(".html"))
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(f"<title>x</title><article>{render(text, wishes, number)}</article>", "utf-8")


if __name__ == "__main__":
    main()
