"""①作戦: one row an operation, with live counts, status and progress."""

from __future__ import annotations

from btobsheet.layout import macros
from btobsheet.layout.kinds import (
    Department,
    Examples,
    Identifier,
    Number,
    Percent,
    PersonName,
    Text,
    TextList,
)
from btobsheet.layout.spec import Column, Sheet, Table

_MINE = "tactics_op_id,[id],tactics_counted,1"

OPERATIONS = Table(
    name="operations",
    rows=12,
    columns=(
        Column(name="id", kind=Identifier(), ja="No.", en="No.", width=48),
        Column(
            name="name",
            kind=Text(wrap=True),
            ja="作戦",
            en="Operation",
            width=190,
            band="operation",
        ),
        Column(
            name="description",
            kind=Text(wrap=True),
            ja="やること",
            en="What it does",
            width=300,
            band="operation",
        ),
        Column(
            name="mission",
            kind=Text(wrap=True),
            ja="使命",
            en="Mission",
            width=220,
            band="operation",
        ),
        Column(
            name="stage",
            kind=TextList(),
            ja="担う段階",
            en="Stages covered",
            width=160,
            band="operation",
            also=("段階", "Stage"),
        ),
        Column(
            name="department",
            kind=Department(),
            ja="部門",
            en="Department",
            width=110,
            band="operation",
        ),
        Column(
            name="owner",
            kind=PersonName(),
            ja="責任者",
            en="Owner",
            width=100,
            band="operation",
            also=("担当",),
        ),
        Column(
            name="status",
            kind=Text(),
            ja="判定",
            en="Status",
            width=72,
            band="live",
            formula='IF([worst]>0,INDEX(worst_word,[worst]),"")',
        ),
        Column(
            name="counts",
            kind=Text(),
            ja="内訳",
            en="Of its KPIs",
            width=92,
            band="live",
            formula=(
                'IF([worst]>0,[status]&" "&COUNTIFS(kpis_op_id,[id],kpis_status,'
                '[status])&"/"&COUNTIFS(kpis_op_id,[id]),"")'
            ),
        ),
        Column(
            name="driver",
            kind=Text(),
            ja="決め手のKPI",
            en="Deciding KPI",
            width=150,
            band="live",
            formula='IF([worst]>0,INDEX(worst_name,[worst])&"","")',
        ),
        Column(
            name="progress",
            kind=Percent(),
            ja="進捗",
            en="Progress",
            width=64,
            band="live",
            formula=macros.share("[sum_done]", "[sum_weight]"),
        ),
        Column(
            name="planned",
            kind=Percent(),
            ja="計画進捗",
            en="Planned",
            width=72,
            band="live",
            formula=macros.share("[sum_planned]", "[sum_weight]"),
        ),
        Column(
            name="overdue",
            kind=Number(),
            ja="期限超過",
            en="Overdue",
            width=72,
            band="live",
            formula=(
                'IF([used]=1,SUMIFS(tactics_overdue_count,tactics_op_id,[id],tactics_counted,1),"")'
            ),
        ),
        Column(
            name="tactic_count",
            kind=Number(),
            ja="戦術数",
            en="Tactics",
            width=64,
            band="live",
            formula=f'IF([used]=1,COUNTIFS({_MINE}),"")',
        ),
        Column(
            name="digital_share",
            kind=Percent(),
            ja="デジタル比率",
            en="Digital share",
            width=88,
            band="live",
            formula=(
                f'IF(COUNTIFS({_MINE},tactics_digital,">=0")>0,SUMIFS(tactics_digital,'
                f'{_MINE})/COUNTIFS({_MINE},tactics_digital,">=0"),"")'
            ),
        ),
        Column(
            name="note", kind=Text(wrap=True), ja="メモ", en="Note", width=180, band="operation"
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
            name="key",
            kind=Text(),
            ja="_キー",
            en="_key",
            hidden=True,
            formula='IF([used]=1,[id]&"","")',
        ),
        Column(
            name="ord",
            kind=Number(),
            ja="_順",
            en="_order",
            hidden=True,
            formula='IF([used]=1,[num],"")',
        ),
        Column(
            name="label",
            kind=Text(),
            ja="_表示",
            en="_label",
            hidden=True,
            formula='IF([used]=1,IF([name]="",[id]&"",[id]&" "&[name]),"")',
        ),
        Column(
            name="worst",
            kind=Number(),
            ja="_最悪",
            en="_worst",
            hidden=True,
            formula="IF([used]=1,IFERROR(MATCH([id],worst_op,0),0),0)",
        ),
        Column(
            name="sum_weight",
            kind=Number(),
            ja="_重み",
            en="_weight",
            hidden=True,
            formula=f"IF([used]=1,SUMIFS(tactics_sum_weight,{_MINE}),0)",
        ),
        Column(
            name="sum_done",
            kind=Number(),
            ja="_実施",
            en="_done",
            hidden=True,
            formula=f"IF([used]=1,SUMIFS(tactics_sum_done,{_MINE}),0)",
        ),
        Column(
            name="sum_planned",
            kind=Number(),
            ja="_計画",
            en="_planned",
            hidden=True,
            formula=f"IF([used]=1,SUMIFS(tactics_sum_planned,{_MINE}),0)",
        ),
        Column(
            name="gap_tactic",
            kind=Number(),
            ja="_gap_tactic",
            en="_gap_tactic",
            hidden=True,
            formula='IF(AND([used]=1,N([tactic_count])=0),[num],"")',
        ),
        Column(
            name="person",
            kind=Text(),
            ja="_person",
            en="_person",
            hidden=True,
            formula=macros.person("[owner]"),
        ),
        Column(name="examples", kind=Examples(), ja="_例", en="_examples", hidden=True),
    ),
)

SHEET = Sheet(key="operations", ja="①作戦", en="1 Operations", kind="input", tables=(OPERATIONS,))
