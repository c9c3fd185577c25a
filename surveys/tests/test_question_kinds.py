"""Own questions on the phone: ranges, "Lainnya", short texts, conditions, words for each rater."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from surveys import actions
from surveys.choices import Audience, Promise
from surveys.forms.answers import PageForm
from surveys.forms.sheets import Sheet
from surveys.models import AnswerTally, Comment, Question, Response, Section
from surveys.tests.factories import make_crowd, make_recent_session
from surveys.tests.phones import draft_of

CHOICES = [["pagi", "Pagi"], ["sore", "Sore"]]


def question(key, kind="single", **fields):
    listed = {"choices": CHOICES} if kind in {"single", "multiple"} else {}
    return Question(**({"key": key, "text": f"{key}?", "kind": kind} | listed | fields))


def make_survey(region, *pages, people=3, **fields):
    """Open a form with these questions, a list a page."""
    form = actions.start_questionnaire(
        region=region, title="Kami", audience=fields.get("audience", "participants"), actor=None
    )
    first = form.sections.get()
    for number, questions in enumerate(pages):
        section = first if number == 0 else None
        section = section or actions.add_section(
            questionnaire=form, title=f"Bagian {number + 1}", intro=""
        )
        actions.add_questions(section=section, questions=questions)
    session = make_recent_session(region)
    make_crowd(session, people)
    closing = timezone.localdate() + timedelta(days=7)
    opening = {"audience": Audience.PARTICIPANTS, "promise": Promise.ANONYMOUS} | fields
    return actions.open_survey(
        session=session, questionnaire=form, closes_on=closing, actor=None, **opening
    )


class Phone:
    """Somebody who fills the form of the first invitation, by plain HTTP."""

    def __init__(self, survey, number=0):
        self.survey = survey
        self.invitation = survey.invitations.order_by("pk")[number]
        self.client = Client(headers={"Sec-Fetch-Site": "same-origin"})
        self.first = self.client.post(actions.link_of(self.invitation))

    def key(self, key):
        return str(Question.objects.of(self.survey.questionnaire).get(key=key).pk)

    def post(self, page, **given):
        data = {}
        for name, value in given.items():
            key, _, other = name.partition("__")
            data[f"q{self.key(key)}{'-lainnya' if other else ''}"] = value
        return self.client.post(f"/isi/{page}", data)

    def get(self, page):
        return " ".join(self.client.get(f"/isi/{page}").content.decode().split())

    def send(self, **more):
        return self.client.post("/isi/periksa", more)

    @property
    def stored(self):
        row = Response.objects.get(survey=self.survey).answers
        names = {str(q.pk): q.key for q in Question.objects.of(self.survey.questionnaire)}
        return {names[pk]: value for pk, value in row.items()}


def said(response):
    return " ".join(response.content.decode().split())


def test_a_number_outside_its_range_is_asked_again(tangsel):
    phone = Phone(make_survey(tangsel, [question("N", "number", minimum=1, maximum=12.5)]))
    assert "Antara 1 dan 12,5" in phone.get(1)
    refused = said(phone.post(1, N="13"))
    assert "Tulis angka yang sesuai: antara 1 dan 12,5." in refused
    assert 'value="13"' in refused
    assert phone.post(1, N="12,5").url == "/isi/periksa"
    phone.send()
    assert phone.stored == {"N": 12.5}


def test_a_number_outside_its_range_is_refused_by_the_verb_too(tangsel):
    survey = make_survey(tangsel, [question("N", "number", minimum=1, maximum=5)])
    item = survey.questionnaire.sections.get().questions.get()
    invitation = survey.invitations.first()
    for wrong in (0, 5.5, "6"):
        with pytest.raises(actions.InvalidAnswers):
            actions.submit(invitation=invitation, answers={str(item.pk): wrong})
    assert actions.submit(invitation=invitation, answers={str(item.pk): 5})


def test_what_is_written_beside_lainnya_stands_apart_from_the_scores(tangsel):
    phone = Phone(make_survey(tangsel, [question("S", has_other=True)]))
    assert "Lainnya, sebutkan" in phone.get(1)
    phone.post(1, S="lainnya", S__other="Malam hari")
    assert "Lainnya: Malam hari" in said(phone.client.get("/isi/periksa"))
    phone.send()
    assert phone.stored == {"S": "lainnya"}
    assert [(c.question.key, c.text) for c in Comment.objects.all()] == [("S", "Malam hari")]
    assert "Malam" not in str(Response.objects.get().answers)


def test_writing_beside_lainnya_chooses_it(tangsel):
    pages = [question("S", has_other=True), question("M", "multiple", has_other=True)]
    phone = Phone(make_survey(tangsel, pages))
    phone.post(1, S__other="Malam", M="pagi", M__other="Subuh")
    draft = draft_of(phone.invitation)
    assert draft[phone.key("S")] == "lainnya"
    assert draft[phone.key("M")] == ["pagi", "lainnya"]
    assert 'value="Malam"' in phone.get(1)  # it is there again
    phone.send()
    assert Comment.objects.count() == 2


def test_words_beside_another_choice_are_not_sent(tangsel):
    phone = Phone(make_survey(tangsel, [question("S", has_other=True)]))
    phone.post(1, S="pagi", S__other="Malam")
    phone.send()
    assert phone.stored == {"S": "pagi"}
    assert Comment.objects.count() == 0


def test_a_long_text_beside_lainnya_is_asked_to_be_shorter(tangsel):
    phone = Phone(make_survey(tangsel, [question("S", has_other=True)]))
    assert "“Lainnya” terlalu panjang: kurangi 5 huruf" in said(
        phone.post(1, S="lainnya", S__other="x" * 205)
    )


def test_a_short_text_is_one_line_of_200_characters(tangsel):
    phone = Phone(make_survey(tangsel, [question("T", "text", is_short=True, required=False)]))
    page = phone.get(1)
    assert "<textarea" not in page
    assert "Paling banyak 200 huruf" in page
    assert "Isian terlalu panjang: kurangi 1 huruf" in said(phone.post(1, T="x" * 201))
    phone.post(1, T="Bagus")
    phone.send()
    assert Comment.objects.get().text == "Bagus"


def test_a_hint_stands_under_its_question(tangsel):
    phone = Phone(make_survey(tangsel, [question("D", "date", hint="Lihat surat tugas")]))
    assert "Lihat surat tugas" in phone.get(1)


def depending(page="next"):
    """A question asked only of those who chose "Sore", on the same page or the next."""
    asked = question("B", show_if_key="A", show_if_values=["sore"])
    first = [question("A")]
    return [[*first, asked]] if page == "same" else [first, [asked], [question("C")]]


def test_a_page_that_does_not_apply_is_passed_over(tangsel):
    phone = Phone(make_survey(tangsel, *depending()))
    assert phone.post(1, A="pagi").url == "/isi/3"
    assert phone.client.get("/isi/2").url == "/isi/3"
    page = phone.get(3)
    assert "Bagian 2 dari 2" in page
    assert phone.client.post("/isi/3", {"back": 1}).url == "/isi/1"
    phone.post(3, C="pagi")
    assert "B?" not in said(phone.client.get("/isi/periksa"))
    phone.send()
    assert phone.stored == {"A": "pagi", "C": "pagi"}


def test_a_page_that_applies_is_asked_and_required(tangsel):
    phone = Phone(make_survey(tangsel, *depending()))
    assert phone.post(1, A="sore").url == "/isi/2"
    assert "Pilih satu jawaban untuk “B”" in said(phone.post(2))
    phone.post(2, B="pagi")
    phone.post(3, C="pagi")
    phone.send()
    assert phone.stored == {"A": "sore", "B": "pagi", "C": "pagi"}


def test_an_answer_that_became_superfluous_is_not_stored(tangsel):
    phone = Phone(make_survey(tangsel, *depending()))
    phone.post(1, A="sore")
    phone.post(2, B="pagi")
    phone.post(1, A="pagi")  # a change of mind
    assert draft_of(phone.invitation)[phone.key("B")] == "pagi"  # kept while undecided
    phone.post(3, C="pagi")
    phone.send()
    assert phone.stored == {"A": "pagi", "C": "pagi"}


def test_on_the_same_page_it_says_when_to_answer_and_ignores_the_rest(tangsel):
    phone = Phone(make_survey(tangsel, *depending("same")))
    assert "Isi hanya bila “A?” dijawab “Sore”" in phone.get(1)
    assert phone.post(1, A="pagi", B="sore").url == "/isi/periksa"
    phone.send()
    assert phone.stored == {"A": "pagi"}


def test_a_wrong_number_that_is_not_asked_for_stands_in_nobodys_way(tangsel):
    number = question("B", "number", maximum=40, show_if_key="A", show_if_values=["sore"])
    phone = Phone(make_survey(tangsel, [question("A"), number]))
    assert "Tulis angka yang sesuai" in said(phone.post(1, A="sore", B="99"))
    assert phone.post(1, A="pagi", B="99").url == "/isi/periksa"
    phone.send()
    assert phone.stored == {"A": "pagi"}


def test_on_the_same_page_it_is_required_where_it_applies(tangsel):
    phone = Phone(make_survey(tangsel, *depending("same")))
    assert "Pilih satu jawaban untuk “B”" in said(phone.post(1, A="sore"))
    assert phone.post(1, A="sore", B="sore").url == "/isi/periksa"


def test_what_depends_on_an_unasked_question_is_not_asked(tangsel):
    chain = [
        [question("A")],
        [question("B", show_if_key="A", show_if_values=["sore"])],
        [question("C", show_if_key="B", show_if_values=["pagi"])],
    ]
    phone = Phone(make_survey(tangsel, *chain))
    phone.post(1, A="sore")
    assert phone.post(2, B="pagi").url == "/isi/3"
    phone.post(3, C="pagi")
    assert phone.post(1, A="pagi").url == "/isi/periksa"
    phone.send()
    assert phone.stored == {"A": "pagi"}


def test_the_verb_leaves_out_what_was_not_asked(tangsel):
    survey = make_survey(tangsel, *depending("same"))
    a, b = survey.questionnaire.sections.get().questions.all()
    invitation = survey.invitations.first()
    actions.submit(invitation=invitation, answers={str(a.pk): "pagi", str(b.pk): "sore"})
    assert Response.objects.get().answers == {str(a.pk): "pagi"}


def test_those_who_were_not_asked_are_not_counted_as_skipping(tangsel):
    survey = make_survey(tangsel, *depending("same"))
    a, b = survey.questionnaire.sections.get().questions.all()
    given = [{"A": "pagi"}, {"A": "sore", "B": "pagi"}, {"A": "sore"}]
    pks = {"A": str(a.pk), "B": str(b.pk)}
    for invitation, one in zip(survey.invitations.all(), given, strict=True):
        actions.submit(invitation=invitation, answers={pks[k]: v for k, v in one.items()})
    actions.close_survey(survey=survey, actor=None)
    counted = {
        (t.question.key, t.value): t.count for t in AnswerTally.objects.filter(survey=survey)
    }
    assert counted == {("A", "pagi"): 1, ("A", "sore"): 2, ("B", "pagi"): 1, ("B", "skipped"): 1}


@pytest.mark.parametrize(
    ("relation", "words"),
    [("self", "Saya bisa."), ("supervisor", "Pegawai bisa."), ("peer", "Rekan bisa.")],
)
def test_each_rater_reads_the_words_for_them(relation, words):
    section = Section(pk=1, position=1, title="A")
    texts = {"text": "Saya bisa.", "text_superior": "Pegawai bisa.", "text_peer": "Rekan bisa."}
    sheet = Sheet([Question(pk=1, section=section, kind="number", **texts)], relation)
    assert PageForm(sheet.pages[0].questions, {}).items()[0].label == words


def orders(questionnaire, seeds):
    sheet = Sheet(list(Question.objects.of(questionnaire)))
    return [tuple(q.key for q in sheet.shuffled(seed).questions) for seed in seeds]


def test_each_person_gets_an_order_of_their_own_that_stays(tangsel):
    pages = [[question(f"{page}{n}") for n in range(4)] for page in "AB"]
    form = make_survey(tangsel, *pages).questionnaire
    seeds = [f"TOKEN{n}" for n in range(50)]
    found = orders(form, seeds)
    assert found == orders(form, seeds)
    assert len(set(found)) > 25
    assert all({key[0] for key in order[:4]} == {"A"} for order in found)  # pages stay


def test_a_shuffled_form_is_filled_and_sent_like_any_other(tangsel):
    survey = make_survey(tangsel, [question(f"A{n}") for n in range(4)])
    survey.questionnaire.shuffle, survey.questionnaire.time_limit = True, 20
    survey.questionnaire.save(update_fields=["shuffle", "time_limit"])
    phone = Phone(survey)
    cover = said(Client().get(actions.link_of(phone.invitation)))
    assert "Waktu yang disediakan 20 menit. Setelah itu jawaban tetap dapat dikirim." in cover
    shown = [phone.get(1).index(f"A{n}?") for n in range(4)]
    assert shown == [phone.get(1).index(f"A{n}?") for n in range(4)]
    phone.post(1, A0="pagi", A1="sore", A2="pagi", A3="sore")
    phone.send()
    assert phone.stored == {"A0": "pagi", "A1": "sore", "A2": "pagi", "A3": "sore"}
