"""The rules of mentions (M001–M003) and G006, unused-term, by `autolink check`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.site import link

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.support.site import Site


def found(site: Site, rule: str, files: Mapping[str, str], *paths: str, config: str = "") -> list[str]:
    """Return what `check` prints with one rule selected."""
    site.write({"autolink.toml": f'select = ["{rule}"]\n{config}', **files})
    result = site.run("check", *paths)
    assert result.exit_code == 0
    return result.stdout.splitlines()


# G006 unused-term

TWO = "# Words\n\n## Term | 用語\n\nText.\n\n## Other\n\nText.\n"


def test_a_term_that_no_page_mentions_is_reported_at_its_heading(site: Site) -> None:
    lines = found(site, "G006", {"glossary.md": TWO, "page.md": "An other one.\n"})
    assert lines == ["glossary.md:3:1: G006 no page mentions `Term | 用語`"]


@pytest.mark.parametrize(
    "page",
    [
        "A term, an other.\n",
        "二つの用語とother。\n",
        "Two terms and others.\n",
        f"{link('term', 'Term | 用語', 'glossary.md')}, {link('other', 'Other', 'glossary.md')}\n",
        "> - a *term*\n\n[^1]: other\n\nx[^1]\n",
    ],
)
def test_a_term_that_is_mentioned_is_used(site: Site, page: str) -> None:
    assert found(site, "G006", {"glossary.md": TWO, "page.md": page}) == []


@pytest.mark.parametrize("page", ["`Term`\n", "# Term\n", "```\nTerm\n```\n", "Terminal\n", "TERM_PATH\n"])
def test_what_is_no_mention_uses_no_term(site: Site, page: str) -> None:
    assert len(found(site, "G006", {"glossary.md": "## Term\n\nText.\n", "page.md": page})) == 1


def test_a_term_mentioned_by_another_term_is_used(site: Site) -> None:
    assert found(site, "G006", {"glossary.md": "## Term\n\nNot the other.\n\n## Other\n\nNo term.\n"}) == []


def test_a_term_that_only_the_author_links_is_used(site: Site) -> None:
    page = "[See there](glossary.md#term), the [term](glossary.md#term).\n"
    assert found(site, "G006", {"glossary.md": "## Term\n\nText.\n", "page.md": page}) == []


def test_a_term_that_is_never_linked_is_used_when_it_is_mentioned(site: Site) -> None:
    glossary = "## Term\n<!-- link: never -->\n\nText.\n"
    assert found(site, "G006", {"glossary.md": glossary, "page.md": "A term.\n"}) == []


def test_unused_terms_are_reported_for_the_whole_project_whatever_page_is_named(site: Site) -> None:
    files = {"glossary.md": TWO, "a.md": "A term.\n", "b.md": "An other.\n"}
    assert found(site, "G006", files, "glossary.md") == []
    assert found(site, "G006", {**files, "b.md": "Nothing.\n"}, "glossary.md") == [
        "glossary.md:7:1: G006 no page mentions `Other`"
    ]
    assert found(site, "G006", {**files, "b.md": "Nothing.\n"}, "a.md") == []


# M001 unlinked-mention


def test_a_mention_without_a_link_is_reported_where_it_stands(site: Site) -> None:
    lines = found(site, "M001", {"glossary.md": TWO, "page.md": "日本\n\nその用語、Two terms.\n"})
    assert lines == [
        "page.md:3:3: M001 [*] `用語` is not linked to `Term | 用語`",
        "page.md:3:10: M001 [*] `terms` is not linked to `Term | 用語`",
    ]


def test_after_fix_no_mention_is_without_a_link(site: Site) -> None:
    page = "A term, **term**は, 用語\n- Two\n  terms\n\n| term |\n|---|\n| other |\n"
    assert len(found(site, "M001", {"glossary.md": TWO, "page.md": page})) == 6
    site.run("fix")
    assert found(site, "M001", {}) == []


@pytest.mark.parametrize(
    "page",
    [
        "`term`\n",
        "# Term\n",
        "[term](x.md)\n",
        "terminal\n",
        "term <!-- autolink-disable-line -->\n",
        "term <!-- autolink-disable-line M001 -->\n",
        "term <!-- autolink-disable-line unlinked-mention -->\n",
        "https://example.org/term\n",
        "**Te**rm\n",
    ],
)
def test_what_is_not_to_be_linked_is_no_unlinked_mention(site: Site, page: str) -> None:
    assert found(site, "M001", {"glossary.md": "## Term\n\nText.\n", "page.md": page}) == []


def test_a_mention_that_is_left_alone_by_choice_is_not_reported(site: Site) -> None:
    files = {"glossary.md": "## Term\n\nText.\n\n## Never\n<!-- link: never -->\n\nText.\n"}
    files["page.md"] = f"{link('Term', 'Term', 'glossary.md')}, term, never.\n"
    assert found(site, "M001", files, config='occurrences = "first-in-page"\n') == []


BY_HAND = 'unlinked-mentions = "first-in-page"\n'


def test_a_term_that_a_page_never_links_is_reported_once(site: Site) -> None:
    page = "Two terms, a term.\n\nAn other, a term.\n"
    lines = found(site, "M001", {"glossary.md": TWO, "page.md": page, "b.md": "Other\n"}, config=BY_HAND)
    assert lines == [
        "b.md:1:1: M001 [*] the page mentions `Other` but never links it to `Other`",
        "page.md:1:5: M001 [*] the page mentions `terms` but never links it to `Term | 用語`",
        "page.md:3:4: M001 [*] the page mentions `other` but never links it to `Other`",
    ]


@pytest.mark.parametrize(
    "page",
    [
        "A term, the [word](glossary.md#term--用語), a term.\n",
        "A term, the [term].\n\n[term]: glossary.md#term--用語\n",
        f"A term. {link('Term', 'Term | 用語', 'glossary.md')}\n",
        "A term. <!-- autolink-disable-line -->\n",
        "`term` and [term](x.md)\n",
    ],
)
def test_a_term_that_a_page_links_is_not_reported(site: Site, page: str) -> None:
    assert found(site, "M001", {"glossary.md": TWO, "page.md": page}, config=BY_HAND) == []


def test_the_first_mention_that_may_be_linked_is_reported(site: Site) -> None:
    page = "A term. <!-- autolink-disable-line M001 -->\n\n**Te**rm, `term`, a term, a term.\n"
    (line,) = found(site, "M001", {"glossary.md": TWO, "page.md": page}, config=BY_HAND)
    assert line.startswith("page.md:3:21: ")


# M002 ambiguous-mention

PODS = {"glossary/a.md": "## Pod\n\nContainers.\n", "glossary/zoo/b.md": "## Pod\n\nWhales.\n"}


def test_terms_that_a_mention_may_mean_are_reported_at_the_first_of_them(site: Site) -> None:
    lines = found(site, "M002", {**PODS, "page.md": "A pod.\n"})
    said = "`Pod` may mean this term or `Pod` at glossary/zoo/b.md:1 (1 mention, at page.md:1)"
    assert lines == [f"glossary/a.md:1:1: M002 {said}"]


def test_terms_are_reported_once_however_many_mentions_may_mean_them(site: Site) -> None:
    lines = found(site, "M002", {**PODS, "a.md": "Two\n\npods, a pod.\n", "b.md": "A pod.\n" * 9})
    said = "`Pod` may mean this term or `Pod` at glossary/zoo/b.md:1 (11 mentions, the first at a.md:3)"
    assert lines == [f"glossary/a.md:1:1: M002 {said}"]


def test_each_set_of_terms_is_reported(site: Site) -> None:
    words = {f"glossary/{name}.md": f"## Pod\n\nX\n\n## {name}\n\nX\n" for name in "abcdef"}
    (line,) = found(site, "M002", {**words, "page.md": "A pod, a b.\n"})
    assert line.endswith("glossary/c.md:1 or `Pod` at glossary/d.md:1 or 2 more (1 mention, at page.md:1)")
    files = {"glossary.md": "## Pod | X\n\na\n\n## Pod | Y\n\nb\n\n## X\n\nc\n", "page.md": "X, pod.\n"}
    (site.root / "glossary/a.md").unlink()
    lines = found(site, "M002", files, config='glossary = "glossary.md"\n')
    assert [line.partition(" may mean ")[0] for line in lines] == [
        "glossary.md:1:1: M002 `Pod`",
        "glossary.md:1:1: M002 `X`",
    ]


def test_what_a_rule_of_the_glossary_says_is_not_said_again(site: Site) -> None:
    site.write({**PODS, "page.md": "A pod.\n"})
    assert site.run("check").stdout.count("M002") == 0
    assert site.run("check").stdout.count("G001") == 2
    for settings in ('ignore = ["G001"]\n', 'per-file-ignores = {"glossary/*" = ["G"]}\n'):
        site.write({"autolink.toml": settings})
        assert site.run("check").stdout.count("M002") == 1


def test_spellings_of_two_terms_are_reported_by_one_rule(site: Site) -> None:
    files = {"glossary.md": "## Finetuning | FT\n\nX\n\n## finetuning | Fine-tuning\n\nY\n"}
    site.write({**files, "page.md": "FINE-TUNING and FINETUNING.\n"})
    printed = site.run("check", "--extend-select", "G003").stdout
    assert "G002" in printed
    assert "M002" not in printed


def test_a_duplicate_is_no_collision_as_well(site: Site) -> None:
    site.write({"glossary.md": "## Pod\n\nX\n\n## Pod | POD\n\nY\n\n## pod\n\nZ\n"})
    lines = [line.split(" ")[:2] for line in site.run("check").stdout.splitlines()]
    assert lines == [
        *(["glossary.md:1:1:", "G001"], ["glossary.md:1:1:", "G002"]),
        *(["glossary.md:5:1:", "G001"], ["glossary.md:5:1:", "G002"], ["glossary.md:5:1:", "G002"]),
        ["glossary.md:9:1:", "G002"],
    ]
    site.write({"glossary.md": "## Pod\n\nX\n\n## Pod | POD\n\nY\n"})
    assert [line.split(" ")[1] for line in site.run("check").stdout.splitlines()] == ["G001", "G001"]


def test_where_a_duplicate_is_meant_the_mentions_are_reported(site: Site) -> None:
    hidden = "## Pod <!-- autolink-disable-line G001 -->\n\nX\n"
    site.write({"glossary/a.md": hidden, "glossary/b.md": hidden, "page.md": "A pod.\n"})
    printed = site.run("check").stdout
    assert printed.startswith("glossary/a.md:1:1: M002 ")
    assert printed.count("\n") == 1


@pytest.mark.parametrize("code", ["M002", "ambiguous-mention", ""])
def test_a_comment_hides_a_mention_that_may_mean_several_terms(site: Site, code: str) -> None:
    page = f"A pod. <!-- autolink-disable-line {code} -->\n"
    assert found(site, "M002", {**PODS, "page.md": page}) == []
    (line,) = found(site, "M002", {"page.md": f"{page}\nA pod.\n"})
    assert line.endswith("(1 mention, at page.md:3)")


def test_a_comment_hides_what_is_said_at_the_term(site: Site) -> None:
    heading = "<!-- autolink-disable-next-line M002 -->\n## Pod\n\nX\n"
    assert found(site, "M002", {**PODS, "glossary/a.md": heading, "page.md": "A pod.\n"}) == []


def test_mentions_in_pages_of_which_the_rule_is_off_do_not_count(site: Site) -> None:
    config = 'per-file-ignores = {"old/*" = ["M002"]}\n'
    assert found(site, "M002", {**PODS, "old/page.md": "A pod.\n"}, config=config) == []


NEVER = "## Pod\n<!-- link: never -->\n\nWhales.\n"


def test_a_term_that_is_never_linked_leaves_its_mentions_to_the_other(site: Site) -> None:
    site.write({"glossary/a.md": NEVER, "glossary/b.md": PODS["glossary/a.md"], "page.md": "A pod.\n"})
    result = site.run("check")
    assert (result.exit_code, result.stdout) == (0, "")
    site.run("fix", "page.md")
    assert site.read("page.md") == f"A {link('pod', 'Pod', 'glossary/b.md')}.\n"


def test_a_term_that_is_never_linked_keeps_its_mentions_where_it_is_nearer(site: Site) -> None:
    site.write({"glossary/a.md": PODS["glossary/a.md"], "zoo/b.md": NEVER, "zoo/page.md": "A pod.\n"})
    site.write({"autolink.toml": 'glossary = ["glossary", "zoo/b.md"]\n'})
    site.run("fix", "zoo/page.md")
    assert site.read("zoo/page.md") == "A pod.\n"


def test_two_of_three_that_are_linked_are_still_ambiguous(site: Site) -> None:
    files = {**PODS, "glossary/c.md": NEVER, "page.md": "A pod.\n"}
    (line,) = found(site, "M002", files)
    assert "glossary/c.md" not in line
    assert [line.partition(":")[0] for line in found(site, "G001", files)] == list(PODS)


def test_terms_that_are_never_linked_are_not_ambiguous(site: Site) -> None:
    files = {"glossary/a.md": NEVER, "glossary/b.md": NEVER, "page.md": "A pod.\n"}
    for config in ("", 'ambiguous = "skip"\n'):
        assert found(site, "M002", files, config=config) == []


def test_a_word_that_is_never_linked_is_not_ambiguous(site: Site) -> None:
    for config in ("", 'ambiguous = "skip"\n'):
        files = {**PODS, "page.md": "A pod.\n"}
        assert found(site, "M002", files, config=f'never-link = ["pod"]\n{config}') == []


def test_an_ambiguous_mention_is_reported_linked_or_not(site: Site) -> None:
    files = {**PODS, "page.md": "A pod.\n"}
    assert len(found(site, "M002", files, config='ambiguous = "skip"\n')) == 1
    site.write({"autolink.toml": ""})
    site.run("fix")
    assert len(found(site, "M002", {})) == 1


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("glossary/zoo/page.md", "A pod.\n"),
        ("glossary/zoo/deep/page.md", "A pod.\n"),
        ("page.md", "<!-- autolink-prefer: glossary/zoo/b.md -->\n\nA pod.\n"),
        ("page.md", "A pod. <!-- autolink-disable-line -->\n"),
        ("page.md", "A `pod`, a [pod](x.md).\n"),
        ("page.md", "A podcast.\n"),
    ],
)
def test_a_mention_that_is_certain_is_not_reported(site: Site, name: str, page: str) -> None:
    assert found(site, "M002", {**PODS, name: page}) == []


def test_a_mention_that_may_mean_two_terms_of_one_page_is_reported(site: Site) -> None:
    files = {"glossary.md": "## Pod | 群れ\n\nX\n\n## Pod | ポッド\n\nY\n", "page.md": "A pod.\n"}
    assert len(found(site, "M002", files)) == 1


def test_rivals_on_pages_of_the_same_name_are_told_apart(site: Site) -> None:
    pages = {f"glossary/{folder}/index.md": "## Pod\n\nX\n" for folder in ("a", "b")}
    (line,) = found(site, "M002", {**pages, "page.md": "A pod.\n"})
    assert "a/index.md" in line and "b/index.md" in line


def test_the_exact_case_is_not_ambiguous(site: Site) -> None:
    files = {"glossary/a.md": "## Rust\n\nX\n", "glossary/b.md": "## rust\n\nY\n", "page.md": "Rust, rust.\n"}
    assert found(site, "M002", files) == []


# M003 misspelled-mention

SLIPS = "## RLHF\n\nX\n\n## トークナイザー\n\nX\n\n## LLM\n\nX\n\n## OTLP\n\nX\n\n## HTTP\n\nX\n"


def slips(site: Site, page: str, **more: str) -> list[str]:
    files = {"glossary.md": SLIPS, "page.md": page}
    return found(site, "M003", {**files, **{f"{name}.md": text for name, text in more.items()}})


@pytest.mark.parametrize(
    ("word", "alias"),
    [
        ("RLFH", "RLHF"),
        ("RLH", "RLHF"),
        ("RLLHF", "RLHF"),
        ("RLGF", "RLHF"),
        ("トクナイザー", "トークナイザー"),
        ("トークナイザァー", "トークナイザー"),
        ("トークンナイザー", "トークナイザー"),
        ("トーナクイザー", "トークナイザー"),
    ],
)
def test_a_word_one_slip_away_from_an_alias_is_reported(site: Site, word: str, alias: str) -> None:
    assert slips(site, f"It is 「{word}」.\n") == [
        f"page.md:1:8: M003 `{word}` looks like a misspelling of `{alias}`"
    ]


@pytest.mark.parametrize(
    "page",
    [
        "RLHF, RLHFs, トークナイザー, トークナイザ.\n",
        "# トークナイザ と RLHFs\n",
        "[トークナイザ と RLHFs](x.md)\n",
        "MLM, LL, LMM and LLMS.\n",
        "HTTPS, HTTPs, RLHFS.\n",
        "rlfh, Rlfh.\n",
        "RLFHX, RFHL, XRLFH.\n",
        "MY_RLFH, RLFH_2, RLFH2.\n",
        "`RLFH`\n\n    RLFH\n\n```\nRLFH\n```\n\n$RLFH$ <!-- RLFH -->\n",
        "[x](RLFH.md) ![x](RLFH.png)\n",
        "ナイザー, トークン, トークナイズ, トーク.\n",
        "トークナイザーモデル, 新トークナイザー.\n",
    ],
)
def test_what_is_no_slip(site: Site, page: str) -> None:
    assert slips(site, page) == []


@pytest.mark.parametrize(
    "page",
    [
        "https://example.org/RLFH and www.example.org/RLFH\n",
        "<https://example.org/RLFH>\n",
        "docs/RLFH.md and RLFH.md\n",
        "{{ RLFH }} and [[RLFH]] and [@RLFH]\n",
        "<kbd>RLFH</kbd> and <code>RLFH</code>\n",
        "@RLFH and #RLFH and --RLFH\n",
    ],
)
def test_what_is_no_prose_holds_no_slip(site: Site, page: str) -> None:
    assert slips(site, page) == []


def test_a_slip_is_reported_once_a_page(site: Site) -> None:
    assert len(slips(site, "RLFH RLFH\n\nRLFH\n", other="RLFH\n")) == 2


def test_a_word_used_on_three_pages_is_no_slip(site: Site) -> None:
    assert slips(site, "RLFH\n", a="RLFH\n", b="RLFH\n") == []


def test_a_word_that_is_an_alias_itself_is_no_slip(site: Site) -> None:
    glossary = "## RLHF\n\nX\n\n## RLAF\n<!-- aliases: RLHG -->\n\nX\n"
    assert found(site, "M003", {"glossary.md": glossary, "page.md": "RLHF, RLAF, RLHG.\n"}) == []


def test_a_slip_can_be_switched_off(site: Site) -> None:
    assert slips(site, "RLFH <!-- autolink-disable-line M003 -->\n") == []


def test_a_word_in_the_definition_of_a_term_may_be_a_slip_too(site: Site) -> None:
    lines = found(site, "M003", {"glossary.md": "## RLHF\n\nThe RLFH method.\n"})
    assert lines == ["glossary.md:3:5: M003 `RLFH` looks like a misspelling of `RLHF`"]


VERBS = "## Evict\n\nX\n\n## log\n\nX\n\n## Code sign\n<!-- inflect: verb -->\n\nX\n\n## pin\n<!-- inflect: none -->\n\nX\n"


def verb_forms(site: Site, page: str, **more: str) -> list[str]:
    files = {"glossary.md": VERBS, "page.md": page}
    return found(site, "M003", {**files, **{f"{name}.md": text for name, text in more.items()}})


def test_a_verb_form_of_an_alias_is_proposed(site: Site) -> None:
    assert verb_forms(site, "Evicted, while logging.\n") == [
        "page.md:1:1: M003 `Evicted` looks like a verb form of `Evict`: "
        "to link it, add `inflect: verb` to its entry, or an alias",
        "page.md:1:16: M003 `logging` looks like a verb form of `log`: "
        "to link it, add `inflect: verb` to its entry, or an alias",
    ]


def test_a_verb_form_is_proposed_once_a_project(site: Site) -> None:
    assert len(verb_forms(site, "logging, Logging, logged\n", other="logging\n")) == 2


@pytest.mark.parametrize("occurrences", ["all", "first-in-page"])
def test_a_verb_form_is_proposed_wherever_the_noun_is(site: Site, occurrences: str) -> None:
    files = {"glossary.md": VERBS, "page.md": "A log is logged.\n"}
    assert len(found(site, "M003", files, config=f'occurrences = "{occurrences}"\n')) == 1


@pytest.mark.parametrize(
    "page",
    [
        "A log, two logs, evicts.\n",
        "Code signed, code-signing.\n",
        "Pinned.\n",
        "An eviction, a logger, blogging.\n",
        "`logging` and [logging](x.md)\n",
        "# Logging\n",
        "logging <!-- autolink-disable-line M003 -->\n",
    ],
)
def test_where_no_verb_form_is_proposed(site: Site, page: str) -> None:
    assert verb_forms(site, page) == []


def test_a_verb_form_that_another_term_has_as_an_alias_is_not_proposed(site: Site) -> None:
    files = {
        "glossary.md": "## log\n\nX\n\n## Logging\n<!-- inflect: none -->\n\nX\n",
        "page.md": "logging\n",
    }
    assert found(site, "M003", files) == []
