"""Filters of result pages: what is not on offer does not exist, and nothing is ever unfiltered."""

from datetime import date

import pytest
from django.http import Http404, QueryDict

from organization.models import Unit
from programs.tests import factories
from reports.forms import PeriodFilter, RegionFilter
from reports.results import Filters, Period

TODAY = date(2026, 6, 12)


def period(query="", **options):
    return PeriodFilter(QueryDict(query), today=TODAY, years=[2025], **options).period_chosen()


def test_nothing_chosen_means_this_year_to_date():
    assert period() == Period(date(2026, 1, 1), date(2026, 6, 12))


def test_a_page_of_one_programme_starts_with_all_time():
    assert period(whole=True) == Period()


@pytest.mark.parametrize(
    ("query", "start", "end"),
    [
        ("period=2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("period=2026-1", date(2026, 1, 1), date(2026, 3, 31)),
        ("period=2026-2", date(2026, 4, 1), date(2026, 6, 30)),
        ("period=2026-3", date(2026, 7, 1), date(2026, 9, 30)),
        ("period=2025-4", date(2025, 10, 1), date(2025, 12, 31)),
        ("period=all", None, None),
    ],
)
def test_years_and_quarters_are_whole(query, start, end):
    assert period(query) == Period(start, end)


@pytest.mark.parametrize("query", ["period=1999", "period=2026-5", "period=x", "period=2026-02"])
def test_a_period_that_is_not_on_offer_does_not_exist(query):
    with pytest.raises(Http404):
        period(query)


@pytest.fixture
def region_filter(officer, tangsel):
    def make(query=""):
        return RegionFilter(QueryDict(query), user=officer, region=tangsel, today=TODAY)

    return make


def test_programme_category_and_opd_narrow_the_region(region_filter, tangsel):
    program = factories.make_program(tangsel)
    unit = Unit.objects.filter(region=tangsel, parent=None).first()
    form = region_filter(f"program={program.pk}&category=training&unit={unit.pk}")
    assert form.filters_chosen() == Filters(program.pk, "training", unit.pk)
    assert form.count_chosen() == 3


def test_another_regions_programme_is_not_on_offer(region_filter, binjai):
    foreign = factories.make_program(binjai)
    with pytest.raises(Http404):
        region_filter(f"program={foreign.pk}").filters_chosen()


def test_another_regions_unit_is_not_on_offer(region_filter, binjai):
    foreign = Unit.objects.filter(region=binjai, parent=None).first()
    with pytest.raises(Http404):
        region_filter(f"unit={foreign.pk}").filters_chosen()


def test_years_on_offer_are_those_in_which_sessions_ended(region_filter, tangsel):
    program = factories.make_program(tangsel)
    factories.make_session(program, starts_on=date(2024, 12, 30), ends_on=date(2025, 1, 2))
    offered = dict(region_filter().fields["period"].choices)
    assert "2025" in offered
    assert "2024" not in offered


def test_each_chip_leads_to_the_page_without_it(region_filter, tangsel, rf):
    program = factories.make_program(tangsel, name="Manajemen Waktu")
    query = f"program={program.pk}&category=training&page=2"
    chips = region_filter(query).chips(rf.get(f"/?{query}"))
    assert chips == [
        ("Program", "Manajemen Waktu", "?category=training"),
        ("Kategori", "Pelatihan", f"?program={program.pk}"),
    ]
