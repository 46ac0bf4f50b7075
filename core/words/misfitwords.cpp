#include "words/misfitwords.h"

#include <QCoreApplication>

#include <algorithm>

namespace tokamark::words {
namespace {

struct MisfitWords {
    Q_DECLARE_TR_FUNCTIONS(MisfitWords)

public:
    static QString text(const session::OtherKind &kind)
    {
        const QString planned = QString::fromStdString(kind.planned);
        return tr("the plan says that it is %1, and the server says that it is %2: requests are made for %1")
            .arg(planned, QString::fromStdString(kind.detected));
    }
    static QString text(const session::UnlistedModel &model)
    {
        const QString planned = QString::fromStdString(model.planned);
        const QString list = listedModels(model);
        if (model.nearest.empty())
            return tr("the server does not list the model %1; it lists %2").arg(planned, list);
        return tr("the server does not list the model %1; it lists %2; nearest is %3")
            .arg(planned, list, QString::fromStdString(model.nearest));
    }
    static QString andMore(const QString &list, std::size_t more)
    {
        return tr("%1 and %2 more", "names, how many").arg(list).arg(more);
    }
};

} // namespace

QStringList misfitTexts(const session::Misfits &misfits)
{
    QStringList texts;
    if (misfits.kind)
        texts << MisfitWords::text(*misfits.kind);
    if (misfits.model)
        texts << MisfitWords::text(*misfits.model);
    return texts;
}

QString listedModels(const session::UnlistedModel &model)
{
    constexpr std::size_t MostNamed = 8;
    const std::size_t named = std::min(model.listed.size(), MostNamed);
    QStringList names;
    for (std::size_t i = 0; i < named; ++i)
        names << QString::fromStdString(model.listed[i]);
    const QString list = names.join(QStringLiteral(", "));
    return named == model.listed.size() ? list : MisfitWords::andMore(list, model.listed.size() - named);
}

} // namespace tokamark::words
