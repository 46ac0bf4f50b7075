#include "models/comparisonmodel.h"

#include "format/figureformat.h"
#include "format/numberformat.h"
#include "format/tiptext.h"
#include "metrics/comparison.h"
#include "models/differencetext.h"
#include "models/failuretext.h"
#include "models/resultcharts.h"
#include "models/rooflineoverlay.h"
#include "models/tableroles.h"
#include "models/verdicttext.h"
#include "widgets/noticecard.h"
#include "words/levelwords.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tokamark::ui {

namespace {

QString signedPercent(double percent)
{
    const QLocale locale;
    const int decimals = std::abs(percent) < 9.95 ? 1 : 0;
    const QString digits = locale.toString(std::abs(percent), 'f', decimals);
    return (percent < 0 ? QStringLiteral("\u2212") : QStringLiteral("+")) + digits;
}

int toneOf(const ResultPoint &point)
{
    switch (point.severity) {
    case metrics::Severity::Fine:
    case metrics::Severity::Note: return static_cast<int>(point.verdicts.empty() ? Tone::Neutral : Tone::Good);
    case metrics::Severity::Warning: return static_cast<int>(Tone::Warning);
    case metrics::Severity::Bad: return static_cast<int>(Tone::Bad);
    }
    return static_cast<int>(Tone::Neutral);
}

QString latencyText(const ResultPoint &point, LatencyKind kind, Statistic which)
{
    return format::trusted(format::latency(point.latency(kind, which), point.timeoutSeconds), point.trust(kind, which));
}

/// The level, and of several repetitions the one that a finding was made in.
QString placeOf(const ResultPoint &point, const metrics::Verdict &finding)
{
    const QString level = words::levelText(point.level);
    const auto cell = std::ranges::find_if(point.cells, [&finding](const storage::StoredCell *one) {
        return std::ranges::find(one->verdicts, finding) != one->verdicts.end();
    });
    if (point.cells.size() < 2 || cell == point.cells.end())
        return level;
    return ComparisonModel::tr("%1, repetition %2").arg(level).arg((*cell)->key.repetition + 1);
}

bool isText(int column)
{
    return column == ComparisonModel::BackendColumn || column == ComparisonModel::VerdictColumn
        || column == ComparisonModel::StatementColumn;
}

QString cLocale(double value)
{
    return std::isfinite(value) ? QString::number(value, 'g', 10) : QString();
}

} // namespace

void ComparisonModel::setResults(std::shared_ptr<const ResultSet> results, const plan::Level &level,
                                 Statistic statistic)
{
    beginResetModel();
    m_results = std::move(results);
    m_level = level;
    m_statistic = statistic;
    m_rows.clear();
    if (m_results) {
        const auto &series = m_results->series();
        for (std::size_t i = 0; i < series.size(); ++i)
            if (series[i].at(level) != nullptr)
                m_rows.push_back(i);
        std::stable_sort(m_rows.begin(), m_rows.end(), [&](std::size_t a, std::size_t b) {
            return series[a].at(level)->outputRate() > series[b].at(level)->outputRate();
        });
        if (m_baseline >= static_cast<int>(series.size()))
            m_baseline = -1;
    }
    compare();
    endResetModel();
}

void ComparisonModel::setBaseline(int series)
{
    m_baseline = series;
    compare();
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void ComparisonModel::compare()
{
    m_family = m_results && m_baseline >= 0 ? DifferenceFamily::beside(*m_results, static_cast<std::size_t>(m_baseline))
                                            : DifferenceFamily();
}

int ComparisonModel::rowOf(std::size_t series) const
{
    const auto place = std::find(m_rows.begin(), m_rows.end(), series);
    return place == m_rows.end() ? -1 : static_cast<int>(place - m_rows.begin());
}

void ComparisonModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int ComparisonModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ComparisonModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

const ResultPoint &ComparisonModel::point(int row) const
{
    return *m_results->series()[seriesOf(row)].at(m_level);
}

QStringList ComparisonModel::reasons() const
{
    QStringList sentences;
    for (int row = 0; row < rowCount(); ++row)
        for (const metrics::Verdict &verdict : point(row).verdicts)
            if (verdict.severity >= metrics::Severity::Warning)
                sentences.append(tr("%1 at %2: %3")
                                     .arg(m_results->series()[seriesOf(row)].name, placeOf(point(row), verdict),
                                          verdictSentence(verdict)));
    return sentences;
}

QStringList ComparisonModel::statements(int row) const
{
    if (m_baseline < 0)
        return {};
    const auto baseline = static_cast<std::size_t>(m_baseline);
    if (seriesOf(row) != baseline)
        return differenceSentences(*m_results, m_family, {baseline, seriesOf(row), m_level}, m_statistic);
    QStringList sentences;
    for (const std::size_t series : m_rows) {
        if (series != baseline)
            sentences.append(rateSentence(*m_results, m_family, {baseline, series, m_level}));
    }
    sentences.removeAll(QString());
    return sentences;
}

QStringList ComparisonModel::allStatements() const
{
    QStringList sentences;
    for (int row = 0; row < rowCount(); ++row) {
        if (m_baseline >= 0 && seriesOf(row) != static_cast<std::size_t>(m_baseline))
            sentences.append(statements(row));
    }
    return sentences;
}

bool ComparisonModel::hasRoofline() const
{
    return std::ranges::any_of(m_rows, [this](std::size_t series) {
        return rooflineShare(*m_results->series()[series].at(m_level)).has_value();
    });
}

QString ComparisonModel::rooflineShareText(int row, bool plain) const
{
    const auto share = rooflineShare(point(row));
    if (!share)
        return {};
    return plain ? cLocale(*share) : tr("%1 %").arg(format::fixed(100 * *share, 0));
}

QString ComparisonModel::differenceText(int row) const
{
    if (m_baseline < 0)
        return QStringLiteral("–");
    if (static_cast<std::size_t>(m_baseline) == seriesOf(row))
        return tr("baseline");
    const ResultSeries &baseline = m_results->series()[static_cast<std::size_t>(m_baseline)];
    const ResultPoint *other = baseline.at(m_level);
    if (other == nullptr)
        return QStringLiteral("–");
    const auto a = other->figures();
    const auto b = point(row).figures();
    const bool paired = baseline.run == m_results->series()[seriesOf(row)].run;
    const auto difference = metrics::compare(a, b, metrics::Metric::OutputThroughput, paired);
    if (!difference || !difference->changePct)
        return QStringLiteral("–");
    const QString change = signedPercent(*difference->changePct);
    if (!difference->lowPct || !difference->highPct)
        return tr("%1 %").arg(change);
    return tr("%1 % (%2 … %3)").arg(change, signedPercent(*difference->lowPct), signedPercent(*difference->highPct));
}

QString ComparisonModel::text(int row, int column) const
{
    const ResultPoint &at = point(row);
    const QString rate = format::number(at.outputRate());
    switch (column) {
    case BackendColumn: return m_results->series()[seriesOf(row)].name;
    case LevelColumn: return words::levelNumber(at.level);
    case RateColumn: return at.tokensEstimated() ? format::estimated(rate) : rate;
    case DifferenceColumn: return differenceText(row);
    case TtftP50Column: return latencyText(at, LatencyKind::Ttft, Statistic::P50);
    case TtftColumn: return latencyText(at, LatencyKind::Ttft, m_statistic);
    case TpotColumn: return latencyText(at, LatencyKind::Tpot, Statistic::Mean);
    case PerUserColumn: return format::number(at.ratePerUser());
    case RequestsColumn: return format::number(at.requestRate());
    case RooflineColumn: return rooflineShareText(row, false);
    case ErrorsColumn: return format::count(at.failed());
    case VerdictColumn: return shortVerdictLabel(at.verdicts);
    case StatementColumn: {
        const bool isOther = m_baseline >= 0 && static_cast<std::size_t>(m_baseline) != seriesOf(row);
        return isOther
            ? rateSentence(*m_results, m_family, {static_cast<std::size_t>(m_baseline), seriesOf(row), m_level})
            : QString();
    }
    default: return {};
    }
}

QString ComparisonModel::plainValue(int row, int column) const
{
    const ResultPoint &at = point(row);
    switch (column) {
    case LevelColumn: return QString::fromStdString(plan::numberText(at.level));
    case RateColumn: return cLocale(at.outputRate());
    case TtftP50Column: return cLocale(at.latency(LatencyKind::Ttft, Statistic::P50));
    case TtftColumn: return cLocale(at.latency(LatencyKind::Ttft, m_statistic));
    case TpotColumn: return cLocale(at.latency(LatencyKind::Tpot, Statistic::Mean));
    case PerUserColumn: return cLocale(at.ratePerUser());
    case RequestsColumn: return cLocale(at.requestRate());
    case RooflineColumn: return rooflineShareText(row, true);
    case ErrorsColumn: return QString::number(at.failed());
    case VerdictColumn: return verdictLabels(at.verdicts);
    default: return text(row, column);
    }
}

QString ComparisonModel::asText() const
{
    QString table;
    for (int column = 0; column < ColumnCount; ++column)
        table += headerData(column, Qt::Horizontal, Qt::DisplayRole).toString()
            + (column + 1 < ColumnCount ? QLatin1Char('\t') : QLatin1Char('\n'));
    for (int row = 0; row < rowCount(); ++row)
        for (int column = 0; column < ColumnCount; ++column)
            table += plainValue(row, column) + (column + 1 < ColumnCount ? QLatin1Char('\t') : QLatin1Char('\n'));
    return table;
}

QString ComparisonModel::failedHeading(int row) const
{
    const ResultPoint &at = point(row);
    return at.failed() == 0 ? QString()
                            : failedText(m_results->series()[seriesOf(row)].name, at.failed(), at.started());
}

QString ComparisonModel::tipOf(int row, int column) const
{
    const ResultPoint &at = point(row);
    QStringList sentences;
    switch (column) {
    case VerdictColumn:
        for (const metrics::Verdict &verdict : at.verdicts)
            sentences.append(verdictSentence(verdict));
        break;
    case ErrorsColumn:
        sentences.append(failedHeading(row));
        for (const storage::FailureGroup &failures : at.failures())
            sentences.append(shortFailureText(failures));
        break;
    case RooflineColumn:
    case RateColumn: sentences.append(rooflineText(at)); break;
    case TtftColumn:
        if (at.trust(LatencyKind::Ttft, m_statistic) != metrics::PercentileTrust::Fine)
            return tr("Fewer than five requests lie beyond this percentile, or none, and then it is not shown.");
        break;
    default: break;
    }
    return format::tip(sentences.join(QLatin1Char('\n')));
}

QVariant ComparisonModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ResultPoint &at = point(index.row());
    const ResultSeries &series = m_results->series()[seriesOf(index.row())];
    switch (role) {
    case Qt::DisplayRole: return text(index.row(), index.column());
    case tablerole::Marker: return index.column() == BackendColumn ? QVariant(series.marker) : QVariant();
    case tablerole::Color:
        return index.column() == BackendColumn && series.color.isValid() ? QVariant(series.color.name()) : QVariant();
    case tablerole::Badge: return index.column() == VerdictColumn ? QVariant(toneOf(at)) : QVariant();
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(isText(index.column()) ? Qt::AlignLeft | Qt::AlignVCenter
                                                          : Qt::AlignRight | Qt::AlignVCenter);
    case Qt::ToolTipRole: return tipOf(index.row(), index.column());
    default: return {};
    }
}

QVariant ComparisonModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(isText(section) ? Qt::AlignLeft | Qt::AlignVCenter
                                                   : Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case BackendColumn: return tr("Backend");
    case LevelColumn: return tr("Users");
    case RateColumn: return tr("tok/s");
    case DifferenceColumn: return tr("to baseline (95 %)");
    case TtftP50Column: return tr("TTFT p50");
    case TtftColumn: return tr("TTFT %1").arg(resultcharts::name(m_statistic));
    case TpotColumn: return tr("TPOT");
    case PerUserColumn: return tr("per user");
    case RequestsColumn: return tr("req/s");
    case RooflineColumn: return tr("roofline");
    case ErrorsColumn: return tr("Errors");
    case VerdictColumn: return tr("Verdict");
    case StatementColumn: return tr("What can be said");
    default: return {};
    }
}

} // namespace tokamark::ui
