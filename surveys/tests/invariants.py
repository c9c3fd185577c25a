"""What must hold after anything that went wrong (security.md, section 9, as far as surveys go)."""

from django.apps import apps
from django.db import connection
from django.db.models import Exists, OuterRef, Q

from surveys import keys
from surveys.choices import Promise, SurveyStatus
from surveys.models import (
    Authorship,
    ClosedAuthorship,
    ClosedComment,
    ClosedPseudonym,
    ClosedResponse,
    Comment,
    Draft,
    Pseudonym,
    Response,
    Survey,
)

BESIDE = {  # what stands beside each answer, in the inbox and after closing
    Promise.ANONYMOUS: [],
    Promise.CONFIDENTIAL: [(Pseudonym, ClosedPseudonym)],
    Promise.NAMED: [(Authorship, ClosedAuthorship)],
}


def broken(*surveys):
    """Return one sentence for each invariant that does not hold; [] when all is well.

    Looks at the given surveys (all, if none is given) and at the whole database. Meant for surveys
    whose answers all came through invitations, while pseudonyms are still kept.
    """
    found = [f"{n} drafts of submitted invitations" for n in [_drafts_of_sent()] if n]
    found += _dangling()
    chosen = Survey.objects.filter(pk__in=[s.pk for s in surveys]) if surveys else Survey.objects
    for survey in chosen.order_by("pk"):
        found += [f"{survey.pk} {survey.status}: {what}" for what in _broken_in(survey)]
    return found


def _drafts_of_sent():
    return Draft.objects.filter(invitation__is_submitted=True).count()


def _broken_in(survey):
    sent = survey.invitations.filter(is_submitted=True).count()
    is_open = survey.status == SurveyStatus.OPEN
    expected = (sent, 0) if is_open else (0, sent)
    where = Q(survey=survey)
    if _sizes(Response, ClosedResponse, where) != expected:
        yield f"answers {_sizes(Response, ClosedResponse, where)}, submitted {sent}"
    for inbox, closed in BESIDE[survey.promise]:
        sizes = _sizes(inbox, closed, Q(response__survey=survey))
        if sizes != expected:
            yield f"{inbox.__name__} {sizes}, submitted {sent}"
    inbox, closed = _sizes(Comment, ClosedComment, where)
    if (closed if is_open else inbox) != 0:
        yield f"comments {inbox} and {closed}"
    holds = keys.store().holds(survey.link_key)
    if holds is not is_open and survey.status != SurveyStatus.CLOSED:  # closing may die before it
        yield f"link key kept: {holds}"
    if not is_open:
        yield from _left_behind(survey, sent)


def _left_behind(survey, sent):
    if survey.submitted_at_close != sent:
        yield f"counted {survey.submitted_at_close}, submitted {sent}"
    if survey.invitations.filter(is_closed=False).exists():
        yield "an invitation still takes answers"
    if Draft.objects.filter(invitation__survey=survey).exists():
        yield "a draft outlived the close"


def _sizes(inbox, closed, where):
    return inbox.objects.filter(where).count(), closed.objects.filter(where).count()


def _dangling():
    """Return what the database itself finds wrong: keys without rows, torn pages."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA foreign_key_check")
            yield from (f"dangling key {row}" for row in cursor.fetchall())
            cursor.execute("PRAGMA integrity_check")
            yield from (row[0] for row in cursor.fetchall() if row[0] != "ok")
            return
        cursor.execute(
            "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND NOT convalidated"
        )
        if count := cursor.fetchone()[0]:
            yield f"{count} foreign keys that PostgreSQL does not keep"
        for model, column, target in _foreign_keys():
            if (
                count := model._base_manager.exclude(**{column: None})
                .filter(~_known(column, target))
                .count()
            ):
                yield f"{count} dangling keys {model.__name__}.{column}"


def _foreign_keys():
    """Yield (model, column, model it names) of every foreign key of the survey tables."""
    for model in apps.get_app_config("surveys").get_models():
        for field in model._meta.concrete_fields:
            if field.is_relation:
                yield model, field.attname, field.related_model


def _known(column, target):
    return Exists(target._base_manager.filter(pk=OuterRef(column)))
