"""Forms of performance: filters, values by hand, the choice of indicators."""

from performance.forms.choosing import IndicatorForm
from performance.forms.entering import EntryForm
from performance.forms.filters import SessionFilter

__all__ = ["EntryForm", "IndicatorForm", "SessionFilter"]
