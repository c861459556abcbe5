#include "backend/http/client_of_request.h"

#include <gtest/gtest.h>

using namespace firstcome::http;
using firstcome::issuing::ClientAddress;

namespace {

ClientAddress address(std::string_view text)
{
    return toClientAddress(boost::asio::ip::make_address(std::string(text)));
}

/// `lines` are X-Forwarded-For lines.
std::string clientOf(const std::vector<std::string>& trusted, std::string_view peer,
                     std::vector<std::string_view> lines)
{
    return toText(TrustedProxies::parse(trusted).value().clientOf(address(peer), lines));
}

} // namespace

TEST(ClientOfRequest, IsThePeerWhereThatIsNotTrusted)
{
    EXPECT_EQ(clientOf({}, "203.0.113.7", {"198.51.100.1"}), "203.0.113.7");
    EXPECT_EQ(clientOf({"10.0.0.0/8"}, "203.0.113.7", {"198.51.100.1"}), "203.0.113.7");
}

TEST(ClientOfRequest, IsTheRightMostUntrustedOne)
{
    const std::vector<std::string> trusted{"10.0.0.0/8", "2001:db8::/32", "192.0.2.9"};
    EXPECT_EQ(clientOf(trusted, "10.0.0.1", {"198.51.100.1"}), "198.51.100.1");
    EXPECT_EQ(clientOf(trusted, "10.0.0.1", {"1.2.3.4, 198.51.100.1, 10.9.9.9"}), "198.51.100.1");
    EXPECT_EQ(clientOf(trusted, "10.0.0.1", {"1.2.3.4", "198.51.100.1,10.9.9.9", "192.0.2.9"}),
              "198.51.100.1");
    EXPECT_EQ(clientOf(trusted, "2001:db8::1", {"198.51.100.1:4711"}), "198.51.100.1");
    EXPECT_EQ(clientOf(trusted, "10.0.0.1", {"[2a00::7]:443"}), "2a00::7");
    EXPECT_EQ(clientOf(trusted, "10.0.0.1", {"2a00::7"}), "2a00::7");
}

TEST(ClientOfRequest, BelievesNothingLeftOfWhatItCannotRead)
{
    const std::vector<std::string> trusted{"10.0.0.0/8"};
    EXPECT_EQ(clientOf(trusted, "10.0.0.1", {"127.0.0.1, unknown, 10.0.0.2"}), "10.0.0.2");
    EXPECT_EQ(clientOf(trusted, "10.0.0.1", {""}), "10.0.0.1");
    EXPECT_EQ(clientOf(trusted, "10.0.0.1", {","}), "10.0.0.1");
    EXPECT_EQ(clientOf(trusted, "10.0.0.1", {"127.0.0.1, ["}), "10.0.0.1");
    EXPECT_EQ(clientOf(trusted, "10.0.0.1", {"127.0.0.1, \xff\xff"}), "10.0.0.1");
    EXPECT_EQ(clientOf(trusted, "10.0.0.1", {}), "10.0.0.1");
    EXPECT_EQ(clientOf(trusted, "10.0.0.1", {"10.0.0.3, 10.0.0.2"}), "10.0.0.3");
}

TEST(ClientOfRequest, SeesAMappedAddressAsItsIpv4Self)
{
    EXPECT_EQ(clientOf({"10.0.0.0/8"}, "::ffff:10.0.0.1", {"198.51.100.1"}), "198.51.100.1");
    EXPECT_TRUE(address("::ffff:127.0.0.1").isLoopback());
    EXPECT_TRUE(address("::1").isLoopback());
    EXPECT_FALSE(address("::2").isLoopback());
    EXPECT_FALSE(address("128.0.0.1").isLoopback());
}

TEST(TrustedProxies, HoldsNetworksToTheBit)
{
    const auto proxies = TrustedProxies::parse({"10.1.2.128/25", "2001:db8:8000::/33"}).value();
    EXPECT_TRUE(proxies.trusts(address("10.1.2.128")));
    EXPECT_TRUE(proxies.trusts(address("10.1.2.255")));
    EXPECT_FALSE(proxies.trusts(address("10.1.2.127")));
    EXPECT_TRUE(proxies.trusts(address("2001:db8:ffff::1")));
    EXPECT_FALSE(proxies.trusts(address("2001:db8:7fff::1")));
    EXPECT_TRUE(TrustedProxies::parse({"0.0.0.0/0"}).value().trusts(address("203.0.113.7")));
    EXPECT_FALSE(TrustedProxies::parse({"0.0.0.0/0"}).value().trusts(address("2a00::1")));
}

TEST(TrustedProxies, RefusesWhatIsNoNetwork)
{
    for (const char* text :
         {"", "haproxy", "10.0.0.1/33", "10.0.0.1/", "10.0.0.1/x", "2a00::/129", "10.0.0.1/8 "})
        EXPECT_EQ(TrustedProxies::parse({text}).error().code, "bad_trusted_proxy") << text;
}
