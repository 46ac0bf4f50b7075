#include "roofline/hardwarenames.h"
#include "roofline/roofline.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include <unistd.h>

namespace tokamark::roofline {
namespace {

std::string gpuId(std::string_view name)
{
    const Gpu *const gpu = findGpuByName(name);
    return gpu != nullptr ? std::string(gpu->id) : std::string();
}

TEST(HardwareNames, KnowGpusAsPeopleAndDriversCallThem)
{
    EXPECT_EQ(gpuId("a100-sxm-80gb"), "a100-sxm-80gb");
    EXPECT_EQ(gpuId("A100-80GB"), "a100-sxm-80gb");
    EXPECT_EQ(gpuId("NVIDIA A100-SXM4-80GB"), "a100-sxm-80gb");
    EXPECT_EQ(gpuId("NVIDIA A100 80GB PCIe"), "a100-pcie-80gb");
    EXPECT_EQ(gpuId("NVIDIA H100 80GB HBM3"), "h100-sxm");
    EXPECT_EQ(gpuId("NVIDIA H100 PCIe"), "h100-pcie");
    EXPECT_EQ(gpuId("NVIDIA H200"), "h200-sxm");
    EXPECT_EQ(gpuId("NVIDIA L40S"), "l40s");
    EXPECT_EQ(gpuId("NVIDIA GeForce RTX 4090"), "rtx-4090");
    EXPECT_EQ(gpuId("NVIDIA B200"), "b200");
}

TEST(HardwareNames, DoNotGuessBetweenGpus)
{
    for (const char *name : {"", "A100", "NVIDIA A100-SXM4-40GB", "NVIDIA H100 NVL", "NVIDIA GH200 480GB",
                             "NVIDIA GeForce RTX 4090 Laptop GPU", "Tesla V100", "GB200"})
        EXPECT_EQ(findGpuByName(name), nullptr) << name;
}

TEST(HardwareNames, KnowTheShapeOfAServedModel)
{
    const auto id = [](std::string_view name) { return std::string(findModelByName(name)->id); };
    EXPECT_EQ(id("meta-llama/Meta-Llama-3-8B-Instruct"), "llama3-8b");
    EXPECT_EQ(id("meta-llama/Llama-3.1-8B-Instruct"), "llama3-8b");
    EXPECT_EQ(id("casperhansen/llama-3-70b-instruct-awq"), "llama3-70b");
    EXPECT_EQ(id("Llama-3.3-70B"), "llama3-70b");
    EXPECT_EQ(id("mistralai/Mistral-7B-Instruct-v0.2"), "mistral-7b");
    EXPECT_EQ(findModelByName("Llama-3.2-1B"), nullptr);
    EXPECT_EQ(findModelByName("gpt2"), nullptr);
}

TEST(HardwareNames, ReadFormatsFromWhatPeopleWriteAndFromModelNames)
{
    EXPECT_EQ(weightFormatOf(""), WeightFormat::Bits16);
    EXPECT_EQ(weightFormatOf("awq"), WeightFormat::Bits4Group128);
    EXPECT_EQ(weightFormatOf("fp8"), WeightFormat::Bits8);
    EXPECT_FALSE(weightFormatOf("fp7"));
    EXPECT_EQ(kvFormatOf("fp8"), KvFormat::Bits8);
    EXPECT_FALSE(kvFormatOf("awq"));
    EXPECT_EQ(weightFormatIn("llama-3-70b-instruct-AWQ"), WeightFormat::Bits4Group128);
    EXPECT_EQ(weightFormatIn("Llama-3.1-8B-FP8"), WeightFormat::Bits8);
    EXPECT_EQ(weightFormatIn("Llama-3.1-8B"), WeightFormat::Bits16);
}

class ModelConfig : public testing::Test {
protected:
    ~ModelConfig() override { std::filesystem::remove(m_path); }

    Expected<ModelShape> read(const std::string &text)
    {
        std::ofstream(m_path) << text;
        return readModelConfig(m_path);
    }

private:
    std::string m_path
        = (std::filesystem::temp_directory_path() / ("tokamark-config-" + std::to_string(::getpid()) + ".json"))
              .string();
};

constexpr const char *Llama8b = R"({"num_hidden_layers": 32, "hidden_size": 4096, "num_attention_heads": 32,
    "num_key_value_heads": 8, "intermediate_size": 14336, "vocab_size": 128256, "tie_word_embeddings": false})";

TEST_F(ModelConfig, GivesTheShapeOfTheTable)
{
    const auto shape = read(Llama8b);
    ASSERT_TRUE(shape) << shape.error().cause;
    const ModelShape *const known = findModel("llama3-8b");
    EXPECT_EQ(shape->headDim, known->headDim);
    EXPECT_EQ(shape->kvHeads, known->kvHeads);
    EXPECT_NEAR(shape->parameters, known->parameters, 1e6);
    EXPECT_NEAR(shape->multiplied, known->multiplied, 1e6);
}

TEST_F(ModelConfig, CountsATiedHeadOnce)
{
    const auto shape = read(R"({"num_hidden_layers": 2, "hidden_size": 8, "num_attention_heads": 2,
        "intermediate_size": 16, "vocab_size": 100, "tie_word_embeddings": true})");
    ASSERT_TRUE(shape);
    // 2 x (4 x 8 x 8 attention + 3 x 8 x 16 feed-forward + 2 x 8 norms) + 8 for the last norm + 800.
    EXPECT_DOUBLE_EQ(shape->multiplied, 2 * (256 + 384 + 16) + 8 + 800);
    EXPECT_DOUBLE_EQ(shape->parameters, shape->multiplied);
    EXPECT_EQ(shape->kvHeads, 2U);
}

TEST_F(ModelConfig, RefusesWhatItCannotBound)
{
    EXPECT_EQ(readModelConfig("/nowhere/config.json").error().code, ErrorCode::FileUnreadable);
    EXPECT_EQ(read("not json").error().code, ErrorCode::BadJson);
    EXPECT_EQ(read("{}").error().code, ErrorCode::BadJson);
    EXPECT_EQ(read(R"({"num_local_experts": 8})").error().cause, "a mixture of experts, for which no bound is known");
    EXPECT_EQ(read(R"({"num_hidden_layers": -2, "hidden_size": 8, "num_attention_heads": 2,
        "intermediate_size": 16, "vocab_size": 100})")
                  .error()
                  .code,
              ErrorCode::BadJson);
}

} // namespace
} // namespace tokamark::roofline
