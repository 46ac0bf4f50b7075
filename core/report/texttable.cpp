#include "report/texttable.h"

#include "report/markdown.h"

#include <algorithm>

namespace tokamark::report {
namespace {

QString trimmedRight(QString line)
{
    while (line.endsWith(u' '))
        line.chop(1);
    return line;
}

} // namespace

void TextTable::addColumn(const QString &title, Align align)
{
    m_columns.push_back({title, align});
}

void TextTable::addRow(const QStringList &cells)
{
    Q_ASSERT(static_cast<std::size_t>(cells.size()) == m_columns.size());
    m_rows.push_back(cells);
}

QString TextTable::plainText() const
{
    std::vector<qsizetype> widths;
    for (std::size_t column = 0; column < m_columns.size(); ++column) {
        qsizetype width = m_columns[column].title.size();
        for (const QStringList &row : m_rows)
            width = std::max(width, row.at(static_cast<qsizetype>(column)).size());
        widths.push_back(width);
    }
    const auto padded = [&](std::size_t column, const QString &text) {
        return m_columns[column].align == Align::Left ? text.leftJustified(widths[column])
                                                      : text.rightJustified(widths[column]);
    };
    QStringList titles;
    QStringList rules;
    for (std::size_t column = 0; column < m_columns.size(); ++column) {
        titles.append(padded(column, m_columns[column].title));
        rules.append(QString(widths[column], u'-'));
    }
    const QString gap = QStringLiteral("  ");
    QString text = trimmedRight(titles.join(gap)) + u'\n' + rules.join(gap) + u'\n';
    for (const QStringList &row : m_rows) {
        QStringList cells;
        for (std::size_t column = 0; column < m_columns.size(); ++column)
            cells.append(padded(column, row.at(static_cast<qsizetype>(column))));
        text += trimmedRight(cells.join(gap)) + u'\n';
    }
    return text;
}

QString TextTable::markdown() const
{
    QStringList titles;
    QStringList rules;
    for (const Column &column : m_columns) {
        titles.append(asMarkdown(column.title));
        rules.append(column.align == Align::Left ? QStringLiteral(":--") : QStringLiteral("--:"));
    }
    const auto line = [](const QStringList &cells) {
        return QStringLiteral("| ") + cells.join(QStringLiteral(" | ")) + QStringLiteral(" |\n");
    };
    QString text = line(titles) + line(rules);
    for (const QStringList &row : m_rows) {
        QStringList cells;
        for (const QString &cell : row)
            cells.append(asMarkdown(cell));
        text += line(cells);
    }
    return text;
}

} // namespace tokamark::report
