"""Patterns with possessive quantifiers, on Pythons that match them wrongly too.

Before 3.11.5 a possessive quantifier around a group that can backtrack may match past the group's
end (https://github.com/python/cpython/issues/106052); Debian 12 has 3.11.2. What no quantifier
need give back for a match is matched alike, more slowly, without the mark.
"""

from __future__ import annotations

import re
import sys

_POSSESSIVE = re.compile(rb"(?<!\\)([*+?}])\+")
_IS_RIGHT = sys.version_info >= (3, 11, 5)


def possessive(pattern: bytes, is_right: bool = _IS_RIGHT) -> re.Pattern[bytes]:
    """Compile a pattern whose possessive quantifiers only spare time.

    ``is_right`` tells whether this Python matches them as it should.
    """
    return re.compile(pattern if is_right else _POSSESSIVE.sub(rb"\1", pattern))
