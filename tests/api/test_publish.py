"""Every plan that can be typed has its reports as files: no text, figure or gap stops them."""

from __future__ import annotations

import io
import zipfile

import pytest
from effort import examples
from hypothesis import given
from strategies import plans

from btobsheet import api
from btobsheet.plan.model import Plan
from btobsheet.problems import UsageError

pytest.importorskip("pptx", reason="python-pptx is the extra 'pptx'")


@pytest.mark.slow
@examples(5, 40)
@given(plans())
@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("format", ["xlsx", "pptx"])
def test_any_plan_becomes_a_file(format: str, language: str, plan: Plan) -> None:
    data = api.report_file(api.Reading(plan, (), "計画.xlsx"), format, language=language)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        assert "[Content_Types].xml" in package.namelist()


def test_another_format_is_refused_with_the_ones_there_are() -> None:
    with pytest.raises(UsageError) as told:
        api.report_file(api.Reading(api.sample_plan(), (), ""), "doc")
    assert told.value.problem.details["formats"] == ", ".join(api.FILE_FORMATS)
