"""Which aliases a term heading gives, and what the comment below it may say."""

from __future__ import annotations

import pytest

from autolink.indexer.attributes import Attributes
from autolink.indexer.heading_aliases import abbreviates
from tests.support.linking import GLOSSARY, Linker


def aliases(heading: str, **settings: str) -> tuple[str, ...]:
    (term,) = Linker(f"## {heading}\n", **settings).glossary.terms
    return term.aliases


def attributes(comment: str) -> tuple[Attributes, list[str]]:
    """Return what a comment right below a heading says, and the problems reported in it."""
    linker = Linker(f"## Cat\n\n{comment}\n\nA definition.\n")
    (term,) = linker.glossary.terms
    assert all(item.rule.code == "P003" for item in linker.diagnostics)
    return term.attributes, [item.message for item in linker.diagnostics]


# Parentheses


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Container Storage Interface (CSI)", ["Container Storage Interface", "CSI"]),
        ("CSI (Container Storage Interface)", ["CSI", "Container Storage Interface"]),
        ("Container Storage Interface（CSI）", ["Container Storage Interface", "CSI"]),
        ("節点（Node）", ["節点", "Node"]),
        ("節点 (Node)", ["節点", "Node"]),
        ("節点(Node)", ["節点", "Node"]),
        ("Кластер (Cluster)", ["Кластер", "Cluster"]),
        ("파드(Pod)", ["파드", "Pod"]),
        ("Kubernetes (K8s)", ["Kubernetes", "K8s"]),
        ("集約（集計、アグリゲーション）", ["集約", "集計", "アグリゲーション"]),
        ("集約 (集計, 合算)", ["集約", "集計", "合算"]),
        ("集約（集計；合算）", ["集約", "集計", "合算"]),
        ("集約（集計,合算; アグリゲーション）", ["集約", "集計", "合算", "アグリゲーション"]),
        ("OTLP (OpenTelemetry Protocol, the wire format)", ["OTLP", "OpenTelemetry Protocol"]),
        ("事前学習（PT） | Pre-training (PT)", ["事前学習", "PT", "Pre-training"]),
    ],
)
def test_a_parenthesised_part_that_names_the_same_is_an_alias(heading: str, expected: list[str]) -> None:
    assert list(aliases(heading)) == expected


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Site (web)", "Site"),
        ("Site（web）", "Site"),
        ("Kernel (of an operating system)", "Kernel"),
        ("Batch (size, shape)", "Batch"),
        ("集約（集計）", "集約"),
        ("Kubernetes (K9s)", "Kubernetes"),
        ("Release (2.0)", "Release"),
    ],
)
def test_a_parenthesised_part_that_only_qualifies_is_no_alias(heading: str, expected: str) -> None:
    assert aliases(heading) == (expected,)


@pytest.mark.parametrize(
    "heading",
    [
        "f(x)",
        "(CSI)",
        "Storage (CSI) driver",
        "Storage (CSI",
        "Storage CSI)",
        "Storage ()",
        "節点（Node)",
        "Storage (CSI (driver))",
    ],
)
def test_a_parenthesis_that_does_not_close_the_heading_belongs_to_the_alias(heading: str) -> None:
    assert aliases(heading) == (heading,)


@pytest.mark.parametrize("heading", [r"Storage \(CSI\)", "Storage `(CSI)`", "Storage &#40;CSI&#41;"])
def test_an_escaped_parenthesis_belongs_to_the_alias(heading: str) -> None:
    assert aliases(heading) == ("Storage (CSI)",)


def test_an_alias_named_twice_is_one_alias() -> None:
    assert aliases("LLM | Large language model (LLM) | LLM") == ("LLM", "Large language model")


def test_markup_in_a_heading_counts_as_its_text() -> None:
    assert aliases("**Pre**-`train` | [Node](node.md) | &lt;b&gt; x") == ("Pre-train", "Node", "<b> x")


@pytest.mark.parametrize("heading", ["㎏", "㌔", "1", "語", "ﬁ", "²"])
def test_whatever_stands_for_a_letter_or_digit_is_an_alias(heading: str) -> None:
    assert aliases(heading) == (heading,)


def test_a_separator_may_have_several_characters() -> None:
    assert aliases("学習率 :: Learning rate: α", separator="::") == ("学習率", "Learning rate: α")


# Abbreviations


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("CSI", "Container Storage Interface"),
        ("OTLP", "OpenTelemetry Protocol"),
        ("XML", "eXtensible Markup Language"),
        ("K8s", "Kubernetes"),
        ("i18n", "internationalization"),
        ("repo", "repository"),
        ("R&D", "Research and Development"),
        ("CI/CD", "Continuous Integration and Continuous Delivery"),
        ("パソコン", "パーソナルコンピューター"),
        ("東大", "東京大学"),
    ],
)
def test_an_abbreviation_takes_letters_of_the_long_form_in_order(short: str, long: str) -> None:
    assert abbreviates(short, long)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("web", "Site"),
        ("ICS", "Container Storage"),
        ("k7s", "Kubernetes"),
        ("ite", "Site"),
        ("S", "Site"),
        ("Site", "Site"),
        ("the site", "the web site"),
        ("", "Site"),
        ("CSI", ""),
        ("...", "Site map"),
        ("abcdefghijk", "abcdefghijkl"),
    ],
)
def test_what_takes_other_letters_or_another_order_abbreviates_nothing(short: str, long: str) -> None:
    assert not abbreviates(short, long)


# Term attributes


def test_every_attribute_is_read() -> None:
    comment = "<!--\naliases: Cats, House Cat、猫，\ncase: sensitive\nlink: never\ninflect: none\noccurrences: first-in-page\n-->"
    found, problems = attributes(comment)
    assert found == Attributes(("Cats", "House Cat", "猫"), "sensitive", "never", "none", (), "first-in-page")
    assert problems == []


def test_aliases_of_a_comment_follow_those_of_the_heading_each_once() -> None:
    linker = Linker("## Cat | Kitty\n<!-- aliases: Tom, Cat -->\n")
    assert linker.glossary.terms[0].aliases == ("Cat", "Kitty", "Tom")


@pytest.mark.parametrize("between", ["\n", "\n\n", "\r\n", "\n \t\n"])
def test_only_white_space_may_stand_before_the_comment(between: str) -> None:
    linker = Linker(f"## Cat{between}<!-- case: sensitive -->\n")
    assert linker.glossary.terms[0].attributes.case == "sensitive"


@pytest.mark.parametrize(
    "between", ["\nA definition.\n\n", "\n<!-- A note. -->\n", "\n---\n", "\n[ref]: x.md\n\n"]
)
def test_a_comment_further_below_holds_no_attributes(between: str) -> None:
    linker = Linker(f"## Cat\n{between}<!-- case: sensitive -->\n")
    assert linker.glossary.terms[0].attributes == Attributes()
    assert not linker.diagnostics


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("alias: Tom", "unknown term attribute `alias`, did you mean `aliases`?"),
        ("inflection: none", "unknown term attribute `inflection`, did you mean `inflect`?"),
        ("case: Smart", "`case` must be sensitive, insensitive or smart, not `Smart`"),
        ("case: upper", "`case` must be sensitive, insensitive or smart, not `upper`"),
        ("link: no", "`link` must be never or always, not `no`"),
        ("inflect: de", "`inflect` must be none, en or verb, not `de`"),
        (
            "occurrences: first",
            "`occurrences` must be all, first-in-page, first-in-section or first-in-paragraph, not `first`",
        ),
    ],
)
def test_an_unknown_key_or_value_is_reported_and_the_rest_holds(line: str, message: str) -> None:
    found, problems = attributes(f"<!--\n{line}\naliases: Tom\n-->")
    assert problems == [message]
    assert found == Attributes(aliases=("Tom",))


def test_the_problem_is_reported_where_the_comment_stands() -> None:
    linker = Linker("# Words\n\n## Cat\n\n<!-- alias: Tom -->\n")
    assert [(item.path, item.line, item.column) for item in linker.diagnostics] == [(GLOSSARY, 5, 1)]


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- A note to the translator: keep this short. -->",
        "<!-- TODO: say more -->",
        "<!-- page-url: https://example.org/glossary.md -->",
        "<!-- 記事URL: https://example.org/glossary.md -->",
        "<!--\ncase: sensitive\nand a line of prose\n-->",
        "<!-- -->",
        "<!---->",
        "<!-- markdownlint-disable MD013 -->",
        "<!-- prettier-ignore -->",
    ],
)
def test_a_comment_that_is_no_list_of_attributes_is_the_authors_own(comment: str) -> None:
    assert attributes(comment) == (Attributes(), [])


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- autolink-prefer: glossary.md -->",
        "<!-- autolink-disable: M001 -->",
        "<!-- autolink-disable-next-line: L001 -->",
    ],
)
def test_a_comment_that_tells_autolink_something_else_is_no_list_of_attributes(comment: str) -> None:
    assert attributes(comment) == (Attributes(), [])


@pytest.mark.parametrize(
    "comment", ["<!-- cspell:ignore felis catus -->", "<!-- spell-checker:disable -->", "<!-- toc:start -->"]
)
def test_a_comment_for_another_tool_is_no_list_of_attributes(comment: str) -> None:
    assert attributes(comment) == (Attributes(), [])


def test_a_hostile_value_is_reported_in_full() -> None:
    _, problems = attributes("<!-- case: \x1b[31m`red` -->")
    assert problems == ["`case` must be sensitive, insensitive or smart, not `\x1b[31m`red``"]
