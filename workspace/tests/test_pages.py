import pytest
from django.template.loader import get_template
from django.urls import reverse

from organization.access import Role
from programs.tests.factories import make_program, make_session
from programs.tests.pages import flat


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/help/", "Memasukkan peserta dari Excel"),
        ("/privacy/", "Rincian menurut kelompok: setiap kelompok sedikitnya<b>10</b>orang."),
        ("/accessibility/", "WCAG 2.2 tingkat AA"),
    ],
)
def test_everybody_may_read_the_footer_pages(client, db, address, words):
    assert words in flat(client.get(address))


def test_bantuan_has_eight_recipes(client, db):
    assert flat(client.get("/help/")).count('<details class="recipe"') == 8


def test_the_menu_marks_one_section(signed_in, officer):
    text = flat(signed_in(officer).get("/programs/new/"))
    column = text[text.index("menu-column") :]
    assert column.count('aria-current="true"') == 1
    assert 'aria-current="true">Program</a>' in column
    text = flat(signed_in(officer).get("/imports/new/employees/"))
    assert text[text.index("menu-column") :].count('aria-current="true"') == 1


@pytest.mark.parametrize(
    ("name", "section"),
    [
        ("workspace:session", "Program"),
        ("performance:session", "Kinerja"),
        ("surveys:open", "Formulir"),
    ],
)
def test_a_page_of_an_angkatan_is_marked_by_its_crumbs(signed_in, officer, tangsel, name, section):
    session = make_session(make_program(tangsel))
    text = flat(signed_in(officer).get(reverse(name, args=[session.pk])))
    column = text[text.index("menu-column") :]
    assert column.count('aria-current="true"') == 1
    assert f'aria-current="true">{section}</a>' in column


def test_a_missing_page_says_what_to_do(signed_in, officer):
    page = signed_in(officer).get("/programs/999999/")
    assert page.status_code == 404
    assert "Periksa alamatnya, atau cari dari Beranda." in flat(page)


def test_another_role_is_told_which_role_it_has(signed_in, make_user):
    page = signed_in(make_user(Role.AUDITOR)).get("/programs/")
    assert page.status_code == 403
    assert "Anda masuk sebagai Auditor." in flat(page)


def test_the_page_for_a_broken_server_needs_no_database_and_no_request(django_assert_num_queries):
    text = get_template("workspace/server_error.html").render()
    assert "Terjadi gangguan di server" in text
