"""Runs the clients that people use today, and ours, against one server with known truth, and prints a table.

    python3 tests/peers/bench.py [--users 100,1000] [--only vllm,tokamark]

The server is our own simulator, which writes down when the kernel received each request and the instant before each
first and last token left. Client and server have a core each. CPU is what the client's processes used beyond runs
with two requests, so that starting up, which some do for ten seconds, is not booked as cost of tokens; by how much
two such runs differ stands behind it.
"""

import argparse
import csv
import functools
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

from peers import CACHE, PEERS, TOKENS_OUT, Load

HERE = Path(__file__).resolve().parent
TTFT = "500ms"
TPOT = "20ms"
LIMIT_S = 300


def log(message):
    print(f"peers: {message}", file=sys.stderr, flush=True)


def cores():
    """One core for the client and one for the server, where there are two."""
    allowed = sorted(os.sched_getaffinity(0))
    return (allowed[0], allowed[1]) if len(allowed) > 1 else (allowed[0], allowed[0])


class TruthServer:
    def __init__(self, programs, folder):
        self.log = folder / "truth.csv"
        self.process = subprocess.Popen(
            [programs / "tokamark-sim", "--preset", "instant", "--dialect", "vllm", "--ttft", TTFT, "--tpot", TPOT,
             "--parallel", "100000", "--truth-log", self.log, "--die-with-parent"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            preexec_fn=lambda: os.sched_setaffinity(0, {cores()[1]}))
        line = self.process.stdout.readline()
        if not line.startswith("READY "):
            raise RuntimeError(f"the truth server said {line!r}")
        self.url = line.split()[1]
        with urllib.request.urlopen(f"{self.url}/v1/models") as answer:
            self.model = json.load(answer)["data"][0]["id"]

    def end(self):
        self.process.terminate()
        self.process.wait(30)
        with self.log.open() as rows:
            return [row for row in csv.DictReader(rows) if int(row["tokens"]) > 0]


def milliseconds(row, later, earlier):
    return (int(row[later]) - int(row[earlier])) / 1e6


def truth_of(rows):
    """TTFT (mean, p99), and the most requests that were in flight at once."""
    whole = [row for row in rows if int(row["tokens"]) >= TOKENS_OUT]
    ttfts = sorted(milliseconds(row, "first_token_ns", "received_ns") for row in whole)
    steps = sorted([(int(row["received_ns"]), 1) for row in whole] + [(int(row["last_token_ns"]), -1) for row in whole])
    most = now = 0
    for _, step in steps:
        now += step
        most = max(most, now)
    gaps = [milliseconds(row, "last_token_ns", "first_token_ns") / (int(row["tokens"]) - 1) for row in whole]
    return {"ttft": sum(ttfts) / len(ttfts), "p99": ttfts[int(0.99 * (len(ttfts) - 1))], "in_flight": most,
            "tpot": sum(gaps) / len(gaps), "requests": len(whole), "tokens": sum(int(row["tokens"]) for row in rows)}


def programs_of(peer, ours):
    if not peer.environment:
        return ours
    home = CACHE / peer.environment
    if peer.pins and not (home / "pinned").exists():
        log(f"installing {peer.name} into {home}; this happens once and can take many minutes")
        subprocess.run([peer.python, "-m", "venv", home], check=True)
        subprocess.run([home / "bin/pip", "install", "-q", "--no-deps", "-r", HERE / "pins" / f"{peer.pins}.txt"],
                       check=True, stdout=sys.stderr)
        (home / "pinned").touch()
    if not (home / "bin").exists():
        raise FileNotFoundError(f"{home}; './dev real {peer.environment}' installs it")
    return home / "bin"


def measure(peer, programs, ours, tokenizer, users, requests):
    folder = Path(tempfile.mkdtemp(prefix="tokamark-peers-"))
    try:
        server = TruthServer(ours, folder)
        (folder / "out").mkdir()
        load = Load(server.url, server.model, str(tokenizer), users, requests, folder / "out")
        command = [str(part) for part in peer.command(programs, load)]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        environment = dict(os.environ, DO_NOT_TRACK="1", VLLM_NO_USAGE_STATS="1", XDG_DATA_HOME=str(folder),
                           OPENAI_API_KEY="none", **peer.offline)
        with (folder / "client.log").open("wb") as output:
            try:
                status = subprocess.run(command, stdout=output, stderr=subprocess.STDOUT, timeout=LIMIT_S,
                                        cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                                        preexec_fn=lambda: os.sched_setaffinity(0, {cores()[0]})).returncode
            except subprocess.TimeoutExpired:
                status = f"over {LIMIT_S} s"
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        rows = server.end()
        # The server is a child as well, and was waited for only after the second look.
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        try:
            figures = peer.read(load)
        except (OSError, KeyError, ValueError, StopIteration, IndexError) as error:
            tail = (folder / "client.log").read_text(errors="replace")[-600:]
            raise RuntimeError(f"ended with {status}, no figures ({error!r}): {tail}") from error
        return cpu, figures, truth_of(rows)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@functools.cache
def starting_up(peer, programs, ours, tokenizer):
    """CPU seconds of a run with two requests: (mean, difference of two such runs)."""
    runs = [measure(peer, programs, ours, tokenizer, 1, 2)[0] for _ in range(2)]
    return sum(runs) / 2, abs(runs[0] - runs[1])


def row_of(peer, programs, ours, tokenizer, users):
    requests = max(3 * users, min(10 * users, 1000))
    idle, differs = starting_up(peer, programs, ours, tokenizer)
    cpu, said, truth = measure(peer, programs, ours, tokenizer, users, requests)
    tokens = max(1, truth["tokens"])
    return {"client": peer.name, "users": users, "cpu_us": 1e6 * (cpu - idle) / tokens,
            "differs_us": 1e6 * differs / tokens, "ttft": said.ttft_mean,
            "ttft_error": said.ttft_mean - truth["ttft"], "p99_error": said.ttft_p99 - truth["p99"],
            "tpot_error": 100 * (said.tpot_mean / truth["tpot"] - 1), "in_flight": truth["in_flight"],
            "completed": f"{said.completed}/{requests}"}


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--users", default="100,1000", help="levels, with commas")
    options.add_argument("--only", default="", help="names of clients, with commas")
    options.add_argument("--bin", default=HERE.parent.parent / "build/release/bin", type=Path, help="our programs")
    options.add_argument("--tokenizer", default=CACHE / "models/small/hf", type=Path,
                         help="folder with any tokenizer that transformers can load")
    given = options.parse_args()
    chosen = [peer for peer in PEERS if not given.only or peer.name in given.only.split(",")]
    if not given.tokenizer.exists():
        sys.exit(f"peers: no tokenizer in {given.tokenizer}; './dev real vllm' makes one")

    print(f"load average {os.getloadavg()[0]:.1f} at the start, {os.cpu_count()} cores\n")
    print("| client | users | CPU us/token | TTFT said, ms | TTFT error, mean ms | TTFT error, p99 ms | TPOT error % "
          "| most in flight | completed |")
    print("|---|---|---|---|---|---|---|---|---|", flush=True)
    failed = 0
    for users in map(int, given.users.split(",")):
        for peer in chosen:
            log(f"{peer.name} with {users} users")
            try:
                row = row_of(peer, programs_of(peer, given.bin), given.bin, given.tokenizer, users)
            except (OSError, RuntimeError, subprocess.CalledProcessError, ZeroDivisionError) as error:
                failed += 1
                log(f"{peer.name}: {error}")
                print(f"| {peer.name} | {users} | failed | | | | | | |", flush=True)
                continue
            print("| {client} | {users} | {cpu_us:.1f} ± {differs_us:.1f} | {ttft:.1f} | {ttft_error:+.2f} | {p99_error:+.2f} "
                  "| {tpot_error:+.2f} | {in_flight} | {completed} |".format(**row), flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
