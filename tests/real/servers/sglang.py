"""SGLang, whole, on the CPU with its torch_native attention."""

import os

from install import STANDINS, installed, model, version
from server import MODEL_NAME, Launch, Server, rise


def launch(options):
    home = installed("sglang")
    environment = {"SGLANG_USE_CPU_ENGINE": 1, "PYTHONPATH": STANDINS, "CUDA_VISIBLE_DEVICES": "",
                   "HF_HUB_OFFLINE": 1, "TRANSFORMERS_OFFLINE": 1, "OMP_NUM_THREADS": options.threads,
                   "PYTHONDONTWRITEBYTECODE": 1, "PATH": f"{home / 'bin'}:{os.environ['PATH']}"}
    return Launch([home / "bin/python", "-m", "sglang.launch_server", "--model-path", model(options.preset) / "hf",
                   "--served-model-name", MODEL_NAME, "--device", "cpu", "--attention-backend", "torch_native",
                   "--disable-overlap-schedule", "--grammar-backend", "none", "--enable-metrics",
                   "--host", "127.0.0.1", "--port", options.port, "--context-length", options.context,
                   "--max-running-requests", options.slots, "--max-total-tokens", options.slots * options.context,
                   "--mem-fraction-static", "0.1", "--random-seed", "1"],
                  environment, patience_s=400)


def streamed(*metrics):
    """SGLang's health probe and warm-up are requests too, but no streams."""
    return rise(*metrics, is_streaming="true")


COUNTERS = {
    "completed": streamed("sglang:num_requests_total"),
    "output": streamed("sglang:generation_tokens_total"),
    "prompt": streamed("sglang:prompt_tokens_total"),
    "firsts": streamed("sglang:time_to_first_token_seconds_count"),
    "gaps": rise("sglang:inter_token_latency_seconds_count"),
    "ttft": streamed("sglang:time_to_first_token_seconds_sum"),
    "e2el": streamed("sglang:e2e_request_latency_seconds_sum"),
}


def generate(prompt, tokens):
    sampling = {"max_new_tokens": tokens, "temperature": 0, "sampling_seed": 1, "ignore_eos": True}
    return {"text": prompt, "sampling_params": sampling, "stream": True}


# Its HTTP process and its detokenizer are processes of their own, which share the cores with the client and the engine.
SERVERS = [Server("sglang", "sglang", version("sglang"), launch, COUNTERS, late_ms=75, free={},
                  fields={"ignore_eos": True}, stream_options={"continuous_usage_stats": True},
                  natives={"generate": ("/generate", generate)})]
