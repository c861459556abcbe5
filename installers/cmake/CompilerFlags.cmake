# One INTERFACE target carries language level, warnings and sanitizers for every target of ours.
add_library(firstcome_flags INTERFACE)
target_compile_features(firstcome_flags INTERFACE cxx_std_20)
target_include_directories(firstcome_flags INTERFACE "${CMAKE_SOURCE_DIR}" "${CMAKE_BINARY_DIR}/generated")
# GCC 12 warns falsely about std::string at -O2 (its PR 105329 and 105651): those warnings are off.
target_compile_options(firstcome_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wnon-virtual-dtor -Woverloaded-virtual -Wno-missing-field-initializers
  $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess;-Wno-interference-size>
  $<$<CXX_COMPILER_ID:GNU>:-Wno-array-bounds;-Wno-restrict;-Wno-maybe-uninitialized>
  $<$<CXX_COMPILER_ID:GNU>:-Wno-stringop-overflow;-Wno-stringop-overread>)
target_compile_definitions(firstcome_flags INTERFACE
  BOOST_ASIO_NO_DEPRECATED BOOST_ALL_NO_LIB SPDLOG_FMT_EXTERNAL
  QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
  QT_NO_CONTEXTLESS_CONNECT QT_NO_FOREACH QT_NO_KEYWORDS
  $<$<CONFIG:Debug>:FIRSTCOME_DEV>)
option(FIRSTCOME_WERROR "Warnings are errors" OFF)
if(FIRSTCOME_WERROR)
  target_compile_options(firstcome_flags INTERFACE -Werror)
endif()

if(FIRSTCOME_SANITIZE)
  target_compile_options(firstcome_flags INTERFACE -fsanitize=${FIRSTCOME_SANITIZE} -fno-omit-frame-pointer
    -fno-sanitize-recover=all)
  target_link_options(firstcome_flags INTERFACE -fsanitize=${FIRSTCOME_SANITIZE})
  if(FIRSTCOME_SANITIZE MATCHES "thread")
    # ThreadSanitizer does not know fences; Asio's are a second belt beside its mutexes.
    target_compile_definitions(firstcome_flags INTERFACE BOOST_ASIO_DISABLE_FENCED_BLOCK)
  endif()
endif()

find_program(MOLD mold)
if(MOLD)
  target_link_options(firstcome_flags INTERFACE -fuse-ld=mold)
endif()

find_program(CCACHE ccache)
if(CCACHE)
  # Precompiled headers need these sloppinesses; base_dir lets two checkouts share results.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
    CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
    CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${CCACHE})
endif()
