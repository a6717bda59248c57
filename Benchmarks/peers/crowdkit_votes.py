"""crowd-kit: votes (task,worker,label) to one label for each task by Dawid-Skene, file to file.

usage: crowdkit_votes.py INPUT.csv OUTPUT_FOLDER [ITERATIONS]

Prints the processor seconds of the iterations alone, without reading and writing.
"""

import json
import sys
import time

import pandas as pd
from crowdkit.aggregation import DawidSkene


def main(path, folder, iterations):
    votes = pd.read_csv(path, engine="pyarrow")
    # Without a tolerance it makes exactly so many iterations.
    start = time.process_time()
    labels = DawidSkene(n_iter=iterations, tol=float("-inf")).fit_predict(votes)
    print(json.dumps({"seconds": time.process_time() - start}))
    labels.rename_axis("task").rename("label").to_csv(f"{folder}/consensus.csv")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 20)
