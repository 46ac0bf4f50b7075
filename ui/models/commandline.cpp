#include "models/commandline.h"

#include <QStringList>

#include <string_view>
#include <utility>

namespace tokamark::ui {

namespace {

constexpr const char *Spaces = " \t\r\n";

bool isPlain(const std::string &word)
{
    return !word.empty() && word.find_first_of(" \t\r\n'\"\\") == std::string::npos;
}

/// Takes a line apart character by character.
class WordReader {
public:
    /// False: nothing follows a backslash.
    [[nodiscard]] bool read(const std::string &line)
    {
        for (std::size_t i = 0; i < line.size(); ++i) {
            if (line[i] != '\\' || m_quote == '\'')
                take(line[i]);
            else if (++i < line.size())
                takeEscaped(line[i]);
            else
                return false;
        }
        endWord();
        return m_quote == 0;
    }
    [[nodiscard]] std::vector<std::string> takeWords() { return std::move(m_words); }

private:
    void take(char c)
    {
        const bool isQuote = m_quote == 0 ? c == '\'' || c == '"' : c == m_quote;
        if (isQuote) {
            m_quote = m_quote == 0 ? c : '\0';
            m_inWord = true;
        } else if (m_quote == 0 && std::string_view(Spaces).find(c) != std::string_view::npos) {
            endWord();
        } else {
            m_word += c;
            m_inWord = true;
        }
    }

    /// Between double quotes a backslash stands for itself, but before one of them and before another one.
    void takeEscaped(char c)
    {
        if (m_quote == '"' && c != '"' && c != '\\')
            m_word += '\\';
        m_word += c;
        m_inWord = true;
    }

    void endWord()
    {
        if (m_inWord)
            m_words.push_back(std::exchange(m_word, {}));
        m_inWord = false;
    }

    std::vector<std::string> m_words;
    std::string m_word;
    bool m_inWord = false;
    char m_quote = 0; ///< 0: outside
};

} // namespace

QString commandLine(const std::vector<std::string> &words)
{
    QStringList parts;
    for (const std::string &word : words) {
        QString part = QString::fromStdString(word);
        if (!isPlain(word))
            part = QLatin1Char('\'') + part.replace(QLatin1Char('\''), QLatin1String("'\\''")) + QLatin1Char('\'');
        parts.append(part);
    }
    return parts.join(QLatin1Char(' '));
}

QString commandLine(const plan::BeforeRepetition &before)
{
    const bool oneLine = before.shell && before.command.size() == 1;
    return oneLine ? QString::fromStdString(before.command.front()) : commandLine(before.command);
}

std::optional<std::vector<std::string>> wordsOfCommand(const QString &line)
{
    WordReader reader;
    if (!reader.read(line.toStdString()))
        return std::nullopt;
    return reader.takeWords();
}

} // namespace tokamark::ui
