# SPDX-License-Identifier: MIT
# Headers of the standard library and of Qt, parsed once for each kind of module and not once a file: half of what a
# file costs to compile. PLECTRUM_PCH=OFF, as the preset tidy has it, shows where an include is missing.

# plectrum_precompiled(KIND target ...): cmake/precompiled/KIND.h, compiled as what links the targets is.
function(plectrum_precompiled kind)
    set(target plectrum_precompiled_${kind})
    add_library(${target} OBJECT "${PROJECT_SOURCE_DIR}/cmake/precompiled/empty.cpp")
    target_link_libraries(${target} PRIVATE ${ARGN})
    target_precompile_headers(${target} PRIVATE "${PROJECT_SOURCE_DIR}/cmake/precompiled/${kind}.h")
endfunction()

# plectrum_use_precompiled(TARGET KIND)
function(plectrum_use_precompiled target kind)
    if(PLECTRUM_PCH)
        target_precompile_headers(${target} REUSE_FROM plectrum_precompiled_${kind})
    endif()
endfunction()

if(PLECTRUM_PCH)
    plectrum_precompiled(std plectrum_warnings)
    plectrum_precompiled(core Qt6::Core QCoro6::Core plectrum_warnings)
    plectrum_precompiled(gui Qt6::Gui QCoro6::Core plectrum_warnings)
    plectrum_precompiled(widgets Qt6::Widgets QCoro6::Core plectrum_warnings)
    if(PLECTRUM_TESTS)
        plectrum_precompiled(core_tests QCoro6::Core Qt6::Network Qt6::Test plectrum_warnings plectrum_test_options)
        plectrum_precompiled(widgets_tests Qt6::Widgets QCoro6::Core Qt6::Network Qt6::Test plectrum_warnings plectrum_test_options)
    endif()
endif()
