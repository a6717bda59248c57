"""Polars, a night written by hand: new rows against the identifiers of the history, without a snapshot.

usage: polars_increment.py prepare HISTORY.csv STATE_FOLDER   (once: keeps the identifiers)
       polars_increment.py night DELTA.csv STATE_FOLDER       (writes the new rows beside the state)
"""

import sys

import polars as pl

from polars_observations import TEXT_COLUMNS, read, reasons


def main(what, path, folder):
    rows = read(path).with_row_index("row").with_columns(reasons())
    good = rows.filter(pl.col("reasons") == "").unique(subset=["occurrenceID"], keep="first", maintain_order=True)
    if what == "prepare":
        good.select("occurrenceID").sink_parquet(f"{folder}/identifiers.parquet")
        return
    rows = rows.collect(engine="streaming")
    rows.filter(pl.col("reasons") != "").select("row", "occurrenceID", "reasons").write_csv(f"{folder}/rejects.csv")
    known = pl.scan_parquet(f"{folder}/identifiers.parquet")
    fresh = (
        rows.lazy().filter(pl.col("reasons") == "")
        .unique(subset=["occurrenceID"], keep="first", maintain_order=True)
        .join(known, on="occurrenceID", how="anti", maintain_order="left")
        .select(TEXT_COLUMNS).collect(engine="streaming")
    )
    fresh.write_csv(f"{folder}/observations.csv")
    fresh.select("occurrenceID").write_parquet(f"{folder}/identifiers.night.parquet")


if __name__ == "__main__":
    main(*sys.argv[1:4])
