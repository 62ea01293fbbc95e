"""Failures in what all sites share show their values."""

import pytest

pytest.register_assert_rewrite("tests.sites.journey")
