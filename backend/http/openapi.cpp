#include "backend/http/public_reads.h"

namespace firstcome::http {

std::string_view openApiText()
{
    static constexpr std::string_view kText =
#include "backend/http/openapi_json.inc"
        ;
    return kText;
}

} // namespace firstcome::http
