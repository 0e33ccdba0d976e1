# SPDX-License-Identifier: MIT
# plectrum_warnings: what every target of ours is compiled with; linked PRIVATE, so that nothing leaks.
add_library(plectrum_warnings INTERFACE)
target_compile_options(plectrum_warnings INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wold-style-cast -Wnon-virtual-dtor
    -Woverloaded-virtual -Wformat=2 -Wimplicit-fallthrough -Wundef)
if(CMAKE_UNITY_BUILD) # a file's own types look like a header's there
    target_compile_options(plectrum_warnings INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
endif()
if(PLECTRUM_WERROR)
    target_compile_options(plectrum_warnings INTERFACE -Werror)
endif()
target_compile_definitions(plectrum_warnings INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING QT_NO_CAST_FROM_BYTEARRAY
    QT_NO_FOREACH QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_NO_CONTEXTLESS_CONNECT QT_STRICT_ITERATORS
    QT_USE_QSTRINGBUILDER)
if(PLECTRUM_SANITIZE)
    add_compile_options(-fsanitize=${PLECTRUM_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    # GCC finds uninitialized values in its own instrumentation.
    add_compile_options($<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
    add_link_options(-fsanitize=${PLECTRUM_SANITIZE})
endif()
