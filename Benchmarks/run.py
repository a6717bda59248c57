#!/usr/bin/env python3
"""Runs Transect and its peers on the same files, in turn, and prints medians and ratios.

usage: Benchmarks/run.py --bin FOLDER --python VENV_PYTHON [--quick] [--runs N] [--topics csv,memory,...]

Every figure is of a whole process: wall-clock seconds, processor seconds (user and system, all threads), and peak
resident memory, as the kernel counts them for the child (wait4; never less than the 20 MB that this script itself holds
when it starts the child). Contestants run one after the other in every round, so that a busy neighbour slows all of them
down. What they found is compared with what the generator planted.
"""

import argparse
import csv
import datetime
import itertools
import json
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PEERS = ROOT / "Benchmarks" / "peers"
WORK = ROOT / ".build" / "bench"
TOPICS = ["csv", "memory", "ndjson", "xml", "votes", "ds", "nightly", "rebuild", "many"]


# --- Measuring -------------------------------------------------------------------------------------------------------


class Measure:
    """One run of one process."""

    def __init__(self, wall, processor, megabytes, output):
        self.wall, self.processor, self.megabytes, self.output = wall, processor, megabytes, output


def measure(command, environment=None):
    """Runs a command to its end and measures it; ends the benchmark where it fails."""
    os.sync()  # nobody pays for what others have left to be written
    log = WORK / "last.log"
    with open(log, "wb") as file:
        start = time.perf_counter()
        process = subprocess.Popen(
            [str(part) for part in command], stdout=file, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **(environment or {})},
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    output = log.read_text(errors="replace")
    if process.returncode != 0:
        print(output[-4000:], file=sys.stderr)
        sys.exit(f"This failed with code {process.returncode}: {' '.join(map(str, command))}")
    # Linux counts the peak in KiB, macOS in bytes.
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return Measure(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit, output)


class Contestant:
    """A name and what it does in one round. `most` bounds the rounds of the very slow."""

    def __init__(self, name, command, prepare=None, check=None, environment=None, most=99):
        self.name, self.command, self.environment, self.most = name, command, environment, most
        self.prepare, self.check = prepare or (lambda: None), check or (lambda measure: None)
        self.measures = []

    def run(self):
        self.prepare()
        self.measures.append(measure(self.command, self.environment))
        if len(self.measures) == 1:
            self.check(self.measures[0])

    def median(self, name):
        return statistics.median(getattr(measure, name) for measure in self.measures)


def rounds(contestants, runs):
    for number in range(runs):
        for contestant in contestants:
            if number < contestant.most:
                contestant.run()
                last = contestant.measures[-1]
                say(f"  {number + 1}/{runs} {contestant.name}: {last.wall:.2f} s")


def say(text):
    print(text, file=sys.stderr, flush=True)


# --- Files -----------------------------------------------------------------------------------------------------------


def observations(rows, formats, delta=0):
    """The observations' files, made once. Returns the path without its ending, and what is in them."""
    base = WORK / f"observations-{rows}" / "observations"
    wanted = [f"{base}.{ending}" for ending in formats] + ([f"{base}.delta.csv"] if delta else [])
    stamp = base.parent / "made.txt"
    request = f"{sorted(formats)} {delta} {tool('transect-workload').stat().st_mtime_ns}"
    if not all(os.path.exists(path) for path in wanted) or stamp.read_text() != request:
        base.parent.mkdir(parents=True, exist_ok=True)
        say(f"Making {rows:,} observations ({', '.join(formats)}).")
        measure([
            tool("transect-workload"), "observations", "--rows", rows, "--output", base, "--formats",
            ",".join(formats), "--delta", delta,
        ])
        stamp.write_text(request)
    read_through(wanted)
    return base, json.loads(pathlib.Path(f"{base}.facts.json").read_text())


def votes(count):
    base = WORK / f"votes-{count}" / "votes"
    stamp = base.parent / "made.txt"
    request = str(tool("transect-workload").stat().st_mtime_ns)
    if not stamp.exists() or stamp.read_text() != request:
        base.parent.mkdir(parents=True, exist_ok=True)
        say(f"Making {count:,} votes.")
        measure([tool("transect-workload"), "votes", "--count", count, "--output", base])
        stamp.write_text(request)
    read_through([f"{base}.csv"])
    return base, json.loads(pathlib.Path(f"{base}.facts.json").read_text())


def read_through(paths):
    """Brings files into the page cache: nobody's first run pays for the disk."""
    for path in paths:
        with open(path, "rb", buffering=0) as file:
            while file.read(1 << 22):
                pass


def tool(name):
    path = OPTIONS.bin / name
    if not path.exists():
        sys.exit(f"There is no {path}. Run `make bench`, which builds it.")
    return path


def count_records(path):
    with open(path, encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.reader(file)) - 1


# --- Contestants -----------------------------------------------------------------------------------------------------


class Project:
    """A scratch project of Transect with one pipeline and the files of a drop folder."""

    def __init__(self, name, pipeline, files):
        self.root = WORK / "projects" / name
        self.files = files
        discard(self.root)
        (self.root / "drop" / "survey").mkdir(parents=True)
        shutil.copy(ROOT / "Benchmarks" / "pipelines" / pipeline, self.root / "pipeline.yaml")
        for file in files:
            self.deliver(file)

    def deliver(self, file):
        shutil.copyfile(file, self.root / "drop" / "survey" / os.path.basename(file))

    def reset(self, without=()):
        """As before the first run."""
        for folder in ["store", "snapshots", "receipts"]:
            discard(self.root / folder)
        for file in without:
            (self.root / "drop" / "survey" / os.path.basename(file)).unlink(missing_ok=True)

    def command(self, *more):
        return [tool("transect"), "run", "--json", "--project", self.root, *more]


# Talk goes to standard error and the log holds both: the summary is the JSON object at its end.
def summary(measure):
    text = measure.output
    start = text.find("\n{") + 1 if not text.startswith("{") else 0
    return json.JSONDecoder().raw_decode(text[start:])[0]


TRANSECT_ENVIRONMENT = {"TRANSECT_NOW": "2025-06-30T12:00:00Z", "NO_COLOR": "1", "CI": "1"}


def discard(folder):
    """Removes a folder, read-only snapshots and all."""
    if folder.exists():
        subprocess.run(["chmod", "-R", "u+w", str(folder)], check=True)
        shutil.rmtree(folder)


def agree(who, found, planted):
    for name, value in planted.items():
        if found[name] != value:
            sys.exit(f"{who} found {name} = {found[name]}, but there are {value}: its time means nothing.")


def transect(name, files, planted):
    project = Project(name, "observations.yaml", files)

    def check(measure):
        counts = summary(measure)["counts"]
        agree("Transect", counts, planted)

    return Contestant(
        "Transect", project.command(), prepare=project.reset, check=check, environment=TRANSECT_ENVIRONMENT)


def engine(name, script, file, planted, most=99):
    folder = WORK / "out" / script
    folder.mkdir(parents=True, exist_ok=True)

    def check(measure):
        found = {
            "quarantined": count_records(folder / "rejects.csv"),
            "accepted": count_records(folder / "observations.csv"),
        }
        agree(name, found, {key: planted[key] for key in found})

    return Contestant(
        name, [OPTIONS.python, PEERS / f"{script}.py", file, folder], check=check, most=most)


def planted(facts):
    return {
        "records": facts["rows"], "accepted": facts["accepted"], "quarantined": facts["bad"],
        "duplicates": facts["duplicates"],
    }


# --- Topics ----------------------------------------------------------------------------------------------------------


class Result:
    """What a topic found: contestants, and goals as (what, value, bound)."""

    def __init__(self, topic, title, contestants):
        self.topic, self.title, self.contestants, self.goals, self.notes = topic, title, contestants, [], []

    def goal(self, what, value, bound, unit=""):
        self.goals.append((what, value, bound, unit))


def floor(source, table):
    """What every pipeline has to do that archives and publishes; the goals against engines without a store are above it."""
    folder = WORK / "out" / "floor"
    return Contestant(
        "Copy, digest and sync alone", [OPTIONS.python, PEERS / "floor.py", source, table, folder],
        prepare=lambda: discard(folder))


def topic_csv():
    rows = size(1_000_000)
    base, facts = observations(rows, ["csv", "ndjson", "xml"])
    known = planted(facts["base"])
    contestants = [
        transect("csv", [f"{base}.csv"], known),
        engine("Polars", "polars_observations", f"{base}.csv", known),
        engine("DuckDB", "duckdb_observations", f"{base}.csv", known),
        engine("pandas", "pandas_observations", f"{base}.csv", known, most=3),
        floor(f"{base}.csv", f"{base}.csv"),
    ]
    rounds(contestants, OPTIONS.runs)
    result = Result("csv", f"{rows:,} observations, CSV: the whole run against parse, checks, duplicates, CSV out", contestants)
    ours, polars = contestants[0], contestants[1]
    result.goal("wall time of Polars", ours.median("wall") / polars.median("wall"), 0.5)
    result.goal("processor time of Polars", ours.median("processor") / polars.median("processor"), 0.4)
    result.goal("peak memory", ours.median("megabytes"), 400, " MB")
    return result


def topic_memory():
    rows = size(5_000_000)
    base, facts = observations(rows, ["csv"], delta=rows // 100)
    known = planted(facts["base"])
    contestants = [
        transect("memory", [f"{base}.csv"], known),
        engine("Polars", "polars_observations", f"{base}.csv", known),
        engine("DuckDB", "duckdb_observations", f"{base}.csv", known),
    ]
    rounds(contestants, min(OPTIONS.runs, 3))
    result = Result("memory", f"{rows:,} observations, CSV: peak memory", contestants)
    result.goal("peak memory", contestants[0].median("megabytes"), 400, " MB")
    result.goal("wall time of Polars", contestants[0].median("wall") / contestants[1].median("wall"), 0.5)
    return result


def topic_ndjson():
    rows = size(1_000_000)
    base, facts = observations(rows, ["csv", "ndjson", "xml"])
    known = planted(facts["base"])
    contestants = [
        transect("ndjson", [f"{base}.ndjson"], known),
        engine("DuckDB", "duckdb_observations", f"{base}.ndjson", known),
        engine("Polars", "polars_observations", f"{base}.ndjson", known),
        floor(f"{base}.ndjson", f"{base}.csv"),
    ]
    rounds(contestants, OPTIONS.runs)
    result = Result("ndjson", f"{rows:,} observations, NDJSON: the whole run against parse, checks, duplicates, CSV out", contestants)
    ours, duckdb = contestants[0], contestants[1]
    result.goal("wall time of DuckDB", ours.median("wall") / duckdb.median("wall"), 0.5)
    result.goal("processor time of DuckDB", ours.median("processor") / duckdb.median("processor"), 0.4)
    return result


def topic_xml():
    rows = size(1_000_000)
    base, facts = observations(rows, ["csv", "ndjson", "xml"])
    sax = WORK / "sax"
    flags = subprocess.run(
        ["pkg-config", "--cflags", "--libs", "libxml-2.0"], check=True, capture_output=True, text=True).stdout.split()
    subprocess.run(["cc", "-O2", "-o", str(sax), str(PEERS / "sax.c"), *flags], check=True)
    contestants = [
        transect("xml", [f"{base}.xml"], planted(facts["base"])),
        Contestant("libxml2 SAX in C", [sax, f"{base}.xml"]),
    ]
    rounds(contestants, OPTIONS.runs)
    result = Result("xml", f"{rows:,} observations, XML: the whole run against parsing alone", contestants)
    result.goal(
        "wall time of libxml2's SAX", contestants[0].median("wall") / contestants[1].median("wall"), 1.5)
    return result


def topic_votes():
    count = size(1_000_000)
    base, facts = votes(count)
    project = Project("votes", "votes.yaml", [f"{base}.csv"])
    iterations = []

    def check(measure):
        found = summary(measure)
        agree("Transect", found["counts"], {"accepted": facts["votes"]})
        iterations.append(found["questions"][0]["iterations"])

    out = WORK / "out" / "crowdkit"
    out.mkdir(parents=True, exist_ok=True)
    contestants = [
        Contestant(
            "Transect", project.command(), prepare=project.reset, check=check, environment=TRANSECT_ENVIRONMENT),
        Contestant(
            "crowd-kit", [OPTIONS.python, PEERS / "crowdkit_votes.py", f"{base}.csv", out, 20], most=3),
    ]
    rounds(contestants, OPTIONS.runs)
    result = Result("votes", f"{count:,} votes: Dawid–Skene, file to file", contestants)
    result.goal("wall time of crowd-kit", contestants[0].median("wall") / contestants[1].median("wall"), 1 / 40)
    result.notes.append(
        f"crowd-kit makes 20 iterations. Transect stops by its own rule, here after {iterations[0]}, and its time "
        "holds archive, store and snapshot too.")
    with open(f"{base}.truth.csv", newline="") as file:
        truth = {row["task"]: row["label"] for row in csv.DictReader(file)}
    for name, path, column in [
        ("crowd-kit", out / "consensus.csv", "label"),
        ("Transect", project.root / "snapshots" / "latest" / "consensus.csv", "label_leading"),
    ]:
        with open(path, newline="") as file:
            rows = list(csv.DictReader(file))
        right = sum(row[column] == truth[row["task"]] for row in rows)
        result.notes.append(f"{name} is right on {right / len(rows):.4%} of {len(rows):,} tasks.")
    return result


def topic_ds():
    loop = WORK / "ds"
    subprocess.run(["cc", "-O3", "-o", str(loop), str(PEERS / "ds.c"), "-lm"], check=True)
    out = WORK / "out" / "ds"
    (out / "crowdkit").mkdir(parents=True, exist_ok=True)
    sizes = [size(1_000_000), size(10_000_000)]
    contestants, seconds, iterations = [], {}, {}
    for count in sizes:
        base, facts = votes(count)
        ours, theirs = f"Transect, {count:,} answers", f"C loop, {count:,} answers"

        def ours_took(measure, who=ours, answers=facts["votes"]):
            words = measure.output.split()
            agree(who, {"votes": int(words[words.index("votes") + 1])}, {"votes": answers})
            seconds[who] = float(words[words.index("method", words.index("seconds:")) + 1].rstrip("."))
            iterations[who] = int(words[words.index("iterations") + 1])

        def theirs_took(measure, who=theirs, answers=facts["votes"]):
            found = json.loads(measure.output)
            agree(who, found, {"answers": answers})
            seconds[who] = found["seconds"]

        contestants += [
            Contestant(ours, [
                tool("transect"), "label", f"{base}.csv", "--method", "dawid-skene", "--timings", "--force",
                "--output", out / f"consensus-{count}.csv"], check=ours_took),
            Contestant(theirs, [loop, f"{base}.csv", 20, out / f"loop-{count}.csv"], check=theirs_took),
        ]
    base, _ = votes(sizes[0])

    def crowdkit_took(measure):
        seconds["crowd-kit"] = json.loads(measure.output)["seconds"]

    contestants.append(Contestant(
        f"crowd-kit, {sizes[0]:,} answers",
        [OPTIONS.python, PEERS / "crowdkit_votes.py", f"{base}.csv", out / "crowdkit", 20], check=crowdkit_took, most=1))
    rounds(contestants, min(OPTIONS.runs, 3))
    result = Result("ds", "Dawid–Skene with `transect label`, and as a plain loop in C", contestants)
    for count in sizes:
        ours, theirs = f"Transect, {count:,} answers", f"C loop, {count:,} answers"
        per_twenty = seconds[ours] / iterations[ours] * 20
        result.goal(f"processor time of 20 iterations in C, {count:,} answers", per_twenty / seconds[theirs], 3)
        with open(out / f"consensus-{count}.csv", newline="") as left, open(out / f"loop-{count}.csv", newline="") as right:
            pairs = [(a["label_leading"], b["label"]) for a, b in zip(csv.DictReader(left), csv.DictReader(right))]
        same = sum(a == b for a, b in pairs) / len(pairs)
        result.notes.append(
            f"{count:,} answers, the method alone: Transect {per_twenty:.2f} s for 20 iterations ({iterations[ours]} "
            f"made, with set-up and scores), C {seconds[theirs]:.2f} s. The labels are the same on {same:.4%} of the tasks.")
    ours = f"Transect, {sizes[0]:,} answers"
    result.goal(
        f"processor time of 20 iterations in crowd-kit, {sizes[0]:,} answers",
        seconds[ours] / iterations[ours] * 20 / seconds["crowd-kit"], 1 / 40)
    result.goal(
        "wall time of crowd-kit, file to file", contestants[0].median("wall") / contestants[4].median("wall"), 1 / 40)
    result.goal(
        f"peak memory per answer, names and program included, {sizes[1]:,} answers",
        contestants[2].median("megabytes") * (1 << 20) / sizes[1], 40, " bytes")
    return result


def topic_rebuild():
    rows = size(1_000_000)
    base, facts = observations(rows, ["csv", "ndjson", "xml"])
    known = planted(facts["base"])
    first = transect("rebuild", [f"{base}.csv"], known)
    again = Contestant(
        "Transect, rebuild", [tool("transect"), "rebuild", "--project", WORK / "projects" / "rebuild"],
        environment=TRANSECT_ENVIRONMENT)
    first.name = "Transect, first run"
    rounds([first, again], OPTIONS.runs)
    result = Result("rebuild", f"{rows:,} observations, CSV: rebuilding the version against the first run", [first, again])
    result.goal("time of the first run", again.median("wall") / first.median("wall"), 2.0)
    return result


def topic_nightly():
    rows = size(5_000_000)
    base, facts = observations(rows, ["csv"], delta=rows // 100)
    whole, delta = f"{base}.csv", f"{base}.delta.csv"
    known, known_delta = planted(facts["base"]), planted(facts["delta"])
    silent = Project("nightly-silent", "observations.yaml", [whole])
    loud = Project("nightly-loud", "observations.yaml", [whole])

    def checker(who, expected):
        return lambda measure: agree(who, summary(measure)["counts"], expected)

    def transect_step(name, project, expected, first, *more):
        prepare = (lambda: project.reset(without=[delta])) if first else (lambda: project.deliver(delta))
        return Contestant(
            name, project.command(*more), prepare=prepare, check=checker(name, expected),
            environment=TRANSECT_ENVIRONMENT)

    increment = WORK / "out" / "increment"
    increment.mkdir(parents=True, exist_ok=True)
    script = PEERS / "polars_increment.py"
    measure([OPTIONS.python, script, "prepare", whole, increment])
    contestants = [
        transect_step("first run, no snapshot", silent, known, True, "--no-publish"),
        transect_step("second run, no snapshot", silent, known_delta, False, "--no-publish"),
        transect_step("first run, snapshot", loud, known, True),
        transect_step("second run, snapshot", loud, known_delta, False),
        Contestant("Polars, a night by hand, no snapshot", [OPTIONS.python, script, "night", delta, increment]),
    ]
    rounds(contestants, min(OPTIONS.runs, 3))
    agree("Polars", {"accepted": count_records(increment / "observations.csv")}, {"accepted": known_delta["accepted"]})
    result = Result("nightly", f"{rows:,} observations, then a night of {rows // 100:,}", contestants)
    first = contestants[2].median("wall")
    result.goal("all but the snapshot, of the first run", contestants[1].median("wall") / first, 0.05)
    result.goal("with the snapshot, of the first run", contestants[3].median("wall") / first, 0.25)
    share = contestants[1].median("wall") / contestants[0].median("wall")
    result.notes.append(f"Of the first run without a snapshot, the second without one takes {share:.3f}.")
    for contestant in contestants[:4]:
        contestant.name = f"Transect, {contestant.name}"
    return result


def small_files(folder, files, senders):
    """Small lists as volunteers drop them, some of them with a row that has to be mended. The same bytes every time."""
    wrong = 0
    for number in range(files):
        sender = folder / f"volunteer-{number % senders:03}"
        sender.mkdir(parents=True, exist_ok=True)
        lines = ["occurrenceID,eventDate,scientificName,individualCount,decimalLatitude,decimalLongitude"]
        for row in range(10):
            mixed = (number * 2_654_435_761 + row * 40_503) % 1_000_003
            count = "many" if mixed % 100 == 0 else str(mixed % 20)
            wrong += count == "many"
            lines.append(
                f"N{number}-{row},2025-0{1 + mixed % 6}-{1 + mixed % 28:02},Pica pica,{count},"
                f"{50 + mixed % 1000 / 1000:.3f},{19 + mixed % 997 / 997:.3f}")
        (sender / f"list-{number:05}.csv").write_text("\n".join(lines) + "\n")
    return {"records": files * 10, "quarantined": wrong}


def topic_many():
    files, senders = size(10_000), 500
    root = WORK / "projects" / "many"
    discard(root)
    root.mkdir(parents=True)
    shutil.copy(ROOT / "Benchmarks" / "pipelines" / "many.yaml", root / "pipeline.yaml")
    known = small_files(root / "drop", files, senders)
    command = [tool("transect"), "run", "--json", "--project", root]

    # What a round has made is put aside, and removed when all are done: where many files were removed a moment ago, ext4
    # makes new ones several times more slowly, since it does not use their numbers again at once.
    aside = itertools.count(1)

    def reset():
        place = root / f"aside-{next(aside)}"
        for folder in ["store", "snapshots", "receipts"]:
            if (root / folder).exists():
                place.mkdir(exist_ok=True)
                (root / folder).rename(place / folder)

    def first(measure):
        counts = summary(measure)["counts"]
        agree("Transect", counts, known)
        receipts = sum(1 for path in (root / "receipts").rglob("*.receipt-*.html"))
        agree("Transect", {"receipts": receipts}, {"receipts": files})

    copies = WORK / "out" / "many"

    def forget():
        if copies.exists():
            copies.rename(root / f"copies-{next(aside)}")
        copies.mkdir(parents=True)

    contestants = [
        Contestant(f"Transect, {files:,} new files", command, prepare=reset, check=first, environment=TRANSECT_ENVIRONMENT),
        Contestant("Transect, nothing new", command, environment=TRANSECT_ENVIRONMENT),
        Contestant("cp and sync of the same files", ["sh", "-c", f"cp -r '{root}/drop' '{copies}' && sync -f '{copies}'"], prepare=forget),
    ]
    rounds(contestants, OPTIONS.runs)
    discard(root)
    discard(copies)
    result = Result("many", f"{files:,} small files of {senders} volunteers in one night, each with a receipt in three forms", contestants)
    result.goal("a night with new files, at 1,000 files a second", contestants[0].median("wall"), files / 1_000, " s")
    result.goal("a night with nothing new, at 10,000 files a second", contestants[1].median("wall"), files / 10_000, " s")
    result.goal("peak memory", contestants[0].median("megabytes"), 400, " MB")
    return result


def size(full):
    return max(full // 50, 1000) if OPTIONS.quick else full


# --- Reporting -------------------------------------------------------------------------------------------------------


def machine():
    """The facts without which a time means nothing."""
    facts = {
        "date": datetime.date.today().isoformat(), "system": platform.platform(), "cores": os.cpu_count(),
        "python": platform.python_version(), "load before": " ".join(f"{load:.2f}" for load in os.getloadavg()),
    }
    if os.path.exists("/proc/cpuinfo"):
        with open("/proc/cpuinfo") as file:
            models = [line.split(":", 1)[1].strip() for line in file if line.startswith("model name")]
        with open("/proc/meminfo") as file:
            facts["memory"] = f"{int(file.readline().split()[1]) >> 20} GiB"
        facts["processor"] = models[0] if models else platform.machine()
    swift = subprocess.run(["swift", "--version"], capture_output=True, text=True).stdout
    facts["swift"] = swift.splitlines()[0] if swift else "unknown"
    commit = subprocess.run(
        ["git", "-C", str(ROOT), "describe", "--always", "--dirty"], capture_output=True, text=True).stdout.strip()
    facts["commit"] = commit or "unknown"
    names = ["polars", "duckdb", "pandas", "pyarrow", "crowd-kit", "numpy"]
    program = f"import importlib.metadata as m\nfor n in {names!r}: print(n, m.version(n))"
    listed = subprocess.run([OPTIONS.python, "-c", program], capture_output=True, text=True).stdout
    facts["peers"] = ", ".join(listed.splitlines())
    return facts


def table(result):
    ours = result.contestants[0]
    lines = [
        f"## {result.title}", "",
        "| | wall, s | processor, s | peak, MB | runs | wall, times the first row |", "|---|---:|---:|---:|---:|---:|",
    ]
    for contestant in result.contestants:
        ratio = contestant.median("wall") / ours.median("wall")
        lines.append(
            f"| {contestant.name} | {contestant.median('wall'):.2f} | {contestant.median('processor'):.2f} "
            f"| {contestant.median('megabytes'):.0f} | {len(contestant.measures)} | {ratio:.2f} |")
    lines.append("")
    for what, value, bound, unit in result.goals:
        digits = 2 if unit == " s" else 0 if unit else 3
        verdict = "met" if value <= bound else "**missed**"
        lines.append(f"- {what}: {value:.{digits}f}{unit}; goal at most {bound:.{digits}f}{unit}: {verdict}.")
    lines += [f"- {note}" for note in result.notes]
    return "\n".join(lines) + "\n"


def save(result, facts):
    folder = (WORK if OPTIONS.quick else ROOT / "Benchmarks") / "results"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{facts['date']}-{result.topic}"
    machine_lines = "".join(f"- {name}: {value}\n" for name, value in facts.items())
    path.with_suffix(".md").write_text(
        f"# {result.topic}\n\nMedians of whole processes, interleaved. Made by `make bench`.\n\n{machine_lines}\n{table(result)}")
    data = {
        "topic": result.topic, "machine": facts,
        "measures": {
            contestant.name: [
                {"wall": round(one.wall, 4), "processor": round(one.processor, 4), "megabytes": round(one.megabytes, 1)}
                for one in contestant.measures
            ]
            for contestant in result.contestants
        },
        "goals": [
            {"what": what, "value": round(value, 4), "bound": bound, "met": value <= bound}
            for what, value, bound, _ in result.goals
        ],
    }
    path.with_suffix(".json").write_text(json.dumps(data, indent=2, ensure_ascii=False) + "\n")


def main():
    if len(OPTIONS.topics) > 1:
        # Each in a process of its own: the peak that Linux tells of a program includes that of who has started it.
        for topic in OPTIONS.topics:
            subprocess.run(
                [sys.executable, __file__, "--bin", str(OPTIONS.bin), "--python", OPTIONS.python, "--runs",
                 str(OPTIONS.runs), "--topics", topic, *(["--quick"] if OPTIONS.quick else [])], check=True)
        return
    topic = OPTIONS.topics[0]
    say(f"{topic}:")
    facts = machine()
    result = globals()[f"topic_{topic}"]()
    print(table(result), flush=True)
    save(result, facts)
    discard(WORK / "projects")
    discard(WORK / "out")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Transect and its peers on the same files.")
    parser.add_argument("--bin", type=pathlib.Path, required=True, help="folder of the release binaries")
    parser.add_argument("--python", required=True, help="Python of the peers' virtual environment")
    parser.add_argument("--quick", action="store_true", help="a fiftieth of the size: does everything still run?")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--topics", type=lambda text: text.split(","), default=TOPICS)
    OPTIONS = parser.parse_args()
    unknown = [topic for topic in OPTIONS.topics if topic not in TOPICS]
    if unknown:
        sys.exit(f"There is no topic {', '.join(unknown)}; there are {', '.join(TOPICS)}.")
    WORK.mkdir(parents=True, exist_ok=True)
    main()
