"""Surat permintaan pengisian: one letter a perangkat daerah, with names and QR codes."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from organization.access import Role, allow
from organization.wording import date_span
from surveys import actions
from surveys.choices import SurveyStatus
from surveys.models import Survey
from surveys.views.sharing import qr_of
from surveys.views.waves import LIST, SHOWN
from surveys.wording import promise_words

LETTERS = 20  # a page


@dataclass(frozen=True)
class Line:
    """One person of a letter with the QR code of their link."""

    person: actions.Addressee
    code: str
    qr: tuple[int, str]


@require_safe
@allow(Role.OFFICER)
def letters(request: HttpRequest, pk: int) -> HttpResponse:
    """Print the letters for those who have not answered an open form."""
    found = Survey.objects.editable_by(request.user).select_related(*SHOWN)
    survey = get_object_or_404(found, pk=pk)
    is_open = survey.status == SurveyStatus.OPEN
    written = actions.letters_of(survey, localdate()) if is_open else []
    page = Paginator(written, LETTERS).get_page(request.GET.get("page"))
    session = survey.session
    context = {
        "survey": survey,
        "page": page,
        "letters": [(letter, _lines(request, letter)) for letter in page],
        "people": sum(len(letter.people) for letter in written),
        "dates": date_span(session.starts_on, session.ends_on),
        "today": localdate(),
        "promise": promise_words(survey),
        "code_page": request.get_host() + reverse("surveys:code"),
        "crumbs": [*LIST, (survey.code, survey.get_absolute_url()), ("Surat permintaan", "")],
    }
    return render(request, "surveys/letters.html", context)


def _lines(request: HttpRequest, letter: actions.Letter) -> list[Line]:
    return [
        Line(
            person,
            f"{person.code[:4]}-{person.code[4:]}",
            qr_of(request.build_absolute_uri(person.link)),
        )
        for person in letter.people
    ]
