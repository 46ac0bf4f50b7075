#pragma once

#include "serverfixture.h"

#include <string>
#include <vector>

namespace tokamark::simulator {

/// A request for three tokens and the stream that answers it. `#` stands for any number.
struct StreamCase {
    const char *name;
    const char *dialect;
    const char *path;
    const char *body;
    std::vector<std::string> pieces; ///< of the body
};

inline std::string data(const std::string &json)
{
    return "data: " + json + "\n\n";
}

/// The bytes of every dialect's streams, server by server in the sources that instantiate it.
class DialectStream : public ServerFixture, public testing::WithParamInterface<StreamCase> { };

inline std::string nameOf(const testing::TestParamInfo<StreamCase> &test)
{
    return test.param.name;
}

} // namespace tokamark::simulator
