"""Bantuan, Privasi, Aksesibilitas: pages for everybody."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from organization.access import public
from organization.choices import PolicyKey
from organization.models import Policy, Region

THRESHOLDS = {
    "min_group": PolicyKey.MIN_GROUP,
    "min_stratum": PolicyKey.MIN_STRATUM,
    "min_comment_respondents": PolicyKey.MIN_COMMENT_RESPONDENTS,
    "min_comments": PolicyKey.MIN_COMMENTS,
    "min_rated_alumni": PolicyKey.MIN_RATED_ALUMNI,
    "min_raters": PolicyKey.MIN_RATERS,
    "min_upward": PolicyKey.MIN_UPWARD,
    "min_verdict": PolicyKey.MIN_VERDICT,
}


@require_safe
@public
def help_page(request):
    return render(request, "workspace/help.html")


@require_safe
@public
def privacy(request):
    today = timezone.localdate()
    context = {name: Policy.objects.value(key, today) for name, key in THRESHOLDS.items()}
    context["offices"] = Region.objects.evaluated().exclude(hr_office="")
    return render(request, "workspace/privacy.html", context)


@require_safe
@public
def accessibility(request):
    return render(request, "workspace/accessibility.html")
