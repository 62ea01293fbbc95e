"""Writes blocks of documentation from the word lists: paragraphs, lists, tables, code and quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.words import CJK, CODE, FOLDERS, IDENTIFIERS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from benchmarks.words import Language

BYTES_PER_NOUN = 37
"""Bytes of a page for each noun that an item may replace; rather too many, so that few are left over."""

LINE_LENGTH = 96


class Writer:
    """Writes the blocks of one page.

    `items` (mentions and links, ready to be written) take the places of nouns here and there, so that most
    are used in about `budget` bytes.
    """

    def __init__(
        self, rng: Random, language: Language, items: Sequence[str] = (), budget: float = 0.0
    ) -> None:
        self._rng = rng
        self._language = language
        self._items = list(items)
        room = budget - sum(len(item.encode()) for item in items)
        self._items_per_noun = len(items) * BYTES_PER_NOUN / max(room, BYTES_PER_NOUN)
        # How the author of this page breaks lines: never, after each sentence, or when they are full.
        self._lines = rng.choice(
            ("whole", "sentences") if language is CJK else ("whole", "sentences", "full")
        )
        kinds = {self.paragraph: 11, self._list: 4, self._code: 2, self._table: 2, self._quote: 1}
        self._kinds, self._weights = list(kinds), list(kinds.values())

    def block(self) -> str:
        """Return a block of any kind; its last line ends, but no blank line follows."""
        return self._rng.choices(self._kinds, self._weights)[0]()

    def paragraph(self) -> str:
        """Return a paragraph of two to six sentences."""
        sentences = [self._sentence() for _ in range(self._rng.randint(2, 6))]
        separator = "\n" if self._lines == "sentences" else self._language.between
        text = separator.join(sentences)
        return (_filled(text) if self._lines == "full" else text) + "\n"

    def heading(self) -> str:
        """Return the text of a heading."""
        nouns = self._rng.sample(self._language.nouns, 2)
        pattern = self._rng.choice(self._language.headings)
        return pattern.format(a=nouns[0], b=nouns[1], v=self._rng.choice(self._language.verbs))

    def rest(self) -> list[str]:
        """Return a section with the items that found no place; nothing when there are none."""
        if not self._items:
            return []
        rows = [f"- {item}" for item in self._items]
        self._items.clear()
        return [f"## {self._language.see_also}\n", "\n".join(rows) + "\n"]

    def _noun(self) -> str:
        chance = self._rng.random()
        if self._items and chance < self._items_per_noun:
            return self._items.pop()
        if chance > 0.95:
            return f"`{self._rng.choice(IDENTIFIERS)}`"
        noun = self._rng.choice(self._language.nouns)
        return f"**{noun}**" if chance > 0.925 else f"*{noun}*" if chance > 0.91 else noun

    def _fill(self, pattern: str) -> str:
        nouns = {key: self._noun() for key in "abc" if f"{{{key}}}" in pattern}
        rng, language = self._rng, self._language
        return pattern.format(v=rng.choice(language.verbs), t=rng.choice(language.tails), **nouns)

    def _sentence(self) -> str:
        return self._fill(self._rng.choice(self._language.sentences))

    def _phrase(self) -> str:
        return self._fill(self._rng.choice(self._language.phrases))

    def _list(self) -> str:
        numbered = self._rng.random() < 0.3
        rows: list[str] = []
        for number in range(1, self._rng.randint(3, 7) + 1):
            bullet = f"{number}." if numbered else "-"
            rows.append(f"{bullet} {self._sentence() if self._rng.random() < 0.4 else self._phrase()}")
            if self._rng.random() < 0.15:
                rows += [f"{' ' * (len(bullet) + 1)}- {self._phrase()}" for _ in range(2)]
        return "\n".join(rows) + "\n"

    def _table(self) -> str:
        nouns = self._rng.sample(self._language.nouns, 2)
        rows = [f"| {nouns[0]} | {nouns[1]} | |", "| --- | :-: | --- |"]
        rows += [
            f"| `{self._rng.choice(IDENTIFIERS)}` | {self._noun()} | {self._phrase()} |"
            for _ in range(self._rng.randint(3, 7))
        ]
        return "\n".join(rows) + "\n"

    def _code(self) -> str:
        language = self._rng.choice(list(CODE))
        rows = [f"```{language}"]
        for _ in range(self._rng.randint(3, 12)):
            x, y = self._rng.sample(FOLDERS, 2)
            comment = self._rng.choice(self._language.tails)
            pattern = self._rng.choice(CODE[language])
            rows.append(pattern.format(x=x, y=y, n=self._rng.randrange(100), comment=comment))
        return "\n".join([*rows, "```"]) + "\n"

    def _quote(self) -> str:
        lines = ["> [!NOTE]"] if self._rng.random() < 0.5 else []
        lines += [f"> {self._sentence()}" for _ in range(2)]
        return "\n".join(lines) + "\n"


def _filled(text: str) -> str:
    """Return a text with its spaces turned into line breaks where a line would be too long."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        if line and len(line) + len(word) >= LINE_LENGTH:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return "\n".join([*lines, line])
