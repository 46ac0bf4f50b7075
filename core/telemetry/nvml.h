#pragma once

#include "base/error.h"
#include "telemetry/gpureading.h"

#include <memory>
#include <string>
#include <vector>

namespace tokamark::telemetry {

/// The GPUs of this host, through the library that comes with NVIDIA's driver. It is loaded when asked for, so a machine
/// without one needs nothing and loses nothing.
///
/// One thread at a time; owned by whoever reads. Destroying it unloads the library.
class Nvml final {
public:
    static constexpr const char *DriverLibrary = "libnvidia-ml.so.1";

    /// Errors: NotFound where there is no such library or no GPU behind it, Unsupported for a library without the
    /// functions that are needed.
    [[nodiscard]] static Expected<std::unique_ptr<Nvml>> open(const std::string &library = DriverLibrary);
    ~Nvml();
    Nvml(const Nvml &) = delete;
    Nvml &operator=(const Nvml &) = delete;

    /// What a GPU does not tell is empty.
    [[nodiscard]] std::vector<GpuReading> read() const;

private:
    struct Library;
    explicit Nvml(std::unique_ptr<Library> library);

    std::unique_ptr<Library> m_library;
};

} // namespace tokamark::telemetry
