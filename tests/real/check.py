#!/usr/bin/env python3
"""Hold Tokamark's figures against a real server's own counters.

    check.py NAME [--cli PROGRAM] [--preset SIZE] [--users 1,4,8,16] [--per-user N] [--endpoints chat,..] [--url URL]

For each endpoint and number of users, tokamark-cli runs a cell against the server, whose counters are read before and
after with no other client about. Counts have to be equal. Times have to agree within what a client on the same machine
can see: the server's clock starts when it has read the request, the client's when it sends it.

Exit codes: 0 all agree, 1 something does not, 2 a server or the program did not run.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from figures import HEADING, compare, recognise
from install import Unavailable, log
from record import record
from running import Running, free_port, scrape
from server import MODEL_NAME, Options, Witness, named, names

TREE = Path(__file__).resolve().parents[2]
PROMPT_TOKENS, ANSWER_TOKENS = 96, 32
# An answer that may end by itself does so after 200 tokens on average; few are cut off here.
FREE_USERS, FREE_TOKENS = 4, 600
# A server counts a finished request a moment after the client has its last byte.
SETTLE_S = 1.5


def cli(options, *arguments):
    command = list(map(str, [options.cli, *arguments]))
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        raise Unavailable(f"{' '.join(command)} ended with {done.returncode}: {done.stderr.strip()}")
    return done.stdout


@dataclass(frozen=True)
class Cell:
    endpoint: str
    users: int
    free: bool = False  # answers end by themselves

    @property
    def title(self):
        return f"{self.endpoint}, free" if self.free else self.endpoint

    def length(self, server):
        if not self.free:
            return ["--random-output-len", ANSWER_TOKENS, "--ignore-eos"]
        return ["--random-output-len", FREE_TOKENS, "--temperature", "1", "--extra-body", json.dumps(server.free)]


def cells(options, server, endpoint):
    yield from (Cell(endpoint, users) for users in options.users)
    if server.free is not None:
        yield Cell(endpoint, FREE_USERS, free=True)


def run_cell(options, server, url, cell, folder):
    endpoint, _, native = cell.endpoint.partition(":")
    cli(options, "run", "--base-url", url, "--backend", server.kind, "--model", server.model,
        "--endpoint", endpoint, *(["--native", native] if native else []),
        "--max-concurrency", cell.users, "--num-prompts", cell.users * options.per_user,
        "--random-input-len", PROMPT_TOKENS, *cell.length(server),
        "--timeout", "600s", "--progress", "none", "--db", folder / "runs.sqlite", "--result-dir", folder)
    results = list(folder.glob("*.json"))
    if len(results) != 1:
        raise Unavailable(f"expected one result file in {folder}, found {len(results)}")
    return json.loads(results[0].read_text())


def check_cell(options, server, place, cell):
    before, logged = scrape(server, place.url), len(place.logged())
    with tempfile.TemporaryDirectory(prefix="tokamark-real-") as folder:
        result = run_cell(options, server, place.url, cell, Path(folder))
    for error in sorted(set(filter(None, result["errors"]))):
        log(f"a request failed: {error}")
    if server.settle:
        server.settle(place.url, cell.endpoint)
    time.sleep(SETTLE_S)
    witness = Witness(cell.endpoint, cell.users, options.slots or server.slots, cell.users * options.per_user, before,
                      scrape(server, place.url), place.logged()[logged:])
    return list(compare(server, witness, cell.title, result))


def check(options, server, place):
    print(f"\n{server.name} {server.version}", flush=True)
    lines = list(recognise(server, json.loads(cli(options, "detect", place.url, "--format", "json"))))
    print("\n".join(line.text() for line in lines), HEADING, sep="\n", flush=True)
    for endpoint in options.endpoints or server.endpoints:
        for cell in cells(options, server, endpoint):
            for line in check_cell(options, server, place, cell):
                print(line.text(), flush=True)
                lines.append(line)
    if options.record:
        for answer in [*(options.endpoints or server.endpoints), *server.peculiar]:
            record(server, place.url, answer, options.record)
    return lines


def check_started(options, server):
    how = Options(free_port(), options.preset or server.preset, options.slots or server.slots)
    with Running(server, how) as place:
        return check(options, server, place)


class Elsewhere:
    """A server that serve.py runs already: its log is not ours to read."""

    def __init__(self, url):
        self.url = url.rstrip("/")

    def logged(self):
        return ""


def default_cli():
    builds = [TREE / "build" / preset / "bin/tokamark-cli" for preset in ("release", "dev")]
    return next((path for path in builds if path.exists()), builds[0])


def arguments():
    def commas(kind):
        return lambda text: [kind(part) for part in text.split(",")]

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("server", choices=names())
    parser.add_argument("--cli", type=Path, default=default_cli(), help="default: of the release build, else of dev")
    parser.add_argument("--preset", choices=("tiny", "small", "slow"), help="size of the model")
    parser.add_argument("--users", type=commas(int), default=[1, 4, 8, 16])
    parser.add_argument("--per-user", type=int, default=3, help="requests of each user")
    parser.add_argument("--slots", type=int, help="requests that the server works on at the same time")
    parser.add_argument("--endpoints", type=commas(str), help="chat, completions, native:API; default: all that it has")
    parser.add_argument("--record", type=Path, metavar="FOLDER", help="also record answers there")
    parser.add_argument("--url", help="a server that serve.py runs already")
    return parser.parse_args()


def main():
    options = arguments()
    # An exception, so that the server is ended on the way out.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(2))
    if not os.access(options.cli, os.X_OK):
        log(f"no program at {options.cli}; build it first or give --cli")
        return 2
    lines = []
    try:
        for server in named(options.server):
            lines += check(options, server, Elsewhere(options.url)) if options.url else check_started(options, server)
    except (Unavailable, LookupError, OSError) as error:
        log(error)
        return 2
    wrong = sum(not line.agrees for line in lines)
    print(f"\n{len(lines) - wrong} of {len(lines)} agree")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
