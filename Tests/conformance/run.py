#!/usr/bin/env python3
"""Shows with other people's programs and suites that Transect reads and writes what it says.

usage: Tests/conformance/run.py --bin FOLDER --frictionless PYTHON --cff PYTHON --parquet PYTHON

Reads public suites through the release binary, then runs the sample projects and gives their snapshots to the validators.
The last line is the sum; the exit code is 0 only if nothing failed.
"""

import argparse
import collections
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True  # no caches beside the sources
import reading  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
HERE = ROOT / "Tests" / "conformance"
SAMPLES = ["river-cameras", "garden-birds", "zooniverse-cameras"]


class Ledger:
    """What passed and what failed, and how many of each kind."""

    def __init__(self):
        self.kinds = collections.OrderedDict()
        self.passed = self.failed = 0

    def note(self, what, passed, why=""):
        kind = what.split(":")[0] if ":" in what else " ".join(what.split()[:1])
        counts = self.kinds.setdefault(kind, [0, 0])
        counts[0] += passed
        counts[1] += 1
        if passed:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED {what}\n       {why.strip()[-1500:]}", flush=True)

    def add_tally(self, what, result):
        """What a checker says in its last line, "N passed, N failed"; without such a line it has failed."""
        said = re.search(r"(\d+) passed, (\d+) failed\s*$", result.stdout)
        passed, failed = map(int, said.groups()) if said else (0, 1)
        counts = self.kinds.setdefault(what.split(":")[0], [0, 0])
        counts[0] += passed
        counts[1] += passed + failed
        self.passed += passed
        self.failed += failed
        if failed:
            print(f"FAILED {what}\n       {told(result).strip()[-1500:]}", flush=True)


def run(*command, environment=None):
    return subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, errors="replace", stdin=subprocess.DEVNULL,
        env={**os.environ, **(environment or {})})


def told(result):
    return f"exit {result.returncode}: {result.stdout}{result.stderr}"


def sample_snapshot(name, folder):
    """Runs a sample project in a scratch folder. Returns what the run said and the published version's folder."""
    project = folder / name
    shutil.copytree(ROOT / "Pipelines" / name, project)
    shutil.copytree(ROOT / "SampleData" / name / "drop", project / "drop")
    result = run(
        OPTIONS.bin / "transect", "run", "--project", project,
        environment={"TRANSECT_NOW": "2026-01-05T06:00:00Z", "CI": "1"})
    return result, (project / "snapshots" / "latest").resolve()


def beside(python, program):
    """A program of a virtual environment."""
    return pathlib.Path(python).parent / program


def check_snapshot(what, folder, ledger):
    """frictionless, cffconvert and other readers on one version or a folder of versions."""
    result = run(
        OPTIONS.parquet, HERE / "snapshot_check.py", folder, "--frictionless",
        beside(OPTIONS.frictionless, "frictionless"), "--cffconvert", beside(OPTIONS.cff, "cffconvert"))
    ledger.add_tally(f"snapshot_check: {what}", result)


def written_by_tests(ledger):
    """Files that only tests can write (every type, odd values, two versions), for the checkers that know them."""
    with tempfile.TemporaryDirectory() as scratch:
        for variable, suite in [
            ("TRANSECT_CONFORMANCE_OUT", "ParquetConformanceTests"),
            ("TRANSECT_SNAPSHOT_SAMPLE", "ConformanceSampleTests"),
        ]:
            folder = pathlib.Path(scratch) / suite
            folder.mkdir()
            made = run(
                "swift", "test", "--package-path", ROOT, "-c", "release", "--skip-build", "--filter", suite,
                environment={variable: str(folder)})
            ledger.note(f"written by tests: {suite}", made.returncode == 0, told(made))
            if suite == "ParquetConformanceTests":
                ledger.add_tally("parquet_check: every type", run(OPTIONS.parquet, HERE / "parquet_check.py", folder))
            else:
                check_snapshot("two versions", folder, ledger)
        run("chmod", "-R", "u+w", scratch)


def main():
    ledger = Ledger()
    data = reading.shared_data(ROOT)
    if data is None:
        print("The folder ../shared/data is absent: csv-spectrum, JSONTestSuite, defusedxml and the real files are passed over.")
    else:
        for suite in reading.SUITES:
            for what, passed, why in suite(OPTIONS.bin / "transect", data):
                ledger.note(what, passed, why)
    with tempfile.TemporaryDirectory() as scratch:
        for name in SAMPLES:
            result, snapshot = sample_snapshot(name, pathlib.Path(scratch))
            published = result.returncode in (0, 1) and (snapshot / "datapackage.json").exists()
            ledger.note(f"sample published: {name}", published, told(result))
            if published:
                check_snapshot(name, snapshot, ledger)
                result = run(OPTIONS.parquet, HERE / "published_parquet.py", snapshot)
                ledger.add_tally(f"published_parquet: {name}", result)
        run("chmod", "-R", "u+w", scratch)
    written_by_tests(ledger)
    for kind, (passed, total) in ledger.kinds.items():
        print(f"{kind}: {passed}/{total}")
    print(f"{ledger.passed} passed, {ledger.failed} failed")
    sys.exit(1 if ledger.failed else 0)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Conformance with other people's programs and suites.")
    parser.add_argument("--bin", type=pathlib.Path, required=True, help="folder of the release binaries")
    for name in ["frictionless", "cff", "parquet"]:
        parser.add_argument(f"--{name}", required=True, help=f"Python of the virtual environment for {name}")
    OPTIONS = parser.parse_args()
    main()
