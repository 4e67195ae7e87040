"""Calendar entries as a calendar program has them: a parser that is not ours reads each file."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from books import bare_book, edited, sample_book
from commands import run
from effort import examples
from hostile import HOSTILE
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event
from icalendar.alarms import Alarms
from plans import DAY, added, changed, set_up, small_plan, without
from strategies import plans

from btobsheet import api
from btobsheet.agenda.ics import escaped, folded, ics_text
from btobsheet.plan.model import Identity, Plan
from btobsheet.plan.records import Action
from btobsheet.problems import UsageError
from btobsheet.reports.document import clean

KNOWN = Identity(plan_id="0123456789ab", revision=1)
D = dt.date


def known(plan: Plan) -> Plan:
    return replace(plan, identity=KNOWN)


def written(plan: Plan, owner: str = "", as_of: dt.date = DAY, language: str = "") -> bytes:
    return ics_text(api.agenda(known(plan), owner, as_of=as_of, language=language)).encode()


def parsed(data: bytes) -> dict[str, Event]:
    """Read a file as strictly as the parser can, and give its events by UID."""
    calendar = Calendar.from_ical(data)
    events = list(calendar.walk("VEVENT"))
    assert not calendar.errors
    assert all(not one.errors for one in events)
    found = {str(one["UID"]): one for one in events}
    assert len(found) == len(events)
    return found


def event(data: bytes, action: str) -> Event:
    return parsed(data)[f"{action}.{KNOWN.plan_id}@btobsheet"]


def alarms(one: Event) -> list[dt.datetime]:
    """Give when an event calls, as the parser works it out."""
    return sorted(alarm.trigger.replace(tzinfo=None) for alarm in Alarms(one).times)


# ---------------------------------------------------------------- the form


def test_an_action_is_an_event_of_whole_days() -> None:
    one = event(written(small_plan()), "A004")
    assert (one["SUMMARY"], one["STATUS"], one["TRANSP"]) == ("記事を公開する(甲野一郎)", "CONFIRMED", "TRANSPARENT")  # fmt: skip
    assert (one.start, one.end) == (D(2026, 10, 12), D(2027, 3, 13))  # the end is the day after
    assert one["CATEGORIES"].cats == ["導入事例の記事"]
    said = str(one["DESCRIPTION"]).split("\n")
    assert said == [
        "作戦: O01 見込み客に出会う",
        "戦術: T01 導入事例の記事",
        "担当: 甲野一郎",
        "進み具合: 未着手(2026/10/5現在)",
        "PDCA: D",
        "回数: 6回中0回",
        "「試作計画」の A004",
    ]


def test_words_are_those_of_the_language_asked_for() -> None:
    one = event(written(small_plan(), language="en"), "A001")
    assert one["SUMMARY"] == "✓ 取材先を決める (甲野一郎)"
    assert "State: Done (as of 5 Oct 2026)" in str(one["DESCRIPTION"])


def check_form(data: bytes) -> None:
    """Hold a file to RFC 5545: CRLF ends every line, none is over 75 octets or broken within a
    character, and none holds a control character.
    """
    assert data.endswith(b"END:VCALENDAR\r\n")
    lines = data.split(b"\r\n")
    assert lines.pop() == b""
    for line in lines:
        assert len(line) <= 75
        text = line.decode("utf-8")
        assert all(char >= " " and not "\x7f" <= char <= "\x9f" for char in text), text
    begun = [line for line in lines if line.startswith((b"BEGIN:", b"END:"))]
    open_now: list[bytes] = []
    for line in begun:
        word, _, name = line.partition(b":")
        if word == b"BEGIN":
            open_now.append(name)
        else:
            assert open_now.pop() == name
    assert not open_now


@pytest.mark.few(1)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_sample_keeps_the_form_and_goes_round(language: str) -> None:
    plan = api.read(sample_book(language), "sample.xlsx").plan
    data = ics_text(api.agenda(plan)).encode()
    check_form(data)
    events, again = parsed(data), parsed(Calendar.from_ical(data).to_ical())
    assert len(events) == len(plan.actions)
    for uid, one in events.items():
        other = again[uid]
        assert {name: one[name].to_ical() for name in one} == {
            name: other[name].to_ical() for name in other
        }
    named = Calendar.from_ical(data)["NAME"]  # a text by RFC 7986, which the parser leaves as it is
    assert named.replace("\\,", ",") == plan.settings.title


@examples(10, 200)
@given(plans())
def test_any_plan_keeps_the_form(plan: Plan) -> None:
    made = api.agenda(known(plan), as_of=DAY)
    data = ics_text(made).encode()
    check_form(data)
    assert len(parsed(data)) == len(made.entries)
    assert {one.id for one in plan.actions} == {
        uid.partition(".")[0] for uid in parsed(data)
    } | set(made.undated)
    assert data == ics_text(api.agenda(known(plan), as_of=DAY)).encode()  # no clock is asked


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts_stay_texts(text: str) -> None:
    plan = small_plan()
    word = text or "x"
    plan = set_up(plan, title=word)
    plan = changed(changed(plan, "T01", name=word), "O01", name=word)
    plan = changed(plan, "A004", task=word, owner=word, note=word)
    plan = changed(plan, "P01", name=word)
    data = written(plan)
    check_form(data)
    assert len(parsed(data)) == len(plan.actions)
    one, shown = event(data, "A004"), " ".join(clean(word).split())
    assert str(one["SUMMARY"]).startswith(shown)
    assert clean(word).strip() in str(one["DESCRIPTION"])
    assert one["CATEGORIES"].cats == [shown]


INJECTED = [
    "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil",
    "x\nATTACH:https://example.invalid/x",
    "a,b;c\\d\\ne:\"f\"",
    "\u2028BEGIN:VALARM\u0085ACTION:PROCEDURE\x0b\x0c",
    "\ud800半分",
    "👩‍👩‍👧" * 40,
    "が" * 60,
    "\\",
    "\\n",
    " 前後 ",
]  # fmt: skip


@pytest.mark.parametrize("text", INJECTED)
def test_a_text_never_becomes_a_line_of_its_own(text: str) -> None:
    plan = changed(small_plan(), "A004", note=text, task=text)
    data = written(plan)
    check_form(data)
    found = parsed(data)
    assert set(found) == {f"A{number:03d}.{KNOWN.plan_id}@btobsheet" for number in range(1, 11)}
    one = event(data, "A004")
    assert "ATTACH" not in one
    assert len(one.walk("VALARM")) == len(event(written(small_plan()), "A004").walk("VALARM"))
    note = clean(text).strip()
    assert f"メモ: {note}\n" in str(one["DESCRIPTION"])


@given(st.text(max_size=300))
def test_folding_and_escaping_lose_nothing(text: str) -> None:
    line = folded(f"SUMMARY:{escaped(text)}")
    assert line.replace("\r\n ", "") == f"SUMMARY:{escaped(text)}"
    assert all(len(part.encode()) <= 75 for part in line.split("\r\n"))
    whole = "BEGIN:VEVENT\r\n" + line + "\r\nEND:VEVENT\r\n"
    assert str(Event.from_ical(whole.encode())["SUMMARY"]) == clean(text)


# ---------------------------------------------------------------- days and alarms

DAYS: list[Any] = [
    pytest.param({"start": D(2026, 10, 12), "end": D(2026, 10, 12)}, (D(2026, 10, 12), D(2026, 10, 13)), id="one day"),
    pytest.param({"start": None, "end": D(2026, 10, 30)}, (D(2026, 10, 30), D(2026, 10, 31)), id="no start"),
    pytest.param({"start": D(2026, 10, 12), "end": None}, (D(2026, 10, 12), D(2026, 10, 13)), id="no end"),
    pytest.param({"start": D(2026, 11, 12), "end": D(2026, 10, 30)}, (D(2026, 10, 30), D(2026, 10, 31)), id="ends before it begins"),
    pytest.param({"start": D(2026, 12, 1), "end": D(9999, 12, 31)}, (D(2026, 12, 1), D(9999, 12, 31)), id="no day after"),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "expected"), DAYS)
def test_the_days_of_an_event(fields: dict[str, Any], expected: tuple[dt.date, dt.date]) -> None:
    one = event(written(changed(small_plan(), "A004", **fields)), "A004")
    assert (one.start, one.end) == expected


def test_an_action_without_a_day_has_no_event_and_is_told() -> None:
    plan = changed(small_plan(), "A004", start=None, end=None)
    made = api.agenda(known(plan), as_of=DAY)
    assert made.undated == ("A004",)
    assert len(made.entries) == len(plan.actions) - 1


ALARMS: list[Any] = [
    # a Friday: the eve is Thursday, and it is due soon two weeks before
    pytest.param({"start": D(2026, 10, 12), "end": D(2026, 11, 13)}, {}, [D(2026, 10, 30), D(2026, 11, 12)], id="both"),
    # a Monday: the working day before is Friday
    pytest.param({"start": D(2026, 11, 9), "end": D(2026, 11, 16)}, {}, [D(2026, 11, 13)], id="short, over a weekend"),
    pytest.param({"start": D(2026, 10, 12), "end": D(2026, 11, 13)}, {"due_soon_days": 3}, [D(2026, 11, 10), D(2026, 11, 12)], id="three days"),
    pytest.param({"start": D(2026, 10, 12), "end": D(2026, 11, 13)}, {"due_soon_days": 0}, [D(2026, 11, 12)], id="never soon"),
    pytest.param({"start": D(2026, 9, 7), "end": D(2026, 10, 9)}, {}, [D(2026, 10, 8)], id="the first is over"),
    pytest.param({"start": D(2026, 9, 7), "end": D(2026, 10, 2)}, {}, [], id="late"),
    pytest.param({"start": D(2026, 10, 12), "end": None}, {}, [], id="no end"),
    pytest.param({"status": "done"}, {}, [], id="done"),
    pytest.param({"status": "on_hold"}, {}, [], id="on hold"),
    pytest.param({"status": "cancelled"}, {}, [], id="cancelled"),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "settings", "expected"), ALARMS)
def test_when_an_event_calls(
    fields: dict[str, Any], settings: dict[str, Any], expected: list[dt.date]
) -> None:
    plan = set_up(changed(small_plan(), "A004", **fields), **settings)
    nine = [dt.datetime.combine(day, dt.time(9)) for day in expected]
    assert alarms(event(written(plan), "A004")) == nine


def test_the_eve_is_no_holiday() -> None:
    """21 September 2026 is a Monday of the plan's holidays."""
    plan = changed(small_plan(), "A004", start=D(2026, 9, 14), end=D(2026, 9, 22))
    found = alarms(event(written(plan, as_of=D(2026, 9, 1)), "A004"))
    assert [one.date() for one in found] == [D(2026, 9, 18)]


STATUS: list[Any] = [
    ({"status": "on_hold"}, {}, "TENTATIVE"),
    ({"status": "cancelled"}, {}, "CANCELLED"),
    ({"status": "done"}, {}, "CONFIRMED"),
    ({}, {"decision": "declined"}, "CANCELLED"),
    ({}, {"decision": "candidate"}, "CANCELLED"),
    ({}, {"decision": "ended", "stopped_on": D(2026, 11, 30)}, "CANCELLED"),
    ({"end": D(2026, 11, 20)}, {"decision": "ended", "stopped_on": D(2026, 11, 30)}, "CONFIRMED"),
]


@pytest.mark.parametrize(("action", "tactic", "status"), STATUS)
def test_the_status_of_an_event(
    action: dict[str, Any], tactic: dict[str, Any], status: str
) -> None:
    plan = changed(changed(small_plan(), "A004", **action), "T01", **tactic)
    assert event(written(plan), "A004")["STATUS"] == status


# ---------------------------------------------------------------- whose


@pytest.mark.parametrize("typed", ["甲野一郎", "甲野", "甲野 一郎", "甲野一郎様", "甲野　一郎"])
def test_a_person_is_found_by_every_spelling(typed: str) -> None:
    plan = changed(small_plan(), "A005", owner="甲野")
    made = api.agenda(known(plan), typed, as_of=DAY)
    assert {one.uid[:4] for one in made.entries} == {"A001", "A004", "A005"}
    assert made.title == "試作計画(甲野一郎)"
    assert {one.summary for one in made.entries} >= {"記事を公開する"}  # whose it is is clear


def test_an_action_of_several_is_each_one_s() -> None:
    plan = changed(small_plan(), "A004", owner="甲野一郎・乙川")
    for typed in ("甲野一郎", "乙川二子"):
        assert "A004" in {one.uid[:4] for one in api.agenda(known(plan), typed, as_of=DAY).entries}


def test_an_owner_who_is_not_among_the_people_is_found_by_the_cells() -> None:
    plan = changed(small_plan(), "A004", owner="外部 四郎")
    assert [one.uid[:4] for one in api.agenda(known(plan), "外部四郎", as_of=DAY).entries] == [
        "A004"
    ]


@pytest.mark.parametrize(("plan", "typed", "code"), [
    (small_plan(), "知らない人", "E105"),
    (changed(small_plan(), "P02", name="甲野一郎"), "甲野一郎", "E107"),
    (changed(small_plan(), "P02", aliases=("甲野",)), "甲野", "E107"),
])  # fmt: skip
def test_an_unknown_or_unclear_owner_is_an_error(plan: Plan, typed: str, code: str) -> None:
    with pytest.raises(UsageError) as caught:
        api.agenda(known(plan), typed, as_of=DAY)
    assert caught.value.problem.code == code


def test_a_plan_without_an_id_has_no_entries_to_find_again() -> None:
    with pytest.raises(UsageError) as caught:
        api.agenda(small_plan(), as_of=DAY)
    assert caught.value.problem.code == "E068"


def test_an_id_that_somebody_typed_over_is_still_one() -> None:
    odd = replace(small_plan(), identity=Identity(plan_id="=x\r\nUID:evil" + "長" * 300))
    data = ics_text(api.agenda(odd, as_of=DAY)).encode()
    check_form(data)
    assert all(len(uid) < 60 for uid in parsed(data))
    assert set(parsed(data)) == set(parsed(ics_text(api.agenda(odd, as_of=D(2027, 1, 1))).encode()))


# ---------------------------------------------------------------- taken in again


class Program:
    """A calendar program by RFC 5546: of an event it has, the version with the higher SEQUENCE
    counts, of two alike the later DTSTAMP.
    """

    def __init__(self) -> None:
        self.events: dict[str, Event] = {}

    def take(self, data: bytes) -> None:
        for uid, one in parsed(data).items():
            if uid not in self.events or self._version(one) > self._version(self.events[uid]):
                self.events[uid] = one

    @staticmethod
    def _version(one: Event) -> tuple[int, dt.datetime]:
        return int(one["SEQUENCE"]), one["DTSTAMP"].dt

    def days(self) -> dict[str, dt.date]:
        """Give the first day of each event that is on."""
        return {
            uid[:4]: one.start for uid, one in self.events.items() if one["STATUS"] != "CANCELLED"
        }


def exported(book: bytes, as_of: dt.date, owner: str = "") -> bytes:
    return ics_text(api.agenda(api.read(book, "計画.xlsx").plan, owner, as_of=as_of)).encode()


def test_moved_days_move_and_what_was_stopped_is_called_off() -> None:
    book, program = bare_book(small_plan()), Program()
    program.take(exported(book, DAY))
    first = program.days()
    assert len(first) == 10
    later = edited(book, actions__A004__start=D(2026, 10, 19), actions__A005__status="中止")
    program.take(exported(later, D(2026, 10, 6)))
    assert program.days() == {
        **{k: v for k, v in first.items() if k != "A005"},
        "A004": D(2026, 10, 19),
    }
    program.take(exported(book, D(2026, 10, 7)))  # moved back, and on again
    assert program.days() == first
    program.take(exported(later, D(2026, 10, 6)))  # an old file, taken in late
    assert program.days() == first


def test_the_revision_tells_two_exports_of_one_day_apart() -> None:
    one = replace(small_plan(), identity=replace(KNOWN, revision=2))
    moved = changed(
        replace(one, identity=replace(KNOWN, revision=3)), "A004", start=D(2026, 10, 19)
    )
    program = Program()
    program.take(ics_text(api.agenda(one, as_of=DAY)).encode())
    program.take(ics_text(api.agenda(moved, as_of=DAY)).encode())
    assert program.days()["A004"] == D(2026, 10, 19)


def test_a_deleted_row_is_called_off() -> None:
    """The workbook remembers what it was handed out with."""
    book = bare_book(small_plan())
    program = Program()
    program.take(exported(book, DAY))
    fields = (
        "tactic",
        "task",
        "owner",
        "start",
        "end",
        "status",
        "effort",
        "phase",
        "times_planned",
        "times_done",
    )
    emptied = edited(book, **{f"actions__A004__{field}": None for field in fields})
    assert "A004" not in {one.id for one in api.read(emptied, "x").plan.actions}
    program.take(exported(emptied, D(2026, 10, 6)))
    assert "A004" not in program.days()
    assert event_summary(program, "A004") == "記事を公開する"
    undated = edited(book, actions__A005__start=None, actions__A005__end=None)
    program.take(exported(undated, D(2026, 10, 7)))
    assert "A005" not in program.days()
    assert "A004" in program.days()  # there again


def event_summary(program: Program, action: str) -> str:
    return next(
        str(one["SUMMARY"]) for uid, one in program.events.items() if uid.startswith(action)
    )


def test_what_was_passed_on_is_called_off_for_who_had_it() -> None:
    book = bare_book(small_plan())
    moved = edited(book, actions__A004__owner="乙川二子")
    his, hers = Program(), Program()
    for data, day in ((book, DAY), (moved, D(2026, 10, 6))):
        his.take(exported(data, day, "甲野"))
        hers.take(exported(data, day, "乙川"))
    assert "A004" not in his.days()
    assert "A004" in hers.days()
    everybody = Program()
    everybody.take(exported(moved, D(2026, 10, 6)))
    assert "A004" in everybody.days()


@pytest.mark.slow
def test_a_part_that_was_handed_out_has_the_entries_of_the_whole() -> None:
    """A person may take entries from the own part, and later from the master."""
    book = bare_book(small_plan())
    part = next(
        one.data for one in api.split(book, as_of=DAY, today=DAY).files if "甲野" in one.name
    )
    assert parsed(exported(part, DAY, "甲野")).keys() == parsed(exported(book, DAY, "甲野")).keys()
    assert {one["STATUS"] for one in parsed(exported(part, DAY)).values()} == {"CONFIRMED"}


def test_examples_that_were_deleted_were_in_no_calendar() -> None:
    plan = api.load_template("funnel", today=DAY).plan
    assert plan.actions[0].examples
    book = bare_book(plan)
    held = api.read(book, "x").plan
    rest = replace(held, actions=held.actions[5:])
    made = api.agenda(rest, as_of=DAY)
    assert {one.uid[:4] for one in made.entries} == {one.id for one in rest.actions}


def test_what_was_approved_and_deleted_is_called_off_for_all() -> None:
    """An approval keeps names and days; whose an action was only the hand-out knows."""
    read = api.read(api.approve(bare_book(small_plan()), on=DAY, as_of=DAY).data, "x").plan
    bare = replace(without(read, "A004"), identity=KNOWN)
    for owner in ("", "甲野", "乙川"):
        made = {one.uid[:4]: one for one in api.agenda(bare, owner, as_of=DAY).entries}
        gone = made["A004"]
        assert (gone.status, gone.summary, gone.first) == (
            "CANCELLED",
            "記事を公開する",
            D(2026, 10, 12),
        )


# ---------------------------------------------------------------- the command


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "計画.xlsx"
    path.write_bytes(bare_book(small_plan()))
    return path


def test_the_command_writes_a_file(book: Path) -> None:
    out = book.with_name("予定.ics")
    made = run(
        "export", book, "--format", "ics", "--owner", "甲野", "--as-of", "2026-10-05", "-o", out
    )
    assert made.code == 0
    assert "3" in made.err
    check_form(out.read_bytes())
    assert len(parsed(out.read_bytes())) == 3
    again = run(
        "export", book, "--format", "ics", "--owner", "甲野", "--as-of", "2026-10-05", "-o", out
    )
    assert (again.code, "E040" in again.err) == (2, True)
    shown = run("export", book, "--format", "ics", "--owner", "甲野一郎", "--as-of", "2026-10-05")
    assert shown.out.replace("\r\n", "\n") == out.read_text("utf-8")


def test_the_command_tells_what_is_not_in_it(book: Path) -> None:
    plan = changed(small_plan(), "A005", start=None, end=None)
    plan = added(plan, *(Action(id=f"A{n:03d}", task="x", tactic="T01") for n in range(11, 30)))
    book.write_bytes(bare_book(plan))
    made = run("export", book, "--format", "ics", "--as-of", "2026-10-05")
    assert made.code == 0
    assert "A005, A011" in made.err
    assert "…" in made.err


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--format", "ics", "--owner", "知らない"), "E105"),
        (("--format", "ics", "--owner", " "), "E067"),
        (("--format", "toml", "--owner", "甲野"), "E066"),
        (("--format", "json", "--as-of", "2026-10-05"), "E066"),
        (("--format", "csv", "-o", "x", "--owner", "甲野"), "E066"),
    ],
)
def test_a_call_that_cannot_be_carried_out_ends_with_2(
    book: Path, options: tuple[str, ...], code: str
) -> None:
    for language in ("ja", "en"):
        made = run("export", book, *options, "--lang", language, folder=book.parent)
        assert (made.code, made.out) == (2, "")
        assert code in made.err
    assert [one.name for one in book.parent.iterdir()] == [book.name]
