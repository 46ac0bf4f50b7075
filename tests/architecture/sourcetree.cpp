#include "architecture/sourcetree.h"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace tokamark::architecture {

namespace fs = std::filesystem;

fs::path top()
{
    return TOKAMARK_SOURCE_DIR;
}

std::vector<fs::path> files(const std::string &folder, const std::vector<std::string> &endings)
{
    std::vector<fs::path> found;
    for (const fs::directory_entry &entry : fs::recursive_directory_iterator(top() / folder)) {
        const std::string name = entry.path().filename().string();
        const bool fits
            = std::ranges::any_of(endings, [&name](const std::string &ending) { return name.ends_with(ending); });
        if (entry.is_regular_file() && fits)
            found.push_back(fs::relative(entry.path(), top()));
    }
    std::ranges::sort(found);
    return found;
}

std::vector<fs::path> sources(const std::string &folder)
{
    return files(folder, {".h", ".cpp"});
}

std::string read(const fs::path &file)
{
    std::ifstream in(top() / file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

std::vector<Include> includes(const std::string &folder)
{
    constexpr std::string_view directive = "#include ";
    std::vector<Include> found;
    for (const fs::path &file : sources(folder)) {
        std::istringstream in(read(file));
        for (std::string line; std::getline(in, line);) {
            if (!line.starts_with(directive) || line.size() < directive.size() + 3)
                continue;
            const bool quoted = line[directive.size()] == '"';
            const std::size_t end = line.find(quoted ? '"' : '>', directive.size() + 1);
            found.push_back({file, line.substr(directive.size() + 1, end - directive.size() - 1), quoted});
        }
    }
    return found;
}

bool isOfQtModule(const std::string &header, const std::string &module)
{
    return header.starts_with(module + "/") || fs::exists(fs::path(TOKAMARK_QT_HEADERS) / module / header);
}

} // namespace tokamark::architecture
