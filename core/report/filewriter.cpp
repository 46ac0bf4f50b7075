#include "report/filewriter.h"

#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <string>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace tokamark::report {
namespace {

tl::unexpected<Error> failure(int number, const std::string &path)
{
    const bool full = number == ENOSPC || number == EDQUOT || number == EFBIG;
    return fail(full ? ErrorCode::DiskFull : ErrorCode::FileUnwritable, path, std::strerror(number));
}

/// An open file that is closed when it goes out of scope.
class Descriptor {
public:
    explicit Descriptor(int number)
        : m_number(number)
    {
    }
    ~Descriptor()
    {
        if (m_number >= 0)
            ::close(m_number);
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;

    [[nodiscard]] bool isOpen() const noexcept { return m_number >= 0; }
    [[nodiscard]] bool write(const QByteArray &content) const
    {
        const char *at = content.constData();
        auto left = static_cast<std::size_t>(content.size());
        while (left > 0) {
            const ssize_t written = ::write(m_number, at, left);
            if (written < 0 && errno == EINTR)
                continue;
            if (written < 0)
                return false;
            at += written;
            left -= static_cast<std::size_t>(written);
        }
        return true;
    }
    [[nodiscard]] bool sync() const { return ::fsync(m_number) == 0; }
    /// Some file systems say only now that there was no room.
    [[nodiscard]] bool close() { return ::close(std::exchange(m_number, -1)) == 0; }

private:
    int m_number;
};

Expected<void> writeDirectly(const std::string &path, const QByteArray &content)
{
    Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
    if (!file.isOpen() || !file.write(content))
        return failure(errno, path);
    if (!file.close())
        return failure(errno, path);
    return {};
}

/// Writes and syncs; on any failure errno says why.
bool writeWhole(const std::string &path, const QByteArray &content)
{
    constexpr mode_t readableByAll = 0666; // less what the umask takes away
    Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, readableByAll));
    return file.isOpen() && file.write(content) && file.sync() && file.close();
}

/// Makes the new name itself survive a power cut. Not every file system can; the content is safe without.
void syncFolder(const std::string &folder)
{
    const Descriptor file(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (file.isOpen())
        static_cast<void>(file.sync());
}

} // namespace

Expected<void> writeFile(const QString &path, const QByteArray &content)
{
    const QFileInfo asked(path);
    const QFileInfo target(asked.exists() ? asked.canonicalFilePath() : asked.absoluteFilePath());
    const std::string place = QFile::encodeName(target.filePath()).toStdString();
    if (target.exists() && !target.isFile() && !target.isDir())
        return writeDirectly(place, content);

    const std::string temporary
        = place + "." + QString::number(QRandomGenerator::global()->generate64(), 36).toStdString() + ".part";
    if (!writeWhole(temporary, content) || ::rename(temporary.c_str(), place.c_str()) != 0) {
        const int reason = errno;
        ::unlink(temporary.c_str());
        return failure(reason, place);
    }
    syncFolder(QFile::encodeName(target.absolutePath()).toStdString());
    return {};
}

Expected<void> makeFolder(const QString &path)
{
    const std::string place = QFile::encodeName(path).toStdString();
    std::error_code reason;
    std::filesystem::create_directories(place, reason);
    if (reason)
        return failure(reason.value(), place);
    return {};
}

} // namespace tokamark::report
