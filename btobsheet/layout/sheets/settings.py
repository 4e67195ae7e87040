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
    Setting,
    Text,
    TextList,
)
from btobsheet.layout.spec import Column, Sheet, Table
from btobsheet.quickclass import dataclass


@dataclass(frozen=True)
class SettingSpec:
    """One setting: its id in the workbook, its field in ``plan.model.Settings``, kind and label."""

    id: str
    field: str
    kind: Kind
    ja: str
    en: str

    def label(self, language: str) -> str:
        """Give the label people see."""
        return self.ja if language == "ja" else self.en


SETTINGS: tuple[SettingSpec, ...] = (
    SettingSpec("policy", "policy", Text(wrap=True), "戦略方針", "Policy"),
    SettingSpec("title", "title", Text(), "計画の名前", "Title of the plan"),
    SettingSpec("company", "company", Text(), "会社名", "Company"),
    SettingSpec("as_of", "as_of", Date(), "基準日(空欄=今日)", "As-of day (empty = today)"),
    SettingSpec(
        "stages", "stages", TextList(), "段階(作戦の漏れ確認用)", "Stages (to check for gaps)"
    ),
    SettingSpec(
        "threshold.on_track",
        "on_track",
        Percent(),
        "「順調」の下限(達成率)",
        "On track from (attainment)",
    ),
    SettingSpec(
        "threshold.at_risk",
        "at_risk",
        Percent(),
        "「注意」の下限(達成率)",
        "At risk from (attainment)",
    ),
    SettingSpec(
        "tolerance.trend", "trend", Percent(), "傾向とみなす変化", "Change that makes a trend"
    ),
    SettingSpec(
        "tolerance.progress", "progress", Percent(), "進行遅れの許容差", "Tolerance before behind"
    ),
    SettingSpec(
        "stale_months",
        "stale_months",
        Number(low=0, high=12),
        "「未入力」とする月数",
        "Months until No data",
    ),
    SettingSpec(
        "due_soon_days",
        "due_soon_days",
        Number(low=0, high=366),
        "「期限間近」の日数",
        "Days that are due soon",
    ),
)

SETTINGS_TABLE = Table(
    name="settings",
    rows=len(SETTINGS),
    filters=False,
    columns=(
        Column(name="id", kind=Identifier(), ja="No.", en="No.", width=120),
        Column(name="name", kind=Label(), ja="設定", en="Setting", width=170, band="settings"),
        Column(name="value", kind=Setting(), ja="値", en="Value", width=300, band="settings"),
    ),
)

PEOPLE = Table(
    name="people",
    rows=20,
    first_column=5,
    filters=False,
    columns=(
        Column(name="id", kind=Identifier(), ja="No.", en="No.", width=48),
        Column(name="name", kind=Text(), ja="氏名", en="Name", width=110, band="people"),
        Column(
            name="aliases",
            kind=TextList(),
            ja="別の書き方",
            en="Other spellings",
            width=120,
            band="people",
            also=("別名", "Aliases"),
        ),
        Column(
            name="department",
            kind=Department(),
            ja="部門",
            en="Department",
            width=130,
            band="people",
        ),
        Column(name="role", kind=Text(wrap=True), ja="役割", en="Role", width=110, band="people"),
        Column(name="email", kind=Text(), ja="メール", en="E-mail", width=170, band="people"),
        Column(
            name="days_per_month",
            kind=Number(low=0, high=31),
            ja="使える日数/月",
            en="Days per month",
            width=80,
            band="people",
        ),
        Column(
            name="agreed_on", kind=Date(), ja="共有確認日", en="Agreed on", width=92, band="people"
        ),
        Column(
            name="used", kind=Number(), ja="_使用", en="_used", hidden=True, formula=macros.used()
        ),
        Column(
            name="num",
            kind=Number(),
            ja="_番号",
            en="_number",
            hidden=True,
            formula=macros.number(),
        ),
        Column(
            name="ord",
            kind=Number(),
            ja="_順",
            en="_order",
            hidden=True,
            formula='IF(AND([used]=1,[name]<>""),[num],"")',
        ),
        Column(
            name="gap_agreed",
            kind=Number(),
            ja="_gap_agreed",
            en="_gap_agreed",
            hidden=True,
            formula='IF(AND([used]=1,[name]<>"",NOT(ISNUMBER([agreed_on]))),[num],"")',
        ),
        Column(
            name="alias_text",
            kind=Text(),
            ja="_alias_text",
            en="_alias_text",
            hidden=True,
            formula=(
                'IF([aliases]="","","、"&SUBSTITUTE(SUBSTITUTE([aliases],", ","、"),",","、")&"、")'
            ),
        ),
        Column(name="examples", kind=Examples(), ja="_例", en="_examples", hidden=True),
    ),
)

HOLIDAYS = Table(
    name="holidays",
    rows=60,
    first_column=20,
    filters=False,
    columns=(
        Column(name="id", kind=Identifier(), ja="No.", en="No.", width=48),
        Column(name="date", kind=Date(), ja="休日", en="Holiday", width=92, band="holidays"),
        Column(name="name", kind=Text(), ja="名称", en="Name", width=150, band="holidays"),
    ),
)

SHEET = Sheet(
    key="settings",
    ja="方針・設定",
    en="Policy & settings",
    kind="input",
    tables=(SETTINGS_TABLE, PEOPLE, HOLIDAYS),
)
