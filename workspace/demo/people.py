"""Units, employees and placements of the demo."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from organization.actions import Move, NewPerson, placement_for, register_employees
from organization.models import Placement, Region, Unit
from workspace.demo.names import Namer

HEADS = {
    "dinas": "Kepala Dinas",
    "badan": "Kepala Badan",
    "inspektorat": "Inspektur",
    "satuan": "Kepala Satuan",
    "kecamatan": "Camat",
    "kelurahan": "Lurah",
    "sekolah": "Kepala Sekolah",
    "puskesmas": "Kepala Puskesmas",
    "rsud": "Direktur",
    "seksi": "Kepala Seksi",
    "sekretariat": "Sekretaris",
}
POSTS = {  # by group of the unit: post, kind of post
    "office": (
        ("Analis Kebijakan Ahli Muda", "fungsional"),
        ("Pranata Komputer Ahli Pertama", "fungsional"),
        ("Arsiparis Terampil", "fungsional"),
        ("Pengolah Data dan Informasi", "pelaksana"),
        ("Pengadministrasi Perkantoran", "pelaksana"),
        ("Penata Layanan Operasional", "pelaksana"),
        ("Kepala Bidang", "administrator"),
        ("Kepala Subbagian Umum", "pengawas"),
    ),
    "district": (
        ("Pengelola Layanan Operasional", "pelaksana"),
        ("Pengadministrasi Perkantoran", "pelaksana"),
        ("Penata Kelola Pemerintahan", "pelaksana"),
        ("Kepala Seksi Pelayanan", "pengawas"),
    ),
    "school": (
        ("Guru Ahli Pertama", "fungsional"),
        ("Guru Ahli Muda", "fungsional"),
        ("Guru Ahli Madya", "fungsional"),
    ),
    "health": (
        ("Perawat Terampil", "fungsional"),
        ("Perawat Ahli Pertama", "fungsional"),
        ("Bidan Terampil", "fungsional"),
        ("Dokter Ahli Pertama", "fungsional"),
    ),
}
DEMO_UNITS = {  # region -> the OPD above, kind, group, names
    "36.74": (
        (
            "Dinas Pendidikan dan Kebudayaan",
            "sekolah",
            "school",
            ("SDN Contoh 01", "SDN Contoh 02", "SMPN Contoh 01", "SMPN Contoh 02"),
        ),
        (
            "Dinas Kesehatan",
            "puskesmas",
            "health",
            ("Puskesmas Contoh Utara", "Puskesmas Contoh Selatan", "Puskesmas Contoh Timur"),
        ),
    ),
    "12.75": (
        ("Dinas Pendidikan", "sekolah", "school", ("SDN Contoh 03", "SMPN Contoh 03")),
        ("Dinas Kesehatan", "puskesmas", "health", ("Puskesmas Contoh Kota",)),
    ),
}
STAFF = {  # region -> group -> people in a unit besides its head
    "36.74": {"office": 7, "district": 2, "school": 15, "health": 13},
    "12.75": {"office": 6, "district": 2, "school": 12, "health": 12},
    "33.74.08": {"office": 4, "district": 4, "school": 0, "health": 0},
}
EXTRA = {  # the counters that most programmes draw from
    "Dinas Kependudukan dan Pencatatan Sipil": 14,
    "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu": 10,
    "Dinas Komunikasi dan Informatika": 8,
    "Dinas Sumber Daya Air, Bina Marga, dan Bina Konstruksi": 12,
    "Dinas Cipta Karya dan Tata Ruang": 10,
    "Dinas Perumahan, Kawasan Permukiman, dan Pertanahan": 8,
}
ACTING = {"36.74": ("Dinas Pariwisata", "Dinas Pemuda dan Olahraga"), "12.75": None}
PPPK_SHARE = {"office": 0.3, "district": 0.35, "school": 0.55, "health": 0.5}
PNS_GRADES = ("II/c", "II/d", "III/a", "III/b", "III/c", "III/d")
HEAD_GRADES = {"jpt": "IV/c", "administrator": "IV/a", "pengawas": "III/d", "fungsional": "IV/a"}


@dataclass
class Crowd:
    """The people of one region, by the group of their unit."""

    region: Region
    placements: list[Placement] = field(default_factory=list)  # with unit and employee

    def of_groups(self, groups: tuple[str, ...], units: tuple[str, ...] = ()) -> list[Placement]:
        """Return those who work in units of the groups, or in units whose name begins so."""
        return [
            placement
            for placement in self.placements
            if placement.unit.group in groups or (units and placement.unit.name.startswith(units))
        ]


class Numbers:
    """Makes valid NIP and NI PPPK that are not used twice."""

    def __init__(self, rng: Random) -> None:
        """Start without any."""
        self.rng = rng
        self.used: set[str] = set()

    def next(self, *, pppk: bool, senior: bool = False) -> str:
        """Return a number: born 1967 to 2000, appointed in adult years."""
        while True:
            born = date(1967, 3, 1) + timedelta(days=self.rng.randrange(4000 if senior else 12000))
            sex = self.rng.choice("12")
            serial = f"{self.rng.randrange(1, 15):03d}"
            if pppk:
                middle = f"{self.rng.randrange(2021, 2024)}21"
            else:
                year = min(born.year + self.rng.randrange(22, 29), 2025)
                middle = f"{year}{self.rng.randrange(1, 13):02d}"
            number = f"{born:%Y%m%d}{middle}{sex}{serial}"
            if number not in self.used:
                self.used.add(number)
                return number


def load_units(region: Region) -> None:
    """Make the demo's schools and puskesmas; all other units come with migrate."""
    for top, kind, group, names in DEMO_UNITS.get(region.code, ()):
        above = Unit.objects.get(region=region, parent=None, name=top)
        for name in names:
            unit = Unit.objects.create(
                region=region, parent=above, name=name, kind=kind, group=group, is_demo=True
            )
            unit.path = f"{above.path}{unit.pk}."
            unit.save(update_fields=["path"])


def load_people(region: Region, rng: Random, numbers: Numbers, namer: Namer) -> Crowd:
    """Give every unit of the region a head and staff."""
    people = []
    acting = ACTING.get(region.code)
    for unit in Unit.objects.filter(region=region).order_by("pk"):
        if not acting or unit.name != acting[0]:
            people.append(_head(unit, numbers, namer))
        count = STAFF[region.code][unit.group] + EXTRA.get(unit.name, 0)
        people += [_staff(unit, rng, numbers, namer) for _ in range(count)]
    placements = register_employees(region=region, people=people, is_demo=True)
    if acting:
        _appoint_acting(region, acting, placements)
    return Crowd(region, placements)


def _head(unit: Unit, numbers: Numbers, namer: Namer) -> NewPerson:
    post = HEADS.get(unit.kind.casefold(), "Kepala")
    if unit.name == "Sekretariat Daerah":
        post = "Sekretaris Daerah"
    kind = "pengawas"
    if unit.parent_id is None:
        kind = "administrator" if unit.group == "district" else "jpt"
    elif unit.group in {"school", "health"}:
        kind = "fungsional"
    return NewPerson(
        nip=numbers.next(pppk=False, senior=True),
        name=namer.next(unit.group),
        unit=unit,
        position=post,
        position_kind=kind,
        grade=HEAD_GRADES[kind],
        starts_on=date(2024, 1, 2),
    )


def _staff(unit: Unit, rng: Random, numbers: Numbers, namer: Namer) -> NewPerson:
    post, kind = rng.choice(POSTS[unit.group])
    pppk = kind in {"fungsional", "pelaksana"} and rng.random() < PPPK_SHARE[unit.group]
    number = numbers.next(pppk=pppk)
    return NewPerson(
        nip=number,
        name=namer.next(unit.group),
        unit=unit,
        position=post,
        position_kind=kind,
        grade=rng.choice(("V", "VII", "IX")) if pppk else rng.choice(PNS_GRADES),
        email=f"pegawai{len(numbers.used)}@contoh.invalid",
        phone=f"62800{len(numbers.used):07d}",
        starts_on=date(2024, 1, 2),
    )


def _appoint_acting(region: Region, acting: tuple[str, str], placements: list[Placement]) -> None:
    """Let the head of one OPD also lead another as Plt."""
    vacant, elsewhere = acting
    head = next(p for p in placements if p.is_head and p.unit.name == elsewhere)
    unit = Unit.objects.get(region=region, parent=None, name=vacant)
    move = Move(
        employee=head.employee,
        unit=unit,
        position="Plt. Kepala Dinas",
        position_kind="jpt",
        starts_on=date(2025, 2, 3),
    )
    placement_for(move).save()
