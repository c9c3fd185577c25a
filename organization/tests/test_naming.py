"""Names as offices write them."""

import pytest

from organization.actions import (
    GradeError,
    is_head_post,
    match_units,
    parse_grade,
    plain_name,
    post_kind,
    split_name,
)
from organization.models import Unit
from programs.tests.factories import make_unit


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("  Kel. Rawa   Buntu ", "kel rawa buntu"),
        ("DINAS Kesehatan", "dinas kesehatan"),
        ("José & Ångström", "jose dan angstrom"),
        ("Dinas_Sosial", "dinas sosial"),
        ("", ""),
    ],
)
def test_plain_names_fold_case_accents_and_punctuation(written, plain):
    assert plain_name(written) == plain


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("Dr. Siti Aminah, S.Sos., M.Si.", ("Dr.", "Siti Aminah", "S.Sos., M.Si.")),
        ("dr. H. Budi Santoso, Sp.PD", ("dr. H.", "Budi Santoso", "Sp.PD")),
        ("Sumarno", ("", "Sumarno", "")),
        ("Ir Suharto", ("Ir", "Suharto", "")),
        ("Hj. Nur", ("Hj.", "Nur", "")),
        ("Budi Santoso S.Kom M.M.", ("", "Budi Santoso", "S.Kom, M.M.")),
        ("Rina Wati, SE", ("", "Rina Wati", "SE")),
        ("RINA WATI SE", ("", "RINA WATI", "SE")),
        ("Dr", ("", "Dr", "")),  # a name is never empty
        ("Maria  Magdalena , A.Md.Keb", ("", "Maria Magdalena", "A.Md.Keb")),
        ("Muhammad Ali", ("", "Muhammad Ali", "")),
        ("St. Aisyah", ("", "St. Aisyah", "")),
    ],
)
def test_titles_are_split_from_names(written, parts):
    assert split_name(written) == parts


@pytest.mark.parametrize(
    ("written", "kind", "key"),
    [
        ("III/d", "PNS", "PNS:III/d"),
        ("iii/D", "PNS", "PNS:III/d"),
        ("IIId", "PNS", "PNS:III/d"),
        ("Penata Tk. I (III/d)", "PNS", "PNS:III/d"),
        ("Penata Tingkat I / III/d", "PNS", "PNS:III/d"),
        ("IV/e", "PNS", "PNS:IV/e"),
        ("PNS:II/a", "PNS", "PNS:II/a"),
        ("IX", "PPPK", "PPPK:IX"),
        ("Golongan ix", "PPPK", "PPPK:IX"),
        ("III", "PPPK", "PPPK:III"),
        ("", "PPPK", ""),
        ("-", "PNS", ""),
    ],
)
def test_grades_name_their_system(written, kind, key):
    assert parse_grade(written, kind) == key


@pytest.mark.parametrize(
    ("written", "kind"),
    [("III", "PNS"), ("III/e", "PNS"), ("IX", "PNS"), ("III/a", "PPPK"), ("XVIII", "PPPK")],
)
def test_a_grade_of_the_other_system_is_refused(written, kind):
    with pytest.raises(GradeError):
        parse_grade(written, kind)


@pytest.mark.parametrize(
    ("position", "kind", "name", "leads"),
    [
        ("Camat Serpong", "kecamatan", "Kecamatan Serpong", True),
        ("Plt. Camat", "kecamatan", "Kecamatan Serpong", True),
        ("Sekretaris Kecamatan", "kecamatan", "Kecamatan Serpong", False),
        ("Lurah Ciater", "kelurahan", "Kelurahan Ciater", True),
        ("Kepala Dinas Kesehatan", "dinas", "Dinas Kesehatan", True),
        ("Kepala Bidang Mutu", "dinas", "Dinas Kesehatan", False),
        ("Sekretaris Pribadi", "sekretariat", "Sekretariat Daerah", False),
        ("Sekretaris Daerah", "sekretariat", "Sekretariat Daerah", True),
        ("Kepala SMPN 4", "sekolah", "SMPN 4", True),
        ("Guru Ahli Muda", "sekolah", "SMPN 4", False),
        ("Kepala Kantor Pos", "", "Gudang", False),
        ("Kepala Gudang", "", "Gudang", True),
    ],
)
def test_the_head_of_a_unit_is_known_by_the_post(position, kind, name, leads):
    assert is_head_post(position, Unit(name=name, kind=kind)) is leads


def test_plt_and_plh_are_read_from_the_post():
    assert [post_kind(p) for p in ("Plt. Camat", "PLH Lurah", "Camat")] == ["2", "3", "1"]


def test_matching_a_thousand_names_takes_two_queries(tangsel, django_assert_num_queries):
    names = [f"Dinas {n}" for n in range(999)] + ["Dinas Sosial"]
    with django_assert_num_queries(2):
        found = match_units(tangsel, names)
    assert [name for name in names if found[name]] == ["Dinas Sosial"]


def test_a_name_shared_by_two_units_needs_the_unit_above(tangsel):
    health = Unit.objects.get(region=tangsel, name="Dinas Kesehatan")
    social = Unit.objects.get(region=tangsel, name="Dinas Sosial")
    mine, _other = (
        make_unit(tangsel, "Sekretariat", health),
        make_unit(tangsel, "Sekretariat", social),
    )
    found = match_units(tangsel, ["Sekretariat", "Sekretariat Dinas Kesehatan"])
    assert found == {"Sekretariat": None, "Sekretariat Dinas Kesehatan": mine}


def test_units_of_another_region_are_not_found(binjai):
    assert match_units(binjai, ["Kecamatan Serpong"]) == {"Kecamatan Serpong": None}
