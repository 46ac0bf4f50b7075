#include "session/shellquote.h"

#include <QByteArray>
#include <QChar>
#include <QList>
#include <QString>

#include <algorithm>
#include <string_view>

namespace tokamark::session {
namespace {

/// What a shell takes as it is.
bool isPlain(char character)
{
    constexpr std::string_view Signs = "_./:=,@%+-";
    const auto isBetween = [character](char first, char last) { return character >= first && character <= last; };
    return isBetween('a', 'z') || isBetween('A', 'Z') || isBetween('0', '9')
        || Signs.find(character) != std::string_view::npos;
}

/// What does something to the place where it is shown, instead of being seen there: ends a line, goes back over it, turns
/// the direction of what follows.
bool isHidden(char32_t character)
{
    switch (QChar::category(character)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph: return true;
    default: return false;
    }
}

std::string escaped(const QByteArray &bytes)
{
    std::string text;
    for (const char byte : bytes)
        text += "\\x" + QByteArray(1, byte).toHex().toStdString();
    return text;
}

} // namespace

std::string shellQuoted(const std::string &word)
{
    if (!word.empty() && std::ranges::all_of(word, isPlain))
        return word;
    const QList<uint> characters = QString::fromStdString(word).toUcs4();
    const bool escapes = std::ranges::any_of(characters, isHidden);
    std::string text = escapes ? "$'" : "'";
    for (const char32_t character : characters) {
        if (isHidden(character))
            text += escaped(QString::fromUcs4(&character, 1).toUtf8());
        else if (character == U'\'')
            text += escapes ? "\\'" : "'\\''";
        else if (character == U'\\' && escapes)
            text += "\\\\";
        else
            text += QString::fromUcs4(&character, 1).toStdString();
    }
    return text + "'";
}

} // namespace tokamark::session
