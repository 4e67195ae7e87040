"""How many examples a law is tried on: few where the default run has to stay quick, many in CI
(HYPOTHESIS_PROFILE=ci).
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings


def examples(few: int, many: int) -> settings:
    """Give the settings of a law over whole plans or workbooks, whose examples are large."""
    count = many if os.environ.get("HYPOTHESIS_PROFILE") == "ci" else few
    return settings(max_examples=count, deadline=None, suppress_health_check=list(HealthCheck))
