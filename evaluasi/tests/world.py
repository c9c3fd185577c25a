"""One small world a region: every kind of object once, each carrying its region's canary."""

from datetime import date

from django.contrib.auth.tokens import default_token_generator
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from accounts.models import User
from intake.actions import check_table
from intake.reader import read_paste
from organization.access import Role
from organization.importers import EmployeeImporter
from organization.models import Region
from programs.models import Subject, Trainer
from programs.tests.factories import (
    make_employee,
    make_participation,
    make_program,
    make_session,
    make_unit,
)
from surveys import actions
from surveys.choices import Audience, Promise
from surveys.models import PlanLine, PlannedSurvey, Question, Questionnaire

TANGSEL, BINJAI, CANDISARI = "36.74", "12.75", "33.74.08"
CANARY = {TANGSEL: "KanariTangsel", BINJAI: "KanariBinjai", CANDISARI: "KanariCandisari"}
OTHER_UNIT = "KanariUnitLain"  # what a Kepala OPD of the first unit must never read
MISSING = 999_999_999


def build_region(code, *, mark="", people=6):
    """Return {kind of object: its number or text} for one region (and one unit of it)."""
    region = Region.objects.get(code=code)
    canary = f"{CANARY[code]}{mark}"
    unit = make_unit(region, f"Dinas {canary}")
    program = make_program(
        region, code=f"K{mark[-4:]}{code[:2]}", name=f"Pelatihan {canary}", partner=canary
    )
    session = make_session(program, venue=f"Aula {canary}", starts_on=date(2026, 3, 2))
    people = [make_employee(region, unit=unit, name=f"Pegawai {canary} {n}") for n in range(people)]
    for person in people:
        participation = make_participation(session, person)
    trainer = Trainer.objects.create(region=region, name=f"Narasumber {canary}")
    subject = Subject.objects.create(session=session, name=f"Mata {canary}", trainer=trainer)
    return (
        _objects(locals())
        | _own_questions(region, canary)
        | _surveys(session)
        | _planned(session)
        | _imports(region, canary)
    )


def _objects(found):
    names = ("unit", "program", "session", "subject", "participation")
    numbers = {name: found[name].pk for name in names}
    region = found["region"]
    user = User.objects.create_user(
        f"akun-{found['canary'].lower()}", None, name=f"Akun {found['canary']}", role=Role.OFFICER
    )
    user.regions.add(region)
    return numbers | {
        "region": region.pk,
        "region_code": region.code,
        "employee": found["people"][0].pk,
        "user": user.pk,
        "policy": "min_group",
        "password_link": (
            urlsafe_base64_encode(force_bytes(user.pk)),
            default_token_generator.make_token(user),
        ),
        "import_kind": "participants",
        "template_kind": "participants",
        "page": 1,
        "questionnaire": Questionnaire.objects.get(code="F1S", region=None).pk,
    }


def _own_questions(region, canary):
    """Begin a questionnaire of the region, with a question of its own and two to choose from."""
    form = actions.start_questionnaire(
        region=region, title=f"Kuesioner {canary}", audience=Audience.PARTICIPANTS, actor=None
    )
    section = form.sections.get()
    listed = Question(text=f"Pilihan {canary}?", kind="single", choices=[["a", "A"], ["b", "B"]])
    asked = [listed, Question(text=f"Angka {canary}?", kind="number")]
    last = actions.add_questions(section=section, questions=asked)[-1]
    return {"own_questionnaire": form.pk, "section": section.pk, "question": last.pk}


def _surveys(session):
    """Open two forms and close another, all answered by nobody yet."""
    made = {}
    forms = {"survey": "F1S", "closed_survey": "F0", "named_survey": "F1"}
    for key, code in forms.items():
        made[key] = actions.open_survey(
            session=session,
            questionnaire=Questionnaire.objects.get(code=code, region=None),
            audience=Audience.PARTICIPANTS,
            promise=Promise.NAMED if key == "named_survey" else Promise.ANONYMOUS,
            closes_on=date(2099, 1, 1),
            actor=None,
        )
    invitation = made["survey"].invitations.order_by("pk").first()
    token = actions.link_of(invitation).rsplit("/", 1)[1]
    actions.close_survey(survey=made["closed_survey"], actor=None)
    return {key: survey.pk for key, survey in made.items()} | {
        "invitation": invitation.pk,
        "named_invitation": made["named_survey"].invitations.order_by("pk").first().pk,
        "token": token,
    }


def _planned(session):
    """Put one form into the plan of the programme and into the calendar of the session."""
    line = PlanLine.objects.create(
        program=session.program,
        questionnaire=Questionnaire.objects.get(code="F3", region=None),
        audience=Audience.ALUMNI,
        promise=Promise.CONFIDENTIAL,
        offset=90,
    )
    planned = PlannedSurvey.objects.create(
        line=line, session=session, opens_on=date(2098, 1, 1), closes_on=date(2098, 1, 14)
    )
    return {"plan_line": line.pk, "planned": planned.pk}


def _imports(region, canary):
    """Check a table whose one row must be mended."""
    job = check_table(
        importer=EmployeeImporter(),
        table=read_paste(f"nip\tnama\tunit_kerja\n1\tBaris {canary}\tDinas {canary}"),
        region_code=region.code,
        owner=User.objects.get(username=f"akun-{canary.lower()}"),
        context={},
    )
    return {"job": job.pk}


def build():
    """Return the worlds: each region's own, and a second unit of Tangerang Selatan."""
    worlds = {code: build_region(code) for code in CANARY}
    worlds["unit"] = build_region(TANGSEL, mark=OTHER_UNIT)
    return worlds
