#include "storage/secretcleaning.h"

#include "plan/targetsecrets.h"
#include "storage/database.h"

#include <QByteArray>
#include <QCryptographicHash>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace tokamark::storage {
namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

/// Shorter ones are no keys of anything, and would be found inside of words.
constexpr std::size_t ShortestSecret = 6;

/// The values that are secrets, and what stands behind the name of a scheme in them.
void collect(const Headers &headers, std::set<std::string> &secrets)
{
    for (const auto &[name, value] : headers) {
        if (!plan::holdsSecret(name, value))
            continue;
        for (std::string secret : {value, value.substr(value.rfind(' ') + 1)}) {
            if (secret.size() >= ShortestSecret)
                secrets.insert(std::move(secret));
        }
    }
}

struct Row {
    qint64 id = 0;
    QString text;
};

Expected<std::vector<Row>> rowsOf(Database &database, const QString &sql)
{
    auto query = database.run(sql);
    if (!query)
        return tl::unexpected(query.error());
    std::vector<Row> rows;
    while (query->next())
        rows.push_back({query->value(0).toLongLong(), query->value(1).toString()});
    return rows;
}

Expected<void> execute(Database &database, const QString &sql, const QVariantList &values)
{
    return database.run(sql, values).map([](const QSqlQuery &) {});
}

/// Plans are kept once for all runs that have them, by their hash: two that differed in a secret alone are one now.
Expected<void> replacePlan(Database &database, qint64 id, const std::string &toml)
{
    const QByteArray text = QByteArray::fromStdString(toml);
    const QString hash = QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex());
    const auto same = database.value(QStringLiteral("SELECT id FROM plan WHERE sha256 = ? AND id <> ?"), {hash, id});
    if (!same)
        return tl::unexpected(same.error());
    if (!same->isValid())
        return execute(database, QStringLiteral("UPDATE plan SET sha256 = ?, toml = ? WHERE id = ?"),
                       {hash, QString::fromUtf8(text), id});
    return execute(database, QStringLiteral("UPDATE run SET plan = ? WHERE plan = ?"), {*same, id}).and_then([&] {
        return execute(database, QStringLiteral("DELETE FROM plan WHERE id = ?"), {id});
    });
}

Expected<void> cleanPlans(Database &database, std::set<std::string> &secrets)
{
    const auto rows = rowsOf(database, QStringLiteral("SELECT id, toml FROM plan"));
    if (!rows)
        return tl::unexpected(rows.error());
    for (const Row &row : *rows) {
        // One that this program cannot read it cannot show or resume either.
        const auto plan = plan::parsePlan(row.text.toStdString());
        if (!plan)
            continue;
        const plan::Plan clean = plan::withoutSecrets(*plan);
        if (clean == *plan)
            continue;
        for (const plan::Target &target : plan->targets)
            collect(target.headers, secrets);
        if (auto replaced = replacePlan(database, row.id, plan::toToml(clean)); !replaced)
            return replaced;
    }
    return {};
}

Expected<void> cleanBackends(Database &database, std::set<std::string> &secrets)
{
    const auto rows = rowsOf(database, QStringLiteral("SELECT id, headers FROM backend"));
    if (!rows)
        return tl::unexpected(rows.error());
    for (const Row &row : *rows) {
        const auto document = nlohmann::json::parse(row.text.toStdString(), nullptr, false);
        plan::Plan plan;
        plan.targets.resize(1);
        Headers &headers = plan.targets.front().headers;
        for (const auto &pair : document.is_array() ? document : nlohmann::json::array()) {
            if (pair.is_array() && pair.size() == 2 && pair[0].is_string() && pair[1].is_string())
                headers.emplace_back(pair[0].get<std::string>(), pair[1].get<std::string>());
        }
        collect(headers, secrets);
        const plan::Plan clean = plan::withoutSecrets(plan);
        if (clean == plan)
            continue;
        const std::string text = nlohmann::json(clean.targets.front().headers).dump();
        if (auto done = execute(database, QStringLiteral("UPDATE backend SET headers = ? WHERE id = ?"),
                                {QString::fromStdString(text), row.id});
            !done)
            return done;
    }
    return {};
}

/// Where words of servers are kept.
Expected<void> cleanTexts(Database &database, const std::string &secret)
{
    const QVariant value = QString::fromStdString(secret);
    for (const char *place : {"request.error", "cell.error", "run.error", "target.detection", "backend.detection"}) {
        const QStringList names = QString::fromLatin1(place).split(QLatin1Char('.'));
        const QString sql = QStringLiteral("UPDATE %1 SET %2 = replace(%2, ?, '***') WHERE instr(%2, ?) > 0")
                                .arg(names.at(0), names.at(1));
        if (auto done = execute(database, sql, {value, value}); !done)
            return done;
    }
    return {};
}

} // namespace

Expected<void> removeStoredSecrets(Database &database)
{
    // What is taken out is overwritten in the file, and not only given free.
    if (auto set = database.run(QStringLiteral("PRAGMA secure_delete = ON")); !set)
        return tl::unexpected(set.error());
    std::set<std::string> secrets;
    if (auto done = cleanPlans(database, secrets); !done)
        return done;
    if (auto done = cleanBackends(database, secrets); !done)
        return done;
    // The longest first, for one may be the end of another.
    std::vector<std::string> ordered(secrets.begin(), secrets.end());
    std::ranges::stable_sort(ordered, std::ranges::greater(), &std::string::size);
    for (const std::string &secret : ordered) {
        if (auto done = cleanTexts(database, secret); !done)
            return done;
    }
    return {};
}

} // namespace tokamark::storage
