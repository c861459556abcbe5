#include "tests/support/kafka_server.h"

#include "tests/support/free_port.h"

#include <array>
#include <csignal>
#include <fstream>
#include <librdkafka/rdkafka.h>
#include <stdexcept>
#include <thread>

namespace firstcome::testing {

namespace {

constexpr const char* kClusterId = "Rmlyc3Rjb21lIHRlc3RzIQ";
constexpr auto kPatience = std::chrono::seconds(90);

std::string fetchJars()
{
    ChildProgram fetch({std::string(FIRSTCOME_SOURCE_DIR) + "/installers/fetch_kafka"});
    if (fetch.wait() != 0)
        throw std::runtime_error("Kafka could not be fetched: " + fetch.err());
    return linesOf(fetch.out()).at(0);
}

std::vector<std::string> java(const std::string& jars, const std::filesystem::path& directory)
{
    return {"/usr/bin/java",
            "-Xmx384m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-Dkafka.logs.dir=" + directory.string(),
            "-cp",
            jars + "/*"};
}

} // namespace

KafkaServer::KafkaServer(int brokers, Ways ways, Security security)
    : m_security(security)
    , m_jars(fetchJars())
{
    if (security == Security::SaslSsl)
        makeCertificate();
    for (int id = 1; id <= brokers; ++id) {
        const auto port = freePort();
        auto way = ways == Ways::Proxied ? std::make_unique<TcpProxy>(port) : nullptr;
        m_brokers.push_back(
            {port, freePort(), m_directory.path() / std::to_string(id), std::move(way), nullptr});
    }
    for (int id = 1; id <= brokers; ++id) {
        auto& broker = m_brokers[static_cast<std::size_t>(id - 1)];
        configure(broker, id);
        auto command = java(m_jars, broker.directory);
        command.insert(command.end(), {"kafka.tools.StorageTool", "format", "-t", kClusterId, "-c",
                                       (broker.directory / "server.properties").string()});
        ChildProgram format(command);
        if (format.wait() != 0)
            throw std::runtime_error("StorageTool: " + format.out() + format.err());
    }
    for (int id = 1; id <= brokers; ++id)
        start(id - 1);
    waitUntilServing();
}

KafkaServer::~KafkaServer()
{
    for (std::size_t broker = 0; broker < m_brokers.size(); ++broker)
        kill(static_cast<int>(broker));
}

std::string KafkaServer::addresses() const
{
    std::string all;
    for (const auto& broker : m_brokers)
        all += (all.empty() ? "" : ",") + ("127.0.0.1:" + std::to_string(broker.openPort()));
    return all;
}

void KafkaServer::configure(Broker& broker, int id) const
{
    std::filesystem::create_directories(broker.directory);
    std::string voters;
    for (std::size_t i = 0; i < m_brokers.size(); ++i)
        voters += (i == 0 ? "" : ",") + std::to_string(i + 1) +
                  "@127.0.0.1:" + std::to_string(m_brokers[i].controllerPort);
    const auto own = "CLIENT://127.0.0.1:" + std::to_string(broker.port);
    const auto open = "CLIENT://127.0.0.1:" + std::to_string(broker.openPort());
    const auto replicas = std::to_string(std::min<std::size_t>(3, m_brokers.size()));
    std::ofstream(broker.directory / "server.properties")
        << "process.roles=broker,controller\nnode.id=" << id << "\ncontroller.quorum.voters=" << voters
        << "\nlisteners=" << own << ",CONTROLLER://127.0.0.1:" << broker.controllerPort
        << "\nadvertised.listeners=" << open << "\ncontroller.listener.names=CONTROLLER"
        << "\ninter.broker.listener.name=CLIENT" << securitySettings()
        << "\nlog.dirs=" << (broker.directory / "data").string()
        << "\noffsets.topic.replication.factor=" << replicas
        << "\noffsets.topic.num.partitions=4\ntransaction.state.log.replication.factor=" << replicas
        << "\ntransaction.state.log.min.isr=1\ngroup.initial.rebalance.delay.ms=0\nauto.create.topics.enable="
           "false\n";
}

std::string KafkaServer::securitySettings() const
{
    const char* const protocols[] = {"PLAINTEXT", "SASL_PLAINTEXT", "SASL_SSL"};
    std::string settings = "\nlistener.security.protocol.map=CONTROLLER:PLAINTEXT,CLIENT:" +
                           std::string(protocols[static_cast<int>(m_security)]);
    if (m_security == Security::None)
        return settings;
    settings += "\nsasl.enabled.mechanisms=PLAIN\nsasl.mechanism.inter.broker.protocol=PLAIN"
                "\nlistener.name.client.plain.sasl.jaas.config="
                "org.apache.kafka.common.security.plain.PlainLoginModule required"
                " username=\"broker\" password=\"between-brokers\" user_broker=\"between-brokers\" user_" +
                std::string(kUser) + "=\"" + kPassword + "\";";
    if (m_security == Security::SaslSsl)
        settings += "\nssl.keystore.type=PEM\nssl.keystore.location=" + (m_directory.path() / "broker.pem").string() +
                    "\nssl.truststore.type=PEM\nssl.truststore.location=" +
                    (m_directory.path() / "certificate.pem").string();
    return settings;
}

void KafkaServer::makeCertificate() const
{
    const auto key = m_directory.path() / "key.pem", certificate = m_directory.path() / "certificate.pem";
    ChildProgram make({"/usr/bin/openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out",
                       certificate, "-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"});
    if (make.wait() != 0)
        throw std::runtime_error("openssl: " + make.err());
    std::ofstream(m_directory.path() / "broker.pem") << std::ifstream(key).rdbuf() << std::ifstream(certificate).rdbuf();
}

std::map<std::string, std::string> KafkaServer::properties() const
{
    if (m_security == Security::None)
        return {};
    std::map<std::string, std::string> all{{"security.protocol", "SASL_PLAINTEXT"},
                                           {"sasl.mechanism", "PLAIN"},
                                           {"sasl.username", kUser},
                                           {"sasl.password", kPassword}};
    if (m_security == Security::SaslSsl) {
        all["security.protocol"] = "SASL_SSL";
        all["ssl.ca.location"] = (m_directory.path() / "certificate.pem").string();
    }
    return all;
}

void KafkaServer::start(int number)
{
    auto& broker = m_brokers.at(static_cast<std::size_t>(number));
    auto command = java(m_jars, broker.directory);
    command.insert(command.end(), {"kafka.Kafka", (broker.directory / "server.properties").string()});
    broker.program = std::make_unique<ChildProgram>(command);
}

void KafkaServer::waitUntilServing() const
{
    const auto conf = eventlog::kafkaConfiguration({.brokers = addresses(), .properties = properties()}, {});
    std::array<char, 512> words{};
    const eventlog::KafkaHandle handle(
        rd_kafka_new(RD_KAFKA_PRODUCER, conf.value(), words.data(), words.size()));
    const auto until = std::chrono::steady_clock::now() + kPatience;
    while (std::chrono::steady_clock::now() < until) {
        const struct rd_kafka_metadata* found = nullptr;
        if (rd_kafka_metadata(handle.get(), 0, nullptr, &found, 1000) != RD_KAFKA_RESP_ERR_NO_ERROR)
            continue;
        const int brokers = found->broker_cnt;
        rd_kafka_metadata_destroy(found);
        if (brokers == static_cast<int>(m_brokers.size()))
            return;
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    throw std::runtime_error("Kafka does not serve: " + m_brokers.front().program->out() +
                             m_brokers.front().program->err());
}

void KafkaServer::kill(int number)
{
    auto& program = m_brokers.at(static_cast<std::size_t>(number)).program;
    if (!program)
        return;
    program->signal(SIGKILL);
    program->wait();
    program.reset();
}

void KafkaServer::pause(int number)
{
    m_brokers.at(static_cast<std::size_t>(number)).program->signal(SIGSTOP);
}

void KafkaServer::unpause(int number)
{
    m_brokers.at(static_cast<std::size_t>(number)).program->signal(SIGCONT);
}

std::string KafkaServer::tool(const std::vector<std::string>& arguments) const
{
    auto command = java(m_jars, m_directory.path());
    command.insert(command.end(), arguments.begin(), arguments.end());
    ChildProgram program(command);
    if (program.wait() != 0)
        throw std::runtime_error(arguments.front() + ": " + program.out() + program.err());
    return program.out();
}

void KafkaServer::configureTopic(const std::string& topic, const std::string& name, const std::string& value) const
{
    tool({"kafka.admin.ConfigCommand", "--bootstrap-server", addresses(), "--alter", "--entity-type", "topics",
          "--entity-name", topic, "--add-config", name + "=" + value});
}

std::string KafkaServer::settingsOf(const std::string& topic) const
{
    return tool({"kafka.admin.ConfigCommand", "--bootstrap-server", addresses(), "--describe", "--entity-type",
                 "topics", "--entity-name", topic});
}

std::string KafkaServer::dumped(const std::string& topic) const
{
    std::string files;
    for (const auto& partition : std::filesystem::directory_iterator(m_brokers.front().directory / "data"))
        if (partition.path().filename().string().starts_with(topic + "-"))
            for (const auto& file : std::filesystem::directory_iterator(partition))
                if (file.path().extension() == ".log")
                    files += (files.empty() ? "" : ",") + file.path().string();
    return tool({"kafka.tools.DumpLogSegments", "--files", files});
}

eventlog::KafkaTarget KafkaServer::target()
{
    const auto suffix = "-" + std::to_string(++m_targets);
    eventlog::KafkaTarget target;
    target.brokers = addresses();
    target.properties = properties();
    target.topic += suffix;
    target.shadowTopic += suffix;
    target.group += suffix;
    return target;
}

} // namespace firstcome::testing
