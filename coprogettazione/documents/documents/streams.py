# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables of any length for a spreadsheet: ODS and XLSX written a row at a time, in constant memory.

`sheets` makes what people read and fill in, and holds it all in memory; here only what data need is written, by
hand, since odfpy keeps the whole tree and openpyxl takes longer. Every cell is a text, a number or a
day, never a formula.
"""

import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import IO
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter

from coprogettazione.documents.documents.sheets import (
    CUT,
    FORMULA_STARTS,
    LONGEST,
    ODS,
    SHEET_NAME,
    UNPRINTABLE,
)

#: What a cell of data holds; None when it is empty.
Datum = str | int | Decimal | date | None
#: The rows of a sheet, headings included (XLSX; LibreOffice has as many).
MOST_ROWS = 1_048_576
#: Characters written at a time.
PIECE = 64 * 1024

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OOXML = "http://schemas.openxmlformats.org"
_SPREADSHEET = f'xmlns="{_OOXML}/spreadsheetml/2006/main"'
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XLSX_PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_OOXML}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_CONTENT_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_CONTENT_TYPE}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_CONTENT_TYPE}.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_OOXML}/package/2006/relationships"><Relationship Id="r1" '
        f'Type="{_OOXML}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>"
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_OOXML}/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{_OOXML}/officeDocument/2006/relationships/worksheet" '
        'Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{_OOXML}/officeDocument/2006/relationships/styles" '
        'Target="styles.xml"/></Relationships>'
    ),
    # Cells: 0 plain, 1 heading, 2 day, 3 money, 4 a text that must stay one also when somebody edits it.
    "xl/styles.xml": (
        f"<styleSheet {_SPREADSHEET}>"
        '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
        '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
        '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs>'
        '<cellXfs count="5"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="164" applyNumberFormat="1"/>'
        '<xf numFmtId="4" applyNumberFormat="1"/><xf quotePrefix="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ),
}
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_ODS_SPACES = " ".join(
    f'xmlns:{prefix}="{_OASIS}:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "table": "table",
        "text": "text",
        "style": "style",
        "number": "datastyle",
        "fo": "xsl-fo-compatible",
        "meta": "meta",
        "manifest": "manifest",
    }.items()
)
_ODS_STYLES = (
    '<office:automatic-styles><number:number-style style:name="euro"><number:number number:decimal-places="2" '
    'number:min-integer-digits="1" number:grouping="true"/></number:number-style>'
    '<style:style style:name="heading" style:family="table-cell"><style:text-properties fo:font-weight="bold"/>'
    '</style:style><style:style style:name="money" style:family="table-cell" style:data-style-name="euro"/>'
    "</office:automatic-styles>"
)
_DAY_ZERO = date(1899, 12, 30).toordinal()


class TooManyRows(ValueError):
    """A sheet cannot hold so many rows."""


def write_xlsx(out: IO[bytes], title: str, headers: Sequence[str], rows: Iterable[Sequence[Datum]]) -> None:
    """One table as an Office Open XML workbook with one sheet, its headings kept in sight.

    Raises TooManyRows; what was written then is of no use.
    """
    name = _sheet_name(title)
    # The library's own letters, once for each column.
    letters = [get_column_letter(number) for number in range(1, len(headers) + 1)]

    def line(number: int, row: Sequence[Datum]) -> str:
        cells = [
            _xlsx_cell(f"{at}{number}", value, number == 1) for at, value in zip(letters, row, strict=True)
        ]
        return f'<row r="{number}">{"".join(cells)}</row>'

    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        for part, content in _XLSX_PARTS.items():
            archive.writestr(part, _DECLARATION + content)
        archive.writestr(
            "xl/workbook.xml",
            f'{_DECLARATION}<workbook {_SPREADSHEET} xmlns:r="{_OOXML}/officeDocument/2006/relationships">'
            f'<sheets><sheet name="{_attribute(name)}" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        _write_part(
            archive,
            "xl/worksheets/sheet1.xml",
            f'{_DECLARATION}<worksheet {_SPREADSHEET}><sheetViews><sheetView workbookViewId="0">'
            '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
            f'<cols><col min="1" max="{len(headers)}" width="22" customWidth="1"/></cols><sheetData>',
            _lines(line, headers, rows),
            "</sheetData></worksheet>",
        )


def write_ods(out: IO[bytes], title: str, headers: Sequence[str], rows: Iterable[Sequence[Datum]]) -> None:
    """One table as an OpenDocument spreadsheet (the format that art. 68 CAD prefers) with one sheet.

    Raises TooManyRows; what was written then is of no use.
    """

    def line(number: int, row: Sequence[Datum]) -> str:
        cells = [_ods_cell(value, number == 1) for value in row]
        return f"<table:table-row>{''.join(cells)}</table:table-row>"

    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        # First and not compressed: so a file is recognised as an OpenDocument.
        archive.writestr("mimetype", ODS, compress_type=zipfile.ZIP_STORED)
        archive.writestr(
            "META-INF/manifest.xml",
            f'{_DECLARATION}<manifest:manifest {_ODS_SPACES} manifest:version="1.3">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS}"/>'
            '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
            '<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>'
            "</manifest:manifest>",
        )
        archive.writestr(
            "meta.xml",
            f'{_DECLARATION}<office:document-meta {_ODS_SPACES} xmlns:dc="http://purl.org/dc/elements/1.1/" '
            f'office:version="1.3"><office:meta><dc:title>{escape(_text(title))}</dc:title></office:meta>'
            "</office:document-meta>",
        )
        _write_part(
            archive,
            "content.xml",
            f'{_DECLARATION}<office:document-content {_ODS_SPACES} office:version="1.3">{_ODS_STYLES}'
            f'<office:body><office:spreadsheet><table:table table:name="{_attribute(_sheet_name(title))}">'
            f'<table:table-column table:number-columns-repeated="{len(headers)}"/>',
            _lines(line, headers, rows),
            "</table:table></office:spreadsheet></office:body></office:document-content>",
        )


def _lines(
    line: Callable[[int, Sequence[Datum]], str], headers: Sequence[str], rows: Iterable[Sequence[Datum]]
) -> Iterable[str]:
    yield line(1, headers)
    for number, row in enumerate(rows, start=2):
        if number > MOST_ROWS:
            raise TooManyRows(f"more than {MOST_ROWS} rows")
        yield line(number, row)


def _write_part(archive: zipfile.ZipFile, name: str, head: str, lines: Iterable[str], tail: str) -> None:
    with archive.open(name, "w", force_zip64=True) as part:
        waiting, size = [head], len(head)
        for line in lines:
            waiting.append(line)
            size += len(line)
            if size > PIECE:
                part.write("".join(waiting).encode())
                waiting, size = [], 0
        part.write("".join([*waiting, tail]).encode())


def _xlsx_cell(at: str, value: Datum, heading: bool) -> str:
    match value:
        case None | "":
            return ""
        case str():
            style = 1 if heading else 4 if value.startswith(FORMULA_STARTS) else 0
            said = escape(_text(value))
            return f'<c r="{at}" t="inlineStr" s="{style}"><is><t xml:space="preserve">{said}</t></is></c>'
        case Decimal():
            return f'<c r="{at}" s="3"><v>{value:f}</v></c>'
        case int():
            return f'<c r="{at}"><v>{value}</v></c>'
        case date():
            return f'<c r="{at}" s="2"><v>{value.toordinal() - _DAY_ZERO}</v></c>'


def _ods_cell(value: Datum, heading: bool) -> str:
    match value:
        case None | "":
            return "<table:table-cell/>"
        case str():
            style = ' table:style-name="heading"' if heading else ""
            said = "".join(f"<text:p>{escape(line)}</text:p>" for line in _text(value).split("\n"))
            return f'<table:table-cell office:value-type="string"{style}>{said}</table:table-cell>'
        case Decimal():
            said = format(value, "f")
            return (
                f'<table:table-cell office:value-type="float" office:value="{said}" table:style-name="money">'
                f"<text:p>{said}</text:p></table:table-cell>"
            )
        case int():
            return (
                f'<table:table-cell office:value-type="float" office:value="{value}">'
                f"<text:p>{value}</text:p></table:table-cell>"
            )
        case date():
            said = value.isoformat()
            return (
                f'<table:table-cell office:value-type="date" office:date-value="{said}">'
                f"<text:p>{said}</text:p></table:table-cell>"
            )


def _text(value: str) -> str:
    said = UNPRINTABLE.sub("\ufffd", value)
    return said if len(said) <= LONGEST else said[: LONGEST - len(CUT)] + CUT


def _sheet_name(title: str) -> str:
    return SHEET_NAME.sub(" ", title)[:31].strip() or "1"


def _attribute(words: str) -> str:
    return escape(_text(words), {'"': "&quot;"})
