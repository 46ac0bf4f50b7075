#include "models/backendsmodel.h"

#include "bridge/backendhealth.h"
#include "bridge/backendstore.h"
#include "format/tiptext.h"
#include "models/backendwords.h"
#include "models/tableroles.h"
#include "widgets/noticecard.h"
#include "words/errorwords.h"
#include "words/misfitwords.h"

#include <QStringList>

#include <algorithm>
#include <array>

namespace tokamark::ui {

namespace {

QString evidenceText(const profiles::Detection &detection)
{
    QStringList lines;
    for (const std::string &line : detection.evidence)
        lines.append(QString::fromStdString(line));
    return lines.join(QStringLiteral(", "));
}

} // namespace

BackendsModel::BackendsModel(const BackendStore &store, const BackendHealth &health, QObject *parent)
    : QAbstractTableModel(parent)
    , m_store(store)
    , m_health(health)
{
    // The store has changed by the time it says so; a reset is all that can be told, and the table is small.
    connect(&store, &BackendStore::changed, this, [this] {
        beginResetModel();
        endResetModel();
    });
    connect(&health, &BackendHealth::changed, this, [this](BackendId id) {
        const auto &backends = m_store.backends();
        const auto found = std::ranges::find(backends, id, &storage::SavedBackend::id);
        if (found == backends.end())
            return;
        const auto row = static_cast<int>(found - backends.begin());
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    });
}

const storage::SavedBackend *BackendsModel::backendAt(const QModelIndex &index) const
{
    return index.isValid() ? &m_store.backends().at(static_cast<std::size_t>(index.row())) : nullptr;
}

int BackendsModel::readyCount() const
{
    return static_cast<int>(std::ranges::count_if(m_store.backends(), [this](const auto &backend) {
        return backend.target.isSimulated()
            || (m_health.answerOf(backend.id).state == BackendHealth::State::Ready && misfitsOf(backend).empty());
    }));
}

/// What the server said just now and the backend says otherwise.
session::Misfits BackendsModel::misfitsOf(const storage::SavedBackend &backend) const
{
    const BackendHealth::Answer answer = m_health.answerOf(backend.id);
    return answer.state == BackendHealth::State::Ready && answer.detection && session::mayMisfit(backend.target)
        ? session::misfitsOf(backend.target, *answer.detection)
        : session::Misfits();
}

int BackendsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_store.backends().size());
}

int BackendsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant BackendsModel::data(const QModelIndex &index, int role) const
{
    const storage::SavedBackend *backend = backendAt(index);
    if (backend == nullptr)
        return {};
    // Columns may be too narrow for what they say.
    const auto asText = [role](const QString &text) {
        return role == Qt::DisplayRole ? QVariant(text) : role == Qt::ToolTipRole ? format::tip(text) : QVariant();
    };
    switch (index.column()) {
    case NameColumn: return nameData(*backend, role);
    case UrlColumn:
        if (role == tablerole::Fixed)
            return true;
        return asText(QString::fromStdString(backend->target.url));
    case DetectedColumn: return detectedData(*backend, role);
    case ModelColumn: {
        const profiles::Detection detection = knownDetection(backend->target, backend->detection);
        const std::string &model = !backend->target.model.empty() || detection.models.empty()
            ? backend->target.model
            : detection.models.front().id;
        if (role == tablerole::SecondLine && detection.models.size() > 1)
            return tr("%1 models").arg(detection.models.size());
        return asText(model.empty() ? tr("the first it offers") : QString::fromStdString(model));
    }
    case LimitsColumn: {
        const QString limits = limitsText(knownDetection(backend->target, backend->detection));
        return asText(limits.isEmpty() ? tr("unknown") : limits);
    }
    case HealthColumn: return healthData(*backend, role);
    default: return {};
    }
}

QVariant BackendsModel::nameData(const storage::SavedBackend &backend, int role) const
{
    switch (role) {
    case Qt::DisplayRole: return QString::fromStdString(backend.target.name);
    case Qt::ToolTipRole: return format::tip(QString::fromStdString(backend.target.note));
    case tablerole::Marker: return backend.marker;
    case tablerole::Color: return QString::fromStdString(backend.target.color);
    default: return {};
    }
}

QVariant BackendsModel::detectedData(const storage::SavedBackend &backend, int role) const
{
    const profiles::Detection detection = knownDetection(backend.target, backend.detection);
    const bool known = backend.target.isSimulated() || !backend.detection.isEmpty();
    switch (role) {
    case Qt::DisplayRole: {
        const QString kind = kindName(known ? detection.kind : backend.target.kind);
        return detection.version.empty() ? kind : tr("%1 %2").arg(kind, QString::fromStdString(detection.version));
    }
    case tablerole::SecondLine: return known ? evidenceText(detection) : tr("not asked yet");
    case Qt::ToolTipRole: {
        QStringList lines;
        for (const std::string &line : detection.evidence)
            lines.append(QString::fromStdString(line));
        return format::tip(lines.join(QLatin1Char('\n')));
    }
    default: return {};
    }
}

QVariant BackendsModel::healthData(const storage::SavedBackend &backend, int role) const
{
    if (backend.target.isSimulated()) {
        if (role == Qt::DisplayRole)
            return tr("● simulated");
        return role == tablerole::Badge ? QVariant(static_cast<int>(Tone::Neutral)) : QVariant();
    }
    const BackendHealth::Answer answer = m_health.answerOf(backend.id);
    static constexpr std::array Tones{Tone::Neutral, Tone::Neutral, Tone::Good, Tone::Bad};
    const std::array texts = {tr("● not asked"), tr("● asking…"), tr("● ready"), tr("● not answering")};
    const auto place = static_cast<std::size_t>(answer.state);
    if (const session::Misfits misfits = misfitsOf(backend); !misfits.empty()) {
        switch (role) {
        case Qt::DisplayRole: return misfits.model ? tr("● model not there") : tr("● another kind");
        case tablerole::Badge: return static_cast<int>(Tone::Warning);
        case Qt::ToolTipRole: return format::tip(words::misfitTexts(misfits).join(QLatin1Char('\n')));
        default: return {};
        }
    }
    switch (role) {
    case Qt::DisplayRole: return texts.at(place);
    case tablerole::Badge: return static_cast<int>(Tones.at(place));
    case Qt::ToolTipRole: return answer.error ? format::tip(words::sentence(*answer.error)) : QString();
    default: return {};
    }
}

QVariant BackendsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const std::array names = {tr("Name"), tr("URL"), tr("Detected"), tr("Model"), tr("Limits"), tr("Health")};
    return section >= 0 && section < ColumnCount ? QVariant(names.at(static_cast<std::size_t>(section))) : QVariant();
}

void BackendsModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

} // namespace tokamark::ui
