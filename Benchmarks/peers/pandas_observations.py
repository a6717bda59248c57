"""pandas with pyarrow's CSV reader and writer: parse, ten checks with reasons, exact duplicates, CSV out.

usage: pandas_observations.py INPUT.csv OUTPUT_FOLDER
"""

import sys

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv

COLUMNS = [
    "occurrenceID", "eventDate", "decimalLatitude", "decimalLongitude", "coordinateUncertaintyInMeters",
    "scientificName", "individualCount", "recordedBy", "basisOfRecord", "locality", "remarks",
]
BASES = ["HumanObservation", "MachineObservation", "PreservedSpecimen"]


def read(path):
    table = pa.csv.read_csv(
        path,
        parse_options=pa.csv.ParseOptions(newlines_in_values=True),
        convert_options=pa.csv.ConvertOptions(
            column_types={name: pa.string() for name in COLUMNS}, strings_can_be_null=True, null_values=[""]
        ),
    )
    text = pd.StringDtype("pyarrow", na_value=np.nan)
    return table.to_pandas(types_mapper={pa.string(): text}.get)


def broken_rules(rows):
    date = rows["eventDate"]
    length = date.str.len()
    time = pd.to_datetime(date.where(length == 20), format="%Y-%m-%dT%H:%M:%SZ", errors="coerce")
    time = time.fillna(pd.to_datetime(date.where(length == 10), format="%Y-%m-%d", errors="coerce"))
    numbers = {
        name: pd.to_numeric(rows[name], errors="coerce")
        for name in ["decimalLatitude", "decimalLongitude", "coordinateUncertaintyInMeters", "individualCount"]
    }
    latitude, longitude, uncertainty, count = numbers.values()
    return {
        "R01": rows["occurrenceID"].isna(),
        "R02": time.isna(),
        "R03": time > pd.Timestamp("2025-06-30"),
        "R04": ~latitude.between(-90, 90),
        "R05": ~longitude.between(-180, 180),
        "R06": (latitude == 0) & (longitude == 0),
        "R07": rows["coordinateUncertaintyInMeters"].notna() & ~((uncertainty > 0) & (uncertainty <= 100_000)),
        "R08": ~rows["scientificName"].str.fullmatch(r"[A-Z][a-z]+ [a-z]+", na=False),
        "R09": rows["individualCount"].notna() & ~(count >= 0),
        "R10": ~rows["basisOfRecord"].isin(BASES),
    }


def main(path, folder):
    rows = read(path)
    rules = broken_rules(rows)
    broken = np.column_stack([np.asarray(rule, bool) for rule in rules.values()])
    is_bad = broken.any(axis=1)
    places = np.flatnonzero(is_bad)
    codes = np.array(list(rules))
    rejects = pa.table({
        "row": places,
        "occurrenceID": pa.array(rows["occurrenceID"].iloc[places], pa.string()),
        "reasons": [";".join(codes[broken[place]]) for place in places],
    })
    pa.csv.write_csv(rejects, f"{folder}/rejects.csv")
    kept = rows[~is_bad].drop_duplicates("occurrenceID")
    pa.csv.write_csv(
        pa.Table.from_pandas(kept, preserve_index=False), f"{folder}/observations.csv",
        pa.csv.WriteOptions(quoting_style="needed"),
    )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
