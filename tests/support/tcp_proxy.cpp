#include "tests/support/tcp_proxy.h"

#include <boost/asio.hpp>

#include <algorithm>
#include <array>
#include <thread>
#include <vector>

namespace firstcome::testing {

namespace {

namespace asio = boost::asio;
using Tcp = asio::ip::tcp;

enum class Weather { Passing, Holding, Cutting };

/// One connection carried through. Lives as long as a handler of its is under way.
struct Pair : std::enable_shared_from_this<Pair>
{
    Pair(asio::io_context& context, Tcp::socket from, const Weather& now)
        : sides{std::move(from), Tcp::socket(context)}
        , weather(now)
    {
    }
    void start(std::uint16_t target)
    {
        sides[1].async_connect({asio::ip::address_v4::loopback(), target}, [self = shared_from_this()](auto error) {
            if (error)
                return self->reset();
            self->read(0);
            self->read(1);
        });
    }
    void read(std::size_t side)
    {
        if (weather != Weather::Passing) {
            waiting[side] = true;
            return;
        }
        sides[side].async_read_some(asio::buffer(bytes[side]), [self = shared_from_this(), side](auto error, auto n) {
            if (error)
                return self->reset();
            self->write(side, n);
        });
    }
    void write(std::size_t side, std::size_t n)
    {
        held[side] = n;
        if (weather != Weather::Passing)
            return;
        writing[side] = true;
        asio::async_write(sides[1 - side], asio::buffer(bytes[side].data(), n),
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
        for (const std::size_t side : {0, 1})
            if (held[side] != 0 && !writing[side])
                write(side, held[side]);
            else if (std::exchange(waiting[side], false))
                read(side);
    }
    void reset()
    {
        boost::system::error_code ignored;
        for (auto& side : sides) {
            side.set_option(asio::socket_base::linger(true, 0), ignored);
            side.close(ignored);
        }
    }

    std::array<Tcp::socket, 2> sides;
    const Weather& weather;
    std::array<std::array<char, 64 * 1024>, 2> bytes{};
    std::array<std::size_t, 2> held{};
    std::array<bool, 2> waiting{}, writing{};
};

} // namespace

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
    }
    void accept()
    {
        acceptor.async_accept([this](auto error, Tcp::socket socket) {
            if (error)
                return;
            std::erase_if(pairs, [](const auto& pair) { return pair.expired(); });
            const auto pair = std::make_shared<Pair>(context, std::move(socket), weather);
            if (weather == Weather::Cutting) {
                pair->reset();
            } else {
                pairs.push_back(pair);
                pair->start(target);
            }
            accept();
        });
    }
    void become(Weather next)
    {
        asio::post(context, [this, next] {
            weather = next;
            for (const auto& known : pairs)
                if (const auto pair = known.lock())
                    next == Weather::Cutting ? pair->reset() : next == Weather::Passing ? pair->goOn() : void();
        });
    }

    const std::uint16_t target;
    asio::io_context context{1};
    Weather weather = Weather::Passing; ///< the thread's
    Tcp::acceptor acceptor;
    std::vector<std::weak_ptr<Pair>> pairs;
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

} // namespace firstcome::testing
