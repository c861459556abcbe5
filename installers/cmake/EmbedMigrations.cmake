# Turns <root>/<dialect>/<schema>/NNN_name.sql into one source file that backend/ledger/migrations.h declares.
# Linked into the library itself, so that no program depends on files beside it.
function(embed_migrations root output)
  file(GLOB files CONFIGURE_DEPENDS RELATIVE "${root}" "${root}/*/*/*.sql")
  list(SORT files)
  set(entries "")
  foreach(file IN LISTS files)
    if(NOT file MATCHES "^([a-z]+)/([a-z]+)/([0-9][0-9][0-9])_([a-z0-9_]+)\\.sql$")
      message(FATAL_ERROR "Not a migration's name: ${file}")
    endif()
    set(dialect "${CMAKE_MATCH_1}")
    set(schema "${CMAKE_MATCH_2}")
    set(name "${CMAKE_MATCH_4}")
    math(EXPR number "1${CMAKE_MATCH_3} - 1000")
    file(READ "${root}/${file}" text)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${root}/${file}")
    string(APPEND entries "    {\"${dialect}\", \"${schema}\", ${number}, \"${name}\", R\"sql(${text})sql\"},\n")
  endforeach()
  set(source "${CMAKE_BINARY_DIR}/generated/embedded_migrations.cpp")
  file(GENERATE OUTPUT "${source}" CONTENT "#include \"backend/ledger/migrations.h\"

namespace firstcome::ledger {

namespace {

constexpr Migration kMigrations[] = {
${entries}};

} // namespace

std::span<const Migration> embeddedMigrations()
{
    return kMigrations;
}

} // namespace firstcome::ledger
")
  set(${output} "${source}" PARENT_SCOPE)
endfunction()
