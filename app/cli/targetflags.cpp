#include "cli/targetflags.h"

#include "cli/commonoptions.h"
#include "plan/plannames.h"

namespace tokamark::cli {

Expected<std::pair<std::string, std::string>> splitHeader(const std::string &text)
{
    const std::size_t colon = text.find(':');
    // What was written is not repeated, for it may be a key.
    if (colon == std::string::npos || colon == 0)
        return fail(ErrorCode::BadHeader, "--header", "no colon between name and value");
    std::string value = text.substr(colon + 1);
    const std::size_t start = value.find_first_not_of(" \t");
    return std::pair(text.substr(0, colon), start == std::string::npos ? std::string() : value.substr(start));
}

void TargetFlags::addTo(CLI::App &options, const std::string &group)
{
    addServer(options, group);
    addRequests(options, group);
    addMachine(options, group);
}

void TargetFlags::addServer(CLI::App &options, const std::string &group)
{
    options
        .add_option(
            "--base-url,--url", m_baseUrl,
            "Server to measure: http://HOST:PORT, a HOST alone to look for it at the usual ports, or sim:PRESET")
        ->type_name("URL")
        ->group(group);
    m_kindOption
        = options.add_option("--backend", m_kind, "What serves there (default: what the server says of itself)")
              ->check(CLI::IsMember(std::vector<std::string>(plan::KindNames.begin(), plan::KindNames.end())))
              ->group(group);
    options
        .add_option("--name", m_name,
                    "Name of the run and of its target (default: the kind of backend, or the simulated preset)")
        ->group(group);
    options.add_option("--model", m_model, "Model as the server names it (default: the first that it lists)")
        ->group(group);
    options
        .add_option("--endpoint", m_endpoint,
                    "Which of the server's APIs; auto: chat where it has that, else its own (default: auto)")
        ->check(CLI::IsMember({"auto", "chat", "completions", "native"}))
        ->group(group);
    options
        .add_option("--native", m_native,
                    "Which of the server's own APIs, where it has several: ensemble, llmapi, chat")
        ->type_name("NAME")
        ->group(group);
}

void TargetFlags::addRequests(CLI::App &options, const std::string &group)
{
    addRepeatable(options, "--header", m_headers,
                  "Extra header, 'Name: value'; may be repeated. A secret may be env:VARIABLE or keychain:NAME")
        ->group(group);
    options
        .add_option("--extra-body", m_extraBody,
                    "JSON object merged into each request body. A secret may be env:VARIABLE or keychain:NAME")
        ->type_name("JSON")
        ->group(group);
    options
        .add_option("--api-key-env", m_apiKeyEnv, "Environment variable that holds the key; the key is never stored")
        ->type_name("VAR")
        ->group(group);
    options.add_option("--api-key-keychain", m_apiKeyKeychain, "Name of the key in the system's keychain, instead")
        ->type_name("NAME")
        ->group(group);
    options.add_option("--ca-file", m_caFile, "PEM file with the authorities to trust instead of the system's")
        ->type_name("FILE")
        ->group(group);
    options.add_flag("--insecure", m_insecure, "Do not verify the server's certificate")->group(group);
}

void TargetFlags::addMachine(CLI::App &options, const std::string &group)
{
    addRepeatable(options, "--metrics-url", m_metricsUrls,
                  "The server's own metrics, in Prometheus' form; once for each replica, or 'off' (default: where its "
                  "kind keeps them). env:VAR@URL gives a page of another host a key of its own")
        ->type_name("URL")
        ->group(group);
    options.add_option("--gpus", m_gpus, "GPUs that serve the target, for rates per GPU")
        ->check(wholeNumberFrom(1))
        ->type_name("N")
        ->group(group);
    options
        .add_option("--gpu-metrics-url", m_gpuMetricsUrl,
                    "DCGM exporter of the server's GPUs, where they are in another host")
        ->type_name("URL")
        ->group(group);
    options
        .add_option("--gpu", m_hardware.gpu,
                    "GPU of the target, for what is physically possible: A100-80GB, h100-sxm, l40s")
        ->type_name("NAME")
        ->group(group);
    options
        .add_option("--model-shape", m_hardware.model,
                    "Shape of the model: llama3-8b, or the path of its config.json (default: by the model's name)")
        ->type_name("NAME|FILE")
        ->group(group);
    options
        .add_option("--weights", m_hardware.weights,
                    "Format of the weights: fp16, bf16, fp8, int8, int4, awq, gptq (default: by the model's name)")
        ->type_name("FORMAT")
        ->group(group);
    options.add_option("--kv-cache", m_hardware.kv, "Format of the KV cache: fp16, bf16, fp8, int8 (default: 16 bits)")
        ->type_name("FORMAT")
        ->group(group);
}

Expected<plan::Target> TargetFlags::target() const
{
    plan::Target target;
    target.name = m_name.empty() ? m_kind : m_name;
    target.url = m_baseUrl;
    target.kind = m_kind;
    target.model = m_model;
    for (const auto &entry : plan::EndpointNames) {
        if (entry.text == m_endpoint)
            target.endpoint = entry.value;
    }
    target.native = m_native;
    for (const std::string &text : m_headers) {
        auto header = splitHeader(text);
        if (!header)
            return tl::unexpected(header.error());
        target.headers.push_back(std::move(*header));
    }
    target.extraBody = m_extraBody;
    target.apiKeyEnv = m_apiKeyEnv;
    target.apiKeyKeychain = m_apiKeyKeychain;
    target.tls = {absolutePath(m_caFile), m_insecure};
    target.metricsUrls = m_metricsUrls;
    target.gpus = m_gpus;
    target.gpuMetricsUrl = m_gpuMetricsUrl;
    target.hardware = m_hardware;
    if (m_hardware.model.ends_with(".json"))
        target.hardware.model = absolutePath(m_hardware.model);
    return target;
}

} // namespace tokamark::cli
