"""Models for Triton's Python backend with the tensor names of TensorRT-LLM's, and a timer in the place of its engine.

`role` in a model's configuration says which this copy of the file is: "preprocessing", "engine" or "postprocessing"
of the ensemble, or "llmapi", the one model of the newer layout, which takes text and gives the text so far.
"""

import json
import threading
import time

import numpy as np
import triton_python_backend_utils as triton

WORDS = "one two three four five six seven eight nine ten él wolken".split()
TIMES = ("arrival_time_ns", "first_scheduled_time_ns", "first_token_time_ns", "last_token_time_ns")
LAST = triton.TRITONSERVER_RESPONSE_COMPLETE_FINAL


def value(request, name, default=None):
    tensor = triton.get_input_tensor_by_name(request, name)
    if tensor is None:
        return default
    first = tensor.as_numpy().reshape(-1)[0]
    return first.decode("utf-8", "replace") if isinstance(first, bytes) else first.item()


def text_tensor(name, text):
    return triton.Tensor(name, np.array([text.encode()], np.object_))


def number_tensor(name, number, kind=np.int32):
    return triton.Tensor(name, np.array([[number]], kind))


def spoken(token):
    return WORDS[token % len(WORDS)] + " "


def length_of(prompt):
    return 1 + len(prompt.split())


class TritonPythonModel:
    def initialize(self, args):
        config = json.loads(args["model_config"])
        given = {name: entry["string_value"] for name, entry in config["parameters"].items()}
        self.role = given["role"]
        self.prefill_s, self.step_s = float(given["prefill_ms"]) / 1000, float(given["step_ms"]) / 1000
        self.longest = int(given["context"])
        self.slots = threading.Semaphore(int(given["slots"]))
        # Two threads that count at the same time bring the server down.
        self.counting = threading.Lock()
        if self.role in ("engine", "llmapi"):
            self.read, self.written = self.lengths(args["model_name"], args["model_version"])

    def lengths(self, model, version):
        """The two histograms of token counts that TensorRT-LLM's own Python model keeps."""
        metrics = []
        for name, label in (("nv_llm_input_token_len", "total_input_tokens"),
                            ("nv_llm_output_token_len", "total_output_tokens")):
            family = triton.MetricFamily(name=name, description="Tokens of a request",
                                         kind=triton.MetricFamily.HISTOGRAM)
            labels = {"response_metric_type": label, "model": model, "version": version}
            metrics.append((family, family.Metric(labels=labels, buckets=[10, 100, 1000])))
        self.families = [family for family, _ in metrics]  # a family that is collected takes its metric along
        return [metric for _, metric in metrics]

    def execute(self, requests):
        if self.role == "preprocessing":
            return [self.encoded(request) for request in requests]
        if self.role == "postprocessing":
            return [self.decoded(request) for request in requests]
        for request in requests:
            threading.Thread(target=self.answer, args=(request,), daemon=True).start()
        return None

    def encoded(self, request):
        prompt = value(request, "QUERY", "")
        tokens = length_of(prompt)
        if tokens > self.longest:
            return triton.InferenceResponse(error=self.too_long(tokens))
        return triton.InferenceResponse([
            triton.Tensor("INPUT_ID", np.arange(tokens, dtype=np.int32)[None]),
            number_tensor("REQUEST_INPUT_LEN", tokens),
            number_tensor("REQUEST_OUTPUT_LEN", value(request, "REQUEST_OUTPUT_LEN"))])

    def decoded(self, request):
        tokens = triton.get_input_tensor_by_name(request, "TOKENS_BATCH").as_numpy().reshape(-1)
        text = "".join(spoken(int(token)) for token in tokens[:value(request, "SEQUENCE_LENGTH")])
        return triton.InferenceResponse([text_tensor("OUTPUT", text)])

    def too_long(self, tokens):
        return triton.TritonError(f"Prompt length ({tokens}) exceeds maximum input length ({self.longest}).")

    # --- The two models with an engine behind them --------------------------------------------------------------------

    def answer(self, request):
        sender = request.get_response_sender()
        try:
            self.generate(request, sender)
        except triton.TritonModelException as error:
            sender.send(triton.InferenceResponse(error=triton.TritonError(str(error))), flags=LAST)

    def generate(self, request, sender):
        if self.role == "llmapi":
            prompt = length_of(value(request, "text_input", ""))
            wanted = value(request, "sampling_param_max_tokens", 32)
            if prompt > self.longest:
                raise triton.TritonModelException(self.too_long(prompt).message())
        else:
            prompt, wanted = value(request, "input_lengths"), value(request, "request_output_len")
        streaming = value(request, "streaming", False)
        times = [time.time_ns()]
        with self.slots:
            times.append(time.time_ns())
            self.count(self.read, prompt)
            begun = time.monotonic() + self.prefill_s
            for number in range(wanted):
                time.sleep(max(0.0, begun + number * self.step_s - time.monotonic()))
                times[2:] = [times[2] if number else time.time_ns(), time.time_ns()]
                last = number + 1 == wanted
                if streaming or last:
                    told = range(number, number + 1) if streaming else range(wanted)
                    sender.send(triton.InferenceResponse(self.outputs(request, prompt, told, times if last else None)),
                                flags=LAST if last else 0)
            self.count(self.written, wanted)

    def count(self, metric, tokens):
        with self.counting:
            metric.observe(tokens)

    def outputs(self, request, prompt, told, times):
        """`told` are the tokens since the response before; `times` come with the last one."""
        if self.role == "llmapi":
            tensors = [text_tensor("text_output", "".join(map(spoken, range(told.stop))))]
            if value(request, "return_finish_reason", False):
                tensors.append(text_tensor("finish_reason", "length" if times else "None"))
            return tensors
        tensors = [triton.Tensor("output_ids", np.array([[list(told)]], np.int32)),
                   number_tensor("sequence_length", len(told))]
        if value(request, "return_num_input_tokens", False):
            tensors.append(number_tensor("num_input_tokens", prompt))
        if value(request, "return_num_output_tokens", False):
            tensors.append(number_tensor("num_output_tokens", len(told)))
        if times and value(request, "return_perf_metrics", False):
            tensors += [number_tensor(name, instant, np.int64) for name, instant in zip(TIMES, times)]
        return tensors
