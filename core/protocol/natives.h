#pragma once

#include "protocol/nativeprotocol.h"

// The native APIs, each defined in the file of its name.
namespace tokamark::protocol {

extern const NativeDialect SglangGenerate;
extern const NativeDialect LmdeployGenerate;
extern const NativeDialect LlamaCompletion;
extern const NativeDialect OllamaGenerate;
extern const NativeDialect OllamaChat;
extern const NativeDialect TgiGenerate;
extern const NativeDialect TritonEnsemble;
extern const NativeDialect TritonLlmApi;
extern const NativeDialect BentoGenerator;

} // namespace tokamark::protocol
