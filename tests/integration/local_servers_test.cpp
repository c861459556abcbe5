#include "app/compose/profiles.h"
#include "tests/support/child_program.h"
#include "tests/support/core_application.h"
#include "tests/support/node_program.h"
#include "tests/support/redis_server.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <sys/stat.h>

using namespace firstcome;
using namespace firstcome::testing;

namespace {

/// installers/local_servers on a directory, and what it wrote there.
class LocalServers
{
public:
    explicit LocalServers(const std::filesystem::path& directory)
        : m_program({FIRSTCOME_SOURCE_DIR "/installers/local_servers", directory.string()})
    {
    }
    /// Until it has said where the config is; empty where it ended before.
    std::filesystem::path config()
    {
        std::vector<std::string> said;
        comesTrue([&] {
            said = linesOf(m_program.out());
            return !said.empty() || m_program.ended();
        });
        return said.empty() ? std::filesystem::path() : std::filesystem::path(said.front());
    }
    int terminate()
    {
        m_program.signal(SIGTERM);
        return m_program.wait();
    }
    int wait() { return m_program.wait(); }
    std::string err() const { return m_program.err(); }

private:
    ChildProgram m_program;
};

/// A backend as the programs compose it from that config, serving.
class ServingBackend
{
public:
    ServingBackend(const std::filesystem::path& config, const std::filesystem::path& dataDir)
    {
        ensureCoreApplication();
        auto loaded = core::loadConfig(config).value();
        loaded.dataDir = dataDir;
        loaded.http.port = 0;
        std::filesystem::create_directories(dataDir);
        m_backend = std::move(app::makeBackend(loaded, {}).value());
        EXPECT_TRUE(m_backend->start([] {}));
    }
    ~ServingBackend() { m_backend->stop(); }

    bool isWell()
    {
        return comesTrue([&] {
            const auto now = m_backend->snapshot();
            return !now->starting && now->port != 0 && now->eventsKnown && now->store.code.empty() &&
                   now->log.code.empty() && now->ledger.code.empty();
        });
    }
    Backend& operator*() { return *m_backend; }

private:
    std::unique_ptr<Backend> m_backend;
};

bool has(const Snapshot& snapshot, std::string_view couponId)
{
    return std::ranges::any_of(
        snapshot.events, [&](const EventView& view) { return view.event.draft.couponId.str() == couponId; });
}

} // namespace

TEST(LocalServers, CarryABackendKeepTheirDataAndLeaveNothingRunning)
{
    const TemporaryDirectory directory;
    const auto servers = directory.path() / "a name with spaces" / "servers";
    std::uint16_t redisPort = 0;
    for (const bool again : {false, true}) {
        LocalServers started(servers);
        const auto config = started.config();
        ASSERT_FALSE(config.empty()) << started.err();
        struct stat file{};
        ASSERT_EQ(::stat(config.c_str(), &file), 0);
        EXPECT_EQ(file.st_mode & 0777, 0600u) << "it holds passwords";
        redisPort = core::loadConfig(config).value().redis.port;
        {
            ServingBackend backend(config, directory.path() / "data");
            ASSERT_TRUE(backend.isWell());
            EXPECT_EQ(has(*(*backend).snapshot(), "kept"), again);
            if (!again) {
                issuing::EventDraft draft;
                draft.couponId = *issuing::CouponId::parse("kept");
                draft.name = "Kept";
                draft.total = 5;
                (*backend).submit(CreateEvent{"test", draft}, [](const core::Result<Reply>&) {});
                EXPECT_TRUE(comesTrue([&] { return has(*(*backend).snapshot(), "kept"); }));
            }
        }
        EXPECT_EQ(started.terminate(), 0) << started.err();
        EXPECT_THROW(RawRedis{redisPort}, std::runtime_error) << "nothing listens any more";
    }
}

TEST(LocalServers, SayThatADirectoryIsInUse)
{
    const TemporaryDirectory directory;
    LocalServers first(directory.path());
    ASSERT_FALSE(first.config().empty()) << first.err();
    LocalServers second(directory.path());
    EXPECT_EQ(second.wait(), 1);
    EXPECT_NE(second.err().find("others run on"), std::string::npos) << second.err();
    EXPECT_EQ(first.terminate(), 0);
}
