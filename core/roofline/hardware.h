#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace tokamark::roofline {

/// The dimensions of a decoder-only transformer, as its config file gives them.
struct ModelShape {
    std::string_view id; ///< "llama3-8b"
    std::string_view name;
    std::uint32_t layers = 0;
    std::uint32_t width = 0;
    std::uint32_t kvHeads = 0;
    std::uint32_t headDim = 0;
    std::uint32_t vocabulary = 0;
    double parameters = 0; ///< all of them
    double multiplied = 0; ///< without the input embedding, which is looked up and never multiplied

    bool operator==(const ModelShape &) const = default;
};

/// What the weights are stored as. Weight-only quantisation shrinks what is read, not the arithmetic.
enum class WeightFormat : std::uint8_t {
    Bits16,
    Bits8, ///< FP8 or INT8 with 8-bit arithmetic
    Bits4Group128, ///< AWQ and its like: 4-bit linear layers with a 16-bit scale and a 4-bit zero per 128, heads 16-bit
};

enum class KvFormat : std::uint8_t { Bits16, Bits8 };

/// One GPU by its data sheet, dense peaks. Sheets that print values with 2:4 sparsity are halved here.
struct Gpu {
    std::string_view id; ///< "a100-sxm-80gb"
    std::string_view name;
    double memoryBytes = 0;
    double bytesPerSecond = 0;
    double flops16 = 0; ///< FP16 or BF16 with FP32 accumulation
    double flops8 = 0; ///< FP8, or INT8 where there is no FP8

    bool operator==(const Gpu &) const = default;
};

/// Llama 3 and 3.1 (dimensions from the model cards' config files), Mistral 7B and Llama 2 7B for calibration.
[[nodiscard]] std::span<const ModelShape> models();
/// NVIDIA's data sheets; for the RTX 4090 the Ada architecture paper with FP32 accumulation, as engines use it.
[[nodiscard]] std::span<const Gpu> gpus();
/// Null if there is none of that id.
[[nodiscard]] const ModelShape *findModel(std::string_view id);
[[nodiscard]] const Gpu *findGpu(std::string_view id);

} // namespace tokamark::roofline
