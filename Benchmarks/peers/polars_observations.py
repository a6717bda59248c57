"""Polars: parse, ten checks with reasons, exact duplicates, CSV out.

usage: polars_observations.py INPUT(.csv|.ndjson) OUTPUT_FOLDER [MORE_INPUTS...]
"""

import sys

import polars as pl

TEXT_COLUMNS = [
    "occurrenceID", "eventDate", "decimalLatitude", "decimalLongitude", "coordinateUncertaintyInMeters",
    "scientificName", "individualCount", "recordedBy", "basisOfRecord", "locality", "remarks",
]
BASES = ["HumanObservation", "MachineObservation", "PreservedSpecimen"]


def read(path):
    schema = {name: pl.String for name in TEXT_COLUMNS}
    if path.endswith(".ndjson"):
        return pl.scan_ndjson(path, schema=schema)
    return pl.scan_csv(path, schema=schema)


def number(name, kind=pl.Float64):
    return pl.col(name).cast(kind, strict=False)


def reasons():
    """One expression that lists the codes of the rules that a row breaks, or "" where it breaks none."""
    date = pl.col("eventDate")
    time = pl.coalesce(
        date.str.to_datetime("%Y-%m-%dT%H:%M:%SZ", strict=False, time_unit="us"),
        date.str.to_date("%Y-%m-%d", strict=False).cast(pl.Datetime("us")),
    )
    latitude, longitude = number("decimalLatitude"), number("decimalLongitude")
    uncertainty, count = number("coordinateUncertaintyInMeters"), number("individualCount", pl.Int32)
    # Three-valued: a null condition is a broken rule where the value is required, and none where it is not.
    broken = {
        "R01": pl.col("occurrenceID").is_null(),
        "R02": time.is_null(),
        "R03": (time > pl.datetime(2025, 6, 30)).fill_null(False),
        "R04": ~latitude.is_between(-90, 90).fill_null(False),
        "R05": ~longitude.is_between(-180, 180).fill_null(False),
        "R06": ((latitude == 0) & (longitude == 0)).fill_null(False),
        "R07": pl.col("coordinateUncertaintyInMeters").is_not_null()
        & ~((uncertainty > 0) & (uncertainty <= 100_000)).fill_null(False),
        "R08": ~pl.col("scientificName").str.contains("^[A-Z][a-z]+ [a-z]+$").fill_null(False),
        "R09": pl.col("individualCount").is_not_null() & ~(count >= 0).fill_null(False),
        "R10": ~pl.col("basisOfRecord").is_in(BASES).fill_null(False),
    }
    codes = [pl.when(rule).then(pl.lit(code)) for code, rule in broken.items()]
    return pl.concat_str(codes, separator=";", ignore_nulls=True).alias("reasons")


def main(inputs, folder):
    rows = pl.concat([read(path) for path in inputs]) if len(inputs) > 1 else read(inputs[0])
    rows = rows.with_row_index("row").with_columns(reasons())
    is_good = pl.col("reasons") == ""
    rejects = rows.filter(~is_good).select("row", "occurrenceID", "reasons")
    kept = rows.filter(is_good).select(TEXT_COLUMNS)
    kept = kept.unique(subset=["occurrenceID"], keep="first", maintain_order=True)
    # One streaming pass feeds both files: faster than collecting once and writing twice, and half the memory.
    pl.collect_all(
        [
            rejects.sink_csv(f"{folder}/rejects.csv", lazy=True),
            kept.sink_csv(f"{folder}/observations.csv", lazy=True),
        ],
        engine="streaming",
    )


if __name__ == "__main__":
    main([sys.argv[1]] + sys.argv[3:], sys.argv[2])
