"""What is closed is marked `⟦…⟧`."""

from __future__ import annotations

import pytest

from autolink.sites.dialects import dialect_of
from autolink.sites.table import profile_of
from tests.support.closed import marked, unmarked

CLOSED = {
    "an interpolation": "an ⟦{{ LLM }}⟧ LLM\n",
    "over lines": "an ⟦{{\n  LLM\n}}⟧ LLM\n",
    "over blocks, as Vue reads HTML": "an ⟦{{\n\n# LLM\n\n}}⟧ LLM\n",
    "braces in an interpolation": "⟦{{ { a: 'LLM' } }}⟧ LLM\n",
    "it ends in a string as well": "⟦{{ 'LLM }}⟧ LLM' ⟦}}⟧ LLM\n".replace("⟦}}⟧", "}}"),
    "an interpolation without an end": "LLM ⟦{{ LLM\n\nLLM\n⟧",
    "a tag": "an LLM ⟦<Badge type='LLM' text=\"LLM > LLM\" />⟧ LLM\n",
    "a tag over lines": "an ⟦<b\n  :a='LLM'\n  @click=\"LLM\"\n>⟧LLM⟦</b>⟧\n",
    "a component starts a block": "LLM\n⟦<Badge/> LLM\nLLM⟧\n\nLLM\n",
    "a component in an item": "- ⟦<my-badge> LLM⟧\n\n- LLM\n",
    "a component in a quote": "> ⟦<Badge> LLM⟧\n>\n> LLM\n",
    "a component over lines": '⟦<MyTag\n  attr="LLM"\n>⟧\n\nLLM\n',
    "a heading's id": "## LLM ⟦{#LLM}⟧\n",
    "behind a word": "an LL⟦M{.a b='LLM'}⟧ LLM\n",
    "behind an element": "**LLM*⟦*{.a}⟧ LLM\n",
    "at the end of a block": "LLM ⟦{LLM=LLM}⟧\n",
    "at the end of a cell": "| LLM ⟦{.a}⟧ | LLM |\n|--|--|\n",
    "a character of many bytes": "⟦語{.a}⟧ LLM\n",
    "an alert": "> ⟦[!NOTE] LLM⟧\n> LLM\n",
    "an alert in an item": "> 1. - ⟦[!NOTE] LLM⟧\n",
    "a snippet": "LLM\n\n⟦<<< @/LLM.js{1,2}[LLM]⟧\n\nLLM\n",
    "a block of math": "LLM\n\n⟦$$\nLLM\n\nLLM\n$$⟧\n\nLLM\n",
    "front matter without an end": "⟦---\nLLM\n\n-- LLM\n⟧",
    "front matter that ends in a table": "⟦---\n\nLLM\n---⟧|---\nLLM\n",
    "code at the start of a container": "⟦:::info⟧\n⟦    LLM\n    LLM\n⟧LLM\n⟦:::⟧\n",
    "code at the start of one in an item": "- ⟦:::info⟧\n⟦      LLM\n⟧  LLM\n",
    "code behind an item with a container": "10.  ⟦:::info⟧\n⟦    LLM\n⟧\nLLM\n",
    "code behind a quote with a container": "> ⟦:::info⟧\n⟦    LLM\n⟧LLM\n",
    "text of a container in an item": "1.  ⟦:::info⟧\n    LLM\n    ⟦:::⟧\n",
    "text of a container in a quote": "> ⟦:::info⟧\n>    LLM\n> LLM\n",
    "a definition at the start of a container": "⟦:::info⟧\n⟦[LLM]:\n⟧LLM\n⟦:::⟧\n",
    "code below a container": " ⟦:::info⟧\n⟦:::⟧\n⟦    LLM\n⟧LLM\n",
    "a container": "⟦::: info LLM⟧\nLLM\n⟦:::⟧\n",
}
OPEN = {
    "a container of text that is indented": "⟦:::info⟧\n   LLM\n    LLM\n⟦:::⟧\nLLM\n",
    "a code span": "`{{` LLM `<a LLM>` LLM\n",
    "a fence": "```js\n{{ LLM\n<Badge\n$$\n```\n\nLLM\n",
    "indented code": "LLM\n\n    {{ <Badge\n\nLLM\n",
    "a comment": "<!-- {{ -->\n\nLLM\n",
    "braces one by one": "an {LLM} LLM { { LLM } }\n",
    "no tag": "a < LLM, a <\nLLM, 1<2 LLM>\n",
    "a tag that a blank line breaks": "an <b LLM\n\nLLM>\n",
    "a quote without a name": "> LLM [!NOTE] LLM\n> [NOTE] LLM\n",
    "arrows within text": "LLM <<< LLM\n<< LLM\n",
    "dollars": "costs $$ LLM $5 LLM\n",
    "a link": "[LLM](a.md) LLM <https://LLM.org>\n",
    "an end alone": "LLM }} LLM />\n",
    "a brace in braces": "{LLM {LLM}} LLM\n",
    "an alert outside of a quote": "[!NOTE] LLM\n",
    "a number in brackets": "an <1LLM> LLM\n",
    "front matter": "---\nLLM: LLM\n---\nLLM\n",
    "a longer rule": "----\nLLM\n",
    "a rule elsewhere": "LLM\n\n---\nLLM\n",
    "one dollar": "$LLM$ LLM\n",
    "dollars behind text": "LLM $$\nLLM\n",
    "arrows of two": "LLM\n\n<< LLM\n",
    "two colons": ":: info LLM\nLLM\n",
    "a space before the brace": "an LLM {LLM\n",
}


@pytest.mark.parametrize("text", [*CLOSED.values(), *OPEN.values()], ids=[*CLOSED, *OPEN])
def test_what_vitepress_reads_as_markup_is_closed(text: str) -> None:
    plain = unmarked(text)
    assert marked(plain, dialect_of(profile_of("vitepress")).read("a.md", plain.encode()).closed) == text
