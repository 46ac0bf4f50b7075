"""Ollama, whole, on the CPU.

It has no page of counters. Its log tells of each request its status and duration, and, with debugging on, what the
engine's one slot held when the request came: its prompt, and from the request before prompt and answer.
"""

import json
import os
import re
import shutil
import subprocess
import urllib.request

from install import Unavailable, cache, installed, llama_cpp_sources, model, must, pins
from server import MODEL_NAME, Launch, Server, only_when

MODULE = pins("ollama")[0]
VERSION = MODULE.partition("@v")[2]
# In the words of Ollama's templates what the model's own says.
MODELFILE = '''FROM {gguf}
PARAMETER num_thread {threads}
TEMPLATE """{{{{ range .Messages }}}}<|turn|>{{{{ .Role }}}}
{{{{ .Content }}}}<|end|>
{{{{ end }}}}<|turn|>assistant
"""
'''


def build(home):
    if not shutil.which("go"):
        raise Unavailable("ollama is built from source and needs Go 1.24 or newer")
    sources = home / "sources"
    # Archives of Go modules leave folders of the name "vendor" out, and with it three header-only libraries that
    # llama.cpp's own archive has.
    tree, _ = llama_cpp_sources(home, sources)
    environment = {"GOBIN": home / "bin", "GOPATH": sources / "go", "GOCACHE": sources / "gocache", "CGO_ENABLED": 1,
                   "CGO_CXXFLAGS": f"-O2 -I{tree / 'vendor'}", "GOFLAGS": "-modcacherw"}
    must("nice", "go", "install", "-ldflags", f"-X=github.com/ollama/ollama/version.Version={VERSION}", MODULE,
         env=os.environ | {key: str(value) for key, value in environment.items()})
    shutil.rmtree(sources)


def launch(options):
    program = installed("ollama", build) / "bin/ollama"
    kept = cache() / "ollama-home"
    kept.mkdir(parents=True, exist_ok=True)
    gguf = model(options.preset) / "model.gguf"
    (kept / "Modelfile").write_text(MODELFILE.format(gguf=gguf, threads=options.threads))
    environment = {"HOME": kept, "OLLAMA_HOST": f"127.0.0.1:{options.port}", "OLLAMA_MODELS": kept / "models",
                   "OLLAMA_NUM_PARALLEL": options.slots, "OLLAMA_CONTEXT_LENGTH": options.context,
                   "OLLAMA_KEEP_ALIVE": -1, "OLLAMA_NO_CLOUD": 1, "OLLAMA_DEBUG": 1}

    def prepare():
        done = subprocess.run([program, "create", MODEL_NAME, "-f", kept / "Modelfile"], capture_output=True, text=True,
                              env=os.environ | {key: str(value) for key, value in environment.items()})
        if done.returncode:
            raise Unavailable(f"ollama could not take the model: {done.stderr.strip()}")
        # The first request loads the model, which is nobody's time to first token.
        ask(f"http://127.0.0.1:{options.port}", "/api/generate")

    return Launch([program, "serve"], environment, prepare=prepare)


def ask(url, path):
    body = {"model": MODEL_NAME, "prompt": "and", "stream": False, "max_tokens": 1, "options": {"num_predict": 1}}
    request = urllib.request.Request(url + path, json.dumps(body).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        answer.read()


def one_more_request(url, endpoint):
    """The slot tells the length of an answer when the next request takes it."""
    # At another path than the cell's, so that it is not counted with it.
    ask(url, "/api/generate" if endpoint == "completions" else "/v1/completions")


PATHS = {"chat": "/v1/chat/completions", "completions": "/v1/completions", "native:chat": "/api/chat",
         "native:generate": "/api/generate"}
SERVED = re.compile(r'\[GIN\] .*? \| +(\d+) \| +(\S+) \| +\S+ \| POST +"([^"]+)"')
TAKEN = re.compile(r'msg="loading cache slot" id=\d+ cache=(\d+) prompt=(\d+)')
DURATION = re.compile(r"([\d.]+)(h|ms|m|s|µs|ns)")
SECONDS = {"h": 3600, "m": 60, "s": 1, "ms": 1e-3, "µs": 1e-6, "ns": 1e-9}


def seconds(text):
    return sum(float(number) * SECONDS[unit] for number, unit in DURATION.findall(text))


def served(witness):
    """Durations of the cell's answered requests."""
    return [seconds(duration) for status, duration, path in SERVED.findall(witness.log)
            if status == "200" and path == PATHS[witness.endpoint]]


def prompts(witness):
    return [int(prompt) for _, prompt in TAKEN.findall(witness.log)][:-1]


def answers(witness):
    """What the slot held after each request beyond its prompt. The last token of an answer is not put into it."""
    held = [int(tokens) for tokens, _ in TAKEN.findall(witness.log)][1:]
    return [after - prompt + 1 for after, prompt in zip(held, prompts(witness))]


def one_slot(witness):
    return witness.slots == 1


def in_full(witness):
    """Its log cuts what took over a minute to whole seconds."""
    return max(served(witness), default=0) < 60


COUNTERS = {
    "completed": lambda witness: len(served(witness)),
    "output": only_when(one_slot, lambda witness: sum(answers(witness))),
    "prompt": only_when(one_slot, lambda witness: sum(prompts(witness))),
    "e2el": only_when(in_full, lambda witness: sum(served(witness))),
}


def native(prompt, tokens):
    options = {"num_predict": tokens, "temperature": 0, "seed": 1}
    return {"model": MODEL_NAME, "stream": True, "options": options, **prompt}


NATIVES = {
    "chat": ("/api/chat", lambda text, tokens: native({"messages": [{"role": "user", "content": text}]}, tokens)),
    "generate": ("/api/generate", lambda text, tokens: native({"prompt": text}, tokens)),
}

SERVERS = [Server("ollama", "ollama", VERSION, launch, COUNTERS, ready="/", metrics=lambda url: [],
                  settle=one_more_request, preset="small", slots=1, free={}, natives=NATIVES)]
