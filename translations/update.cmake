# SPDX-License-Identifier: MIT
# cmake -D LUPDATE=path/to/lupdate [-D TS=folder] -P translations/update.cmake
#   Brings the texts of ui/ and app/ into the .ts files, here or in that folder: new ones are unfinished, those that are
#   gone are dropped. English has only what counts (%n). Fails when lupdate warns: such a text has another context in
#   the file than in the program and would never be found.
get_filename_component(root "${CMAKE_CURRENT_LIST_DIR}/.." ABSOLUTE)
if(NOT TS)
    set(TS "${CMAKE_CURRENT_LIST_DIR}")
endif()
set(options -silent -no-obsolete -locations none -disable-heuristic sametext -disable-heuristic similartext
    -tr-function-alias QT_TR_NOOP+=TEXT) # TEXT of ui/widgets/action_table.cpp
foreach(file IN ITEMS plectrum_en.ts plectrum_de.ts)
    set(only "")
    if(file STREQUAL "plectrum_en.ts")
        set(only -pluralonly)
    endif()
    execute_process(COMMAND "${LUPDATE}" ${options} ${only} -I "${root}" "${root}/ui" "${root}/app" -ts "${TS}/${file}"
                    RESULT_VARIABLE result ERROR_VARIABLE warnings OUTPUT_VARIABLE said)
    if(result OR NOT warnings STREQUAL "")
        message(FATAL_ERROR "lupdate of ${file}: ${result} ${said}${warnings}")
    endif()
endforeach()
