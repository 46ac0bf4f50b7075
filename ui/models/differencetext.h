#pragma once

#include "models/differencefamily.h"

#include <QString>
#include <QStringList>

namespace tokamark::ui {

/// What may be said about the output rate, the median TTFT and the TTFT at `which`, one sentence each: "beta beside
/// alpha, 50 users, Output rate: faster by 4 to 9 %." A figure that either has not, or has from too few requests, is
/// left out. A difference is one that holds in the whole `family`. Pure; any thread that may translate.
[[nodiscard]] QStringList differenceSentences(const ResultSet &set, const DifferenceFamily &family,
                                              const ComparedSeries &compared, Statistic which);

/// The sentence on the output rate alone; empty where there is none.
[[nodiscard]] QString rateSentence(const ResultSet &set, const DifferenceFamily &family,
                                   const ComparedSeries &compared);

/// Every figure that a report compares. A backend that was measured twice stands beside itself, any other beside the first
/// one.
[[nodiscard]] DifferenceFamily reportFamily(const ResultSet &set);

/// What a report tells of its family, a line a comparison; of more than two series only the highest load that all of them
/// bore.
[[nodiscard]] QStringList reportDifferences(const ResultSet &set, const DifferenceFamily &family);

} // namespace tokamark::ui
