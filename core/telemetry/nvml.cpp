#include "telemetry/nvml.h"

#include <array>
#include <cstddef>

#include <dlfcn.h>

namespace tokamark::telemetry {
namespace {

// The part of NVIDIA's C interface that is used here, as its API reference documents it (NVML API Reference Guide,
// "Device Queries"). Declared by hand, so that building needs no CUDA. Status 0 is success.
using Status = int;
using Device = void *;

struct Utilization {
    unsigned int gpu; // per cent
    unsigned int memory;
};

struct Memory {
    unsigned long long total; // bytes
    unsigned long long free;
    unsigned long long used;
};

constexpr Status Success = 0;
constexpr int SmClock = 1; // NVML_CLOCK_SM
constexpr std::size_t UuidBytes = 96; // NVML_DEVICE_UUID_V2_BUFFER_SIZE
constexpr std::size_t NameBytes = 96; // NVML_DEVICE_NAME_V2_BUFFER_SIZE

} // namespace

struct Nvml::Library {
    ~Library()
    {
        if (initialised)
            shutdown();
        if (handle)
            dlclose(handle);
    }

    template <class Function> [[nodiscard]] bool load(const char *symbol, Function &function) const
    {
        // POSIX promises that the address of a function fits into a void pointer.
        function = reinterpret_cast<Function>(dlsym(handle, symbol));
        return function != nullptr;
    }

    void *handle = nullptr;
    bool initialised = false;
    struct NamedDevice {
        std::string id;
        std::string name;
        Device device = nullptr;
    };
    std::vector<NamedDevice> devices;

    Status (*init)() = nullptr;
    Status (*shutdown)() = nullptr;
    Status (*count)(unsigned int *) = nullptr;
    Status (*deviceByIndex)(unsigned int, Device *) = nullptr;
    Status (*uuid)(Device, char *, unsigned int) = nullptr;
    Status (*name)(Device, char *, unsigned int) = nullptr;
    Status (*power)(Device, unsigned int *) = nullptr; ///< milliwatts
    Status (*utilization)(Device, Utilization *) = nullptr;
    Status (*memory)(Device, Memory *) = nullptr;
    Status (*clock)(Device, int, unsigned int *) = nullptr; ///< megahertz
    Status (*energy)(Device, unsigned long long *) = nullptr; ///< millijoules; from Volta on
};

Nvml::Nvml(std::unique_ptr<Library> library)
    : m_library(std::move(library))
{
}

Nvml::~Nvml() = default;

Expected<std::unique_ptr<Nvml>> Nvml::open(const std::string &path)
{
    auto library = std::make_unique<Library>();
    library->handle = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (!library->handle) {
        const char *const why = dlerror();
        return fail(ErrorCode::NotFound, path, why ? why : "");
    }
    const bool complete = library->load("nvmlInit_v2", library->init)
        && library->load("nvmlShutdown", library->shutdown) && library->load("nvmlDeviceGetCount_v2", library->count)
        && library->load("nvmlDeviceGetHandleByIndex_v2", library->deviceByIndex)
        && library->load("nvmlDeviceGetUUID", library->uuid) && library->load("nvmlDeviceGetPowerUsage", library->power)
        && library->load("nvmlDeviceGetUtilizationRates", library->utilization)
        && library->load("nvmlDeviceGetMemoryInfo", library->memory)
        && library->load("nvmlDeviceGetClockInfo", library->clock);
    if (!complete)
        return fail(ErrorCode::Unsupported, path);
    static_cast<void>(library->load("nvmlDeviceGetTotalEnergyConsumption", library->energy));
    static_cast<void>(library->load("nvmlDeviceGetName", library->name));

    if (const Status status = library->init(); status != Success)
        return fail(ErrorCode::NotFound, path, "nvmlInit_v2: " + std::to_string(status));
    library->initialised = true;
    unsigned int count = 0;
    if (library->count(&count) != Success || count == 0)
        return fail(ErrorCode::NotFound, path, "no GPU");
    for (unsigned int index = 0; index < count; ++index) {
        Device device = nullptr;
        if (library->deviceByIndex(index, &device) != Success)
            continue;
        std::array<char, UuidBytes> uuid{};
        const bool hasId = library->uuid(device, uuid.data(), UuidBytes) == Success;
        std::array<char, NameBytes> product{};
        const bool named = library->name != nullptr && library->name(device, product.data(), NameBytes) == Success;
        library->devices.push_back(
            {hasId ? uuid.data() : std::to_string(index), named ? product.data() : std::string(), device});
    }
    if (library->devices.empty())
        return fail(ErrorCode::NotFound, path, "no GPU that may be read");
    return std::unique_ptr<Nvml>(new Nvml(std::move(library)));
}

std::vector<GpuReading> Nvml::read() const
{
    std::vector<GpuReading> gpus;
    for (const auto &[id, name, device] : m_library->devices) {
        GpuReading &gpu = gpus.emplace_back();
        gpu.id = id;
        gpu.name = name;
        unsigned int milliwatts = 0;
        if (m_library->power(device, &milliwatts) == Success)
            gpu.powerWatts = milliwatts / 1e3;
        Utilization utilization{};
        if (m_library->utilization(device, &utilization) == Success)
            gpu.use = utilization.gpu / 100.0;
        Memory memory{};
        if (m_library->memory(device, &memory) == Success)
            gpu.memoryBytes = static_cast<double>(memory.used);
        unsigned int megahertz = 0;
        if (m_library->clock(device, SmClock, &megahertz) == Success)
            gpu.clockHz = megahertz * 1e6;
        unsigned long long millijoules = 0;
        if (m_library->energy && m_library->energy(device, &millijoules) == Success)
            gpu.energyJoules = static_cast<double>(millijoules) / 1e3;
    }
    return gpus;
}

} // namespace tokamark::telemetry
