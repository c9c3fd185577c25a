"""The words of XLSForm: columns and their aliases, types of questions, commands.

The lists follow pyxform's own (aliases.py, question_type_dictionary.py); the tests hold them
against it.
"""

from __future__ import annotations

import re

ALIASES = {  # column as written, in snake case → our name for it
    "caption": "label",
    "command": "type",
    "tag": "name",
    "value": "name",
    "relevance": "relevant",
    "bind::relevant": "relevant",
    "bind::required": "required",
    "bind::constraint": "constraint",
    "bind::calculate": "calculation",
    "calculate": "calculation",
    "bind::readonly": "read_only",
    "readonly": "read_only",
    "control::appearance": "appearance",
    "body::appearance": "appearance",
    "bind::jr:constraintmsg": "constraint_message",
    "bind:jr:constraintmsg": "constraint_message",
    "constraining_message": "constraint_message",
    "bind::jr:requiredmsg": "required_message",
    "bind:jr:requiredmsg": "required_message",
    "requiredmsg": "required_message",
    "media::image": "image",
    "media::big-image": "big-image",
    "media::audio": "audio",
    "media::video": "video",
    "control::jr:count": "repeat_count",
    "body::jr:count": "repeat_count",
    "jr:count": "repeat_count",
    "count": "repeat_count",
    "list": "list_name",
}
SETTINGS_ALIASES = {
    "form_title": "title",
    "set_form_title": "title",
    "form_id": "id_string",
    "set_form_id": "id_string",
}
TRANSLATED = {  # columns that a language may follow
    "label",
    "hint",
    "guidance_hint",
    "constraint_message",
    "required_message",
    "image",
    "big-image",
    "audio",
    "video",
}
SINGLE, MULTIPLE, UNCARRIED = "single", "multiple", "uncarried"
SELECTS = {  # command of a type → how it is answered
    "add select one prompt using": SINGLE,
    "select one from": SINGLE,
    "select one": SINGLE,
    "select_one": SINGLE,
    "select1": SINGLE,
    "add select multiple prompt using": MULTIPLE,
    "select all that apply from": MULTIPLE,
    "select all that apply": MULTIPLE,
    "select_multiple": MULTIPLE,
    "select_one_from_file": UNCARRIED,
    "select one from file": UNCARRIED,
    "select_multiple_from_file": UNCARRIED,
    "select multiple from file": UNCARRIED,
    "select_one_external": UNCARRIED,
    "rank": UNCARRIED,
}
_commands = "|".join(sorted(map(re.escape, SELECTS), key=len, reverse=True))
SELECT = re.compile(
    rf"(?P<command>{_commands}) (?P<list>\S+)(?P<other> (?:or specify other|or_other|or other))?"
)
BEGIN_OR_END = re.compile(
    r"(?P<edge>begin|end)[\s_](?P<what>group|repeat|loop|lgroup|looped group)(?: .*)?"
)
TEXT, WHOLE, DECIMAL, DATE, NOTE, RANGE = "text", "whole", "decimal", "date", "note", "range"
PERCENTAGE = "percentage"
TYPES = {  # type → how it is read
    "text": TEXT,
    "string": TEXT,
    "q string": TEXT,
    "add text prompt": TEXT,
    "integer": WHOLE,
    "int": WHOLE,
    "q int": WHOLE,
    "add integer prompt": WHOLE,
    "decimal": DECIMAL,
    "q decimal": DECIMAL,
    "add decimal prompt": DECIMAL,
    "percentage": PERCENTAGE,
    "date": DATE,
    "q date": DATE,
    "add date prompt": DATE,
    "note": NOTE,
    "q note": NOTE,
    "add note prompt": NOTE,
    "range": RANGE,
}
FILES = "Berkas, gambar, dan suara tidak dikumpulkan di sini."
PLACES = "Lokasi tidak dikumpulkan di sini."
DEVICE = "Data perangkat dan waktu pengisian tidak dikumpulkan: jawaban dijanjikan kerahasiaannya."
COMPUTED = "Hitungan dan nilai tersembunyi tidak dibawa; aplikasi menghitung sendiri hasilnya."
CLOCK = "Jam dan waktu belum menjadi jenis pertanyaan di sini; pakailah tanggal atau isian."
LEFT_OUT = {  # types that XLSForm knows and we do not carry → why
    **dict.fromkeys(
        (
            *("image", "photo", "q picture", "q image", "add image prompt", "add photo prompt"),
            *("audio", "q audio", "add audio prompt", "background-audio"),
            *("video", "q video", "add video prompt", "file", "add file prompt"),
        ),
        FILES,
    ),
    **dict.fromkeys(
        (
            *("geopoint", "q geopoint", "gps", "location", "q location", "add location prompt"),
            *("geotrace", "q geotrace", "geoshape", "q geoshape", "osm"),
            *("start-geopoint", "background-geopoint"),
        ),
        PLACES,
    ),
    **dict.fromkeys(
        (
            *("start", "start time", "get start time", "end", "end time", "get end time"),
            *("today", "get today", "audit", "username", "uri:username", "email", "uri:email"),
            *("deviceid", "device id", "get device id", "imei", "uri:deviceid"),
            *("subscriberid", "subscriber id", "get subscriber id", "uri:subscriberid"),
            *("simserial", "sim id", "get sim id", "uri:simserial"),
            *("phonenumber", "phone number", "get phone number", "uri:phonenumber"),
        ),
        DEVICE,
    ),
    **dict.fromkeys(
        ("calculate", "q calculate", "add calculate prompt", "hidden", "trigger"), COMPUTED
    ),
    **dict.fromkeys(
        (
            *("time", "datetime", "date time", "q date time", "q datetime"),
            *("add date time prompt", "add datetime prompt"),
        ),
        CLOCK,
    ),
    **dict.fromkeys(
        ("acknowledge", "q acknowledge", "add acknowledge prompt"),
        "Tanda baca (acknowledge) belum menjadi jenis pertanyaan di sini.",
    ),
    **dict.fromkeys(
        ("barcode", "q barcode", "add barcode prompt"), "Kode batang tidak dipindai di sini."
    ),
    **dict.fromkeys(("csv-external", "xml-external"), "Daftar dari berkas lain tidak dibawa."),
}
KEPT_IN_SECTION = {"field-list"}  # appearances that say what a section is anyway
MATRIX = {"table-list", "list-nolabel", "label"}
IGNORED_SHEETS = {"external_choices", "osm", "entities", "include", "cascades"}


def column_of(heading: str) -> str:
    """Return our name of a column of the sheets survey and choices, a language kept behind it."""
    delimiter = "::" if "::" in heading else ":"
    parts = [part.strip() for part in heading.split(delimiter)]
    snake = _snake(heading)
    if snake in ALIASES or len(parts) == 1:
        return ALIASES.get(snake, snake)
    whole = "::".join(_snake(part) for part in parts)
    if whole in ALIASES:
        return ALIASES[whole]
    if len(parts) == 3 and parts[0].casefold() == "media":  # media::image::English
        parts = parts[1:]
    head = ALIASES.get(_snake(parts[0]), _snake(parts[0]))
    return "::".join([head, *parts[1:]]) if head in TRANSLATED else "::".join(parts)


def setting_of(heading: str) -> str:
    """Return our name of a column of the sheet settings."""
    snake = _snake(heading)
    return SETTINGS_ALIASES.get(snake, snake)


def _snake(text: str) -> str:
    return "_".join(text.split()).lower()
