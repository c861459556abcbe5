#pragma once

#include "backend/core/result.h"
#include "backend/remote/node_address.h"

#include <QCommandLineParser>

#include <optional>
#include <string>
#include <vector>

namespace firstcome::app {

/// The nodes that a console attaches to instead of serving itself, and their operator's token.
struct Attachment
{
    std::vector<remote::NodeAddress> nodes;
    std::string token;
};

/// `--connect HOST:PORT,… --token-file FILE`. The token is never on the command line, which every user of the machine
/// can read: it comes from the file, from FIRSTCOME_OPERATOR_TOKEN in the environment, or from the config of the fleet.
class ConnectOptions
{
public:
    explicit ConnectOptions(QCommandLineParser& parser);

    /// Nothing without --connect. `configured` is the config's token, empty where it has none. Errors: those of
    /// parseNodeAddresses; InvalidArgument `token_missing`, `bad_token`; Io `token_io`. Blocks on the file. Takes the
    /// token out of this process' environment, which children inherit: the config must have been read before.
    core::Result<std::optional<Attachment>> attachment(const QCommandLineParser& parser,
                                                       const std::string& configured) const;

private:
    QCommandLineOption m_connect;
    QCommandLineOption m_tokenFile;
};

} // namespace firstcome::app
