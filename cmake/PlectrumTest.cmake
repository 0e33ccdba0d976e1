# SPDX-License-Identifier: MIT
# plectrum_test(NAME LABEL label [SOURCES tst_x.cpp ...] LINK target ... [TIMEOUT seconds] [ENVIRONMENT X=Y ...])
#   One Qt Test program tst_NAME, registered with CTest. SOURCES is tst_NAME.cpp when not given.
#   Tests find the folder tests/ as PLECTRUM_TESTS_DIR and run without a display.
function(plectrum_test name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "LABEL;TIMEOUT" "SOURCES;LINK;ENVIRONMENT")
    if(NOT arg_LABEL)
        message(FATAL_ERROR "plectrum_test(${name}): a LABEL is needed")
    endif()
    if(NOT arg_SOURCES)
        set(arg_SOURCES tst_${name}.cpp)
    endif()
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 120)
    endif()
    add_executable(tst_${name} ${arg_SOURCES})
    target_link_libraries(tst_${name} PRIVATE ${arg_LINK} Qt6::Test plectrum_warnings)
    # QTRY_* of Qt 6.8 and 6.9 put milliseconds into an int; source options stand after the target's.
    set_source_files_properties(${arg_SOURCES} PROPERTIES COMPILE_OPTIONS -Wno-conversion)
    target_compile_definitions(tst_${name} PRIVATE
        PLECTRUM_TESTS_DIR="${PROJECT_SOURCE_DIR}/tests" PLECTRUM_BIN_DIR="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}")
    set_target_properties(tst_${name} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
    add_test(NAME ${arg_LABEL}.${name} COMMAND tst_${name})
    set_tests_properties(${arg_LABEL}.${name} PROPERTIES LABELS ${arg_LABEL} TIMEOUT ${arg_TIMEOUT}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;TZ=UTC;${arg_ENVIRONMENT}")
    foreach(source IN LISTS arg_SOURCES)
        set_property(GLOBAL APPEND PROPERTY PLECTRUM_TEST_SOURCES "${CMAKE_CURRENT_SOURCE_DIR}/${source}")
    endforeach()
endfunction()
