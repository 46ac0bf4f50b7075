#include "models/backendfields.h"

#include <QCoreApplication>
#include <QMap>

namespace tokamark::ui {

namespace {

struct BackendFields {
    Q_DECLARE_TR_FUNCTIONS(BackendFields)
};

} // namespace

QString backendFieldKey(const QString &key)
{
    const qsizetype end = key.indexOf(QLatin1String("]."));
    const QString name = key.startsWith(QLatin1String("targets[")) && end > 0 ? key.mid(end + 2) : key;
    // A key is one field, wherever it is kept.
    return name == QLatin1String("api_key") ? QStringLiteral("api_key_env") : name;
}

QString backendFieldName(const QString &key)
{
    const QMap<QString, QString> names{
        {QStringLiteral("name"), BackendFields::tr("Name")},
        {QStringLiteral("url"), BackendFields::tr("URL")},
        {QStringLiteral("simulated"), BackendFields::tr("Simulated")},
        {QStringLiteral("kind"), BackendFields::tr("Server")},
        {QStringLiteral("endpoint"), BackendFields::tr("API")},
        {QStringLiteral("native"), BackendFields::tr("Its own API")},
        {QStringLiteral("model"), BackendFields::tr("Model")},
        {QStringLiteral("api_key_env"), BackendFields::tr("API key")},
        {QStringLiteral("headers"), BackendFields::tr("Headers")},
        {QStringLiteral("extra_body"), BackendFields::tr("Extra fields")},
        {QStringLiteral("ca_file"), BackendFields::tr("CA file")},
        {QStringLiteral("insecure"), BackendFields::tr("Certificate")},
        {QStringLiteral("metrics_urls"), BackendFields::tr("Metrics URLs")},
        {QStringLiteral("gpus"), BackendFields::tr("GPUs")},
        {QStringLiteral("gpu"), BackendFields::tr("GPU")},
        {QStringLiteral("model_shape"), BackendFields::tr("Shape of the model")},
        {QStringLiteral("weights"), BackendFields::tr("Weights")},
        {QStringLiteral("kv_cache"), BackendFields::tr("KV cache")},
        {QStringLiteral("tokens_per_step"), BackendFields::tr("Tokens per step")},
        {QStringLiteral("gpu_metrics_url"), BackendFields::tr("GPU metrics URL")},
        {QStringLiteral("device"), BackendFields::tr("GPU shared as")},
        {QStringLiteral("note"), BackendFields::tr("Note")},
        {QStringLiteral("color"), BackendFields::tr("Marker")},
    };
    return names.value(backendFieldKey(key));
}

} // namespace tokamark::ui
