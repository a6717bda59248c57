"""How `transect preview --json` reads the public suites: csv-spectrum, JSONTestSuite, defusedxml's attacks, and real files.

Every function takes the binary and the folder of the shared data, and yields (what, whether it passed, why not).
"""

import json
import pathlib
import re
import shutil
import subprocess
import tempfile

DATA_ENDINGS = {".csv", ".txt", ".tsv", ".json", ".geojson", ".ndjson", ".xml", ".gpx", ".kml"}


def preview(transect, file, *options, prefix=()):
    """Runs preview; a process that takes longer than a minute counts as crashed."""
    try:
        return subprocess.run(
            [*prefix, transect, "preview", "--json", *options, file], capture_output=True, timeout=60,
            stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess([], -14, b"", b"it did not end within a minute")


def crashed(result):
    """Ended by a signal, seen directly or through a shell or strace."""
    return result.returncode < 0 or result.returncode >= 128


def reason(result):
    lines = result.stderr.decode(errors="replace").strip().splitlines()
    return f"exit {result.returncode}: {lines[-1] if lines else 'no message'}"


def csv_spectrum(transect, data):
    folder = data / "csv" / "csv-spectrum"
    for file in sorted((folder / "csvs").glob("*.csv")):
        result = preview(transect, file)
        expected = json.loads((folder / "json" / f"{file.stem}.json").read_text(encoding="utf-8"))
        try:
            found = [json.loads(line) for line in result.stdout.decode().splitlines()]
        except ValueError as error:
            found = f"output that is not JSON: {error}"
        passed = result.returncode == 0 and found == expected
        yield f"csv-spectrum {file.name}", passed, f"{reason(result)}; read {found}"


def json_test_suite(transect, data):
    for file in sorted((data / "json" / "JSONTestSuite" / "test_parsing").glob("*.json")):
        result = preview(transect, file, "--format", "json")
        kind = file.name[0]
        if kind == "y":
            passed = result.returncode == 0
        elif kind == "n":
            passed = result.returncode != 0 and not crashed(result)
        else:
            passed = not crashed(result)
        group = {"y": "accepted", "n": "refused", "i": "no crash"}[kind]
        yield f"JSONTestSuite, {group}: {file.name}", passed, reason(result)


def hostile_xml(transect, data):
    """Files with a DOCTYPE are refused, and nothing is opened for them that a harmless file does not need as well."""
    folder = data / "xml" / "defusedxml" / "xmltestdata"
    files = sorted(folder.glob("*.xml"))
    attacks = [file for file in files if b"<!DOCTYPE" in file.read_bytes()]
    harmless = [file for file in files if file not in attacks]
    for file in harmless:
        result = preview(transect, file)
        yield f"defusedxml, read: {file.name}", result.returncode == 0, reason(result)
    for file in attacks:
        result = preview(transect, file)
        passed = result.returncode != 0 and not crashed(result) and result.stderr.strip() != b""
        yield f"defusedxml, refused: {file.name}", passed, reason(result)
    if not shutil.which("strace"):
        print("strace is missing, so nobody watches which files and sockets the attacks open (Debian: apt install strace).")
        return
    _, usual = opened(transect, harmless[0])
    for file in attacks:
        sockets, paths = opened(transect, file)
        unexpected = sorted(paths - usual)
        yield f"defusedxml, nothing else opened: {file.name}", not sockets and not unexpected, f"{sockets} {unexpected}"


def opened(transect, file):
    """The network calls that reading a file makes, and the paths that it opens or tries to, without the file itself."""
    with tempfile.NamedTemporaryFile("r", suffix=".strace") as log:
        prefix = ["strace", "-f", "-qq", "-e", "trace=network,openat,open", "-o", log.name]
        preview(transect, file, prefix=prefix)
        lines = log.read().splitlines()
    sockets = [line for line in lines if re.search(r"\b(socket|connect|sendto|bind)\(", line)]
    paths = {match.group(1) for line in lines if (match := re.search(r'\bopen(?:at)?\([^"]*"([^"]*)"', line))}
    # Which thread or process number asks is no difference.
    return sockets, {re.sub(r"^/proc/\d+/", "/proc/self/", path) for path in paths if path != str(file)}


def real_files(transect, data):
    """Files as volunteers and projects send them: read to their end, or refused with a reason."""
    for file in sorted((data / "inputs").rglob("*")):
        if file.suffix.lower() not in DATA_ENDINGS or file.name.startswith("README"):
            continue
        result = preview(transect, file)
        was_read = result.returncode == 0 and result.stdout.strip() != b""
        was_refused = result.returncode > 0 and not crashed(result) and result.stderr.strip() != b""
        yield f"input {file.relative_to(data / 'inputs')}", was_read or was_refused, reason(result)


SUITES = [csv_spectrum, json_test_suite, hostile_xml, real_files]


def shared_data(root):
    """The folder of the shared data, or None."""
    import os

    named = os.environ.get("TRANSECT_SHARED")
    places = [pathlib.Path(named)] if named else [folder / "shared" for folder in root.parents]
    for place in places:
        if (place / "data").is_dir():
            return (place / "data").resolve()
    return None
