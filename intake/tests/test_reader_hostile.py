"""Hostile files: the parent answers in words, soon, and without growing."""

import resource
import time
import zipfile
from datetime import timedelta

import pytest

from intake.reader import PAGE, UnreadableFile, read_table
from intake.reader.archive import DAMAGED, MACROS, TOO_LARGE_INSIDE
from intake.reader.delimited import NOT_TEXT, WEB_PAGE
from intake.reader.workbook import FAR_AWAY, REFUSALS
from intake.tests import files

MB = 1024  # of the kilobytes in which the kernel counts


def refusal_of(data, name="data.xlsx"):
    with pytest.raises(UnreadableFile) as refused:
        read_table(data, name)
    return str(refused.value)


@pytest.fixture
def grows_little():
    """Fail if this process grew by more than 60 MB while the test ran."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60 * MB


@pytest.mark.usefixtures("grows_little")
def test_a_kilobyte_with_a_cell_in_the_far_corner_is_refused():
    bomb = files.corner_bomb()
    assert len(bomb) < 2000  # bytes
    assert refusal_of(bomb) == FAR_AWAY


@pytest.mark.usefixtures("grows_little")
def test_shared_strings_beyond_sixty_megabytes_are_refused_before_reading():
    bomb = files.shared_strings_bomb(megabytes=80)
    started = time.perf_counter()
    assert refusal_of(bomb) == TOO_LARGE_INSIDE
    assert timedelta(seconds=time.perf_counter() - started) < timedelta(milliseconds=50)


def test_a_ratio_beyond_a_hundred_is_refused():
    assert refusal_of(files.shared_strings_bomb(megabytes=40)) == TOO_LARGE_INSIDE


def test_a_long_string_repeated_in_every_row_does_not_fill_the_parent():
    assert refusal_of(files.many_references(19_000)) in {TOO_LARGE_INSIDE, FAR_AWAY}


def test_a_million_ghost_rows_are_passed_over():
    table = read_table(files.ghost_rows(), "data.xlsx")
    assert [row.cells for row in table.rows] == [["1", "Siti"]]


def test_a_size_forged_in_the_headers_is_noticed_while_unpacking():
    assert refusal_of(files.forged_size(megabytes=70)) == TOO_LARGE_INSIDE


def test_the_forged_file_lies_well_enough_for_the_zip_module():
    forged = files.forged_size(megabytes=1)
    with zipfile.ZipFile(__import__("io").BytesIO(forged)) as archive:
        assert archive.getinfo("xl/worksheets/sheet1.xml").file_size == 2000  # bytes declared


def test_an_entity_bomb_is_refused():
    assert refusal_of(files.entity_bomb()) == REFUSALS["entities"]


def test_a_child_that_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr("intake.reader.workbook.CHILD", files.__file__.replace("files", "sleeper"))
    hurried = type(PAGE)(**{**PAGE.__dict__, "wall_seconds": 1})
    with pytest.raises(UnreadableFile, match="terlalu besar untuk dibaca"):
        read_table(files.workbook([["nip"], ["1"]]), "data.xlsx", limits=hurried)


def test_more_than_two_hundred_entries_are_refused():
    extra = {f"xl/media/{number}.bin": b"x" for number in range(200)}
    assert refusal_of(files.raw_workbook(b"", extra=extra)) == TOO_LARGE_INSIDE


def test_macros_are_refused_by_content():
    data = files.raw_workbook(b"", extra={"xl/vbaProject.bin": b"x"})
    assert refusal_of(data) == MACROS


def test_a_workbook_with_an_external_link_is_read_without_following_it():
    link = b'<externalLink xmlns:r="r"><externalBook r:id="rId1"/></externalLink>'
    sheet = files.SHEET_START + b'<row r="1">' + files.cell("A1", "nip") + b"</row>"
    sheet += b'<row r="2">' + files.cell("A2", "7") + b"</row>" + files.SHEET_END
    data = files.raw_workbook(sheet, extra={"xl/externalLinks/externalLink1.xml": link})
    assert read_table(data, "data.xlsx").rows[0].cells == ["7"]


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "data.xlsx", "Berkas kosong (0 byte)"),
        (b"x" * (10 * 1024 * 1024 + 1), "data.csv", "lebih dari 10 MB"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "lama.xls", "format Excel lama (.xls)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "terkunci.xlsx", "kata sandi"),
        (b"<html><table><tr><td>nip</td></tr></table></html>", "data.xls", WEB_PAGE),
        (b"<html><table><tr><td>nip</td></tr></table></html>", "data.csv", WEB_PAGE),
        (b"\xef\xbb\xbf  <!DOCTYPE html><p>x", "data.xlsx", WEB_PAGE),
        (b'<svg onload="alert(1)"/>', "gambar.svg", WEB_PAGE),
        ("<html>nip</html>".encode("utf-16"), "data.txt", WEB_PAGE),
        (b"MIME-Version: 1.0", "data.xls", WEB_PAGE),
        (b"MZ\x90\x00", "data.xlsx", NOT_TEXT),
        (b"%PDF-1.7", "data.csv", NOT_TEXT),
        (b"nip;nama\x00\x01\x02\x00;;\x00", "data.csv", NOT_TEXT),
        (b"nip;nama\n1;a", "data.xlsx", "tidak sesuai dengan isinya"),
        (b"nip;nama\n1;a", "data.exe", "tidak sesuai dengan isinya"),
        (b"PK\x03\x04rest of nothing", "data.xlsx", DAMAGED),
        (files.workbook([["nip"], ["1"]])[:-30], "data.xlsx", DAMAGED),
        (files.workbook([["nip"], ["1"]]), "data.xlsm", "makro (.xlsm)"),
        (files.workbook([["nip"], ["1"]]), "data.csv", "tidak berakhiran .xlsx"),
        (files.workbook([["nip", "nama"]]), "data.xlsx", "hanya berisi judul kolom"),
        (files.workbook([]), "data.xlsx", "tidak ada lembar yang berisi tabel"),
        (b"\n\n  \n", "data.csv", "tidak ada judul kolom"),
        (b"nip;nama\n", "data.csv", "hanya berisi judul kolom"),
        (b'nip;nama\n1;"' + b"x" * 200_000, "data.csv", "tanda kutip yang tidak ditutup"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(data, name, words):
    assert words in refusal_of(data, name)


@pytest.mark.parametrize("inside", ["word/document.xml", "xl/workbook.bin", "mimetype"])
def test_other_kinds_of_office_files_are_named(inside):
    sentence = refusal_of(files.raw_workbook(b"", extra={inside: b"x"}))
    assert sentence.startswith("Berkas ini ")


def test_a_zip_that_is_no_workbook_is_refused(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../etc/passwd", "root")
    assert "arsip zip" in refusal_of(path.read_bytes())


def test_twenty_thousand_rows_pass_and_one_more_is_refused():
    rows = [["nip"], *([str(number)] for number in range(20_000))]
    assert len(read_table(files.workbook(rows), "data.xlsx").rows) == 20_000
    assert "lebih dari 20.000 baris" in refusal_of(files.workbook([*rows, ["x"]]))


def test_more_than_sixty_columns_are_refused_in_both_kinds():
    header = [f"k{number}" for number in range(61)]
    assert "60 kolom" in refusal_of(files.workbook([header, header]))
    assert "60 kolom" in refusal_of(";".join(header).encode(), "data.csv")


def test_a_cell_longer_than_excel_allows_is_refused():
    long = b'<row r="1">' + files.cell("A1", "x" * 32_768) + b"</row>"
    assert (
        refusal_of(files.raw_workbook(files.SHEET_START + long + files.SHEET_END))
        == (REFUSALS["cell"])
    )
