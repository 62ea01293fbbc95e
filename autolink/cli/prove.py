"""`autolink prove`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from autolink.cli.common import counted, load
from autolink.cli.help import Command
from autolink.cli.options import ProjectOptions, project_options
from autolink.cli.run import WorkOptions, at_work, report_failures, work_options
from autolink.files import absolute
from autolink.project.prove.builds import BuildError, builder, plan
from autolink.text.escaping import printable

if TYPE_CHECKING:
    from autolink.project.project import Project
    from autolink.project.prove.builds import Plan
    from autolink.project.prove.proof import Proof


@click.command(cls=Command, short_help="Build the site and prove that only links change.")
@click.option(
    "--build",
    metavar="COMMAND",
    help="Build with this command, which runs in the current folder without a shell. {out} is the output "
    "folder, {src} the folder of the site's configuration.",
)
@click.option(
    "--timeout",
    type=click.IntRange(min=1),
    default=600,
    metavar="SECONDS",
    help="Stop a build after this many seconds.  [default: 600]",
)
@work_options
@project_options
def prove(
    build: str | None, timeout: int, work_options: WorkOptions, project_options: ProjectOptions
) -> None:
    """Build the project with your site generator, before and after linking, and compare the pages.

    Works in temporary copies: builds the project twice without the links, to see what differs from build to
    build, and once with the links that `fix` adds. Reports pages that differ in more than links, and links
    that do not reach their page and id. Exits with 1 if there are any.

    Examples:
      autolink prove
      autolink prove --build "mkdocs build --strict -d {out}"
      autolink prove --build "npm run build -- --out-dir {out}" --timeout 1200
    """
    project = load([], project_options)
    planned = plan(project.config, build, absolute("."))
    try:
        proof = _proof(project, planned, timeout, work_options)
    except BuildError as error:
        _print_output(error)
        raise
    finally:
        report_failures([project], work_options.verbose)
    _report(proof)
    if not work_options.quiet:
        click.echo(_summary(proof, planned), err=True)
    sys.exit(0 if proof.holds else 1)


def _proof(project: Project, planned: Plan, seconds: int, options: WorkOptions) -> Proof:
    from autolink.project.prove.proof import prove as prove_project

    def tell(what: str) -> None:
        if not options.quiet:
            click.echo(f"{what} …", err=True)

    with at_work(project, "Linking", options.jobs, options.quiet), builder(planned, seconds) as copies:
        return prove_project(project, copies, tell)


def _print_output(error: BuildError) -> None:
    """Print the last output of a generator."""
    for line in error.output:
        click.echo(f"  {printable(line)}", err=True)


def _report(proof: Proof) -> None:
    if proof.failure:
        _print_output(proof.failure)
        click.echo(
            f"The linked pages cannot be built, but the plain ones can: {printable(str(proof.failure))}"
        )
    for page, problem, difference in proof.changed:
        click.echo(f"{printable(page)}: {problem}")
        if difference:
            click.echo(f"  plain:  {printable(difference.plain)}")
            click.echo(f"  linked: {printable(difference.linked)}")
    for page, target, problem in proof.dead:
        click.echo(
            f"{printable(page)}: `{printable(target)}` does not reach its target: {printable(problem)}"
        )


def _summary(proof: Proof, planned: Plan) -> str:
    """Return what was built and compared, and the result, in one line."""
    built = f"Built with `{printable(planned.shown)}`"
    if proof.failure:
        return f"{built}: nothing was compared."
    links = f"{counted(proof.links, 'link')} inserted on {counted(proof.linked_pages, 'page')}"
    elsewhere = f" ({proof.elsewhere} to other hosts, not followed)" if proof.elsewhere else ""
    changed, dead = counted(len(proof.changed), "page"), counted(len(proof.dead), "link")
    verbs = f"differ{'s' if len(proof.changed) == 1 else ''}", f"do{'es' if len(proof.dead) == 1 else ''}"
    return (
        f"{built}: {counted(proof.pages, 'page')} compared, {links}{elsewhere}. "
        f"{changed} {verbs[0]} in more than links, {dead} {verbs[1]} not reach the target."
    )
