"""Every URL x every role x own and other objects x every method, with canaries in every answer."""

import io
import zipfile
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
import yaml
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, get_resolver, path, reverse

from accounts.models import User
from evaluasi.tests import world
from organization.access import Role, allow
from organization.models import Employee, Region, Unit
from surveys.actions import link_of
from surveys.models import Invitation

MATRIX = yaml.safe_load((Path(__file__).parent / "authz.yml").read_text())
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
PRINCIPALS = {  # name: (letter in the matrix, role, region code)
    "a stranger": ("", None, None),
    "a respondent": ("", None, None),
    "Petugas of Tangerang Selatan": ("o", Role.OFFICER, world.TANGSEL),
    "Petugas of Binjai": ("o", Role.OFFICER, world.BINJAI),
    "Petugas of Candisari": ("o", Role.OFFICER, world.CANDISARI),
    "Pewawancara": ("i", Role.INTERVIEWER, world.TANGSEL),
    "Pimpinan": ("m", Role.MANAGER, world.TANGSEL),
    "Kepala OPD": ("h", Role.MANAGER, world.TANGSEL),
    "Analis": ("a", Role.ANALYST, world.TANGSEL),
    "Admin Sistem": ("s", Role.ADMINISTRATOR, None),
    "Auditor": ("u", Role.AUDITOR, None),
}
GLOBAL_KINDS = {"policy", "page", "template_kind", "questionnaire", "password_link"}
EVERYWHERE = {"s", "u"}  # roles that read names of regions, units, users and programmes everywhere


def routes():
    """Return {URL name: pattern} for every address of the URLconf."""
    found = {}
    for app in get_resolver().url_patterns:
        for pattern in getattr(app, "url_patterns", [app]):
            if isinstance(pattern, URLPattern):
                found[f"{getattr(app, 'app_name', '')}:{pattern.name}"] = pattern
    return found


def test_every_address_is_in_the_matrix_and_declares_its_rule():
    assert set(routes()) == set(MATRIX)
    undeclared = [n for n, p in routes().items() if not hasattr(p.callback, "allowed_roles")]
    assert undeclared == []


def address_of(name, objects):
    """Return the address of a route for a world's object."""
    kind = MATRIX[name].get("object")
    if kind is None:
        return reverse(name)
    value = objects[kind]
    address = reverse(name, args=value if isinstance(value, tuple) else [value])
    return f"{address}?session={objects['session']}" if kind == "import_kind" else address


def missing_address(name):
    """Return the address of an object that does not exist, or None where there is no such thing."""
    kind = MATRIX[name].get("object")
    if kind is None or kind in GLOBAL_KINDS or kind in {"import_kind", "token"}:
        return None
    return reverse(name, args=["99.99" if kind == "region_code" else world.MISSING])


def expected(name, letter, place, method):
    """Return the typed status for an object in ``place``: own, unit, other or missing."""
    entry = MATRIX[name]
    if method in {"PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"}:
        return 405
    status = entry["GET" if method == "HEAD" else method]
    if status == 405:
        return 405
    if entry.get("public"):
        return entry.get("signed_in", status) if letter else status
    if not letter:
        return 302
    reach = entry["allow"].get(letter)
    if reach is None:
        return 403
    in_scope = {
        "page": True,
        "all": place != "missing",
        "own": place in {"own", "unit"},
        "unit": place == "own",
    }[reach]
    return status if in_scope or entry.get("object") in GLOBAL_KINDS else 404


def text_of(response):
    """Return everything a response says: headers, body, and the members of a workbook."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    text = " ".join(f"{k}: {v}" for k, v in response.headers.items())
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return text + "".join(
                archive.read(n).decode("utf-8", "replace") for n in archive.namelist()
            )
    return text + content.decode("utf-8", "replace")


def leaks(response, canaries):
    """Return the canaries that a response sings."""
    said = text_of(response)
    return [canary for canary in canaries if canary in said]


def forbidden_canaries(principal):
    """Return what this principal may never read, wherever it stands."""
    letter, _, code = PRINCIPALS[principal]
    if letter in EVERYWHERE:
        return []
    canaries = [canary for region, canary in world.CANARY.items() if region != code]
    return [*canaries, world.OTHER_UNIT] if letter == "h" else canaries


def client_of(principal, worlds):
    """Return a client signed in as the principal."""
    letter, role, code = PRINCIPALS[principal]
    client = Client(raise_request_exception=False)
    if principal == "a respondent":
        invitation = Invitation.objects.get(pk=worlds[world.TANGSEL]["invitation"])
        client.post(link_of(invitation))
    if role is None:
        return client
    unit = Unit.objects.get(pk=worlds[world.TANGSEL]["unit"]) if letter == "h" else None
    user = User.objects.create_user(f"u-{letter}", None, name=f"U {letter}", role=role, unit=unit)
    if code:
        user.regions.add(Region.objects.get(code=code))
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def ask(client, method, address):
    """Send one request and take back whatever it wrote, the client's cookies included."""
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    with transaction.atomic():
        response = client.generic(method, address)
        transaction.set_rollback(True)
    client.cookies = SimpleCookie(cookies)
    return response


def places(name, code, worlds):
    """Yield (place, address) for each object that the walk tries."""
    if not MATRIX[name].get("object"):
        yield "own", address_of(name, worlds[world.TANGSEL])
        return
    own = code or world.TANGSEL
    yield "own", address_of(name, worlds[own])
    if own == world.TANGSEL:
        yield "unit", address_of(name, worlds["unit"])
    for other in world.CANARY:
        if other != own:
            yield "other", address_of(name, worlds[other])
    if address := missing_address(name):
        yield "missing", address


WITH_A_PASS = {"surveys:answer", "surveys:review", "surveys:kiosk_cover"}  # after an opened link


def speaks_for_itself(name, place, principal):
    """Say whether this public address may name its own object's region to whoever holds it."""
    return MATRIX[name].get("shows") == "own" or (
        principal == "a respondent" and name in WITH_A_PASS
    )


@pytest.mark.django_db
@pytest.mark.parametrize("principal", PRINCIPALS)
def test_everybody_gets_exactly_what_the_matrix_says(principal, capsys):
    worlds = world.build()
    client = client_of(principal, worlds)
    letter, _, code = PRINCIPALS[principal]
    wrong, sung, asked = [], [], 0
    for name in MATRIX:
        for place, address in places(name, code, worlds):
            for method in METHODS:
                response = ask(client, method, address)
                asked += 1
                status = expected(name, letter, place, method)
                if principal == "a respondent" and name in WITH_A_PASS:
                    status = response.status_code if response.status_code in {200, 303} else status
                if response.status_code != status:
                    wrong.append(f"{name} {place} {method}: {response.status_code}, not {status}")
                if not speaks_for_itself(name, place, principal):
                    found = leaks(response, forbidden_canaries(principal))
                    sung += [f"{name} {place} {method}: {canary}" for canary in found]
    with capsys.disabled():
        print(f"\n{principal}: {len(MATRIX)} URLs x {len(METHODS)} methods = {asked} requests")  # noqa: T201
    assert wrong == [], "\n".join(sorted(set(wrong)))
    assert sung == [], "\n".join(sorted(set(sung)))


@allow(Role.OFFICER)
def leaky(request, pk=None):
    """A planted hole: everybody's employees, to any Petugas."""
    return HttpResponse(", ".join(Employee.objects.values_list("name", flat=True)))


urlpatterns = [path("leaky/", leaky, name="leaky")]


@pytest.mark.django_db
def test_the_canaries_sing_on_a_planted_leak(settings):
    worlds = world.build()
    client = client_of("Petugas of Binjai", worlds)
    settings.ROOT_URLCONF = __name__
    response = client.get("/leaky/")
    assert leaks(response, forbidden_canaries("Petugas of Binjai")) == [
        "KanariTangsel",
        "KanariCandisari",
    ]
