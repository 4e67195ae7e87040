"""axe-core in a real browser: what keeps somebody from reading a page.

``BTOBSHEET_AXE`` names the file ``axe.min.js`` of the package axe-core (npm; not a part of this
project); where it is missing, the tests skip, with BTOBSHEET_NO_SKIP they fail.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html as reader
from office import NO_SKIP

AXE = os.environ.get("BTOBSHEET_AXE", "")
MISSING = "axe-core is not here: BTOBSHEET_AXE names no axe.min.js"
Browse = Callable[[str], str]
"""Shows a page in a browser; gives what its document is once it has been shown."""
_RUN = """
axe.run(document, { resultTypes: ["violations"] }).then((found) => {
  const told = found.violations.map((one) => [one.id, one.impact, one.nodes.slice(0, 3).map((node) => node.html.slice(0, 200))]);
  const made = document.createElement("pre");
  made.id = "axe-found";
  made.textContent = JSON.stringify({ told, passes: found.passes.length });
  document.body.append(made);
});
"""


def findings(page: str, browse: Browse) -> list[tuple[str, str, list[str]]]:
    """Give what axe-core finds in a page, of any severity: rule, severity, the first elements."""
    if not Path(AXE).is_file():
        (pytest.fail if NO_SKIP else pytest.skip)(MISSING)
    script = Path(AXE).read_text(encoding="utf-8").replace("</script", "<\\/script")
    opened = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    shown = browse(
        opened.replace("</body>", f"<script>{script}</script><script>{_RUN}</script></body>")
    )
    told = reader.fromstring(shown).get_element_by_id("axe-found").text_content()
    found = json.loads(told)
    assert found["passes"] > 10  # it has looked
    return [(rule, severity, places) for rule, severity, places in found["told"]]
