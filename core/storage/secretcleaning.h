#pragma once

#include "base/error.h"

namespace tokamark::storage {

class Database;

/// Takes out of a file what programs before schema 8 stored in it: values of headers that are secrets, in plans and in
/// saved backends, and the same values where a server had repeated them. To be called inside a transaction.
[[nodiscard]] Expected<void> removeStoredSecrets(Database &database);

} // namespace tokamark::storage
