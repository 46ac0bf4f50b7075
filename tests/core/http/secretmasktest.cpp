#include "http/secretmask.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

namespace tokamark::http {
namespace {

using Headers = std::vector<Header>;

TEST(SecretMask, HidesWhatTheHeadersCarry)
{
    const Headers headers{{"Authorization", "Bearer sk-abc/1+2="}, {"X-Api-Key", "team-key"}, {"X-Team", "blue"}};
    const SecretMask mask(headers);
    EXPECT_EQ(mask.masked("bad key sk-abc/1+2= of blue"), "bad key *** of blue");
    EXPECT_EQ(mask.masked("got Authorization: Bearer sk-abc/1+2=, not team-key"), "got Authorization: ***, not ***");
    EXPECT_EQ(mask.masked(R"({"key":"sk-abc\/1+2="})"), R"({"key":"***"})") << "as PHP writes JSON";
    EXPECT_EQ(mask.masked("/v1?key=sk-abc%2F1%2B2%3D"), "/v1?key=***");
    EXPECT_FALSE(mask.isEmpty());
}

TEST(SecretMask, HidesWhatIsSecretBesideTheHeaders)
{
    const std::vector<std::string> more{"sk-in-the-body", "x"};
    const SecretMask mask(Headers{{"Authorization", "Bearer sk-1"}}, more);
    EXPECT_EQ(mask.masked(R"(input: {"api_key": "sk-in-the-body"}, x, sk-1)"), R"(input: {"api_key": "***"}, x, ***)");
}

TEST(SecretMask, HidesCookiesAndPasswordsByTheirValues)
{
    const Headers headers{{"Cookie", "theme=dark; session=s3cr3t"}, {"Proxy-Authorization", "Basic dXNlcjpwYSQkOTk="}};
    const SecretMask mask(headers);
    EXPECT_EQ(mask.masked("no session s3cr3t"), "no session ***");
    EXPECT_EQ(mask.masked("user: pa$$99 is wrong"), "user: *** is wrong") << "the password as the server decoded it";
    EXPECT_EQ(mask.masked("dXNlcjpwYSQkOTk="), "***");
}

TEST(SecretMask, HidesTheLongerOfTwoThatBeginAlike)
{
    const SecretMask mask(Headers{{"X-Key", "team"}, {"X-Token", "team-seven"}});
    EXPECT_EQ(mask.masked("team-seven and team"), "*** and ***");
}

TEST(SecretMask, LeavesTextsAloneWhereThereIsNoSecret)
{
    EXPECT_TRUE(SecretMask().isEmpty());
    EXPECT_EQ(SecretMask().masked("sk-1"), "sk-1");
    const SecretMask mask(Headers{{"X-Team", "blue"}, {"X-Api-Key", "k"}, {"Authorization", ""}});
    EXPECT_TRUE(mask.isEmpty()) << "one letter is no secret";
    EXPECT_EQ(mask.masked("a keen look"), "a keen look");
}

TEST(SecretMask, HidesTheStartOfASecretAtACut)
{
    const SecretMask mask(Headers{{"Authorization", "Bearer sk-abcdef"}});
    EXPECT_EQ(mask.maskedCut("bad key sk-ab"), "bad key ***");
    EXPECT_EQ(mask.maskedCut("bad key sk-ab\u2026"), "bad key ***\u2026");
    EXPECT_EQ(mask.maskedCut("bad key sk-"), "bad key sk-") << "too little to tell";
    const SecretMask wordy(Headers{{"X-Api-Key", "token-abc123"}});
    EXPECT_EQ(wordy.maskedCut("invalid token"), "invalid token") << "a word that the key begins with";
    EXPECT_EQ(wordy.maskedCut("invalid token-ab"), "invalid ***");
}

TEST(SecretMask, HidesWhatTwoPiecesShare)
{
    const SecretMask mask(Headers{{"Authorization", "Bearer sk-abcdef"}});
    std::array<std::string, 4> pieces{"key sk-", "abc", "def is", " sk-abcdef sk-abcdef"};
    const std::array<std::string *, 4> all{&pieces[0], &pieces[1], &pieces[2], &pieces[3]};
    mask.maskPieces(all);
    EXPECT_EQ(pieces[0], "key ***");
    EXPECT_EQ(pieces[1], "");
    EXPECT_EQ(pieces[2], " is");
    EXPECT_EQ(pieces[3], " *** ***");
}

} // namespace
} // namespace tokamark::http
