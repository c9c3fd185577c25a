"""Take the demo away: what is marked, and what hangs on it; nothing else."""

from __future__ import annotations

from functools import partial

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from organization.models import Employee, Placement, Unit
from performance.models import ComparisonMember, Measurement, Pair
from programs.actions import bump_data_version
from programs.models import Participation, Program, Session, Trainer
from reports.models import Publication, PublishedSurvey
from surveys import keys
from surveys.models import (
    AnswerTally,
    ClosedAuthorship,
    ClosedComment,
    ClosedPseudonym,
    ClosedResponse,
    Comment,
    DimensionSummary,
    Draft,
    Invitation,
    PairMoments,
    Pseudonym,
    Response,
    Survey,
    SurveyMoments,
)
from surveys.models.answers import Authorship

OF_ANSWERS = (Pseudonym, Authorship, ClosedPseudonym, ClosedAuthorship)  # by response
OF_SURVEYS = (
    Comment,
    Response,
    ClosedComment,
    ClosedResponse,
    AnswerTally,
    DimensionSummary,
    SurveyMoments,
    PublishedSurvey,
)


@transaction.atomic
def remove_demo() -> dict[str, int]:
    """Delete the demo; return the counts that the command prints."""
    counts = {
        "akun": User.objects.filter(is_demo=True).count(),
        "program": Program.objects.filter(is_demo=True).count(),
        "pegawai": Employee.objects.filter(is_demo=True).count(),
    }
    regions = set(Program.objects.filter(is_demo=True).values_list("region_id", flat=True))
    _remove_surveys()
    _remove_performance()
    _remove_programs()
    counts["unit yang dipertahankan karena dipakai"] = _remove_people()
    for region in regions:
        bump_data_version(region)
    return {name: count for name, count in counts.items() if count}


def _remove_surveys() -> None:
    """Remove the forms of demo programmes, and what demo people were asked elsewhere."""
    surveys = Survey.objects.filter(session__program__is_demo=True)
    names = set(surveys.values_list("link_key", flat=True))
    names |= set(surveys.values_list("pseudonym_key", flat=True)) - {""}
    invited = (
        Q(survey__in=surveys) | Q(rater__is_demo=True) | Q(participation__employee__is_demo=True)
    )
    for model in OF_ANSWERS:
        _gone(model.objects.filter(response__survey__in=surveys))
    for model in (Authorship, ClosedAuthorship):
        _gone(model.objects.filter(employee__is_demo=True))
    for model in OF_SURVEYS:
        _gone(model.objects.filter(survey__in=surveys))
    _gone(PairMoments.objects.filter(after__in=surveys))
    _gone(Draft.objects.filter(invitation__in=Invitation.objects.filter(invited)))
    _gone(Invitation.objects.filter(invited))
    Publication.objects.filter(program__is_demo=True).delete()
    surveys.delete()
    transaction.on_commit(partial(_destroy_keys, names))


def _destroy_keys(names: set[str]) -> None:
    for name in names:
        keys.store().destroy(name)


def _remove_performance() -> None:
    of_demo = Q(employee__is_demo=True) | Q(session__program__is_demo=True)
    marked = of_demo | Q(unit__is_demo=True)
    _gone(Pair.objects.filter(marked))
    _gone(Measurement.objects.filter(marked | Q(is_demo=True)))
    _gone(ComparisonMember.objects.filter(of_demo))


def _remove_programs() -> None:
    _gone(
        Participation.objects.filter(Q(session__program__is_demo=True) | Q(employee__is_demo=True))
    )
    Session.objects.filter(program__is_demo=True).delete()
    Program.objects.filter(is_demo=True).delete()
    used = Exists(Session.objects.filter(subjects__trainer=OuterRef("pk")))
    Trainer.objects.filter(~used, is_demo=True).delete()


def _remove_people() -> int:
    """Remove accounts, employees and units; return how many units real people work in."""
    User.objects.filter(is_demo=True).delete()
    Employee.objects.filter(is_demo=True).delete()
    _remove_leaves()
    return Unit.objects.filter(is_demo=True).count()


def _remove_leaves() -> None:
    """Remove units from the bottom up, as far as nothing real hangs on them."""
    while True:
        needed = (
            Exists(Placement.objects.filter(unit=OuterRef("pk")))
            | Exists(User.objects.filter(unit=OuterRef("pk")))
            | Exists(Measurement.objects.filter(unit=OuterRef("pk")))
            | Exists(Unit.objects.filter(parent=OuterRef("pk")))
            | Exists(Unit.objects.filter(replaced_by=OuterRef("pk")))
        )
        free = Unit.objects.filter(~needed, is_demo=True)
        if not free.delete()[0]:
            return


def _gone(rows: models.QuerySet) -> None:
    """Delete rows on which nothing else hangs, in one statement."""
    rows._raw_delete(rows.db)
