"""③KPI目標・実績: one row a KPI: definition, twelve targets, twelve actuals, live figures.

Hidden helper columns compute the figures step by step, so that every formula stays short.
"""

from __future__ import annotations

from btobsheet.layout import macros
from btobsheet.layout.kinds import (
    Choice,
    Examples,
    Flag,
    Identifier,
    KpiValue,
    Money,
    Number,
    Percent,
    PersonName,
    Reference,
    Text,
)
from btobsheet.layout.macros import ANY_NUMBER, attainment, if_number
from btobsheet.layout.sheets import kpi_formulas as f
from btobsheet.layout.spec import Column, Sheet, Table


def _hidden(name: str, formula: str, **more: str) -> Column:
    return Column(
        name=name, kind=Number(), hidden=True, formula=formula, repeat=more.get("repeat", "")
    )


KPIS = Table(
    name="kpis",
    rows=80,
    columns=(
        Column(name="id", kind=Identifier(), width=48),
        Column(
            name="scope",
            kind=Reference(tables=("operations", "tactics"), kgi=True),
            width=150,
            band="kpi",
        ),
        Column(name="name", kind=Text(wrap=True), width=170, band="kpi"),
        Column(
            name="status",
            kind=Text(),
            width=72,
            band="live",
            formula='IF([sev]>0,INDEX(w_kpi_status,9-[sev]),"")',
        ),
        Column(
            name="attainment",
            kind=Percent(),
            width=80,
            band="live",
            formula=attainment("[actual_to_date]", "[expected_to_date]"),
        ),
        Column(name="actual_to_date", kind=KpiValue(), width=92, band="live", formula=f.ACTUAL),
        Column(name="expected_to_date", kind=KpiValue(), width=92, band="live", formula=f.EXPECTED),
        Column(name="trend", kind=Text(), width=74, band="live", formula=f.TREND),
        Column(
            name="last_change",
            kind=Percent(),
            width=64,
            band="live",
            formula='IF(AND([used]=1,ISNUMBER([r2])),[r1]-[r2],"")',
        ),
        Column(name="forecast", kind=KpiValue(), width=92, band="live", formula=f.FORECAST),
        Column(
            name="months_evaluated",
            kind=Number(),
            width=68,
            band="live",
            formula=f.LAST_VALUE,
        ),
        Column(
            name="missing_months",
            kind=Number(),
            width=64,
            band="live",
            formula=f'IF([used]=0,"",closed_months-COUNTIFS({f.HAS},{f.CLOSED}))',
        ),
        Column(name="unit_cost", kind=Money(), width=80, band="live", formula=f.UNIT_COST),
        Column(
            name="tactic_link",
            kind=Text(),
            width=64,
            band="live",
            formula=f.TACTIC_LINK,
        ),
        Column(name="definition", kind=Text(wrap=True), width=220, band="define"),
        Column(name="unit", kind=Text(), width=64, band="define"),
        Column(name="main", kind=Flag(group="main"), width=52, band="define"),
        Column(name="aggregation", kind=Choice(group="aggregation"), width=84, band="define"),
        Column(name="direction", kind=Choice(group="direction"), width=72, band="define"),
        Column(name="numerator", kind=Reference(tables=("kpis",)), width=120, band="define"),
        Column(name="denominator", kind=Reference(tables=("kpis",)), width=120, band="define"),
        Column(name="source", kind=Text(wrap=True), width=150, band="define"),
        Column(name="reporter", kind=PersonName(), width=92, band="define"),
        Column(name="parent", kind=Reference(tables=("kpis",)), width=140, band="define"),
        Column(name="parent_rate", kind=Number(), width=84, band="define"),
        Column(name="baseline", kind=KpiValue(), width=80, band="goal"),
        Column(name="annual_target", planned=True, kind=KpiValue(), width=96, band="goal"),
        Column(name="warn_line", planned=True, kind=KpiValue(), width=80, band="goal"),
        Column(name="alarm_line", planned=True, kind=KpiValue(), width=80, band="goal"),
        Column(
            name="target", planned=True, kind=KpiValue(), width=72, band="target", repeat="months"
        ),
        Column(name="actual", kind=KpiValue(), width=72, band="actual", repeat="months"),
        Column(name="outlook", planned=True, kind=KpiValue(), width=92, band="actual"),
        Column(name="note", kind=Text(wrap=True), width=220, band="actual"),
        _hidden("used", macros.used()),
        _hidden("num", macros.number()),
        _hidden("key", 'IF([used]=1,[id]&"","")'),
        _hidden("ord", 'IF([used]=1,[num],"")'),
        _hidden("label", 'IF([used]=1,IF([name]="",[id]&"",[id]&" "&[name]),"")'),
        _hidden("lim", f'IF(OR(TRIM([unit])="%",TRIM([unit])="％"),2,{macros.NO_LIMIT})'),
        _hidden("code", f"IF([used]=0,1,{macros.choice('[aggregation]', 'aggregation', 4, 1)})"),
        _hidden("down", f"IF([used]=0,0,{macros.choice('[direction]', 'direction', 2, 1)}-1)"),
        _hidden("scope_word", macros.first_word("[scope]")),
        _hidden("scope_text", macros.literal("[scope]")),
        _hidden("scope_id", f.SCOPE),
        _hidden("tactic_row", 'IF([scope_id]="",0,IFERROR(MATCH([scope_id],tactics_key,0),0))'),
        _hidden(
            "counted", "IF([used]=0,0,IF([tactic_row]>0,INDEX(tactics_counted,[tactic_row]),1))"
        ),
        _hidden("op_id", f.OP),
        _hidden("marked", "IF([used]=0,0,IF(ISNUMBER(MATCH([main],w_main,0)),1,0))"),
        _hidden(
            "is_main",
            (
                'IF(OR([used]=0,[scope_id]=""),0,IF(COUNTIFS(kpis_scope_id,[scope_id],'
                "kpis_marked,1)=0,1,[marked]))"
            ),
        ),
        _hidden("num_row", f"IF([code]=4,{macros.row_of('[numerator]', 'kpis')},0)"),
        _hidden("den_row", f"IF([code]=4,{macros.row_of('[denominator]', 'kpis')},0)"),
        _hidden("agg", f.AGG),
        _hidden("annual_n", f.line("[annual_target]")),
        _hidden("base_n", f.line("[baseline]")),
        _hidden("warn_n", f.line("[warn_line]")),
        _hidden("alarm_n", f.line("[alarm_line]")),
        _hidden("typed", f"COUNTIFS({f.TYPED}{ANY_NUMBER})"),
        _hidden(
            "typed_sum",
            f'SUMIFS([target.*],{f.TYPED}"<="&[lim])+SUMIFS([target.*],{f.TYPED}">"&[lim])/100',
        ),
        _hidden("fill", f.FILL),
        _hidden("first", f.FIRST_TARGET),
        _hidden("t", f.TARGET, repeat="months"),
        _hidden("w", f.OWN_VALUE, repeat="months"),
        _hidden("v", f.VALUE, repeat="months"),
        Column(
            name="r",
            kind=Percent(),
            width=52,
            band="heat",
            repeat="months",
            formula=attainment("[v.k]", "[t.k]"),
        ),
        _hidden("annual", f.ANNUAL),
        _hidden("sev", f.SEVERITY),
        _hidden("rank", f'IF([is_main]=1,[sev]*{macros.RANK_STEP}-[num],"")'),
        _hidden("k1", f.last("13")),
        _hidden("k2", f.last("[k1]")),
        _hidden("k3", f.last("[k2]")),
        _hidden("r1", f.at("[k1]")),
        _hidden("r2", f.at("[k2]")),
        _hidden("r3", f.at("[k3]")),
        _hidden("p1", macros.row_of("[parent]", "kpis")),
        *(
            _hidden(f"p{level}", f"IF([p{level - 1}]>0,INDEX(kpis_p1,[p{level - 1}]),0)")
            for level in range(2, f.LEVELS + 1)
        ),
        _hidden("depth", "+".join(f"([p{level}]>0)" for level in range(1, f.LEVELS))),
        _hidden("n0", "[num]+0"),
        *(
            _hidden(f"n{level}", f"IF([p{level}]>0,INDEX(kpis_num,[p{level}]),0)")
            for level in range(1, f.LEVELS)
        ),
        _hidden("path_high", f.half_path(0)),
        _hidden("path_low", f.half_path(f.HALF)),
        _hidden("path", f.PATH),
        _hidden(
            "short",
            (
                "IF(AND([counted]=1,[is_main]=1,ISNUMBER([attainment])),IF([attainment]<1,"
                '[attainment]+[num]/1000000000,""),"")'
            ),
        ),
        _hidden(
            "gap",
            (
                "IF(AND([counted]=1,[agg]<>4,[sev]<>1,N([missing_months])>0),"
                '[missing_months]*100000-[num],"")'
            ),
        ),
        _hidden("rate_n", if_number("[parent_rate]", "[parent_rate]")),
        _hidden("to_kgi", f.TO_KGI),
        _hidden("cost", f.COST),
        _hidden("fix", f.FIX),
        _hidden("person", f.PERSON),
        _hidden(
            "mine",
            f'IF(AND(my_name<>"",[counted]=1,[person]=my_name),[sev]*{macros.RANK_STEP}-[num],"")',
        ),
        _hidden("first_gap", f'IF([gap]="",0,{f.FIRST_GAP})'),
        _hidden("mine_gap", 'IF(AND([mine]<>"",[gap]<>""),[num],"")'),
        Column(name="examples", kind=Examples(), hidden=True),
    ),
)

SHEET = Sheet(key="kpis", kind="input", tables=(KPIS,))
