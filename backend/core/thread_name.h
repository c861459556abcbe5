#pragma once

#include <pthread.h>
#include <string>
#include <string_view>

namespace firstcome::core {

/// Names the calling thread for debuggers and `top -H`; Linux keeps the first 15 bytes.
inline void nameThisThread(std::string_view name)
{
    pthread_setname_np(pthread_self(), std::string(name.substr(0, 15)).c_str());
}

} // namespace firstcome::core
