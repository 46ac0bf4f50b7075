#pragma once

#include "base/error.h"

namespace tokamark::storage {

class Database;

/// Takes out of a file what older programs stored in it: secrets in headers and extra bodies, in plans and in saved
/// backends, and the same texts where a server had repeated them. To be called inside a transaction.
[[nodiscard]] Expected<void> removeStoredSecrets(Database &database);

} // namespace tokamark::storage
