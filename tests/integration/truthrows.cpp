#include "integration/truthrows.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <unistd.h>

namespace tokamark::test {

std::string truthLogPath(const std::string &name)
{
    return std::filesystem::temp_directory_path()
        / ("tokamark_truth_" + std::to_string(::getpid()) + "_" + name + ".csv");
}

std::vector<TruthRow> takeTruth(const std::string &path)
{
    constexpr std::size_t ReceivedColumn = 4;
    constexpr std::size_t FirstTokenColumn = 6;
    std::vector<TruthRow> rows;
    std::ifstream in(path);
    std::string line;
    std::getline(in, line);
    while (std::getline(in, line)) {
        std::vector<std::string> fields;
        std::istringstream row(line);
        for (std::string field; std::getline(row, field, ',');)
            fields.push_back(field);
        const auto instant = [&fields](std::size_t column) { return Instant(Duration(std::stoll(fields.at(column)))); };
        rows.push_back({instant(ReceivedColumn), instant(FirstTokenColumn)});
    }
    std::filesystem::remove(path);
    std::ranges::sort(rows, {}, &TruthRow::received);
    return rows;
}

} // namespace tokamark::test
