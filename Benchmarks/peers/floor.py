"""What no pipeline can do without that keeps what it was given and publishes what it made: the file copied, a table written,
both digested (SHA-256), both on the disk. No parsing, no checks, no duplicates, no store.

    floor.py INPUT TABLE FOLDER

Two threads, one for each file: the least that the goals against engines without a store have to leave room for.
"""

import hashlib
import os
import sys
import threading

PIECE = 1 << 20


def copy(source, target):
    digest = hashlib.sha256()
    with open(source, "rb", buffering=0) as file, open(target, "wb", buffering=0) as out:
        buffer = bytearray(PIECE)
        view = memoryview(buffer)
        while count := file.readinto(buffer):
            digest.update(view[:count])
            out.write(view[:count])
        os.fsync(out.fileno())
    return digest.hexdigest()


def main():
    source, table, folder = sys.argv[1:]
    os.makedirs(folder, exist_ok=True)
    threads = [
        threading.Thread(target=copy, args=(path, os.path.join(folder, name)))
        for path, name in ((source, "archive"), (table, "published"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


main()
