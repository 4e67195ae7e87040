"""What vulture takes for unused and is not, each with the reason: read by ``vulture`` (.ci/run)
beside the code.

An entry that is no longer needed fails ``tests/house/test_dead_code.py``.
"""

from __future__ import annotations

from typing import Any

__all__ = ["names"]


def names(code: Any) -> tuple[Any, ...]:
    """Use each name once."""
    return (
        code.progress_word,  # the page's template reads it
        code.planned_word,  # the same
        code.plan_json,  # api/formats.py keeps its name, as of all makers that follow
        code.plan_csv,
        code.plan_xlsx,
        code.plan_pptx,
        code.portfolio_xlsx,
        code.__getattr__,  # Python asks a module so for a name it does not have yet
        code.__dir__,  # Python asks a module so for its names
        code.__kwdefaults__,  # Python reads it: the defaults of arguments given by name
        code.list_commands,  # click calls it: the commands in our order
        code.format_usage,  # click calls it: the usage line in words of our own
        code.context_class,  # click makes a call of it
        code.formatter_class,  # click writes help with it
        code._get_packager,  # XlsxWriter calls it for what packs a workbook's parts
        code._write_rows,  # XlsxWriter calls it for a sheet's cells
        code.compiled_source,  # a test asks it whether the compiled page is the template's
        code.shapes_source,  # a test asks it whether the compiled shapes are those of the classes
        code._prepare_formula,  # XlsxWriter calls it for every formula it is given
        code.expand_future_functions,  # XlsxWriter passes it
        code.buffer_text,  # expat reads it
        code.StartDoctypeDeclHandler,  # expat calls it
        code.StartElementHandler,  # expat calls it
        code.EndElementHandler,  # expat calls it
        code.CharacterDataHandler,  # expat calls it
        code.Name,  # LibreOffice reads it, as the three that follow: of a value
        code.Width,  # of columns
        code.ShowPageBreaks,  # of a window
        code.Complete,  # of a command
        code._blob,  # python-pptx writes it: the part of the theme, with our fonts
        code.slide_width,  # python-pptx writes it into the file, as all that follow
        code.slide_height,  # of the page
        code.auto_size,  # of a text
        code.word_wrap,
        code.margin_left,
        code.margin_right,
        code.margin_top,
        code.margin_bottom,
        code.vertical_anchor,
        code.space_after,
        code.line_spacing,
        code.horz_banding,  # of a table
        code.has_legend,  # of a chart
        code.has_title,
        code.include_in_layout,
        code.gap_width,
        code.number_format_is_linked,
        code.minimum_scale,
        code.smooth,
        code.jinja_options,  # Flask makes its templates with it
        code.server_version,  # werkzeug's server names itself so, as the next
        code.sys_version,
        code.timeout,  # it ends a silent connection by it
        code.log_request,  # it calls it for every request
        code.everything,  # Flask calls it for an address, as the next
        code.report_page,
        code.mark_all,
        code.all_marked,
        code.hand_out,
        code.all_handed,
        code.restore,
        code.close_month,
        code.approve_plan,
        code.may_type,  # the page of conflicts reads it
        code.is_written,  # the page of work at the desk reads it
        code.start_on,  # a field of tracked actions: written and read by the names of columns
        code.end_on,  # the same
    )
