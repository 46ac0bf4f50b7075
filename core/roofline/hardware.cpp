#include "roofline/hardware.h"

#include <algorithm>
#include <array>

namespace tokamark::roofline {
namespace {

constexpr std::array Models{
    ModelShape{.id = "llama3-8b",
               .name = "Llama 3 8B",
               .layers = 32,
               .width = 4096,
               .kvHeads = 8,
               .headDim = 128,
               .vocabulary = 128256,
               .parameters = 8.030e9,
               .multiplied = 7.505e9},
    ModelShape{.id = "llama3-70b",
               .name = "Llama 3 70B",
               .layers = 80,
               .width = 8192,
               .kvHeads = 8,
               .headDim = 128,
               .vocabulary = 128256,
               .parameters = 70.554e9,
               .multiplied = 69.503e9},
    // Embedding and head: 32000 x 4096 each.
    ModelShape{.id = "mistral-7b",
               .name = "Mistral 7B",
               .layers = 32,
               .width = 4096,
               .kvHeads = 8,
               .headDim = 128,
               .vocabulary = 32000,
               .parameters = 7.242e9,
               .multiplied = 7.111e9},
    ModelShape{.id = "llama2-7b",
               .name = "Llama 2 7B",
               .layers = 32,
               .width = 4096,
               .kvHeads = 32,
               .headDim = 128,
               .vocabulary = 32000,
               .parameters = 6.738e9,
               .multiplied = 6.607e9},
};

constexpr std::array Gpus{
    Gpu{"a100-sxm-80gb", "A100 80GB SXM", 80e9, 2.039e12, 312e12, 624e12}, // 8-bit: INT8
    Gpu{"a100-pcie-80gb", "A100 80GB PCIe", 80e9, 1.935e12, 312e12, 624e12}, // 8-bit: INT8
    Gpu{"h100-sxm", "H100 SXM", 80e9, 3.35e12, 989e12, 1979e12},
    Gpu{"h100-pcie", "H100 PCIe", 80e9, 2.0e12, 756e12, 1513e12},
    Gpu{"h200-sxm", "H200 SXM", 141e9, 4.8e12, 989e12, 1979e12},
    Gpu{"l40s", "L40S", 48e9, 0.864e12, 362e12, 733e12},
    Gpu{"rtx-4090", "RTX 4090", 24e9, 1.008e12, 165.2e12, 330.3e12},
    Gpu{"b200", "B200", 180e9, 8e12, 2250e12, 4500e12}, // memory: the smaller of the two sizes sold
};

} // namespace

std::span<const ModelShape> models()
{
    return Models;
}

std::span<const Gpu> gpus()
{
    return Gpus;
}

const ModelShape *findModel(std::string_view id)
{
    const auto it = std::ranges::find(Models, id, &ModelShape::id);
    return it == Models.end() ? nullptr : &*it;
}

const Gpu *findGpu(std::string_view id)
{
    const auto it = std::ranges::find(Gpus, id, &Gpu::id);
    return it == Gpus.end() ? nullptr : &*it;
}

} // namespace tokamark::roofline
