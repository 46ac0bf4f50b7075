#pragma once

#include <QString>

namespace tokamark::ui {

/// What the forms call one value of a backend: "API key" for "api_key_env"; empty for a value that no form has.
[[nodiscard]] QString backendFieldName(const QString &key);
/// "targets[3].url" is "url"; other keys stay as they are.
[[nodiscard]] QString backendFieldKey(const QString &key);

} // namespace tokamark::ui
