"""BentoML's HTTP layer around a generator of strings and a mounted application, and its proxy before llama-server."""

import os
import shlex
import shutil
from urllib.parse import urlsplit

from install import STANDINS, cache, installed, version
from server import Launch, Server, rise
from servers import llamacpp

VERSION = version("bentoml")
REQUESTS, SECONDS = "bentoml_service_request_total", "bentoml_service_request_duration_seconds_sum"


def launch(service, more=lambda options: {}):
    def made(options):
        home = installed("bentoml")
        # Services that share this folder share one page of counters, so each has its own.
        kept = cache() / f"bentoml-{service.lower()}"
        shutil.rmtree(kept, ignore_errors=True)
        kept.mkdir(parents=True)
        environment = {"BENTOML_DO_NOT_TRACK": "True", "PYTHONDONTWRITEBYTECODE": 1, "BENTOML_HOME": kept,
                       "PATH": f"{home / 'bin'}:{os.environ['PATH']}"}
        return Launch([home / "bin/bentoml", "serve", f"bentoservices:{service}", "--host", "127.0.0.1",
                       "--port", options.port], environment | more(options), folder=STANDINS)
    return made


def engine(options):
    port = options.port + 1
    return {"ENGINE_PORT": port, "ENGINE_COMMAND": shlex.join(map(str, llamacpp.command(options, port)))}


def engine_too(url):
    """The proxy keeps its own page and hides the engine's, which is read where the engine listens."""
    return [url + "/metrics", f"http://127.0.0.1:{urlsplit(url).port + 1}/metrics"]


def generate(prompt, tokens):
    return {"prompt": prompt, "max_tokens": tokens, "temperature": 0}


PATHS = {"chat": "/v1/chat/completions", "completions": "/v1/completions", "native:generate": "/generate"}


def counted(metric, **labels):
    """BentoML counts by path."""
    return lambda witness: witness.rise(metric, endpoint=PATHS[witness.endpoint], **labels)


OWN = {"completed": counted(REQUESTS, http_response_code="200"), "e2el": counted(SECONDS, http_response_code="200")}
# The proxy now and then takes a connection that llama-server is about to close, and answers 503 itself.
LOST = {"failed": counted(REQUESTS, http_response_code="503")}

WORDS = {"output": rise("standin_words_total"), "prompt": rise("standin_prompt_words_total")}
ENGINES = {key: llamacpp.COUNTERS[key] for key in ("output", "prompt")}

# Bare text tells no counts: each of its pieces counts as a token.
RAW = Server("bentoml-raw", "bentoml", VERSION, launch("Raw"), OWN | {"output": WORDS["output"]}, openai=(),
             ready="/readyz", natives={"generate": ("/generate", generate)})
MOUNTED = Server("bentoml-mounted", "bentoml", VERSION, launch("Mounted"), OWN | WORDS, openai=("chat",),
                 ready="/readyz", fields={"ignore_eos": True})
PROXY = Server("bentoml-proxy", "bentoml", VERSION, launch("Proxy", engine), OWN | LOST | ENGINES, ready="/v1/models",
               metrics=engine_too, recognised_as="llama.cpp", tells_version=llamacpp.VERSION, preset="small",
               fields={"ignore_eos": True})

SERVERS = [RAW, MOUNTED, PROXY]
