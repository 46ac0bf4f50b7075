"""The figures that are compared, and how closely they have to agree. Servers say which of them they count."""

from dataclasses import dataclass
from typing import Callable

LATE = object()  # as much less as the server's own allowance for more


@dataclass(frozen=True)
class Figure:
    title: str
    client: Callable[[dict], float]  # of tokamark-cli's result file
    seconds: bool = False  # a sum over all requests; otherwise a count, which has to be equal
    early_ms: object = 2  # per request: how much less than the server's a time may be


def none(_witness):
    return 0


def completed(result):
    return result["completed"]


def output_tokens(result):
    return result["total_output_tokens"]


def ttft_s(result):
    return sum(result["ttfts"])


def e2el_s(result):
    return result["mean_e2el_ms"] / 1000 * completed(result)


FIGURES = {
    "completed": Figure("completed requests", completed),
    "output": Figure("output tokens", output_tokens),
    "prompt": Figure("prompt tokens", lambda result: result["total_input_tokens"]),
    "firsts": Figure("first tokens", completed),
    "gaps": Figure("gaps between tokens", lambda result: output_tokens(result) - completed(result)),
    "ttft": Figure("TTFT, sum", ttft_s, seconds=True),
    "rest": Figure("after the first token, sum", lambda result: e2el_s(result) - ttft_s(result), seconds=True,
                   early_ms=LATE),
    "e2el": Figure("end to end, sum", e2el_s, seconds=True),
}


@dataclass(frozen=True)
class Line:
    """One comparison."""

    where: str
    users: int
    title: str
    client: float
    server: float
    seconds: bool = False
    early: float = 0.0
    late: float = 0.0

    @property
    def agrees(self):
        return -self.early <= self.client - self.server <= self.late

    def text(self):
        digits = 3 if self.seconds else 0
        allowed = f"-{self.early:.3g} .. +{self.late:.3g}" if self.seconds else "equal"
        return (f"{self.where:23} {self.users:5}  {self.title:28} {self.client:12.{digits}f} "
                f"{self.server:12.{digits}f} {'s' if self.seconds else ' '}  {allowed:18} "
                f"{'ok' if self.agrees else 'DIFFERS'}")


@dataclass(frozen=True)
class Recognition:
    """What `tokamark-cli detect` says of a server, against what it is."""

    title: str
    said: str
    expected: str

    @property
    def agrees(self):
        return self.said == self.expected

    def text(self):
        return f"{self.title:20} {self.said:36} {'ok' if self.agrees else f'DIFFERS from {self.expected}'}"


def recognise(server, detected):
    yield Recognition("detect: kind", detected["kind"], server.recognised_as or server.kind)
    # Some add the name of a build.
    begin = detected["version"][:len(server.tells_version)]
    yield Recognition("detect: version", begin, server.tells_version)


HEADING = f"{'endpoint':23} {'users':>5}  {'':28} {'client':>12} {'server':>12}    {'allowed':18}"


def compare(server, witness, where, result):
    """The lines of one cell."""
    def line(title, client, counted, **times):
        return Line(where, witness.users, title, client, counted, **times)

    yield line("requests of the plan", completed(result) + result["failed"], witness.requests)
    # That none fails is expected of each server but those that count their failures.
    yield line("failed requests", result["failed"], server.counters.get("failed", none)(witness))
    for key, figure in FIGURES.items():
        if key not in server.counters:
            continue
        counted = server.counters[key](witness)
        if counted is None:
            continue
        if not figure.seconds:
            yield line(figure.title, figure.client(result), counted)
            continue
        early_ms = server.early_ms.get(key, figure.early_ms)
        early_ms = server.late_ms if early_ms is LATE else early_ms
        yield line(figure.title, figure.client(result), counted, seconds=True,
                   early=completed(result) * early_ms / 1000, late=completed(result) * server.late_ms / 1000)
