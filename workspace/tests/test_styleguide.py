from django import forms
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory

from programs.forms import ParticipantFilter, ReasonForm
from programs.tests.pages import flat


def test_the_styleguide_shows_every_component(officer):
    request = RequestFactory().get("/")
    request.user = officer
    context = {
        "crumbs": [("Beranda", "/"), ("Komponen", "")],
        "form": ReasonForm({"reason": ""}),
        "filters": ParticipantFilter({}),
        "page": Paginator(range(60), 25).page(2),
        "tabs": [("Satu", "#main", True), ("Dua", "#main", False)],
        "differences": [("Tempat", "Aula", "Ruang 2")],
    }
    text = flat(render_to_string("styleguide.html", context, request))
    for words in (
        '<a href="#id_reason">Isi alasannya.</a>',
        "<p>Kesalahan: Isi alasannya.</p>",
        "31 dari 40 mengisi",
        "Halaman 2 dari 3 · 60 baris",
        '<td data-label="Tersimpan">Aula</td><td data-label="Isian Anda">Ruang 2</td>',
        'aria-current="page">Satu</a>',
        "1.234",
    ):
        assert words in text


def test_an_option_costs_its_words_and_thirty_characters_at_most():
    names = [f"Unit {number}" for number in range(1000, 1500)]  # 9 letters each
    chosen = (("", "Pilih"), *enumerate(names, start=100))  # values of 3 digits
    text = forms.Select(choices=chosen).render("unit", 100)
    assert len(text) < 501 * (9 + 3 + 30)
    assert text.count("<option") == 501
    assert '<option value="100" selected>Unit 1000</option>' in text
