"""LMDeploy's own api_server above a stand-in where a GPU would be: runs `lmdeploy` with this script's arguments.

LMDeploy's clock of a request starts when its chat template is rendered, its prompt is tokenised and a handle of the
engine is free for it: in one HTTP process in Python, which also writes every event of every user, that can be a good
while after the request came in. A counter of this script's own beside LMDeploy's says how long.

Command line, HTTP layer, sessions, chat template, tokenizer, detokenizer and counters are LMDeploy's. In the place of
TurboMind there is an engine that writes one token per step into each of its sequences, and in the place of torch a
module that can be imported and nothing else, for nothing above the engine computes with it.
"""

import asyncio
import contextvars
import functools
import importlib
import importlib.abc
import importlib.machinery
import os
import sys
import time
import types
from copy import deepcopy

PREFILL_S = float(os.environ.get("STANDIN_PREFILL_MS", "50")) / 1000
STEP_S = float(os.environ.get("STANDIN_STEP_MS", "20")) / 1000
SLOTS = int(os.environ.get("STANDIN_SLOTS", "8"))
FAILING_SEED, FAILING_AT = 13, 3  # a request with that seed ends in a failure of the engine
FIRST_LETTER, LETTERS = 37, 26  # token ids: "A" to "Z" of a byte-level vocabulary behind its special tokens


# --- torch, to be imported only ---------------------------------------------------------------------------------------


class Name(type):
    """A class whose attributes are such classes again: serves as base, decorator, type, or call without effect."""

    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        made = named(name)
        setattr(cls, name, made)
        return made

    def __bool__(cls):
        return False


def named(name):
    return Name(name, (), {"__init__": lambda self, *_, **__: None,
                           "__call__": lambda self, *given, **_: given[0] if given else None,
                           "__enter__": lambda self: self, "__exit__": lambda self, *_: False})


class HollowModule(types.ModuleType):
    __path__ = []
    __version__ = "0.0"

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        made = named(name)
        setattr(self, name, made)
        return made


class HollowTorch(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "torch":
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        return None

    def create_module(self, spec):
        return HollowModule(spec.name)

    def exec_module(self, module):
        pass


def hollow_torch():
    sys.meta_path.insert(0, HollowTorch())
    import torch
    torch.cuda.is_available = lambda: False
    torch.cuda.device_count = lambda: 0


# --- The engine -------------------------------------------------------------------------------------------------------


class Engine:
    """Has TurboMind's methods, as far as the api_server calls them."""

    is_dummy = False

    def __init__(self, _model_path, engine_config=None, **_):
        from lmdeploy.messages import TurbomindEngineConfig
        self.engine_config = deepcopy(engine_config) or TurbomindEngineConfig()
        self.engine_config.max_batch_size = self.engine_config.max_batch_size or 128
        self.engine_config.dp = getattr(self.engine_config, "dp", 1) or 1
        self.slots = asyncio.Semaphore(SLOTS)
        self.active = self.waiting = self.steps = 0

    @classmethod
    def from_pretrained(cls, path, **options):
        return cls(path, **options)

    def create_instance(self, cuda_stream_id=0):
        return Sequence(self)

    def get_schedule_metrics(self):
        from lmdeploy.messages import ScheduleMetrics
        return ScheduleMetrics(active_seqs=self.active, waiting_seqs=self.waiting, cache_usage=self.active / SLOTS,
                               scheduler_tick=self.steps)

    async def get_health_status(self):
        return {"alive": True, "message": "stand-in engine", "schedule_metrics": self.get_schedule_metrics()}

    def close(self):
        pass


class Sequence:
    """What the api_server calls an instance: one request at a time."""

    def __init__(self, engine):
        self.engine = engine
        self.cancelled = False

    async def async_cancel(self, session_id=None):
        self.cancelled = True

    async def async_end(self, session_id):
        pass

    async def async_stream_infer(self, session_id, input_ids, gen_config=None, stream_output=False, **_):
        from lmdeploy.messages import EngineEvent, EventType
        self.cancelled = False
        events = [EngineEvent(EventType.QUEUED, time.time())]
        self.engine.waiting += 1
        try:
            await self.engine.slots.acquire()
        finally:
            self.engine.waiting -= 1
        self.engine.active += 1
        try:
            events.append(EngineEvent(EventType.SCHEDULED, time.time()))
            wanted = min(gen_config.max_new_tokens, self.engine.engine_config.session_len - len(input_ids))
            failing_at = FAILING_AT if gen_config.random_seed == FAILING_SEED else None
            async for output in self.written(wanted, events, stream_output, failing_at):
                yield output
        finally:
            self.engine.active -= 1
            self.engine.slots.release()

    async def written(self, wanted, events, stream_output, failing_at):
        """A reader who comes late gets all that was written since, as TurboMind hands it over."""
        from lmdeploy.messages import EngineOutput, RequestMetrics, ResponseType
        tokens = [FIRST_LETTER + number % LETTERS for number in range(wanted)]
        begun, told = time.monotonic() + PREFILL_S, 0
        while told < wanted:
            due = begun + (told if stream_output else wanted - 1) * STEP_S
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            if self.cancelled or told == failing_at:
                yield EngineOutput(ResponseType.CANCEL if self.cancelled else ResponseType.INTERNAL_ENGINE_ERROR, [])
                return
            done = min(failing_at or wanted, max(told + 1, 1 + int((time.monotonic() - begun) / STEP_S)))
            self.engine.steps += 1
            output = EngineOutput(ResponseType.FINISH if done == wanted else ResponseType.SUCCESS, tokens[told:done])
            output.req_metrics = RequestMetrics(token_timestamp=time.time(), engine_events=events)
            events, told = [], done
            yield output


# --- What LMDeploy's own clock leaves out -----------------------------------------------------------------------------


def count_time_before_clock():
    """Adds the counter to LMDeploy's page: seconds from a request's head, as read, to the start of its clock."""
    from lmdeploy.serve.core import async_engine
    from prometheus_client import Counter

    counter = Counter("standin:before_clock_seconds", "From the head of a request to the start of LMDeploy's clock")
    arrived = contextvars.ContextVar("arrived")

    def stamped(run_asgi):
        @functools.wraps(run_asgi)
        async def run(cycle, app):
            arrived.set(time.time())
            await run_asgi(cycle, app)
        return run

    for name in ("h11_impl", "httptools_impl"):
        try:
            cycle = importlib.import_module(f"uvicorn.protocols.http.{name}").RequestResponseCycle
        except ImportError:  # the parser that is not installed
            continue
        cycle.run_asgi = stamped(cycle.run_asgi)

    class TimedStats(async_engine.RequestStats):
        def __init__(self, *given, **named):
            super().__init__(*given, **named)
            counter.inc(self.arrival_time - arrived.get())

    async_engine.RequestStats = TimedStats


def main():
    hollow_torch()
    from lmdeploy import turbomind
    turbomind.is_available = lambda: True
    turbomind.TurboMind = Engine
    count_time_before_clock()
    from lmdeploy.cli.entrypoint import run
    return run()


if __name__ == "__main__":
    sys.exit(main())
