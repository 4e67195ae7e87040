"""A cell that stores an error and shows something else is told apart from one that shows the
error.
"""

from __future__ import annotations

import pytest
from zipped import MAIN, parts, zipped

from btobsheet.excel.raw.grid import CellError, read_grid
from btobsheet.layout.typed.text import CellPicture

METADATA = (
    f'<metadata xmlns="{MAIN}" xmlns:x="urn:rich"><metadataTypes><metadataType name="XLDAPR"/>'
    '<metadataType name="XLRICHVALUE"/></metadataTypes>'
    '<futureMetadata name="XLDAPR"><bk/></futureMetadata><futureMetadata name="XLRICHVALUE">{blocks}'
    "</futureMetadata><cellMetadata><bk><rc t='1' v='0'/></bk></cellMetadata>"
    "<valueMetadata>{records}</valueMetadata></metadata>"
)
BLOCK = "<bk><extLst><ext><x:rvb i='{}'/></ext></extLst></bk>"
RECORD = "<bk><rc t='2' v='{}'/></bk>"
STRUCTURES = "<rvStructures><s t='_error'><k n='errorType'/></s><s t='_localImage'/></rvStructures>"


def kinds(cells: str, **more: str) -> list[type]:
    """Give the kinds of the cells of the first row."""
    files = parts(f'<row r="1">{cells}</row>')
    found = {name.replace("_", "/", 1): xml for name, xml in more.items()}
    made = read_grid(zipped({**files, **{f"xl/{name}.xml": xml for name, xml in found.items()}}))
    return [type(cell.value) for cell in made.sheets[0].rows[1].values()]


def metadata(*values: int) -> str:
    return METADATA.format(
        blocks="".join(map(BLOCK.format, values)),
        records="".join(map(RECORD.format, range(len(values)))),
    )


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, [CellError, CellError]),
        ({"metadata": metadata(0)}, [CellPicture, CellError]),
        ({"metadata": metadata(0, 1)}, [CellPicture, CellPicture]),
        (
            {
                "metadata": metadata(1, 0),
                "richData_rdrichvaluestructure": STRUCTURES,
                "richData_rdrichvalue": "<rvData><rv s='0'><v>8</v></rv><rv s='1'><v>0</v></rv></rvData>",
            },
            [CellPicture, CellError],
        ),
        ({"metadata": "<metadata><broken"}, [CellError, CellError]),
        ({"metadata": metadata(0).replace("i='0'", "i='x'")}, [CellError, CellError]),
        ({"metadata": "<metadata/>"}, [CellError, CellError]),
    ],
)
def test_what_a_cell_with_a_mark_shows(more: dict[str, str], expected: list[type]) -> None:
    cells = '<c r="A1" t="e" vm="1"><v>#VALUE!</v></c><c r="B1" t="e" vm="2"><v>#BUSY!</v></c>'
    assert kinds(cells, **more) == expected


def test_an_error_is_one_by_its_kind_whatever_the_word() -> None:
    assert kinds('<c r="A1" t="e"><v>#SOMETHING_NEW!</v></c>') == [CellError]
