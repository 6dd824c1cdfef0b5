"""How a server bears many devices: each keeps a connection open for changes and searches every so often.

    python3 tests/server/load.py --program target/release/stylenova --library LIBRARY [--devices 1000] [--every 10] [--seconds 60]

The library is one that was imported before. The devices are written beside it as if they had been paired; everything else is
what devices do: they get their tokens, listen for changes, and search over connections of their own. Half of the searches are
words that nobody typed before. Only the standard library is needed. The load runs on the same machine and takes its share.
"""

import argparse
import asyncio
import hashlib
import json
import pathlib
import random
import resource
import secrets
import subprocess
import time

COLOURS = "red blue navy black white grey green olive pink purple yellow orange brown beige maroon teal cream khaki".split()
KINDS = "shirt,t-shirt,dress,jeans,trousers,skirt,jacket,sweater,saree,kurta,shorts,top,shoes,sandals,heels,bag,belt,watch".split(",")
KINDS_OF = "striped,plain,floral,checked,printed,casual,formal,summer,cotton,denim,leather,slim,loose,short,long,sporty".split(",")
FOR = "women,men,girls,boys,the office,a wedding,the beach,winter,a party,running".split(",")


def words(chance, common):
    """Words of a search: half of them are common, half are new."""
    if chance.random() < 0.5:
        return chance.choice(common)
    price = chance.randrange(10, 5000)
    return f"{chance.choice(KINDS_OF)} {chance.choice(COLOURS)} {chance.choice(KINDS)} for {chance.choice(FOR)} number {price}"


async def request(stream, method, path, token, body):
    """One request on a connection that stays open; answers with its status and body."""
    reader, writer = stream
    data = json.dumps(body).encode() if body is not None else b""
    head = f"{method} {path} HTTP/1.1\r\nhost: load\r\ncontent-type: application/json\r\ncontent-length: {len(data)}\r\n"
    if token:
        head += f"authorization: Bearer {token}\r\n"
    writer.write(head.encode() + b"\r\n" + data)
    status = int((await reader.readline()).split()[1])
    length = 0
    while (line := await reader.readline()) != b"\r\n":
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    return status, await reader.readexactly(length)


async def device(port, secret, until, every, chance, common, told):
    """A device: it gets its token, listens, and searches until the end."""
    stream = await asyncio.open_connection("127.0.0.1", port)
    status, body = await request(stream, "POST", "/api/v1/session/refresh", None, {"refresh_token": secret})
    assert status == 200, body
    token = json.loads(body)["tokens"]["access_token"]
    events = await asyncio.open_connection("127.0.0.1", port)
    events[1].write(f"GET /api/v1/events HTTP/1.1\r\nhost: load\r\nauthorization: Bearer {token}\r\n\r\n".encode())
    assert b"200" in await events[0].readline()
    told["ready"] += 1
    await told["go"].wait()
    await asyncio.sleep(chance.random() * every)
    while (began := time.monotonic()) < until():
        try:
            path = "/api/v1/commands/search"
            status, _ = await request(stream, "POST", path, token, {"text": words(chance, common), "limit": 24})
            told["took"].append(time.monotonic() - began)
            told["errors"] += status != 200
        except (OSError, asyncio.IncompleteReadError, IndexError):
            told["errors"] += 1
            stream = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.sleep(max(0.0, every - (time.monotonic() - began)))
    events[1].close()
    stream[1].close()


def paired(library, count):
    """Writes devices as if they had been paired; answers with their secrets."""
    given = [secrets.token_urlsafe(32) for _ in range(count)]
    now = int(time.time() * 1000)
    devices = {
        f"load{at:012}": {
            "name": f"Load {at}", "role": "floor", "client": None, "paired_at": now, "seen_at": now,
            "secret": hashlib.sha256(secret.encode()).hexdigest(), "previous": "",
        }
        for at, secret in enumerate(given)
    }
    folder = pathlib.Path(library) / "server"
    folder.mkdir(exist_ok=True)
    (folder / "devices.json").write_text(json.dumps(devices))
    return given


async def load(options, given, port):
    chance = random.Random(7)
    common = [f"{chance.choice(COLOURS)} {chance.choice(KINDS)}" for _ in range(200)]
    told = {"ready": 0, "took": [], "errors": 0, "go": asyncio.Event()}
    end = [0.0]
    devices = []
    for at, secret in enumerate(given):
        own = random.Random(at)
        devices.append(asyncio.create_task(device(port, secret, lambda: end[0], options.every, own, common, told)))
        await asyncio.sleep(0.002)
    while told["ready"] < len(given):
        await asyncio.sleep(0.1)
        for one in devices:
            if one.done():
                one.result()
    end[0] = time.monotonic() + options.seconds
    told["go"].set()
    await asyncio.gather(*devices)
    return told


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--library", required=True)
    parser.add_argument("--devices", type=int, default=1000)
    parser.add_argument("--every", type=float, default=10)
    parser.add_argument("--seconds", type=float, default=60)
    options = parser.parse_args()
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    given = paired(options.library, options.devices)
    command = [options.program, "--library", options.library, "--json", "serve", "--listen", "127.0.0.1:0"]
    command += ["--rate", "1000000", "--address-rate", "10000000"]
    with open("/dev/null", "w") as nowhere:
        server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=nowhere, text=True)
    try:
        port = int(json.loads(server.stdout.readline())["listening"].rsplit(":", 1)[1])
        told = asyncio.run(load(options, given, port))
        used = pathlib.Path(f"/proc/{server.pid}/status").read_text()
        memory = next(line.split()[1] for line in used.splitlines() if line.startswith("VmRSS"))
    finally:
        server.terminate()
        server.wait()
    took = sorted(told["took"])
    at = lambda share: round(took[min(len(took) - 1, int(share * len(took)))] * 1000, 1)
    print(json.dumps({
        "devices": options.devices, "searches": len(took), "a_second": round(len(took) / options.seconds, 1),
        "p50_ms": at(0.5), "p95_ms": at(0.95), "p99_ms": at(0.99), "most_ms": at(1.0), "errors": told["errors"],
        "resident_mb": int(memory) // 1024,
    }))


main()
