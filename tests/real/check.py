#!/usr/bin/env python3
"""Hold Tokamark's figures against a real server's own counters.

    check.py llamacpp|vllm [--cli PROGRAM] [--preset NAME] [--users 1,4,8,16] [--per-user N] [--url URL]

For each number of users, tokamark-cli runs a cell against the server, whose /metrics are read before and after with no
other client about. Counts have to be equal. Times have to agree within what a client on the same machine can see: the
server's clock starts when it has read the request, the client's when it sends it.

Exit codes: 0 all agree, 1 something does not, 2 the server or the program did not run.
"""

import argparse
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
KINDS = {"llamacpp": "llama.cpp", "vllm": "vllm"}
DEFAULT_PRESET = {"llamacpp": "slow", "vllm": "small"}
PROMPT_TOKENS, ANSWER_TOKENS = 96, 32
# Per request, beyond the server's own figure: its HTTP process shares the cores with the client.
EXTRA_MS = 25
# A server counts a finished request a moment after the client has its last byte.
SETTLE_S = 1.5


class CheckFailed(Exception):
    pass


# --- The server -------------------------------------------------------------------------------------------------------


class Server:
    """serve.py as a child; reading its standard output to the READY line is the wait for the server."""

    def __init__(self, name, preset, slots):
        command = [sys.executable, str(HERE / "serve.py"), name, "--preset", preset, "--slots", str(slots)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, stdin=subprocess.DEVNULL)
        line = self.process.stdout.readline()
        if not line.startswith("READY "):
            self.process.wait()
            raise CheckFailed(f"{name} did not start")
        self.url = line.split()[1]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)


SAMPLE = re.compile(r"^([A-Za-z_:][A-Za-z0-9_:]*)(?:\{[^}]*\})? ([^ ]+)$")


def scrape(url):
    """The sum of each metric over all its labels. Nothing that is compared here is told apart by a label."""
    with urllib.request.urlopen(url + "/metrics", timeout=10) as answer:
        text = answer.read().decode()
    totals = {}
    for line in text.splitlines():
        if match := SAMPLE.match(line):
            name, value = match.groups()
            totals[name] = totals.get(name, 0.0) + float(value)
    return totals


class Difference:
    """What the counters rose by between two scrapes."""

    def __init__(self, before, after):
        self.before, self.after = before, after

    def __call__(self, name):
        if name not in self.after:
            raise CheckFailed(f"the server has no metric {name}")
        return self.after[name] - self.before.get(name, 0.0)


# --- The program ------------------------------------------------------------------------------------------------------


def run_cell(options, url, users, folder):
    requests = users * options.per_user
    command = [options.cli, "run", "--base-url", url, "--backend", KINDS[options.server], "--model", "tiny",
               "--max-concurrency", users, "--num-prompts", requests, "--random-input-len", PROMPT_TOKENS,
               "--random-output-len", ANSWER_TOKENS, "--ignore-eos", "--timeout", "600s", "--progress", "none",
               "--db", folder / "runs.sqlite", "--result-dir", folder]
    done = subprocess.run(list(map(str, command)), stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        raise CheckFailed(f"tokamark-cli ended with {done.returncode}: {done.stderr.strip()}")
    results = list(folder.glob("*.json"))
    if len(results) != 1:
        raise CheckFailed(f"expected one result file in {folder}, found {len(results)}")
    return json.loads(results[0].read_text())


# --- Comparisons ------------------------------------------------------------------------------------------------------


@dataclass
class Line:
    users: int
    what: str
    client: float
    server: float
    unit: str
    allowed: tuple  # how far the client may lie under and over the server

    @property
    def agrees(self):
        low, high = self.allowed
        return -low <= self.client - self.server <= high

    def text(self):
        digits = 0 if self.unit == "" else 3
        low, high = self.allowed
        allowed = "equal" if low == high == 0 else f"-{low:.3g} .. +{high:.3g}"
        return (f"{self.users:5}  {self.what:28} {self.client:12.{digits}f} {self.server:12.{digits}f} {self.unit:2}"
                f"  {allowed:18} {'ok' if self.agrees else 'DIFFERS'}")


HEADING = f"{'users':>5}  {'':28} {'client':>12} {'server':>12}     {'allowed':18}"


def same(users, what, client, server):
    return Line(users, what, client, server, "", (0, 0))


def close(users, what, client, server, requests, under_ms=2):
    """Sums over all requests, in seconds: the client may be a little later than the server, hardly earlier."""
    return Line(users, what, client, server, "s", (requests * under_ms / 1000, requests * EXTRA_MS / 1000))


def sums(result):
    done = result["completed"]
    ttft = sum(result["ttfts"])
    e2el = result["mean_e2el_ms"] / 1000 * done
    return done, ttft, e2el


def compare_vllm(users, result, rise, _slots):
    done, ttft, e2el = sums(result)
    yield same(users, "completed requests", done, rise("vllm:request_success_total"))
    yield same(users, "output tokens", result["total_output_tokens"], rise("vllm:generation_tokens_total"))
    yield same(users, "prompt tokens", result["total_input_tokens"], rise("vllm:prompt_tokens_total"))
    yield same(users, "first tokens", done, rise("vllm:time_to_first_token_seconds_count"))
    yield close(users, "TTFT, sum", ttft, rise("vllm:time_to_first_token_seconds_sum"), done)
    yield close(users, "end to end, sum", e2el, rise("vllm:e2e_request_latency_seconds_sum"), done)


def compare_llamacpp(users, result, rise, slots):
    done, ttft, e2el = sums(result)
    prompt = rise("llamacpp:prompt_tokens_total") + rise("llamacpp:prompt_tokens_cached_total")
    yield same(users, "output tokens", result["total_output_tokens"], rise("llamacpp:tokens_predicted_total"))
    yield same(users, "prompt tokens", result["total_input_tokens"], prompt)
    if users > slots:
        return  # its timings leave out the wait for a slot
    generating = rise("llamacpp:tokens_predicted_seconds_total")
    yield Line(users, "after the first token, sum", e2el - ttft, generating, "s",
               (done * EXTRA_MS / 1000, done * EXTRA_MS / 1000))
    if users == 1:
        # With more users the prompts of one batch share this time, so it is no sum over requests.
        reading = rise("llamacpp:prompt_seconds_total")
        yield close(users, "TTFT, sum", ttft, reading, done)
        yield close(users, "end to end, sum", e2el, reading + generating, done, under_ms=EXTRA_MS)


COMPARE = {"vllm": compare_vllm, "llamacpp": compare_llamacpp}


def check_cell(options, url, users):
    before = scrape(url)
    with tempfile.TemporaryDirectory(prefix="tokamark-real-") as folder:
        result = run_cell(options, url, users, Path(folder))
    time.sleep(SETTLE_S)
    rise = Difference(before, scrape(url))
    requests = users * options.per_user
    yield same(users, "requests of the plan", result["completed"] + result["failed"], requests)
    yield same(users, "failed requests", result["failed"], 0)
    yield from COMPARE[options.server](users, result, rise, options.slots)


def check(options, url):
    print(HEADING, flush=True)
    lines = []
    for users in options.users:
        for line in check_cell(options, url, users):
            print(line.text(), flush=True)
            lines.append(line)
    wrong = sum(not line.agrees for line in lines)
    print(f"{len(lines) - wrong} of {len(lines)} agree")
    return 1 if wrong else 0


def default_cli():
    builds = [HERE.parents[1] / "build" / preset / "bin/tokamark-cli" for preset in ("release", "dev")]
    return next((path for path in builds if path.exists()), builds[0])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("server", choices=KINDS)
    parser.add_argument("--cli", type=Path, default=default_cli(), help="default: that of the release build, else of dev")
    parser.add_argument("--preset", choices=("tiny", "small", "slow"), help="size of the model")
    parser.add_argument("--users", type=lambda text: [int(n) for n in text.split(",")], default=[1, 4, 8, 16])
    parser.add_argument("--per-user", type=int, default=3, help="requests of each user")
    parser.add_argument("--slots", type=int, default=8, help="requests that the server works on at the same time")
    parser.add_argument("--url", help="a server that serve.py runs already")
    options = parser.parse_args()
    preset = options.preset or DEFAULT_PRESET[options.server]
    if not os.access(options.cli, os.X_OK):
        print(f"check: no program at {options.cli}; build it first or give --cli", file=sys.stderr)
        return 2
    try:
        if options.url:
            return check(options, options.url.rstrip("/"))
        with Server(options.server, preset, options.slots) as server:
            return check(options, server.url)
    except (CheckFailed, OSError) as error:
        print(f"check: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
