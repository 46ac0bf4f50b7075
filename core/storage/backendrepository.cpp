#include "storage/backendrepository.h"

#include "storage/database.h"

#include <QDateTime>

#include <nlohmann/json.hpp>

namespace tokamark::storage {
namespace {

constexpr const char *Columns
    = "name, url, kind, model, endpoint, headers, extra_body, api_key_env, ca_file, insecure, "
      "device, color, marker, note, detection, metrics_urls, gpus, gpu_metrics_url, native, "
      "api_key_keychain, gpu, model_shape, weights, kv_cache, tokens_per_step";

QString text(const std::string &value)
{
    return QString::fromStdString(value);
}

QVariantList valuesOf(const SavedBackend &backend)
{
    const plan::Target &target = backend.target;
    const auto list = [](const auto &values) {
        return text(nlohmann::json(values).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    };
    return {text(target.name),
            text(target.url),
            text(target.kind),
            text(target.model),
            static_cast<int>(target.endpoint),
            list(target.headers),
            text(target.extraBody),
            text(target.apiKeyEnv),
            text(target.tls.caFile),
            target.tls.insecure,
            text(target.device),
            text(target.color),
            backend.marker,
            text(target.note),
            backend.detection,
            list(target.metricsUrls),
            target.gpus,
            text(target.gpuMetricsUrl),
            text(target.native),
            text(target.apiKeyKeychain),
            text(target.hardware.gpu),
            text(target.hardware.model),
            text(target.hardware.weights),
            text(target.hardware.kv),
            target.hardware.tokensPerStep};
}

Expected<SavedBackend> readBackend(const QSqlQuery &query, const QString &path)
{
    int column = 0;
    const auto next = [&] { return query.value(column++); };
    const auto nextText = [&] { return next().toString().toStdString(); };
    SavedBackend backend;
    backend.id = BackendId{next().toLongLong()};
    backend.target.name = nextText();
    backend.target.url = nextText();
    backend.target.kind = nextText();
    backend.target.model = nextText();
    backend.target.endpoint = static_cast<plan::Endpoint>(next().toInt());
    const std::string headers = nextText();
    backend.target.extraBody = nextText();
    backend.target.apiKeyEnv = nextText();
    backend.target.tls.caFile = nextText();
    backend.target.tls.insecure = next().toBool();
    backend.target.device = nextText();
    backend.target.color = nextText();
    backend.marker = next().toInt();
    backend.target.note = nextText();
    backend.detection = next().toString();
    const std::string metricsUrls = nextText();
    backend.target.gpus = next().toUInt();
    backend.target.gpuMetricsUrl = nextText();
    backend.target.native = nextText();
    backend.target.apiKeyKeychain = nextText();
    backend.target.hardware.gpu = nextText();
    backend.target.hardware.model = nextText();
    backend.target.hardware.weights = nextText();
    backend.target.hardware.kv = nextText();
    backend.target.hardware.tokensPerStep = next().toDouble();
    // The library reports by exception; they end here.
    try {
        backend.target.headers = nlohmann::json::parse(headers).get<decltype(backend.target.headers)>();
        backend.target.metricsUrls = nlohmann::json::parse(metricsUrls).get<decltype(backend.target.metricsUrls)>();
    } catch (const nlohmann::json::exception &exception) {
        return fail(ErrorCode::DatabaseCorrupt, path.toStdString(), exception.what());
    }
    return backend;
}

} // namespace

Expected<std::unique_ptr<BackendRepository>> BackendRepository::open(const QString &path)
{
    OpenOptions options;
    options.mayBeReadOnly = true;
    auto database = Database::open(path, options);
    if (!database)
        return tl::unexpected(database.error());
    return std::unique_ptr<BackendRepository>(new BackendRepository(std::move(*database)));
}

BackendRepository::BackendRepository(std::unique_ptr<Database> database)
    : m_database(std::move(database))
{
}

BackendRepository::~BackendRepository() = default;

Expected<std::vector<SavedBackend>> BackendRepository::list()
{
    auto query = m_database->run(
        QStringLiteral("SELECT id, %1 FROM backend WHERE hidden_unix_ns IS NULL ORDER BY position, id")
            .arg(QString::fromLatin1(Columns)));
    if (!query)
        return tl::unexpected(query.error());
    std::vector<SavedBackend> backends;
    while (query->next()) {
        auto backend = readBackend(*query, m_database->path());
        if (!backend)
            return tl::unexpected(backend.error());
        backends.push_back(std::move(*backend));
    }
    return backends;
}

Expected<BackendId> BackendRepository::add(const SavedBackend &backend)
{
    const QVariantList values = valuesOf(backend);
    const QString places = QStringList(values.size(), QStringLiteral("?")).join(QLatin1Char(','));
    auto query = m_database->run(
        QStringLiteral(
            "INSERT INTO backend (%1, position) VALUES (%2, (SELECT 1 + ifnull(max(position), 0) FROM backend))")
            .arg(QString::fromLatin1(Columns), places),
        values);
    if (!query)
        return tl::unexpected(query.error());
    return BackendId{query->lastInsertId().toLongLong()};
}

Expected<void> BackendRepository::update(const SavedBackend &backend)
{
    QStringList assignments = QString::fromLatin1(Columns).split(QStringLiteral(", "));
    for (QString &column : assignments)
        column += QStringLiteral(" = ?");
    QVariantList values = valuesOf(backend);
    values << static_cast<qint64>(backend.id.value);
    return change(QStringLiteral("UPDATE backend SET %1 WHERE id = ?").arg(assignments.join(QStringLiteral(", "))),
                  values, backend.id);
}

Expected<void> BackendRepository::reorder(const std::vector<BackendId> &order)
{
    return m_database->transaction([&]() -> Expected<void> {
        // First everything behind, then the named ones in front.
        auto behind = m_database->run(QStringLiteral("UPDATE backend SET position = position + ?"),
                                      {static_cast<qint64>(order.size())});
        if (!behind)
            return tl::unexpected(behind.error());
        int position = 0;
        for (const BackendId id : order) {
            auto placed = change(QStringLiteral("UPDATE backend SET position = ? WHERE id = ?"),
                                 {position++, static_cast<qint64>(id.value)}, id);
            if (!placed)
                return placed;
        }
        return {};
    });
}

Expected<void> BackendRepository::remove(BackendId backend)
{
    return change(QStringLiteral("UPDATE backend SET hidden_unix_ns = ? WHERE id = ?"),
                  {QDateTime::currentMSecsSinceEpoch() * 1'000'000, static_cast<qint64>(backend.value)}, backend);
}

Expected<void> BackendRepository::restore(BackendId backend)
{
    return change(QStringLiteral("UPDATE backend SET hidden_unix_ns = NULL WHERE id = ?"),
                  {static_cast<qint64>(backend.value)}, backend);
}

Expected<void> BackendRepository::change(const QString &sql, const QVariantList &values, BackendId backend)
{
    auto query = m_database->run(sql, values);
    if (!query)
        return tl::unexpected(query.error());
    if (query->numRowsAffected() < 1)
        return fail(ErrorCode::NotFound, std::to_string(backend.value));
    return {};
}

} // namespace tokamark::storage
