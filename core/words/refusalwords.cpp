#include "words/refusalwords.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <array>

namespace tokamark::words {
namespace {

struct RefusalWords {
    Q_DECLARE_TR_FUNCTIONS(RefusalWords)

public:
    static QString ownLength()
    {
        return tr("This server does not take ignore_eos. Let the model end its answers: --no-ignore-eos, ignore_eos = "
                  "false in the plan, or “at most” as the output length of the workload.");
    }
    static QString newerLimit()
    {
        return tr("This server wants max_completion_tokens. Give the backend the kind openai.com, which says so.");
    }
    static QString leaveOut()
    {
        return tr("This server does not take %1. Give the backend the extra body %2 (--extra-body), and it is left "
                  "out.");
    }
};

/// Fields that servers can do without, and what takes them out of a request. What stands inside of another comes first.
struct Spare {
    const char *field;
    const char *extraBody;
};
constexpr std::array Spares{
    Spare{"continuous_usage_stats", R"({"stream_options": {"include_usage": true}})"},
    Spare{"stream_options", R"({"stream_options": null})"},
    Spare{"return_token_ids", R"({"return_token_ids": null})"},
    Spare{"cache_prompt", R"({"cache_prompt": null})"},
    Spare{"debug_config", R"({"debug_config": null})"},
    Spare{"seed", R"({"seed": null})"},
};

/// Where servers of Python's frameworks say which field is meant; beside that they repeat the whole request.
QString placesIn(const QString &said)
{
    static const QRegularExpression place(QStringLiteral(R"re(['"]loc['"]\s*:\s*[\[(]([^\])]*)[\])])re"));
    QString places;
    for (auto it = place.globalMatch(said); it.hasNext();)
        places += it.next().captured(1) + QLatin1Char(' ');
    return places;
}

bool names(const QString &text, const char *field)
{
    const QRegularExpression word(QStringLiteral("\\b%1\\b").arg(QLatin1String(field)));
    return text.contains(word);
}

} // namespace

QString refusalAdvice(std::uint16_t httpStatus, const QString &said)
{
    constexpr std::uint16_t InTheStream = 200;
    constexpr std::uint16_t BadRequest = 400;
    constexpr std::uint16_t Unprocessable = 422;
    if (httpStatus != InTheStream && httpStatus != BadRequest && httpStatus != Unprocessable)
        return {};
    const QString places = placesIn(said);
    const QString &text = places.isEmpty() ? said : places;
    if (names(text, "ignore_eos"))
        return RefusalWords::ownLength();
    // Many name both where a number is too large; this is how a field is refused.
    if (said.contains(QLatin1String("'max_completion_tokens' instead")))
        return RefusalWords::newerLimit();
    for (const Spare &spare : Spares) {
        if (names(text, spare.field))
            return RefusalWords::leaveOut().arg(QLatin1String(spare.field), QLatin1String(spare.extraBody));
    }
    return {};
}

} // namespace tokamark::words
