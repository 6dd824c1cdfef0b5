"""The same searches for the nearest vectors as `cargo run --example nearest` makes, by plain SQL and from this script.

    python3 tests/server/postgres_load.py postgres://postgres@127.0.0.1/postgres nearest_1000000 [--efforts 1,4,8,16,32]

The shop was filled and its index built by that example (crates/nova-store/examples/nearest.rs). Queries are vectors of the shop
with noise, their right answers come from PostgreSQL's own look at every row. Needs psycopg 3; numbers are written as text, as
pgvector reads them.
"""

import argparse
import math
import random
import statistics
import struct
import threading
import time

import psycopg

NEAREST = "SELECT picture_hash FROM vector_1 ORDER BY v <#> %s::halfvec LIMIT 10"


def connect(arguments):
    connection = psycopg.connect(arguments.url, autocommit=True)
    connection.execute(f"SET search_path TO {arguments.shop}, public")
    return connection


def queries_of(connection, count):
    """Vectors of the shop, each with noise of half its length, as text."""
    chance = random.Random(7)
    texts = []
    rows = connection.execute("SELECT vector FROM embedding ORDER BY md5(picture_hash) LIMIT %s", [count])
    for (raw,) in rows.fetchall():
        numbers = struct.unpack(f"<{len(raw) // 4}f", raw)
        spread = 0.5 / math.sqrt(len(numbers))
        noisy = [number + chance.gauss(0, spread) for number in numbers]
        length = math.sqrt(sum(number * number for number in noisy))
        texts.append("[" + ",".join(f"{number / length:.7f}" for number in noisy) + "]")
    return texts


def at_once(arguments, queries, effort, askers, seconds):
    """Searches a second of several askers."""
    done = [0] * askers
    until = time.perf_counter() + seconds

    def ask(own):
        with connect(arguments) as connection:
            connection.execute(f"SET ivfflat.probes = {effort}; SET hnsw.ef_search = {max(effort, 40)}")
            while time.perf_counter() < until:
                connection.execute(NEAREST, [queries[(own + done[own] * askers) % len(queries)]], prepare=True).fetchall()
                done[own] += 1

    threads = [threading.Thread(target=ask, args=[own]) for own in range(askers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / seconds


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("url")
    parser.add_argument("shop")
    parser.add_argument("--efforts", default="1,4,8,16,32")
    parser.add_argument("--queries", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=10)
    arguments = parser.parse_args()
    with connect(arguments) as connection:
        queries = queries_of(connection, arguments.queries)
        connection.execute("SET enable_indexscan = off")
        right = [{name for (name,) in connection.execute(NEAREST, [query], prepare=False).fetchall()} for query in queries]
    with connect(arguments) as connection:
        print("| effort | recall@10 | p50 ms | p95 ms | a second, 1 asker | a second, 8 askers |\n|---|---|---|---|---|---|")
        for effort in map(int, arguments.efforts.split(",")):
            connection.execute(f"SET ivfflat.probes = {effort}; SET hnsw.ef_search = {max(effort, 40)}")
            took, found = [], 0
            for measured in (False, True):
                for query, wanted in zip(queries, right):
                    began = time.perf_counter()
                    names = {name for (name,) in connection.execute(NEAREST, [query], prepare=True).fetchall()}
                    if measured:
                        took.append((time.perf_counter() - began) * 1000)
                        found += len(names & wanted)
            took.sort()
            together = at_once(arguments, queries, effort, 8, arguments.seconds)
            print(f"| {effort} | {found / 10 / len(queries):.3f} | {statistics.median(took):.1f} | {took[int(len(took) * 0.95)]:.1f}"
                  f" | {1000 * len(took) / sum(took):.0f} | {together:.0f} |", flush=True)


if __name__ == "__main__":
    main()
