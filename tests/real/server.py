"""What one real server is to the checks: how it is run, what it is asked, and which of its counters say what.

Each module in servers/ describes one program in these terms and exports SERVERS, one entry for each way to run it.
"""

import importlib
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable

MODEL_NAME = "tiny"  # what requests call the model, whatever its size
PROGRAMS = ("llamacpp", "vllm", "sglang", "lmdeploy", "ollama", "bentoml", "triton")


@dataclass(frozen=True)
class Options:
    """How a server is to be run."""

    port: int
    preset: str  # size of the model
    slots: int  # requests served at the same time; more wait
    context: int = 2048  # tokens of prompt and answer together
    threads: int = 1


@dataclass(frozen=True)
class Launch:
    """A command that becomes the server."""

    command: list
    environment: dict = field(default_factory=dict)
    folder: Path | None = None
    patience_s: int = 120
    prepare: Callable[[], None] | None = None  # to be done between the first answer and the first request


def at_same_port(url):
    return [url + "/metrics"]


@dataclass(frozen=True)
class Server:
    name: str
    kind: str  # what tokamark-cli calls it
    version: str
    launch: Callable[[Options], Launch]  # installs what is missing
    counters: dict  # figure of figures.py -> function of a Witness, None where it says nothing in this cell
    openai: tuple = ("chat", "completions")
    model: str = MODEL_NAME
    recognised_as: str = ""  # what `detect` is to call it, where that is another kind
    tells_version: str | None = None  # how the version that it tells begins; by default that above
    fields: dict = field(default_factory=dict)  # beyond the usual ones of OpenAI's APIs, for recordings
    stream_options: dict = field(default_factory=dict)
    free: dict | None = None  # fields for answers that end by themselves; None: its lengths are fixed
    natives: dict = field(default_factory=dict)  # name of an own API -> path, and body of (prompt, tokens)
    peculiar: dict = field(default_factory=dict)  # further answers worth recording: name -> (endpoint, fields)
    ready: str = "/health"  # answers 200 when requests are welcome
    metrics: Callable[[str], list] = at_same_port  # pages of counters, of the URL; none: it has only its log
    settle: Callable[[str, str], None] | None = None  # (url, endpoint): makes the server tell the rest
    preset: str = "tiny"
    slots: int = 8
    late_ms: int = 25  # per request: how much more than the server's clock a client on the same cores may read
    early_ms: dict = field(default_factory=dict)  # figure -> how much less, where it is not the table's

    @property
    def endpoints(self):
        """As `--endpoints` takes them: its own have their name behind a colon."""
        return [*self.openai, *[f"native:{name}" for name in self.natives]]

    def __post_init__(self):
        if self.tells_version is None:
            object.__setattr__(self, "tells_version", self.version)


def programs():
    return {name: importlib.import_module(f"servers.{name}").SERVERS for name in PROGRAMS}


def named(name):
    """The servers of that name: one of them, or all of a program's."""
    known = programs()
    if name in known:
        return known[name]
    return [server for servers in known.values() for server in servers if server.name == name]


def names():
    """Programs, and their servers where a program has several."""
    found = []
    for name, servers in programs().items():
        found += [name] + [server.name for server in servers if server.name != name]
    return found


# --- What a server says of itself -------------------------------------------------------------------------------------

SAMPLE = re.compile(r"^([A-Za-z_:][A-Za-z0-9_:]*)(?:\{(.*)\})? ([^ ]+)(?: \d+)?$")
LABEL = re.compile(r'([A-Za-z_][A-Za-z0-9_]*)="((?:[^"\\]|\\.)*)"')


def samples(text):
    """Prometheus text as a list of (name, labels, value)."""
    found = []
    for line in text.splitlines():
        if match := SAMPLE.match(line):
            name, labels, value = match.groups()
            found.append((name, dict(LABEL.findall(labels or "")), float(value)))
    return found


@dataclass(frozen=True)
class Witness:
    """The server's side of one cell: metrics before and after, and what it wrote to its log meanwhile."""

    endpoint: str
    users: int
    slots: int
    requests: int
    before: list
    after: list
    log: str

    def rise(self, name, **labels):
        """What the samples of that name and those labels rose by, all together."""
        def total(metrics):
            return [value for found, has, value in metrics if found == name and labels.items() <= has.items()]

        if not any(found == name for found, _, _ in self.after):
            raise LookupError(f"the server has no metric {name}")
        return sum(total(self.after)) - sum(total(self.before))


def rise(*metrics, unit=1, **labels):
    """A counter that is the rise of these metrics together, times `unit`."""
    return lambda witness: unit * sum(witness.rise(name, **labels) for name in metrics)


def only_when(condition, counter):
    return lambda witness: counter(witness) if condition(witness) else None


def nobody_waits(witness):
    return witness.users <= witness.slots


def one_user(witness):
    return witness.users == 1
