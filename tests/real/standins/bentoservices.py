"""BentoML services in the three forms in which people wrap engines: a generator, a mounted application, a proxy.

What writes the words of the first two is a timer; BentoML's HTTP layer, mount and counters are the real ones. The third
starts a real engine behind BentoML's own reverse proxy, by the command line in the environment.
"""

import asyncio
import json
import os
import shlex
import time
from collections.abc import AsyncGenerator

import bentoml
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, StreamingResponse
from prometheus_client import Counter

MODEL = "tiny"
FIRST_S = float(os.environ.get("STANDIN_PREFILL_MS", "50")) / 1000
STEP_S = float(os.environ.get("STANDIN_STEP_MS", "20")) / 1000
WORDS = "one two three four five six seven eight nine ten él wolken".split()
WRITTEN = Counter("standin_words", "Words that were handed to BentoML to be sent")
ASKED = Counter("standin_prompt_words", "Words of the prompts")


async def words(prompt, count):
    """Keeps to its own schedule: one late word makes no other late."""
    ASKED.inc(len(prompt.split()))
    begun = time.monotonic()
    for number in range(count):
        await asyncio.sleep(max(0.0, begun + FIRST_S + number * STEP_S - time.monotonic()))
        WRITTEN.inc()
        yield WORDS[number % len(WORDS)] + " "


@bentoml.service(name="raw", traffic={"timeout": 600})
class Raw:
    @bentoml.api
    async def generate(self, prompt: str, max_tokens: int = 32, temperature: float = 0.0) -> AsyncGenerator[str, None]:
        async for word in words(prompt, max_tokens):
            yield word


engine = FastAPI()


@engine.get("/models")
async def models():
    return {"object": "list", "data": [{"id": MODEL, "object": "model", "created": 0, "owned_by": "standin"}]}


@engine.post("/chat/completions")
async def chat(request: Request):
    body = await request.json()
    if body.get("model") != MODEL:
        message = f"The model `{body.get('model')}` does not exist."
        return JSONResponse({"error": {"message": message, "type": "NotFoundError", "code": 404}}, 404)
    prompt = " ".join(message["content"] for message in body["messages"])
    count = int(body.get("max_tokens", 16))

    def event(choices, **more):
        frame = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": int(time.time()), "model": MODEL}
        return f"data: {json.dumps(frame | {'choices': choices} | more)}\n\n"

    def choice(delta, finish=None):
        return [{"index": 0, "delta": delta, "finish_reason": finish}]

    async def events():
        yield event(choice({"role": "assistant", "content": ""}))
        async for word in words(prompt, count):
            yield event(choice({"content": word}))
        yield event(choice({}, "length"))
        if (body.get("stream_options") or {}).get("include_usage"):
            asked = len(prompt.split())
            yield event([], usage={"prompt_tokens": asked, "completion_tokens": count, "total_tokens": asked + count})
        yield "data: [DONE]\n\n"

    return StreamingResponse(events(), media_type="text/event-stream")


@bentoml.service(name="mounted", traffic={"timeout": 600})
@bentoml.asgi_app(engine, path="/v1")
class Mounted:
    @bentoml.api
    async def ping(self) -> str:
        return "pong"


@bentoml.service(name="proxy", traffic={"timeout": 600}, http={"proxy_port": int(os.environ.get("ENGINE_PORT", "1"))})
class Proxy:
    def __command__(self) -> list[str]:
        return shlex.split(os.environ["ENGINE_COMMAND"])
