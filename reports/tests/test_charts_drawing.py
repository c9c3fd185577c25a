"""Drawings: the same bytes for the same data, fit for the strict CSP, readable on a phone."""

import re
from concurrent.futures import ThreadPoolExecutor
from xml.etree.ElementTree import fromstring

import pytest
from django.core.cache import cache

from reports.charts import bars, dots, forest, likert, slope
from reports.charts.canvas import wrap
from reports.charts.change import change_plans
from reports.charts.clean import clean
from reports.charts.figure import draw
from reports.charts.reaction import agreement_plans
from reports.charts.style import PHONE, WIDE, region_mark
from reports.charts.words import Source
from reports.tests import samples

SOURCE = Source("Tahun 2026 s.d. Juni", samples.AS_OF)
FOUR = likert.Scale(("Sangat tidak setuju", "Tidak setuju", "Setuju", "Sangat setuju"), 2, None)
FIVE = likert.Scale(
    ("Sangat tidak setuju", "Tidak setuju", "Netral", "Setuju", "Sangat setuju"), 3, 2
)
CHARTS = {
    "likert": (likert, likert.Likert(FIVE, (likert.LikertRow("Butir", 52, (1, 2, 6, 24, 19)),))),
    "forest": (forest, forest.Forest((forest.ForestRow("A", "poin", 96, 4.8, 3.1, 6.5, "baik"),))),
    "slope": (slope, slope.Slope((slope.SlopeRow("A", 71.2, 76.0),))),
    "dots": (dots, dots.Dots((dots.DotRow("A", (dots.Dot(0.61, 0.49, 0.71),), "61%"),))),
    "bars": (bars, bars.Bars((bars.BarRow("A", 23, "23 orang"),))),
}


def drawing(name, kind="wide", key="f"):
    painter, chart = CHARTS[name]
    return clean(getattr(painter, kind)(chart).svg(), key, "Judul", "Uraian.")


def words_of(svg):
    return [element.text for element in fromstring(svg).iter() if element.tag.endswith("text")]


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("kind", ["wide", "phone"])
def test_the_same_data_give_the_same_bytes(name, kind):
    assert drawing(name, kind) == drawing(name, kind)


def test_eight_threads_draw_what_one_draws():
    alone = [drawing(name) for name in CHARTS]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(drawing, [*CHARTS] * 8))
    assert together == alone * 8


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("kind", ["wide", "phone"])
def test_nothing_in_a_drawing_breaks_the_strict_csp(name, kind):
    svg = drawing(name, kind)
    assert not re.search(r"style|<script|<\?xml|<metadata|onload|url\(", svg)
    assert svg.startswith("<svg")


def test_matplotlib_itself_does_break_it():
    painter, chart = CHARTS["likert"]
    raw = painter.wide(chart).svg()
    assert 'style="' in raw
    assert "<style" in raw


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("kind", ["wide", "phone"])
def test_a_drawing_names_and_describes_itself(name, kind):
    root = fromstring(drawing(name, kind))
    title, desc = list(root)[:2]
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "f-t f-d"
    assert (title.get("id"), title.text) == ("f-t", "Judul")
    assert (desc.get("id"), desc.text) == ("f-d", "Uraian.")


@pytest.mark.parametrize("name", CHARTS)
def test_two_drawings_on_a_page_share_no_id(name):
    first = set(re.findall(r'id="([^"]+)"', drawing(name, key="a")))
    second = set(re.findall(r'id="([^"]+)"', drawing(name, key="b")))
    assert first
    assert not first & second


@pytest.mark.parametrize("name", CHARTS)
def test_drawings_scale_instead_of_having_a_size(name):
    wide, phone = fromstring(drawing(name)), fromstring(drawing(name, "phone"))
    assert wide.get("width") is phone.get("width") is None
    assert wide.get("viewBox").split()[2] == str(WIDE)
    assert phone.get("viewBox").split()[2] == str(PHONE)


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize(("kind", "shown"), [("wide", 736 / WIDE), ("phone", 1.0)])
def test_text_is_at_least_11_px_where_it_is_shown_smallest(name, kind, shown):
    sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)px"', drawing(name, kind))]
    assert min(sizes) * shown >= 11


def test_neutral_answers_have_their_panel_only_where_the_scale_has_them():
    four = likert.Likert(FOUR, (likert.LikertRow("Butir", 128, (2, 9, 61, 56)),))
    assert "netral" in words_of(drawing("likert"))
    assert "netral" not in words_of(clean(likert.wide(four).svg(), "f", "", ""))


def test_the_axis_of_a_change_always_includes_zero():
    rows = (forest.ForestRow("A", "poin", 96, 14.8, 13.1, 16.5, "membaik"),)
    assert "0" in words_of(clean(forest.wide(forest.Forest(rows)).svg(), "f", "", ""))


def test_units_never_share_an_axis():
    rows = (
        forest.ForestRow("A", "poin", 96, 4.8, 3.1, 6.5, "membaik"),
        forest.ForestRow("B", "menit", 30, -3.2, -6.1, -0.3, "membaik", lower_is_better=True),
    )
    words = words_of(clean(forest.wide(forest.Forest(rows)).svg(), "f", "", ""))
    assert "perubahan, poin (naik lebih baik)" in words
    assert "perubahan, menit (turun lebih baik)" in words


def test_below_ten_people_a_change_has_no_interval():
    row = forest.ForestRow("A", "poin", 8, 1.9, None, None, "data belum cukup")
    assert row.numbers == "+1,9 · 8 pegawai"


def test_a_slope_chart_draws_at_most_five_lines():
    rows = tuple(slope.SlopeRow(f"Ukuran {number}", 50.0, 60.0) for number in range(7))
    words = words_of(clean(slope.wide(slope.Slope(rows)).svg(), "f", "", ""))
    assert [word for word in words if word.startswith("Ukuran")] == [
        f"Ukuran {n}" for n in range(5)
    ]


def test_regions_keep_their_colour_and_marker_for_ever():
    assert region_mark("36.74") == ("#003B73", "o", "●")
    assert region_mark("12.75") == ("#AD4A00", "s", "■")
    assert region_mark("33.74.08") == ("#28A197", "^", "▲")


def test_a_hidden_row_draws_words_and_no_number():
    row = likert.LikertRow("Butir", None, None, "Tidak ditampilkan.")
    words = words_of(clean(likert.phone(likert.Likert(FOUR, (row,))).svg(), "f", "", ""))
    assert "Tidak ditampilkan." in words
    assert not any("%" in word for word in words)


def test_a_true_zero_is_drawn_as_a_labelled_zero():
    rows = (likert.LikertRow("Butir", 20, (5, 15, 0, 0)),)
    words = words_of(clean(likert.wide(likert.Likert(FOUR, rows)).svg(), "f", "", ""))
    assert words[-1] == "0%"


def test_long_words_are_cut_with_an_ellipsis():
    assert wrap("satu dua tiga empat lima enam", 90, 12, 1) == ["satu dua …"]


def test_a_page_is_the_same_from_a_cold_and_a_warm_cache():
    plans = [*agreement_plans(samples.region_result().reaction, SOURCE, "reaksi")]
    plans += change_plans(samples.performance(), SOURCE, "kinerja")
    cache.clear()
    cold = draw(plans)
    assert draw(plans) == cold
    cache.clear()
    assert draw(plans) == cold


def test_the_cache_never_mixes_two_figures():
    rows = samples.region_result().reaction
    one, two = agreement_plans(rows, SOURCE, "a"), agreement_plans(rows[:2], SOURCE, "a")
    assert one[0].digest != two[0].digest
