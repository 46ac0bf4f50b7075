#pragma once

#include "storage/runrepository.h"

#include <QString>

namespace tokamark::ui {

/// "12 × HTTP error 404: model not found"; without the colon where nobody said anything.
[[nodiscard]] QString failureText(const storage::FailureGroup &failures);

} // namespace tokamark::ui
