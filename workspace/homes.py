"""What Beranda shows to each role: a template and its values."""

from datetime import date
from typing import Any

from accounts.models import User
from intake.models import ImportJob
from organization.access import Role
from organization.models import Region
from programs.models import Session
from surveys.models import Survey
from trail.models import Entry
from workspace.acts import Act, in_words
from workspace.agenda import coming_forms, tasks_of
from workspace.first_steps import first_steps

RUNNING = 8  # open forms listed
LATEST = 5  # imports listed
ENTRIES = 10  # of the audit trail
ENDED = 8  # sessions listed for those who read results


def home_of(user: Any, today: date) -> tuple[str, dict[str, Any]]:
    """Return the template and its values for the user's role."""
    show = {
        Role.OFFICER: _officer,
        Role.MANAGER: _reader,
        Role.ANALYST: _reader,
        Role.ADMINISTRATOR: _administrator,
        Role.AUDITOR: _auditor,
        Role.INTERVIEWER: _interviewer,
    }[Role(user.role)]
    return show(user, today)


def _officer(user: Any, today: date) -> tuple[str, dict[str, Any]]:
    running = Survey.objects.editable_by(user).open().with_counts()
    return "workspace/home_officer.html", {
        "tasks": tasks_of(user, today),
        "coming": coming_forms(user, today),
        "steps": first_steps(user),
        "running": running.select_related("session__program", "questionnaire").order_by(
            "closes_on"
        )[:RUNNING],
        "imports": ImportJob.objects.visible_to(user)[:LATEST],
    }


def _reader(user: Any, today: date) -> tuple[str, dict[str, Any]]:
    ended = Session.objects.visible_to(user).standing().ended_by(today)
    running = Survey.objects.visible_to(user).open().with_counts()
    return "workspace/home_reader.html", {
        "regions": Region.objects.visible_to(user),
        "ended": ended.select_related("program__region").order_by("-ends_on", "-id")[:ENDED],
        "running": running.select_related("session__program", "questionnaire").order_by(
            "closes_on"
        )[:RUNNING],
    }


def _administrator(user: Any, today: date) -> tuple[str, dict[str, Any]]:
    people = User.objects.visible_to(user).filter(is_active=True)
    bound = people.filter(role__in=[Role.OFFICER, Role.MANAGER, Role.ANALYST, Role.INTERVIEWER])
    officers = people.filter(role=Role.OFFICER)
    return "workspace/home_administrator.html", {
        "unbound": bound.filter(regions=None).order_by("name")[:RUNNING],
        "unserved": Region.objects.visible_to(user).exclude(users__in=officers),
        "acts": _latest_acts(user),
    }


def _auditor(user: Any, today: date) -> tuple[str, dict[str, Any]]:
    return "workspace/home_auditor.html", {"acts": _latest_acts(user)}


def _latest_acts(user: Any) -> list[Act]:
    return [in_words(entry, user) for entry in Entry.objects.visible_to(user)[:ENTRIES]]


def _interviewer(user: Any, today: date) -> tuple[str, dict[str, Any]]:
    return "workspace/home_interviewer.html", {}
