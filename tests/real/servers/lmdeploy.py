"""LMDeploy's api_server: everything above its engine, which needs a GPU and is a stand-in here."""

from install import STANDINS, installed, model, version
from server import MODEL_NAME, Launch, Server, rise


def launch(options):
    environment = {"STANDIN_SLOTS": options.slots, "HF_HUB_OFFLINE": 1, "TRANSFORMERS_OFFLINE": 1}
    return Launch([installed("lmdeploy") / "bin/python", STANDINS / "lmdeployserver.py", "serve", "api_server",
                   model(options.preset) / "hf", "--backend", "turbomind", "--model-name", MODEL_NAME,
                   "--server-name", "127.0.0.1", "--server-port", options.port, "--session-len", options.context,
                   "--max-batch-size", 128],
                  environment)


FAILING_SEED = 13  # for which the stand-in fails on its way

BEFORE_CLOCK = "standin:before_clock_seconds_total"


def after_first_token(witness):
    return (witness.rise("lmdeploy:e2e_request_latency_seconds_sum")
            - witness.rise("lmdeploy:time_to_first_token_seconds_sum"))


COUNTERS = {
    "completed": rise("lmdeploy:request_success_total", finished_reason="ResponseType.FINISH"),
    # Counts an end-of-turn token, which `usage` does not; answers of an exact length have none.
    "output": rise("lmdeploy:request_generation_tokens_sum"),
    "prompt": rise("lmdeploy:request_prompt_tokens_sum"),
    "firsts": rise("lmdeploy:time_to_first_token_seconds_count"),
    # LMDeploy's clock starts behind template and tokeniser; the stand-in counts what passes before that.
    "ttft": rise("lmdeploy:time_to_first_token_seconds_sum", BEFORE_CLOCK),
    "rest": after_first_token,
    "e2el": rise("lmdeploy:e2e_request_latency_seconds_sum", BEFORE_CLOCK),
}

PECULIAR = {"failure": ("chat", {"seed": FAILING_SEED})}


def generate(prompt, tokens):
    return {"prompt": prompt, "max_tokens": tokens, "temperature": 0, "seed": 1, "stream": True, "ignore_eos": True}


# Its HTTP process handles each token of each user in Python and falls behind the stand-in's clock first.
SERVERS = [Server("lmdeploy", "lmdeploy", version("lmdeploy"), launch, COUNTERS, late_ms=40, tells_version="",
                  fields={"ignore_eos": True, "return_token_ids": True}, peculiar=PECULIAR,
                  natives={"generate": ("/generate", generate)})]
