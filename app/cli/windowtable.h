#pragma once

#include "cli/commonoptions.h"
#include "cli/console.h"
#include "storage/runrepository.h"

#include <optional>
#include <string>
#include <string_view>

namespace tokamark::cli {

/// A stretch of every cell, since the cell began.
struct CellStretch {
    Duration from{};
    Duration to{};
};

/// Reads "10s..40s". Empty for anything else, and where it does not end after it begins.
[[nodiscard]] std::optional<CellStretch> parseStretch(std::string_view text);

/// Every finished cell over that stretch, beside its measured window. Nothing is stored.
[[nodiscard]] Expected<void> writeOverStretch(const Console &console, const CellStretch &stretch,
                                              const storage::StoredRun &run, storage::RunRepository &history,
                                              OutputFormat format);

/// The cells whose window a person moved in the window, both ways; nothing if there is none.
void writeMovedWindows(const Console &console, const storage::StoredRun &run);

} // namespace tokamark::cli
