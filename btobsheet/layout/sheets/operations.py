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
from btobsheet.layout.sheets import bullets
from btobsheet.layout.spec import Column, Sheet, Table, hidden

_MINE = "tactics_op_id,[id],tactics_counted,1"

OPERATIONS = Table(
    name="operations",
    rows=12,
    columns=(
        Column(name="id", kind=Identifier(), width=46),
        Column(name="name", kind=Text(wrap=True), width=150, band="operation"),
        Column(name="description", kind=Text(wrap=True), width=218, band="operation"),
        Column(name="mission", kind=Text(wrap=True), width=170, band="operation"),
        Column(name="stage", kind=TextList(), width=100, band="operation"),
        Column(name="department", kind=Department(), width=98, band="operation"),
        Column(name="owner", kind=PersonName(), width=92, band="operation"),
        Column(
            name="status",
            kind=Text(),
            width=72,
            band="live",
            formula='IF([worst]>0,INDEX(worst_word,[worst]),"")',
        ),
        Column(
            name="counts",
            kind=Text(),
            width=84,
            band="live",
            formula=(
                'IF([worst]>0,[status]&" "&COUNTIFS(kpis_op_id,[id],kpis_status,'
                '[status])&"/"&COUNTIFS(kpis_op_id,[id],kpis_marked,"<>2"),"")'
            ),
        ),
        Column(
            name="driver",
            kind=Text(),
            width=124,
            band="live",
            formula='IF([worst]>0,INDEX(worst_name,[worst])&"","")',
        ),
        Column(
            name="progress",
            kind=Percent(),
            width=60,
            band="live",
            formula=macros.share("[sum_done]", "[sum_weight]"),
        ),
        *bullets.columns(
            "pace",
            "[progress]/[planned]",
            "AND(ISNUMBER([progress]),ISNUMBER([planned]),N([planned])>0)",
        ),
        Column(
            name="overdue",
            kind=Number(),
            width=60,
            band="live",
            formula=(
                'IF([used]=1,SUMIFS(tactics_overdue_count,tactics_op_id,[id],tactics_counted,1),"")'
            ),
        ),
        Column(name="note", kind=Text(wrap=True), width=136, band="note"),
        Column(
            name="planned",
            kind=Percent(),
            width=72,
            band="more",
            formula=macros.share("[sum_planned]", "[sum_weight]"),
        ),
        Column(
            name="tactic_count",
            kind=Number(),
            width=64,
            band="more",
            formula=f'IF([used]=1,COUNTIFS({_MINE}),"")',
        ),
        Column(
            name="digital_share",
            kind=Percent(),
            width=88,
            band="more",
            formula=(
                f'IF(COUNTIFS({_MINE},tactics_digital,">=0")>0,SUMIFS(tactics_digital,'
                f'{_MINE})/COUNTIFS({_MINE},tactics_digital,">=0"),"")'
            ),
        ),
        hidden("used", macros.used()),
        hidden("num", macros.number()),
        hidden("key", 'IF([used]=1,[id]&"","")', kind=Text()),
        hidden("ord", 'IF([used]=1,[num],"")'),
        hidden("spelled", macros.squeezed("[name]"), kind=Text()),
        hidden("label", macros.LABEL, kind=Text()),
        hidden("worst", "IF([used]=1,IFERROR(MATCH([id],worst_op,0),0),0)"),
        hidden("sum_weight", f"IF([used]=1,SUMIFS(tactics_sum_weight,{_MINE}),0)"),
        hidden("sum_done", f"IF([used]=1,SUMIFS(tactics_sum_done,{_MINE}),0)"),
        hidden("sum_planned", f"IF([used]=1,SUMIFS(tactics_sum_planned,{_MINE}),0)"),
        hidden("gap_tactic", 'IF(AND([used]=1,N([tactic_count])=0),[num],"")'),
        hidden("person", macros.person("[owner]"), kind=Text()),
        Column(name="examples", kind=Examples(), hidden=True),
    ),
)

SHEET = Sheet(key="operations", kind="input", tables=(OPERATIONS,))
