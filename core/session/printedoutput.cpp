#include "session/printedoutput.h"

#include "base/clock.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <linux/falloc.h>
#include <unistd.h>

namespace tokamark::session {
namespace {

constexpr Duration Turn = std::chrono::milliseconds(200); ///< between looks at how much there is

std::string readAt(int descriptor, off_t from, std::size_t bytes)
{
    std::string text(bytes, '\0');
    const ssize_t got = pread(descriptor, text.data(), text.size(), from);
    text.resize(static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    return text;
}

constexpr std::string_view LineEnds = "\n";
constexpr std::string_view Blanks = " \t\r"; ///< in their place where there is no line end

/// A cut may have gone through a secret, of which nobody would know the rest: whole lines are kept, or whole words.
void endWhole(std::string &head)
{
    std::size_t end = head.find_last_of(LineEnds);
    if (end == std::string::npos)
        end = head.find_last_of(Blanks);
    head.resize(end == std::string::npos ? 0 : end + 1);
}

void beginWhole(std::string &tail)
{
    std::size_t begin = tail.find_first_of(LineEnds);
    if (begin == std::string::npos)
        begin = tail.find_first_of(Blanks);
    tail.erase(0, begin == std::string::npos ? begin : begin + 1);
}

} // namespace

std::unique_ptr<PrintedOutput> PrintedOutput::make()
{
    File file(std::tmpfile(), &std::fclose);
    if (!file)
        return nullptr;
    return std::unique_ptr<PrintedOutput>(new PrintedOutput(std::move(file)));
}

PrintedOutput::PrintedOutput(File file)
    : m_file(std::move(file))
    , m_descriptor(fileno(m_file.get()))
{
    static_cast<void>(fcntl(m_descriptor, F_SETFL, O_APPEND));
    m_keeper = std::jthread([this](const std::stop_token &stop) {
        std::mutex mutex;
        std::condition_variable_any stopped;
        std::unique_lock lock(mutex);
        for (off_t freed = 0; !stop.stop_requested(); freeMiddle(freed))
            stopped.wait_for(lock, stop, Turn, [] { return false; });
    });
}

/// `freed`: up to where that was done already.
void PrintedOutput::freeMiddle(off_t &freed) const
{
    const off_t size = lseek(m_descriptor, 0, SEEK_END);
    // It was dropped meanwhile.
    if (size < freed)
        freed = 0;
    const auto head = static_cast<off_t>(KeptHead);
    const off_t tail = size - static_cast<off_t>(KeptTail);
    if (tail - std::max(freed, head) < MostBetween)
        return;
    constexpr int Hole = FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE;
    if (fallocate(m_descriptor, Hole, head, tail - head) == 0)
        freed = tail;
    else if (ftruncate(m_descriptor, 0) == 0) // a file system without holes: better none of it than all of the disk
        freed = 0;
}

std::string PrintedOutput::text(const http::SecretMask &secrets) const
{
    const off_t size = lseek(m_descriptor, 0, SEEK_END);
    if (size <= static_cast<off_t>(KeptHead + KeptTail))
        return secrets.maskedCut(readAt(m_descriptor, 0, static_cast<std::size_t>(std::max<off_t>(size, 0))));
    std::string head = readAt(m_descriptor, 0, KeptHead);
    std::string tail = readAt(m_descriptor, size - static_cast<off_t>(KeptTail), KeptTail);
    endWhole(head);
    beginWhole(tail);
    const off_t between = size - static_cast<off_t>(head.size() + tail.size());
    return secrets.masked(std::move(head)) + "[" + std::to_string(between) + " bytes are left out here]\n"
        + secrets.maskedCut(std::move(tail));
}

void PrintedOutput::drop()
{
    // Who writes into it goes on at its end, which is its beginning then.
    [[maybe_unused]] const int refused = ftruncate(m_descriptor, 0);
}

} // namespace tokamark::session
