"""Questionnaires to read: what is asked, and how it looks on a phone."""

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from organization.access import Role, allow
from surveys.choices import Audience
from surveys.forms.answers import PageForm
from surveys.forms.sheets import Sheet
from surveys.models import Invitation, Question, Questionnaire
from surveys.wording import QUESTIONNAIRE_MEANING

ROWS = 25  # a page of the list
LIST = [("Beranda", "/"), ("Formulir", "/surveys/"), ("Kuesioner", "/questionnaires/")]


@require_safe
@allow(Role.OFFICER)
def questionnaires(request: HttpRequest) -> HttpResponse:
    """List the questionnaires that can be opened."""
    found = Questionnaire.objects.visible_to(request.user).openable()
    counted = found.annotate(questions=Count("sections__questions")).order_by(
        "code", "-version", "pk"
    )
    page = Paginator(counted, ROWS).get_page(request.GET.get("page"))
    rows = [(one, QUESTIONNAIRE_MEANING.get(one.code, "")) for one in page]
    context = {"page": page, "rows": rows, "crumbs": LIST}
    return render(request, "surveys/questionnaire_list.html", context)


@require_safe
@allow(Role.OFFICER)
def questionnaire(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one questionnaire page by page, as a phone shows it."""
    found = get_object_or_404(Questionnaire.objects.visible_to(request.user), pk=pk)
    questions = list(Question.objects.of(found))
    relation = _relation(request, found)
    readers = _readers(questions, relation)
    sheet = Sheet(questions, relation)
    context = {
        "questionnaire": found,
        "meaning": QUESTIONNAIRE_MEANING.get(found.code, ""),
        "pages": [(page, PageForm(page.questions, {}).items()) for page in sheet.pages],
        "total": len(sheet.pages),
        "readers": readers,
        "crumbs": [*LIST, (found.title, "")],
    }
    return render(request, "surveys/questionnaire_detail.html", context)


def _relation(request: HttpRequest, found: Questionnaire) -> str:
    """Return as whom the preview reads: as asked for, else as the audience does."""
    relations = Invitation.Relation
    usual = {
        Audience.SUPERVISORS: relations.SUPERVISOR,
        Audience.PEERS: relations.PEER,
        Audience.SUBORDINATES: relations.PEER,
    }.get(found.audience, relations.SELF)
    asked = request.GET.get("sebagai", usual)
    return asked if asked in {relations.SELF, relations.SUPERVISOR, relations.PEER} else usual


def _readers(questions: list[Question], relation: str) -> list[tuple[str, str, bool]]:
    """Return (relation, words, whether it is shown) of those who read different words."""
    relations = Invitation.Relation
    found = [(relations.SELF, "Peserta")]
    if any(question.text_superior for question in questions):
        found.append((relations.SUPERVISOR, "Atasan"))
    if any(question.text_peer for question in questions):
        found.append((relations.PEER, "Rekan dan bawahan"))
    return [(value, words, value == relation) for value, words in found]
