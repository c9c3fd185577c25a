"""Files as offices make them."""

from datetime import date

import pytest

from intake.reader import Formula, Undecodable, UnreadableFile, read_paste, read_table
from intake.tests.files import workbook

ROWS = [["NIP", "Nama", "Nilai"], ["198001012005011001", "Siti", 12.5]]


def cells(table):
    return [row.cells for row in table.rows]


def test_a_workbook_gives_text_numbers_dates_and_truths_as_they_are():
    data = workbook([["a", "b", "c", "d"], ["007", 7, date(2025, 3, 3), True]], sheet="Peserta")
    table = read_table(data, "C:\\Users\\HR\\pelatihan.xlsx")
    assert (table.sheet, table.file_name) == ("Peserta", "pelatihan.xlsx")
    assert table.header == ["a", "b", "c", "d"]
    assert cells(table) == [["007", 7.0, date(2025, 3, 3), True]]


def test_a_formula_is_marked_and_its_last_result_ignored():
    data = workbook([["a", "b"], [{"f": "=1+1", "value": 2}, "x"], [3, {"f": "=A2&A3"}]])
    assert cells(read_table(data, "a.xlsx")) == [[Formula("=1+1"), "x"], [3.0, Formula("=A2&A3")]]


def test_row_numbers_are_those_that_excel_shows():
    data = workbook([["DAFTAR PESERTA"], [], ["a", "b"], [], ["x", "y"]])
    table = read_table(data, "a.xlsx")
    assert (table.header, [row.number for row in table.rows]) == (["a", "b"], [5])


def test_the_row_that_numbers_the_columns_is_passed_over():
    table = read_table(workbook([["a", "b", "c"], [1, 2, 3], ["x", "y", "z"]]), "a.xlsx")
    assert cells(table) == [["x", "y", "z"]]


def test_the_table_ends_after_fifty_empty_rows_and_says_so():
    data = workbook([["a"], ["x"], *([] for _ in range(50)), ["lost"]])
    table = read_table(data, "a.xlsx")
    assert cells(table) == [["x"]]
    assert table.notes == [
        "Setelah 50 baris kosong (sampai baris 52) isi lembar tidak dibaca."  # 2 + 50
    ]


def test_forty_nine_empty_rows_do_not_end_the_table():
    data = workbook([["a"], ["x"], *([] for _ in range(49)), ["kept"]])
    assert cells(read_table(data, "a.xlsx")) == [["x"], ["kept"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_text_is_read_in_every_encoding_and_with_every_delimiter(encoding, delimiter):
    text = f"NIP{delimiter}Nama\r\n1{delimiter}Zoë ꦱꦶꦠꦶ\r\n"
    table = read_table(text.encode(encoding), "a.csv")
    assert (table.header, cells(table)) == (["NIP", "Nama"], [["1", "Zoë ꦱꦶꦠꦶ"]])


def test_windows_1252_is_recognised():
    table = read_table("nama;kota\nZoë–2;“Binjai”\n".encode("cp1252"), "a.csv")
    assert cells(table) == [["Zoë–2", "“Binjai”"]]


def test_bytes_that_are_no_letter_stay_in_their_cell_and_are_never_a_question_mark():
    data = "nama;kota\nZoë;Binjai\nSiti;Z".encode() + b"\xff" + "oë\n".encode()
    table = read_table(data, "a.csv")
    assert cells(table) == [["Zoë", "Binjai"], ["Siti", Undecodable("Z\ufffdoë")]]


def test_bytes_that_windows_1252_does_not_know_are_marked():
    table = read_table(b"nama;kota\nZo\xeb \x81;Binjai\n", "a.csv")
    assert cells(table) == [[Undecodable("Zoë \ufffd"), "Binjai"]]


def test_commas_inside_numbers_do_not_hide_the_semicolon():
    table = read_table(b"nip;nilai\n1;12,5\n2;13,5\n3;14,5\n", "a.csv")
    assert (cells(table)[0], table.decimal_mark) == (["1", "12,5"], ",")


def test_quoted_delimiters_newlines_and_titles_stay_in_their_cell():
    data = b'nama,unit\n"Aminah, S.Kom.","Dinas\nKesehatan"\n'
    assert cells(read_table(data, "a.csv")) == [["Aminah, S.Kom.", "Dinas Kesehatan"]]


def test_excels_own_first_line_names_the_delimiter():
    assert cells(read_table(b"sep=;\na;b\n1;2,5\n", "a.csv")) == [["1", "2,5"]]


def test_a_file_of_one_column_is_read():
    assert cells(read_table(b"nip\n1\n2\n", "a.txt")) == [["1"], ["2"]]


def test_a_paste_from_excel_is_read_like_a_file():
    table = read_paste('NIP\tNama\tCatatan\r\n1\tSiti\t"dua\nbaris"\r\n')
    assert (table.header, cells(table)) == (
        ["NIP", "Nama", "Catatan"],
        [["1", "Siti", "dua baris"]],
    )


def test_an_empty_paste_says_what_to_do():
    with pytest.raises(UnreadableFile, match="Salin tabel di Excel"):
        read_paste("  \n ")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Zoe\u0308", "Zoë"),  # NFC
        ("Si\u200bti\u00ad", "Siti"),  # zero-width space, soft hyphen
        ("\u202eitiS\u202c", "itiS"),  # direction override
        ("Siti\x07\x1b[31m", "Siti[31m"),  # control characters
        ("  Siti \u00a0 Aminah\t", "Siti Aminah"),
        ("\ufeffSiti", "Siti"),
        ("Si\u200dti", "Siti"),  # a joiner between Latin letters hides something
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),  # in a family it joins
        ("نمی\u200cخواهم", "نمی\u200cخواهم"),  # in Persian it parts
        ("ꦱꦶꦠꦶꦲꦩꦶꦤꦃ", "ꦱꦶꦠꦶꦲꦩꦶꦤꦃ"),
        ("محمد", "محمد"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),  # escaped where shown
        ("=HYPERLINK(1)", "=HYPERLINK(1)"),
        ("' OR 1=1 --", "' OR 1=1 --"),
        ("null", "null"),
        ("{{ 7*7 }}", "{{ 7*7 }}"),
    ],
)
@pytest.mark.parametrize("kind", ["xlsx", "csv", "paste"])
def test_naughty_text_comes_through_clean_in_every_kind_of_file(typed, kept, kind):
    if kind == "xlsx":
        table = read_table(workbook([["nama", "b"], [typed.replace("\x1b", ""), "x"]]), "a.xlsx")
    elif kind == "csv":
        table = read_table(f'nama;b\n"{typed}";x\n'.encode(), "a.csv")
    else:
        table = read_paste(f'nama\tb\n"{typed}"\tx\n')
    assert table.rows[0].cells[0] == kept
