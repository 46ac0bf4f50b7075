#pragma once

#include "plan/level.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <nlohmann/json.hpp>

#include <cmath>
#include <optional>

// What the JSON writers share; for this folder's own files only.
namespace tokamark::report {

using Json = nlohmann::ordered_json;

/// The text of a document. Numbers that are not finite become null; bytes of a server that are not UTF-8 are replaced.
[[nodiscard]] inline QByteArray jsonText(const Json &document, int indent = 2)
{
    return QByteArray::fromStdString(document.dump(indent, ' ', false, Json::error_handler_t::replace) + "\n");
}

[[nodiscard]] inline Json json(const std::optional<double> &value)
{
    return value ? Json(*value) : Json(nullptr);
}

/// The number of a level: whole for users, "inf" where all requests are sent at once.
[[nodiscard]] inline Json json(const plan::Level &level)
{
    if (level.kind == plan::LoadKind::Closed)
        return level.users();
    return std::isfinite(level.value) ? Json(level.value) : Json("inf");
}

[[nodiscard]] inline Json json(const QString &text)
{
    return text.toStdString();
}

[[nodiscard]] inline Json json(const QDateTime &instant)
{
    return instant.isValid() ? json(instant.toUTC().toString(Qt::ISODateWithMs)) : Json(nullptr);
}

} // namespace tokamark::report
