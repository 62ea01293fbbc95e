"""Documents by the thousand, linked and judged: what changes besides links, made as small as it can be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.support import grammar
from tests.support.judges import without_links
from tests.support.linking import GLOSSARY, Linker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from hypothesis.strategies import SearchStrategy


_SHARING = 50
"""How many documents share a glossary: to index one takes longer than to link a page."""
_BATCH = 200


class Case(NamedTuple):
    """A page to link in one style; one that is its own glossary gets anchors too."""

    style: str
    glossary: str
    text: str

    @property
    def is_glossary(self) -> bool:
        """Whether the page is the glossary itself."""
        return self.glossary == self.text


class Linked(NamedTuple):
    """A page as `fix` links it; the targets of the links and ids of the anchors that may be in it."""

    text: str
    targets: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Judge:
    """Who reads pages before and after linking.

    `read` returns for each page what it is without links, once for each way of reading it; None where the
    page is refused, which says nothing of its links. Pages are not judged that contain what the judge reads
    otherwise than the site by design: `unknown`. `pieces` are blocks of the site's own syntax.
    """

    read: Callable[[Sequence[Linked]], list[list[object]]]
    site: str = "github"
    styles: tuple[str, ...] = ("html", "markdown")
    glossary: str = ""
    unknown: re.Pattern[str] = re.compile(r"(?!)")
    pieces: Callable[[int], Sequence[str]] = lambda start: ()

    def cases(self, count: int, start: int = 1) -> Iterator[Case]:
        """Yield the cases of so many documents, the same ones for the same start."""
        pieces = self.pieces(start)
        for number in range(count):
            shared, random = Random(f"{start}/{number // _SHARING}"), Random(f"{start}:{number}")
            glossary = self.glossary or grammar.glossary(shared)
            text = grammar.document(random, grammar.aliases(glossary), pieces)
            if not self.glossary and number % 10 == 9:  # headings with markup, as a glossary may have them
                glossary = text = f"# {text}\n\n{grammar.glossary(random)}"
            for style in self.styles:
                yield Case(style, glossary, text)

    def differences(self, cases: Iterable[Case]) -> Iterator[Case]:
        """Yield the cases in which more than links changes."""
        remaining = iter(cases)
        while batch := list(islice(remaining, _BATCH)):
            yield from (case for case, differs in zip(batch, self.judge(batch), strict=True) if differs)

    def judge(self, cases: Sequence[Case]) -> list[bool]:
        """Tell for each case whether more than links changes."""
        after = [Linked(case.text) if self.unknown.search(case.text) else self.link(case) for case in cases]
        before = [item._replace(text=case.text) for item, case in zip(after, cases, strict=True)]
        pairs = [pair for pair in zip(before, after, strict=True) if pair[0].text != pair[1].text]
        answers = iter(self.read([page for pair in pairs for page in pair]))
        verdicts = (
            any(old is not None and old != new for old, new in zip(next(answers), next(answers), strict=True))
            for _ in pairs
        )
        return [old.text != new.text and next(verdicts) for old, new in zip(before, after, strict=True)]

    def link(self, case: Case) -> Linked:
        """Return the page of a case as `fix` links it."""
        linker = _linker(case.glossary, case.style, self.site)
        linker.path = GLOSSARY if case.is_glossary else linker.path
        ids = frozenset(term.anchor_id for term in linker.glossary.terms)
        addresses = ("",) if case.is_glossary else ("glossary.md", "glossary.html", "/glossary/")
        targets = frozenset(f"{address}#{name}" for address in addresses for name in ids)
        return Linked(linker.link(case.text), targets, ids)

    def smallest(self, case: Case) -> Case:
        """Return a case as small as it gets by leaving out text, line by line, then character by character."""
        size = max(1, len(case.text) // 2)
        while True:
            ends = range(0, len(case.text), size)
            texts = [case.text[:at] + case.text[at + size :] for at in ends]
            cases = [
                case._replace(text=text, glossary=text if case.is_glossary else case.glossary)
                for text in texts
            ]
            smaller = next(iter(self.differences(cases)), None)
            if smaller:
                case = smaller
            elif size > 1:
                size //= 2
            else:
                return case


def assert_only_links_change(judge: Judge, count: int, start: int = 1) -> None:
    """Assert that so many documents are the same to a judge once they are linked."""
    found = [judge.smallest(case) for case in judge.differences(judge.cases(count, start))]
    shown = [f"{case.style}: {case.text!r} -> {judge.link(case).text!r}" for case in found]
    assert not found, f"{len(found)} of {count}:\n" + "\n".join(shown)


def html_judge(
    render: Callable[[Sequence[str]], Sequence[str | None]],
) -> Callable[[Sequence[Linked]], list[list[object]]]:
    """Return how a renderer of HTML reads pages; it may refuse some."""

    def read(pages: Sequence[Linked]) -> list[list[object]]:
        rendered = render([page.text for page in pages])
        return [
            [html and without_links(html, page.targets, page.ids)]
            for html, page in zip(rendered, pages, strict=True)
        ]

    return read


@lru_cache(maxsize=8)
def _linker(glossary: str, style: str, site: str) -> Linker:
    return Linker(glossary, link_style=style, site=site)


def drawn(strategy: SearchStrategy[str], count: int, start: int = 0) -> list[str]:
    """Return so many examples of a strategy, the same ones for the same start."""
    examples: list[str] = []

    @seed(start)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(example=strategy)
    def collect(example: str) -> None:
        examples.append(example)

    collect()
    return examples
