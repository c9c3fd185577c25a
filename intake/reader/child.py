"""The child that opens a workbook, with little memory and time. Imports nothing of the project.

Started as ``python -I -S child.py SITE_PACKAGES LIMITS_JSON first|all`` with the file on standard
input; answers with one JSON object: {"sheet", "rows": [[number, cells], …], "notes"} of the first
sheet that holds something, {"sheets": [that, …]} of all, or {"error": code}.
"""

from __future__ import annotations

import io
import itertools
import json
import re
import resource
import sys
import zipfile
import zlib
from collections.abc import Iterator

CHUNK = 1024 * 1024  # bytes
LOCAL_HEADER = 30  # bytes before the name in a zip's local header
LONGEST_CELL = 32_767  # characters, Excel's own limit
FORBIDDEN = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
FORMULA = re.compile(rb"<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>([^<]{0,200}))")
CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=\"([A-Z]{1,3})([0-9]{1,7})\"")
SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")


class Refused(Exception):  # noqa: N818 - an outcome
    """A code that the parent turns into a sentence."""


def limit_resources(limits: dict) -> None:
    """Bound this process: address space, CPU time, no core file."""
    resource.setrlimit(resource.RLIMIT_AS, (limits["memory_bytes"],) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (limits["cpu_seconds"], limits["cpu_seconds"] + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def unpack_entry(data: bytes, entry: zipfile.ZipInfo, allowance: int) -> bytes:
    """Inflate for real, whatever the headers say, at most ``allowance`` bytes."""
    start = entry.header_offset
    header = data[start : start + LOCAL_HEADER]
    if len(header) < LOCAL_HEADER or header[:4] != b"PK\x03\x04":
        raise Refused("damaged")
    start += LOCAL_HEADER + int.from_bytes(header[26:28], "little")
    start += int.from_bytes(header[28:30], "little")
    packed = data[start : start + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_STORED:
        return packed
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        raise Refused("damaged")
    inflater = zlib.decompressobj(-15)
    found = inflater.decompress(packed, allowance + 1)
    if len(found) > allowance or inflater.unconsumed_tail:
        raise Refused("large")
    return found


def unpack(data: bytes, limits: dict) -> dict[str, bytes]:
    """Return the XML parts, having inflated every entry within the total allowance."""
    parts, left = {}, limits["unpacked_bytes"]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for entry in archive.infolist():
            content = unpack_entry(data, entry, left)
            left -= len(content)
            if left < 0:
                raise Refused("large")
            if entry.filename.endswith((".xml", ".rels")):
                check_markup(content)
                if entry.filename.startswith(("xl/w", "xl/_rels/")):
                    parts[entry.filename] = content
    return parts


def check_markup(content: bytes) -> None:
    """Refuse document types, entities, and encodings in which they could hide."""
    if FORBIDDEN.search(content) or b"\x00" in content[:200]:
        raise Refused("entities")


def attribute(name: bytes, tag: bytes) -> str:
    """Return an attribute of a tag, or "" if it is not there."""
    found = re.search(rb"\b" + name + rb"\s*=\s*\"([^\"]*)\"", tag)
    return found[1].decode("utf-8", "replace") if found else ""


def sheet_part(parts: dict[str, bytes], position: int) -> bytes:
    """Return the XML of the sheet at this position of the workbook."""
    sheets = SHEET.findall(parts.get("xl/workbook.xml", b""))
    if position >= len(sheets):
        return b""
    wanted = attribute(rb"(?:\w+:)id", sheets[position])
    for relation in RELATION.findall(parts.get("xl/_rels/workbook.xml.rels", b"")):
        if attribute(b"Id", relation) == wanted:
            target = attribute(b"Target", relation)
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            return parts.get(path, b"")
    return b""


def formulas(content: bytes) -> dict[tuple[int, int], str]:
    """Return (row, column) → text of every formula; refuse one without an address."""
    found = {}
    for match in FORMULA.finditer(content):
        before = content[max(0, match.start() - 400) : match.start()]
        start = max(before.rfind(b"<c "), before.rfind(b":c "))
        cell = CELL.match(before[before.rfind(b"<", 0, start + 1) :]) if start >= 0 else None
        if cell is None:
            raise Refused("formulas")
        text = unescape((match[1] or b"").decode("utf-8", "replace"))
        found[int(cell[2]), column_number(cell[1])] = f"={text}" if text else ""
    return found


def unescape(text: str) -> str:
    """Return the text of an XML element."""
    for entity, letter in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(entity, letter)
    return text


def column_number(letters: bytes) -> int:
    """Return 0 for A, 26 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def plain(cell: object) -> object:
    """Return a cell as JSON knows it, dates tagged."""
    if isinstance(cell, str):
        if len(cell) > LONGEST_CELL:
            raise Refused("cell")
        return cell
    if isinstance(cell, bool | float):
        return cell
    if isinstance(cell, int):
        return float(cell)
    if hasattr(cell, "hour") and hasattr(cell, "year"):
        return {"t": cell.isoformat()}
    return {"d": cell.isoformat()} if hasattr(cell, "year") else str(cell)


def filled(row: list) -> int:
    """Return how many cells count: up to the last one that is not blank."""
    for position in range(len(row), 0, -1):
        cell = row[position - 1]
        if cell != "" and not (isinstance(cell, str) and not cell.strip()):
            return position
    return 0


def read_sheet(sheet: object, limits: dict) -> tuple[list, list]:
    """Return the numbered rows of a sheet and notes; the table ends after many empty rows."""
    if sheet.start is None:
        return [], []
    rows, empty, budget = [], 0, limits["output_bytes"]
    for number, row in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        width = filled(row)
        empty = 0 if width else empty + 1
        if empty >= limits["empty_rows"] and rows:
            return rows, ([str(number)] if sheet.end[0] + 1 > number else [])
        if not width:
            continue
        if width > limits["columns"]:
            raise Refused("columns")
        if len(rows) > limits["rows_workbook"] + limits["empty_rows"]:
            raise Refused("rows")
        cells = [plain(cell) for cell in row[:width]]
        budget -= sum(len(cell) if isinstance(cell, str) else 8 for cell in cells)
        if budget < 0:
            raise Refused("large")
        rows.append([number, cells])
    return rows, []


def read_visible(data: bytes, limits: dict) -> Iterator[dict]:
    """Yield the visible sheets that hold something."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum, load_workbook  # noqa: PLC0415

    parts = unpack(data, limits)
    workbook = load_workbook(io.BytesIO(data))
    for position, about in enumerate(workbook.sheets_metadata):
        if about.visible != SheetVisibleEnum.Visible or about.typ != SheetTypeEnum.WorkSheet:
            continue
        rows, notes = read_sheet(workbook.get_sheet_by_index(position), limits)
        if rows:
            mark_formulas(rows, formulas(sheet_part(parts, position)))
            yield {"sheet": about.name, "rows": rows, "notes": notes}


def read(data: bytes, limits: dict, which: str) -> dict:
    """Return the first visible sheet that holds something, or all of them, not too many."""
    sheets = read_visible(data, limits)
    found = list(itertools.islice(sheets, limits["sheets"] + 1 if which == "all" else 1))
    if not found:
        raise Refused("empty")
    if len(found) > limits["sheets"]:
        raise Refused("sheets")
    return {"sheets": found} if which == "all" else found[0]


def mark_formulas(rows: list, found: dict[tuple[int, int], str]) -> None:
    """Put the formula in place of its last result."""
    if not found:
        return
    for number, cells in rows:
        for position in range(len(cells)):
            if (number, position) in found:
                cells[position] = {"f": found[number, position]}


def main() -> int:
    """Answer on standard output."""
    limits = json.loads(sys.argv[2])
    sys.path.append(sys.argv[1])
    limit_resources(limits)
    try:
        answer = read(sys.stdin.buffer.read(), limits, sys.argv[3])
    except Refused as refusal:
        answer = {"error": str(refusal)}
    except MemoryError:
        answer = {"error": "memory"}
    except Exception as error:  # whatever a hostile file provokes
        answer = {"error": "memory" if "memory" in str(error).lower() else "damaged"}
    sys.stdout.write(json.dumps(answer))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
