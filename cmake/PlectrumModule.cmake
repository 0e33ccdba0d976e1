# SPDX-License-Identifier: MIT
# plectrum_forward(VARIABLE FOLDER file.h ...)
#   Writes a one-line forwarding header to FOLDER for each header of the current source folder, and sets VARIABLE to
#   their list.
function(plectrum_forward variable root)
    set(forwarding "")
    foreach(header IN LISTS ARGN)
        set(file "${root}/${header}")
        get_filename_component(folder "${file}" DIRECTORY)
        file(RELATIVE_PATH real "${folder}" "${CMAKE_CURRENT_SOURCE_DIR}/${header}")
        file(CONFIGURE OUTPUT "${file}" CONTENT "#include \"${real}\" // IWYU pragma: export\n" @ONLY)
        list(APPEND forwarding "${file}")
    endforeach()
    set(${variable} "${forwarding}" PARENT_SCOPE)
endfunction()

# plectrum_module(NAME SOURCES file.cpp ... HEADERS file.h ... [PRIVATE_HEADERS file.h ...] [LINK target ...]
#                 [LINK_PRIVATE target ...] [PRECOMPILED kind] [SINGLE file.cpp ...])
#   One folder of sources as the static library plectrum_NAME (alias plectrum::NAME).
#   Its headers are reached as "NAME/file.h" and by no other way: each gets a one-line forwarding
#   header in the build folder, and that folder is the module's only include root. So a file sees the
#   headers of the modules that its own target links, and a wrong include does not compile.
#   PRECOMPILED: see PlectrumPrecompiled.cmake; core when it is not said.
#   SINGLE names those of SOURCES that unity builds compile alone, because a neighbour has local names alike.
#   PRIVATE_HEADERS are reached so by the module's own files alone; they may include what LINK_PRIVATE names.
function(plectrum_module name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "PRECOMPILED" "SOURCES;HEADERS;PRIVATE_HEADERS;LINK;LINK_PRIVATE;SINGLE")
    if(arg_UNPARSED_ARGUMENTS)
        message(FATAL_ERROR "plectrum_module(${name}): unknown words ${arg_UNPARSED_ARGUMENTS}")
    endif()
    set(root "${CMAKE_CURRENT_BINARY_DIR}/include")
    set(private_root "${CMAKE_CURRENT_BINARY_DIR}/private")
    plectrum_forward(forwarding "${root}/${name}" ${arg_HEADERS})
    plectrum_forward(private_forwarding "${private_root}/${name}" ${arg_PRIVATE_HEADERS})
    set(target plectrum_${name})
    add_library(${target} STATIC ${arg_SOURCES} ${arg_HEADERS} ${arg_PRIVATE_HEADERS})
    set_source_files_properties(${arg_SINGLE} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
    add_library(plectrum::${name} ALIAS ${target})
    target_sources(${target} PUBLIC FILE_SET HEADERS BASE_DIRS "${root}" FILES ${forwarding})
    if(arg_PRIVATE_HEADERS)
        target_include_directories(${target} PRIVATE "${private_root}")
    endif()
    target_link_libraries(${target} PUBLIC ${arg_LINK} PRIVATE plectrum_warnings ${arg_LINK_PRIVATE})
    set_target_properties(${target} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)
    if(NOT arg_PRECOMPILED)
        set(arg_PRECOMPILED core)
    endif()
    plectrum_use_precompiled(${target} ${arg_PRECOMPILED})
    set_property(GLOBAL APPEND PROPERTY PLECTRUM_MODULES ${name})
endfunction()
