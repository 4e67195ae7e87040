"""Read every workbook of the corpus, real and hostile, and compare with two other readers.

The corpus is no part of the repository: ``BTOBSHEET_CORPUS``, or ``../shared/corpus`` beside it.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from checkout import CORPUS
from oracles import judge

FILES = (
    sorted(
        path
        for path in CORPUS.glob("*/*")
        if path.suffix.lower() in {".xlsx", ".xlsm", ".xltx", ".xls", ".ods", ".xlsb"}
    )
    if CORPUS.is_dir()
    else []
)
REAL = [path for path in FILES if path.parent.name != "hostile"]
HOSTILE = [path for path in FILES if path.parent.name == "hostile"]

pytestmark = [
    pytest.mark.skipif(not FILES, reason="the corpus is not at hand (BTOBSHEET_CORPUS)"),
    pytest.mark.skipif(sys.platform == "win32", reason="needs fork and resource limits"),
]

# Hostile files we refuse: what each is. All others must read.
REFUSED = {
    "s11b_sst_negative.xlsx": "E012",  # a shared string number -1: openpyxl takes the last one
    "s18_strings_long.xlsx": "E011",  # ten million characters in a cell
    "s29_ref_A0.xlsx": "E012",
    "s29_ref_XFE1.xlsx": "E012",
    "s29_ref_big.xlsx": "E012",
    "s29_ref_row1048577.xlsx": "E012",
    "s30_row_0.xlsx": "E012",
    "s30_row_float5.xlsx": "E012",
    "s30_row_neg.xlsx": "E012",
    "s34c_no_sheets.xlsx": "E013",
    "s34e_bad_rid.xlsx": "E012",
    "x02_laughs_sst.xlsx": "E011",
    "x06_xxe_file_sst.xlsx": "E011",
    "x07_ext_dtd.xlsx": "E011",
    "x08b_empty_sheet_part.xlsx": "E012",
    "x08d_unclosed_workbook.xlsx": "E012",
    "x09b_invalid_utf8_cell.xlsx": "E012",
    "x11_raw_control_char.xlsx": "E012",
    "x12b_lone_surrogate_charref.xlsx": "E012",
    "x13_deep_nesting.xlsx": "E011",
    "x14_large_attr_20MB.xlsx": "E011",
    "z01_empty.xlsx": "E009",
    "z03_csv_renamed.xlsx": "E007",
    "z05_xml2003_renamed.xlsx": "E018",
    "z09_encrypted_ole.xlsx": "E004",
    "z11_truncated_eocd.xlsx": "E006",
    "z12b_bad_crc.xlsx": "E012",
    "z15_duplicate_sheet_entry.xlsx": "E011",
    "z16b_bomb_cells_20M.xlsx": "E011",
    "z18_overlapping_entries.xlsx": "E011",
    "z21_no_workbook.xlsx": "E003",
    "z23_no_sst_but_used.xlsx": "E012",
    "z29_bzip2.xlsx": "E012",
    "z30_size_lie_4GB.xlsx": "E011",
    "z32_plain_zip.xlsx": "E003",
    "~$z39_lockfile.xlsx": "E010",
}

# Codes that may end a real file of the corpus. Old .xls files all end in E005 (or are encrypted, or
# none at all).
REAL_CODES = {"", "E003", "E004", "E005", "E006", "E011", "E012", "E013", "E014"}


def _check_real(path: Path, scratch: Path) -> None:
    outcome = judge(path, scratch)
    assert outcome.finished
    assert outcome.code in REAL_CODES
    assert outcome.differences == []


@pytest.mark.parametrize("path", REAL[12::50], ids=lambda path: path.name)
def test_a_sample_of_real_files_reads_as_others_read_it(path: Path, tmp_path: Path) -> None:
    _check_real(path, tmp_path / "told")


@pytest.mark.slow
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_every_real_file_reads_as_others_read_it(path: Path, tmp_path: Path) -> None:
    _check_real(path, tmp_path / "told")


@pytest.mark.slow
def test_nearly_all_real_workbooks_are_read(tmp_path: Path) -> None:
    outcomes = {
        path.name: judge(path, tmp_path / "told", oracles=False).code
        for path in REAL
        if path.suffix in {".xlsx", ".xlsm"}
    }
    refused = {name: code for name, code in outcomes.items() if code not in {"", "E004"}}
    assert len(refused) <= len(outcomes) // 30, refused


@pytest.mark.slow
@pytest.mark.parametrize("path", HOSTILE, ids=lambda path: path.name)
def test_a_hostile_file_ends_cleanly_within_its_limits(path: Path, tmp_path: Path) -> None:
    outcome = judge(path, tmp_path / "told", oracles=False)
    assert outcome.finished
    assert outcome.code == REFUSED.get(path.name, "")


@pytest.mark.slow
@pytest.mark.parametrize("path", HOSTILE, ids=lambda path: path.name)
def test_a_hostile_file_reads_as_others_read_it(path: Path, tmp_path: Path) -> None:
    assert judge(path, tmp_path / "told").differences == []
