"""Questions about questionnaires, surveys and invitations."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Count, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest

from organization.access import Role, scope
from programs.models import Session
from surveys.choices import FROM_FILE

if TYPE_CHECKING:
    from surveys import models as m

MADE_BY_A_ROW = Q(relation="drawn", reason=FROM_FILE)  # of a file; nobody was asked by it
ASKED = (Q(is_revoked=False) | Q(is_submitted=True)) & ~MADE_BY_A_ROW


class QuestionnaireQuerySet(models.QuerySet["m.Questionnaire"]):
    """Presets belong to everybody, other questionnaires to their region."""

    def visible_to(self, user: Any) -> QuestionnaireQuerySet:
        """Return the questionnaires that a Petugas may use."""
        if not user.is_authenticated or not user.is_active or user.role != Role.OFFICER:
            return self.none()
        return self.filter(Q(region=None) | Q(region__in=user.region_ids))

    def openable(self) -> QuestionnaireQuerySet:
        """Return those that people can be asked to fill; the question bank is none."""
        return self.filter(is_bank=False)

    def editable_by(self, user: Any) -> QuestionnaireQuerySet:
        """Return the questionnaires of the regions of a Petugas; presets belong to everybody."""
        return self.visible_to(user).filter(region__isnull=False)

    def preset(self, code: str) -> QuestionnaireQuerySet:
        """Return the versions of a questionnaire that belongs to everybody, the newest first."""
        return self.openable().filter(region=None, code__iexact=code).order_by("-version")


class SectionQuerySet(models.QuerySet["m.Section"]):
    """Topics of questionnaires."""

    def editable_by(self, user: Any) -> SectionQuerySet:
        """Return the sections of the questionnaires that a Petugas may change."""
        if not user.is_authenticated or user.role != Role.OFFICER:
            return self.none()
        return self.filter(scope(user, region="questionnaire__region"))


class QuestionQuerySet(models.QuerySet["m.Question"]):
    """Items of questionnaires."""

    def of(self, questionnaire: Any) -> QuestionQuerySet:
        """Return the items as they are asked, with section and scale."""
        return (
            self.filter(section__questionnaire=questionnaire)
            .select_related("section", "scale")
            .order_by("section__position", "position")
        )

    def editable_by(self, user: Any) -> QuestionQuerySet:
        """Return the items of the questionnaires that a Petugas may change."""
        if not user.is_authenticated or user.role != Role.OFFICER:
            return self.none()
        return self.filter(scope(user, region="section__questionnaire__region"))

    def visible_to(self, user: Any) -> QuestionQuerySet:
        """Return the items of everybody's questionnaires and of the own regions'."""
        if not user.is_authenticated or not user.is_active or user.role != Role.OFFICER:
            return self.none()
        near = Q(section__questionnaire__region=None)
        return self.filter(near | Q(section__questionnaire__region__in=user.region_ids))

    def same_as(self, question: m.Question) -> QuestionQuerySet:
        """Return every version and copy of a question with its questionnaire, the newest first."""
        others = self.filter(key=question.key).select_related("scale", "section__questionnaire")
        counted = others.annotate(openings=Count("section__questionnaire__survey"))
        return counted.order_by(
            "section__questionnaire__code", "-section__questionnaire__version", "pk"
        )

    def usable_by(self, user: Any) -> QuestionQuerySet:
        """Return the items to choose from: the bank's, then the own ones, the newest first."""
        bank = Q(section__questionnaire__is_bank=True)
        own = Q(section__questionnaire__region__isnull=False)
        return (
            self.visible_to(user)
            .filter(bank | own)
            .select_related("scale", "section__questionnaire")
            .order_by("-section__questionnaire__is_bank", "dimension", "key", "-pk")
        )


class SurveyQuerySet(models.QuerySet["m.Survey"]):
    """Questionnaires opened for a session."""

    def visible_to(self, user: Any) -> SurveyQuerySet:
        """Return the surveys of the sessions that the user may see."""
        return self.filter(session__in=Session.objects.visible_to(user).order_by())

    def editable_by(self, user: Any) -> SurveyQuerySet:
        """Return the surveys that a Petugas may open, share and close."""
        if not user.is_authenticated or user.role != Role.OFFICER:
            return self.none()
        return self.visible_to(user)

    def closed(self) -> SurveyQuerySet:
        """Return the surveys whose answers are frozen."""
        return self.filter(status__in=["closed", "sealed"])

    def open(self) -> SurveyQuerySet:
        """Return the surveys that take answers."""
        return self.filter(status="open")

    def receiving(self) -> SurveyQuerySet:
        """Return the open surveys into which a file of answers can be imported."""
        about_others = ["supervisors", "peers", "subordinates"]  # no row says who is rated
        return self.open().exclude(audience__in=about_others)

    def due_on(self, day: date) -> SurveyQuerySet:
        """Return the open surveys whose last day has passed."""
        return self.open().filter(closes_on__lt=day)

    def same_form(self, survey: m.Survey) -> SurveyQuerySet:
        """Return the rounds of the same form: session, questionnaire, audience, subject."""
        return self.filter(
            session=survey.session_id,
            questionnaire=survey.questionnaire_id,
            audience=survey.audience,
            subject=survey.subject_id,
        )

    def last_round(self) -> int:
        """Return the number of the last round among these forms, 0 where there is none."""
        return self.aggregate(last=Max("round"))["last"] or 0

    def paired_in(self, session: Session) -> SurveyQuerySet:
        """Return the confidential surveys of a session whose pseudonyms still stand."""
        return self.filter(session=session).exclude(pseudonym_key="").order_by("pk")

    def pairable_with(self, survey: m.Survey) -> SurveyQuerySet:
        """Return the other closed forms of its session under the same promise."""
        same = self.closed().filter(session=survey.session_id, promise=survey.promise)
        return same.exclude(pk=survey.pk).order_by("pk")

    def tests_before(self, survey: m.Survey) -> SurveyQuerySet:
        """Return the tests of its session that were opened before this one, rounds apart."""
        tests = self.filter(session=survey.session_id, questionnaire__is_test=True)
        tests = tests.exclude(pk=survey.pk)
        earlier = Q(opened_on__lt=survey.opened_on) | Q(
            ~Q(questionnaire=survey.questionnaire_id), opened_on=survey.opened_on, pk__lt=survey.pk
        )
        return tests.filter(earlier)

    def with_pseudonyms_due(self, day: date) -> SurveyQuerySet:
        """Return the surveys whose pseudonyms must be gone by the day."""
        return self.filter(pseudonyms_until__lte=day).exclude(pseudonym_key="")

    def unsealed(self) -> SurveyQuerySet:
        """Return the closed surveys whose inbox has not been rewritten yet."""
        return self.filter(status="closed")

    def with_counts(self) -> SurveyQuerySet:
        """Add ``invited`` and ``submitted``: how many were asked and how many answered.

        Answers of a file are of people who were asked, as far as there are so many.
        """
        submitted = _count(self.model, Q(is_submitted=True))
        invited = Greatest(_count(self.model, ASKED), submitted)
        return self.annotate(invited=invited, submitted=submitted)


class InvitationQuerySet(models.QuerySet["m.Invitation"]):
    """Who was asked and whether they answered; never when."""

    def visible_to(self, user: Any) -> InvitationQuerySet:
        """Return the invitations of the regions of a Petugas."""
        if not user.is_authenticated or user.role != Role.OFFICER:
            return self.none()
        return self.filter(scope(user, region="survey__session__program__region"))

    def asked(self) -> InvitationQuerySet:
        """Return those who count as invited: no withdrawn one, none that a row of a file made."""
        return self.filter(ASKED)

    def with_page(self) -> InvitationQuerySet:
        """Add all that the respondent's pages show, in the same query."""
        return self.select_related(
            "survey__questionnaire",
            "survey__session__program__region",
            "survey__subject__trainer",
            "participation__employee",
            "draft",
        )

    def of_people(self) -> InvitationQuerySet:
        """Return those of known people: neither drawn codes nor what a file made for itself."""
        return self.filter(rater__isnull=False)

    def drawn(self) -> InvitationQuerySet:
        """Return the codes that were drawn from a bowl."""
        return self.filter(relation="drawn", reason="")

    def awaiting(self) -> InvitationQuerySet:
        """Return those whose link still takes an answer."""
        return self.filter(is_submitted=False, is_revoked=False, is_closed=False)

    def missing(self) -> InvitationQuerySet:
        """Return those who were asked and have not answered."""
        return self.filter(is_submitted=False, is_revoked=False)


class ClosedCommentQuerySet(models.QuerySet["m.ClosedComment"]):
    """Comments of closed forms."""

    def waiting(self) -> ClosedCommentQuerySet:
        """Return those that nobody has judged yet."""
        return self.filter(state="pending")

    def readable(self) -> ClosedCommentQuerySet:
        """Return those that readers of results may see, whole or in part."""
        return self.filter(state__in=["shown", "masked"])

    def counted_by_state(self) -> dict[str, int]:
        """Return how many comments are in each state that occurs."""
        return dict(self.order_by().values_list("state").annotate(number=Count("pk")))


class PlanLineQuerySet(models.QuerySet["m.PlanLine"]):
    """Lines of the evaluation plans of programmes."""

    def visible_to(self, user: Any) -> PlanLineQuerySet:
        """Return the lines of the programmes that a Petugas plans."""
        if not user.is_authenticated or user.role != Role.OFFICER:
            return self.none()
        return self.filter(scope(user, region="program__region"))

    def current(self) -> PlanLineQuerySet:
        """Return the lines that the next sessions get."""
        return self.filter(is_current=True)


class PlannedSurveyQuerySet(models.QuerySet["m.PlannedSurvey"]):
    """The calendar: what opens when."""

    def visible_to(self, user: Any) -> PlannedSurveyQuerySet:
        """Return the planned forms of the regions of a Petugas."""
        if not user.is_authenticated or user.role != Role.OFFICER:
            return self.none()
        return self.filter(scope(user, region="session__program__region"))

    def waiting(self) -> PlannedSurveyQuerySet:
        """Return those not opened yet."""
        return self.filter(status="waiting")

    def failed(self) -> PlannedSurveyQuerySet:
        """Return those that could not be opened, of sessions that take place."""
        return self.filter(status="failed", session__cancelled_on=None)

    def pending(self) -> PlannedSurveyQuerySet:
        """Return those still to be opened, whether or not it was tried."""
        return self.filter(status__in=["waiting", "failed"])

    def due_on(self, day: date) -> PlannedSurveyQuerySet:
        """Return the forms whose day has come; failed ones are tried until they would close."""
        again = Q(status="failed", closes_on__gte=day)
        found = self.filter(Q(status="waiting") | again, session__cancelled_on=None)
        return found.filter(opens_on__lte=day).order_by("opens_on", "pk")

    def last_day_of(self, session: Session) -> date | None:
        """Return the last day on which a planned form of the session is open."""
        standing = self.filter(session=session).exclude(status="skipped")
        return standing.aggregate(last=Max("closes_on"))["last"]


class MessageQuerySet(models.QuerySet["m.Message"]):
    """Messages to raters."""

    def due_at(self, moment: Any) -> MessageQuerySet:
        """Return the messages to be sent by now, the longest waiting first."""
        return self.filter(status="queued", due_at__lte=moment).order_by("due_at", "pk")


def _count(survey: Any, condition: Q) -> Coalesce:
    invitations = survey._meta.get_field("invitations").related_model.objects
    counted = (
        invitations.filter(condition, survey=OuterRef("pk"))
        .order_by()
        .values("survey")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return Coalesce(Subquery(counted), 0)
