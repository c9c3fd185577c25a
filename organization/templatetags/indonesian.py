"""Filters for numbers and dates as Indonesians write them; built into every template."""

from django import template

from organization import wording

register = template.Library()
register.filter("number", wording.number)
register.filter("signed", wording.signed)
register.filter("percent", wording.percent)
register.filter("long_date", wording.long_date)


@register.simple_tag
def date_span(start, end):
    """Return "3–5 Maret 2026"."""
    return wording.date_span(start, end)


@register.simple_tag(takes_context=True)
def query_with(context, **changes):
    """Return the current query string with some parameters changed; None removes one."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = value
    return f"?{query.urlencode()}"
