"""Every vector of the NIP and NI PPPK rules."""

from datetime import date

import pytest

from organization.nip import NipError, nip_warnings, parse_nip, spaced_nip

TODAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    "written",
    [
        "196608011988031001",
        "19660801.198803.1.001",
        "19660801 198803 1 001",
        "'196608011988031001",
        "19660801\u00a0198803\u00a01\u00a0001",
    ],
)
def test_a_pns_number_is_read_however_it_is_written(written):
    nip = parse_nip(written, today=TODAY)
    assert (nip.text, nip.kind, nip.sex) == ("196608011988031001", "PNS", "L")
    assert (nip.born_on, nip.appointed) == (date(1966, 8, 1), date(1988, 3, 1))


@pytest.mark.parametrize(
    ("written", "sex", "born_on", "year"),
    [
        ("199001152025242001", "P", date(1990, 1, 15), 2025),
        ("199003152021211007", "L", date(1990, 3, 15), 2021),
    ],
)
def test_a_pppk_number_gives_the_year_of_the_first_contract(written, sex, born_on, year):
    nip = parse_nip(written, today=TODAY)
    assert (nip.kind, nip.sex, nip.born_on, nip.appointed.year) == ("PPPK", sex, born_on, year)


BIRTH = "Delapan angka pertama NIP bukan tanggal lahir yang sah (TTTTBBHH)."
MIDDLE = "Angka ke-13 dan ke-14 NIP tidak dikenali (01–12 untuk PNS, 21–29 untuk PPPK)."


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("199002302015051001", BIRTH),  # 30 February
        ("203001012055051001", BIRTH),  # not born yet
        ("198609262015131001", MIDDLE),  # 13
        ("199003152021201007", MIDDLE),  # 20
        ("198609262015001001", MIDDLE),  # 00
        ("198609262015053001", "Angka ke-15 NIP harus 1 (laki-laki) atau 2 (perempuan)."),
        ("19860926201505100", "NIP harus terdiri atas 18 angka."),
        ("1986092620150510011", "NIP harus terdiri atas 18 angka."),
        ("19860926201505100x", "NIP harus terdiri atas 18 angka."),
        ("١٩٨٦٠٩٢٦٢٠١٥٠٥١٠٠١", "NIP harus terdiri atas 18 angka."),  # Arabic digits
        (
            "198609262015051000",
            "Nomor urut NIP tidak boleh 000. NIP berakhiran 000: kemungkinan rusak karena format "
            "angka Excel. Ubah kolom menjadi Teks.",
        ),
        ("198609260000051001", "Angka ke-9 sampai ke-12 NIP bukan tahun pengangkatan yang sah."),
    ],
)
def test_a_wrong_number_gets_its_sentence(written, sentence):
    with pytest.raises(NipError) as error:
        parse_nip(written, today=TODAY)
    assert error.value.messages == [sentence]


@pytest.mark.parametrize(
    ("written", "warnings"),
    [
        ("196608011988031001", []),
        ("200501012015051001", ["Usia saat pengangkatan tidak lazim."]),  # ten years old
        ("200701012025211001", ["Usia saat pengangkatan tidak lazim."]),  # 18, but PPPK
        ("200701012025011001", []),  # 18 and PNS
        ("198001012015211001", ["Tahun pengangkatan PPPK tidak lazim."]),
        (
            "196005011985031001",  # 66 in June 2026
            ["Pegawai kemungkinan sudah memasuki batas usia pensiun."],
        ),
        ("196006021985031001", []),  # 65, 66 only tomorrow
    ],
)
def test_an_unusual_number_stands_with_a_warning(written, warnings):
    assert nip_warnings(parse_nip(written, today=TODAY), today=TODAY) == warnings


def test_a_status_that_contradicts_the_number_is_a_warning():
    nip = parse_nip("196608011988031001", today=TODAY)
    assert nip_warnings(nip, today=TODAY, status="PPPK") == [
        "Status kepegawaian tidak sesuai dengan pola NIP."
    ]
    assert nip_warnings(nip, today=TODAY, status="PNS") == []


def test_letters_print_the_number_in_four_groups():
    assert spaced_nip("198609262015051001") == "19860926 201505 1 001"
