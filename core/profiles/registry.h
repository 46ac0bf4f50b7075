#pragma once

#include "profiles/backendprofile.h"

// The profiles, each defined in the file of its name.
namespace tokamark::profiles {

extern const BackendProfile Vllm;
extern const BackendProfile Sglang;
extern const BackendProfile Lmdeploy;
extern const BackendProfile LlamaCpp;
extern const BackendProfile TrtllmServe;
extern const BackendProfile Triton;
extern const BackendProfile TritonOpenAi;
extern const BackendProfile MlcLlm;
extern const BackendProfile Tgi;
extern const BackendProfile Ollama;
extern const BackendProfile BentoMl;
extern const BackendProfile OpenLlm;
extern const BackendProfile OpenAi;
extern const BackendProfile OpenAiCom;

} // namespace tokamark::profiles
