#pragma once

#include "base/error.h"
#include "roofline/hardware.h"

#include <optional>
#include <string>
#include <string_view>

namespace tokamark::roofline {

/// The GPU that a person, a driver or an exporter calls by this name: "A100-80GB", "h100-sxm",
/// "NVIDIA A100-SXM4-80GB". Null where the name fits none of the table, or leaves open which one.
[[nodiscard]] const Gpu *findGpuByName(std::string_view name);

/// The shape of the model that a server calls by this name: "meta-llama/Meta-Llama-3.1-8B-Instruct". Null where it is
/// not known.
[[nodiscard]] const ModelShape *findModelByName(std::string_view name);

/// "fp16", "bf16", "fp8", "int8", "int4", "awq", "gptq"; empty text: 16 bits. Nothing for other names.
[[nodiscard]] std::optional<WeightFormat> weightFormatOf(std::string_view name);
/// What the name of a model says of its weights, as names of quantised ones do: "…-AWQ", "…-FP8"; else 16 bits.
[[nodiscard]] std::optional<WeightFormat> weightFormatIn(std::string_view modelName);
/// "fp16", "bf16", "fp8", "int8"; empty text: 16 bits. Nothing for other names.
[[nodiscard]] std::optional<KvFormat> kvFormatOf(std::string_view name);

/// The shape of a dense decoder-only transformer in the config.json of its repository. Errors: FileUnreadable, BadJson
/// (no such file, a dimension missing), and mixtures of experts, of which a step reads only a part.
[[nodiscard]] Expected<ModelShape> readModelConfig(const std::string &path);

} // namespace tokamark::roofline
