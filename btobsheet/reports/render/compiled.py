"""The page's template as jinja2 compiles it, from template.html.

Not to be edited: BTOBSHEET_UPDATE_GOLDEN=1 has tests/reports/render/test_compiled.py write it anew.
"""

made_for = 5
from jinja2.runtime import LoopContext, Macro, Markup, Namespace, TemplateNotFound, TemplateReference, TemplateRuntimeError, Undefined, escape, identity, internalcode, markup_join, missing, str_join
name = None

def root(context, missing=missing):
    resolve = context.resolve_or_missing
    undefined = environment.undefined
    concat = environment.concat
    cond_expr_undefined = Undefined
    if 0: yield None
    l_0_document = resolve('document')
    l_0_policy = resolve('policy')
    l_0_style = resolve('style')
    l_0_sections = resolve('sections')
    l_0_words = resolve('words')
    l_0_parts = resolve('parts')
    l_0_script = resolve('script')
    l_0_status = l_0_linked = l_0_table = l_0_cycle = l_0_show = l_0_links = missing
    try:
        t_1 = environment.filters['classes']
    except KeyError:
        @internalcode
        def t_1(*unused):
            raise TemplateRuntimeError("No filter named 'classes' found.")
    try:
        t_2 = environment.filters['clean']
    except KeyError:
        @internalcode
        def t_2(*unused):
            raise TemplateRuntimeError("No filter named 'clean' found.")
    try:
        t_3 = environment.filters['is_picture']
    except KeyError:
        @internalcode
        def t_3(*unused):
            raise TemplateRuntimeError("No filter named 'is_picture' found.")
    try:
        t_4 = environment.filters['key']
    except KeyError:
        @internalcode
        def t_4(*unused):
            raise TemplateRuntimeError("No filter named 'key' found.")
    try:
        t_5 = environment.filters['kind']
    except KeyError:
        @internalcode
        def t_5(*unused):
            raise TemplateRuntimeError("No filter named 'kind' found.")
    try:
        t_6 = environment.filters['length']
    except KeyError:
        @internalcode
        def t_6(*unused):
            raise TemplateRuntimeError("No filter named 'length' found.")
    try:
        t_7 = environment.filters['lower']
    except KeyError:
        @internalcode
        def t_7(*unused):
            raise TemplateRuntimeError("No filter named 'lower' found.")
    try:
        t_8 = environment.filters['mark']
    except KeyError:
        @internalcode
        def t_8(*unused):
            raise TemplateRuntimeError("No filter named 'mark' found.")
    try:
        t_9 = environment.filters['percent']
    except KeyError:
        @internalcode
        def t_9(*unused):
            raise TemplateRuntimeError("No filter named 'percent' found.")
    try:
        t_10 = environment.filters['sorts']
    except KeyError:
        @internalcode
        def t_10(*unused):
            raise TemplateRuntimeError("No filter named 'sorts' found.")
    try:
        t_11 = environment.filters['spark']
    except KeyError:
        @internalcode
        def t_11(*unused):
            raise TemplateRuntimeError("No filter named 'spark' found.")
    try:
        t_12 = environment.filters['track']
    except KeyError:
        @internalcode
        def t_12(*unused):
            raise TemplateRuntimeError("No filter named 'track' found.")
    try:
        t_13 = environment.filters['value']
    except KeyError:
        @internalcode
        def t_13(*unused):
            raise TemplateRuntimeError("No filter named 'value' found.")
    try:
        t_14 = environment.filters['wraps']
    except KeyError:
        @internalcode
        def t_14(*unused):
            raise TemplateRuntimeError("No filter named 'wraps' found.")
    pass
    def macro(l_1_text, l_1_tone):
        t_15 = []
        if l_1_text is missing:
            l_1_text = undefined("parameter 'text' was not provided", name='text')
        if l_1_tone is missing:
            l_1_tone = undefined("parameter 'tone' was not provided", name='tone')
        pass
        if l_1_tone:
            pass
            t_15.extend((
                '<span class="tone ',
                escape(l_1_tone),
                '"><span class="mark" aria-hidden="true">',
                escape(t_8(l_1_tone)),
                '</span>',
                escape(t_2(l_1_text)),
                '</span>',
            ))
        else:
            pass
            t_15.append(
                escape(t_2(l_1_text)),
            )
        return concat(t_15)
    context.exported_vars.add('status')
    context.vars['status'] = l_0_status = Macro(environment, macro, 'status', ('text', 'tone'), False, False, False, context.eval_ctx.autoescape)
    def macro(l_1_cell):
        t_16 = []
        if l_1_cell is missing:
            l_1_cell = undefined("parameter 'cell' was not provided", name='cell')
        pass
        if environment.getattr(l_1_cell, 'link'):
            pass
            t_16.extend((
                '<a href="',
                escape(environment.getattr(l_1_cell, 'link')),
                '">',
                escape(context.call((undefined(name='status') if l_0_status is missing else l_0_status), environment.getattr(l_1_cell, 'text'), environment.getattr(l_1_cell, 'tone'))),
                '</a>',
            ))
        else:
            pass
            t_16.append(
                escape(context.call((undefined(name='status') if l_0_status is missing else l_0_status), environment.getattr(l_1_cell, 'text'), environment.getattr(l_1_cell, 'tone'))),
            )
        return concat(t_16)
    context.exported_vars.add('linked')
    context.vars['linked'] = l_0_linked = Macro(environment, macro, 'linked', ('cell',), False, False, False, context.eval_ctx.autoescape)
    def macro(l_1_block):
        t_17 = []
        l_1_wraps = missing
        if l_1_block is missing:
            l_1_block = undefined("parameter 'block' was not provided", name='block')
        pass
        l_1_wraps = t_14(l_1_block)
        t_17.extend((
            '<div class="scroll"><table',
            escape(t_10(l_1_block)),
            '>\n<caption>',
            escape(t_2(environment.getattr(l_1_block, 'caption'))),
            '</caption>\n<thead><tr>',
        ))
        l_2_loop = missing
        for l_2_column, l_2_loop in LoopContext(environment.getattr(l_1_block, 'columns'), undefined):
            _loop_vars = {}
            pass
            t_17.extend((
                '<th scope="col"',
                escape(t_1(l_2_column, environment.getitem((undefined(name='wraps') if l_1_wraps is missing else l_1_wraps), environment.getattr(l_2_loop, 'index0')))),
                '>',
                escape(t_2(environment.getattr(l_2_column, 'label'))),
                '</th>',
            ))
        l_2_loop = l_2_column = missing
        t_17.append(
            '</tr></thead>\n<tbody>\n',
        )
        l_2_loop = missing
        for l_2_row, l_2_loop in LoopContext(environment.getattr(l_1_block, 'rows'), undefined):
            _loop_vars = {}
            pass
            t_17.append(
                '<tr>',
            )
            l_3_loop = missing
            for l_3_cell, l_3_loop in LoopContext(l_2_row, undefined):
                l_3_column = l_3_sorted_by = l_3_kind = missing
                _loop_vars = {}
                pass
                l_3_column = environment.getitem(environment.getattr(l_1_block, 'columns'), environment.getattr(l_3_loop, 'index0'))
                _loop_vars['column'] = l_3_column
                l_3_sorted_by = t_13(l_3_cell)
                _loop_vars['sorted_by'] = l_3_sorted_by
                l_3_kind = ('th scope=row' if (environment.getattr(l_3_loop, 'first') and environment.getattr(l_3_cell, 'text')) else 'td')
                _loop_vars['kind'] = l_3_kind
                t_17.extend((
                    '<',
                    escape((undefined(name='kind') if l_3_kind is missing else l_3_kind)),
                    escape(t_1((undefined(name='column') if l_3_column is missing else l_3_column), environment.getitem((undefined(name='wraps') if l_1_wraps is missing else l_1_wraps), environment.getattr(l_3_loop, 'index0')))),
                    ' data-label="',
                    escape(t_2(environment.getattr((undefined(name='column') if l_3_column is missing else l_3_column), 'label'))),
                    '"',
                ))
                if (undefined(name='sorted_by') if l_3_sorted_by is missing else l_3_sorted_by):
                    pass
                    t_17.extend((
                        ' data-v="',
                        escape((undefined(name='sorted_by') if l_3_sorted_by is missing else l_3_sorted_by)),
                        '"',
                    ))
                t_17.append(
                    '>',
                )
                if environment.getattr(l_3_cell, 'months'):
                    pass
                    t_17.append(
                        escape(t_11(l_3_cell)),
                    )
                t_17.extend((
                    escape(context.call((undefined(name='linked') if l_0_linked is missing else l_0_linked), l_3_cell, _loop_vars=_loop_vars)),
                    '</',
                    escape((undefined(name='kind') if l_3_kind is missing else l_3_kind)[:2]),
                    '>',
                ))
            l_3_loop = l_3_cell = l_3_column = l_3_sorted_by = l_3_kind = missing
            t_17.append(
                '</tr>\n',
            )
        l_2_loop = l_2_row = missing
        t_17.append(
            '</tbody>\n</table></div>\n',
        )
        if environment.getattr(l_1_block, 'note'):
            pass
            t_17.extend((
                '<p class="note">',
                escape(t_2(environment.getattr(l_1_block, 'note'))),
                '</p>\n',
            ))
        return concat(t_17)
    context.exported_vars.add('table')
    context.vars['table'] = l_0_table = Macro(environment, macro, 'table', ('block',), False, False, False, context.eval_ctx.autoescape)
    def macro(l_1_block):
        t_18 = []
        if l_1_block is missing:
            l_1_block = undefined("parameter 'block' was not provided", name='block')
        pass
        t_18.extend((
            '<div class="cycle">\n<p class="note">',
            escape(t_2(environment.getattr(l_1_block, 'title'))),
            '<br>',
            escape(t_2(environment.getattr(l_1_block, 'summary'))),
            '</p>\n',
        ))
        if environment.getattr(l_1_block, 'kgi'):
            pass
            t_18.extend((
                '<p class="core ',
                escape(environment.getattr(environment.getattr(l_1_block, 'kgi_status'), 'tone')),
                '"><b>',
                escape(t_2(environment.getattr(l_1_block, 'kgi'))),
                '</b> ',
                escape(context.call((undefined(name='status') if l_0_status is missing else l_0_status), environment.getattr(environment.getattr(l_1_block, 'kgi_status'), 'text'), environment.getattr(environment.getattr(l_1_block, 'kgi_status'), 'tone'))),
                ' ',
                escape(t_2(environment.getattr(l_1_block, 'kgi_note'))),
                '</p>\n',
            ))
        t_18.append(
            '<ol>\n',
        )
        for l_2_node in environment.getattr(l_1_block, 'nodes'):
            _loop_vars = {}
            pass
            t_18.extend((
                '<li class="',
                escape((environment.getattr(environment.getattr(l_2_node, 'status'), 'tone') or 'quiet')),
                '">\n<h3>',
                escape(t_2(environment.getattr(l_2_node, 'id'))),
                ' ',
                escape(t_2(environment.getattr(l_2_node, 'name'))),
                '</h3>\n<p>',
                escape(context.call((undefined(name='status') if l_0_status is missing else l_0_status), environment.getattr(environment.getattr(l_2_node, 'status'), 'text'), environment.getattr(environment.getattr(l_2_node, 'status'), 'tone'), _loop_vars=_loop_vars)),
                '</p>\n<p class="note">',
            ))
            if environment.getattr(l_2_node, 'driver'):
                pass
                t_18.extend((
                    escape(t_2(environment.getattr(l_2_node, 'driver'))),
                    '<br>',
                ))
            t_18.extend((
                escape(environment.getattr(l_1_block, 'progress_word')),
                ' ',
                escape(t_9(environment.getattr(l_2_node, 'progress'))),
                ' / ',
                escape(environment.getattr(l_1_block, 'planned_word')),
                ' ',
                escape(t_9(environment.getattr(l_2_node, 'planned'))),
                '</p>\n',
                escape(t_12(l_2_node)),
                '\n',
            ))
            if environment.getattr(l_2_node, 'tactics'):
                pass
                t_18.append(
                    '<ul>\n',
                )
                for l_3_tactic in environment.getattr(l_2_node, 'tactics'):
                    _loop_vars = {}
                    pass
                    t_18.extend((
                        '<li>',
                        escape(context.call((undefined(name='status') if l_0_status is missing else l_0_status), environment.getattr(environment.getattr(l_3_tactic, 'status'), 'text'), environment.getattr(environment.getattr(l_3_tactic, 'status'), 'tone'), _loop_vars=_loop_vars)),
                        ' <b>',
                        escape(t_2(environment.getattr(l_3_tactic, 'name'))),
                        '</b><p>',
                    ))
                    if environment.getattr(l_3_tactic, 'kpi'):
                        pass
                        t_18.extend((
                            escape(t_2(environment.getattr(l_3_tactic, 'kpi'))),
                            ' <b>',
                            escape(t_9(environment.getattr(l_3_tactic, 'attainment'))),
                            '</b> ',
                        ))
                    t_18.extend((
                        '<span class="note">',
                        escape(t_2(environment.getattr(l_3_tactic, 'owner'))),
                        '</span></p></li>\n',
                    ))
                l_3_tactic = missing
                t_18.append(
                    '</ul>\n',
                )
            t_18.append(
                '</li>\n',
            )
        l_2_node = missing
        t_18.append(
            '</ol>\n</div>',
        )
        return concat(t_18)
    context.exported_vars.add('cycle')
    context.vars['cycle'] = l_0_cycle = Macro(environment, macro, 'cycle', ('block',), False, False, False, context.eval_ctx.autoescape)
    def macro(l_1_block):
        t_19 = []
        l_1_pictures = resolve('pictures')
        l_1_kind = missing
        if l_1_block is missing:
            l_1_block = undefined("parameter 'block' was not provided", name='block')
        pass
        l_1_kind = t_5(l_1_block)
        if ((undefined(name='kind') if l_1_kind is missing else l_1_kind) == 'Heading'):
            pass
            t_19.extend((
                '<h3>',
                escape(t_2(environment.getattr(l_1_block, 'text'))),
                '</h3>\n',
            ))
        elif ((undefined(name='kind') if l_1_kind is missing else l_1_kind) == 'Paragraph'):
            pass
            t_19.extend((
                '<p>',
                escape(t_2(environment.getattr(l_1_block, 'text'))),
                '</p>\n',
            ))
        elif ((undefined(name='kind') if l_1_kind is missing else l_1_kind) == 'Bullets'):
            pass
            t_19.append(
                '<ul>',
            )
            for l_2_item in environment.getattr(l_1_block, 'items'):
                _loop_vars = {}
                pass
                t_19.extend((
                    '<li>',
                    escape(t_2(l_2_item)),
                    '</li>',
                ))
            l_2_item = missing
            t_19.append(
                '</ul>\n',
            )
        elif ((undefined(name='kind') if l_1_kind is missing else l_1_kind) == 'Lines'):
            pass
            t_19.append(
                '<ul>',
            )
            for l_2_item in environment.getitem(l_1_block, 'items'):
                _loop_vars = {}
                pass
                t_19.extend((
                    '<li>',
                    escape(context.call((undefined(name='linked') if l_0_linked is missing else l_0_linked), l_2_item, _loop_vars=_loop_vars)),
                    '</li>',
                ))
            l_2_item = missing
            t_19.append(
                '</ul>\n',
            )
        elif ((undefined(name='kind') if l_1_kind is missing else l_1_kind) == 'KeyFigures'):
            pass
            t_19.append(
                '<dl class="figures">',
            )
            for l_2_item in environment.getitem(l_1_block, 'items'):
                _loop_vars = {}
                pass
                t_19.extend((
                    '<div><dt>',
                    escape(t_2(environment.getattr(l_2_item, 'label'))),
                    '</dt><dd>',
                    escape(context.call((undefined(name='status') if l_0_status is missing else l_0_status), environment.getattr(l_2_item, 'value'), environment.getattr(l_2_item, 'tone'), _loop_vars=_loop_vars)),
                    '</dd>',
                ))
                if environment.getattr(l_2_item, 'note'):
                    pass
                    t_19.extend((
                        '<dd class="note">',
                        escape(t_2(environment.getattr(l_2_item, 'note'))),
                        '</dd>',
                    ))
                t_19.append(
                    '</div>',
                )
            l_2_item = missing
            t_19.append(
                '</dl>\n',
            )
        elif ((undefined(name='kind') if l_1_kind is missing else l_1_kind) == 'Callout'):
            pass
            t_19.extend((
                '<div class="callout ',
                escape(environment.getattr(l_1_block, 'tone')),
                '"><p class="lead">',
            ))
            if environment.getattr(l_1_block, 'tone'):
                pass
                t_19.extend((
                    '<span class="mark" aria-hidden="true">',
                    escape(t_8(environment.getattr(l_1_block, 'tone'))),
                    '</span>',
                ))
            t_19.extend((
                escape(t_2(environment.getattr(l_1_block, 'title'))),
                '</p>',
            ))
            for l_2_line in environment.getattr(l_1_block, 'lines'):
                _loop_vars = {}
                pass
                t_19.extend((
                    '<p>',
                    escape(t_2(l_2_line)),
                    '</p>',
                ))
            l_2_line = missing
            t_19.append(
                '</div>\n',
            )
        elif ((undefined(name='kind') if l_1_kind is missing else l_1_kind) == 'Table'):
            pass
            t_19.extend((
                escape(context.call((undefined(name='table') if l_0_table is missing else l_0_table), l_1_block)),
                '\n',
            ))
        elif ((undefined(name='kind') if l_1_kind is missing else l_1_kind) == 'Cycle'):
            pass
            t_19.extend((
                escape(context.call((undefined(name='cycle') if l_0_cycle is missing else l_0_cycle), l_1_block)),
                '\n',
            ))
        elif t_3(l_1_block):
            pass
            l_2_loop = missing
            for l_2_part, l_2_loop in LoopContext(environment.getitem((undefined(name='pictures') if l_1_pictures is missing else l_1_pictures), t_4(l_1_block)), undefined):
                _loop_vars = {}
                pass
                t_19.extend((
                    '<figure class="',
                    escape(t_7((undefined(name='kind') if l_1_kind is missing else l_1_kind))),
                    '">\n',
                ))
                if environment.getattr(l_2_loop, 'first'):
                    pass
                    t_19.extend((
                        '<figcaption>',
                        escape(t_2(environment.getattr(l_1_block, 'title'))),
                    ))
                    if (((undefined(name='kind') if l_1_kind is missing else l_1_kind) == 'MonthCharts') and environment.getattr(l_1_block, 'note')):
                        pass
                        t_19.extend((
                            '<span class="note">',
                            escape(t_2(environment.getattr(l_1_block, 'note'))),
                            '</span>',
                        ))
                    if ((undefined(name='kind') if l_1_kind is missing else l_1_kind) in ('Gantt', 'Stacks')):
                        pass
                        t_19.extend((
                            '<span class="note">',
                            escape(t_2(environment.getattr(l_1_block, 'summary'))),
                            '</span>',
                        ))
                    t_19.append(
                        '</figcaption>\n',
                    )
                t_19.extend((
                    '<div class="scroll drawn" role="region" tabindex="0" aria-label="',
                    escape(t_2(environment.getattr(l_1_block, 'title'))),
                    escape((markup_join((' ', environment.getattr(l_2_loop, 'index'), )) if (environment.getattr(l_2_loop, 'length') > 1) else cond_expr_undefined("the inline if-expression on line 71 evaluated to false and no else section was defined."))),
                    '">',
                ))
                for l_3_drawn in l_2_part:
                    _loop_vars = {}
                    pass
                    t_19.append(
                        escape(l_3_drawn),
                    )
                l_3_drawn = missing
                t_19.append(
                    '</div>\n</figure>\n',
                )
            l_2_loop = l_2_part = missing
        return concat(t_19)
    context.exported_vars.add('show')
    context.vars['show'] = l_0_show = Macro(environment, macro, 'show', ('block',), False, False, False, context.eval_ctx.autoescape)
    def macro(l_1_part):
        t_20 = []
        if l_1_part is missing:
            l_1_part = undefined("parameter 'part' was not provided", name='part')
        pass
        t_20.append(
            '<ul>',
        )
        for l_2_section in environment.getattr(l_1_part, 'sections'):
            _loop_vars = {}
            pass
            t_20.extend((
                '<li><a href="#s',
                escape(environment.getattr(l_2_section, 'number')),
                '">',
                escape(t_2(environment.getattr(l_2_section, 'heading'))),
                '</a></li>',
            ))
        l_2_section = missing
        t_20.append(
            '</ul>',
        )
        return concat(t_20)
    context.exported_vars.add('links')
    context.vars['links'] = l_0_links = Macro(environment, macro, 'links', ('part',), False, False, False, context.eval_ctx.autoescape)
    yield '<!DOCTYPE html>\n<html lang="'
    yield escape(environment.getattr((undefined(name='document') if l_0_document is missing else l_0_document), 'language'))
    yield '">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n<meta http-equiv="Content-Security-Policy" content="'
    yield escape((undefined(name='policy') if l_0_policy is missing else l_0_policy))
    yield '">\n<title>'
    yield escape(t_2(environment.getattr((undefined(name='document') if l_0_document is missing else l_0_document), 'title')))
    yield '</title>\n<style>'
    yield escape((undefined(name='style') if l_0_style is missing else l_0_style))
    yield '</style>\n</head>\n<body>\n<header>\n<h1>'
    yield escape(t_2(environment.getattr((undefined(name='document') if l_0_document is missing else l_0_document), 'title')))
    yield '</h1>\n<p class="subtitle">'
    yield escape(t_2(environment.getattr((undefined(name='document') if l_0_document is missing else l_0_document), 'subtitle')))
    yield '</p>\n</header>\n'
    if (t_6((undefined(name='sections') if l_0_sections is missing else l_0_sections)) > 4):
        pass
        yield '<nav aria-label="'
        yield escape(environment.getattr((undefined(name='words') if l_0_words is missing else l_0_words), 'contents'))
        yield '">'
        for l_1_part in (undefined(name='parts') if l_0_parts is missing else l_0_parts):
            _loop_vars = {}
            pass
            if environment.getattr(l_1_part, 'name'):
                pass
                yield '<details name="part"><summary>'
                yield escape(t_2(environment.getattr(l_1_part, 'name')))
                yield '</summary>'
                yield escape(context.call((undefined(name='links') if l_0_links is missing else l_0_links), l_1_part, _loop_vars=_loop_vars))
                yield '</details>'
            else:
                pass
                yield escape(context.call((undefined(name='links') if l_0_links is missing else l_0_links), l_1_part, _loop_vars=_loop_vars))
        l_1_part = missing
        yield '</nav>\n<div class="tools" role="search" hidden><label>'
        yield escape(environment.getattr((undefined(name='words') if l_0_words is missing else l_0_words), 'filter_person'))
        yield ' <select><option value="">'
        yield escape(environment.getattr((undefined(name='words') if l_0_words is missing else l_0_words), 'filter_all'))
        yield '</option></select></label><label>'
        yield escape(environment.getattr((undefined(name='words') if l_0_words is missing else l_0_words), 'filter_text'))
        yield ' <input type="search" autocomplete="off"></label></div>\n'
    yield '<main data-sort="'
    yield escape(environment.getattr((undefined(name='words') if l_0_words is missing else l_0_words), 'sort_hint'))
    yield '">\n'
    for l_1_section in (undefined(name='sections') if l_0_sections is missing else l_0_sections):
        _loop_vars = {}
        pass
        yield '<section'
        if environment.getattr(l_1_section, 'heading'):
            pass
            yield ' id="s'
            yield escape(environment.getattr(l_1_section, 'number'))
            yield '"'
        if environment.getattr(l_1_section, 'begins'):
            pass
            yield ' class="part"'
        yield '>\n'
        if environment.getattr(l_1_section, 'heading'):
            pass
            yield '<h2>'
            yield escape(t_2(environment.getattr(l_1_section, 'heading')))
            yield '</h2>\n'
        for l_2_block in environment.getattr(l_1_section, 'blocks'):
            _loop_vars = {}
            pass
            yield escape(context.call((undefined(name='show') if l_0_show is missing else l_0_show), l_2_block, _loop_vars=_loop_vars))
        l_2_block = missing
        yield '</section>\n'
    l_1_section = missing
    yield '</main>\n<footer><p>'
    yield escape(environment.getattr((undefined(name='words') if l_0_words is missing else l_0_words), 'foot'))
    yield '</p></footer>\n<script>'
    yield escape((undefined(name='script') if l_0_script is missing else l_0_script))
    yield '</script>\n</body>\n</html>'

blocks = {}
debug_info = '1=103&2=110&4=129&5=134&7=151&8=157&9=160&10=162&11=166&13=181&14=188&18=235&19=239&22=245&24=252&25=257&26=261&29=273&30=278&31=280&32=284&33=287&34=302&35=305&37=310&38=315&47=347&48=354&49=355&50=359&51=362&52=366&53=369&54=374&55=386&56=391&57=403&58=408&59=432&60=436&61=462&62=465&63=468&64=471&65=474&66=477&67=482&68=485&69=489&71=510&76=528&77=536&80=554&85=556&86=558&87=560&91=562&92=564&94=566&95=569&96=586&98=593&99=595&100=599&101=608&102=611&104=613&105=616&110=621&111=623'
