"""What a Petugas sets when opening, extending and repeating a form, and how lists are searched."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.db.models import Q
from django.utils.timezone import localdate

from programs.models import Session, Subject
from surveys import actions
from surveys.actions.opening import FAMILIES
from surveys.choices import Audience, Promise, SurveyStatus
from surveys.models import Questionnaire
from surveys.wording import PROMISE_MEANING

DAYS_OPEN = 7  # after the session's last day
NO_DAY = "Isi tanggal penutupan, misalnya 31/12/2026."


def day_field(help_text: str) -> forms.DateField:
    """Return the field of a closing date."""
    return forms.DateField(
        label="Ditutup pada",
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": NO_DAY, "invalid": NO_DAY},
    )


def suggested_day(session: Session) -> date:
    """Return seven days after the session, or from today when that has passed."""
    today = localdate()
    after = session.ends_on + timedelta(days=DAYS_OPEN)
    return after if after > today else today + timedelta(days=DAYS_OPEN)


class Rows:
    """Crispy without its own form tag: the template has the form and its buttons."""

    @property
    def helper(self) -> FormHelper:
        """Return the layout."""
        helper = FormHelper()
        helper.form_tag = False
        return helper


class OpenForm(Rows, forms.Form):
    """Opens one questionnaire for a session; F2 opens one form for each mata pelatihan."""

    audience = forms.ChoiceField(
        label="Responden",
        error_messages={
            "required": "Pilih siapa yang mengisi formulir ini.",
            "invalid_choice": "Kuesioner ini tidak disusun untuk responden itu.",
        },
    )
    subjects = forms.MultipleChoiceField(
        label="Mata pelatihan",
        help_text="Satu formulir dibuka untuk setiap mata pelatihan yang dicentang.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Centang sedikitnya satu mata pelatihan."},
    )
    promise = forms.ChoiceField(
        label="Janji kerahasiaan",
        help_text="Janji ini tercetak di sampul dan tidak dapat diubah setelah formulir dibuka.",
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih janji kerahasiaan."},
    )
    closes_on = day_field("Hari terakhir mengisi, sampai pukul 23.59 WIB.")
    by_unit_group = forms.BooleanField(
        label="Rinci hasil menurut kelompok unit",
        required=False,
        help_text="Kantor, kecamatan dan kelurahan, sekolah, puskesmas dan RSUD. Sampul "
        "menyebutkan rincian ini, dan tidak dapat ditambahkan kemudian.",
    )

    def __init__(self, session: Session, questionnaire: Questionnaire, data: Any = None) -> None:
        fits = {"audience": questionnaire.audience, "closes_on": suggested_day(session)}
        promises = _promises(questionnaire)
        fits["promise"] = promises[0][0]
        super().__init__(data, initial=fits)
        self.session, self.questionnaire = session, questionnaire
        self.fields["audience"].choices = _audiences(questionnaire.audience)
        self.fields["promise"].choices = promises
        self._keep_what_applies()

    def _keep_what_applies(self) -> None:
        if not actions.can_keep_stratum(self.session, self.questionnaire.audience):
            del self.fields["by_unit_group"]
        if self.questionnaire.per_subject:
            subjects = [
                (str(s.pk), str(s)) for s in self.session.subjects.select_related("trainer")
            ]
            self.fields["subjects"].choices = subjects
            self.fields["subjects"].initial = [pk for pk, _ in subjects]
        else:
            del self.fields["subjects"]

    def has_anything_to_ask(self) -> bool:
        """Whether a form for each mata pelatihan has any mata pelatihan."""
        return "subjects" not in self.fields or bool(self.fields["subjects"].choices)

    def chosen_subjects(self) -> list[Any]:
        """Return the ticked mata pelatihan; one nothing for a form of the whole session."""
        if "subjects" not in self.fields:
            return [None]
        ticked = set(self.cleaned_data["subjects"])
        return [s for s in self.session.subjects.select_related("trainer") if str(s.pk) in ticked]

    def opening(self) -> dict[str, Any]:
        """Return what open_survey wants to know."""
        names = ("audience", "promise", "closes_on", "by_unit_group")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


class DayForm(Rows, forms.Form):
    """A new last day: to extend an open form, or for a new round."""

    closes_on = day_field("Hari terakhir mengisi, sampai pukul 23.59 WIB.")


class SurveyFilter(forms.Form):
    """Searches the list of forms."""

    q = forms.CharField(label="Cari program atau kode", required=False, max_length=80)
    status = forms.ChoiceField(
        label="Status",
        required=False,
        choices=[("", "Semua"), ("open", "Dibuka"), ("closed", "Ditutup")],
    )

    def narrow(self, surveys: Any) -> Any:
        """Return the surveys that match."""
        asked = self.cleaned_data if self.is_valid() else {}
        if asked.get("status") == "open":
            surveys = surveys.filter(status__in=[SurveyStatus.DRAFT, SurveyStatus.OPEN])
        elif asked.get("status"):
            surveys = surveys.closed()
        for word in asked.get("q", "").split():
            named = Q(session__program__name__icontains=word) | Q(code__icontains=word)
            surveys = surveys.filter(named)
        return surveys


class InvitationFilter(forms.Form):
    """Searches those who were asked."""

    q = forms.CharField(label="Cari nama", required=False, max_length=80)
    answered = forms.ChoiceField(
        label="Sudah mengisi?",
        required=False,
        choices=[("", "Semua"), ("no", "Belum mengisi"), ("yes", "Sudah mengisi")],
    )

    def narrow(self, invitations: Any) -> Any:
        """Return the invitations that match."""
        asked = self.cleaned_data if self.is_valid() else {}
        if asked.get("answered"):
            invitations = invitations.filter(is_submitted=asked["answered"] == "yes")
        return invitations.filter(rater__name__icontains=asked.get("q", ""))


def _taught(subject: Subject) -> str:
    return f"{subject.name} ({subject.trainer.name})" if subject.trainer else subject.name


def _audiences(fits: str) -> list[tuple[str, str]]:
    family = next((family for family in FAMILIES if fits in family), {fits})
    return [(value, label) for value, label in Audience.choices if value in family]


def _promises(questionnaire: Questionnaire) -> list[tuple[str, str]]:
    offered = list(Promise)
    if questionnaire.audience == Audience.SUPERVISORS:
        offered = [Promise.CONFIDENTIAL]
    elif questionnaire.is_test:
        offered = [Promise.NAMED]
    return [(p, f"{p.label}: {PROMISE_MEANING[p]}") for p in offered]
