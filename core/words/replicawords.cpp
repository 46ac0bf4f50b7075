#include "words/replicawords.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace tokamark::words {
namespace {

using metrics::Verdict;
using session::ReplicaCounts;

struct ReplicaWords {
    Q_DECLARE_TR_FUNCTIONS(ReplicaWords)

public:
    static QString counted() { return tr("Counted by each replica: %1."); }
    static QString meanTtft() { return tr("Mean TTFT by each replica, in ms: %1."); }
    static QString item() { return tr("%1 %2", "a replica's metrics page, what it counted"); }
};

using Count = std::optional<double> ReplicaCounts::*;

constexpr std::string_view TtftSubject = "server-ttft";

struct Subject {
    std::string_view name;
    Count count;
};
constexpr std::array Subjects{
    Subject{"server-requests", &ReplicaCounts::requests}, Subject{"server-prompt-tokens", &ReplicaCounts::promptTokens},
    Subject{"server-output-tokens", &ReplicaCounts::outputTokens}, Subject{TtftSubject, &ReplicaCounts::meanTtftMs}};

const Subject *subjectOf(const Verdict &verdict) noexcept
{
    if (verdict.code != metrics::VerdictCode::Impossible)
        return nullptr;
    const auto *const found = std::ranges::find(Subjects, verdict.subject, &Subject::name);
    return found == Subjects.end() ? nullptr : found;
}

} // namespace

bool mayNameReplicas(const Verdict &verdict) noexcept
{
    return subjectOf(verdict) != nullptr;
}

QString replicaEvidence(const Verdict &verdict, std::span<const ReplicaCounts> replicas)
{
    const Subject *subject = subjectOf(verdict);
    if (subject == nullptr)
        return {};
    std::vector<std::pair<double, const ReplicaCounts *>> told;
    for (const ReplicaCounts &replica : replicas) {
        if (const auto &count = replica.*subject->count)
            told.emplace_back(*count, &replica);
    }
    if (told.size() < 2)
        return {};
    std::ranges::stable_sort(told, std::ranges::greater(), &std::pair<double, const ReplicaCounts *>::first);
    const bool ofTtft = subject->name == TtftSubject;
    const QLocale locale;
    QStringList items;
    for (const auto &[count, replica] : told)
        items.append(ReplicaWords::item().arg(QString::fromStdString(replica->page),
                                              locale.toString(count, 'f', ofTtft && count < 100 ? 1 : 0)));
    return (ofTtft ? ReplicaWords::meanTtft() : ReplicaWords::counted()).arg(items.join(QStringLiteral(", ")));
}

} // namespace tokamark::words
