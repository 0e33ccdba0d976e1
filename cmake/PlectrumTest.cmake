# SPDX-License-Identifier: MIT
# What test programs are compiled with, linked last so that it stands after plectrum_warnings.
add_library(plectrum_test_options INTERFACE)
target_compile_options(plectrum_test_options INTERFACE -Wno-conversion) # QTRY_* of Qt 6.8 put milliseconds into an int
target_compile_options(plectrum_test_options INTERFACE ${PLECTRUM_TEST_OPTIONS})
target_include_directories(plectrum_test_options INTERFACE "${PROJECT_SOURCE_DIR}/tests")
target_compile_definitions(plectrum_test_options INTERFACE
    PLECTRUM_TESTS_DIR="${PROJECT_SOURCE_DIR}/tests" PLECTRUM_BIN_DIR="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}")

# plectrum_test_program(NAME LINK target ... [INTERNALS module ...] [SOURCES fixture.cpp ...] [INCLUDE folder ...]
#                       [NEEDS target ...])
#   The one program of a folder's tests, tests_NAME; plectrum_test() adds to it. One program, and not one a test,
#   because each would be linked and its headers parsed anew. NEEDS: programs that the tests start.
#   INTERNALS: modules whose private headers the tests may include, which only their own tests should.
macro(plectrum_test_program name)
    plectrum_add_test_program(${name} ${ARGN})
    set(PLECTRUM_TEST_PROGRAM tests_${name})
endmacro()

function(plectrum_add_test_program name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LINK;INTERNALS;SOURCES;INCLUDE;NEEDS")
    if(arg_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "plectrum_test_program(${name}): unknown words ${arg_UNPARSED_ARGUMENTS}")
    endif()
    set(target tests_${name})
    add_executable(${target} "${PROJECT_SOURCE_DIR}/tests/support/test_main.cpp" ${arg_SOURCES})
    # Network for all: QTest's headers ask whether it is there, and all share them precompiled.
    target_link_libraries(${target} PRIVATE ${arg_LINK} Qt6::Network Qt6::Test plectrum_warnings plectrum_test_options)
    target_include_directories(${target} PRIVATE ${arg_INCLUDE})
    foreach(module IN LISTS arg_INTERNALS)
        target_include_directories(${target} PRIVATE $<TARGET_PROPERTY:plectrum_${module},BINARY_DIR>/private)
    endforeach()
    set_target_properties(${target} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
    if(arg_LINK MATCHES "plectrum::(ui|plectrum)(;|$)|Qt6::Widgets")
        plectrum_use_precompiled(${target} widgets_tests)
    else()
        plectrum_use_precompiled(${target} core_tests)
    endif()
    if(arg_NEEDS)
        add_dependencies(${target} ${arg_NEEDS})
    endif()
endfunction()

# plectrum_test(NAME LABEL label [FILE tst_x] [FOLDER folder] [TIMEOUT seconds] [COST seconds] [ENVIRONMENT X=Y ...])
#   The test of tst_NAME.cpp (or of FILE) as a part of the folder's program, registered with CTest. It finds the folder
#   tests/ as PLECTRUM_TESTS_DIR and runs without a display. TIMEOUT only ends what hangs. COST: long ones are
#   begun first, so that none is left alone at the end.
function(plectrum_test name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "LABEL;FILE;FOLDER;TIMEOUT;COST" "ENVIRONMENT")
    if(NOT arg_LABEL OR arg_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "plectrum_test(${name}): a LABEL is needed, and no other words: ${arg_UNPARSED_ARGUMENTS}")
    endif()
    if(NOT arg_FILE)
        set(arg_FILE ${name})
    endif()
    set(source tst_${arg_FILE}.cpp)
    if(arg_FOLDER)
        set(source ${arg_FOLDER}/${source})
    endif()
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 900)
    endif()
    if(PLECTRUM_SANITIZE)
        math(EXPR arg_TIMEOUT "5 * ${arg_TIMEOUT}")
    endif()
    if(NOT arg_COST)
        set(arg_COST 1)
    endif()
    target_sources(${PLECTRUM_TEST_PROGRAM} PRIVATE ${source})
    add_test(NAME ${arg_LABEL}.${name} COMMAND ${PLECTRUM_TEST_PROGRAM} ${arg_FILE})
    set_tests_properties(${arg_LABEL}.${name} PROPERTIES LABELS ${arg_LABEL} TIMEOUT ${arg_TIMEOUT} COST ${arg_COST}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;TZ=UTC;${arg_ENVIRONMENT}")
    set_property(GLOBAL APPEND PROPERTY PLECTRUM_TEST_SOURCES "${CMAKE_CURRENT_SOURCE_DIR}/${source}")
endfunction()

# plectrum_test_tool(NAME LINK target ...): a program NAME of NAME.cpp that tests start, beside their own.
function(plectrum_test_tool name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LINK")
    add_executable(${name} ${name}.cpp)
    target_link_libraries(${name} PRIVATE ${arg_LINK} plectrum_warnings plectrum_test_options)
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
endfunction()
