"""The clients that people use today: how each is called, and where it writes what it measured.

Each is asked for the same: chat over HTTP, 64 tokens in, 100 out, a number of users in a closed loop.
"""

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable

CACHE = Path(os.environ.get("TOKAMARK_REAL_CACHE")
             or Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "tokamark-real")
TOKENS_IN = 64
TOKENS_OUT = 100


@dataclass
class Load:
    url: str
    model: str
    tokenizer: str
    users: int
    requests: int
    folder: Path  # empty, for what the client writes


@dataclass
class Figures:
    """What a client says it measured. Milliseconds."""
    ttft_mean: float
    ttft_p99: float
    tpot_mean: float
    completed: int


@dataclass(eq=False)  # each is itself alone, and so can be the key of what was measured
class Peer:
    name: str
    environment: str  # folder under the cache with its virtual environment
    command: Callable[[Path, Load], list]  # gets the folder of its programs
    read: Callable[[Load], Figures]
    python: str = "python3"  # that it is installed with
    pins: str = ""  # of pins/, where it has an environment of its own
    # What keeps it from asking a model hub for a tokenizer that lies here.
    offline: dict = field(default_factory=lambda: {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1"})


def only(folder, pattern):
    found = sorted(Path(folder).rglob(pattern))
    if not found:
        raise FileNotFoundError(f"{folder}/{pattern}")
    return found[-1]


def vllm_keys(path):
    text = path.read_text()
    data = json.loads(text.strip().splitlines()[-1] if path.suffix == ".jsonl" else text)
    return Figures(data["mean_ttft_ms"], data["p99_ttft_ms"], data["mean_tpot_ms"], data["completed"])


def tokamark_command(programs, load):
    return [programs / "tokamark-cli", "run", "--base-url", load.url, "--model", load.model,
            "--max-concurrency", load.users, "--num-prompts", load.requests, "--random-input-len", TOKENS_IN,
            "--random-output-len", TOKENS_OUT, "--ignore-eos", "--metrics-url", "off", "--progress", "none",
            "--db", load.folder / "run.sqlite", "--result-dir", load.folder]


def vllm_command(programs, load):
    return [programs / "vllm", "bench", "serve", "--backend", "openai-chat", "--endpoint", "/v1/chat/completions",
            "--base-url", load.url, "--model", load.model, "--tokenizer", load.tokenizer, "--dataset-name", "random",
            "--random-input-len", TOKENS_IN, "--random-output-len", TOKENS_OUT, "--ignore-eos",
            "--max-concurrency", load.users, "--num-prompts", load.requests, "--percentile-metrics", "ttft,tpot",
            "--save-result", "--result-dir", load.folder, "--result-filename", "vllm.json"]


def sglang_options(load):
    return ["--backend", "vllm-chat", "--base-url", load.url, "--model", load.model, "--tokenizer", load.tokenizer,
            "--dataset-name", "random-ids", "--random-input-len", TOKENS_IN, "--random-output-len", TOKENS_OUT,
            "--random-range-ratio", 1, "--max-concurrency", load.users, "--num-prompts", load.requests,
            "--output-file", load.folder / "sglang.jsonl"]


def sglang_python_command(programs, load):
    return [programs / "python", "-m", "sglang.benchmark.serving", *sglang_options(load)]


def sglang_rust_command(programs, load):
    return [programs / "python", "-m", "sglang.benchmark.rust_client", *sglang_options(load)]


def guidellm_command(programs, load):
    return [programs / "guidellm", "run", "--disable-console",
            "--backend", f"kind=openai_http,target={load.url},model={load.model}",
            "--profile", f"kind=concurrent,streams={load.users}",
            "--constraint", f"kind=max_requests,count={load.requests}",
            "--tokenizer", f"kind=huggingface_auto,model={load.tokenizer}",
            "--data", f"kind=synthetic_text,prompt_tokens={TOKENS_IN},output_tokens={TOKENS_OUT}",
            "--output", f"kind=json,path={load.folder / 'guidellm.json'}"]


def guidellm_figures(load):
    metrics = json.loads((load.folder / "guidellm.json").read_text())["benchmarks"][0]["metrics"]
    ttft = metrics["time_to_first_token_ms"]["successful"]
    # Its "time per output token" has the first token in it; the latency between tokens is what others call TPOT.
    gap = metrics["inter_token_latency_ms"]["successful"]
    return Figures(ttft["mean"], ttft["percentiles"]["p99"], gap["mean"], metrics["request_totals"]["successful"])


def aiperf_command(programs, load):
    return [programs / "aiperf", "profile", "--model", load.model, "--url", load.url, "--endpoint-type", "chat",
            "--streaming", "--tokenizer", load.tokenizer, "--use-server-token-count",
            "--concurrency", load.users, "--request-count", load.requests, "--synthetic-input-tokens-mean", TOKENS_IN,
            "--output-tokens-mean", TOKENS_OUT, "--extra-inputs", "ignore_eos:true", "--ui", "none",
            "--artifact-dir", load.folder]


def aiperf_figures(load):
    data = json.loads(only(load.folder, "profile_export_aiperf.json").read_text())
    data = data.get("records", data)
    ttft = data["time_to_first_token"]
    return Figures(ttft["avg"], ttft["p99"], data["inter_token_latency"]["avg"], int(data["request_count"]["avg"]))


def evalscope_command(programs, load):
    return [programs / "evalscope", "perf", "--url", f"{load.url}/v1/chat/completions", "--api", "openai",
            "--model", load.model, "--tokenizer-path", load.tokenizer, "--dataset", "random",
            "--min-prompt-length", TOKENS_IN, "--max-prompt-length", TOKENS_IN, "--prefix-length", 0,
            "--max-tokens", TOKENS_OUT, "--min-tokens", TOKENS_OUT, "--extra-args", '{"ignore_eos": true}',
            "--parallel", load.users, "--number", load.requests, "--stream", "--no-test-connection",
            "--outputs-dir", load.folder]


def evalscope_figures(load):
    data = json.loads(only(load.folder, "benchmark_summary.json").read_text())
    percentiles = json.loads(only(load.folder, "benchmark_percentile.json").read_text())
    p99 = next(row for row in percentiles if row["Percentiles"] == "99%")
    return Figures(data["Avg TTFT (ms)"], p99["TTFT (ms)"], data["Avg TPOT (ms)"], data["Success Requests"])


def inference_perf_command(programs, load):
    config = load.folder / "config.yml"
    config.write_text(json.dumps({
        # Its random prompts are for completions only.
        "api": {"type": "completion", "streaming": True},
        "server": {"type": "vllm", "model_name": load.model, "base_url": load.url, "ignore_eos": True},
        "tokenizer": {"pretrained_model_name_or_path": load.tokenizer},
        "data": {"type": "random",
                 "input_distribution": {"min": TOKENS_IN, "max": TOKENS_IN, "mean": TOKENS_IN, "std_dev": 0,
                                        "total_count": load.requests},
                 "output_distribution": {"min": TOKENS_OUT, "max": TOKENS_OUT, "mean": TOKENS_OUT, "std_dev": 0,
                                         "total_count": load.requests}},
        "load": {"type": "concurrent", "num_workers": 1, "worker_max_concurrency": load.users,
                 "stages": [{"num_requests": load.requests, "concurrency_level": load.users}]},
        "storage": {"local_storage": {"path": str(load.folder)}}}))
    return [programs / "inference-perf", "--config_file", config]


def inference_perf_figures(load):
    data = json.loads(only(load.folder, "summary_lifecycle_metrics.json").read_text())["successes"]
    latency = data["latency"]
    ttft = latency["time_to_first_token"]
    return Figures(1000 * ttft["mean"], 1000 * ttft["p99"], 1000 * latency["time_per_output_token"]["mean"],
                   data["count"])


PEERS = [
    Peer("tokamark", "", tokamark_command, lambda load: vllm_keys(only(load.folder, "*concurrency*.json"))),
    Peer("vllm", "vllm", vllm_command, lambda load: vllm_keys(load.folder / "vllm.json")),
    Peer("sglang-python", "sglang", sglang_python_command, lambda load: vllm_keys(load.folder / "sglang.jsonl")),
    Peer("sglang-rust", "sglang", sglang_rust_command, lambda load: vllm_keys(load.folder / "sglang.jsonl")),
    Peer("guidellm", "peers-guidellm", guidellm_command, guidellm_figures, pins="guidellm"),
    # Told to be offline it takes the path of a tokenizer for the name of one in the hub's cache.
    Peer("aiperf", "peers-aiperf", aiperf_command, aiperf_figures, pins="aiperf",
         offline={"HF_ENDPOINT": "http://127.0.0.1:9"}),
    Peer("evalscope", "peers-evalscope", evalscope_command, evalscope_figures, pins="evalscope"),
    Peer("inference-perf", "peers-inference-perf", inference_perf_command, inference_perf_figures,
         python="python3.12", pins="inference-perf"),
]
