"""Files as people and attackers make them; everything is generated, nothing is kept."""

import io
import struct
import zipfile
import zlib

import xlsxwriter

CONTENT_TYPES = (
    b'<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package'
    b'/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default '
    b'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    b'<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-office'
    b'document.spreadsheetml.sheet.main+xml"/></Types>'
)
ROOT_RELS = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    b'relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/office'
    b'Document/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
WORKBOOK = (
    b'<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/'
    b'main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
    b'<sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
WORKBOOK_RELS = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    b'relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/office'
    b'Document/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship '
    b'Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    b'sharedStrings" Target="sharedStrings.xml"/></Relationships>'
)
SHEET_START = (
    b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/'
    b'main"><sheetData>'
)
SHEET_END = b"</sheetData></worksheet>"


def workbook(rows, *, sheet="Peserta"):
    """Return an .xlsx; texts stay text, numbers numbers, "=…" under the key f a formula."""
    return workbook_of({sheet: rows})


def workbook_of(sheets, hidden=()):
    """Return an .xlsx of {sheet: rows}."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for name, rows in sheets.items():
        page = book.add_worksheet(name)
        for at, row in enumerate(rows):
            _write(page, at, row, day)
        if name in hidden:
            page.hide()
    book.close()
    return target.getvalue()


def _write(page, at, row, day):
    for column, cell in enumerate(row):
        if isinstance(cell, dict):
            page.write_formula(at, column, cell["f"], None, cell.get("value", 0))
        elif hasattr(cell, "year"):
            page.write_datetime(at, column, cell, day)
        elif isinstance(cell, bool):
            page.write_boolean(at, column, cell)
        elif isinstance(cell, int | float):
            page.write_number(at, column, cell)
        elif cell is not None:
            page.write_string(at, column, cell)


def raw_workbook(sheet, *, strings=b"", extra=None, workbook_xml=WORKBOOK):
    """Return an .xlsx with this XML as its only sheet."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr("_rels/.rels", ROOT_RELS)
        archive.writestr("xl/workbook.xml", workbook_xml)
        archive.writestr("xl/_rels/workbook.xml.rels", WORKBOOK_RELS)
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
        if strings:
            archive.writestr("xl/sharedStrings.xml", strings)
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
    return target.getvalue()


def cell(address, text):
    """Return the XML of an inline text."""
    return f'<c r="{address}" t="inlineStr"><is><t>{text}</t></is></c>'.encode()


def corner_bomb():
    """Return a 1 KB file with two cells: A1 and the farthest that Excel has."""
    first = b'<row r="1">' + cell("A1", "nip") + b"</row>"
    last = b'<row r="1048576">' + cell("XFD1048576", "x") + b"</row>"
    return raw_workbook(SHEET_START + first + last + SHEET_END)


def ghost_rows():
    """Return a file with two rows and a million empty ones that Excel keeps for their format."""
    table = b'<row r="1">' + cell("A1", "nip") + cell("B1", "nama") + b"</row>"
    table += b'<row r="2">' + cell("A2", "1") + cell("B2", "Siti") + b"</row>"
    ghosts = b"".join(b'<row r="%d" s="1"/>' % number for number in range(3, 1_048_577))
    return raw_workbook(SHEET_START + table + ghosts + SHEET_END)


def shared_strings_bomb(megabytes):
    """Return a file whose shared strings unpack to many megabytes of one letter."""
    sheet = SHEET_START + b'<row r="1"><c r="A1" t="s"><v>0</v></c></row>' + SHEET_END
    target = io.BytesIO(raw_workbook(sheet))
    with (
        zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/sharedStrings.xml", "w") as strings,  # piecewise: tests watch the memory
    ):
        strings.write(b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">')
        strings.write(b"<si><t>")
        for _ in range(megabytes):
            strings.write(b"a" * (1024 * 1024))
        strings.write(b"</t></si></sst>")
    return target.getvalue()


def many_references(count):
    """Return a file in which many cells repeat one long shared string."""
    strings = b'<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/'
    strings += b'2006/main"><si><t>' + b"panjang " * 3000 + b"</t></si></sst>"
    rows = b"".join(
        b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(1, count + 1)
    )
    return raw_workbook(SHEET_START + rows + SHEET_END, strings=strings)


def entity_bomb():
    """Return a "billion laughs" workbook."""
    laughs = b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
    )
    sheet = laughs + b"]><worksheet><sheetData><row><c><v>&j;</v></c></row></sheetData></worksheet>"
    return raw_workbook(sheet)


def forged_size(megabytes):
    """Return a workbook whose headers declare a harmless size for a sheet that is huge."""
    padding = b" " * (megabytes * 1024 * 1024)
    data = bytearray(raw_workbook(SHEET_START + padding + SHEET_END))
    declared = struct.pack("<I", 2000)
    name = b"xl/worksheets/sheet1.xml"
    local = data.find(name)
    data[local - 8 : local - 4] = declared  # file size in the local header
    central = data.find(name, local + len(name))
    data[central - 22 : central - 18] = declared  # and in the table of contents
    crc = struct.pack("<I", zlib.crc32((SHEET_START + padding)[:2000]))
    data[local - 16 : local - 12] = data[central - 30 : central - 26] = crc
    return bytes(data)
