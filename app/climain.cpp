#include "base/resourcelimits.h"
#include "cli/commandline.h"
#include "version.h"
#include "words/translation.h"

#include <QCoreApplication>

#include <iostream>

int main(int argc, char **argv)
{
    using namespace tokamark;
    surviveFileSizeLimit();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("tokamark"));
    QCoreApplication::setApplicationVersion(QString::fromUtf8(Version));
    // For the plurals alone: the command line speaks English.
    words::installTranslation(application, QStringLiteral("en"));

    cli::Console console(std::cout, std::cerr, cli::detectStyle());
    cli::CommandLine commandLine(console);
    const cli::ExitStatus status = commandLine.run({argv + 1, argv + argc});
    std::cout.flush();
    return static_cast<int>(std::cout.good() ? status
                                             : console.report({ErrorCode::FileUnwritable, "standard output", {}}));
}
