#include "report/samplesfile.h"

#include "report/csv.h"
#include "report/json.h"
#include "report/placejson.h"

#include <map>
#include <utility>

namespace tokamark::report {
namespace {

using storage::Sample;

double secondOf(const CellSamples &from, const Sample &sample)
{
    return static_cast<double>(sample.atNs - from.cell->startedNs) / 1e9;
}

Json cellJson(const storage::StoredRun &run, const CellSamples &from)
{
    Json cell = placeJson(run, *from.cell);
    cell["series"] = Json::array();
    std::map<std::pair<QString, QString>, std::pair<Json, Json>> quantities;
    for (const Sample &sample : from.samples) {
        auto &[seconds, values] = quantities[{sample.source, sample.name}];
        seconds.push_back(secondOf(from, sample));
        values.push_back(sample.value);
    }
    for (auto &[name, columns] : quantities)
        cell["series"].push_back({{"source", json(name.first)},
                                  {"name", json(name.second)},
                                  {"second", std::move(columns.first)},
                                  {"value", std::move(columns.second)}});
    return cell;
}

} // namespace

QByteArray samplesCsv(const storage::StoredRun &run, std::span<const CellSamples> cells)
{
    QByteArray text = "target,workload,load,level,repetition,second,source,name,value,simulated\n";
    for (const CellSamples &from : cells) {
        const plan::CellKey &key = from.cell->key;
        const storage::StoredTarget &target = run.targets.at(key.target);
        const QStringList place{QString::fromStdString(target.asPlanned.name),
                                QString::fromStdString(run.plan.workloads.at(key.workload).name),
                                QString::fromLatin1(plan::name(run.plan.load.kind)),
                                QString::fromStdString(plan::numberText(run.plan.load.level(key.level))),
                                QString::number(key.repetition + 1)};
        const QString simulated = target.simulated ? QStringLiteral("true") : QStringLiteral("false");
        for (const Sample &sample : from.samples)
            text += csvLine(place
                            + QStringList{exactText(secondOf(from, sample)), sample.source, sample.name,
                                          exactText(sample.value), simulated});
    }
    return text;
}

QByteArray samplesJson(const storage::StoredRun &run, std::span<const CellSamples> cells)
{
    Json document{{"run", json(run.info.name)}, {"simulated", run.info.simulated}, {"cells", Json::array()}};
    for (const CellSamples &from : cells)
        document["cells"].push_back(cellJson(run, from));
    return jsonText(document);
}

} // namespace tokamark::report
