#include "words/translation.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

// The resource lies in a static library: without this the linker would leave it out. Must stand outside any namespace.
static void initialiseTranslations()
{
    Q_INIT_RESOURCE(translations);
}

namespace tokamark::words {

QStringList languages()
{
    return {QStringLiteral("en"), QStringLiteral("ru")};
}

QString languageFor(const QString &asked)
{
    for (const QString &wanted : {asked, QLocale::system().name()}) {
        const QString code = wanted.section(QLatin1Char('_'), 0, 0).toLower();
        if (languages().contains(code))
            return code;
    }
    return languages().first();
}

void installTranslation(QCoreApplication &application, const QString &language)
{
    initialiseTranslations();
    const QString code = languageFor(language);
    // The translators of an earlier call would go on answering for texts that the new ones lack.
    qDeleteAll(application.findChildren<QTranslator *>(QString(), Qt::FindDirectChildrenOnly));
    const auto add = [&](const QString &name, const QString &folder) {
        auto *translator = new QTranslator(&application);
        if (translator->load(name, folder))
            QCoreApplication::installTranslator(translator);
        else
            delete translator;
    };
    add(QStringLiteral("qtbase_") + code, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    add(QStringLiteral("tokamark_") + code, QStringLiteral(":/i18n"));

    // A system in the same language keeps its own country's forms.
    const QLocale system = QLocale::system();
    QLocale::setDefault(system.name().startsWith(code) ? system : QLocale(code));
}

} // namespace tokamark::words
