#include "tests/support/core_application.h"

#include <QCoreApplication>

namespace firstcome::testing {

void ensureCoreApplication()
{
    static int argumentCount = 1;
    static char name[] = "test";
    static char* arguments[] = {name, nullptr};
    static auto* application = new QCoreApplication(argumentCount, arguments);
    (void)application;
}

} // namespace firstcome::testing
