#include "models/referencecurves.h"

#include <QFile>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace tokamark::ui {

namespace {

constexpr int SourceColumn = 4;

} // namespace

std::vector<ReferenceCurve> parseReferenceCurves(const QString &csv)
{
    std::vector<ReferenceCurve> curves;
    const QStringList lines = csv.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    for (const QString &line : lines) {
        // The source is the last column and may hold commas of its own.
        const QStringList fields = line.split(QLatin1Char(','));
        if (fields.size() <= SourceColumn)
            continue;
        bool usersRead = false;
        bool rateRead = false;
        CurvePoint point;
        point.level = fields[2].toDouble(&usersRead);
        point.value = fields[3].toDouble(&rateRead);
        if (!usersRead || !rateRead)
            continue;
        auto curve = std::find_if(curves.begin(), curves.end(), [&](const ReferenceCurve &known) {
            return known.model == fields[0] && known.backend == fields[1];
        });
        if (curve == curves.end()) {
            const QString source = fields.mid(SourceColumn).join(QLatin1Char(',')).remove(QLatin1Char('"')).trimmed();
            curve = curves.insert(curves.end(), {fields[0], fields[1], source, {}});
        }
        curve->points.push_back(point);
    }
    for (ReferenceCurve &curve : curves)
        std::sort(curve.points.begin(), curve.points.end(),
                  [](const CurvePoint &a, const CurvePoint &b) { return a.level < b.level; });
    return curves;
}

const std::vector<ReferenceCurve> &bentomlCurves()
{
    static const std::vector<ReferenceCurve> curves = [] {
        QFile file(QStringLiteral(":/reference/bentoml-2024.csv"));
        if (!file.open(QIODevice::ReadOnly))
            return std::vector<ReferenceCurve>{};
        return parseReferenceCurves(QString::fromUtf8(file.readAll()));
    }();
    return curves;
}

QString referenceModel(const QString &modelName)
{
    static const QRegularExpression size(QStringLiteral("(?<![0-9.])(8|70)b(?![a-z0-9])"),
                                         QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = size.match(modelName);
    if (!match.hasMatch() || !modelName.contains(QStringLiteral("llama"), Qt::CaseInsensitive))
        return {};
    return match.captured(1) + QLatin1Char('B');
}

} // namespace tokamark::ui
