#pragma once

#include "base/error.h"

namespace tokamark::storage {

class Database;

/// Takes out of a file what older programs stored in it: secrets in headers, extra bodies and URLs, in plans and in saved
/// backends, and the same texts where a server had repeated them or a command had printed them. To be called inside a
/// transaction.
[[nodiscard]] Expected<void> removeStoredSecrets(Database &database);

} // namespace tokamark::storage
