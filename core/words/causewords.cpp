#include "words/causewords.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace tokamark::words {
namespace {

struct CauseWords {
    Q_DECLARE_TR_FUNCTIONS(CauseWords)

public:
    static QString newerSchema() { return tr("schema %1, this program knows %2"); }
};

/// What the layers below write as the cause of an error or of a failed request.
constexpr std::array OwnCauses{
    QT_TRANSLATE_NOOP("CauseWords", "no such program"),
    QT_TRANSLATE_NOOP("CauseWords", "not ready in time"),
    QT_TRANSLATE_NOOP("CauseWords", "no such folder"),
    QT_TRANSLATE_NOOP("CauseWords", "is a folder"),
    QT_TRANSLATE_NOOP("CauseWords", "the file was removed or replaced"),
    QT_TRANSLATE_NOOP("CauseWords", "the file exists already"),
    QT_TRANSLATE_NOOP("CauseWords", "run is being measured"),
    QT_TRANSLATE_NOOP("CauseWords", "no answer in time"),
    QT_TRANSLATE_NOOP("CauseWords", "no answer"),
    QT_TRANSLATE_NOOP("CauseWords", "no address"),
    QT_TRANSLATE_NOOP("CauseWords", "no colon between name and value"),
    QT_TRANSLATE_NOOP("CauseWords", "no PEM certificate in it"),
    QT_TRANSLATE_NOOP("CauseWords", "no known server answers here"),
    QT_TRANSLATE_NOOP("CauseWords", "it is not run unseen"),
    QT_TRANSLATE_NOOP("CauseWords", "levels of a search are missing"),
    QT_TRANSLATE_NOOP("CauseWords", "targets do not match the plan"),
    QT_TRANSLATE_NOOP("CauseWords", "no answer to the connection attempt"),
    QT_TRANSLATE_NOOP("CauseWords", "handshake not finished in time"),
    QT_TRANSLATE_NOOP("CauseWords", "request not finished in time"),
    QT_TRANSLATE_NOOP("CauseWords", "no byte for too long"),
    QT_TRANSLATE_NOOP("CauseWords", "connection closed in the handshake"),
    QT_TRANSLATE_NOOP("CauseWords", "connection closed before the answer"),
    QT_TRANSLATE_NOOP("CauseWords", "connection closed inside the answer"),
};

} // namespace

QString causeText(const QString &cause)
{
    static const QRegularExpression schema(QStringLiteral("^schema (\\d+), this program knows (\\d+)$"));
    if (const auto match = schema.match(cause); match.hasMatch())
        return CauseWords::newerSchema().arg(match.captured(1), match.captured(2));
    const auto own
        = std::ranges::find_if(OwnCauses, [&cause](const char *known) { return cause == QLatin1String(known); });
    return own == OwnCauses.end() ? cause : CauseWords::tr(*own);
}

} // namespace tokamark::words
