#pragma once

#include <QString>

class QAbstractItemModel;

namespace tokamark::ui {

/// A table as text in columns, with its heads and sides as views show them, for a message or a note.
[[nodiscard]] QString columnsText(const QAbstractItemModel &model);

} // namespace tokamark::ui
