"""`autolink init`."""

from __future__ import annotations

import os
import posixpath
import sys

import click

from autolink import files
from autolink.cli import summaries
from autolink.cli.changed_pages import Delivery
from autolink.cli.common import counted, load, shown
from autolink.cli.help import Command
from autolink.cli.init import hooks as pre_commit
from autolink.cli.init import proposal as surroundings
from autolink.cli.init.forms import form_of
from autolink.cli.init.proposal import Proposal
from autolink.cli.init.scopes import scoped_glossaries
from autolink.cli.options import ProjectOptions
from autolink.cli.proposals import as_toml
from autolink.config.glossary_source import ENTRIES_IN_PROSE
from autolink.config.site_files import SiteFile, site_file
from autolink.config.sources import find, is_root, root_without_file
from autolink.errors import AutolinkError
from autolink.page.dialects.dialect import PLAIN
from autolink.page.page import Page
from autolink.project.everyday import everyday_words
from autolink.sites.dialects import dialect_of
from autolink.sites.table import SITES, profile_of
from autolink.text.escaping import printable

_HOOKS_FILE = ".pre-commit-config.yaml"
_GITLAB_FILE = ".gitlab-ci.yml"
_NEW = "autolink.toml"


@click.command(cls=Command, short_help="Set up a project.")
@click.option("--yes", "-y", is_flag=True, help="Accept all proposals without asking.")
def init(yes: bool) -> None:
    """Set up a project: write autolink.toml and add the pre-commit hooks, after asking.

    Detects the glossary, the site generator, and files that should be excluded. Never changes an existing
    configuration.

    Examples:
      autolink init
      autolink init --yes
    """
    if not yes and not sys.stdin.isatty():
        raise AutolinkError("init asks questions: run it in a terminal, or accept its proposals with --yes")
    found = find(os.getcwd())
    file = found[0].name if found else None
    root = os.path.dirname(file) if file else root_without_file(os.getcwd())
    try:
        configured = file is None and _configure(root, yes)
        hooked = _add_hooks(root, yes)
    except OSError as error:
        raise AutolinkError(f"{error.filename}: {error.strerror}") from error
    if file is not None and not hooked:
        click.echo(f"Nothing to do: {_shown(file)} already exists.")
    if configured:
        _propose_words(root, yes)
        _preview()


def _shown(path: str) -> str:
    return printable(shown(files.absolute(path)))


def _agreed(question: str, yes: bool) -> bool:
    return yes or click.confirm(question, default=True)


# The configuration


def _configure(root: str, yes: bool) -> bool:
    """Write a configuration, and a glossary if there is none; tell whether that was wanted."""
    if _NEW in files.Tree().listing(root):
        raise AutolinkError(f"{_NEW} in {root} is not a file")
    site = _site(root)
    found = [
        path.removeprefix(f"{root}/")
        for path in files.find_pages([root], files.Selection(root, is_other=is_root))
    ]
    exclude = surroundings.excluded(found, site)
    pages = [page for page in found if not page.startswith(tuple(f"{path}/" for path in exclude))]
    by = f", published by {profile_of(site.site).title} ({printable(site.path)})" if site else ""
    click.echo(f"Found {counted(len(pages), 'page')}{by}.")
    glossary = _glossary(root, pages, site, yes)
    scoped = scoped_glossaries(pages, glossary)
    if scoped:
        folders = ", ".join(map(printable, scoped.folders))
        click.echo(f"Found a glossary for each of {folders}.")
    missing = not files.exists(f"{root}/{glossary}")
    if missing and not _agreed(
        f"{_shown(f'{root}/{glossary}')} does not exist. Create it with one term?", yes
    ):
        return False
    read = [] if missing else _read(f"{root}/{glossary}", root, site)
    form = form_of(f"{root}/{glossary}", root, read)
    others = tuple(zip(scoped.glossaries[1:], scoped.folders[1:], strict=True)) if scoped else ()
    scopes = scoped.pattern if scoped else ""
    level = surroundings.term_level(read) or 2
    text = _toml(Proposal(glossary, form, level, site, exclude, others, scopes))
    if not yes:
        click.echo("\n" + "".join(f"    {printable(line)}".rstrip() + "\n" for line in text.split("\n")))
    if not _agreed(f"Write this to {_shown(f'{root}/{_NEW}')}?", yes):
        return False
    if missing:
        files.create(f"{root}/{glossary}", surroundings.sample_glossary(site).encode())
        click.echo(f"Created {_shown(f'{root}/{glossary}')}.")
    files.create(f"{root}/{_NEW}", text.encode())
    click.echo(f"Wrote {_shown(f'{root}/{_NEW}')}.")
    if site and site.lacks:
        click.echo(f"Links need a change in {printable(site.path)}: {site.lacks}.")
    return True


def _site(root: str) -> SiteFile | None:
    """Return who publishes the pages, as far as a file says; GitLab only where no generator does."""
    on_gitlab = files.is_file(f"{root}/{_GITLAB_FILE}")
    return site_file(SITES, root) or (SiteFile("gitlab", _GITLAB_FILE) if on_gitlab else None)


def _toml(proposal: Proposal) -> str:
    try:
        return surroundings.as_toml(proposal)
    except UnicodeEncodeError as error:
        raise AutolinkError(f"a path is not UTF-8, so {_NEW} cannot name it: {error.object}") from error


def _glossary(root: str, pages: list[str], site: SiteFile | None, yes: bool) -> str:
    """Return the path of the glossary, relative to the root: the proposed one, or the one that is named."""
    named = surroundings.glossary_among(pages)
    known = named or _titled_glossary(root, pages) or _likely_glossary(root, pages, site)
    proposed = known or surroundings.new_glossary(pages, site)
    if yes:
        return proposed
    default = printable(shown(f"{root}/{proposed}"))

    def checked(answer: str) -> str:
        if answer == default:
            return proposed
        path = files.absolute(os.path.expanduser(answer))
        if not files.is_folder(path) and not path.lower().endswith(files.PAGE_SUFFIXES):
            raise click.UsageError(f"{printable(answer)} is neither a folder nor a Markdown page")
        return posixpath.relpath(path, root)

    question = "The glossary: a page, or a folder of pages"
    answer: str = click.prompt(question, default=default, value_proc=checked)
    return answer


def _titled_glossary(root: str, pages: list[str]) -> str | None:
    """Return the folder whose index page has the title of a glossary; the page where it is alone there."""
    for page in surroundings.index_pages(pages):
        try:
            text = files.read(f"{root}/{page}").decode()
        except (OSError, UnicodeDecodeError):
            continue  # `check` says so
        if surroundings.is_titled_glossary(text):
            folder = posixpath.dirname(page)
            return page if [path for path in pages if path.startswith(f"{folder}/")] == [page] else folder
    return None


def _likely_glossary(root: str, pages: list[str], site: SiteFile | None) -> str | None:
    """Return the page whose name and text are those of a glossary: with its title, or entries that stand out.

    Headings alone do not tell: `terms.md` may hold terms of service.
    """
    for page in surroundings.likely_glossaries(pages):
        path = f"{root}/{page}"
        read = _read(path, root, site)
        is_titled = any(surroundings.is_titled_glossary(one.data.decode()) for one in read)
        if is_titled or form_of(path, root, read) in ENTRIES_IN_PROSE:
            return page
    return None


def _read(glossary: str, root: str, site: SiteFile | None = None) -> list[Page]:
    """Return the pages of a glossary, as their site reads them."""
    dialect = dialect_of(profile_of(site.site)) if site else PLAIN
    pages: list[Page] = []
    for path in files.find_pages([glossary], files.Selection(root, is_other=is_root)):
        try:
            pages.append(Page.parse(path, files.read(path), dialect))
        except UnicodeDecodeError:
            continue  # `check` says so
    return pages


# Everyday words


def _propose_words(root: str, yes: bool) -> None:
    """Add what is proposed for everyday words among the aliases to the configuration that was written.

    Where nobody is asked, nobody has seen how the words are used: the settings are comments then.
    """
    project = load([], ProjectOptions(), quiet=True)
    words = everyday_words(project.run())
    if not words:
        return
    path, aliases = f"{root}/{_NEW}", counted(len(words), "alias", "aliases")
    text = as_toml(words, project.config, with_samples=False)
    if yes:
        commented = "".join(f"# {line}".rstrip() + "\n" for line in text.splitlines())
        text = f"# For aliases that are everyday words; `autolink index --common` shows samples.\n{commented}"
        click.echo(f"{aliases} may need a setting: see the end of {_shown(path)}.")
    else:
        click.echo("These aliases are everyday words. Proposed settings, with samples of their use:\n")
        samples = as_toml(words, project.config)
        click.echo("".join(f"    {line}".rstrip() + "\n" for line in samples.split("\n")))
        if not click.confirm(f"Add these settings to {_shown(path)}?", default=True):
            return
        click.echo(f"Added settings for {aliases}.")
    before = files.read(path, files.MAX_SETTINGS)
    files.write(path, before + f"\n{text}".encode(), before, files.Bounds(root))


# The hooks


def _add_hooks(root: str, yes: bool) -> bool:
    """Add the hooks to a configuration of pre-commit that lacks them; tell whether anything was said."""
    path = f"{root}/{_HOOKS_FILE}"
    if not files.is_file(path):
        return False
    before = files.read(path, files.MAX_SETTINGS)
    text = before.decode("utf-8", "replace")
    if pre_commit.has_hooks(text):
        return False
    after = pre_commit.with_hooks(text) if "\ufffd" not in text else None
    if after is None:
        click.echo(f"Cannot add the hooks to {_shown(path)}. Add this to its `repos`:\n")
        click.echo(pre_commit.HOOKS)
        return True
    if _agreed(f"Add the hooks autolink-fix and autolink-check to {_shown(path)}?", yes):
        files.write(path, after.encode(), before, files.Bounds(root))
        click.echo(f"Added the hooks to {_shown(path)}.")
    return True


# What comes next


def _preview() -> None:
    """Say what `fix` would do."""
    project = load([], ProjectOptions())
    delivery = Delivery(diff=False, check=True)
    for page in project.fix([]):
        delivery.count(page)
    summary = summaries.of_fix(delivery, len(project.terms))
    click.echo(f"`autolink fix` w{summary[1:]}" if delivery.changed else summary)
    if not project.terms:
        click.echo("The glossary has no terms yet: a term is a heading, `## Term`.")
    click.echo("Run `autolink fix --diff` to see the changes, and `autolink check` to find problems.")
