"""Work that takes a while: done in a thread, with its progress to be asked for.

What it makes are files; only what is told of it stands in memory, so a server that is killed loses
no more than a sentence.
"""

from __future__ import annotations

import sys
import traceback
from collections import OrderedDict
from collections.abc import Callable, Sequence
from contextvars import copy_context
from secrets import token_hex
from threading import Event, Lock, Thread
from typing import Final

from btobsheet.desk.folder import MissingError, StaleError
from btobsheet.problems import BtobsheetError
from btobsheet.quickclass import dataclass
from btobsheet.reports.document import Document

_KEPT: Final = 50
_QUICK: Final = 1.5
"""So many seconds a form waits for its work before it shows the progress instead."""


@dataclass(frozen=True)
class Link:
    """Where to go on: an address and its words."""

    address: str
    words: str


@dataclass(frozen=True)
class Outcome:
    """What came of a job: a sentence, what is told of it at length, where to go on."""

    said: str
    document: Document | None = None
    links: Sequence[Link] = ()
    tone: str = "fine"


class Job:
    """One piece of work: ``done`` steps of ``total``, the present one ``said``.

    ``is_written`` once the plan is changed, ``outcome`` or ``error`` once it is over; an error that
    is no foreseen one is shown as such.
    """

    def __init__(self, title: str, plan: str, back: Link) -> None:
        """Take what it is called, the plan it is about (or nothing), and its form."""
        self.id = token_hex(8)
        self.title, self.plan, self.back = title, plan, back
        self.done, self.total, self.said = 0, 1, ""
        self.is_written = False
        self.outcome: Outcome | None = None
        self.error: Exception | None = None
        self.over = Event()

    def step(self, said: str, total: int = 0) -> None:
        """Say which step begins."""
        self.done += bool(self.said)
        self.total = max(total or self.total, self.done + 1)
        self.said = said


Work = Callable[[Job], Outcome]


class Jobs:
    """The work that was begun in this run of the server."""

    def __init__(self) -> None:
        """Begin with none."""
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._lock = Lock()

    def start(self, job: Job, work: Work) -> Job:
        """Begin a piece of work, and wait a moment: most are done by then."""
        with self._lock:
            self._jobs[job.id] = job
            over = [key for key, one in self._jobs.items() if one.over.is_set()]
            for key in over[: max(0, len(self._jobs) - _KEPT)]:
                del self._jobs[key]
        # with the request's own context: the desk, the language, how addresses are made
        Thread(target=copy_context().run, args=(_run, job, work), daemon=True).start()
        job.over.wait(_QUICK)
        return job

    def get(self, key: str) -> Job | None:
        """Give a job of this run."""
        return self._jobs.get(key)

    def finish(self, seconds: float) -> bool:
        """Wait for what is being done; tell whether all of it is."""
        return all(one.over.wait(seconds) for one in list(self._jobs.values()))


def _run(job: Job, work: Work) -> None:
    try:
        job.outcome = work(job)
    except (BtobsheetError, StaleError, MissingError) as error:
        job.error = error
    except Exception as error:  # whoever waits must be told of a defect, too
        job.error = error
        traceback.print_exc(file=sys.stderr)
    finally:
        job.over.set()
