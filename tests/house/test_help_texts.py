"""The words inside the workbook: every column has its help, every band and tab its heading, within
Excel's limits.
"""

from __future__ import annotations

from string import Formatter

import pytest

from btobsheet.layout.book import BOOK
from btobsheet.layout.kinds import Choice, Examples, PersonName, Reference, Setting
from btobsheet.layout.sheets.settings import SETTINGS
from btobsheet.layout.spec import Column
from btobsheet.plan.diff import PLAN_SETTINGS
from btobsheet.wording import LANGUAGES, texts
from btobsheet.wording.columns import help_texts, table_words
from btobsheet.wording.words import CHOICES

AREAS = ("workbook", "tabs", "page")
TABS = tuple(sheet.key for sheet in BOOK.sheets if sheet.kind != "hidden")

both = pytest.mark.parametrize("language", LANGUAGES)


def visible(column: Column) -> bool:
    """Tell whether people see the column."""
    return not column.hidden and not isinstance(column.kind, Examples)


def help_keys() -> set[str]:
    """Give the key of every visible column, and of every setting."""
    columns = {
        f"{table.name}.{column.name}"
        for table in BOOK.tables
        for column in table.columns
        if visible(column)
    }
    return columns | {f"settings.{setting.id}" for setting in SETTINGS}


def placeholders(text: str) -> set[str | None]:
    """Give the names in a text's braces."""
    return {name for _, name, _, _ in Formatter().parse(text)} - {None}


@both
def test_every_visible_column_and_setting_has_help_and_nothing_else_has(language: str) -> None:
    assert set(help_texts(language)) == help_keys()


@both
def test_the_help_of_what_people_type_gives_an_example(language: str) -> None:
    """Of a column that is typed into; settings say what their figure does."""
    helps, words = help_texts(language), {"ja": ("例",), "en": ("Example:", "e.g.", "E.g.")}
    without = [
        f"{table.name}.{column.name}"
        for table in BOOK.tables
        for column in table.inputs
        if table.name != "settings" and column.name != "id" and visible(column)
        if not any(word in helps[f"{table.name}.{column.name}"] for word in words[language])
    ]
    assert without == []


def test_every_input_column_is_among_those_with_help() -> None:
    inputs = {
        f"{table.name}.{column.name}"
        for table in BOOK.tables
        for column in table.inputs
        if not isinstance(column.kind, Examples)
    }
    assert inputs <= help_keys()


@both
def test_help_is_short_enough_for_an_input_message_and_ends_as_a_sentence(language: str) -> None:
    wrong = {
        key: text
        for key, text in help_texts(language).items()
        if not (10 <= len(text) <= 200 and text.endswith(("。", ".")))
    }
    assert not wrong


@both
def test_help_needs_no_details(language: str) -> None:
    assert not {key for key, text in help_texts(language).items() if placeholders(text)}


@both
def test_help_of_a_choice_names_its_words(language: str) -> None:
    told = help_texts(language)
    missing = [
        (f"{table.name}.{column.name}", word.label(language))
        for table in BOOK.tables
        for column in table.columns
        if isinstance(column.kind, Choice)
        for word in CHOICES[column.kind.group]
        if word.label(language) not in told[f"{table.name}.{column.name}"]
    ]
    assert not missing


@pytest.mark.parametrize("table", [table.name for table in BOOK.tables])
def test_the_columns_have_words_in_every_language_in_the_same_order(table: str) -> None:
    names = [list(table_words(language, table)) for language in LANGUAGES]
    assert all(found == names[0] for found in names)
    known = {column.name for column in BOOK.table(table).columns}
    settings = {setting.id for setting in SETTINGS} | set(PLAN_SETTINGS)
    assert set(names[0]) <= (known | settings if table == "settings" else known)


@pytest.mark.parametrize("language", LANGUAGES)
def test_tabs_have_names_of_their_own_that_excel_takes(language: str) -> None:
    titles = [sheet.title(language) for sheet in BOOK.sheets]
    assert len(set(titles)) == len(titles)
    assert all(0 < len(title) <= 31 and not set(title) & set("[]:*?/\\") for title in titles)


@pytest.mark.parametrize("area", AREAS)
def test_both_languages_have_the_same_keys_in_the_same_order_with_the_same_placeholders(
    area: str,
) -> None:
    ja, en = texts("ja", area), texts("en", area)
    assert list(ja) == list(en)
    assert {key: placeholders(text) for key, text in ja.items()} == {
        key: placeholders(text) for key, text in en.items()
    }


@both
@pytest.mark.parametrize("area", AREAS)
def test_every_text_can_be_shown_on_a_japanese_windows_console(language: str, area: str) -> None:
    for text in texts(language, area).values():
        assert text.encode("cp932").decode("cp932") == text


@pytest.mark.parametrize("area", AREAS)
def test_no_english_text_holds_japanese_and_no_text_is_blank(area: str) -> None:
    assert not {
        key
        for key, text in texts("en", area).items()
        if any("぀" <= letter <= "鿿" for letter in text)
    }
    assert all(text.strip() for language in LANGUAGES for text in texts(language, area).values())


@both
def test_there_is_a_band_for_every_name_the_columns_use(language: str) -> None:
    used = {column.band for table in BOOK.tables for column in table.columns if column.band}
    assert {
        key.removeprefix("band.") for key in texts(language, "workbook") if key.startswith("band.")
    } == used


@both
@pytest.mark.parametrize("tab", TABS)
def test_every_tab_has_heading_and_hint(language: str, tab: str) -> None:
    found = texts(language, "workbook")
    assert found[f"title.{tab}"]
    assert len(found[f"hint.{tab}"]) <= 90


@both
def test_what_excel_says_to_a_wrong_entry_fits_its_window(language: str) -> None:
    errors = {
        key: text for key, text in texts(language, "workbook").items() if key.startswith("error.")
    }
    assert {key.removesuffix(".title") for key in errors} == {
        key for key in errors if not key.endswith(".title")
    }
    assert not {
        key: text
        for key, text in errors.items()
        if len(text) > (32 if key.endswith(".title") else 200)
    }


@both
def test_a_text_in_pieces_says_the_same_as_the_whole(language: str) -> None:
    found = texts(language, "workbook")
    assert found["closed"].format(n=3) == f"3{found['closed_suffix']}"


@both
def test_help_of_an_owner_names_the_tab_where_people_are_added(language: str) -> None:
    settings_tab = BOOK.sheet("settings").title(language)
    people = {
        f"{table.name}.{column.name}"
        for table in BOOK.tables
        for column in table.columns
        if type(column.kind) is PersonName
    }
    owners = [
        help_texts(language)[key]
        for key in people
        if key in ("operations.owner", "tactics.owner", "actions.owner")
    ]
    assert len(owners) == 3
    assert all(settings_tab in text for text in owners)


def test_only_the_settings_table_takes_its_help_by_row() -> None:
    by_row = {
        table.name
        for table in BOOK.tables
        for column in table.columns
        if isinstance(column.kind, Setting)
    }
    assert by_row == {"settings"}


@both
def test_a_reference_is_explained_as_a_choice_from_a_list(language: str) -> None:
    asks = {"ja": "選", "en": "hoose"}[language]
    keys = [
        f"{table.name}.{column.name}"
        for table in BOOK.tables
        for column in table.columns
        if isinstance(column.kind, Reference)
    ]
    assert keys
    assert not [key for key in keys if asks not in help_texts(language)[key]]
