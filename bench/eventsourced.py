"""Gives PyPI's eventsourcing the same work as the others: append, losses or rebuild. Prints one JSON value.

usage: eventsourced.py SOCKET-DIRECTORY append|losses|rebuild WRITERS BATCH-OR-EVENTS SECONDS
"""

import itertools
import json
import random
import sys
import threading
import time
import uuid

from eventsourcing.persistence import IntegrityError, StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore

STREAMS = 20_000
STATE = b"x" * 256
NAMESPACE = uuid.UUID("6f0c3f0e-6f3c-4d0c-9a44-5a7d5b1c2d3e")


def recorder(host, writers):
    store = PostgresDatastore("eventsourcing", host, 5432, "test", "", pool_size=min(writers + 1, 32), max_waiting=200)
    made = PostgresApplicationRecorder(store)
    made.create_table()
    return made


def versions(made):
    """The next version of each stream, from what is stored: each run is a process of its own."""
    found = {}
    for note in replay(made):
        found[note.originator_id] = note.originator_version + 1
    return found


def replay(made, start=None):
    while notes := made.select_notifications(start, 5_000, inclusive_of_start=False):
        yield from notes
        start = notes[-1].id


def append(made, writers, batch, seconds, following=None):
    weights = list(itertools.accumulate(1 / rank for rank in range(1, STREAMS + 1)))
    ids = [uuid.uuid5(NAMESPACE, str(number)) for number in range(STREAMS)]
    following = versions(made) if following is None else following
    busy, guard, latencies, conflicts = set(), threading.Lock(), [], [0]
    started = time.perf_counter()

    def write(number):
        draws = random.Random(number)
        while time.perf_counter() - started < seconds:
            stream = draws.choices(ids, cum_weights=weights)[0]
            with guard:
                if stream in busy:
                    continue
                busy.add(stream)
            first = following.get(stream, 0)
            events = [StoredEvent(stream, first + each, "counted", STATE) for each in range(batch)]
            asked = time.perf_counter()
            try:
                made.insert_events(events)
                latencies.append(time.perf_counter() - asked)
                following[stream] = first + batch
            except IntegrityError:
                conflicts[0] += 1
            with guard:
                busy.discard(stream)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - started
    latencies.sort()

    def percentile(percent):
        return latencies[len(latencies) * percent // 100] * 1000 if latencies else 0.0

    return {
        "events_per_second": len(latencies) * batch / took,
        "p50_ms": percentile(50),
        "p99_ms": percentile(99),
        "conflicts": conflicts[0],
    }, len(latencies) * batch


def losses(made, writers, seconds):
    seen, reordered, last = set(), [0], {}
    start = made.max_notification_id()
    done = threading.Event()

    def follow():
        at, quiet = start, time.monotonic()
        while not (done.is_set() and time.monotonic() - quiet > 0.4):
            notes = made.select_notifications(at, 1_000, inclusive_of_start=False)
            for note in notes:
                at, quiet = note.id, time.monotonic()
                seen.add((note.originator_id, note.originator_version))
                reordered[0] += last.get(note.originator_id, -1) >= note.originator_version
                last[note.originator_id] = note.originator_version
            if not notes:
                time.sleep(0.001)

    reader = threading.Thread(target=follow)
    reader.start()
    _, written = append(made, writers, 1, seconds)
    done.set()
    reader.join()
    return {"written": written, "lost": written - len(seen), "reordered": reordered[0]}


def rebuild(made, events):
    following = versions(made)
    while (made.max_notification_id() or 0) < events:
        append(made, 1, 1_000, 1.0, following)
    counters, started = {}, time.perf_counter()
    total = 0
    for note in replay(made):
        counters[note.originator_id] = counters.get(note.originator_id, 0) + 1
        total += 1
    return total / (time.perf_counter() - started)


def main():
    host, what, writers, amount, seconds = sys.argv[1:]
    made = recorder(host, int(writers))
    if what == "append":
        result = append(made, int(writers), int(amount), float(seconds))[0]
    elif what == "losses":
        result = losses(made, int(writers), float(seconds))
    else:
        result = rebuild(made, int(amount))
    print(json.dumps(result))


main()
