#include "backend/ledger/sql_connection.h"

#include <QSqlDriver>
#include <QSqlError>
#include <QVariant>

#include <thread>

namespace firstcome::ledger {

namespace {

QString toText(std::string_view utf8)
{
    if (utf8.empty())
        return QStringLiteral(""); // a null QString would be stored as NULL
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

/// A server that runs ends a statement by itself: it is given the time to say so.
constexpr std::chrono::milliseconds kServerFirst{1'000};

core::Error errorFor(SqlProblem problem, const std::string& part, std::string detail)
{
    using core::ErrorKind;
    switch (problem) {
    case SqlProblem::Busy:
        return {ErrorKind::TimedOut, part + "_busy", std::move(detail)};
    case SqlProblem::Down:
        return {ErrorKind::Unavailable, part + "_down", std::move(detail)};
    case SqlProblem::Io:
        return {ErrorKind::Io, part + "_io", std::move(detail)};
    case SqlProblem::Corrupt:
        return {ErrorKind::Corrupt, part + "_corrupt", std::move(detail)};
    case SqlProblem::RowRefused:
        return {ErrorKind::InvalidArgument, part + "_row_refused", std::move(detail)};
    case SqlProblem::Other:
        break;
    }
    return {ErrorKind::Internal, part + "_sql", std::move(detail)};
}

} // namespace

void raise(core::ErrorKind kind, std::string code, std::string detail)
{
    throw SqlFailure(SqlProblem::Other, {kind, std::move(code), std::move(detail)});
}

SqlStatement::~SqlStatement()
{
    if (!m_query)
        return;
    const SqlWatchdog::Wait wait(m_connection->watchdog()); // it may read what is left
    m_query->finish();
}

SqlStatement& SqlStatement::bind(std::int64_t value)
{
    m_query->addBindValue(QVariant(static_cast<qlonglong>(value)));
    return *this;
}

SqlStatement& SqlStatement::bind(std::string_view utf8)
{
    m_query->addBindValue(QVariant(toText(utf8)));
    return *this;
}

SqlStatement& SqlStatement::bindNull()
{
    m_query->addBindValue(QVariant());
    return *this;
}

void SqlStatement::run()
{
    const SqlWatchdog::Wait wait(m_connection->watchdog());
    if (!m_query->exec())
        m_connection->raise(m_query->lastError(), "run");
}

bool SqlStatement::next()
{
    const SqlWatchdog::Wait wait(m_connection->watchdog());
    if (m_query->next())
        return true;
    if (m_query->lastError().isValid())
        m_connection->raise(m_query->lastError(), "read");
    return false;
}

std::int64_t SqlStatement::affected() const
{
    return m_query->numRowsAffected();
}

std::int64_t SqlStatement::insertedId() const
{
    return m_query->lastInsertId().toLongLong();
}

bool SqlStatement::isNull(int column) const
{
    return m_query->isNull(column);
}

std::int64_t SqlStatement::integer(int column) const
{
    return m_query->value(column).toLongLong();
}

core::WallTime SqlStatement::time(int column) const
{
    return core::WallTime(std::chrono::microseconds(integer(column)));
}

std::string SqlStatement::text(int column) const
{
    return m_query->value(column).toString().toStdString();
}

SqlConnection::SqlConnection(SqlTarget target, std::string part)
    : m_target(std::move(target))
    , m_part(std::move(part))
    , m_name(QStringLiteral("firstcome-%1").arg(reinterpret_cast<quintptr>(this), 0, 16))
{
}

SqlConnection::~SqlConnection()
{
    close();
}

void SqlConnection::open()
{
    close();
    m_database = QSqlDatabase::addDatabase(QLatin1String(traits().driver), m_name);
    if (!m_database.isValid()) {
        release();
        throw SqlFailure(SqlProblem::Down,
                         errorFor(SqlProblem::Down, m_part, "no SQL driver " + std::string(traits().driver)));
    }
    m_database.setDatabaseName(QString::fromStdString(m_target.database));
    m_database.setConnectOptions(QString::fromStdString(connectOptions(m_target)));
    if (m_target.dialect != SqlDialect::Sqlite) {
        const bool mariaDbSocket = m_target.dialect == SqlDialect::MariaDb && m_target.host.starts_with('/');
        m_database.setHostName(mariaDbSocket ? QStringLiteral("localhost") : toText(m_target.host));
        m_database.setPort(m_target.port == 0 ? -1 : m_target.port);
        m_database.setUserName(toText(m_target.user));
        m_database.setPassword(toText(m_target.password));
    }
    try {
        if (!m_database.open())
            raise(m_database.lastError(), "open");
        m_open = true;
        const int socket = m_target.dialect == SqlDialect::PostgreSql ? SqlWatchdog::socketOf(*m_database.driver()) : -1;
        if (socket >= 0)
            m_watchdog = std::make_unique<SqlWatchdog>(socket, m_target.statementTimeout + kServerFirst);
        for (const std::string& sql : sessionStatements(m_target))
            executePatiently(sql);
    } catch (const SqlFailure&) {
        close();
        throw;
    }
}

void SqlConnection::executePatiently(std::string_view sql)
{
    const auto until = std::chrono::steady_clock::now() + m_target.busyTimeout;
    for (;;) {
        try {
            return execute(sql);
        } catch (const SqlFailure& failure) {
            if (failure.problem() != SqlProblem::Busy || std::chrono::steady_clock::now() > until)
                throw;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
}

void SqlConnection::close()
{
    m_open = false;
    {
        const SqlWatchdog::Wait wait(watchdog()); // the server is told of each statement that goes
        m_statements.clear();
    }
    m_watchdog.reset();
    if (m_database.isValid())
        m_database.close();
    release();
}

void SqlConnection::release()
{
    m_database = QSqlDatabase(); // the last reference must go before the name does
    if (QSqlDatabase::contains(m_name))
        QSqlDatabase::removeDatabase(m_name);
}

void SqlConnection::requireOpen() const
{
    if (!m_open)
        throw SqlFailure(SqlProblem::Down, errorFor(SqlProblem::Down, m_part, "not open"));
}

void SqlConnection::execute(std::string_view sql)
{
    requireOpen();
    const SqlWatchdog::Wait wait(watchdog());
    QSqlQuery query(m_database);
    if (!query.exec(toText(sql)))
        raise(query.lastError(), sql);
}

SqlStatement SqlConnection::statement(std::string_view sql)
{
    requireOpen();
    const auto found = m_statements.find(sql);
    if (found != m_statements.end())
        return {*this, *found->second};
    auto query = std::make_unique<QSqlQuery>(m_database);
    query->setForwardOnly(true);
    const SqlWatchdog::Wait wait(watchdog());
    if (!query->prepare(toText(sql)))
        raise(query->lastError(), sql.substr(0, 120));
    const auto added = m_statements.emplace(std::string(sql), std::move(query)).first;
    return {*this, *added->second};
}

bool SqlConnection::hasTable(std::string_view name) const
{
    const SqlWatchdog::Wait wait(watchdog());
    return m_database.tables().contains(toText(name));
}

void SqlConnection::raise(const QSqlError& error, std::string_view doing) const
{
    const SqlProblem problem = problemOf(m_target.dialect, error);
    throw SqlFailure(problem,
                     errorFor(problem, m_part, error.text().toStdString() + " (" + std::string(doing) + ")"));
}

SqlTransaction::SqlTransaction(SqlConnection& connection)
    : m_connection(connection)
{
    m_connection.execute(m_connection.traits().beginWrite);
}

SqlTransaction::~SqlTransaction()
{
    if (!m_open || !m_connection.isOpen())
        return;
    try {
        m_connection.execute("ROLLBACK");
    } catch (const SqlFailure&) {
        // The server rolled back by itself (full disk, lost connection): there is nothing left to undo.
    }
}

void SqlTransaction::commit()
{
    m_connection.execute("COMMIT");
    m_open = false;
}

} // namespace firstcome::ledger
