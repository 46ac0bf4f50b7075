#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace tokamark::report {

/// A table of short texts: as columns for a terminal, or as Markdown. A value, one thread.
class TextTable final {
public:
    enum class Align { Left, Right };

    void addColumn(const QString &title, Align align = Align::Right);
    /// One text per column.
    void addRow(const QStringList &cells);
    [[nodiscard]] bool isEmpty() const noexcept { return m_rows.empty(); }
    [[nodiscard]] QString plainText() const;
    [[nodiscard]] QString markdown() const;

private:
    struct Column {
        QString title;
        Align align;
    };

    std::vector<Column> m_columns;
    std::vector<QStringList> m_rows;
};

} // namespace tokamark::report
