# firstcome_unity_by_folder(TARGET SOURCE...): in a preset with CMAKE_UNITY_BUILD all sources of one folder are
# compiled as one, which takes a third of the time. By folder, so that two names that clash do so at once, and not
# when a file is added elsewhere.
function(firstcome_unity_by_folder target)
  foreach(source ${ARGN})
    if(source MATCHES "\\.cpp$")
      cmake_path(GET source PARENT_PATH folder)
      cmake_path(RELATIVE_PATH folder BASE_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}")
      string(MAKE_C_IDENTIFIER "${folder}" group)
      set_source_files_properties(${source} PROPERTIES UNITY_GROUP "${target}_${group}")
    endif()
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD_MODE GROUP)
endfunction()
