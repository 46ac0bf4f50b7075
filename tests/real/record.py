#!/usr/bin/env python3
"""Record the answer to one streaming chat request: the bytes of every read and when it returned.

    record.py URL OUTPUT [--kind vllm|llama.cpp] [--model NAME] [--tokens N] [--label TEXT]

The recording is JSON lines. The first is a header: "format", "kind", "label", path and body of the request, and the
date. Each further line is one read: "ms", milliseconds since the request was sent, and "data", in which each character
from U+0000 to U+00FF is one byte. The tests in tests/core/protocol play recordings back.
"""

import argparse
import json
import socket
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

PATH = "/v1/chat/completions"


def request_body(options):
    body = {"model": options.model, "stream": True, "stream_options": {"include_usage": True},
            "messages": [{"role": "user", "content": "Write a short line about rain."}],
            "max_tokens": options.tokens, "temperature": 0, "seed": 1, "ignore_eos": True}
    if options.kind == "vllm":
        body["stream_options"]["continuous_usage_stats"] = True
    if options.kind == "llama.cpp":
        body["cache_prompt"] = False
    return body


def converse(url, body):
    """Yields (seconds since the request was sent, bytes) for each read, up to the end of the answer."""
    target = urlsplit(url)
    text = json.dumps(body).encode()
    head = (f"POST {PATH} HTTP/1.1\r\nHost: {target.netloc}\r\nContent-Type: application/json\r\n"
            f"Accept: text/event-stream\r\nConnection: close\r\nContent-Length: {len(text)}\r\n\r\n").encode()
    with socket.create_connection((target.hostname, target.port), timeout=120) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sent = time.monotonic()
        connection.sendall(head + text)
        while data := connection.recv(65536):
            yield time.monotonic() - sent, data


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url")
    parser.add_argument("output", type=Path)
    parser.add_argument("--kind", choices=("vllm", "llama.cpp"), required=True)
    parser.add_argument("--model", default="tiny")
    parser.add_argument("--tokens", type=int, default=12)
    parser.add_argument("--label", default="")
    options = parser.parse_args()

    body = request_body(options)
    header = {"format": "tokamark-wire-1", "kind": options.kind, "label": options.label, "path": PATH, "body": body,
              "recorded": time.strftime("%Y-%m-%d")}
    lines = [json.dumps(header)]
    for seconds, data in converse(options.url, body):
        lines.append(json.dumps({"ms": round(seconds * 1000, 3), "data": data.decode("latin-1")}))
    options.output.write_text("\n".join(lines) + "\n")
    print(f"{options.output}: {len(lines) - 1} reads")
    return 0


if __name__ == "__main__":
    sys.exit(main())
