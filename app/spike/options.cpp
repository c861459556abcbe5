#include "app/spike/options.h"

#include <charconv>
#include <functional>
#include <map>

namespace firstcome {

namespace {

auto badOption(std::string detail)
{
    return core::fail(core::ErrorKind::InvalidArgument, "bad_option", std::move(detail));
}

template <class Number>
bool readNumber(const std::string& text, Number& number)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size();
}

template <class Number>
bool readNumber(const std::string& text, std::optional<Number>& number)
{
    number.emplace();
    return readNumber(text, *number);
}

using Setter = std::function<bool(const std::string&)>;

std::map<std::string, Setter> valueOptions(SpikeOptions& options)
{
    const auto text = [](auto& member) {
        return [&member](const std::string& value) {
            member = value;
            return !value.empty();
        };
    };
    const auto number = [](auto& member) {
        return [&member](const std::string& value) { return readNumber(value, member); };
    };
    return {{"--target", text(options.target)},
            {"--coupon", text(options.coupon)},
            {"--scenario", text(options.scenario)},
            {"--people", number(options.people)},
            {"--people-prefix", text(options.peoplePrefix)},
            {"--out", text(options.out)},
            {"--record", text(options.record)},
            {"--threads", number(options.threads)},
            {"--nice", number(options.nice)}};
}

std::map<std::string, bool*> flags(SpikeOptions& options)
{
    return {{"--allow-remote", &options.allowRemote},
            {"--progress", &options.progress},
            {"--help", &options.help},
            {"-h", &options.help}};
}

} // namespace

core::Result<SpikeOptions> parseSpikeOptions(const std::vector<std::string>& arguments)
{
    SpikeOptions options;
    const auto values = valueOptions(options);
    const auto switches = flags(options);
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const auto equals = arguments[i].find('=');
        const auto name = arguments[i].substr(0, equals);
        if (const auto flag = switches.find(arguments[i]); flag != switches.end()) {
            *flag->second = true;
            continue;
        }
        const auto option = values.find(name);
        if (option == values.end())
            return badOption("unknown option " + arguments[i]);
        if (equals == std::string::npos && i + 1 == arguments.size())
            return badOption(name + " needs a value");
        const auto value = equals == std::string::npos ? arguments[++i] : arguments[i].substr(equals + 1);
        if (!option->second(value))
            return badOption(name + " has a bad value: " + value);
    }
    if (!options.help && options.coupon.empty())
        return badOption("--coupon is missing");
    if (!options.help && options.scenario.empty())
        return badOption("--scenario is missing");
    return options;
}

} // namespace firstcome
