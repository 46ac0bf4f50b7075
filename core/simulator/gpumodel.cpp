#include "simulator/gpumodel.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace tokamark::simulator {
namespace {

constexpr double IdleWatts = 62;
constexpr double BusyWatts = 210; ///< as soon as anything runs: weights are read for one request as for many
constexpr double FullWatts = 400;
constexpr double FullBatch = 64;
constexpr int IdleClockMhz = 210;
constexpr int BusyClockMhz = 1410;
constexpr int UsedMib = 73'000; // engines take their share of the memory once, at their start
constexpr int FreeMib = 81'920 - UsedMib;

} // namespace

GpuModel::GpuModel(Instant now)
    : m_since(now)
{
}

double GpuModel::powerWatts() const
{
    if (m_running == 0)
        return IdleWatts;
    return BusyWatts + (FullWatts - BusyWatts) * std::min(1.0, m_running / FullBatch);
}

double GpuModel::energyJoules(Instant now) const
{
    return m_joules + powerWatts() * std::chrono::duration<double>(now - m_since).count();
}

void GpuModel::setRunning(std::uint32_t running, Instant now)
{
    if (running == m_running)
        return;
    m_joules = energyJoules(now);
    m_since = now;
    m_running = running;
}

std::string GpuModel::exporterText(std::string_view host, Instant now) const
{
    const std::string labels = R"x({gpu="0",UUID="GPU-simulated",device="nvidia0",)x"
                               R"x(modelName="NVIDIA A100-SXM4-80GB (simulated)",Hostname=")x"
        + std::string(host) + "\"} ";
    std::string out;
    const auto line = [&](const char *name, const char *type, const char *help, double value) {
        std::array<char, 40> number{};
        std::snprintf(number.data(), number.size(), "%.10g\n", value);
        out += std::string("# HELP ") + name + ' ' + help + " Simulated.\n# TYPE " + name + ' ' + type + '\n' + name
            + labels + number.data();
    };
    const bool busy = m_running > 0;
    line("DCGM_FI_DEV_SM_CLOCK", "gauge", "SM clock frequency (in MHz).", busy ? BusyClockMhz : IdleClockMhz);
    line("DCGM_FI_DEV_MEM_CLOCK", "gauge", "Memory clock frequency (in MHz).", 1593);
    line("DCGM_FI_DEV_GPU_TEMP", "gauge", "GPU temperature (in C).", busy ? 61 : 34);
    line("DCGM_FI_DEV_POWER_USAGE", "gauge", "Power draw (in W).", powerWatts());
    line("DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION", "counter", "Total energy consumption since boot (in mJ).",
         energyJoules(now) * 1e3);
    line("DCGM_FI_DEV_GPU_UTIL", "gauge", "GPU utilization (in %).", busy ? 100 : 0);
    line("DCGM_FI_DEV_MEM_COPY_UTIL", "gauge", "Memory utilization (in %).", busy ? 80 : 0);
    line("DCGM_FI_DEV_FB_USED", "gauge", "Framebuffer memory used (in MiB).", UsedMib);
    line("DCGM_FI_DEV_FB_FREE", "gauge", "Framebuffer memory free (in MiB).", FreeMib);
    return out;
}

} // namespace tokamark::simulator
