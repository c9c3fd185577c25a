"""Questionnaires to read: what is asked, and how it looks on a phone."""

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from organization.access import Role, allow
from surveys.forms.answers import PageForm
from surveys.forms.sheets import Sheet
from surveys.models import Question, Questionnaire
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
    sheet = Sheet(list(Question.objects.of(found)))
    context = {
        "questionnaire": found,
        "meaning": QUESTIONNAIRE_MEANING.get(found.code, ""),
        "pages": [(page, PageForm(page.questions, {}).items()) for page in sheet.pages],
        "total": len(sheet.pages),
        "crumbs": [*LIST, (found.title, "")],
    }
    return render(request, "surveys/questionnaire_detail.html", context)
