"""Names that nobody bears: plants, skies and seas, with the titles that offices write."""

from __future__ import annotations

from random import Random

FIRST = """
Angsana Bahari Bakau Bayu Bintang Cakrawala Cemara Cendana Dahlia Damar Embun Fajar Gaharu
Gerimis Halimun Ilalang Jati Kabut Kamboja Kemuning Kenanga Kirana Lazuardi Lembayung
Mahoni Mega Melur Mentari Meranti Merbau Nilam Ombak Pinus Puspa Rembulan Rimba Rinai
Samudra Sekar Senja Seruni Telaga Teratai Tirta Trembesi Ulin Wijaya Wulan
""".split()  # noqa: SIM905 - read as a list of words
LAST = """
Andalas Arunika Buana Candra Dewangga Gemilang Giri Jenggala Khatulistiwa Lestari Mahakam
Malaka Merapi Nirmala Nusantara Paramita Pelangi Purnama Rinjani Sagara Semesta Tambora
Toba Wanajati Wilis
""".split()  # noqa: SIM905 - read as a list of words
TITLES = {
    "office": ("S.E.", "S.Sos.", "S.IP.", "S.AP.", "S.Kom.", "S.H.", "A.Md.", "S.E., M.Si.", ""),
    "district": ("S.IP.", "S.Sos.", "S.AP.", "S.STP.", "A.Md.", "", ""),
    "school": ("S.Pd.", "S.Pd.", "S.Pd., M.Pd.", "S.Ag."),
    "health": ("S.Kep., Ners", "A.Md.Kep.", "S.KM.", "A.Md.Keb."),
}
ONE_WORD = 0.08  # share of people whose whole name is one word
TITLE_BEFORE = {"health": ("dr.", 0.15), "office": ("Drs.", 0.04), "school": ("Drs.", 0.06)}


class Namer:
    """Gives each person a name; a full name returns only when all are used up."""

    def __init__(self, rng: Random) -> None:
        """Shuffle all pairs once."""
        self.rng = rng
        self.pairs = [f"{first} {last}" for first in FIRST for last in LAST]
        rng.shuffle(self.pairs)
        self.given = 0

    def next(self, group: str) -> str:
        """Return the next name with its titles: "dr. Embun Senja, S.KM."."""
        name = self.pairs[self.given % len(self.pairs)]
        self.given += 1
        if self.rng.random() < ONE_WORD:
            name = name.split()[0]
        title, share = TITLE_BEFORE.get(group, ("", 0))
        before = f"{title} " if self.rng.random() < share else ""
        after = self.rng.choice(TITLES[group])
        return f"{before}{name}, {after}" if after else f"{before}{name}"
