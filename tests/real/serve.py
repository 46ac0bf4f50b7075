#!/usr/bin/env python3
"""Run a real inference server on the loopback, with a small random model, until told to stop.

    serve.py NAME [--port N] [--preset tiny|small|slow] [--slots N] [--context N] [-- SERVER OPTIONS]

Installs on first use. Writes "READY http://127.0.0.1:PORT" to standard output as soon as requests are answered; the
server's own log goes to standard error. Ends with its server on SIGINT, SIGTERM, or when its parent goes away.
"""

import argparse
import signal
import sys
import time
from pathlib import Path

from install import Unavailable, log
from running import Running, free_port
from server import Options, named, names


def serve(server, options, rest):
    # A list and no event: a handler that takes a lock can come while the lock is held below.
    asked_to_stop = []
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, lambda *_: asked_to_stop.append(sign))
    with Running(server, options, rest, Path("/dev/stderr")) as running:
        print(f"READY {running.url}", flush=True)
        while not asked_to_stop:
            time.sleep(0.25)
            if running.process.poll() is not None:
                raise Unavailable(f"{server.name} ended with {running.process.returncode}")


def main():
    arguments = sys.argv[1:]
    rest = []
    if "--" in arguments:
        at = arguments.index("--")
        arguments, rest = arguments[:at], arguments[at + 1:]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("server", choices=names(), help="the first of its ways to run, where a program has several")
    parser.add_argument("--port", type=int, default=0, help="0, the default: any that is free")
    parser.add_argument("--preset", choices=("tiny", "small", "slow"), help="size of the model")
    parser.add_argument("--slots", type=int, help="requests served at the same time; more wait")
    parser.add_argument("--context", type=int, default=2048, help="tokens of prompt and answer together")
    parser.add_argument("--threads", type=int, default=1)
    given = parser.parse_args(arguments)
    server = named(given.server)[0]
    options = Options(given.port or free_port(), given.preset or server.preset, given.slots or server.slots,
                      given.context, given.threads)
    try:
        serve(server, options, rest)
    except Unavailable as error:
        log(error)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
