#include "tests/support/sql_servers.h"

#include "tests/support/core_application.h"
#include "tests/support/free_port.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

#include <atomic>
#include <csignal>
#include <fstream>
#include <pwd.h>
#include <stdexcept>
#include <thread>
#include <unistd.h>

namespace firstcome::testing {

namespace {

constexpr auto kPatience = std::chrono::seconds(60);

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

class MariaDbServer final : public SqlServer
{
public:
    MariaDbServer()
        : SqlServer(ledger::SqlDialect::MariaDb, "nobody")
    {
        prepare({"/usr/bin/mariadb-install-db", "--no-defaults", "--datadir=" + dataDirectory(),
                 temporary(), "--auth-root-authentication-method=normal", "--skip-test-db",
                 "--skip-name-resolve"});
        start();
    }
    ~MariaDbServer() override { kill(); }

private:
    /// One that starts deletes the temporary tables of all that share the directory.
    std::string temporary() const { return "--tmpdir=" + socketDirectory(); }
    std::vector<std::string> command() const override
    {
        return {"/usr/sbin/mariadbd",
                "--no-defaults",
                "--datadir=" + dataDirectory(),
                temporary(),
                "--port=" + std::to_string(port()),
                "--bind-address=127.0.0.1",
                "--socket=" + socketDirectory() + "/mariadb.sock",
                "--pid-file=" + socketDirectory() + "/mariadb.pid",
                "--skip-name-resolve",
                "--innodb-flush-log-at-trx-commit=2", // a killed server loses nothing, a power cut might
                "--innodb-buffer-pool-size=64M",
                "--innodb-log-file-size=64M"};
    }
    std::string administrativeDatabase() const override { return "mysql"; }
};

class PostgreSqlServer final : public SqlServer
{
public:
    PostgreSqlServer()
        : SqlServer(ledger::SqlDialect::PostgreSql, "postgres")
    {
        prepare({program("initdb"), "--pgdata=" + dataDirectory(), "--username=root", "--auth=trust",
                 "--encoding=UTF8", "--locale=C", "--no-sync"});
        start();
    }
    ~PostgreSqlServer() override { kill(); }

private:
    static std::string program(const std::string& name) { return "/usr/lib/postgresql/15/bin/" + name; }
    std::vector<std::string> command() const override
    {
        return {program("postgres"),
                "-D",
                dataDirectory(),
                "-p",
                std::to_string(port()),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=" + socketDirectory(),
                "-c",
                "fsync=off",
                "-c",
                "max_connections=40"};
    }
    std::string administrativeDatabase() const override { return "postgres"; }
};

} // namespace

RawSql::RawSql(const ledger::SqlTarget& target)
{
    ensureCoreApplication();
    static std::atomic<int> number{0};
    m_name = "raw-" + std::to_string(++number);
    auto database =
        QSqlDatabase::addDatabase(QLatin1String(ledger::traitsOf(target.dialect).driver), text(m_name));
    database.setHostName(text(target.host));
    database.setPort(target.port);
    database.setUserName(text(target.user));
    database.setPassword(text(target.password));
    database.setDatabaseName(text(target.database));
    if (!database.open()) {
        const auto words = database.lastError().text().toStdString();
        database = {};
        QSqlDatabase::removeDatabase(text(m_name));
        throw std::runtime_error(words);
    }
}

RawSql::~RawSql()
{
    database().close();
    QSqlDatabase::removeDatabase(text(m_name));
}

QSqlDatabase RawSql::database() const
{
    return QSqlDatabase::database(text(m_name), false);
}

void RawSql::run(const std::string& sql)
{
    QSqlQuery query(database());
    if (!query.exec(text(sql)))
        throw std::runtime_error(sql + ": " + query.lastError().text().toStdString());
}

std::int64_t RawSql::number(const std::string& sql)
{
    QSqlQuery query(database());
    if (!query.exec(text(sql)) || !query.next())
        throw std::runtime_error(sql + ": " + query.lastError().text().toStdString());
    return query.value(0).toLongLong();
}

SqlServer::SqlServer(ledger::SqlDialect dialect, std::string owner)
    : m_dialect(dialect)
    , m_owner(std::move(owner))
    , m_port(freePort())
{
    if (::geteuid() != 0)
        return;
    const passwd* user = ::getpwnam(m_owner.c_str());
    if (!user || ::chown(m_directory.path().c_str(), user->pw_uid, user->pw_gid) != 0)
        throw std::runtime_error("no user " + m_owner);
}

std::vector<std::string> SqlServer::asOwner(std::vector<std::string> arguments) const
{
    if (::geteuid() == 0) { // neither server runs as root
        std::vector<std::string> before{"/usr/bin/setpriv", "--reuid=" + m_owner, "--init-groups",
                                        "--inh-caps=-all"};
        arguments.insert(arguments.begin(), before.begin(), before.end());
    }
    return arguments;
}

void SqlServer::prepare(const std::vector<std::string>& arguments) const
{
    ChildProgram program(asOwner(arguments));
    if (program.wait() != 0)
        throw std::runtime_error(arguments.front() + ": " + program.out() + program.err());
}

ledger::SqlTarget SqlServer::target(const std::string& database) const
{
    ledger::SqlTarget target;
    target.dialect = m_dialect;
    target.host = "127.0.0.1";
    target.port = m_port;
    target.user = "root";
    target.database = database;
    return target;
}

void SqlServer::start()
{
    m_program = std::make_unique<ChildProgram>(asOwner(command()));
    const auto until = std::chrono::steady_clock::now() + kPatience;
    for (;;) {
        try {
            const RawSql answered(target(administrativeDatabase()));
            return;
        } catch (const std::runtime_error& failure) {
            if (std::chrono::steady_clock::now() > until)
                throw std::runtime_error(std::string(failure.what()) + "\n" + m_program->err());
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
}

void SqlServer::signalAll(int number)
{
    // PostgreSQL answers from children in sessions of their own, which outlive it for a while.
    std::vector<pid_t> family{m_program->pid()};
    for (std::size_t i = 0; i < family.size(); ++i) {
        const auto pid = std::to_string(family[i]);
        std::ifstream children("/proc/" + pid + "/task/" + pid + "/children");
        for (pid_t child = 0; children >> child;)
            family.push_back(child);
    }
    for (const pid_t pid : family)
        ::kill(pid, number);
}

void SqlServer::kill()
{
    if (!m_program)
        return;
    signalAll(SIGKILL);
    m_program->wait();
    m_program.reset();
}

void SqlServer::pause()
{
    signalAll(SIGSTOP);
}

void SqlServer::unpause()
{
    signalAll(SIGCONT);
}

ledger::SqlTarget SqlServer::makeDatabase()
{
    const std::string name = "firstcome_" + std::to_string(++m_databases);
    RawSql(target(administrativeDatabase())).run("CREATE DATABASE " + name);
    return target(name);
}

std::unique_ptr<SqlServer> SqlServer::mariaDb()
{
    return std::make_unique<MariaDbServer>();
}

std::unique_ptr<SqlServer> SqlServer::postgreSql()
{
    return std::make_unique<PostgreSqlServer>();
}

} // namespace firstcome::testing
