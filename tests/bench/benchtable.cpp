#include "bench/benchtable.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

namespace tokamark::bench {
namespace {

double judged(const BenchRow &row)
{
    return row.floor ? row.value / *row.floor : row.value;
}

bool isMissed(const BenchRow &row)
{
    return row.goal && !(judged(row) <= *row.goal);
}

std::string number(double value)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.4g", value);
    return text.data();
}

} // namespace

void BenchTable::add(BenchRow row)
{
    std::fprintf(stderr, "%s: %s %s %s\n", row.section.c_str(), row.what.c_str(), number(row.value).c_str(),
                 row.unit.c_str());
    m_rows.push_back(std::move(row));
}

void BenchTable::print() const
{
    std::printf("%-24s %-34s %10s %-4s %10s %7s %7s\n", "section", "figure", "value", "", "floor", "ratio", "goal");
    for (const BenchRow &row : m_rows) {
        const std::string floor = row.floor ? number(*row.floor) : "";
        const std::string ratio = row.floor ? number(judged(row)) : "";
        const std::string goal = row.goal ? number(*row.goal) : "";
        const char *result = !row.goal ? "" : isMissed(row) ? "MISS" : "PASS";
        std::printf("%-24s %-34s %10s %-4s %10s %7s %7s  %-4s %s\n", row.section.c_str(), row.what.c_str(),
                    number(row.value).c_str(), row.unit.c_str(), floor.c_str(), ratio.c_str(), goal.c_str(), result,
                    row.note.c_str());
    }
}

bool BenchTable::isGood() const
{
    return std::none_of(m_rows.begin(), m_rows.end(), isMissed);
}

} // namespace tokamark::bench
