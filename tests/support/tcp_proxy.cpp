#include "tests/support/tcp_proxy.h"

#include <boost/asio.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <future>
#include <optional>
#include <thread>

namespace firstcome::testing {

namespace proxied { // of TcpProxy::Network's, which has linkage: so they must have it too

namespace asio = boost::asio;
using Tcp = asio::ip::tcp;

enum class Weather { Passing, Holding, Muted, Cutting };

/// What to wait for, and what then becomes of the network.
struct Trap
{
    std::vector<std::string> texts;
    int times = 1;
    Weather then = Weather::Holding;
};

/// What holds for all connections. The network's thread only, but for `caught`.
struct Conditions
{
    Weather weather = Weather::Passing;
    std::chrono::milliseconds delay{0};
    std::optional<Trap> trap;
    std::atomic<bool> caught = false;

    /// Whether bytes that came from this side (0: the clients') go on.
    bool carries(std::size_t side) const
    {
        return weather == Weather::Passing || (weather == Weather::Muted && side == 0);
    }
};

/// How far one connection's client has come with a trap's texts.
class Watch
{
public:
    /// Whether the last of the texts is among what was sent now.
    bool sees(const Trap& trap, std::string_view bytes)
    {
        m_unread += bytes;
        while (m_next < trap.texts.size()) {
            const auto& text = trap.texts[m_next];
            const auto at = m_unread.find(text);
            if (at == std::string::npos) { // its beginning may be there already
                m_unread.erase(0, m_unread.size() - std::min(m_unread.size(), text.size() - 1));
                return false;
            }
            m_unread.erase(0, at + text.size());
            ++m_next;
        }
        m_next = 0;
        return true;
    }

private:
    std::string m_unread;
    std::size_t m_next = 0;
};

/// One connection carried through. Lives as long as a handler of its is under way, or something is held.
struct Pair : std::enable_shared_from_this<Pair>
{
    Pair(asio::io_context& context, Tcp::socket from, Conditions& all)
        : sides{std::move(from), Tcp::socket(context)}
        , timers{asio::steady_timer(context), asio::steady_timer(context)}
        , conditions(all)
    {
    }
    void start(std::uint16_t target)
    {
        sides[1].async_connect({asio::ip::address_v4::loopback(), target},
                               [self = shared_from_this()](auto error) {
                                   if (error)
                                       return self->reset();
                                   self->read(0);
                                   self->read(1);
                               });
    }
    void read(std::size_t side)
    {
        if (!conditions.carries(side)) {
            waiting[side] = true;
            kept = shared_from_this();
            return;
        }
        sides[side].async_read_some(asio::buffer(bytes[side]),
                                    [self = shared_from_this(), side](auto error, auto n) {
                                        if (error)
                                            return self->reset();
                                        self->held[side] = n;
                                        if (side == 0)
                                            self->springTrap();
                                        self->write(side);
                                    });
    }
    void springTrap()
    {
        if (!conditions.trap || !watch.sees(*conditions.trap, {bytes[0].data(), held[0]}) ||
            --conditions.trap->times > 0)
            return;
        conditions.weather = conditions.trap->then;
        conditions.trap.reset();
        conditions.caught = true;
    }
    void write(std::size_t side)
    {
        if (!conditions.carries(side)) {
            kept = shared_from_this();
            return;
        }
        writing[side] = true;
        if (conditions.delay.count() == 0)
            return writeNow(side);
        timers[side].expires_after(conditions.delay);
        timers[side].async_wait([self = shared_from_this(), side](auto) {
            self->writing[side] = false;
            if (self->conditions.carries(side))
                return self->writeNow(side);
            self->kept = self;
        });
    }
    void writeNow(std::size_t side)
    {
        writing[side] = true;
        asio::async_write(sides[1 - side], asio::buffer(bytes[side].data(), held[side]),
                          [self = shared_from_this(), side](auto error, auto) {
                              if (error)
                                  return self->reset();
                              self->held[side] = 0;
                              self->writing[side] = false;
                              self->read(side);
                          });
    }
    void goOn()
    {
        const auto self = std::exchange(kept, nullptr);
        for (const std::size_t side : {0, 1})
            if (held[side] != 0 && !writing[side])
                write(side);
            else if (conditions.carries(side) && std::exchange(waiting[side], false))
                read(side);
    }
    void reset()
    {
        const auto self = std::exchange(kept, nullptr);
        boost::system::error_code ignored;
        for (auto& side : sides) {
            side.set_option(asio::socket_base::linger(true, 0), ignored);
            side.close(ignored);
        }
    }

    std::array<Tcp::socket, 2> sides;
    std::array<asio::steady_timer, 2> timers;
    Conditions& conditions;
    Watch watch;
    std::array<std::array<char, 64 * 1024>, 2> bytes{};
    std::array<std::size_t, 2> held{};
    std::array<bool, 2> waiting{}, writing{};
    std::shared_ptr<Pair> kept; ///< itself, while something is held
};

} // namespace proxied

using namespace proxied;

struct TcpProxy::Network
{
    explicit Network(std::uint16_t to)
        : target(to)
        , acceptor(context, {asio::ip::address_v4::loopback(), 0})
    {
        accept();
        thread = std::thread([this] { context.run(); });
    }
    ~Network()
    {
        asio::post(context, [this] { context.stop(); });
        thread.join();
        for (const auto& known : pairs)
            if (const auto pair = known.lock())
                pair->kept.reset();
    }
    void accept()
    {
        acceptor.async_accept([this](auto error, Tcp::socket socket) {
            if (error)
                return;
            std::erase_if(pairs, [](const auto& pair) { return pair.expired(); });
            const auto pair = std::make_shared<Pair>(context, std::move(socket), conditions);
            if (conditions.weather == Weather::Cutting) {
                pair->reset();
            } else {
                pairs.push_back(pair);
                pair->start(target);
            }
            accept();
        });
    }
    template <class Work>
    void tell(Work work)
    {
        std::promise<void> done;
        asio::post(context, [&] {
            work();
            done.set_value();
        });
        done.get_future().wait();
    }
    void become(Weather next)
    {
        tell([&] {
            conditions.weather = next;
            conditions.trap.reset();
            conditions.caught = false;
            conditions.delay = {};
            for (const auto& known : pairs)
                if (const auto pair = known.lock())
                    next == Weather::Cutting   ? pair->reset()
                    : next == Weather::Passing ? pair->goOn()
                                               : void();
        });
    }
    void set(Trap trap)
    {
        tell([&] {
            for (const auto& known : pairs)
                if (const auto pair = known.lock())
                    pair->watch = {};
            conditions.trap = std::move(trap);
            conditions.caught = false;
        });
    }

    const std::uint16_t target;
    Conditions conditions;
    asio::io_context context{1};
    Tcp::acceptor acceptor;
    std::vector<std::weak_ptr<Pair>> pairs; ///< the thread's
    std::thread thread;
};

TcpProxy::TcpProxy(std::uint16_t target)
    : m_network(std::make_shared<Network>(target))
{
}

TcpProxy::~TcpProxy() = default;

std::uint16_t TcpProxy::port() const
{
    return m_network->acceptor.local_endpoint().port();
}

void TcpProxy::hold()
{
    m_network->become(Weather::Holding);
}

void TcpProxy::cut()
{
    m_network->become(Weather::Cutting);
}

void TcpProxy::pass()
{
    m_network->become(Weather::Passing);
}

void TcpProxy::delay(std::chrono::milliseconds by)
{
    m_network->tell([&] { m_network->conditions.delay = by; });
}

void TcpProxy::holdBefore(std::vector<std::string> texts, int time)
{
    m_network->set({std::move(texts), time, Weather::Holding});
}

void TcpProxy::holdAfter(std::vector<std::string> texts, int time)
{
    m_network->set({std::move(texts), time, Weather::Muted});
}

bool TcpProxy::caught() const
{
    return m_network->conditions.caught;
}

} // namespace firstcome::testing
