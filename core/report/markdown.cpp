#include "report/markdown.h"

namespace tokamark::report {
namespace {

/// Those that end a line for some reader of Markdown.
bool breaksLine(QChar c)
{
    return c == u'\n' || c == u'\r' || c == u'\v' || c == u'\f' || c == QChar::LineSeparator
        || c == QChar::ParagraphSeparator;
}

} // namespace

QString asMarkdown(const QString &text)
{
    static const QString Marks = QStringLiteral("\\`*_[]|~");
    QString escaped;
    escaped.reserve(text.size());
    for (const QChar c : text) {
        if (c == u'<')
            escaped += QStringLiteral("&lt;");
        else if (c == u'>')
            escaped += QStringLiteral("&gt;");
        else if (c == u'&')
            escaped += QStringLiteral("&amp;");
        else if (breaksLine(c))
            escaped += u' ';
        else if (Marks.contains(c))
            (escaped += u'\\') += c;
        else
            escaped += c;
    }
    return escaped;
}

} // namespace tokamark::report
