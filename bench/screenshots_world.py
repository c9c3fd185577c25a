"""Fill the database of the screenshots; print its pages, links and the accounts' password."""

import json
import os
import sys

import django


def objects_of_demo():
    """Return {kind of object: its number or text} with much to see."""
    from django.contrib.auth.tokens import default_token_generator
    from django.utils.encoding import force_bytes
    from django.utils.http import urlsafe_base64_encode

    from accounts.models import User
    from organization.models import Unit
    from programs.models import Session
    from surveys.models import Questionnaire, Survey

    session = Session.objects.get(code="MW26-1", program__region__code="36.74")
    participation = session.participations.order_by("pk").first()
    user = User.objects.get(username="petugas_binjai")
    surveys = Survey.objects.filter(session__program__region__code="36.74").order_by("pk")
    running = surveys.filter(status="open", audience="participants").first()
    links = running or surveys.filter(status="open").first()
    subject = session.subjects.first() or _any_subject()
    return {
        "region_code": "36.74",
        "region": session.program.region_id,
        "program": session.program_id,
        "session": session.pk,
        "subject": subject.pk,
        "participation": participation.pk,
        "employee": participation.employee_id,
        "unit": Unit.objects.filter(region__code="36.74", parent=None).order_by("pk")[3].pk,
        "user": user.pk,
        "policy": "min_group",
        "survey": links.pk,
        "closed_survey": surveys.filter(session=session, status="closed").first().pk,
        "questionnaire": Questionnaire.objects.get(code="F1S", region=None).pk,
        "import_kind": "participants",
        "job": a_checked_file(session).pk,
        "password_link": [
            urlsafe_base64_encode(force_bytes(user.pk)),
            default_token_generator.make_token(user),
        ],
    }


def _any_subject():
    from programs.models import Subject

    return Subject.objects.filter(session__program__region__code="36.74").order_by("pk").first()


def a_checked_file(session):
    """Check a list with a good row, a warning, and three kinds of mistakes."""
    from accounts.models import User
    from intake.actions import check_table
    from intake.reader import read_table
    from programs.importers import ParticipantImporter

    known = session.participations.select_related("employee", "placement__unit")[:3]
    lines = ["NIP;Nama Lengkap;OPD;Status;Jam Hadir;Pretest;Posttest"]
    lines += [
        f"{row.employee.nip};{row.employee.full_name};{row.placement.unit};Selesai;16;62,5;80"
        for row in known
    ]
    lines += [
        "198502302010011003;Rahmat Hidayat;Dinas Kesehatan;Hadir;16;60;75",
        "19850210201001100;Nur Aini;Dinas Kesehatan;Hadir;16;55;70",
        "199003152015032004;Dewi Lestari;Bagian Umum Lama;Hadir;12;58;71",
        "199107212019031002;Bayu Saputra;Dinas Kesehatan;Hadir;8;580;66",
    ]
    officer = User.objects.get(username="petugas")
    return check_table(
        importer=ParticipantImporter(),
        table=read_table("\n".join(lines).encode(), "peserta-manajemen-waktu.csv"),
        region_code="36.74",
        owner=officer,
        context={"session": session.pk},
    )


def links_of(survey_pk):
    from surveys import actions
    from surveys.models import Invitation

    unanswered = Invitation.objects.filter(survey=survey_pk, is_submitted=False, is_revoked=False)
    return [actions.link_of(one) for one in unanswered.order_by("pk")[:4]]


def accounts_only():
    """Make the accounts of an office that has entered nothing yet."""
    from workspace.demo import accounts

    accounts.load_accounts()
    return {"region_code": "36.74", "import_kind": "employees"}


def addresses(objects):
    """Return {URL name: address} of every page that these objects allow."""
    import yaml
    from django.urls import NoReverseMatch, reverse

    from bench.screenshots import MATRIX

    found = {}
    for name, entry in yaml.safe_load(MATRIX.read_text()).items():
        kind = entry.get("object")
        if kind is not None and kind not in objects:
            continue
        value = objects.get(kind)
        values = value if isinstance(value, list) else [value]
        try:
            address = reverse(name, args=values if kind else [])
        except NoReverseMatch:
            continue
        if kind == "import_kind" and "session" in objects:
            address += f"?session={objects['session']}"
        found[name] = address
    return found


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "evaluasi.settings")
    django.setup()
    from django.core.management import call_command

    from accounts.actions import DEMO_PASSWORD

    links = []
    if sys.argv[1] == "filled":
        call_command("seed_demo", stdout=sys.stderr)
        objects = objects_of_demo()
        links = links_of(objects["survey"])
    else:
        objects = accounts_only()
    found = {"objects": objects, "links": links, "password": DEMO_PASSWORD}
    json.dump(found | {"addresses": addresses(objects)}, sys.stdout)


if __name__ == "__main__":
    main()
