#pragma once

#include <QString>
#include <QStringList>

class QCoreApplication;

namespace tokamark::words {

/// The languages that the program speaks, as codes: "en", "ru".
[[nodiscard]] QStringList languages();
/// The one of them that fits best: `asked` if it is among them, else the system's, else English.
[[nodiscard]] QString languageFor(const QString &asked);

/// Makes every text of the program, and of the toolkit, come in the language `languageFor(language)`, and numbers too.
/// May be called again to change it. The application owns the translators. GUI or main thread.
void installTranslation(QCoreApplication &application, const QString &language);

} // namespace tokamark::words
