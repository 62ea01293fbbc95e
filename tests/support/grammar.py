"""Markdown documents by a grammar: nested blocks and inlines, with mentions of terms anywhere.

The same `random.Random` gives the same documents under every version of Python.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random


def _items(text: str) -> tuple[str, ...]:
    return tuple(text.split("¦"))


TERMS = _items(
    "LLM¦Large Language Model | LM¦Language Model¦Model¦AI¦AI Act¦学習¦事前学習¦事前学習 | Pre-training¦"
    "サーバー | Server¦파드 | Pod¦кот¦ß¦ｶﾅ¦Ⅳ¦🚀 Launch¦Aïda¦C++¦C#¦.NET¦@home¦#tag¦$PATH¦100%¦R&D¦"
    "&amp;¦AT&amp;T¦f(x)¦(x)¦1.0¦A\\*¦\\*args¦foo_bar¦\\_\\_init\\_\\_¦snake\\_case\\_name¦a:b¦"
    "x/y¦Yes!¦!x¦\\[AI\\]¦A\\[i\\]¦\\[\\]¦C\\\\D¦\\`tick\\`¦`code`¦*Emphasis*¦**Strong** word¦"
    'a \\| b¦\\<br\\>¦T\\<U\\>¦O\'Reilly¦"Quoted"¦{x}¦e.g.¦- dash¦1. One¦=¦x86-64¦<b>Bold</b>¦'
    "[Linked](x.md)¦$x$¦key: value¦Neural  Network¦\\#¦toc"
)
"""Headings of glossaries: characters that mean something to Markdown, nested aliases, several scripts."""
_WORDS = (
    *("the", "is", "x", "a", "1", "は", "を", "の", "é", "それ"),
    *(" ", " ", " ", ", ", ". ", "、", "。"),
)
_GLUE = tuple("()「」\"'-/:;→!?=+…\u200d\u3099“")
_ODD = _items(
    "*¦**¦_¦__¦`¦``¦[¦]¦<¦>¦&¦\\¦!¦|¦$¦$$¦{¦}¦^¦~¦[^1]¦[^n]¦[ref]¦[ref][]¦&amp;¦&#42;¦&lt;¦\\*¦"
    "\\[¦\\`¦\\<¦:smile:¦@a¦<br>¦<b>¦</b>¦<i title='¦'>¦<!-- c -->¦<!--¦-->¦<?x?>¦"
    "<https://x.org/a_b>¦<!A b>¦<![CDATA[x]]>¦\\\n¦  \n¦\n¦\n¦\t¦a@b.org¦#1¦{#id}¦==¦--¦]("
)
_LABELS = ("ref", "1", "n", "Ref", "other ref")
_RUNS = ("*", "**", "_", "__", "***", "*", "**", "**_")
_ALERTS = ("[!NOTE]", "[!WARNING]", "[!TIP] ", "[!X]", "[ ]", "[x]")


def glossary(random: Random) -> str:
    """Return a glossary page of some terms."""
    terms = random.sample(TERMS, random.randint(3, 12))
    return "".join(f"## {term}\n\nA definition.\n\n" for term in terms)


def aliases(glossary: str) -> list[str]:
    """Return the aliases of a glossary page as they are written."""
    lines = [line[3:] for line in glossary.split("\n") if line.startswith("## ")]
    return [alias for line in lines for alias in line.split(" | ")]


def document(random: Random, mentions: Sequence[str], pieces: Sequence[str] = ()) -> str:
    """Return a document that mentions what is given; `pieces` are blocks to put among its own."""
    grammar = Grammar(random, mentions, pieces)
    text = grammar.blocks(random.randint(1, 3), 3)
    if random.random() < 0.05:
        text = text.replace("\n", "\r\n")
    return text + random.choice(("", "\n", "\n\n[ref]: other.md 'title'\n", "\n\n[^1]: A note.\n"))


class Grammar:
    """What makes documents. `depth` says how many levels may still be nested."""

    def __init__(self, random: Random, mentions: Sequence[str], pieces: Sequence[str] = ()) -> None:
        self._random = random
        self._mentions = mentions
        self._pieces = pieces
        self._blocks = (
            *([self._paragraph] * 6),
            *(self._heading, self._list, self._list, self._quote, self._quote, self._table, self._table),
            *(self._code, self._html, self._definition, self._footnote, self._math, self._line),
        )
        self._inlines = (
            *([self._mention] * 8),
            *([self._word] * 7),
            *(
                self._emphasis,
                self._emphasis,
                self._strikethrough,
                self._code_span,
                self._link,
                self._reference,
            ),
            *(self._image, self._element, self._formula, self._odd, self._odd, self._glue, self._glue),
        )

    # Blocks

    def blocks(self, count: int, depth: int) -> str:
        """Return so many blocks, one below the other."""
        joints = ("\n\n", "\n\n", "\n\n", "\n", "\n \n")
        return "".join(self._block(depth) + self._random.choice(joints) for _ in range(count)).rstrip("\n ")

    def _block(self, depth: int) -> str:
        if self._pieces and self._random.random() < 0.5:
            return self._random.choice(self._pieces)
        return self._random.choice(self._blocks)(depth)

    def _paragraph(self, depth: int) -> str:
        return "\n".join(self._text(3) for _ in range(self._random.choice((1, 1, 2, 3))))

    def _heading(self, depth: int) -> str:
        text = self._flat(2)
        forms = (
            f"# {text}",
            f"## {text} ##",
            f"{text}\n===",
            f"{text}\n---",
            f"### {text} {{#id}}",
            f"#{text}",
        )
        return self._random.choice(forms)

    def _list(self, depth: int) -> str:
        marker = self._random.choice(
            ("- ", "* ", "+ ", "1. ", "2) ", "-   ", "10. ", "-\t", "- [ ] ", "- [x] ")
        )
        indent = " " * (2 if "[" in marker else len(marker.expandtabs(4)))
        items = (self._nested(depth) for _ in range(self._random.randint(1, 3)))
        gap = self._random.choice(("\n", "\n", "\n\n"))
        return gap.join(marker + self._indented(item, indent) for item in items)

    def _quote(self, depth: int) -> str:
        prefix = self._random.choice(("> ", "> ", ">", "  > ", ">\t"))
        text = self._nested(depth)
        if self._random.random() < 0.2:
            text = self._random.choice(_ALERTS) + self._random.choice((" ", "\n")) + text
        lazy = self._random.random() < 0.2
        return prefix + text.replace("\n", "\n" if lazy else "\n" + prefix)

    def _table(self, depth: int) -> str:
        columns = self._random.randint(1, 3)
        rows = [
            [self._flat(2) for _ in range(self._random.choice((columns,) * 4 + (columns + 1,)))]
            for _ in "abc"
        ]
        bars = self._random.choice((("| ", " | ", " |"), ("|", "|", "|"), ("", " | ", "")))
        lines = [bars[0] + bars[1].join(row) + bars[2] for row in rows[: self._random.randint(1, 3)]]
        row = self._random.choice(("---", ":-:", "-", "---:"))
        return "\n".join([lines[0], "|" + f"{row}|" * columns, *lines[1:]])

    def _code(self, depth: int) -> str:
        text, fence = self._text(1), self._random.choice(("```", "~~~", "````"))
        forms = (
            f"{fence}\n{text}\n{fence}",
            f"{fence} {self._mention(0)}\n{text}\n{fence}",
            f"{fence}{text}",
            self._indented(f"    {text}", "    "),
        )
        return self._random.choice(forms)

    def _html(self, depth: int) -> str:
        text, block = self._text(1), self._nested(depth)
        forms = (
            f"<div>\n{text}\n</div>",
            f"<div>\n\n{block}\n\n</div>",
            f"<details><summary>{text}</summary>\n\n{block}\n\n</details>",
            f"<!-- {text}\n\n{text} -->",
            f"<pre>\n{text}\n\n{text}\n</pre>",
            f"<x-y z='{text}'>\n{text}\n</x-y>",
            f"<p align=center>{text}</p>",
            f"<table><tr><td>\n\n{block}\n\n</td></tr></table>",
            f"<br>\n{text}",
            f"<style>{text}</style> {text}",
        )
        return self._random.choice(forms)

    def _definition(self, depth: int) -> str:
        label, mention = self._random.choice((*_LABELS, self._mention(0))), self._mention(0)
        title = self._random.choice(("", f" '{mention}'", f'\n  "{mention}"', f" ({mention})", f" {mention}"))
        gap, target = self._random.choice((" ", "\n", "")), self._random.choice(("x.md", mention))
        return f"[{label}]:{gap}{target}{title}"

    def _footnote(self, depth: int) -> str:
        return f"{self._text(1)}[^1]\n\n[^1]: {self._indented(self._nested(depth), '    ')}"

    def _math(self, depth: int) -> str:
        text = self._text(1)
        forms = (f"$$\n{text}\n$$", f"```math\n{text}\n```", f"$${text}$$", f"$$\n{text}\n\n{text}\n$$")
        return self._random.choice(forms)

    def _line(self, depth: int) -> str:
        return self._random.choice(
            ("---", "***", "[toc]", "    ", "- - -", "+", "-", "1.", ">", "|", "<div>")
        )

    def _nested(self, depth: int) -> str:
        return self.blocks(self._random.choice((1, 1, 2)), depth - 1) if depth else self._paragraph(0)

    @staticmethod
    def _indented(text: str, by: str) -> str:
        return text.replace("\n", "\n" + by)

    # Inlines

    def _flat(self, depth: int) -> str:
        return self._text(depth).replace("\n", " ")

    def _text(self, depth: int) -> str:
        count = self._random.choice((1, 2, 3, 4, 6))
        joint = self._random.choice((" ", "", ""))
        return joint.join(self._random.choice(self._inlines)(depth) for _ in range(count)) or self._mention(0)

    def _mention(self, depth: int) -> str:
        text = self._random.choice(self._mentions)
        kind = self._random.random()
        if kind < 0.05:
            return text.replace(" ", "\n")
        if kind < 0.1:
            return text.lower()
        if kind < 0.13:
            return text.replace("\\", "")
        return text + "s" if kind < 0.15 else text

    def _word(self, depth: int) -> str:
        return self._random.choice(_WORDS)

    def _odd(self, depth: int) -> str:
        return self._random.choice(_ODD)

    def _glue(self, depth: int) -> str:
        return self._random.choice(_GLUE)

    def _inner(self, depth: int) -> str:
        return self._text(depth - 1) if depth > 0 else self._mention(0)

    def _emphasis(self, depth: int) -> str:
        run = self._random.choice(_RUNS)
        return run + self._inner(depth) + run[::-1]

    def _strikethrough(self, depth: int) -> str:
        return f" ~~{self._inner(depth)}~~ "

    def _code_span(self, depth: int) -> str:
        run = self._random.choice(("`", "`", "``"))
        return run + self._inner(depth) + run

    def _link(self, depth: int) -> str:
        target = self._random.choice(
            ("x.md", "<x y>", "x 'T'", f"x '{self._mention(0)}'", self._mention(0), "x y")
        )
        return f"[{self._inner(depth)}]({target})"

    def _reference(self, depth: int) -> str:
        text, label = self._inner(depth), self._random.choice(_LABELS)
        return self._random.choice((f"[{text}][{label}]", f"[{text}][]", f"[{text}]", f"[{label}] {text}"))

    def _image(self, depth: int) -> str:
        return f"![{self._inner(depth)}]({self._random.choice(('x.png', 'x y'))})"

    def _element(self, depth: int) -> str:
        text = self._inner(depth)
        forms = (f"<b>{text}</b>", f"<a href='x'>{text}</a>", f"<i title='{text}'>x</i>", f"<!-- {text} -->")
        return self._random.choice((*forms, f"<code>{text}</code>", f"<{text}>", f"<kbd>{text}</kbd>"))

    def _formula(self, depth: int) -> str:
        text = self._inner(depth)
        return self._random.choice(
            (f"${text}$", f"$`{text}`$", f"$${text}$$", f"$ {text} $", f"\\({text}\\)")
        )
