"""`autolink review`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from autolink.cli.changed_pages import Delivery
from autolink.cli.common import counted, shown, some
from autolink.cli.help import Command
from autolink.cli.options import ProjectOptions, project_options
from autolink.cli.projects import for_each_project
from autolink.cli.review.question import Asker, Position
from autolink.cli.run import at_work, report_failures
from autolink.errors import AutolinkError
from autolink.project.review import PageReview, WordLists, anchored
from autolink.text.escaping import printable

if TYPE_CHECKING:
    from autolink.cli.projects import Share
    from autolink.indexer.term import Term
    from autolink.matcher.verdicts import Mention
    from autolink.project.project import Project


@click.command(cls=Command, short_help="Decide about new links one by one.")
@click.argument("paths", nargs=-1, type=click.Path())
@project_options
def review(paths: tuple[str, ...], project_options: ProjectOptions) -> None:
    """Show each link that `fix` would add to PATHS (default: the whole project), and ask about it.

    Shows each mention in its context, with the definition that it would link to. You can link it, refuse to
    link it here, on this page or anywhere, or decide later; `?` lists the answers. Saves your answers as
    comments and in the configuration, so that `fix` follows them. Writes each page when you have answered
    all its questions; Ctrl-C discards your answers about the current page.

    Examples:
      autolink review
      autolink review docs/guide.md
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise AutolinkError("review asks questions: run it in a terminal")
    session = _Session()
    done = for_each_project(paths, project_options, None, session.go_through)
    session.tell(done.projects)
    failed = report_failures(done.projects, verbose=True) or done.failed
    sys.exit(2 if failed else session.delivery.exit_code())


class _Session:
    """The decisions in all projects."""

    def __init__(self) -> None:
        self.delivery = Delivery(diff=False, check=False)
        self._comments = 0
        self._words: list[str] = []
        self._unwritten: list[str] = []
        self._has_quit = False

    def go_through(self, project: Project, share: Share) -> None:
        """Ask about the new links of one project."""
        if self._has_quit:
            return
        with at_work(project, "Reading", None, quiet=False):
            snapshot, new = project.new_links(share.paths)
        if new:
            counts = f"{counted(sum(new.values()), 'new link')} on {counted(len(new), 'page')}"
            click.echo(f"{counts}. Answer `?` for help.")
        dialogue = _Dialogue(project, WordLists(snapshot), len(new))
        try:
            for path in new:
                page = dialogue.review(path)
                if page is not None:
                    self._take(page, project, dialogue)
                if dialogue.has_quit:
                    break
        finally:  # after Ctrl-C, too: links were written
            self._write_anchors(project, share, dialogue)
        self._has_quit = dialogue.has_quit

    def _take(self, page: PageReview, project: Project, dialogue: _Dialogue) -> None:
        """Write the decisions about a page, and the words for the configuration."""
        failed = self.delivery.failed
        self.delivery.take(page.result(), project)
        if self.delivery.failed == failed:
            self._comments += page.comments
            dialogue.linked += page.linked
        self._words += (f"`{word}` to `{key}`" for key, word in dialogue.words.added)
        dialogue.words.write()

    def _write_anchors(self, project: Project, share: Share, dialogue: _Dialogue) -> None:
        """Write the anchors that new links point to, on the reviewed pages."""
        lacking = {term.page for term in dialogue.linked if not term.has_anchor}
        reviewed = set(project.find(share.paths)) - project.foreign
        for path in sorted(lacking & reviewed):
            page = anchored(dialogue.words.snapshot, project.sources, path)
            if page is not None:
                self.delivery.take(page, project)
        self._unwritten += sorted(lacking - reviewed)

    def tell(self, projects: tuple[Project, ...]) -> None:
        """Say what was done."""
        self.delivery.tell(projects)
        if self._unwritten:
            pages = some(self._unwritten)
            click.echo(
                f"warning: links point to anchors that are not yet in {pages}: run `autolink fix`", err=True
            )
        links, comments = counted(self.delivery.added, "link"), counted(self._comments, "comment")
        pages = counted(self.delivery.changed, "page")
        click.echo(f"{links} and {comments} added, {pages} changed.")
        for word in self._words:
            click.echo(f"Added {printable(word)} in the configuration.")


class _Dialogue:
    """The questions about one project, and what the answers change for those that follow."""

    def __init__(self, project: Project, words: WordLists, pages: int) -> None:
        self.words = words
        self.linked: list[Term] = []
        """The terms of the links that were written."""
        self.has_quit = False
        self._asker = Asker(project.sources)
        self._project = project
        self._always: set[Term] = set()
        self._pages = pages
        self._page = 0

    def review(self, path: str) -> PageReview | None:
        """Ask about the new links of a page until none is left, or the rest is skipped."""
        self._page += 1
        data = self._project.sources.read(path)
        if not isinstance(data, bytes):
            return None
        page = PageReview(self.words.snapshot, path, data)
        while page.new:
            chosen = [mention for mention in page.new if mention.term in self._always]
            if chosen:
                if not page.link(chosen):
                    self._asker.say(f"{shown(path)} is not changed: the links would change more than links")
                    break
                continue
            mention = page.new[0]
            position = Position(self._page, self._pages, len(page.new))
            answer = self._asker.ask(page, mention, position, self._allowed(page, mention))
            self.has_quit = answer == "q"
            if answer in "dq":
                break
            self._follow(answer, page, mention)
        return page

    def _allowed(self, page: PageReview, mention: Mention) -> str:
        """Return the letters of the answers that can be remembered."""
        alias, config = mention.alias, self.words.snapshot.config
        has_case = alias.lower() != alias.upper() and alias not in config.case_sensitive
        on_page = "np" if page.takes_comments else ""
        in_file = ("sc" if has_case else "s") if config.file else ""
        return f"y{on_page}{in_file}adq?"

    def _follow(self, answer: str, page: PageReview, mention: Mention) -> None:
        """Do what an answer asks for, or say why that cannot be done."""
        if answer == "a":
            self._always.add(mention.term)
        elif answer == "y":
            if not page.link([mention]):
                self._asker.say("This link alone would change more than links.")
        elif answer == "n":
            if not page.refuse(mention):
                self._asker.say("A comment cannot be added here without changing the page.")
        elif answer == "p":
            if not page.refuse_word(mention.alias):
                self._asker.say("A comment that names this word cannot be added to this page.")
        else:
            try:
                self.words.add("never-link" if answer == "s" else "case-sensitive", mention.alias)
            except AutolinkError as error:
                self._asker.say(f"{error}; {error.hint}")
            page.under(self.words.snapshot)
