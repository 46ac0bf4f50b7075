#include "plan/bodysecrets.h"

#include "plan/targetsecrets.h"

#include <gtest/gtest.h>

namespace tokamark::plan {
namespace {

TEST(BodySecrets, AreKnownByTheNamesOfMembers)
{
    for (const char *name : {"api_key", "apiKey", "X-Api-Key", "key", "token", "hf_token", "access_token",
                             "Authorization", "auth", "password", "client_secret", "credentials", "session-cookie"})
        EXPECT_TRUE(namesSecret(name)) << name;
    for (const char *name : {"max_tokens", "stop_token_ids", "return_token_ids", "eos_token", "stop_token",
                             "prompt_cache_key", "logprobs", "user", "keys", "author", ""})
        EXPECT_FALSE(namesSecret(name)) << name;
}

TEST(BodySecrets, AreKeysWhereverTheyStand)
{
    const std::vector<std::string> keys{"sk-do-not-tell", "ab", "team"};
    EXPECT_TRUE(holdsKey("Bearer sk-do-not-tell", keys));
    EXPECT_TRUE(holdsKey("team", keys));
    EXPECT_FALSE(holdsKey("teamwork", keys)) << "short enough to be found by chance";
    EXPECT_FALSE(holdsKey("ab", keys)) << "too short for a key";
    EXPECT_FALSE(holdsKey("", keys));
}

TEST(BodySecrets, AreFoundAtAnyDepth)
{
    const std::string body = R"({"api_key":"sk-1","n":2,"max_tokens":"many","user":"sk-of-the-header",)"
                             R"("auth":{"type":"x"},"list":[{"password":"pw"},"text"],"token":"env:NAME",)"
                             R"x("secret":"(not stored)","key":""})x";
    const std::vector<std::string> keys{"sk-of-the-header"};
    const std::vector<BodySecret> expected{{"/api_key", "api_key", "sk-1"},
                                           {"/user", "user", "sk-of-the-header"},
                                           {"/auth/type", "type", "x"},
                                           {"/list/0/password", "password", "pw"}};
    EXPECT_EQ(openBodySecrets(body, keys), expected);
    EXPECT_EQ(leftOutOfBody(body), (BodySecret{"/secret", "secret", LeftOut}));
    EXPECT_EQ(leftOutOfBody(R"({"a":1})"), std::nullopt);
}

TEST(BodySecrets, LeaveOtherBodiesAsTheyWereWritten)
{
    const auto never = [](const BodySecret &) -> std::optional<std::string> {
        ADD_FAILURE() << "nothing is secret there";
        return "x";
    };
    for (const char *body : {"", "{", R"({ "top_p" : 0.9 })", "[1, 2]"})
        EXPECT_EQ(replaceBodySecrets(body, {}, never), body);
}

} // namespace
} // namespace tokamark::plan
