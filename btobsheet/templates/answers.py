"""Answers to the questions as a file: TOML, a key a question."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping

from btobsheet.problems import UnreadableError, UsageError, problem
from btobsheet.system.bounded import InputError, read_text_bytes
from btobsheet.system.toml import parse_toml
from btobsheet.templates.asked import KEYS
from btobsheet.text.write import toml_text


def read_answers(path: str | os.PathLike[str]) -> dict[str, object]:
    """Read a file of answers, as TOML has them.

    Raises UnreadableError (E001 and the like), UsageError: E623 no TOML, E622 a key that is none.
    """
    name = os.fspath(path)
    try:
        text = read_text_bytes(path).decode("utf-8")
    except InputError as error:
        raise UnreadableError(problem(error.code), name) from None
    except UnicodeDecodeError:
        raise UsageError(problem("E623", line=1), name) from None
    found = parse_toml(text, "E623", name)
    for key in found:
        if key not in KEYS:
            raise UsageError(problem("E622", None, key, known=", ".join(KEYS)), name)
    return found


def answers_text(answers: Mapping[str, object]) -> str:
    """Give the text of a file of answers, as they were typed."""
    known = ((key, answers[key]) for key in KEYS if key in answers)
    return "".join(f"{key} = {_toml(value)}\n" for key, value in known)


def _toml(value: object) -> str:
    """Write an answer; what is neither a text nor a list of answers is JSON's too."""
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    return toml_text(value) if isinstance(value, str) else json.dumps(value, default=str)
