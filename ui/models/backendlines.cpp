#include "models/backendlines.h"

#include <QStringList>

#include <algorithm>

namespace tokamark::ui::backendlines {

std::vector<std::string> words(const QString &text)
{
    std::vector<std::string> words;
    for (const QString &word : text.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts))
        words.push_back(word.toStdString());
    return words;
}

QString text(const std::vector<std::string> &words)
{
    QStringList lines;
    for (const std::string &word : words)
        lines.append(QString::fromStdString(word));
    return lines.join(QLatin1Char('\n'));
}

Headers headers(const QString &text)
{
    Headers headers;
    for (const QString &line : text.split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        const qsizetype colon = line.indexOf(QLatin1Char(':'));
        const QString name = line.left(std::max<qsizetype>(colon, 0));
        const QString value = line.mid(colon + 1);
        headers.emplace_back(name.trimmed().toStdString(), value.trimmed().toStdString());
    }
    return headers;
}

QString text(const Headers &headers)
{
    QStringList lines;
    for (const auto &[name, value] : headers)
        lines.append(QString::fromStdString(name) + QStringLiteral(": ") + QString::fromStdString(value));
    return lines.join(QLatin1Char('\n'));
}

} // namespace tokamark::ui::backendlines
