"""The lists of frequent words in `autolink/text/frequent_words`, made from others.

`python -m tests.support.frequent_words SCOWL JIEBA` writes them anew: SCOWL is the folder with `english-words.10` (of
the Debian package `scowl`, /usr/share/dict/scowl), JIEBA the file `dict.txt` of the Python package `jieba`.
"""

from __future__ import annotations

import re
import sys
import textwrap
from pathlib import Path

from tests.support.site import REPOSITORY

FOLDER = REPOSITORY / "autolink/text/frequent_words"
CHINESE = 2_000
"""How many Chinese words are taken: beyond, words are of some subject rather than of every day."""

_ENGLISH = """\
# Frequent English words: levels 10 (first) and 20 of SCOWL, without possessives and names.
# http://wordlist.aspell.net; both levels come from lists in the public domain (Moby Words II, Brian Kelk).
#
# Copyright 2000-2011 by Kevin Atkinson
#
# Permission to use, copy, modify, distribute and sell these word lists, the associated scripts, the output
# created from the scripts, and its documentation for any purpose is hereby granted without fee, provided that
# the above copyright notice appears in all copies and that both that copyright notice and this permission
# notice appear in supporting documentation. Kevin Atkinson makes no representations about the suitability of
# this array for any purpose. It is provided "as is" without express or implied warranty.
"""
_CHINESE = """\
# Frequent Chinese words: those of two characters and more that come first in the dictionary of jieba.
# https://github.com/fxsjy/jieba
#
# The MIT License (MIT). Copyright (c) 2013 Sun Junyi. The licence is that of this project, see LICENSE.
"""


def english(scowl: Path) -> str:
    """Return the list of English words, two sections separated by an empty line, each sorted."""
    sections = []
    known: set[str] = set()
    for level in (10, 20):
        words: set[str] = set()
        for variant in ("english", "american", "british"):
            file = scowl / f"{variant}-words.{level}"
            words |= set(file.read_text("latin-1").split()) if file.exists() else set()
        kept = sorted({word for word in words if re.fullmatch("[a-z]{2,}", word)} - known)
        known |= set(kept)
        sections.append(_filled(kept))
    return f"{_ENGLISH}\n" + "\n\n".join(sections) + "\n"


def chinese(dictionary: Path) -> str:
    """Return the list of Chinese words, sorted."""
    rows = [line.split() for line in dictionary.read_text("utf-8").splitlines()]
    ranked = sorted((-int(row[1]), row[0]) for row in rows if len(row[0]) > 1)
    return f"{_CHINESE}\n" + _filled(sorted(word for _, word in ranked[:CHINESE])) + "\n"


def _filled(words: list[str]) -> str:
    """Return words in lines of at most 110 characters."""
    return textwrap.fill(" ".join(words), 110, break_long_words=False, break_on_hyphens=False)


if __name__ == "__main__":
    (FOLDER / "english.txt").write_text(english(Path(sys.argv[1])), "utf-8")
    (FOLDER / "chinese.txt").write_text(chinese(Path(sys.argv[2])), "utf-8")
