"""DuckDB: parse, ten checks with reasons, exact duplicates, CSV out.

usage: duckdb_observations.py INPUT(.csv|.ndjson) OUTPUT_FOLDER [MORE_INPUTS...]
"""

import sys

import duckdb

COLUMNS = [
    "occurrenceID", "eventDate", "decimalLatitude", "decimalLongitude", "coordinateUncertaintyInMeters",
    "scientificName", "individualCount", "recordedBy", "basisOfRecord", "locality", "remarks",
]
RULES = {
    "R01": "occurrenceID IS NULL OR occurrenceID = ''",
    "R02": "time IS NULL",
    "R03": "time > TIMESTAMP '2025-06-30 00:00:00'",
    "R04": "latitude IS NULL OR latitude NOT BETWEEN -90 AND 90",
    "R05": "longitude IS NULL OR longitude NOT BETWEEN -180 AND 180",
    "R06": "latitude = 0 AND longitude = 0",
    "R07": "coordinateUncertaintyInMeters <> '' AND (uncertainty IS NULL OR uncertainty <= 0 OR uncertainty > 100000)",
    "R08": "scientificName IS NULL OR NOT regexp_full_match(scientificName, '[A-Z][a-z]+ [a-z]+')",
    "R09": "individualCount <> '' AND (count IS NULL OR count < 0)",
    "R10": "basisOfRecord IS NULL OR basisOfRecord NOT IN ('HumanObservation', 'MachineObservation', 'PreservedSpecimen')",
}


def source(paths):
    columns = "{" + ", ".join(f"'{name}': 'VARCHAR'" for name in COLUMNS) + "}"
    files = "[" + ", ".join(f"'{path}'" for path in paths) + "]"
    if paths[0].endswith(".ndjson"):
        return f"read_json({files}, format = 'newline_delimited', columns = {columns})"
    return (
        f"read_csv({files}, header = true, delim = ',', quote = '\"', escape = '\"', auto_detect = false, "
        f"columns = {columns})"
    )


def main(inputs, folder):
    database = duckdb.connect()
    database.execute("SET enable_progress_bar = false")
    cases = ", ".join(f"CASE WHEN {rule} THEN '{code}' END" for code, rule in RULES.items())
    names = ", ".join(COLUMNS)
    # The typed values are needed by the rules alone, so only texts and reasons are kept.
    database.execute(f"""
        CREATE TABLE observation AS
        SELECT {names}, concat_ws(';', {cases}) AS reasons
        FROM (SELECT *, TRY_CAST(eventDate AS TIMESTAMP) AS time,
                     TRY_CAST(decimalLatitude AS DOUBLE) AS latitude,
                     TRY_CAST(decimalLongitude AS DOUBLE) AS longitude,
                     TRY_CAST(coordinateUncertaintyInMeters AS DOUBLE) AS uncertainty,
                     TRY_CAST(individualCount AS INTEGER) AS count
              FROM {source(inputs)})""")
    database.execute(f"""
        COPY (SELECT rowid AS row, occurrenceID, reasons FROM observation WHERE reasons <> '' ORDER BY rowid)
        TO '{folder}/rejects.csv' (HEADER)""")
    # Few rows are repeats, so it is faster to leave those out than to look for the first of every group. The order of
    # rows is not kept: keeping it costs about half a second more.
    database.execute("""
        CREATE TABLE repeat AS
        SELECT unnest(list_sort(places)[2:]) AS place
        FROM (SELECT list(rowid) AS places FROM observation WHERE reasons = ''
              GROUP BY occurrenceID HAVING count(*) > 1)""")
    database.execute(f"""
        COPY (SELECT {names} FROM observation WHERE reasons = '' AND rowid NOT IN (SELECT place FROM repeat))
        TO '{folder}/observations.csv' (HEADER)""")


if __name__ == "__main__":
    main([sys.argv[1]] + sys.argv[3:], sys.argv[2])
