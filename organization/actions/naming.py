"""Reading names as offices write them: units, people with titles, grades, head posts."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable

from organization.choices import PPPK_GRADES, RANKS
from organization.models import Placement, Region, Unit, UnitAlias

PREFIXES = {  # first words that offices shorten
    "kec": "kecamatan",
    "kantor kecamatan": "kecamatan",
    "kantor camat": "kecamatan",
    "kel": "kelurahan",
    "kantor kelurahan": "kelurahan",
    "kantor lurah": "kelurahan",
    "puskes": "puskesmas",
    "uptd puskesmas": "puskesmas",
    "upt puskesmas": "puskesmas",
    "sd negeri": "sdn",
    "smp negeri": "smpn",
    "uptd sdn": "sdn",
    "uptd smpn": "smpn",
}
FRONT_TITLES = frozenset(
    [
        "dr",
        "drg",
        "drh",
        "drs",
        "dra",
        "ir",
        "prof",
        "h",
        "hj",
        "kh",
        "ns",
        "apt",
        "tgk",
        "nyai",
        "ustadz",
        "drs.h",
    ]
)
DEGREE = re.compile(
    r"^(?:[SMAD]\.\s?[A-Z][\w.]*|A\.?Md\.?[\w.]*|Ph\.?D\.?|Sp\.[\w.]+|Ners?\.?|Apt\.?|"
    r"S(?:E|H|T|P|S|IP|KM|TP|Kom|Pd|Sos|Ked|Kep|Ag|Si|STP|Psi|Farm|Hum)|"
    r"M(?:M|T|H|AP|Si|Pd|Kes|Kom|Ag|Sos|Hum|Ikom|PA))\.?,?$"
)


class GradeError(ValueError):
    """Why a text is no golongan, as a sentence for the screen."""


def plain_name(text: str) -> str:
    """Fold case, accents, punctuation and spaces: "Kel. Rawa  Buntu" → "kel rawa buntu"."""
    folded = unicodedata.normalize("NFKD", text.replace("&", " dan ")).casefold()
    kept = "".join(c for c in folded if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", kept))


def _unit_key(text: str) -> str:
    plain = plain_name(text)
    for short, full in PREFIXES.items():
        if plain.startswith(f"{short} "):
            return f"{full}{plain[len(short) :]}"
    return plain


def match_units(region: Region, names: Iterable[str]) -> dict[str, Unit | None]:
    """Find the units that a file means: by name, alias or "unit, unit above"; two queries.

    A name that two units of the region share matches neither: write the unit above as well.
    Merged units lead to the one that replaced them.
    """
    wanted = set(names)
    units = {unit.pk: unit for unit in Unit.objects.filter(region=region)}
    found: dict[str, set[int]] = defaultdict(set)
    for alias in UnitAlias.objects.filter(region=region):
        found[_unit_key(alias.name)].add(alias.unit_id)
    for unit in units.values():
        for key in _keys_of(unit, units):
            found[key].add(unit.pk)
    return {name: _only(found.get(_unit_key(name), set()), units) for name in wanted}


def _keys_of(unit: Unit, units: dict[int, Unit]) -> Iterable[str]:
    yield _unit_key(unit.name)
    above = units.get(unit.parent_id or 0)
    if above is not None:
        yield _unit_key(f"{unit.name} {above.name}")
        yield _unit_key(f"{above.name} {unit.name}")


def _only(ids: set[int], units: dict[int, Unit]) -> Unit | None:
    living = {_successor(units[pk], units).pk for pk in ids if pk in units}
    return units[living.pop()] if len(living) == 1 else None


def _successor(unit: Unit, units: dict[int, Unit]) -> Unit:
    while unit.replaced_by_id in units:
        unit = units[unit.replaced_by_id]
    return unit


def split_name(text: str) -> tuple[str, str, str]:
    """Split "Dr. Siti Aminah, S.Sos., M.Si." into title before, name, title after."""
    first, _comma, after = (" ".join(text.split())).partition(",")
    words = first.split()
    before = []
    while len(words) > 1 and words[0].casefold().strip(".") in FRONT_TITLES:
        before.append(words.pop(0))
    behind = [part.strip() for part in after.split(",") if part.strip()]
    while len(words) > 1 and DEGREE.match(words[-1]):
        behind.insert(0, words.pop())
    return " ".join(before), " ".join(words), ", ".join(behind)


def parse_grade(text: str, kind: str) -> str:
    """Read a golongan as the key that names its system: "PNS:III/d" or "PPPK:IX"; "" stays ""."""
    text = text.strip().removeprefix(f"{kind}:")
    if not text or text == "-":
        return ""
    if kind == "PNS":
        found = re.search(r"\b(IV|III|II|I)\s*[/.\- ]?\s*([a-e])\b(?!.*\b[IV]+\s*/)", text, re.I)
        key = f"{found[1].upper()}/{found[2].lower()}" if found else ""
        if key not in RANKS:
            raise GradeError("Golongan PNS ditulis seperti III/d (I/a sampai IV/e).")
        return f"PNS:{key}"
    found = re.fullmatch(r"(?:gol(?:ongan|\.)?\s*)?([IVX]+)", text, re.I)
    if found is None or found[1].upper() not in PPPK_GRADES:
        raise GradeError("Golongan PPPK ditulis I sampai XVII, tanpa huruf ruang.")
    return f"PPPK:{found[1].upper()}"


HEADS = {  # kind of unit -> how its head is called
    "kecamatan": ("camat",),
    "kelurahan": ("lurah",),
    "inspektorat": ("inspektur",),
    "rsud": ("direktur",),
    "sekretariat": ("sekretaris", "sekcam", "seklur"),
    "sekolah": ("kepala sekolah", "kepala sd", "kepala smp", "kepala tk", "kepala uptd"),
    "puskesmas": ("kepala puskesmas", "kepala uptd", "kepala upt"),
    "satuan": ("kepala satuan", "kepala satpol", "kasatpol"),
    "seksi": ("kepala seksi", "kasi"),
    "bidang": ("kepala bidang", "kabid"),
    "bagian": ("kepala bagian", "kabag"),
    "subbagian": ("kepala subbagian", "kepala sub bagian", "kasubbag"),
    "dinas": ("kepala dinas", "kadis"),
    "badan": ("kepala badan", "kaban", "kepala pelaksana"),
}
NOT_HEADS = ("sekretaris pribadi",)


def post_kind(position: str) -> str:
    """Tell definitif, Plt and Plh from how the post is written."""
    first = plain_name(position).partition(" ")[0]
    kinds = {"plt": Placement.Kind.ACTING, "plh": Placement.Kind.DAILY}
    return kinds.get(first, Placement.Kind.DEFINITIVE)


def is_head_post(position: str, unit: Unit) -> bool:
    """Tell whether the post, as written, leads this very unit ("Kepala Bidang" of a dinas: no)."""
    plain = re.sub(r"^(plt|plh|pj|pjs) ", "", plain_name(position))
    if plain in {"kepala", f"kepala {plain_name(unit.name)}"}:
        return True
    kind = unit.kind.casefold()
    titles = HEADS.get(kind, (f"kepala {kind}",) if kind else ())
    return plain.startswith(titles) and not plain.startswith(NOT_HEADS) if titles else False
