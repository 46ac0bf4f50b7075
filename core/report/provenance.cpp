#include "report/provenance.h"

#include <QCryptographicHash>
#include <QStringList>

#include <algorithm>

namespace tokamark::report {

QString planHash(const plan::Plan &plan)
{
    constexpr int shownDigits = 8;
    const QByteArray text = QByteArray::fromStdString(plan::toToml(plan));
    const QByteArray digest = QCryptographicHash::hash(text, QCryptographicHash::Sha256);
    return QString::fromLatin1(digest.toHex().left(shownDigits));
}

Provenance provenanceOf(const storage::StoredRun &run)
{
    Provenance provenance;
    provenance.version = run.info.version;
    provenance.measured = run.info.started;
    provenance.planHash = planHash(run.plan);
    provenance.simulated = run.info.simulated;
    for (const storage::StoredCell &cell : run.cells) {
        if (cell.state != storage::StoredCellState::Done || !cell.figures)
            continue;
        const metrics::ClientHealth &client = cell.figures->client;
        provenance.isMeasured = true;
        provenance.kernelStamps = provenance.kernelStamps && client.kernelStamps;
        provenance.clientLagP99Us = std::max(provenance.clientLagP99Us, client.readLagP99);
    }
    return provenance;
}

QString provenanceLine(const Provenance &provenance)
{
    QStringList parts{QStringLiteral("Tokamark %1").arg(provenance.version),
                      provenance.measured.toString(QStringLiteral("yyyy-MM-dd HH:mm")),
                      QStringLiteral("plan %1").arg(provenance.planHash)};
    if (provenance.simulated)
        parts.append(QStringLiteral("simulated"));
    if (provenance.isMeasured) {
        parts.append(provenance.kernelStamps ? QStringLiteral("kernel timestamps") : QStringLiteral("user timestamps"));
        parts.append(QStringLiteral("client lag p99 %1 µs").arg(provenance.clientLagP99Us, 0, 'f', 0));
    }
    return parts.join(QStringLiteral(" · "));
}

} // namespace tokamark::report
