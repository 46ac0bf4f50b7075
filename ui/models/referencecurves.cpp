#include "models/referencecurves.h"

#include <QFile>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace tokamark::ui {

namespace {

enum Column { StudyColumn, ModelColumn, BackendColumn, UsersColumn, MetricColumn, ValueColumn, SourceColumn };

std::optional<ReferenceStudy> studyByName(const QString &name)
{
    if (name == QLatin1String("bentoml-2024"))
        return ReferenceStudy::BentoMl2024;
    if (name == QLatin1String("nvidia-nim-2024"))
        return ReferenceStudy::NvidiaNim2024;
    if (name == QLatin1String("mlc-blog-2024"))
        return ReferenceStudy::MlcBlog2024;
    return std::nullopt;
}

/// The curve that a line belongs to, with that line's point alone.
std::optional<ReferenceCurve> parseLine(const QString &line)
{
    // The source is the last column and may hold commas of its own.
    const QStringList fields = line.split(QLatin1Char(','));
    if (fields.size() <= SourceColumn)
        return std::nullopt;
    const auto study = studyByName(fields[StudyColumn]);
    const auto metric = metrics::metricByName(fields[MetricColumn].toStdString());
    bool usersRead = false;
    bool valueRead = false;
    CurvePoint point;
    point.level = fields[UsersColumn].toDouble(&usersRead);
    point.value = fields[ValueColumn].toDouble(&valueRead);
    if (!study || !metric || !usersRead || !valueRead)
        return std::nullopt;
    const QString source = fields.mid(SourceColumn).join(QLatin1Char(',')).remove(QLatin1Char('"')).trimmed();
    return ReferenceCurve{*study, fields[ModelColumn], fields[BackendColumn], *metric, source, {point}};
}

bool isSameCurve(const ReferenceCurve &a, const ReferenceCurve &b)
{
    return a.study == b.study && a.model == b.model && a.backend == b.backend && a.metric == b.metric;
}

} // namespace

std::vector<ReferenceCurve> parseReferenceCurves(const QString &csv)
{
    std::vector<ReferenceCurve> curves;
    const QStringList lines = csv.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    for (const QString &line : lines) {
        const auto parsed = parseLine(line);
        if (!parsed)
            continue;
        const auto curve = std::find_if(curves.begin(), curves.end(),
                                        [&](const ReferenceCurve &known) { return isSameCurve(known, *parsed); });
        if (curve == curves.end())
            curves.push_back(*parsed);
        else
            curve->points.push_back(parsed->points.front());
    }
    for (ReferenceCurve &curve : curves)
        std::sort(curve.points.begin(), curve.points.end(),
                  [](const CurvePoint &a, const CurvePoint &b) { return a.level < b.level; });
    return curves;
}

const std::vector<ReferenceCurve> &publishedCurves()
{
    static const std::vector<ReferenceCurve> curves = [] {
        QFile file(QStringLiteral(":/reference/published.csv"));
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
