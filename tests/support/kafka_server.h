#pragma once

#include "backend/eventlog/kafka_target.h"
#include "tests/support/child_program.h"
#include "tests/support/tcp_proxy.h"
#include "tests/support/temporary_directory.h"

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

namespace firstcome::testing {

/// A real Apache Kafka cluster in KRaft mode, of one broker or three, each with a directory and free ports of
/// its own, stopped by process id. The jars come from installers/fetch_kafka. Throws std::runtime_error where
/// it does not come up.
class KafkaServer
{
public:
    /// How clients must come. With Sasl and SaslSsl as kUser with kPassword (mechanism PLAIN); SaslSsl has a
    /// certificate for 127.0.0.1 that it signed itself.
    enum class Security { None, Sasl, SaslSsl };
    static constexpr const char* kUser = "firstcome";
    static constexpr const char* kPassword = "let-me-in";
    /// Proxied: clients come through a proxy that a test can cut.
    enum class Ways { Direct, Proxied };

    explicit KafkaServer(int brokers = 1, Ways ways = Ways::Direct, Security security = Security::None);
    ~KafkaServer();

    /// A target with topics of its own, so that tests of one program share the brokers.
    eventlog::KafkaTarget target();
    /// Changes one setting of a topic, as its owner would.
    void configureTopic(const std::string& topic, const std::string& name, const std::string& value) const;
    /// A topic's own settings, in the words of Kafka's tool: `name=value ` and more, a line each.
    std::string settingsOf(const std::string& topic) const;
    /// What the first broker's files hold of a topic, in the words of Kafka's tool: a line for each record batch.
    std::string dumped(const std::string& topic) const;
    pid_t pid(int broker = 0) const { return m_brokers.at(static_cast<std::size_t>(broker)).program->pid(); }
    void start(int broker = 0); ///< returns at once
    void waitUntilServing() const; ///< all of them
    void kill(int broker = 0);
    void pause(int broker = 0);
    void unpause(int broker = 0);
    /// Of proxied brokers: all but their controllers come through here.
    TcpProxy& wayTo(int broker = 0) { return *m_brokers.at(static_cast<std::size_t>(broker)).way; }

private:
    struct Broker
    {
        std::uint16_t port, controllerPort;
        std::filesystem::path directory;
        std::unique_ptr<TcpProxy> way; ///< null: clients come straight
        std::unique_ptr<ChildProgram> program;

        std::uint16_t openPort() const { return way ? way->port() : port; }
    };
    /// Runs a tool of Kafka's to its end; what it says.
    std::string tool(const std::vector<std::string>& arguments) const;
    void configure(Broker& broker, int id) const;
    std::string securitySettings() const;
    void makeCertificate() const;
    std::map<std::string, std::string> properties() const;
    std::string addresses() const;

    const Security m_security;
    TemporaryDirectory m_directory;
    std::vector<Broker> m_brokers;
    std::string m_jars;
    int m_targets = 0;
};

} // namespace firstcome::testing
