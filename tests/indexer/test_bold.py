"""Terms as bold entries, as in the `CONTEXT.md` of a project."""

from __future__ import annotations

import pytest

from tests.support.entries import names, read

FORM = {"form": "bold"}

CONTEXT = """# Shop

What we sell.

## Language

**Order**:
A request by a customer.
_Avoid_: Purchase, transaction (too vague)

**Invoice**:
A request for payment.
_Avoid_: Bill

## Relationships

- An **Order** has one or more **Invoices**
- **Order**s are kept.

## Example dialogue

> **Dev:** "When is an **Order** done?"
"""


def test_a_context_page_is_read() -> None:
    terms, problems = read(CONTEXT, **FORM)
    assert [(term.name, tuple(item.word for item in term.avoided)) for term in terms] == [
        ("Order", ("Purchase", "transaction")),
        ("Invoice", ("Bill",)),
    ]
    assert problems == []
    definitions = [CONTEXT[slice(*term.definition)].strip() for term in terms]
    assert definitions == [
        "A request by a customer.\n_Avoid_: Purchase, transaction (too vague)",
        "A request for payment.\n_Avoid_: Bill",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**Order**: X\n", [("Order",)]),
        ("**Order:** X\n", [("Order",)]),
        ("__Order__: X\n", [("Order",)]),
        ("**Order** : X\n", [("Order",)]),
        ("**Order**:\r\nX\r\n", [("Order",)]),
        ("- **Order** — X\n- **Cart** – Y\n- **Item** - Z\n", [("Order",), ("Cart",), ("Item",)]),
        ("* **Order**: X\n  1. **Part**: Y\n", [("Order",), ("Part",)]),
        ("**Order | Commande**: X\n", [("Order", "Commande")]),
        ("**Purchase Order (PO)**: X\n", [("Purchase Order", "PO")]),
        ("**注文**：説明\n", [("注文",)]),
        ("**注文：**説明\n", [("注文",)]),
        ("**[Order](x.md)**: X\n", [("Order",)]),
        ("**`order`**: X\n", [("order",)]),
    ],
)
def test_bold_entries_define_terms(text: str, expected: list[tuple[str, ...]]) -> None:
    assert names(text, **FORM) == expected


@pytest.mark.parametrize(
    "text",
    [
        "**Order**\n",
        "**Order** is bold: X\n",
        "An **Order**: X\n",
        "**Order**-based: X\n",
        "**A** **B**: X\n",
        "***Order***: X\n",
        "** Order **: X\n",
        "****: X\n",
        "**…**: X\n",
        "*Order*: X\n",
        "> **Order**: X\n",
        "| **Order**: | X |\n",
        "# **Order**: X\n",
        "`**Order**: X`\n",
        "```\n**Order**: X\n```\n",
        "    **Order**: X\n",
        "<p>\n**Order**: X\n</p>\n",
        "<!-- **Order**: X -->\n",
        "[**Order**]: x.md\n",
        "\\**Order**: X\n",
        "_Avoid_: Order\n",
        "",
    ],
)
def test_other_bold_text_defines_none(text: str) -> None:
    assert names(text, **FORM) == []


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("_Avoid_: aa, bb", ("aa", "bb")),
        ("*Avoid*: aa", ("aa",)),
        ("**Avoid:** aa; bb", ("aa", "bb")),
        ("- _avoid_： 買い物、`購入`（古い）", ("買い物", "購入")),
        ("_Avoid_: aa (b, c), aa", ("aa",)),
        ("_Avoid_:", ()),
        ("_Avoid_ a", ()),
        ("Avoid: a", ()),
        ("We _Avoid_: a", ()),
        ("\n## Other\n\n_Avoid_: a", ()),
    ],
)
def test_words_to_avoid_belong_to_the_entry_above(line: str, words: tuple[str, ...]) -> None:
    (term,), _ = read(f"**Order**:\nX\n{line}\n", **FORM)
    assert tuple(item.word for item in term.avoided) == words
