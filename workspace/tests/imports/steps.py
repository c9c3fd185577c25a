"""Steps of an import, as a Petugas takes them."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from intake.models import ImportJob
from intake.tests.files import workbook
from programs.tests.factories import (
    next_nip,
)

HEADER = ["NIP", "Nama", "Unit Kerja"]


def upload(client, session, rows, *, header=HEADER, name="peserta.xlsx", sheet="Peserta"):
    """Upload participants and return the job."""
    data = SimpleUploadedFile(name, workbook([header, *rows], sheet=sheet))
    address = reverse("workspace:import_new", args=["participants"]) + f"?session={session.pk}"
    response = client.post(address, {"file": data})
    assert response.status_code == 302, response.content.decode()
    return ImportJob.objects.latest("pk")


def page(client, job, **query):
    return client.get(reverse("workspace:import_job", args=[job.pk]), query).content.decode()


def people(count, unit):
    return [[next_nip(), f"Orang {number}", unit.name] for number in range(count)]


def press(client, name, job, **data):
    return client.post(reverse(f"workspace:{name}", args=[job.pk]), data, follow=True)


def remap(client, job, mapping):
    client.post(reverse("workspace:import_mapping", args=[job.pk]), mapping)
    job.refresh_from_db()
    return job
