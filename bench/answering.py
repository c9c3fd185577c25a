"""Answering a 20-item form from link to thank-you, beside a bare Django view with one INSERT."""

import argparse
import json
import os
import statistics
import sys
import threading
import time
from datetime import date, timedelta

import django

from bench.browser import Form, Phone
from bench.rows import Row
from bench.server import serving

CASES = (  # name, clients, everybody in one angkatan
    ("1 client, many angkatan", 1, False),
    ("8 clients, many angkatan", 8, False),
    ("8 clients, one angkatan", 8, True),
    ("16 clients, one angkatan", 16, True),
)
FLOWS = {"small": 32, "full": 320}  # people a case
REQUESTS_A_FLOW = 15  # cover, start, 5 x (page, save), check, send, thank-you
KILO = 1024


def build_world(people, sessions):
    """Open a 20-item anonymous form for each session; return the links."""
    from django.db import transaction

    from organization.models import Region
    from programs.tests import factories
    from surveys import actions
    from surveys.models import Questionnaire, Scale, Section

    region = Region.objects.get(code="36.74")
    program = factories.make_program(region)
    form, made = Questionnaire.objects.get_or_create(
        code="UJI", region=region, defaults={"title": "Uji 20 butir", "audience": "participants"}
    )
    if made:
        scale = Scale.objects.get(code="setuju-4")
        for page in range(5):
            section = Section.objects.create(
                questionnaire=form, position=page + 1, title=f"B{page}"
            )
            for item in range(4):
                section.questions.create(
                    position=item + 1, key=f"U-{page}{item}", text=f"Butir {page}{item}.",
                    scale=scale, dimension="Uji",
                )  # fmt: skip
    links, today = [], date.today()  # noqa: DTZ011
    for number in range(sessions):
        with transaction.atomic():
            session = factories.make_session(program, number=str(number), starts_on=today)
            for _ in range(people // sessions):
                factories.make_participation(session)
            survey = actions.open_survey(
                session=session, questionnaire=form, audience="participants",
                promise="anonymous", closes_on=today + timedelta(days=7), actor=None,
            )  # fmt: skip
        links += [actions.link_of(i) for i in survey.invitations.order_by("pk")]
    return links


def answer(phone, link):
    """Walk one form to its end; return whether it ended on the thank-you page."""
    reply, content = phone.request("GET", link, clock=time.perf_counter)
    address = link
    for _ in range(3 * REQUESTS_A_FLOW):
        if address.startswith("/selesai"):
            return True
        form = Form(_text(content, reply))
        target = form.action or address
        reply, content = phone.request("POST", target, form.fields, time.perf_counter)
        if reply.status not in {302, 303}:
            return False
        address = reply.getheader("Location")
        reply, content = phone.request("GET", address, clock=time.perf_counter)
    return False


def _text(content, reply):
    import gzip

    if reply.getheader("Content-Encoding") == "gzip":
        content = gzip.decompress(content)
    return content.decode()


def crowd(port, clients, jobs, work):
    """Let ``clients`` phones share the jobs; return (seconds, requests, failures)."""
    queue, lock, got, failed = list(jobs), threading.Lock(), [], []

    def person():
        while True:
            with lock:
                if not queue:
                    return
                job = queue.pop()
            phone = Phone("127.0.0.1", port)
            try:
                done = work(phone, job)
            except OSError:
                done = False
            got.extend(phone.got)
            if not done:
                failed.append(job)

    threads = [threading.Thread(target=person) for _ in range(clients)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - started, got, failed


def bare(phone, _job):
    """As many requests as one flow, against the floor: half pages, half INSERTs."""
    for _ in range(REQUESTS_A_FLOW // 2):
        reply, content = phone.request("GET", "/", clock=time.perf_counter)
        reply, content = phone.request(
            "POST", "/", Form(content.decode()).fields, time.perf_counter
        )
        if reply.status != 302:
            return False
    return True


def measure(name, clients, one, flows, floor_port, port):
    """Return the rows of one case: floor and form interleaved, two rounds each."""
    from surveys.models import Response

    links = build_world(flows, 1 if one else min(flows, 16))
    before, halves = Response.objects.count(), (links[::2], links[1::2])
    took, asked, base_took, base_asked, failures, times, sizes = 0.0, 0, 0.0, 0, [], [], []
    for half in halves:
        seconds, got, _ = crowd(floor_port, clients, half, bare)
        base_took, base_asked = base_took + seconds, base_asked + len(got)
        seconds, got, failed = crowd(port, clients, half, answer)
        took, asked, failures = took + seconds, asked + len(got), failures + failed
        times += [second for _, second, _ in got]
        sizes += [size for status, _, size in got if status == 200]
    lost = len(links) - len(failures) - (Response.objects.count() - before)
    rate, floor = asked / took, base_asked / base_took
    p95 = statistics.quantiles(times, n=20)[-1] * 1000
    return [
        Row(f"{name}: failed flows", "", len(failures), "", 0),
        Row(f"{name}: lost answers (by SQL)", "", lost, "", 0),
        Row(f"{name}: requests/s over the floor's", "", rate / floor, "x", 0.5, at_most=False),
        Row(f"{name}: requests/s ({floor:.0f} floor)", "", rate, "1/s"),
        Row(f"{name}: p95 of a request", "", p95, "ms"),
        Row(f"{name}: largest page, compressed", "", max(sizes) / KILO, "KB", 30),
    ]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", choices=FLOWS, default="small")
    flows = FLOWS[parser.parse_args().size]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "evaluasi.settings")
    django.setup()
    floor_settings = {"DJANGO_SETTINGS_MODULE": "bench.floor.settings"}
    rows = []
    with serving("bench.floor.wsgi", floor_settings) as floor, serving("evaluasi.wsgi") as port:
        for name, clients, one in CASES:
            rows += measure(name, clients, one, flows, floor, port)
    json.dump([row.__dict__ for row in rows], sys.stdout)


if __name__ == "__main__":
    main()
