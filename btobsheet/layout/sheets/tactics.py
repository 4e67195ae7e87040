"""②戦術・KPI: one row a tactic: selection, owner, intent and resources, with its live KPI figures."""

from __future__ import annotations

from btobsheet.layout import macros
from btobsheet.layout.kinds import Choice, Date, Department, Examples, Identifier, Money, Number, Percent, PersonName, Reference, Text
from btobsheet.layout.spec import Column, Sheet, Table


def _sum(name: str) -> str:
    return f"IF([used]=1,SUMIFS(actions_{name},actions_tactic_id,[id]),0)"


def _driver(field: str) -> str:
    """Show a figure of the KPI that decides the tactic's status."""
    return f'IF([worst]>0,INDEX(kpis_{field},INDEX(worst_row,[worst])),"")'


_FITS = ("[fit_efficiency]", "[fit_measurable]", "[fit_independent]")
_CHANNEL = macros.choice("[channel]", "channel", 3, 4)

TACTICS = Table(
    name="tactics",
    rows=40,
    columns=(
        Column(name="id", kind=Identifier(), ja="No.", en="No.", width=48),
        Column(name="operation", kind=Reference(tables=("operations",)), ja="作戦", en="Operation", width=150, band="tactic"),
        Column(name="name", kind=Text(wrap=True), ja="戦術", en="Tactic", width=180, band="tactic"),
        Column(name="status", kind=Text(), ja="判定", en="Status", width=72, band="live", formula='IF([worst]>0,INDEX(worst_word,[worst]),"")'),
        Column(
            name="driver", kind=Text(), ja="決め手のKPI", en="Deciding KPI", width=150, band="live", formula='IF([worst]>0,INDEX(worst_name,[worst])&"","")'
        ),
        Column(name="attainment", kind=Percent(), ja="達成率", en="Attainment", width=80, band="live", formula=_driver("attainment")),
        Column(name="trend", kind=Text(), ja="傾向", en="Trend", width=74, band="live", formula=_driver("trend")),
        Column(name="progress", kind=Percent(), ja="進捗", en="Progress", width=64, band="live", formula=macros.share("[sum_done]", "[sum_weight]")),
        Column(name="planned", kind=Percent(), ja="計画進捗", en="Planned", width=72, band="live", formula=macros.share("[sum_planned]", "[sum_weight]")),
        Column(name="overdue", kind=Number(), ja="期限超過", en="Overdue", width=72, band="live", formula='IF([used]=1,[overdue_count],"")'),
        Column(
            name="kpi_link",
            kind=Text(),
            ja="KPIへ",
            en="To KPIs",
            width=64,
            band="live",
            formula='IF([kpi_row]>0,HYPERLINK("#"&CELL("address",INDEX(kpis_name,[kpi_row])),"→ "&COUNTIFS(kpis_scope_id,[id])),"")',
        ),
        Column(name="channel", kind=Choice(group="channel"), ja="手段", en="Channel", width=80, band="select", also=("デジタル/リアル", "チャネル")),
        Column(name="decision", kind=Choice(group="decision"), ja="採否", en="Decision", width=72, band="select"),
        Column(name="buying_stage", kind=Text(wrap=True), ja="購買段階", en="Buying stage", width=110, band="select"),
        Column(name="fit_efficiency", kind=Number(low=1, high=5), ja="効率", en="Efficient", width=56, band="select"),
        Column(name="fit_measurable", kind=Number(low=1, high=5), ja="数値化", en="Measurable", width=88, band="select"),
        Column(name="fit_independent", kind=Number(low=1, high=5), ja="属人化しない", en="Independent of persons", width=92, band="select"),
        Column(
            name="score",
            kind=Number(),
            ja="適合点",
            en="Score",
            width=56,
            band="select",
            formula=f'IF(AND(ISNUMBER({_FITS[0]}),ISNUMBER({_FITS[1]}),ISNUMBER({_FITS[2]})),{"+".join(_FITS)},"")',
        ),
        Column(name="reason", kind=Text(wrap=True), ja="選定理由", en="Reason for the choice", width=220, band="select"),
        Column(name="department", kind=Department(), ja="部門", en="Department", width=110, band="plan"),
        Column(name="owner", kind=PersonName(), ja="担当", en="Owner", width=100, band="plan", also=("担当者",)),
        Column(name="backup", kind=PersonName(), ja="副担当", en="Backup", width=100, band="plan"),
        Column(name="intent", kind=Text(wrap=True), ja="なぜこのKPIか", en="Why this KPI", width=280, band="plan", also=("意図", "Intent")),
        Column(name="accepted_on", kind=Date(), ja="担当了解日", en="Accepted on", width=92, band="plan", also=("担当者了解日",)),
        Column(name="priority", kind=Choice(group="priority"), ja="優先度", en="Priority", width=60, band="plan"),
        Column(name="budget", kind=Money(low=0), ja="予算(円)", en="Budget (yen)", width=100, band="plan", also=("予算", "Budget")),
        Column(name="hours_planned", kind=Number(low=0), ja="予定工数(時間)", en="Hours planned", width=92, band="plan", also=("予定工数",)),
        Column(name="spent", kind=Money(), ja="使用額(円)", en="Spent (yen)", width=100, band="run", also=("使用額", "Spent")),
        Column(name="hours_spent", kind=Number(low=0), ja="実績工数(時間)", en="Hours spent", width=92, band="run", also=("実績工数",)),
        Column(name="note", kind=Text(wrap=True), ja="メモ", en="Note", width=220, band="run"),
        Column(name="used", kind=Number(), ja="_使用", en="_used", hidden=True, formula=macros.used()),
        Column(name="num", kind=Number(), ja="_番号", en="_number", hidden=True, formula=macros.number()),
        Column(name="key", kind=Text(), ja="_キー", en="_key", hidden=True, formula='IF([used]=1,[id]&"","")'),
        Column(name="ord", kind=Number(), ja="_順", en="_order", hidden=True, formula='IF([used]=1,[num],"")'),
        Column(name="label", kind=Text(), ja="_表示", en="_label", hidden=True, formula='IF([used]=1,IF([name]="",[id]&"",[id]&" "&[name]),"")'),
        Column(
            name="counted",
            kind=Number(),
            ja="_対象",
            en="_counted",
            hidden=True,
            formula=f"IF([used]=1,IF({macros.choice('[decision]', 'decision', 3, 1)}=1,1,0),0)",
        ),
        Column(name="op_row", kind=Number(), ja="_作戦行", en="_operation row", hidden=True, formula=macros.row_of("[operation]", "operations")),
        Column(name="op_id", kind=Text(), ja="_作戦No.", en="_operation id", hidden=True, formula='IF([op_row]>0,INDEX(operations_id,[op_row])&"","")'),
        Column(
            name="place",
            kind=Number(),
            ja="_並び",
            en="_place",
            hidden=True,
            formula='IF(AND([counted]=1,[op_row]>0),INDEX(operations_num,[op_row])*10000+[num],"")',
        ),
        Column(name="digital", kind=Number(), ja="_デジタル", en="_digital", hidden=True, formula=f'IF([used]=1,CHOOSE({_CHANNEL},1,0,0.5,""),"")'),
        Column(name="worst", kind=Number(), ja="_最悪", en="_worst", hidden=True, formula="IF([used]=1,IFERROR(MATCH([id],worst_scope,0),0),0)"),
        Column(name="kpi_row", kind=Number(), ja="_KPI行", en="_KPI row", hidden=True, formula="IF([used]=1,IFERROR(MATCH([id],kpis_scope_id,0),0),0)"),
        Column(name="sum_weight", kind=Number(), ja="_重み", en="_weight", hidden=True, formula=_sum("weight")),
        Column(name="sum_done", kind=Number(), ja="_実施", en="_done", hidden=True, formula=_sum("weight_done")),
        Column(name="sum_planned", kind=Number(), ja="_計画", en="_planned", hidden=True, formula=_sum("weight_planned")),
        Column(
            name="overdue_count",
            kind=Number(),
            ja="_超過数",
            en="_overdue count",
            hidden=True,
            formula="IF([used]=1,COUNTIFS(actions_tactic_id,[id],actions_state_no,5),0)",
        ),
        Column(name="gap_kpi", kind=Number(), ja="_gap_kpi", en="_gap_kpi", hidden=True, formula='IF(AND([counted]=1,[kpi_row]=0),[num],"")'),
        Column(name="gap_owner", kind=Number(), ja="_gap_owner", en="_gap_owner", hidden=True, formula='IF(AND([counted]=1,[owner]=""),[num],"")'),
        Column(name="gap_intent", kind=Number(), ja="_gap_intent", en="_gap_intent", hidden=True, formula='IF(AND([counted]=1,[intent]=""),[num],"")'),
        Column(name="person", kind=Text(), ja="_person", en="_person", hidden=True, formula=macros.person("[owner]")),
        Column(name="mine", kind=Number(), ja="_mine", en="_mine", hidden=True, formula='IF(AND(my_name<>"",[counted]=1,[person]=my_name),[num],"")'),
        Column(name="examples", kind=Examples(), ja="_例", en="_examples", hidden=True),
    ),
)

SHEET = Sheet(key="tactics", ja="②戦術・KPI", en="2 Tactics & KPIs", kind="input", tables=(TACTICS,))
