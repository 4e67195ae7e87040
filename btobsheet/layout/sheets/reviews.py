"""⑤振り返り: the PDCA log."""

from __future__ import annotations

from btobsheet.layout import macros
from btobsheet.layout.kinds import (
    Choice,
    Date,
    Examples,
    Identifier,
    MonthKind,
    Number,
    PersonName,
    Reference,
    Text,
)
from btobsheet.layout.spec import Column, Sheet, Table

REVIEWS = Table(
    name="reviews",
    rows=60,
    columns=(
        Column(name="id", kind=Identifier(), ja="No.", en="No.", width=48),
        Column(name="month", kind=MonthKind(), ja="対象月", en="Month", width=76, band="review"),
        Column(
            name="tactic",
            kind=Reference(tables=("tactics",)),
            ja="戦術",
            en="Tactic",
            width=160,
            band="review",
        ),
        Column(
            name="kpi",
            kind=Reference(tables=("kpis",)),
            ja="KPI",
            en="KPI",
            width=180,
            band="review",
        ),
        Column(
            name="result", kind=Text(wrap=True), ja="結果", en="Result", width=240, band="review"
        ),
        Column(name="cause", kind=Text(wrap=True), ja="原因", en="Cause", width=240, band="review"),
        Column(
            name="next_action",
            kind=Text(wrap=True),
            ja="次の一手",
            en="Next move",
            width=240,
            band="next",
        ),
        Column(
            name="decision",
            kind=Text(wrap=True),
            ja="決めてほしいこと",
            en="Decision wanted",
            width=220,
            band="next",
        ),
        Column(
            name="owner",
            kind=PersonName(),
            ja="担当",
            en="Owner",
            width=96,
            band="next",
            also=("担当者",),
        ),
        Column(name="due", kind=Date(edge="end"), ja="期限", en="Due", width=92, band="next"),
        Column(
            name="state",
            kind=Choice(group="review_state"),
            ja="状態",
            en="State",
            width=76,
            band="next",
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
            name="used", kind=Number(), ja="_使用", en="_used", hidden=True, formula=macros.used()
        ),
        Column(
            name="open",
            kind=Number(),
            ja="_未完了",
            en="_open",
            hidden=True,
            formula=f"IF(AND([used]=1,{macros.choice('[state]', 'review_state', 2, 1)}=1),1,0)",
        ),
        Column(
            name="kpi_row",
            kind=Number(),
            ja="_KPI行",
            en="_KPI row",
            hidden=True,
            formula=macros.row_of("[kpi]", "kpis"),
        ),
        Column(
            name="open_kpi",
            kind=Text(),
            ja="_KPI",
            en="_KPI",
            hidden=True,
            formula='IF(AND([open]=1,[kpi_row]>0),INDEX(kpis_id,[kpi_row])&"","")',
        ),
        Column(
            name="tactic_row",
            kind=Number(),
            ja="_戦術行",
            en="_tactic row",
            hidden=True,
            formula=macros.row_of("[tactic]", "tactics"),
        ),
        Column(
            name="open_tactic",
            kind=Text(),
            ja="_戦術",
            en="_tactic",
            hidden=True,
            formula='IF(AND([open]=1,[tactic_row]>0),INDEX(tactics_id,[tactic_row])&"","")',
        ),
        Column(
            name="homework",
            kind=Number(),
            ja="_宿題順",
            en="_homework order",
            hidden=True,
            formula=(
                'IF(AND([open]=1,[next_action]<>""),IF(ISNUMBER([due]),INT([due]),'
                '99999)*10000+[num],"")'
            ),
        ),
        Column(
            name="wanted",
            kind=Number(),
            ja="_決定待ち",
            en="_decision wanted",
            hidden=True,
            formula=(
                f'IF(AND([decision]<>"",{macros.choice("[state]", "review_state", 2, 1)}=1),'
                f'[num],"")'
            ),
        ),
        Column(name="examples", kind=Examples(), ja="_例", en="_examples", hidden=True),
    ),
)

SHEET = Sheet(key="reviews", ja="⑤振り返り", en="5 Reviews", kind="input", tables=(REVIEWS,))
