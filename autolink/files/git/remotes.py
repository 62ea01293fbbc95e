"""The web addresses of a repository's files."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from autolink.files.git.program import ask, toplevel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SCP_URL = re.compile(r"(?:[^@/\s]+@)?([\w-][\w.-]+):(?!//)/?([^?#@\s]+)")
_REPOSITORY = re.compile(r"[^/]+(?:/[^/]+)+")
_WEB_HOSTS = {"ssh.github.com": "github.com", "altssh.gitlab.com": "gitlab.com"}
_VIEWS = ("blob", "tree", "raw", "edit", "blame")


def web_prefixes(folder: str) -> tuple[tuple[str, str], ...]:
    """Return what web addresses of a folder's repository start with, each with the folder that it stands for.

    GitHub's and GitLab's forms, for every remote: of the current branch, the remote's default branch (`main`
    and `master` where git does not know it) and `HEAD`, plain and percent-encoded. No credentials.
    """
    top = toplevel(folder)
    if top is None:
        return ()
    current = _branch(top, "HEAD", "refs/heads/")
    found: dict[str, None] = {}
    for item in ask(top, "config", "-z", "--get-regexp", r"^remote\..*\.url$").fields:
        key, _, url = item.partition("\n")
        address = web_address(url)
        if address:
            remote = f"refs/remotes/{key.removeprefix('remote.').removesuffix('.url')}/"
            default = _branch(top, f"{remote}HEAD", remote)
            branches = (*current, *(default or ("main", "master")), "HEAD")
            found |= dict.fromkeys(_prefixes(*address, branches))
    return tuple((prefix, top) for prefix in found)


def _branch(top: str, reference: str, below: str) -> tuple[str, ...]:
    """Return the branch that a symbolic reference points to; nothing for a detached `HEAD`."""
    target = ask(top, "symbolic-ref", "--quiet", reference).text.strip()
    return (target.removeprefix(below),) if target.startswith(below) else ()


def web_address(url: str) -> tuple[str, str] | None:
    """Return a remote's web site and the repository's path there; user, password and query are dropped.

    >>> web_address("git@github.com:owner/repo.git")
    ('https://github.com', 'owner/repo')
    >>> web_address("https://user:token@git.example.org:8443/group/sub/repo")
    ('https://git.example.org:8443', 'group/sub/repo')
    """
    scp = _SCP_URL.fullmatch(url)
    try:
        parts = urlsplit(f"ssh://{scp[1]}/{scp[2]}" if scp else url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    path = parts.path.strip("/").removesuffix(".git")
    if not host or not _REPOSITORY.fullmatch(path):
        return None
    if parts.scheme in ("http", "https"):
        return f"{parts.scheme}://{host}{f':{port}' if port else ''}", path
    if parts.scheme in ("ssh", "git+ssh", "ssh+git", "git"):
        return f"https://{_WEB_HOSTS.get(host, host)}", path
    return None


def _prefixes(site: str, path: str, branches: Iterable[str]) -> Iterator[str]:
    github = site == "https://github.com"
    names = dict.fromkeys(name for branch in branches for name in (branch, quote(os.fsencode(branch))))
    for branch in (full for name in names for full in (name, f"refs/heads/{name}")):
        yield from (f"{site}/{path}/{view}/{branch}/" for view in _VIEWS)
        if github:
            yield f"https://raw.githubusercontent.com/{path}/{branch}/"
        else:
            yield from (f"{site}/{path}/-/{view}/{branch}/" for view in _VIEWS)
