#include "storage/secretcleaning.h"

#include "base/urlparts.h"
#include "plan/targetsecrets.h"
#include "storage/database.h"

#include <QByteArray>
#include <QCryptographicHash>
#include <QSqlRecord>
#include <QStringList>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tokamark::storage {
namespace {

/// Shorter ones are no keys of anything, and would be found inside of words.
constexpr std::size_t ShortestSecret = 6;
constexpr std::string_view Stars = "***";

/// What is long enough to be looked for elsewhere.
void add(std::string_view secret, std::set<std::string> &secrets)
{
    if (secret.size() >= ShortestSecret)
        secrets.emplace(secret);
}

/// The password, a user name without one (a token then), and those values of a query and a fragment whose names say that
/// they are secrets. What `urlWithoutSecrets` leaves out beside is not looked for elsewhere: a host or a word would be
/// found in what is harmless.
void collectFromUrl(std::string_view url, std::set<std::string> &secrets)
{
    if (urlWithoutSecrets(url) == url)
        return;
    if (const std::size_t mark = url.find("://"); mark != std::string_view::npos)
        url.remove_prefix(mark + 3);
    if (const std::size_t at = url.rfind('@'); at != std::string_view::npos) {
        const std::string_view user = url.substr(0, at);
        add(user.substr(user.find(':') + 1), secrets);
        url.remove_prefix(at + 1);
    }
    for (std::size_t mark = url.find_first_of("?#"); mark != std::string_view::npos;) {
        url.remove_prefix(mark + 1);
        mark = url.find_first_of("&;#");
        const std::string_view part = url.substr(0, mark);
        const std::size_t equals = part.find('=');
        if (equals != std::string_view::npos && plan::carriesSecret(part.substr(0, equals)))
            add(part.substr(equals + 1), secrets);
    }
}

void collect(const plan::Target &target, std::set<std::string> &secrets)
{
    for (const std::string &secret : plan::secretsIn(target.headers, target.extraBody))
        add(secret, secrets);
    if (!target.isSimulated())
        collectFromUrl(target.url, secrets);
    for (const std::string &url : target.metricsUrls)
        collectFromUrl(url, secrets);
    collectFromUrl(target.gpuMetricsUrl, secrets);
}

struct Row {
    qint64 id = 0;
    QStringList texts; ///< of the other columns
};

Expected<std::vector<Row>> rowsOf(Database &database, const QString &sql)
{
    auto query = database.run(sql);
    if (!query)
        return tl::unexpected(query.error());
    std::vector<Row> rows;
    const int columns = query->record().count();
    while (query->next()) {
        Row &row = rows.emplace_back();
        row.id = query->value(0).toLongLong();
        for (int column = 1; column < columns; ++column)
            row.texts.append(query->value(column).toString());
    }
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
        const auto plan = plan::parsePlan(row.texts.front().toStdString());
        if (!plan)
            continue;
        std::set<std::string> own;
        for (const plan::Target &target : plan->targets)
            collect(target, own);
        const plan::Plan clean = plan::withoutSecrets(*plan, {own.begin(), own.end()});
        if (clean == *plan)
            continue;
        secrets.merge(own);
        if (auto replaced = replacePlan(database, row.id, plan::toToml(clean)); !replaced)
            return replaced;
    }
    return {};
}

/// A list as it is stored; empty where it is none.
template <class List> List listIn(const QString &text)
{
    // The library reports by exception; it ends here.
    try {
        return nlohmann::json::parse(text.toStdString()).get<List>();
    } catch (const nlohmann::json::exception &) {
        return {};
    }
}

QString asText(const auto &list)
{
    return QString::fromStdString(nlohmann::json(list).dump());
}

Expected<void> cleanBackends(Database &database, std::set<std::string> &secrets)
{
    const auto rows = rowsOf(
        database, QStringLiteral("SELECT id, headers, extra_body, url, metrics_urls, gpu_metrics_url FROM backend"));
    if (!rows)
        return tl::unexpected(rows.error());
    for (const Row &row : *rows) {
        plan::Plan plan;
        plan.targets.resize(1);
        plan::Target &target = plan.targets.front();
        target.headers = listIn<decltype(target.headers)>(row.texts.at(0));
        target.extraBody = row.texts.at(1).toStdString();
        target.url = row.texts.at(2).toStdString();
        target.metricsUrls = listIn<decltype(target.metricsUrls)>(row.texts.at(3));
        target.gpuMetricsUrl = row.texts.at(4).toStdString();
        collect(target, secrets);
        const plan::Plan clean = plan::withoutSecrets(plan);
        if (clean == plan)
            continue;
        const plan::Target &cleaned = clean.targets.front();
        if (auto done = execute(database,
                                QStringLiteral("UPDATE backend SET headers = ?, extra_body = ?, url = ?, "
                                               "metrics_urls = ?, gpu_metrics_url = ? WHERE id = ?"),
                                {asText(cleaned.headers), QString::fromStdString(cleaned.extraBody),
                                 QString::fromStdString(cleaned.url), asText(cleaned.metricsUrls),
                                 QString::fromStdString(cleaned.gpuMetricsUrl), row.id});
            !done)
            return done;
    }
    return {};
}

/// What stands in detections and errors without being a secret, even where somebody has put it into a header.
Expected<std::set<std::string>> plainNames(Database &database)
{
    auto query = database.run(
        QStringLiteral("SELECT name FROM target UNION SELECT kind FROM target UNION SELECT detected_kind FROM target "
                       "UNION SELECT model FROM target UNION SELECT name FROM backend UNION SELECT kind FROM backend "
                       "UNION SELECT model FROM backend"));
    if (!query)
        return tl::unexpected(query.error());
    std::set<std::string> names;
    while (query->next())
        names.insert(query->value(0).toString().toStdString());
    return names;
}

/// Numbers stand everywhere, and a key of digits alone cannot be told from them.
bool isNumber(const std::string &text)
{
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// The longest first, for one may be the end of another.
std::vector<std::string> ordered(std::set<std::string> secrets, const std::set<std::string> &names)
{
    std::erase_if(secrets, [&names](const std::string &secret) { return names.contains(secret) || isNumber(secret); });
    std::vector<std::string> list(secrets.begin(), secrets.end());
    std::ranges::stable_sort(list, std::ranges::greater(), &std::string::size);
    return list;
}

bool mask(std::string &text, const std::vector<std::string> &secrets)
{
    bool masked = false;
    for (const std::string &secret : secrets) {
        for (std::size_t at = text.find(secret); at != std::string::npos; at = text.find(secret, at + Stars.size())) {
            text.replace(at, secret.size(), Stars);
            masked = true;
        }
    }
    return masked;
}

using Json = nlohmann::ordered_json;

bool maskWords(Json &value, const std::vector<std::string> &secrets)
{
    if (value.is_string())
        return mask(value.get_ref<std::string &>(), secrets);
    bool masked = false;
    // Of an object the values alone; numbers are left as they are.
    if (value.is_structured()) {
        for (Json &element : value)
            masked = maskWords(element, secrets) || masked;
    }
    return masked;
}

/// The members of a JSON document in which a server's own words are; a text that is none as a whole.
struct Words {
    const char *table;
    const char *column;
    std::vector<const char *> members;
    int indent; ///< as it was written
};

bool maskDocument(std::string &text, const Words &words, const std::vector<std::string> &secrets)
{
    Json document = Json::parse(text, nullptr, false);
    if (!document.is_object())
        return mask(text, secrets);
    bool masked = false;
    for (const char *const member : words.members) {
        if (document.contains(member))
            masked = maskWords(document[member], secrets) || masked;
    }
    if (masked)
        text = document.dump(words.indent, ' ', false, Json::error_handler_t::replace);
    return masked;
}

Expected<void> cleanDocuments(Database &database, const Words &words, const std::vector<std::string> &secrets)
{
    const QString table = QLatin1String(words.table);
    const QString column = QLatin1String(words.column);
    const auto rows = rowsOf(database, QStringLiteral("SELECT id, %2 FROM %1 WHERE %2 <> ''").arg(table, column));
    if (!rows)
        return tl::unexpected(rows.error());
    for (const Row &row : *rows) {
        std::string text = row.texts.front().toStdString();
        if (!maskDocument(text, words, secrets))
            continue;
        if (auto done = execute(database, QStringLiteral("UPDATE %1 SET %2 = ? WHERE id = ?").arg(table, column),
                                {QString::fromStdString(text), row.id});
            !done)
            return done;
    }
    return {};
}

/// Where words of servers are kept, and of commands.
Expected<void> cleanTexts(Database &database, const std::vector<std::string> &secrets)
{
    constexpr int Wide = 2;
    for (const Words &words :
         {Words{"cell", "error", {"detail", "cause"}, -1}, Words{"run", "error", {"detail", "cause"}, -1},
          Words{"target", "detection", {"version", "arguments", "evidence"}, Wide},
          Words{"backend", "detection", {"version", "arguments", "evidence"}, Wide}}) {
        if (auto done = cleanDocuments(database, words, secrets); !done)
            return done;
    }
    std::vector<std::pair<const char *, const char *>> places{{"request", "error"}, {"target", "version"}};
    // The oldest of those files have no commands yet.
    const auto known = database.value(QStringLiteral("SELECT 1 FROM sqlite_master WHERE name = 'command_log'"));
    if (!known)
        return tl::unexpected(known.error());
    if (known->isValid())
        places.insert(places.end(), {{"command_log", "command"}, {"command_log", "output"}, {"command_log", "error"}});
    for (const auto &[table, column] : places) {
        const QString sql = QStringLiteral("UPDATE %1 SET %2 = replace(%2, ?, '***') WHERE instr(%2, ?) > 0")
                                .arg(QLatin1String(table), QLatin1String(column));
        for (const std::string &secret : secrets) {
            const QVariant value = QString::fromStdString(secret);
            if (auto done = execute(database, sql, {value, value}); !done)
                return done;
        }
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
    const auto names = plainNames(database);
    if (!names)
        return tl::unexpected(names.error());
    return cleanTexts(database, ordered(std::move(secrets), *names));
}

} // namespace tokamark::storage
