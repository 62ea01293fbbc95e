"""What is closed is marked `⟦…⟧`."""

from __future__ import annotations

import pytest

from autolink.sites.dialects import dialect_of
from autolink.sites.table import profile_of
from tests.support.closed import marked, unmarked

CLOSED = {
    "a tag": "an ⟦{% include a.html b='LLM' %}⟧ LLM\n",
    "output over lines": "an ⟦{{\n LLM\n}}⟧ LLM\n",
    "content of a tag": "⟦{% if LLM %}⟧LLM⟦{%- endif -%}⟧ LLM\n",
    "raw": "⟦{% raw %}{{ LLM {% LLM\n\nLLM{%- endraw %}⟧ LLM\n",
    "highlight": "⟦{% highlight ruby %}\nLLM\n\nLLM\n{% endhighlight %}⟧\nLLM\n",
    "a comment in a comment": "⟦{% comment %}{% comment %}{% endcomment %}LLM{% endcomment %}⟧LLM\n",
    "raw in a comment": "⟦{% comment %}{% raw %}{% endcomment %}{% endraw %}LLM{% endcomment %}⟧LLM\n",
    "in code": "⟦`{{ LLM }}`⟧ LLM\n",
    "a tag without an end": "LLM ⟦{% LLM\n\nLLM\n⟧",
    "a body without an end": "LLM ⟦{% comment %}\n\nLLM\n⟧",
    "in a destination": "a ⟦[LLM\nLLM]({{ LLM }}/LLM 'LLM')⟧ LLM ⟦[LLM](/a{% link LLM %})⟧ LLM\n",
    "in a definition": "LLM\n\n⟦[LLM]: {{ LLM }}/LLM⟧\nLLM\n",
    "code and what follows it": "# LLM\n⟦    LLM\nLLM⟧\n\nLLM\n",
    "an attribute list": 'LLM\n⟦{: .a LLM="LLM"}⟧\n\nLLM\n',
    "a definition of attributes": "⟦{:LLM: .LLM}⟧\n\nLLM\n",
    "behind a word": "LL⟦M{:.a}⟧ LLM *LLM⟦*{: .a}⟧\n",
    "a comment of kramdown": "⟦{::comment}\nLLM\n\nLLM\n{:/comment}⟧\n\nLLM\n",
    "no Markdown": "an ⟦{::nomarkdown}LLM{:/}⟧ LLM\n",
    "an abbreviation": "LLM\n\n⟦*[LLM]: LLM⟧\n",
    "an element": "⟦<div>\n\nLLM\n\n</div>⟧\n\nLLM\n",
    "elements in an element": "⟦<div>\n<div>\n\n</p>LLM</div>\n\nLLM</div>⟧\n\nLLM\n",
    "an element without an end": "LLM\n\n⟦<div>\n\n<p>LLM</div>\n\nLLM\n⟧",
    "a script": "⟦<script>\n\n'<p>' LLM</script>⟧\n\nLLM\n",
    "an element with Markdown": '⟦<div markdown="1">⟧\n\nLLM\n\n</div>\n\nLLM\n',
    "a table is raw nevertheless": '⟦<table markdown="1">\n\nLLM\n\n</table>⟧\n\nLLM\n',
    "raw elements of text": "an LLM ⟦<code>LLM</code>⟧ LLM ⟦<b>⟧LLM</b>\n",
    "an unknown element of text": "an LLM ⟦<foo>LLM</foo>⟧ ⟦<bar> LLM⟧\n\nLLM\n",
    "math": "an ⟦$$ LLM $$⟧ LLM\n\n⟦$$\nLLM\n\nLLM\n$$⟧\n",
}
OPEN = {
    "braces": "{LLM} { % LLM } { { LLM } } LLM\n",
    "a colon": "LLM {a: LLM} LLM: }\n",
    "in a fence": "```\n<div>\n{: LLM}\n$$\n*[LLM]: LLM\n```\n\nLLM\n",
    "code spans": "⟦`<div>`⟧ ⟦`{::comment}`⟧ LLM\n",
    "a comment in HTML": "<!-- <div> -->\n\nLLM\n",
    "an autolink": "<https://a.org> LLM\n",
    "a comparison": "a < LLM, 1<2\n",
    "an extension without an end": "⟦{::comment}⟧ LLM\n\nLLM\n",
    "a list without an end": "LLM {: LLM\n",
    "dollars": "$$ LLM\n\nLLM\n",
    "a definition list": "LLM\n: LLM\n",
    "a footnote": "LLM[^1]\n\n[^1]: LLM\n",
    "the end of a block": "LLM\n^\nLLM\n",
    "an end of output alone": "LLM }} LLM %}\n",
    "one brace and a percent sign": "{ LLM % LLM }\n",
    "a percentage": "100% LLM } {LLM}\n",
    "an attribute list within text": "LLM { :.LLM} LLM\n",
    "no abbreviation": "LLM *[LLM]* [LLM]: LLM\n",
    "escaped dollars": "\\$\\$ LLM \\$\\$\n",
    "one dollar": "$LLM$ costs $5\n",
    "a link": "[LLM](a.md) LLM\n",
    "emphasis": "*LLM* **LLM**, _LLM_\n",
    "a closing tag of text": "LLM > LLM <> LLM\n",
}


@pytest.mark.parametrize("text", [*CLOSED.values(), *OPEN.values()], ids=[*CLOSED, *OPEN])
def test_what_jekyll_reads_as_markup_is_closed(text: str) -> None:
    plain = unmarked(text)
    assert marked(plain, dialect_of(profile_of("jekyll")).read("a.md", plain.encode()).closed) == text
