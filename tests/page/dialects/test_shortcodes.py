"""What is closed is marked `⟦…⟧`."""

from __future__ import annotations

import time

import pytest

from autolink.sites.dialects import dialect_of
from autolink.sites.table import profile_of
from tests.support.closed import marked, unmarked

CLOSED = {
    "a tag": 'an ⟦{{< a LLM="LLM" >}}⟧ LLM\n',
    "a tag of the other kind": "an ⟦{{% a LLM %}}⟧ LLM\n",
    "over lines": "⟦{{< a\n\n  LLM\n>}}⟧\nLLM\n",
    "its end in a string": '⟦{{< a "LLM >}} \\" >}}" `LLM " >}}` >}}⟧ LLM\n',
    "a body": "⟦{{< a >}}\nLLM\n\nLLM\n{{< /a >}}⟧ LLM\n",
    "a body of Markdown": "⟦{{% a %}}⟧\nLLM\n⟦{{% /a %}}⟧ LLM\n",
    "one in another of its name": "⟦{{< a >}}LLM{{< a >}}LLM{{< /a >}}LLM{{</a>}}⟧ LLM\n",
    "a closed body in one of Markdown": "⟦{{% a %}}⟧LLM⟦{{< b >}}LLM{{< /b >}}⟧LLM⟦{{% /a %}}⟧\n",
    "Markdown in a closed body": "⟦{{< b >}}{{% a %}}LLM{{% /a %}}{{< /b >}}⟧ LLM\n",
    "one that closes itself": "⟦{{< a />}}⟧ LLM ⟦{{< a >}}LLM{{< /a >}}⟧\n",
    "a path within its name": "⟦{{< a/b.c LLM >}}LLM{{< /a/b.c >}}⟧ LLM\n",
    "code": "⟦{{% highlight go %}}LLM{{% /highlight %}}⟧ LLM\n",
    "a comment": '⟦{{</* LLM " */>}}⟧ LLM ⟦{{%/* LLM */%}}⟧\n',
    "in code": "```\n⟦{{< a >}}LLM{{< /a >}}⟧\n```\n",
    "without an end": "LLM ⟦{{< a LLM\n\nLLM\n⟧",
    "a string without an end": 'LLM ⟦{{< a "LLM >}}\n\nLLM\n⟧',
    "in a destination": '⟦[LLM]({{< ref "LLM" >}})⟧ LLM ⟦[LLM](a/{{% ref LLM %}}#LLM)⟧ LLM\n',
    "attributes": '## LLM ⟦{#a .b c="LLM"}⟧\n\nLLM\n⟦{.a}⟧\n',
    "below attributes": "LLM\n{}\n⟦    LLM\nLLM\n⟧\nLLM\n",
    "math": "LLM ⟦\\(LLM\\)⟧ LLM ⟦$ LLM $⟧ LLM\n",
    "math that ends in code": "LLM ⟦\\(LLM ``\\)⟧`` LLM ⟦$LLM `$⟧` LLM\n",
    "math with carriage returns": "⟦$\r\nLLM$⟧ LLM\r\nLLM\r\n",
    "a note that begins with code": "LLM[^1]\n\n[^1]:    ⟦LLM⟧\n",
    "such a note in an item": "- [^abc]: \t ⟦LLM⟧\n  LLM\n",
    "a run of dollars": "LLM ⟦$$$ LLM\nLLM⟧\n\nLLM\n",
    "math from code on": "⟦$ `$⟧⟦`LLM`⟧ LLM\n",
    "math behind code": "⟦``\\(``⟧ LLM ⟦\\(``\\)⟧⟦``LLM``⟧ LLM\n",
    "math in a cell": "x\n-|-\n⟦$\nLLM $ LLM $x$⟧\n",
    "math in an item": "⟦$\n1. $LLM\n$⟧\n",
    "math with half a pair of brackets in a link": "⟦[LLM $[$](x) LLM⟧\n",
    "a link that holds one in math": "⟦[$ []()$](LLM) LLM⟧\n",
    "math with half a tag": "LLM ⟦$<x$LLM$>$⟧ LLM\n",
    "an email address": "LLM ⟦LLM`@x.org⟧ LLM\n",
    "below an item that holds an empty one": "0. -\n⟦\n    LLM\nLLM\n⟧\nLLM\n",
    "below an item that holds an empty one with a space": "- 1. \n⟦\n    LLM⟧",
    "a block of math": "⟦\\[\nLLM\n\nLLM\n\\]⟧\nLLM\n",
}
OPEN = {
    "another template": "{{ LLM }} {{- LLM -}}\n",
    "a tag within code of another kind": "`{< LLM >}` {% LLM %}\n",
    "a closing tag alone": "LLM ⟦{{< /a >}}⟧ LLM\n",
    "tags without a body": "⟦{{< a >}}⟧ LLM ⟦{{< b >}}⟧ LLM ⟦{{< /c >}}⟧ LLM\n",
    "a closing tag of the other kind": "⟦{{< a >}}⟧ LLM ⟦{{% /a %}}⟧ LLM\n",
    "a definition list": "LLM\n: LLM\n",
    "notes that begin with text": "[^1]:   LLM\n[^a]:\tLLM\n\nLLM [^1]:    LLM\n",
    "a footnote": "LLM[^1]\n\n[^1]: LLM\n",
    "one dollar": "costs $5 LLM\n\ncosts $6 LLM\n",
    "a parenthesis without an end": "\\(LLM \\[LLM\n\nLLM\\)\n",
    "braces": "an {LLM} LLM\n",
    "brackets apart": "{ {< a LLM >} } LLM\n",
    "a blank line below attributes": "LLM\n⟦{.a}⟧\n\nLLM\n",
    "three braces": "{{{ LLM }}} LLM\n",
    "a comparison in braces": "{{ a < LLM }} {{ LLM > b }}\n",
    "a dollar in a comment": "LLM <!-- $ --> $ LLM\n",
    "a dollar in code": "⟦`$`⟧ LLM $ LLM ⟦`LLM`⟧\n",
    "dollars of two blocks": "$LLM\n\nLLM$\n",
    "a brace behind text": "LLM } LLM {\n",
    "brackets in math": "⟦$(0, 1)$⟧ LLM ⟦$a < b$⟧ LLM ⟦$[1]$⟧ [LLM](x)\n",
    "a link in code beside math": "⟦`[LLM](x)`⟧ LLM ⟦$x$⟧ LLM\n",
    "an escaped backtick before math": "\\`` LLM ⟦$x$⟧ LLM\n",
    "half a pair of brackets in math": "⟦$[0, 1)$⟧ LLM ⟦\\([0\\)⟧ [LLM](x)\n",
    "items, and breaks": "- LLM\n-\n\n  LLM\n\n- - -\n\n  LLM\n\n- -\n\nLLM\n",
    "an at sign": "LLM @LLM LLM@LLM LLM @ LLM.\n",
    "a link": "[LLM](a.md#LLM) LLM\n",
    "an end alone": "LLM >}} LLM %}}\n",
}


@pytest.mark.parametrize("text", [*CLOSED.values(), *OPEN.values()], ids=[*CLOSED, *OPEN])
def test_what_hugo_reads_as_markup_is_closed(text: str) -> None:
    plain = unmarked(text)
    assert marked(plain, dialect_of(profile_of("hugo")).read("a.md", plain.encode()).closed) == text


@pytest.mark.parametrize(
    "piece", ["$a", "$`", "\\(", "`` $", "[$", "$<a", "-\n", "- -\n\n  a\n", "- - ", "a@b.", "x\n-|-\n$|"]
)
def test_time_is_linear(piece: str) -> None:
    data = (piece * (100_000 // len(piece))).encode()
    start = time.process_time()
    dialect_of(profile_of("hugo")).read("a.md", data)
    assert time.process_time() - start < 2  # a tenth of it, as a rule


def test_a_formula_full_of_tags_is_read_at_once() -> None:
    """The search is a library's, whose work is not counted: a square would not end."""
    data = b"$" + b"<a" * 500_000 + b">$"
    assert dialect_of(profile_of("hugo")).read("a.md", data).closed == ((0, len(data), "math"),)
