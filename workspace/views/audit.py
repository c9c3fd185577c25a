"""The audit trail as a page and as a file."""

import csv
from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from organization.access import Role, allow
from organization.wording import inert
from trail.models import Entry
from workspace.acts import in_words
from workspace.forms.audit import AuditFilter

PAGE = 25  # rows
HEADER = ("waktu (WIB)", "pelaku", "tindakan", "sasaran", "kode wilayah", "rincian")


@require_safe
@allow(Role.OFFICER, Role.ADMINISTRATOR, Role.AUDITOR)
def audit(request):
    filters, found = _found(request)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "acts": [in_words(entry, request.user) for entry in page],
        "filters": filters,
        "filtered": any(filters.cleaned_data.values()),
        "own_only": request.user.role == Role.OFFICER,
    }
    return render(request, "audit/list.html", context)


@require_safe
@allow(Role.OFFICER, Role.ADMINISTRATOR, Role.AUDITOR)
def audit_csv(request):
    _filters, found = _found(request)
    return StreamingHttpResponse(
        _lines(found, request.user),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="jejak-audit.csv"'},
    )


def _found(request) -> tuple[AuditFilter, Any]:
    filters = AuditFilter(request.GET, user=request.user)
    filters.is_valid()
    return filters, Entry.objects.visible_to(request.user).narrowed(filters.cleaned_data)


class Echo:
    """What the csv writer writes to: gives each line straight back."""

    def write(self, line: str) -> str:
        return line


def _lines(found: Any, user: Any) -> Iterator[str]:
    writer = csv.writer(Echo())
    yield "\ufeff" + writer.writerow(HEADER)  # the mark lets Excel read UTF-8
    for entry in found.iterator(chunk_size=2000):
        act = in_words(entry, user)
        at = timezone.localtime(act.at).strftime("%Y-%m-%d %H:%M:%S")
        texts = (act.actor, act.action, act.target, act.region_code, "; ".join(act.details))
        yield writer.writerow([at, *map(inert, texts)])
