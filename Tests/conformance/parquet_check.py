#!/usr/bin/env python3
"""Do other readers of Parquet see in our files what we wrote?

    parquet_check.py FOLDER               check every name.parquet in FOLDER against name.csv and name.types.json
    parquet_check.py --foreign FOLDER     write files with pyarrow into FOLDER/foreign, for our reader to copy

Needs pyarrow, duckdb and polars. For every file and each of the three readers: types, required columns, row
counts, row groups, every value and every missing cell, statistics, and filters (which skip row groups by the
statistics) are compared. The last line is "N passed, N failed"; the exit status is 1 if anything differed or nothing
was found.

In the CSV every cell with a value stands in quotes and a missing cell is empty; dates are days and instants
microseconds since 1970-01-01T00:00:00Z.
"""
import json
import math
import struct
import sys
from pathlib import Path

import duckdb
import polars
import pyarrow
import pyarrow.compute
import pyarrow.dataset
import pyarrow.parquet

ARROW = {
    "text": pyarrow.string(), "double": pyarrow.float64(), "int64": pyarrow.int64(), "int32": pyarrow.int32(),
    "boolean": pyarrow.bool_(), "date": pyarrow.date32(), "timestampMicros": pyarrow.timestamp("us", tz="UTC"),
}
DUCKDB = {
    "text": "VARCHAR", "double": "DOUBLE", "int64": "BIGINT", "int32": "INTEGER", "boolean": "BOOLEAN", "date": "DATE",
    "timestampMicros": "TIMESTAMP WITH TIME ZONE",
}
POLARS = {
    "text": polars.String, "double": polars.Float64, "int64": polars.Int64, "int32": polars.Int32,
    "boolean": polars.Boolean, "date": polars.Date, "timestampMicros": polars.Datetime("us", "UTC"),
}
PHYSICAL = {
    "text": ("BYTE_ARRAY", "UTF8"), "double": ("DOUBLE", "NONE"), "int64": ("INT64", "INT_64"),
    "int32": ("INT32", "INT_32"), "boolean": ("BOOLEAN", "NONE"), "date": ("INT32", "DATE"),
    "timestampMicros": ("INT64", "TIMESTAMP_MICROS"),
}


def read_csv(path):
    """Rows of cells; None for a cell without quotes."""
    text = path.read_bytes().decode("utf-8")
    rows, row, position = [], [], 0
    while position < len(text):
        if text[position] == '"':
            parts = []
            position += 1
            while True:
                end = text.index('"', position)
                parts.append(text[position:end])
                position = end + 1
                if text[position] != '"':
                    break
                parts.append('"')
                position += 1
            row.append("".join(parts))
        else:
            row.append(None)
        if text[position] == "\n":
            rows.append(row)
            row = []
        position += 1
    return rows


def parse(cell, kind):
    """A cell of the CSV as a comparable value."""
    if cell is None:
        return None
    if kind == "text":
        return cell
    if kind == "double":
        return bits(float(cell))
    if kind == "boolean":
        return {"true": True, "false": False}[cell]
    return int(cell)


def bits(number):
    """A double as its bits, so that zeros have their sign; every NaN is the same."""
    if number is None:
        return None
    return "nan" if math.isnan(number) else struct.pack("<d", number)


class Case:
    """One file, and what it should hold."""

    def __init__(self, path):
        self.path = path
        stem = str(path)[: -len(".parquet")]
        facts = json.loads(Path(stem + ".types.json").read_text(encoding="utf-8"))
        self.columns = [(c["name"], c["type"], c["required"]) for c in facts["columns"]]
        self.row_groups = facts.get("rowGroups")
        self.metadata = facts.get("metadata", [])
        rows = read_csv(Path(stem + ".csv"))
        assert rows[0] == [name for name, _, _ in self.columns], "the CSV has other columns"
        self.count = len(rows) - 1
        self.values = [
            [parse(row[index], kind) for row in rows[1:]] for index, (_, kind, _) in enumerate(self.columns)
        ]
        self.problems = []

    def expect(self, found, wanted, what):
        if found != wanted:
            self.problems.append(f"{what}: found {shorten(found)}, wanted {shorten(wanted)}")

    def compare(self, index, found):
        name = self.columns[index][0]
        wanted = self.values[index]
        if len(found) != len(wanted):
            self.expect(len(found), len(wanted), f"rows of {name!r}")
        elif found != wanted:
            row = next(i for i, pair in enumerate(zip(found, wanted)) if pair[0] != pair[1])
            self.expect(found[row], wanted[row], f"{name!r} row {row}")

    def probes(self, index):
        """Some values to filter by, with the rows that have them."""
        wanted = [value for value in self.values[index] if value is not None]
        if self.columns[index][1] in ("double", "boolean"):
            return []
        chosen = [] if not wanted else [min(wanted), max(wanted), wanted[0], wanted[-1], wanted[len(wanted) // 2]]
        return [(value, wanted.count(value)) for value in dict.fromkeys(chosen)]


def shorten(value):
    text = repr(value)
    return text if len(text) < 120 else text[:117] + "..."


def check_pyarrow(case):
    with pyarrow.parquet.ParquetFile(case.path) as file:
        metadata = file.metadata
        case.expect(metadata.created_by, "Transect", "created_by")
        case.expect(metadata.num_rows, case.count, "rows")
        if case.row_groups is not None:
            groups = [metadata.row_group(g).num_rows for g in range(metadata.num_row_groups)]
            case.expect(groups, case.row_groups, "row groups")
        pairs = {k.decode(): v.decode() for k, v in (metadata.metadata or {}).items() if k != b"ARROW:schema"}
        case.expect(pairs, dict(case.metadata), "metadata")
        schema = file.schema_arrow
        case.expect(schema.names, [name for name, _, _ in case.columns], "columns")
        table = file.read()
        table.validate(full=True)
        for index, (name, kind, required) in enumerate(case.columns):
            field = schema.field(index)
            case.expect(field.type, ARROW[kind], f"type of {name!r}")
            case.expect(field.nullable, not required, f"{name!r} may have missing cells")
            column = file.schema.column(index)
            case.expect((column.physical_type, column.converted_type), PHYSICAL[kind], f"annotations of {name!r}")
            values = table.column(index)
            if kind in ("date", "timestampMicros"):
                values = values.cast(pyarrow.int32() if kind == "date" else pyarrow.int64())
            values = values.to_pylist()
            case.compare(index, [bits(v) for v in values] if kind == "double" else values)
        check_statistics(case, metadata)
    dataset = pyarrow.dataset.dataset(case.path)
    for index, (name, kind, _) in enumerate(case.columns):
        for value, count in case.probes(index):
            probe = pyarrow.scalar(value, pyarrow.int64() if kind == "timestampMicros" else
                                   pyarrow.int32() if kind == "date" else ARROW[kind]).cast(ARROW[kind])
            found = dataset.count_rows(filter=pyarrow.compute.field(name) == probe)
            case.expect(found, count, f"filter {name!r} = {shorten(value)}")


def check_statistics(case, metadata):
    start = 0
    for group in range(metadata.num_row_groups):
        row_group = metadata.row_group(group)
        end = start + row_group.num_rows
        for index, (name, kind, _) in enumerate(case.columns):
            cells = case.values[index][start:end]
            present = [c for c in cells if c is not None]
            statistics = row_group.column(index).statistics
            where = f"statistics of {name!r} in row group {group}"
            if statistics is None:
                case.expect(None, "some", where)
                continue
            case.expect(statistics.null_count, len(cells) - len(present), f"missing cells in {where}")
            if kind == "double":
                present = [struct.unpack("<d", c)[0] for c in present if c != "nan"]
            if statistics.has_min_max != bool(present):
                # A text that has nothing above it, or bounds that pyarrow does not show.
                if kind != "text":
                    case.expect(statistics.has_min_max, bool(present), f"bounds in {where}")
                continue
            if not present:
                continue
            low, high = statistics.min_raw, statistics.max_raw
            if kind == "text":
                low, high = (v if isinstance(v, bytes) else v.encode() for v in (low, high))
                present = [c.encode() for c in present]
                if min(present) < low or max(present) > high:
                    case.expect((low, high), (min(present), max(present)), where)
            else:
                case.expect((low, high), (min(present), max(present)), where)
        start = end


def check_duckdb(case):
    connection = duckdb.connect()
    connection.execute("SET TimeZone='UTC'")
    file = "'" + str(case.path).replace("'", "''") + "'"
    described = connection.execute(f"DESCRIBE SELECT * FROM read_parquet({file})").fetchall()
    case.expect([(row[0], row[1]) for row in described], [(n, DUCKDB[k]) for n, k, _ in case.columns], "types")
    case.expect(connection.execute(f"SELECT count(*) FROM read_parquet({file})").fetchone()[0], case.count, "rows")
    for index, (name, kind, _) in enumerate(case.columns):
        quoted = '"' + name.replace('"', '""') + '"'
        numbers = {"timestampMicros": f"epoch_us({quoted})", "date": f"({quoted} - DATE '1970-01-01')"}
        expression = numbers.get(kind, quoted)
        values = [row[0] for row in connection.execute(f"SELECT {expression} FROM read_parquet({file})").fetchall()]
        case.compare(index, [bits(v) for v in values] if kind == "double" else values)
        for value, count in case.probes(index):
            casts = {"timestampMicros": "make_timestamptz(?)", "date": "DATE '1970-01-01' + CAST(? AS INTEGER)"}
            right = casts.get(kind, "?")
            found = connection.execute(
                f"SELECT count(*) FROM read_parquet({file}) WHERE {quoted} = {right}", [value]).fetchone()[0]
            case.expect(found, count, f"filter {name!r} = {shorten(value)}")
    connection.close()


def check_polars(case):
    frame = polars.read_parquet(case.path)
    case.expect(list(frame.schema.items()), [(n, POLARS[k]) for n, k, _ in case.columns], "types")
    case.expect(frame.height, case.count, "rows")
    for index, (name, kind, _) in enumerate(case.columns):
        series = frame.to_series(index)
        case.expect(series.null_count(), case.values[index].count(None), f"missing cells of {name!r}")
        if kind in ("date", "timestampMicros"):
            series = series.to_physical()
        values = series.to_list()
        case.compare(index, [bits(v) for v in values] if kind == "double" else values)
        for value, count in case.probes(index):
            probe = polars.lit(value, dtype=polars.Int64 if kind == "timestampMicros" else
                               polars.Int32 if kind == "date" else POLARS[kind]).cast(POLARS[kind])
            rows = polars.scan_parquet(case.path).filter(polars.col(name) == probe)
            found = rows.select(polars.len()).collect().item()
            case.expect(found, count, f"filter {name!r} = {shorten(value)}")


def write_foreign(folder):
    """Files by pyarrow in the ways that our reader understands."""
    folder.mkdir(parents=True, exist_ok=True)
    count = 30_000

    def some(make):
        return [None if i * 7919 % 13 == 0 else make(i) for i in range(count)]

    columns = [
        ("text", "text", False, some(lambda i: f"żółw {i * 31 % 500}")),
        ("different text", "text", False, some(lambda i: f"{i} " + "陽" * (i % 20))),
        ("required text", "text", True, [f"{i * i % 90_000}" for i in range(count)]),
        ("double", "double", False, some(lambda i: i / 7)),
        ("int64", "int64", False, some(lambda i: i * 10**12 % 9973)),
        ("required int64", "int64", True, [i * 10**12 for i in range(count)]),
        ("int32", "int32", False, some(lambda i: -i)),
        ("boolean", "boolean", False, some(lambda i: i % 3 == 0)),
        ("date", "date", False, some(lambda i: i - 9000)),
        ("instant", "timestampMicros", False, some(lambda i: (i - 9000) * 10**10 + i)),
    ]
    raw = {"date": pyarrow.int32(), "timestampMicros": pyarrow.int64()}
    arrays = [pyarrow.array(v, raw.get(k, ARROW[k])).cast(ARROW[k]) for _, k, _, v in columns]
    schema = pyarrow.schema([pyarrow.field(n, ARROW[k], nullable=not r) for n, k, r, _ in columns])
    table = pyarrow.table(arrays, schema=schema)

    def cell(value):
        if value is None:
            return ""
        text = {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)
        return '"' + text.replace('"', '""') + '"'

    csv = ",".join(cell(n) for n, _, _, _ in columns) + "\n"
    csv += "".join(",".join(map(cell, row)) + "\n" for row in zip(*(v for _, _, _, v in columns)))
    types = {"columns": [{"name": n, "type": k, "required": r} for n, k, r, _ in columns]}
    ways = {
        "plain": dict(use_dictionary=False, compression="none"),
        "dictionary": dict(use_dictionary=True, compression="none"),
        "gzip": dict(use_dictionary=True, compression="gzip"),
        "plain-gzip-groups": dict(use_dictionary=False, compression="gzip", row_group_size=7_001),
        "fallback-small-pages": dict(
            use_dictionary=True, compression="none", dictionary_pagesize_limit=3_000, data_page_size=2_000),
        "version-1": dict(use_dictionary=True, compression="none", version="1.0"),
    }
    for name, options in ways.items():
        path = folder / f"{name}.parquet"
        if name == "version-1":
            # Version 1.0 has no timestamps in microseconds with a logical type alone; it keeps both annotations.
            options = dict(options, coerce_timestamps="us")
        pyarrow.parquet.write_table(table, path, data_page_version="1.0", store_schema=False, **options)
        (folder / f"{name}.csv").write_text(csv, encoding="utf-8")
        (folder / f"{name}.types.json").write_text(json.dumps(types), encoding="utf-8")
    print(f"{len(ways)} files written to {folder}")


def main():
    arguments = sys.argv[1:]
    if len(arguments) == 2 and arguments[0] == "--foreign":
        write_foreign(Path(arguments[1]) / "foreign")
        return 0
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    passed = failed = 0
    for path in sorted(Path(arguments[0]).glob("*.parquet")):
        for name, check in (("pyarrow", check_pyarrow), ("duckdb", check_duckdb), ("polars", check_polars)):
            case = None
            try:
                case = Case(path)
                check(case)
                problems = case.problems
            except Exception as error:  # A reader that gives up is a difference like any other.
                problems = (case.problems if case else []) + [f"{type(error).__name__}: {shorten(str(error))}"]
            if problems:
                failed += 1
                print(f"FAILED {path.name} with {name}")
                for problem in problems[:10]:
                    print(f"    {problem}")
            else:
                passed += 1
                print(f"passed {path.name} with {name}")
    if passed + failed == 0:
        print(f"no Parquet files in {arguments[0]}", file=sys.stderr)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
