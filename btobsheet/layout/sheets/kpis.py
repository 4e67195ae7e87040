"""③KPI目標・実績: one row a KPI: how it stands and its twelve actuals; then, folded away, comments,
goals and twelve targets; then its definition and further live figures.

Hidden helper columns compute the figures step by step, so that every formula stays short.
"""

from __future__ import annotations

from btobsheet.layout import macros
from btobsheet.layout.kinds import (
    Choice,
    Examples,
    Flag,
    Identifier,
    KpiActual,
    KpiValue,
    Money,
    MonthKind,
    Number,
    Percent,
    PersonName,
    Picture,
    Reference,
    Text,
)
from btobsheet.layout.macros import ANY_NUMBER, attainment, if_number
from btobsheet.layout.sheets import kpi_backwards as backwards
from btobsheet.layout.sheets import kpi_course as course
from btobsheet.layout.sheets import kpi_formulas as f
from btobsheet.layout.sheets import kpi_tree as tree
from btobsheet.layout.sheets import saying
from btobsheet.layout.spec import Column, Sheet, Table, hidden

KPIS = Table(
    name="kpis",
    rows=44,
    columns=(
        Column(name="id", kind=Identifier(), width=46),
        Column(
            name="scope",
            kind=Reference(tables=("operations", "tactics"), kgi=True),
            width=218,
        ),
        Column(name="name", kind=Text(wrap=True), width=166),
        Column(
            name="status",
            kind=Text(),
            width=72,
            band="live",
            formula=f'IF([sev]>0,INDEX(w_kpi_status,{len(f.RANK) + 1}-[sev]),"")',
        ),
        Column(
            name="attainment",
            kind=Percent(),
            width=60,
            band="live",
            formula=attainment("[actual_to_date]", "[expected_to_date]"),
        ),
        Column(name="so_far", since=2, kind=Text(), width=126, band="live", formula=saying.SO_FAR),
        Column(name="course", since=2, kind=Picture(), width=60, band="live"),
        Column(name="actual", kind=KpiActual(), width=62, band="actual", repeat="months"),
        Column(name="outlook", planned=True, kind=KpiValue(), width=92, band="comment"),
        Column(name="note", kind=Text(wrap=True), width=220, band="comment"),
        Column(name="annual_target", planned=True, kind=KpiValue(), width=96, band="goal"),
        Column(name="from", since=2, planned=True, kind=MonthKind(), width=64, band="goal"),
        Column(name="to", since=2, planned=True, kind=MonthKind(), width=64, band="goal"),
        Column(name="last_year", since=2, kind=KpiValue(), width=94, band="goal"),
        Column(name="baseline", kind=KpiValue(), width=94, band="goal"),
        Column(name="warn_line", planned=True, kind=KpiValue(), width=80, band="goal"),
        Column(name="alarm_line", planned=True, kind=KpiValue(), width=80, band="goal"),
        Column(
            name="target", planned=True, kind=KpiValue(), width=84, band="target", repeat="months"
        ),
        Column(name="definition", kind=Text(wrap=True), width=170, band="define"),
        Column(name="unit", kind=Text(), width=56, band="define"),
        Column(name="main", kind=Flag(group="main"), width=60, band="define"),
        Column(name="aggregation", kind=Choice(group="aggregation"), width=68, band="define"),
        Column(name="direction", kind=Choice(group="direction"), width=64, band="define"),
        Column(name="numerator", kind=Reference(tables=("kpis",)), width=100, band="define"),
        Column(name="denominator", kind=Reference(tables=("kpis",)), width=100, band="define"),
        Column(name="source", kind=Text(wrap=True), width=104, band="define"),
        Column(name="reporter", kind=PersonName(), width=84, band="define"),
        Column(name="parent", kind=Reference(tables=("kpis",)), width=120, band="define"),
        Column(name="parent_rate", kind=Number(), width=72, band="define"),
        Column(name="lag", since=2, planned=True, kind=Number(low=0), width=60, band="define"),
        Column(name="opening", since=2, kind=Number(), width=56, band="define"),
        Column(name="actual_to_date", kind=KpiValue(), width=92, band="more", formula=f.ACTUAL),
        Column(name="expected_to_date", kind=KpiValue(), width=92, band="more", formula=f.EXPECTED),
        Column(name="forecast", kind=KpiValue(), width=92, band="more", formula=course.FORECAST),
        Column(name="trend", kind=Text(), width=74, band="more", formula=course.TREND),
        Column(
            name="last_change",
            kind=Percent(),
            width=64,
            band="more",
            formula=f.LAST_CHANGE,
        ),
        Column(name="within_chance", kind=Text(), width=84, band="more", formula=course.WITHIN),
        Column(
            name="months_evaluated",
            kind=Number(),
            width=68,
            band="more",
            formula=f.LAST_VALUE,
        ),
        Column(
            name="missing_months",
            kind=Number(),
            width=64,
            band="more",
            formula=f.MISSING,
        ),
        Column(name="unit_cost", kind=Money(), width=80, band="more", formula=course.UNIT_COST),
        Column(
            name="first_target",
            kind=KpiValue(),
            width=92,
            band="more",
            formula=macros.remembered("history_first"),
        ),
        Column(
            name="attainment_first",
            kind=Percent(),
            width=64,
            band="more",
            formula=attainment("[actual_to_date]", "[agreed]"),
        ),
        Column(
            name="need", since=2, kind=KpiValue(), width=92, band="more", formula=backwards.NEED
        ),
        Column(
            name="coverage",
            since=2,
            kind=Percent(),
            width=64,
            band="more",
            formula=backwards.COVERAGE,
        ),
        Column(
            name="tactic_link",
            kind=Text(),
            width=64,
            band="more",
            formula=f.TACTIC_LINK,
        ),
        hidden("used", macros.used()),
        hidden("num", macros.number()),
        hidden("key", 'IF([used]=1,[id]&"","")'),
        hidden("ord", 'IF([used]=1,[num],"")'),
        hidden("spelled", macros.squeezed("[name]")),
        hidden("label", macros.LABEL),
        hidden("lim", f'IF(OR({f.UNIT}="%",{f.UNIT}="％"),2,{macros.NO_LIMIT})'),
        hidden("said", saying.SAID),
        hidden("code", f"IF([used]=0,1,{macros.choice('[aggregation]', 'aggregation', 4, 1)})"),
        hidden("way", f"IF([used]=0,1,{macros.choice('[direction]', 'direction', f.WAYS, 1)})"),
        hidden("scope_word", macros.first_word("[scope]")),
        hidden("scope_id", f.SCOPE),
        hidden("tactic_row", 'IF([scope_id]="",0,IFERROR(MATCH([scope_id],tactics_key,0),0))'),
        hidden(
            "counted", "IF([used]=0,0,IF([tactic_row]>0,INDEX(tactics_counted,[tactic_row]),1))"
        ),
        hidden("op_id", f.OP),
        hidden("own", f.OWN),
        hidden("hist", macros.memory_row("history_kpi")),
        hidden("marked", f"IF([used]=0,0,{macros.choice('[main]', 'main', 2, 0)})"),
        hidden(
            "is_main",
            (
                'IF(OR([used]=0,[scope_id]="",[marked]=2),0,IF(COUNTIFS(kpis_scope_id,[scope_id],'
                "kpis_marked,1)=0,1,[marked]))"
            ),
        ),
        hidden("num_row", f"IF([code]=4,{macros.row_of('[numerator]', 'kpis')},0)"),
        hidden("den_row", f"IF([code]=4,{macros.row_of('[denominator]', 'kpis')},0)"),
        hidden("agg", f.AGG),
        hidden("tally", course.TALLY),
        hidden("counting", course.COUNTS),
        hidden("from_n", f.FROM),
        hidden("to_n", f.TO),
        hidden("span", "MAX(0,[to_n]-[from_n]+1)"),
        hidden("over", "IF([used]=0,0,MAX(0,MIN(closed_months,[to_n])-[from_n]+1))"),
        hidden("annual_n", f.line("[annual_target]")),
        hidden("base_n", f.line("[baseline]")),
        hidden("warn_n", f.line("[warn_line]")),
        hidden("alarm_n", f.line("[alarm_line]")),
        hidden("typed", f"COUNTIFS({f.TYPED}{ANY_NUMBER})"),
        hidden("frozen_from", macros.remembered("history_from", "13")),
        hidden("frozen_to", macros.remembered("history_to", "12")),
        hidden("typed_sum", f.TYPED_SUM),
        hidden("frozen_sum", f.FROZEN_SUM),
        hidden("blanks", f.BLANKS),
        hidden("fill", f.FILL),
        hidden("first", f.FIRST_TARGET),
        hidden("t", f.TARGET, repeat="months"),
        hidden("w", f.OWN_VALUE, repeat="months"),
        hidden("v", f.VALUE, repeat="months"),
        hidden("answered", f.ANSWERED),
        hidden("reached", f.REACHED),
        hidden("k0", course.FIRST_VALUE),
        hidden("d", macros.off_target("[v.k]", "[t.k]", "[#k]<=closed_months"), repeat="months"),
        hidden("annual", f.ANNUAL),
        hidden("agreed", f.AGREED_EXPECTED),
        hidden("sev", f.SEVERITY),
        hidden("rank", f'IF([is_main]=1,[sev]*{macros.RANK_STEP}-[num],"")'),
        hidden("k1", f.last("13")),
        hidden("k2", f.last("[k1]")),
        hidden("r1", f.at("[k1]")),
        hidden("r2", f.at("[k2]")),
        hidden("q", course.POINT, repeat="months"),
        hidden("g", course.RANGE, repeat="months"),
        hidden("u_n", course.COUNT),
        hidden("u1", course.U1),
        hidden("u2", course.U2),
        hidden("step", course.STEP),
        hidden("hits", course.HITS),
        hidden("late_share", course.LATE_SHARE),
        hidden("z", course.Z),
        hidden("chance", course.CHANCE),
        hidden("p1", macros.row_of("[parent]", "kpis")),
        *(
            hidden(f"p{level}", f"IF([p{level - 1}]>0,INDEX(kpis_p1,[p{level - 1}]),0)")
            for level in range(2, tree.LEVELS + 1)
        ),
        hidden("depth", "+".join(f"([p{level}]>0)" for level in range(1, tree.LEVELS))),
        hidden("path_high", tree.half_path(0)),
        hidden("path_low", tree.half_path(tree.HALF)),
        hidden("path", tree.PATH),
        hidden(
            "worse",
            (
                "IF(AND([counted]=1,ISNUMBER([attainment]),[trend]=INDEX(w_trend,2)),"
                '[attainment]+[num]/1000000000,"")'
            ),
        ),
        hidden(
            "gap_example",
            (
                'IF(AND([counted]=1,ISNUMBER([annual_n])),IF(ISNUMBER(FIND(";annual_target="&'
                '[annual_target]&";",[examples])),[num],""),"")'
            ),
        ),
        hidden(
            "gap",
            (
                f"IF(AND([counted]=1,[agg]<>4,[sev]<>{f.RANK['no_target']},N([missing_months])>0),"
                '[missing_months]*100000-[num],"")'
            ),
        ),
        hidden("last_n", if_number("[last_year]", macros.normal("[last_year]"))),
        hidden(
            "on_year",
            (
                "IF(AND([counted]=1,ISNUMBER([last_n]),ISNUMBER([forecast])),"
                'IF(ROUND([last_n],9)>0,[forecast]/[last_n],""),"")'
            ),
        ),
        hidden("on_year_ord", if_number("[on_year]", "[num]")),
        hidden("rate_n", if_number("[parent_rate]", "[parent_rate]")),
        hidden("goal_ord", tree.GOAL_ORDER),
        hidden("to_kgi", tree.TO_KGI),
        hidden("cost", tree.COST),
        hidden("lands", tree.LANDS),
        hidden("size", tree.SIZE),
        hidden("fix", tree.FIX),
        hidden("fresh", backwards.FRESH),
        hidden("gives", backwards.GIVES),
        hidden("held", backwards.HELD),
        hidden("flow", backwards.FLOW),
        hidden("closed", 'IF([used]=1,closed_months,"")'),
        hidden("fine", 'IF([used]=1,on_track,"")'),
        hidden("fair", 'IF([used]=1,at_risk,"")'),
        hidden("person", f.PERSON),
        hidden(
            "mine_due",
            (
                f'IF(AND([gap]<>"",{macros.concerns("[person]")}),'
                f'{macros.urgency(f"INDEX(month_end,1+MIN(12,{f.FIRST_GAP}))", "kpis")},"")'
            ),
        ),
        Column(name="examples", kind=Examples(), hidden=True),
    ),
)

SHEET = Sheet(key="kpis", kind="input", tables=(KPIS,))
