"""Opening a form: promise, thresholds and invitations are frozen in one transaction."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from programs.actions import bump_data_version
from programs.models import Session, Subject
from surveys import keys
from surveys.actions.asking import (
    Asked,
    drawn,
    everybody,
    groups_below,
    most_rated,
    people_asked,
)
from surveys.actions.drawing import require_personal
from surveys.actions.links import link_key_of, sign
from surveys.actions.outcomes import CannotOpen, SurveyClosed
from surveys.actions.promising import freeze_thresholds
from surveys.choices import Audience, Promise, SurveyStatus
from surveys.models import Invitation, PlannedSurvey, Questionnaire, Survey
from surveys.models.keyed import random_name
from trail.actions import record

PSEUDONYM_MONTHS = 15  # after the session's last day, pseudonyms are destroyed at the latest
AFTER_LAST_WAVE = timedelta(days=30)
FAMILIES = (
    {Audience.PARTICIPANTS, Audience.ALUMNI},
    {Audience.PEERS, Audience.SUBORDINATES},
)  # audiences that one wording fits
TWICE = (
    "Formulir ini sudah dibuka untuk angkatan ini. Gunakan “Putaran baru” untuk mengundang "
    "kembali yang belum mengisi."
)


def open_survey(  # noqa: PLR0913 - what the page asks; the command gives the same
    *,
    session: Session,
    questionnaire: Questionnaire,
    audience: str,
    promise: str,
    closes_on: date,
    actor,
    subject: Subject | None = None,
    by_unit_group: bool = False,
    is_new_wave: bool = False,
) -> Survey:
    """Open the form and invite everybody it asks; raises CannotOpen with a sentence.

    A new wave asks the same form again, months later, also of those who answered.
    """
    survey = Survey(
        session=session,
        questionnaire=questionnaire,
        subject=subject,
        audience=audience,
        promise=promise,
        closes_on=closes_on,
        by_unit_group=by_unit_group,
    )
    _require_sense(survey)
    if is_new_wave:
        survey.round = Survey.objects.same_form(survey).last_round() + 1
    asked = people_asked(session, audience)
    return _open(survey, asked, actor)


def open_for_each(*, subjects: Iterable[Subject | None], **opening) -> list[Survey]:
    """Open the form once for each mata pelatihan (None: for the whole session), all or none.

    ``opening`` is what open_survey takes besides the subject; raises CannotOpen as it does.
    """
    opened: list[Survey] = []
    try:
        with transaction.atomic():
            for subject in subjects:
                opened.append(open_survey(subject=subject, **opening))  # noqa: PERF401 - half done
    except Exception:
        for survey in opened:
            forget_keys(survey)
        raise
    return opened


def open_new_round(*, survey: Survey, closes_on: date, actor) -> Survey:
    """Ask those again who did not answer a closed form: same promise, nobody else, no stratum."""
    if survey.status not in {SurveyStatus.CLOSED, SurveyStatus.SEALED}:
        raise CannotOpen("Putaran baru dapat dibuka setelah formulir ini ditutup.")
    same_wave = Survey.objects.same_form(survey).filter(opened_on=survey.opened_on)
    if same_wave.filter(round__gt=survey.round).exists():
        raise CannotOpen(TWICE)
    require_personal(survey)
    missing = survey.invitations.missing().order_by("pk")
    asked = [
        Asked(one.rater_id, one.participation_id, one.relation, reason=one.reason)
        for one in missing.filter(rater__is_active=True)
    ]
    if not asked:
        raise CannotOpen("Semua yang diundang sudah mengisi; putaran baru tidak diperlukan.")
    fresh = Survey(
        session=survey.session,
        questionnaire=survey.questionnaire,
        subject=survey.subject,
        audience=survey.audience,
        promise=survey.promise,
        opened_on=survey.opened_on,
        closes_on=closes_on,
        round=Survey.objects.same_form(survey).last_round() + 1,
    )
    _require_day(closes_on)
    return _open(fresh, asked, actor)


@transaction.atomic
def invite_missing(*, survey: Survey, actor) -> int:
    """Invite those whom the open form asks by now and did not before; return how many."""
    survey = Survey.objects.select_for_update(no_key=True, of=("self",)).get(pk=survey.pk)
    if survey.status != SurveyStatus.OPEN:
        raise SurveyClosed
    require_personal(survey)
    known = set(survey.invitations.values_list("rater_id", "participation_id"))
    rated = {participation_id for _rater, participation_id in known if participation_id}
    late = [
        person
        for person in everybody(survey.session, survey.audience)
        if (person.rater_id, person.participation_id) not in known
        and person.participation_id not in rated
    ]
    late = drawn(late, most_rated(), Counter(rater_id for rater_id, _about in known))
    groups = set(survey.invitations.values_list("stratum", flat=True))
    _invite(survey, late, strata=groups if survey.by_unit_group else set())
    _note(actor, "survey.invited", survey, len(late))
    return len(late)


@transaction.atomic
def extend_survey(*, survey: Survey, closes_on: date, actor) -> Survey:
    """Move the last day of an open form to a later one."""
    current = Survey.objects.select_for_update(no_key=True, of=("self",)).get(pk=survey.pk)
    if current.status != SurveyStatus.OPEN:
        raise SurveyClosed
    _require_day(closes_on)
    if closes_on <= current.closes_on:
        raise CannotOpen("Tanggal penutupan yang baru harus sesudah tanggal yang lama.")
    current.closes_on = closes_on
    current.save(update_fields=["closes_on"])
    _note(actor, "survey.extended", current, None)
    return current


def _open(survey: Survey, asked: list[Asked], actor) -> Survey:
    freeze_thresholds(survey)
    if survey.by_unit_group and groups_below(asked, survey.min_stratum):
        raise CannotOpen(
            f"Hasil tidak dapat dirinci: ada kelompok unit dengan kurang dari {survey.min_stratum} "
            "orang, atau peserta yang unitnya belum diketahui. Buka formulir tanpa rincian."
        )
    try:
        with transaction.atomic():
            _save_open(survey)
            _invite(survey, asked, strata={p.group for p in asked if survey.by_unit_group})
            _note(actor, "survey.opened", survey, len(asked))
            bump_data_version(survey.session.program.region_id)  # pages say "masih dibuka"
    except IntegrityError:
        forget_keys(survey)
        raise CannotOpen(TWICE) from None
    except Exception:
        forget_keys(survey)
        raise
    return survey


def forget_keys(survey: Survey) -> None:
    """Destroy the keys of a form that was not opened after all, unless another form needs them."""
    keys.store().destroy(survey.link_key)
    shared = Survey.objects.filter(pseudonym_key=survey.pseudonym_key)
    if survey.pseudonym_key and not shared.exists():
        keys.store().destroy(survey.pseudonym_key)


def _save_open(survey: Survey) -> None:
    if Survey.objects.same_form(survey).filter(round__gte=survey.round).exists():
        raise CannotOpen(TWICE)
    Questionnaire.objects.filter(pk=survey.questionnaire_id, locked=False).update(locked=True)
    if survey.promise == Promise.CONFIDENTIAL:
        _promise_pseudonyms(survey)
    survey.status = SurveyStatus.OPEN
    survey.code = _free_code(survey)
    survey.save(force_insert=True)
    keys.store().create(survey.link_key)


def _promise_pseudonyms(survey: Survey) -> None:
    """Pair the waves of one session until the day that the form prints; late forms pair nothing.

    The day is a month after the last wave of the calendar, 15 months after the session at most.
    """
    until = months_after(survey.session.ends_on, PSEUDONYM_MONTHS)
    if last := PlannedSurvey.objects.last_day_of(survey.session):
        until = min(until, max(last, survey.closes_on) + AFTER_LAST_WAVE)
    if until <= survey.closes_on:
        return
    earlier = Survey.objects.paired_in(survey.session).values_list("pseudonym_key", flat=True)
    survey.pseudonym_key = earlier.first() or random_name()
    survey.pseudonyms_until = until
    keys.store().create(survey.pseudonym_key)


def _invite(survey: Survey, asked: list[Asked], strata: set[str]) -> None:
    invitations = [
        Invitation(
            survey=survey,
            rater_id=person.rater_id,
            participation_id=person.participation_id,
            relation=person.relation,
            reason=person.reason,
            stratum=person.group if person.group in strata else "",
        )
        for person in asked
    ]
    sign(invitations, link_key_of(survey))
    Invitation.objects.bulk_create(sorted(invitations, key=lambda invitation: invitation.pk))


def _free_code(survey: Survey) -> str:
    """Return "F1S.MW26-1.1": questionnaire, session, and a number that counts on."""
    stem = f"{survey.questionnaire.code}.{survey.session.code}."
    used = set(
        Survey.objects.filter(session=survey.session_id, code__startswith=stem).values_list(
            "code", flat=True
        )
    )
    number = next(n for n in range(1, len(used) + 2) if f"{stem}{n}" not in used)
    return f"{stem}{number}"


def _require_sense(survey: Survey) -> None:
    _require_day(survey.closes_on)
    questionnaire, session = survey.questionnaire, survey.session
    if questionnaire.is_bank:
        raise CannotOpen("Bank pertanyaan bukan kuesioner; susun kuesioner dari isinya dahulu.")
    if session.cancelled_on:
        raise CannotOpen("Angkatan ini dibatalkan, jadi formulirnya tidak dapat dibuka.")
    if questionnaire.region_id not in {None, session.program.region_id}:
        raise CannotOpen("Kuesioner ini milik wilayah lain.")
    _require_subject(survey)
    _require_audience(survey)


def _require_subject(survey: Survey) -> None:
    if survey.questionnaire.per_subject and survey.subject is None:
        raise CannotOpen(
            "Kuesioner ini diisi untuk setiap mata pelatihan; pilih mata pelatihannya."
        )
    if not survey.questionnaire.per_subject and survey.subject is not None:
        raise CannotOpen("Kuesioner ini tidak diisi menurut mata pelatihan.")
    if survey.subject is not None and survey.subject.session_id != survey.session.pk:
        raise CannotOpen("Mata pelatihan itu bukan bagian dari angkatan ini.")


def _require_audience(survey: Survey) -> None:
    audience, fits = survey.audience, survey.questionnaire.audience
    if audience != fits and not any({audience, fits} <= family for family in FAMILIES):
        raise CannotOpen(
            f"Kuesioner ini disusun untuk {Audience(fits).label.lower()}, bukan untuk "
            f"{Audience(audience).label.lower()}."
        )
    if audience == Audience.SUPERVISORS and survey.promise != Promise.CONFIDENTIAL:
        raise CannotOpen("Formulir atasan selalu bersifat rahasia; pilih janji Rahasia.")
    if survey.questionnaire.is_test and survey.promise != Promise.NAMED:
        raise CannotOpen("Tes selalu bernama karena dinilai; pilih janji Bernama.")
    if audience == Audience.SUPERVISORS and survey.by_unit_group:
        raise CannotOpen("Hasil formulir atasan tidak dirinci menurut kelompok unit.")


def _require_day(closes_on: date) -> None:
    if closes_on < timezone.localdate():
        raise CannotOpen("Tanggal penutupan sudah lewat; pilih hari ini atau sesudahnya.")


def months_after(day: date, months: int) -> date:
    """Return the day so many months later; the last days of a month become its 28th."""
    year, month = divmod(day.month - 1 + months, 12)
    return date(day.year + year, month + 1, min(day.day, 28))


def _note(actor, action: str, survey: Survey, invited: int | None) -> None:
    detail = {} if invited is None else {"invitations": invited}
    region = survey.session.program.region
    record(actor=actor, action=action, target=survey.code, region_code=region.code, detail=detail)
