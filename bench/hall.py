"""A hall that answers at once, a storm of submits, and closing a large form.

The hall: so many people open their link within a minute, read and answer page by page, and send
within five minutes. The storm: 200 people a second press Kirim; what is too much may get a 503 with
Retry-After, but accepted must equal stored. Phones are few threads that each serve many people on a
timetable; they run on the same machine. How late they come themselves is printed as their lag.
"""

import argparse
import gzip
import heapq
import http.client
import json
import os
import random
import statistics
import sys
import threading
import time
from dataclasses import dataclass

import django

from bench.answering import build_world
from bench.browser import Form, Phone
from bench.rows import Row
from bench.server import serving


@dataclass(frozen=True)
class Size:
    """How large everything is; seconds and people."""

    people: int
    opening: float
    sending: float
    storm: float
    closing: int


SIZES = {"small": Size(50, 6, 30, 5, 500), "full": Size(500, 60, 300, 60, 5000)}
PAGES = 5
STORM_RATE = 200  # submits a second
PHONES = 32
TICK = 0.01  # seconds between two looks at the timetable
BROKEN = (OSError, http.client.HTTPException)


class Person:
    """One respondent: the next request, and the moments at which the person makes them."""

    def __init__(self, port, link, moments):
        self.phone, self.address, self.form = Phone("127.0.0.1", port), link, None
        self.moments, self.gets, self.posts = moments, [], []
        self.is_done = self.has_failed = False

    def step(self):
        """Press the button of the page in hand (if there is one) and read the page behind it."""
        if self.form is not None:
            reply, _ = self._ask("POST", self.form.action or self.address, self.form.fields)
            if reply.status not in {302, 303}:
                self.has_failed = True
                return
            self.address = reply.getheader("Location")
        reply, content = self._ask("GET", self.address, None)
        self.has_failed = reply.status != 200
        self.is_done = self.address.startswith("/selesai")
        self.form = None if self.is_done else Form(text_of(reply, content))

    def _ask(self, method, address, fields):
        reply, content = self.phone.request(method, address, fields, time.perf_counter)
        (self.gets if method == "GET" else self.posts).append(self.phone.got[-1][1])
        return reply, content


def text_of(reply, content):
    return (gzip.decompress(content) if reply.getheader("Content-Encoding") else content).decode()


def timetable(size, chance):
    """Return when one person opens, presses Mulai, each Lanjut, and Kirim; seconds, ascending.

    Opening is even over ``opening``; the rest is spread evenly up to ``sending``.
    """
    opened = chance.uniform(0, size.opening)
    rest = sorted(chance.uniform(opened, size.sending) for _ in range(PAGES + 2))
    return [opened, *rest]


class Timetable:
    """The steps still to be made, most urgent first; safe to be shared by threads."""

    def __init__(self, people):
        self.people, self.late, self.began = people, [], time.perf_counter()
        self.queue = [(person.moments[0], number, 0) for number, person in enumerate(people)]
        heapq.heapify(self.queue)
        self.busy, self.lock = 0, threading.Lock()  # busy: people whose page is being fetched

    @property
    def is_over(self):
        with self.lock:
            return not self.queue and not self.busy

    def take(self):
        """Take the most urgent step, or return None while it is too early for any."""
        with self.lock:
            now = time.perf_counter() - self.began
            if not self.queue or self.queue[0][0] > now:
                return None
            moment, number, step = heapq.heappop(self.queue)
            self.busy += 1
            self.late.append(now - moment)
            return number, step

    def give_back(self, number, step):
        """Note that a step was made; the person's next one comes at its moment."""
        person = self.people[number]
        with self.lock:
            self.busy -= 1
            if not person.has_failed and step + 1 < len(person.moments):
                heapq.heappush(self.queue, (person.moments[step + 1], number, step + 1))

    def serve(self):
        """Be one of the phones until everybody is done."""
        while not self.is_over:
            taken = self.take()
            if taken is None:
                time.sleep(TICK)
                continue
            person = self.people[taken[0]]
            try:
                person.step()
            except BROKEN:
                person.has_failed = True
            finally:
                person.phone.connection.close()  # people read longer than keep-alive lasts
            self.give_back(*taken)


def run_threads(work, number):
    threads = [threading.Thread(target=work) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def p95(seconds):
    return statistics.quantiles(seconds, n=20)[-1] * 1000


def measure_hall(port, size):
    """Return the rows of the hall."""
    from surveys.models import Response

    chance = random.Random(7)  # one timetable for both engines
    before = Response.objects.count()
    people = [Person(port, link, timetable(size, chance)) for link in build_world(size.people, 1)]
    hall = Timetable(people)
    run_threads(hall.serve, PHONES)
    errors = sum(person.has_failed or not person.is_done for person in people)
    lost = sum(person.is_done for person in people) - (Response.objects.count() - before)
    name = f"hall of {size.people}, opened in {size.opening:g} s, sent in {size.sending:g} s"
    return [
        Row(f"{name}: errors", "", errors, "", 0),
        Row(f"{name}: lost answers (by SQL)", "", lost, "", 0),
        Row(f"{name}: p95 of a GET", "", p95([s for p in people for s in p.gets]), "ms", 300),
        Row(f"{name}: p95 of a POST", "", p95([s for p in people for s in p.posts]), "ms", 400),
        Row(f"{name}: p95 of a phone's own lag", "", p95(hall.late), "ms"),
    ]


def measure_storm(port, size):
    """Return the rows of the storm: drafts stand ready, then everybody presses Kirim."""
    from surveys.models import Invitation, Response

    links = build_world(int(STORM_RATE * size.storm), 1)
    before = Response.objects.count()
    sent_before = Invitation.objects.filter(is_submitted=True).count()
    jobs = list(enumerate(cookies_of(links)))[::-1]
    lock, outcomes, late, began = threading.Lock(), [], [], time.perf_counter()

    def work():
        phone = Phone("127.0.0.1", port)
        while True:
            with lock:
                if not jobs:
                    phone.connection.close()
                    return
                number, phone.cookies = jobs.pop()
            wait = began + number / STORM_RATE - time.perf_counter()
            time.sleep(max(wait, 0))
            late.append(max(-wait, 0))
            outcomes.append(press(phone))

    run_threads(work, PHONES)
    took = time.perf_counter() - began
    accepted, refused = outcomes.count("accepted"), outcomes.count("busy")
    stored = Response.objects.count() - before
    marked = Invitation.objects.filter(is_submitted=True).count() - sent_before
    name = f"storm of {STORM_RATE} submits/s for {size.storm:g} s"
    return [
        Row(f"{name}: accepted unlike stored", "", abs(accepted - stored), "", 0),
        Row(f"{name}: stored unlike marked as sent", "", abs(stored - marked), "", 0),
        Row(f"{name}: neither accepted nor 503 with Retry-After", "",
            len(outcomes) - accepted - refused, "", 0),
        Row(f"{name}: 503 with Retry-After", "", refused, ""),
        Row(f"{name}: accepted a second", "", accepted / took, "1/s"),
        Row(f"{name}: offered a second", "", len(outcomes) / took, "1/s"),
        Row(f"{name}: p95 of a phone's own lag", "", p95(late), "ms"),
    ]  # fmt: skip


def cookies_of(links):
    """Return the cookies of phones that pressed Mulai, made as the server makes them."""
    from surveys import access

    name = access.cookie_name()
    return [
        {name: access._signer.sign_object({k: v for k, v in vars(held).items() if v})}
        for held in (access.new_pass(link.rpartition("/")[2]) for link in links)
    ]


def press(phone):
    """Press Kirim; return accepted, busy (a 503 that says when to come back) or broken."""
    try:
        reply, _ = phone.request("POST", "/isi/periksa", {"rest": "skip"}, time.perf_counter)
    except BROKEN:
        phone.connection.close()
        return "broken"
    if reply.status == 303 and reply.getheader("Location").startswith("/selesai"):
        return "accepted"
    return "busy" if reply.status == 503 and reply.getheader("Retry-After") else "broken"


def measure_closing(size):
    """Return the rows of closing one confidential form that everybody answered."""
    from organization.models import Region
    from surveys.actions import close_survey, seal_surveys, submit
    from surveys.models import ClosedResponse, Invitation, Survey
    from surveys.tests.factories import answers_for, make_open_survey

    survey = make_open_survey(
        Region.objects.get(code="36.74"), people=size.closing, promise="confidential"
    )
    answers = answers_for(survey, 3, T2="Sudah baik.")
    for invitation in Invitation.objects.with_page().filter(survey=survey):
        submit(invitation=invitation, answers=answers)
    began = time.perf_counter()
    close_survey(survey=survey, actor=None)
    closed = time.perf_counter()
    seal_surveys()
    sealed = time.perf_counter()
    lost = size.closing - ClosedResponse.objects.filter(survey=survey).count()
    name = f"closing a form of {size.closing:,} respondents"
    still_open = int(Survey.objects.get(pk=survey.pk).status != "sealed")
    return [
        Row(f"{name}: lost answers (by SQL)", "", lost, "", 0),
        Row(f"{name}: not sealed", "", still_open, "", 0),
        Row(f"{name}: closing", "", closed - began, "s"),
        Row(f"{name}: sealing (the files rewritten)", "", sealed - closed, "s"),
    ]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", choices=SIZES, default="small")
    size = SIZES[parser.parse_args().size]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "evaluasi.settings")
    django.setup()
    with serving("evaluasi.wsgi") as port:
        rows = measure_hall(port, size) + measure_storm(port, size)
    rows += measure_closing(size)
    json.dump([row.__dict__ for row in rows], sys.stdout)


if __name__ == "__main__":
    main()
