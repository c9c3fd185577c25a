"""Published paired data go in as people bring them and come out of ``manage.py results``.

Every expected number is a literal printed by scipy 1.17.1; nothing here comes from ``reports``.
With a = after, b = before, d = a - b, n = len(d), all as floats:

    r = stats.ttest_rel(a, b); r.statistic, r.pvalue, r.confidence_interval(0.95)   t, p, ci
    np.std(d, ddof=1); d.mean() / np.std(d, ddof=1)                          sd_change, cohen_dz
    stats.wilcoxon(a, b, zero_method="pratt", correction=True, method="asymptotic")    w and p
        (ties or zeros; without any: stats.wilcoxon(a, b, method="exact"))
    hedges_g_av = J * d.mean() / sqrt((b.var(ddof=1) + a.var(ddof=1)) / 2),
        J = exp(gammaln((n - 1) / 2) - gammaln((n - 2) / 2)) / sqrt((n - 1) / 2)
    hl: the shifts m that the exact test does not reject,
        stats.wilcoxon(d - m, method="exact").pvalue > 0.05, m halfway between Walsh averages;
        the limits are the averages at either end of those shifts.
"""

import csv
import io
import json
from dataclasses import dataclass
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from intake.models import ImportJob
from intake.tests.files import workbook
from performance.models import Indicator, Measurement
from programs.tests.factories import make_participation, make_program, make_session

CLOSE = 1e-6  # of each number; p = 3e-7 is held to it too
HEADER = ["NIP/NI PPPK", "Nilai Sebelum", "Nilai Sesudah"]
STATISTICS = (
    *("mean_before", "mean_after", "change", "sd_change"),
    *("ci_low", "ci_high", "hl_low", "hl_high"),
    *("t", "df", "p"),
    *("wilcoxon_w", "wilcoxon_p", "cohen_dz", "hedges_g_av"),
    *("better", "same", "worse"),
)


@dataclass(frozen=True)
class Published:
    """Two columns as printed, the indicator that admits them, and what scipy says of them."""

    code: str
    limits: tuple[float, float]
    direction: str
    delta: float
    before: tuple[float, ...]
    after: tuple[float, ...]
    expected: tuple[float, ...]  # in the order of STATISTICS
    verdict: str


# Student (1908), The probable error of a mean, Biometrika 6(1), p. 20 (R: datasets::sleep):
# additional hours of sleep of ten patients with drug 1 and drug 2. One zero, one tie.
SLEEP = Published(
    code="jam_tidur",
    limits=(-10, 10),
    direction="up",
    delta=0.5,
    before=(0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0),
    after=(1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4),
    expected=(
        *(0.75, 2.33, 1.58, 1.2299954832798732),
        *(0.7001142367230175, 2.459885763276983, 0.9, 2.7),
        *(4.062127683382037, 9, 0.002832890197384273),
        *(0, 0.006801553132897053, 1.2845575625910546, 0.7605093956701199),
        *(9, 1, 0),
    ),
    verdict="better",  # 0.70 >= δ
)
# Conover, Practical Nonparametric Statistics, 3rd ed. (1999), p. 355: aggressiveness of twelve
# pairs of twins, first-born and second-born. One zero, three groups of ties.
TWINS = Published(
    code="skor_uji",
    limits=(0, 100),
    direction="up",
    delta=3,
    before=(86, 71, 77, 68, 91, 72, 77, 91, 70, 71, 88, 87),
    after=(88, 77, 76, 64, 96, 72, 65, 90, 65, 80, 81, 72),
    expected=(
        *(79.08333333333333, 77.16666666666667, -1.9166666666666667, 7.153617436251565),
        *(-6.461858340420836, 2.628525007087502, -6.5, 2.5),
        *(-0.9281357515757443, 11, 0.3732549803728389),
        *(28.5, 0.4554315616107125, -0.26792971300838586, -0.18453200961051489),
        *(4, 1, 7),
    ),
    verdict="no_change",  # from below 0 to 2.63 < δ
)
# Altman, Practical Statistics for Medical Research (1991), p. 183 (R: ISwR::intake): energy intake
# in kJ of eleven women, before and after. One tie; all fell. Read here as "lower is better".
INTAKE = Published(
    code="asupan_energi",
    limits=(0, 20_000),
    direction="down",
    delta=1000,
    before=(5260, 5470, 5640, 6180, 6390, 6515, 6805, 7515, 7515, 8230, 8770),
    after=(3910, 4220, 3885, 5160, 5645, 4680, 5265, 5975, 6790, 6900, 7335),
    expected=(
        *(6753.636363636364, 5433.181818181818, -1320.4545454545455, 366.7455149381826),
        *(-1566.837534872505, -1074.071556036586, -1582.5, -1037.5),
        *(-11.941392877647603, 10, 3.0590209429348763e-07),
        *(0, 0.0038398001324249933, -3.600465422670859, -1.032518764214259),
        *(11, 0, 0),
    ),
    verdict="better",  # turned: 1074 >= δ
)
# Darwin, The Effects of Cross and Self Fertilisation (1876), Table 6/97: heights in inches of
# fifteen pairs of Zea mays, self-fertilised and crossed. No tie, no zero: the exact test.
MAIZE = Published(
    code="tinggi_tanaman",
    limits=(0, 100),
    direction="up",
    delta=1,
    before=(
        *(17.375, 20.375, 20, 20, 18.375, 18.625, 18.625, 15.25),
        *(16.5, 18, 16.25, 18, 12.75, 15.5, 18),
    ),
    after=(
        *(23.5, 12, 21, 22, 19.125, 21.5, 22.125, 20.375),
        *(18.25, 21.625, 23.25, 21, 22.125, 23, 12),
    ),
    expected=(
        *(17.575, 20.191666666666666, 2.6166666666666667, 4.718047290786225),
        *(0.0038991647991224454, 5.229434168534211, 0.5, 5.1875),
        *(2.1479874613311205, 14, 0.049702944021800866),
        *(24, 0.041259765625, 0.5546079777065185, 0.8412188441372654),
        *(13, 0, 2),
    ),
    verdict="better_uncertain",  # 0 < 0.004 < δ <= 5.23
)
EVERY = pytest.mark.parametrize(
    "published", [SLEEP, TWINS, INTAKE, MAIZE], ids=["sleep", "twins", "intake", "maize"]
)


@pytest.fixture
def session(tangsel):
    """An angkatan of 2 and 3 March 2026."""
    program = make_program(tangsel, code="MW26", name="Pelatihan Manajemen Waktu")
    return make_session(program, starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 3))


def make_indicator(published, **fields):
    low, high = published.limits
    fields = {"direction": published.direction, "delta": published.delta} | fields
    return Indicator.objects.create(
        code=published.code,
        name=f"Uji {published.code}",
        frequency="event",
        minimum=low,
        maximum=high,
        **fields,
    )


def rows_of(session, published):
    """Enrol one person a pair; return NIP, before and after of each."""
    pairs = zip(published.before, published.after, strict=True)
    return [(make_participation(session).employee.nip, *pair) for pair in pairs]


def by_command(rows, session, indicator, tmp_path):
    """A CSV file in plain notation."""
    path = tmp_path / "nilai.csv"
    path.write_text("\n".join(",".join(map(str, row)) for row in [HEADER, *rows]))
    out = io.StringIO()
    options = ("--region", "36.74", "--session", session.code, "--indicator", indicator.code)
    call_command("import_measurements", str(path), *options, stdout=out)
    assert out.getvalue().startswith(f"{len(rows)} baris: {len(rows)} baru, 0 diperbarui")


def on_the_page(client, session, indicator, **given):
    """Check what was sent, then confirm it."""
    address = reverse("workspace:import_new", args=["measurements"]) + f"?session={session.pk}"
    client.post(address, {"indicator": indicator.pk} | given)
    job = ImportJob.objects.get()
    assert Measurement.objects.count() == 0  # nothing is written before the person confirms
    client.post(reverse("workspace:import_confirm", args=[job.pk]), {"digest": job.digest})
    job.refresh_from_db()
    assert job.state == ImportJob.State.APPLIED


def as_indonesian(value):
    """-1.6 as -1,6 and 5260 as 5.260,0."""
    return f"{float(value):,}".translate(str.maketrans(",.", ".,"))


@pytest.fixture(params=["csv by command", "xlsx by upload", "paste with decimal comma"])
def bring(request, session, officer, signed_in, tmp_path):
    """Bring the data in one of the three ways that people have."""

    def bring_in(published, indicator):
        rows = rows_of(session, published)
        if request.param.startswith("csv"):
            by_command(rows, session, indicator, tmp_path)
        elif request.param.startswith("xlsx"):
            book = SimpleUploadedFile("nilai.xlsx", workbook([HEADER, *rows]))
            on_the_page(signed_in(officer), session, indicator, file=book)
        else:
            lines = [HEADER, *((n, as_indonesian(b), as_indonesian(a)) for n, b, a in rows)]
            pasted = "\r\n".join("\t".join(line) for line in lines)
            on_the_page(signed_in(officer), session, indicator, paste=pasted)

    return bring_in


def results(*options):
    out = io.StringIO()
    call_command("results", "--region", "36.74", *options, stdout=out)
    return out.getvalue()


def expected_of(published):
    numbers = dict(zip(STATISTICS, published.expected, strict=True))
    return {name: pytest.approx(value, rel=CLOSE, abs=1e-12) for name, value in numbers.items()}


@EVERY
def test_published_pairs_come_out_as_scipy_has_them(bring, published):
    bring(published, make_indicator(published))

    (row,) = json.loads(results("--session", "MW26-1", "--format", "json"))["performance"]
    assert (row["program"], row["session"], row["indicator"]) == ("MW26", "MW26-1", published.code)
    assert (row["n"], row["missing_pairs"], row["status"]) == (len(published.before), 0, "shown")
    assert (row["primary"], row["direction"]) == (True, published.direction)
    assert {name: row[name] for name in STATISTICS} == expected_of(published)
    assert row["verdict"] == published.verdict
    assert "efektif" not in row["sentence"].lower()

    lines = csv.DictReader(io.StringIO(results("--session", "MW26-1", "--format", "csv")))
    moved = [line for line in lines if line["block"] == "performance"]
    assert {(line["program"], line["session"], line["item"]) for line in moved} == {
        ("MW26", "MW26-1", published.code)
    }
    found = {line["statistic"]: line["value"] for line in moved}
    assert {name: float(found[name]) for name in STATISTICS} == expected_of(published)
    assert {line["n"] for line in moved} == {str(len(published.before))}
    assert found["verdict"] == published.verdict


@pytest.mark.parametrize(
    ("published", "turned", "better", "worse", "verdict"),
    [
        (INTAKE, "up", 0, 11, "worse"),  # where more is better, all eleven fell
        (SLEEP, "down", 0, 9, "worse"),
        (TWINS, "down", 7, 4, "inconclusive"),  # turned: from -2.63 to 6.46, over 0 and over δ
    ],
    ids=["intake", "sleep", "twins"],
)
def test_direction_turns_the_verdict_and_not_the_change(
    session, published, turned, better, worse, verdict, tmp_path
):
    indicator = make_indicator(published, direction=turned)
    by_command(rows_of(session, published), session, indicator, tmp_path)
    (row,) = json.loads(results("--session", "MW26-1"))["performance"]
    counts = {"better": better, "worse": worse}
    assert {name: row[name] for name in STATISTICS} == expected_of(published) | counts
    assert (row["direction"], row["verdict"]) == (turned, verdict)


def test_the_same_numbers_stand_in_the_programme_and_the_region(session, tmp_path):
    by_command(rows_of(session, SLEEP), session, make_indicator(SLEEP), tmp_path)
    for options in ((), ("--program", "MW26")):
        found = json.loads(results(*options))["performance"]
        assert "MW26-1" in {row["session"] for row in found}
        for row in found:  # one angkatan: every level has the same pairs
            assert {name: row[name] for name in STATISTICS} == expected_of(SLEEP)
            assert row["verdict"] == "better"
