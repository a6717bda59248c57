#!/usr/bin/env python3
"""Do other programs accept a published version, read it, and refuse it once it is changed?

usage: snapshot_check.py FOLDER [--frictionless PROGRAM] [--cffconvert PROGRAM]

FOLDER is one version, or a folder of versions (v1, v2 ...), all of which are checked. Programs that are not named are
looked for beside this Python. pyarrow, DuckDB, Polars and pandas read the tables where they are installed. What is not
there is passed over, and says so. The last line is "N passed, N failed".
"""

import argparse
import csv
import hashlib
import importlib.util
import json
import pathlib
import re
import shutil
import stat
import subprocess
import sys
import tempfile

passed = failed = 0


def check(what, good, why=""):
    global passed, failed
    if good:
        passed += 1
    else:
        failed += 1
        print(f"FAILED {what}\n       {str(why).strip()[-1500:]}")


def accepts(command, version):
    """Whether a validator's exit code is 0, and what it said."""
    result = subprocess.run(command, cwd=version, capture_output=True, text=True, errors="replace")
    return result.returncode == 0, result.stdout + result.stderr


def check_integrity(version, package):
    """Every file is listed with its size and digest, nothing else is there, and nothing can be written to."""
    listed = {resource["path"]: resource for resource in package["resources"]}
    found = {path.relative_to(version).as_posix(): path for path in version.rglob("*") if not path.is_dir()}
    strange = set(found) ^ {*listed, "datapackage.json"}
    check(f"{version.name}: all files are listed", not strange, strange)
    for path, resource in listed.items():
        data = (version / path).read_bytes()
        good = resource["bytes"] == len(data) and resource["hash"] == "sha256:" + hashlib.sha256(data).hexdigest()
        check(f"{version.name}/{path}: size and digest", good)
    writable = [str(path) for path in [version, *version.rglob("*")] if path.lstat().st_mode & 0o222]
    check(f"{version.name}: is read-only", not writable, writable)


def check_read_me(version):
    """The lines for sha256sum in README.md hold."""
    block = re.search(r"```sh\n(sha256sum -c <<'END'\n.*?\nEND)\n```", (version / "README.md").read_text(), re.S)
    good, said = accepts(["sh", "-c", block.group(1)], version) if block else (False, "there is no such block")
    check(f"{version.name}/README.md: sha256sum", good, said)


def tampered(version, scratch, change):
    """A copy of a version with one change."""
    copy = pathlib.Path(tempfile.mkdtemp(dir=scratch)) / version.name
    shutil.copytree(version, copy)
    for path in [copy, *copy.rglob("*")]:
        path.chmod(path.stat().st_mode | stat.S_IWUSR)
    change(copy)
    return copy


def flip(path):
    """A change of one letter or digit in the second half of a file that leaves its length alone."""

    def change(copy):
        data = bytearray((copy / path).read_bytes())
        places = [place for place in range(len(data)) if 48 <= data[place] < 57]
        place = places[len(places) // 2] if places else len(data) // 2
        data[place] ^= 1
        (copy / path).write_bytes(data)

    return change


def append_row(copy):
    with open(copy / "observations.csv", "ab") as file:
        file.write(b"9999-1\n")


def check_frictionless(version, package, command, scratch):
    validate = [*command, "validate", "datapackage.json"]
    good, said = accepts(validate, version)
    check(f"{version.name}: frictionless accepts it", good, said)
    for resource in package["resources"]:
        copy = tampered(version, scratch, flip(resource["path"]))
        check(f"{version.name}: frictionless refuses a flipped bit in {resource['path']}", not accepts(validate, copy)[0])
    if (version / "observations.csv").exists():
        copy = tampered(version, scratch, append_row)
        check(f"{version.name}: frictionless refuses an added row", not accepts(validate, copy)[0])
    copy = tampered(version, scratch, lambda copy: (copy / "README.md").unlink())
    check(f"{version.name}: frictionless refuses a missing file", not accepts(validate, copy)[0])


def check_cffconvert(version, command, scratch):
    validate = [*command, "--validate", "-i", "CITATION.cff"]
    good, said = accepts(validate, version)
    check(f"{version.name}: cffconvert accepts it", good, said)

    def nameless(copy):
        text = (copy / "CITATION.cff").read_text()
        (copy / "CITATION.cff").write_text(re.sub(r"^authors:\n(  .*\n)+", "", text, flags=re.M))

    copy = tampered(version, scratch, nameless)
    check(f"{version.name}: cffconvert refuses it without authors", not accepts(validate, copy)[0])


def tables(version, package):
    """The CSV tables with their header and rows as Python's own reader sees them."""
    for resource in package["resources"]:
        if "schema" not in resource:
            continue
        with open(version / resource["path"], newline="", encoding="utf-8") as file:
            header, *rows = csv.reader(file)
        yield resource, header, rows


def check_readers(version, package):
    """Readers see the rows and columns that the package tells."""
    for resource, header, rows in tables(version, package):
        path, name = version / resource["path"], f"{version.name}/{resource['path']}"
        check(f"{name}: rows", resource["rows"] == len(rows), f"{resource['rows']} are told, {len(rows)} are there")
        check(f"{name}: columns", [field["name"] for field in resource["schema"]["fields"]] == header, header)
        key = [header.index(column) for column in resource["schema"].get("primaryKey", [])]
        if key:
            keys = {tuple(row[place] for place in key) for row in rows}
            check(f"{name}: the key is unique", len(keys) == len(rows))
        first = [row[0] for row in rows]
        for reader in CSV_READERS:
            try:
                columns, column = reader(str(path))
                check(f"{name}: {reader.__name__}", (columns, column) == (header, first), (columns, column[:5]))
            except Exception as error:
                check(f"{name}: {reader.__name__}", False, repr(error))
        columnar = path.with_suffix(".parquet")
        for reader in PARQUET_READERS if columnar.exists() else []:
            try:
                columns, column = reader(str(columnar))
                plain = [unguarded(cell) for cell in first]
                same = ["" if value is None else str(value) for value in column] == plain
                check(f"{columnar.name}: {reader.__name__}", columns == [unguarded(cell) for cell in header] and same, column[:5])
            except Exception as error:
                check(f"{columnar.name}: {reader.__name__}", False, repr(error))


def unguarded(cell):
    return cell[1:] if cell.startswith("'") else cell


def csv_with_pandas(path):
    import pandas

    frame = pandas.read_csv(path, dtype=str, keep_default_na=False)
    return list(frame.columns), list(frame.iloc[:, 0])


def csv_with_polars(path):
    import polars

    frame = polars.read_csv(path, infer_schema=False)
    return frame.columns, [cell or "" for cell in frame.to_series(0)]


def csv_with_duckdb(path):
    import duckdb

    dialect = "header = true, delim = ',', quote = '\"', escape = '\"', all_varchar = true"
    rows = duckdb.sql(f"SELECT * FROM read_csv('{path}', {dialect})")
    return rows.columns, [row[0] or "" for row in rows.fetchall()]


def csv_with_pyarrow(path):
    import pyarrow
    import pyarrow.csv

    with open(path, newline="", encoding="utf-8") as file:
        header = next(csv.reader(file))
    types = pyarrow.csv.ConvertOptions(column_types={name: pyarrow.string() for name in header})
    table = pyarrow.csv.read_csv(
        path, parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True), convert_options=types)
    return table.column_names, table.column(0).to_pylist()


def parquet_with_polars(path):
    import polars

    frame = polars.read_parquet(path)
    return frame.columns, frame.to_series(0).to_list()


def parquet_with_duckdb(path):
    import duckdb

    rows = duckdb.sql(f"SELECT * FROM read_parquet('{path}')")
    return rows.columns, [row[0] for row in rows.fetchall()]


def parquet_with_pyarrow(path):
    import pyarrow.parquet

    table = pyarrow.parquet.read_table(path)
    return table.column_names, table.column(0).to_pylist()


def installed(readers):
    """The readers whose library is there."""
    there = []
    for reader in readers:
        library = reader.__name__.rsplit("_", 1)[1]
        if importlib.util.find_spec(library):
            there.append(reader)
        else:
            print(f"{reader.__name__}: {library} is not installed, passed over")
    return there


def check_version(version, scratch):
    package = json.loads((version / "datapackage.json").read_text())
    check_integrity(version, package)
    check_read_me(version)
    if OPTIONS.frictionless:
        check_frictionless(version, package, [OPTIONS.frictionless], scratch)
    if OPTIONS.cffconvert:
        check_cffconvert(version, [OPTIONS.cffconvert], scratch)
    check_readers(version, package)


def main():
    folder = OPTIONS.folder.resolve()
    versions = [folder] if (folder / "datapackage.json").exists() else sorted(folder.glob("v[0-9]*"))
    check(f"{folder}: has versions", versions)
    for name in ["frictionless", "cffconvert"]:
        if not getattr(OPTIONS, name):
            print(f"{name}: no program is known, passed over")
    with tempfile.TemporaryDirectory() as scratch:
        for version in versions:
            check_version(version, scratch)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    beside = {name: pathlib.Path(sys.executable).parent / name for name in ["frictionless", "cffconvert"]}
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=pathlib.Path, help="a version, or a folder of versions")
    for name, command in beside.items():
        default = command if command.exists() else None
        # Made absolute, because the programs run inside the version's folder.
        parser.add_argument(
            f"--{name}", type=lambda path: pathlib.Path(path).absolute(), default=default,
            help="the program, unless it lies beside this Python")
    OPTIONS = parser.parse_args()
    CSV_READERS = installed([csv_with_pandas, csv_with_polars, csv_with_duckdb, csv_with_pyarrow])
    PARQUET_READERS = installed([parquet_with_polars, parquet_with_duckdb, parquet_with_pyarrow])
    main()
