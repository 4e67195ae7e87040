"""Breaking a package on purpose, to see that a judge tells."""

from __future__ import annotations

import io
import re
from zipfile import ZipFile


def broken(data: bytes, part: str, pattern: str, new: str) -> bytes:
    """Replace the first piece of XML in a part that a pattern finds."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as source, ZipFile(out, "w") as target:
        assert part in source.namelist()
        for item in source.infolist():
            content = source.read(item)
            if item.filename == part:
                text, times = re.subn(pattern, new, content.decode("utf-8"), count=1, flags=re.S)
                assert times == 1, (part, pattern)
                content = text.encode("utf-8")
            target.writestr(item, content)
    return out.getvalue()
