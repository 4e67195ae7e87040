"""A desk in the browser, for people without a terminal: a page on this machine alone.

The only part that imports Flask (the extra ``desk``). All work is done by :mod:`btobsheet.api`; the
plain files of one folder are its only state.
"""
