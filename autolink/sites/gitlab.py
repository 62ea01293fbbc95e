"""GitLab, which shows the files as they are."""

from autolink.sites.profile import Profile

PROFILE = Profile("gitlab", "GitLab", slugs="gitlab")
