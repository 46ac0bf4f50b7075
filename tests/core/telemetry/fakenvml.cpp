// A library with the functions of NVIDIA's driver library that the program uses, and two GPUs: one that tells
// everything, and one that tells its memory alone, as a GPU in a virtual machine may.

#include <array>
#include <string_view>

extern "C" {

namespace {
constexpr int Success = 0;
constexpr int NotSupported = 3;
std::array devices{0, 1};

int isFirst(const void *device)
{
    return device == &devices[0];
}
} // namespace

struct Utilization {
    unsigned int gpu;
    unsigned int memory;
};

struct Memory {
    unsigned long long total;
    unsigned long long free;
    unsigned long long used;
};

int nvmlInit_v2()
{
    return Success;
}
int nvmlShutdown()
{
    return Success;
}
int nvmlDeviceGetCount_v2(unsigned int *count)
{
    *count = 2;
    return Success;
}
int nvmlDeviceGetHandleByIndex_v2(unsigned int index, void **device)
{
    *device = &devices[index];
    return Success;
}
int nvmlDeviceGetUUID(void *device, char *text, unsigned int size)
{
    constexpr std::string_view Uuid = "GPU-1";
    if (!isFirst(device) || size <= Uuid.size())
        return NotSupported;
    text[Uuid.copy(text, Uuid.size())] = '\0';
    return Success;
}
int nvmlDeviceGetPowerUsage(void *device, unsigned int *milliwatts)
{
    *milliwatts = 350500;
    return isFirst(device) ? Success : NotSupported;
}
int nvmlDeviceGetUtilizationRates(void *device, Utilization *rates)
{
    *rates = {75, 10};
    return isFirst(device) ? Success : NotSupported;
}
int nvmlDeviceGetMemoryInfo(void *device, Memory *memory)
{
    memory->total = 80ULL << 30;
    memory->used = isFirst(device) ? 60ULL << 30 : 1ULL << 30;
    memory->free = memory->total - memory->used;
    return Success;
}
int nvmlDeviceGetClockInfo(void *device, int type, unsigned int *megahertz)
{
    *megahertz = type == 1 ? 1410 : 0;
    return isFirst(device) ? Success : NotSupported;
}
int nvmlDeviceGetTotalEnergyConsumption(void *device, unsigned long long *millijoules)
{
    *millijoules = 5'000'250;
    return isFirst(device) ? Success : NotSupported;
}
}
