"""方針・設定: settings (policy first), people and holidays, side by side."""

from __future__ import annotations

from btobsheet.layout import macros
from btobsheet.layout.kinds import (
    Date,
    Department,
    Examples,
    Identifier,
    Kind,
    Label,
    Number,
    Percent,
    PersonName,
    Setting,
    Text,
    TextList,
)
from btobsheet.layout.spec import Column, Sheet, Table, hidden
from btobsheet.plan.model import SETTING_IDS
from btobsheet.plan.spelling import LONGEST
from btobsheet.quickclass import dataclass
from btobsheet.wording.columns import column_words


@dataclass(frozen=True)
class SettingSpec:
    """One setting: its field in ``plan.model.Settings`` and the kind of its value."""

    field: str
    kind: Kind

    @property
    def id(self) -> str:
        """Its name in the workbook."""
        return SETTING_IDS[self.field]

    @property
    def planned(self) -> bool:
        """Tell whether a change of it is "raised" or "lowered": that of a threshold is."""
        return isinstance(self.kind, Percent)

    def label(self, language: str) -> str:
        """Give the label people see."""
        return column_words(language, "settings", self.id).header


SETTINGS: tuple[SettingSpec, ...] = (
    SettingSpec("policy", Text(wrap=True)),
    SettingSpec("title", Text()),
    SettingSpec("company", Text()),
    SettingSpec("as_of", Date()),
    SettingSpec("stages", TextList()),
    SettingSpec("buying_stages", TextList()),
    SettingSpec("on_track", Percent()),
    SettingSpec("at_risk", Percent()),
    SettingSpec("trend", Percent()),
    SettingSpec("progress", Percent()),
    SettingSpec("stale_months", Number(low=0, high=12)),
    SettingSpec("due_soon_days", Number(low=0, high=366)),
    SettingSpec("currency", Text()),
)

BANNER = frozenset(("policy", "title", "company"))
"""Settings that say whose plan it is, and what for: they stand on top, large."""
GROUPS = frozenset(("as_of", "on_track", "currency"))
"""Settings with which another group begins: days and stages, how strictly to judge, money."""

SETTINGS_TABLE = Table(
    name="settings",
    rows=len(SETTINGS),
    filters=False,
    columns=(
        Column(name="id", kind=Identifier(), width=0),
        Column(name="name", kind=Label(), width=150, band="settings"),
        Column(name="value", kind=Setting(), width=242, band="settings"),
    ),
)

_ASKED = (
    f'IF([alias_text]="","",IF(LEN([name])>{LONGEST},0,SUMIFS(actions_effort,actions_person,'
    f'"="&{macros.literal("[name]")},'
    'actions_counted,1,actions_state_no,">1",actions_effort,">0")))'
)
"""The person-days that a person's actions ask for, those cancelled left out."""
_MONTHS = 'IF(ISNUMBER([left_on]),COUNTIF(month_first,"<="&INT([left_on])),12)'
_DAYS = macros.if_number("[days_per_month]", f"[days_per_month]*{_MONTHS}")
_LOAD = (
    "IF(OR(N([days])>0,N([asked])>0),IF(N([days])>0,N([asked])/[days],"
    'IF(ISNUMBER([days]),9999,0))-[num]/1000000000,"")'
)
"""The share of a person's days that is asked for, by which people are sorted."""

PEOPLE = Table(
    name="people",
    rows=20,
    first_column=5,
    filters=False,
    columns=(
        Column(name="id", kind=Identifier(), width=38),
        Column(name="name", kind=Text(), width=104, band="people"),
        Column(name="aliases", kind=TextList(), width=66, band="people"),
        Column(name="department", kind=Department(), width=138, band="people"),
        Column(name="role", kind=Text(wrap=True), width=86, band="people"),
        Column(name="email", kind=Text(), width=164, band="people"),
        Column(
            name="days_per_month",
            planned=True,
            kind=Number(low=0, high=31),
            width=50,
            band="people",
        ),
        Column(name="agreed_on", kind=Date(), width=76, band="people"),
        Column(name="left_on", since=2, kind=Date(), width=76, band="people"),
        Column(
            name="successor",
            since=2,
            optional=True,
            kind=PersonName(),
            width=84,
            band="people",
        ),
        hidden("used", macros.used()),
        hidden("num", macros.number()),
        hidden("ord", 'IF(AND([used]=1,[alias_text]<>""),[num],"")'),
        hidden(
            "gap_agreed",
            'IF(AND([used]=1,[alias_text]<>"",COUNT([agreed_on],[left_on])=0),[num],"")',
        ),
        hidden("asked", _ASKED),
        hidden("days", _DAYS),
        hidden("load", _LOAD),
        hidden("alias_text", macros.alias_text("[name]", "[aliases]"), kind=Text()),
        Column(name="examples", kind=Examples(), hidden=True),
    ),
)

HOLIDAYS = Table(
    name="holidays",
    rows=48,
    first_column=25,
    filters=False,
    columns=(
        Column(name="id", kind=Identifier(), width=0),
        Column(name="date", kind=Date(), width=80, band="holidays"),
        Column(name="name", kind=Text(wrap=True), width=130, band="holidays"),
        hidden("day", macros.if_number("[date]", "INT([date])")),
    ),
)

SHEET = Sheet(key="settings", kind="input", tables=(SETTINGS_TABLE, PEOPLE, HOLIDAYS))
