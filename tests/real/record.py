#!/usr/bin/env python3
"""Record the answer to one streaming request: the bytes of every read and when it returned.

    record.py NAME URL FOLDER [--answer chat|completions|native:API|..]

A recording is JSON lines. The first is a header: "format", "kind", "endpoint", "label", path and body of the request,
and the date. Each further line is one read: "ms", milliseconds since the request was sent, and "data", in which each
character from U+0000 to U+00FF is one byte. The tests in tests/core/protocol play recordings back.
"""

import argparse
import json
import socket
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

from install import log
from server import named, names

TOKENS = 12
PROMPT = "Write a short line about rain."
USUAL = {"stream": True, "stream_options": {"include_usage": True}, "max_tokens": TOKENS, "temperature": 0, "seed": 1}
OPENAI = {
    "chat": ("/v1/chat/completions", {"messages": [{"role": "user", "content": PROMPT}]}),
    "completions": ("/v1/completions", {"prompt": PROMPT}),
}


def request_of(server, answer):
    """Endpoint, path and body, with the fields that Tokamark sends to a server of that kind."""
    endpoint, more = server.peculiar.get(answer, (answer, {}))
    kind, _, name = endpoint.partition(":")
    if kind == "native":
        path, body_of = server.natives[name]
        return endpoint, path, body_of(PROMPT, TOKENS)
    path, prompt = OPENAI[endpoint]
    body = {"model": server.model, **USUAL, **prompt, **server.fields, **more}
    body["stream_options"] = USUAL["stream_options"] | server.stream_options
    return endpoint, path, body


def converse(url, path, body):
    """Yields (seconds since the request was sent, bytes) for each read, up to the end of the answer."""
    target = urlsplit(url)
    text = json.dumps(body).encode()
    head = (f"POST {path} HTTP/1.1\r\nHost: {target.netloc}\r\nContent-Type: application/json\r\n"
            f"Accept: text/event-stream\r\nConnection: close\r\nContent-Length: {len(text)}\r\n\r\n").encode()
    with socket.create_connection((target.hostname, target.port), timeout=120) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sent = time.monotonic()
        connection.sendall(head + text)
        while data := connection.recv(65536):
            yield time.monotonic() - sent, data


def record(server, url, answer, folder):
    endpoint, path, body = request_of(server, answer)
    endpoint, _, native = endpoint.partition(":")
    header = {"format": "tokamark-wire-1", "kind": server.kind, "endpoint": endpoint, "native": native,
              "label": f"{server.name} {server.version}, {answer}", "path": path, "body": body,
              "recorded": time.strftime("%Y-%m-%d")}
    lines = [json.dumps(header)]
    for seconds, data in converse(url, path, body):
        lines.append(json.dumps({"ms": round(seconds * 1000, 3), "data": data.decode("latin-1")}))
    folder.mkdir(parents=True, exist_ok=True)
    output = folder / f"{server.name}-{server.version}-{answer.replace(':', '-')}.jsonl"
    output.write_text("\n".join(lines) + "\n")
    log(f"{output}: {len(lines) - 1} reads")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("server", choices=names())
    parser.add_argument("url")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--answer", default="chat", help="an endpoint, or the name of a peculiar answer of the server")
    options = parser.parse_args()
    record(named(options.server)[0], options.url, options.answer, options.folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
