#pragma once

#include <tl/expected.hpp>

#include <string>
#include <utility>

namespace firstcome::core {

/// What kind of failure crossed a boundary; callers branch on this.
enum class ErrorKind {
    InvalidArgument, ///< the caller's input is wrong; trying again cannot help
    NotFound,
    WrongState,      ///< the act is not possible in the present state
    VersionConflict, ///< the state changed since the caller looked
    Conflict,        ///< the same name or row exists with other content
    Unavailable,     ///< a part is down, starting or full; trying again may help
    TimedOut,
    Io,              ///< disk or network failure
    Corrupt,         ///< stored data is not what was written
    Internal
};

/// A failure as a value. `code` is a stable snake_case word that the API shows and the screen translates
/// (with `detail` as its argument); `detail` is English, for logs, and names no secret.
struct Error
{
    ErrorKind kind = ErrorKind::Internal;
    std::string code;
    std::string detail;
};

/// Either a value or an Error. Exceptions do not cross a thread or a room.
template <class T>
using Result = tl::expected<T, Error>;

/// Shorthand for `return fail(kind, "code", "detail");`
inline tl::unexpected<Error> fail(ErrorKind kind, std::string code, std::string detail = {})
{
    return tl::unexpected<Error>(Error{kind, std::move(code), std::move(detail)});
}

} // namespace firstcome::core
