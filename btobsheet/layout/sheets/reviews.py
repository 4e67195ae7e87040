"""⑤振り返り: the PDCA log."""

from __future__ import annotations

from btobsheet.layout import macros
from btobsheet.layout.kinds import (
    Choice,
    Date,
    Examples,
    Identifier,
    MonthKind,
    PersonName,
    Reference,
    Text,
)
from btobsheet.layout.spec import Column, Sheet, Table, hidden

REVIEWS = Table(
    name="reviews",
    rows=36,
    columns=(
        Column(name="id", kind=Identifier(), width=40),
        Column(name="month", kind=MonthKind(), width=58, band="review"),
        Column(name="tactic", kind=Reference(tables=("tactics",)), width=100, band="review"),
        Column(name="kpi", kind=Reference(tables=("kpis",)), width=102, band="review"),
        Column(name="result", kind=Text(wrap=True), width=134, band="review"),
        Column(name="cause", kind=Text(wrap=True), width=134, band="review"),
        Column(name="next_action", kind=Text(wrap=True), width=134, band="next"),
        Column(name="decision", kind=Text(wrap=True), width=116, band="next"),
        Column(name="owner", kind=PersonName(), width=86, band="next"),
        Column(name="due", planned=True, kind=Date(edge="end"), width=80, band="next"),
        Column(name="state", kind=Choice(group="review_state"), width=58, band="next"),
        hidden("num", macros.number()),
        hidden("used", macros.used()),
        hidden("today", 'IF([used]=1,as_of,"")'),
        hidden("open", f"IF(AND([used]=1,{macros.choice('[state]', 'review_state', 2, 1)}=1),1,0)"),
        hidden("kpi_row", macros.row_of("[kpi]", "kpis")),
        hidden(
            "open_kpi", 'IF(AND([open]=1,[kpi_row]>0),INDEX(kpis_id,[kpi_row])&"","")', kind=Text()
        ),
        hidden("tactic_row", macros.row_of("[tactic]", "tactics")),
        hidden(
            "open_tactic",
            'IF(AND([open]=1,[tactic_row]>0),INDEX(tactics_id,[tactic_row])&"","")',
            kind=Text(),
        ),
        hidden(
            "homework",
            (
                f'IF(AND([open]=1,{macros.squeezed("[next_action]")}<>""),IF(ISNUMBER([due]),INT([due]),'
                '99999)*10000+[num],"")'
            ),
        ),
        hidden(
            "mine_due",
            (
                'IF([homework]="","",IF(ISNUMBER([due]),IF(AND(INT([due])<=as_of+due_soon_days,'
                f"{macros.concerns(macros.person('[owner]'))}),"
                f'{macros.urgency("INT([due])", "reviews")},""),""))'
            ),
        ),
        hidden("wanted", f'IF(AND([open]=1,{macros.squeezed("[decision]")}<>""),[num],"")'),
        Column(name="examples", kind=Examples(), hidden=True),
    ),
)

SHEET = Sheet(key="reviews", kind="input", tables=(REVIEWS,))
