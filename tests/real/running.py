"""A server as a child process: started on a free port of the loopback, waited for, and ended with all it started."""

import ctypes
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

from install import Unavailable, cache, log
from server import samples

NEIGHBOURS = 2  # ports after the server's own that it may want for gRPC, metrics, or an engine behind it


def free_port():
    """A port that is free with its neighbours. Nobody holds them for us: on a busy machine they can still go."""
    for _ in range(100):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            first = probe.getsockname()[1]
        try:
            for port in range(first, first + 1 + NEIGHBOURS):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            continue
        return first
    raise Unavailable("no free ports on 127.0.0.1")


def follow_parent():
    """In the child, before it becomes the server (Linux): a server must not outlive this script, however it ends."""
    os.setsid()
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def stop_group(process):
    for sign, patience in ((signal.SIGTERM, 20), (signal.SIGKILL, 5)):
        try:
            os.killpg(process.pid, sign)
        except ProcessLookupError:
            return
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            try:
                process.poll()
                os.killpg(process.pid, 0)
            except ProcessLookupError:
                return
            time.sleep(0.1)


class Running:
    """Context manager for one server. Its output goes to a file, which is part of the testimony of some servers."""

    def __init__(self, server, options, rest=(), log_file=None):
        self.server = server
        self.url = f"http://127.0.0.1:{options.port}"
        launch = server.launch(options)
        self.patience_s, self.prepare = launch.patience_s, launch.prepare
        self.log_file = log_file or cache() / f"{server.name}-{options.port}.log"
        command = list(map(str, launch.command)) + list(rest)
        log(" ".join(command))
        with open(self.log_file, "wb") as output:
            self.process = subprocess.Popen(
                command, env=os.environ | {k: str(v) for k, v in launch.environment.items()}, cwd=launch.folder,
                stdin=subprocess.DEVNULL, stdout=output, stderr=output, preexec_fn=follow_parent)

    def __enter__(self):
        try:
            self.wait_until_ready()
        except BaseException:
            stop_group(self.process)
            raise
        return self

    def __exit__(self, kind, *_):
        stop_group(self.process)
        if kind is None:
            self.log_file.unlink(missing_ok=True)

    def wait_until_ready(self):
        deadline = time.monotonic() + self.patience_s
        while not self.answers(self.server.ready):
            if self.process.poll() is not None:
                raise Unavailable(f"{self.server.name} ended with {self.process.returncode}, see {self.log_file}")
            if time.monotonic() > deadline:
                raise Unavailable(f"{self.server.name} did not answer within {self.patience_s} s, see {self.log_file}")
            time.sleep(0.25)
        if self.prepare:
            self.prepare()

    def answers(self, path):
        try:
            with urllib.request.urlopen(self.url + path, timeout=5) as answer:
                return answer.status == 200
        except OSError:
            return False

    def logged(self):
        return self.log_file.read_text(errors="replace")


def scrape(server, url):
    """All samples of all of the server's metrics pages."""
    found = []
    for page in server.metrics(url):
        with urllib.request.urlopen(page, timeout=10) as answer:
            found += samples(answer.read().decode())
    return found
