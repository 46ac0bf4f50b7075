#include "models/failedcelltext.h"

#include "report/failedcells.h"
#include "words/errorwords.h"

#include <QCoreApplication>

namespace tokamark::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(FailedCellText)
};

} // namespace

QStringList failedCellLines(const ResultSet &set)
{
    QStringList lines;
    for (std::size_t place = 0; place < set.runs().size(); ++place) {
        for (const report::FailedCells &failed : report::failedCells(set.runs()[place])) {
            const QString line = Words::tr("%1: %2", "backend and loads, why they failed")
                                     .arg(failed.title, words::sentenceWithAdvice(failed.error));
            lines.append(
                set.runs().size() < 2
                    ? line
                    : Words::tr("%1, %2", "run, backend and loads with why they failed").arg(set.runName(place), line));
        }
    }
    return lines;
}

} // namespace tokamark::ui
