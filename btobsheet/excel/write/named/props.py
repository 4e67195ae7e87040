"""What a look is made of, as XlsxWriter names it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Props = Mapping[str, Any]
