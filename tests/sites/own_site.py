"""A documentation of our own, with terms in many scripts, that every site generator publishes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from tests.sites.arrivals import Published

_MODELS = """\
# Models

What is trained, and how.

## 事前学習 | Pre-training

The first training, on many a Token.

## 大規模言語モデル

A model, large.

## 强化学习（RLHF）| RLHF

Training by a Reward model.

## Reward model | RM

It scores what a 大規模言語モデル says.

## 미세 조정 | Fine-tuning

More training.

## *Mixture* of `experts` | MoE

Some parts rest.

## Q&amp;A

Questions and answers.

## C++

A language.

## ①

A number, of which some make no slug.

## Setup

What comes first.

### Setup

A section of the same name.

{known}

An id of its author's.
"""
_DATA = """\
# Data

What a model is trained on.

## Token

A piece of text.

## 损失函数

What is made small.

## Straße | Élan vital

Letters with marks.

## 事前学習データ

Text.
"""
PAGES = {
    "index.md": """\
# Welcome

Start with 事前学習, then Fine-tuning, then RLHF. See also [the guide](guide/start.md#first-steps).

- A Reward model and a Token
- Setup

| 損失 | Meaning |
| --- | --- |
| 损失函数 | a function |
""",
    "guide/start.md": """\
# Start

## First steps

A 大規模言語モデル is made by 事前学習. C++ helps, and so does MoE.

> Q&A: an Élan vital of 미세 조정.

## Next steps

① A Known thing, *事前学習データ* and the **RM**.
""",
    "guide/deep/er/page.md": """\
# Deeper

1. RLHF with a Reward model.

   Here is a Token.

## Setup

Setup, Known thing, 损失函数。
""",
    "日本語/頁 一.md": """\
# 頁

事前学習と大規模言語モデルと损失函数。미세 조정, Straße.
""",
}
"""The pages that mention terms, by their path below the folder of the site's pages."""
NAMES = (
    *(
        "事前学習",
        "Pre-training",
        "大規模言語モデル",
        "RLHF",
        "Reward model",
        "RM",
        "미세 조정",
        "Fine-tuning",
    ),
    *("MoE", "Q&A", "C++", "①", "Setup", "Known thing", "Token", "损失函数", "Straße", "Élan vital"),
    "事前学習データ",
)
"""The names of the terms that are mentioned, each in the heading of its term."""
_MANAGED = re.compile(r'\]\(<[^<>]*>\)|<a href="[^"]*#')


def attribute(text: str, identifier: str) -> str:
    """Return a heading with an id in its attribute list."""
    return f"## {text} {{#{identifier}}}"


def target(text: str, identifier: str) -> str:
    """Return a heading with a target of MyST above it."""
    return f"({identifier})=\n## {text}"


def element(text: str, identifier: str) -> str:
    """Return a heading with an id in an element."""
    return f'## {text}<a id="{identifier}"></a>'


def pages(folder: str, with_id: Callable[[str, str], str], front: str = "") -> dict[str, str]:
    """Return the pages of the site, by path: `folder` is that of the site's pages, with a `/` behind.

    `with_id` writes a heading as this site's authors do who give it an id. `front` goes in front of each page.
    """
    own = {
        "glossary/models.md": _MODELS.format(known=with_id("Known thing", "known")),
        "glossary/data.md": _DATA,
    }
    return {f"{folder}{name}": front + text for name, text in {**PAGES, **own}.items()}


def project(own: Mapping[str, str], name: str, text: str) -> Mapping[str, str]:
    """Return the files of a project by path: pages, and the configuration of the generator."""
    return {**own, name: text}


def misled(published: Published) -> list[str]:
    """Return the links with the name of a term that do not lead to its heading."""
    return [
        f"{link.page}: {link.text} → {link.href}: {published.heading_at(link)}"
        for link in published.links
        if link.text in NAMES
        and "#" in link.href[:-1]
        and link.text not in (published.heading_at(link) or "")
    ]


def managed(root: Path, folder: str) -> Mapping[str, int]:
    """Return how many links of ours the pages below a folder have, by path."""
    return {
        page.relative_to(root).as_posix(): len(_MANAGED.findall(page.read_text("utf-8")))
        for page in sorted((root / folder).rglob("*.md"))
    }
