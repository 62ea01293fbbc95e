"""GitHub, which shows the files as they are."""

from autolink.sites.profile import Profile

PROFILE = Profile("github", "GitHub")
