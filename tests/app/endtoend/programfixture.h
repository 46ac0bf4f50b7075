#pragma once

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>
#include <string>

namespace tokamark::endtoend {

/// What a program that has ended said.
struct Outcome {
    int status = -1; ///< -1: it did not end by itself
    std::string out;
    std::string err;
};

/// Runs the built programs in a folder of their own, with a home of their own.
class ProgramFixture : public testing::Test {
protected:
    /// tokamark-cli with `arguments`.
    [[nodiscard]] Outcome cli(const QStringList &arguments) const;
    /// The same, not waited for.
    [[nodiscard]] std::unique_ptr<QProcess> startCli(const QStringList &arguments) const;
    /// The first line that a started tokamark-sim says, without "READY "; ends with the fixture.
    [[nodiscard]] QString startSimulator(const QStringList &arguments);
    [[nodiscard]] static Outcome waitFor(QProcess &process);

    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }
    [[nodiscard]] std::string read(const QString &name) const;
    void write(const QString &name, const std::string &text) const;
    [[nodiscard]] nlohmann::json readJson(const QString &name) const;
    /// A short measurement of `url` into the database "db.sqlite".
    [[nodiscard]] Outcome runShortly(const QString &url, const QStringList &more = {}) const;

private:
    [[nodiscard]] std::unique_ptr<QProcess> start(const QString &program, const QStringList &arguments) const;

    QTemporaryDir m_folder;
    std::vector<std::unique_ptr<QProcess>> m_simulators;
};

} // namespace tokamark::endtoend
