"""Triton Inference Server: the program, its HTTP layer, ensemble scheduler and counters, without a GPU.

The models have the names and tensors of TensorRT-LLM's, in its two layouts, and a timer behind them.
"""

import os
import shutil
import sys
import sysconfig
from urllib.parse import urlsplit

from install import STANDINS, cache, installed, packages
from server import Launch, Server, rise

PREFILL_MS, STEP_MS = 50, 20
COUNTS = [("num_input_tokens", "INT32"), ("num_output_tokens", "INT32")]
TIMES = [(name, "INT64") for name in ("arrival_time_ns", "first_scheduled_time_ns", "first_token_time_ns",
                                      "last_token_time_ns")]
SETTINGS = [("end_id", "INT32"), ("pad_id", "INT32"), ("top_k", "INT32"), ("top_p", "FP32"), ("temperature", "FP32"),
            ("repetition_penalty", "FP32"), ("min_tokens", "INT32"), ("seed", "UINT64"), ("beam_width", "INT32"),
            ("stream", "BOOL"), ("exclude_input_in_output", "BOOL"), ("return_perf_metrics", "BOOL"),
            ("return_num_input_tokens", "BOOL"), ("return_num_output_tokens", "BOOL")]
# What the ensemble calls otherwise than the model in it.
INNER = {"stream": "streaming", "top_k": "runtime_top_k", "top_p": "runtime_top_p"}
SAMPLING = [("temperature", "FP32"), ("top_k", "INT32"), ("top_p", "FP32"), ("max_tokens", "INT32"), ("seed", "UINT64"),
            ("exclude_input_from_output", "BOOL"), ("return_perf_metrics", "BOOL")]


# --- Configurations, in protobuf's text form --------------------------------------------------------------------------


def tensor(name, kind, dims="1", optional=False):
    more = " optional: true" if optional else ""
    return f'{{ name: "{name}" data_type: TYPE_{kind} dims: [ {dims} ]{more} }}'


def tensors(pairs, optional=False):
    return [tensor(name, kind, optional=optional) for name, kind in pairs]


def entries(key, values):
    return f"{key} [\n  " + ",\n  ".join(values) + "\n]\n"


def python_model(name, role, inputs, outputs, settings, batch=0, decoupled=False):
    text = f'name: "{name}"\nbackend: "python"\nmax_batch_size: {batch}\n'
    text += "instance_group [ { count: 1 kind: KIND_CPU } ]\n"
    text += f"model_transaction_policy {{ decoupled: {str(decoupled).lower()} }}\n"
    text += entries("input", inputs) + entries("output", outputs)
    for key, value in {"role": role, **settings}.items():
        text += f'parameters {{ key: "{key}" value: {{ string_value: "{value}" }} }}\n'
    return text


def step(model, inputs, outputs):
    def maps(word, pairs):
        return " ".join(f'{word} {{ key: "{key}" value: "{value}" }}' for key, value in pairs)
    return f'{{ model_name: "{model}" model_version: -1 {maps("input_map", inputs)} {maps("output_map", outputs)} }}'


def ensemble():
    results = [name for name, _ in COUNTS + TIMES]
    steps = [
        step("preprocessing", [("QUERY", "text_input"), ("REQUEST_OUTPUT_LEN", "max_tokens")],
             [("INPUT_ID", "_ids"), ("REQUEST_INPUT_LEN", "_length"), ("REQUEST_OUTPUT_LEN", "_wanted")]),
        step("tensorrt_llm", [("input_ids", "_ids"), ("input_lengths", "_length"), ("request_output_len", "_wanted")]
             + [(INNER.get(name, name), name) for name, _ in SETTINGS],
             [("output_ids", "_tokens"), ("sequence_length", "_told")] + [(name, name) for name in results]),
        step("postprocessing", [("TOKENS_BATCH", "_tokens"), ("SEQUENCE_LENGTH", "_told")],
             [("OUTPUT", "text_output")]),
    ]
    return ('name: "ensemble"\nplatform: "ensemble"\nmax_batch_size: 4\n'
            + entries("input", tensors([("text_input", "STRING"), ("max_tokens", "INT32")]) + tensors(SETTINGS, True))
            + entries("output", [tensor("text_output", "STRING", "-1")] + tensors(COUNTS + TIMES))
            + f"ensemble_scheduling {{ {entries('step', steps)} }}\n")


def ensemble_models(settings):
    engine_inputs = [tensor("input_ids", "INT32", "-1"), *tensors([("input_lengths", "INT32"),
                                                                   ("request_output_len", "INT32")])]
    engine_inputs += tensors([(INNER.get(name, name), kind) for name, kind in SETTINGS], optional=True)
    engine_outputs = [tensor("output_ids", "INT32", "-1, -1"), tensor("sequence_length", "INT32", "-1")]
    return {
        "ensemble": ensemble(),
        "preprocessing": python_model(
            "preprocessing", "preprocessing", tensors([("QUERY", "STRING"), ("REQUEST_OUTPUT_LEN", "INT32")]),
            [tensor("INPUT_ID", "INT32", "-1"), *tensors([("REQUEST_INPUT_LEN", "INT32"),
                                                          ("REQUEST_OUTPUT_LEN", "INT32")])], settings, batch=4),
        "tensorrt_llm": python_model("tensorrt_llm", "engine", engine_inputs, engine_outputs + tensors(COUNTS + TIMES),
                                     settings, batch=4, decoupled=True),
        "postprocessing": python_model(
            "postprocessing", "postprocessing",
            [tensor("TOKENS_BATCH", "INT32", "-1, -1"), tensor("SEQUENCE_LENGTH", "INT32", "-1")],
            [tensor("OUTPUT", "STRING", "-1")], settings, batch=4),
    }


def llmapi_models(settings):
    inputs = [tensor("text_input", "STRING", "-1"), *tensors([("streaming", "BOOL")], optional=True)]
    inputs += tensors([(f"sampling_param_{name}", kind) for name, kind in SAMPLING], optional=True)
    inputs += tensors([("return_finish_reason", "BOOL"), ("return_stop_reason", "BOOL")], optional=True)
    outputs = [tensor(name, "STRING", "-1") for name in ("text_output", "finish_reason", "stop_reason")]
    return {"tensorrt_llm": python_model("tensorrt_llm", "llmapi", inputs, outputs + tensors(TIMES), settings,
                                         decoupled=True)}


# --- The program ------------------------------------------------------------------------------------------------------


def write_models(folder, models):
    for name, text in models.items():
        (folder / name / "1").mkdir(parents=True)
        (folder / name / "config.pbtxt").write_text(text)
        if name != "ensemble":
            shutil.copy(STANDINS / "tritonmodels.py", folder / name / "1" / "model.py")


def launch(layout, models):
    def made(options):
        home = installed("triton")
        here = packages(home) / "pytriton/tritonserver"
        kept = cache() / f"triton-{layout}"
        shutil.rmtree(kept, ignore_errors=True)
        settings = {"prefill_ms": PREFILL_MS, "step_ms": STEP_MS, "slots": options.slots, "context": options.context}
        write_models(kept / "models", models(settings))
        # The Python backend needs the stub for this version of Python beside it.
        backend = kept / "backends/python"
        shutil.copytree(here / "backends/python", backend)
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        shutil.copy(here / "python_backend_stubs" / version / "triton_python_backend_stub", backend)
        libraries = [packages(home) / "nvidia_pytriton.libs", sysconfig.get_config_var("LIBDIR"),
                     os.environ.get("LD_LIBRARY_PATH")]
        environment = {"LD_LIBRARY_PATH": ":".join(str(folder) for folder in libraries if folder),
                       "PATH": f"{home / 'bin'}:{os.environ['PATH']}"}
        loopback = [f"--{part}-address=127.0.0.1" for part in ("http", "grpc", "metrics")]
        return Launch([here / "bin/tritonserver", "--model-repository", kept / "models",
                       "--backend-directory", kept / "backends", *loopback, "--http-port", options.port,
                       "--grpc-port", options.port + 1, "--metrics-port", options.port + 2,
                       "--allow-gpu-metrics", "false", "--exit-timeout-secs", "5"], environment)
    return made


def metrics(url):
    return [f"http://127.0.0.1:{urlsplit(url).port + 2}/metrics"]


def ask_ensemble(prompt, tokens):
    return {"text_input": prompt, "max_tokens": tokens, "min_tokens": tokens, "temperature": 0, "seed": 1,
            "stream": True, "return_num_input_tokens": True, "return_num_output_tokens": True,
            "return_perf_metrics": True}


def ask_llmapi(prompt, tokens):
    return {"text_input": prompt, "streaming": True, "sampling_param_max_tokens": tokens,
            "sampling_param_temperature": 0, "sampling_param_seed": 1, "return_finish_reason": True,
            "return_perf_metrics": True}


VERSION = "2.51.0"  # as the program in the wheel calls itself
LENGTHS = {"output": rise("nv_llm_output_token_len_sum"), "prompt": rise("nv_llm_input_token_len_sum")}
ENSEMBLE = Server(
    "triton-ensemble", "triton", VERSION, launch("ensemble", ensemble_models),
    LENGTHS | {"completed": rise("nv_inference_request_success", model="ensemble"),
               "e2el": rise("nv_inference_request_duration_us", model="ensemble", unit=1e-6)},
    openai=(), natives={"ensemble": ("/v2/models/ensemble/generate_stream", ask_ensemble)}, ready="/v2/health/ready",
    metrics=metrics, model="ensemble")
# Answers of this layout tell no counts, so output is what was seen. Of a model that answers in parts Triton's own
# duration ends with the hand-over to it.
LLMAPI = Server(
    "triton-llmapi", "triton", VERSION, launch("llmapi", llmapi_models),
    {"completed": rise("nv_inference_request_success", model="tensorrt_llm"), "output": LENGTHS["output"]},
    openai=(), natives={"llmapi": ("/v2/models/tensorrt_llm/generate_stream", ask_llmapi)}, ready="/v2/health/ready",
    metrics=metrics, model="tensorrt_llm")

SERVERS = [ENSEMBLE, LLMAPI]
