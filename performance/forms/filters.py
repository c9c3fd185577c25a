"""Search and filters of the list of angkatan."""

from django import forms

from organization.forms.spoken import PlainForm

STATES = (
    ("", "Semua yang diukur"),
    ("missing", "Belum lengkap"),
    ("complete", "Lengkap"),
    ("none", "Belum memilih indikator"),
)


class SessionFilter(PlainForm):
    """What the list of angkatan shows."""

    q = forms.CharField(label="Cari program atau kode", required=False, max_length=100)
    year = forms.TypedChoiceField(label="Tahun", required=False, coerce=int, empty_value=None)
    state = forms.ChoiceField(label="Keadaan", required=False, choices=STATES)

    def __init__(self, *args, years, **options):
        super().__init__(*args, **options)
        self.fields["year"].choices = [("", "Semua"), *((year, year) for year in years)]
