#!/usr/bin/env python3
"""Do other readers see in a published Parquet file what the CSV file beside it says?

usage: published_parquet.py SNAPSHOT_FOLDER

Compares every cell of observations.parquet as pyarrow, DuckDB and Polars read it with observations.csv. The last line is
"N passed, N failed".
"""

import csv
import datetime
import pathlib
import sys

import duckdb
import polars
import pyarrow.parquet


def same(cell, value):
    """Whether a CSV cell and a typed value say the same. A cell that a spreadsheet might execute has a ' in front."""
    if value is None:
        return cell == ""
    if isinstance(value, bool):
        return cell == str(value).lower()
    if isinstance(value, int):
        return cell != "" and int(cell) == value
    if isinstance(value, float):
        return cell != "" and float(cell) == value
    if isinstance(value, datetime.datetime):
        return datetime.datetime.fromisoformat(cell.replace("Z", "+00:00")) == value
    if isinstance(value, datetime.date):
        return cell == value.isoformat()
    return cell == value or cell == "'" + value


def differences(header, rows, columns):
    if list(columns) != header:
        return [f"columns {list(columns)} instead of {header}"]
    found = []
    for name, index in zip(header, range(len(header))):
        values = columns[name]
        if len(values) != len(rows):
            return [f"{len(values)} rows instead of {len(rows)}"]
        for number, (row, value) in enumerate(zip(rows, values)):
            if not same(row[index], value):
                found.append(f"row {number}, {name}: {row[index]!r} in CSV, {value!r} in Parquet")
    return found


def main(folder):
    passed = failed = 0
    for path in sorted(pathlib.Path(folder).glob("observations*.parquet")):
        with open(path.with_suffix(".csv"), encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        table = pyarrow.parquet.read_table(path)
        relation = duckdb.sql(f"SELECT * FROM read_parquet('{path}')")
        frame = polars.read_parquet(path)
        readers = {
            "pyarrow": {name: table[name].to_pylist() for name in table.column_names},
            "DuckDB": dict(zip(relation.columns, map(list, zip(*relation.fetchall())) if rows else [[]] * len(header))),
            "Polars": {name: frame[name].to_list() for name in frame.columns},
        }
        for reader, columns in readers.items():
            problems = differences(header, rows, columns)
            passed, failed = passed + (not problems), failed + bool(problems)
            for problem in problems[:5]:
                print(f"{path.name} by {reader}: {problem}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
