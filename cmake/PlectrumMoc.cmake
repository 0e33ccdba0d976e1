# SPDX-License-Identifier: MIT
# moc without include folders: it would parse the headers of Qt and of the standard library for each class with a
# Q_OBJECT (0.7 s instead of 0.01 s, an eighth of the whole build), and nothing of ours needs what stands in them. A
# missing header is no error for it.
if(UNIX)
    get_target_property(PLECTRUM_MOC Qt6::moc IMPORTED_LOCATION)
    if(NOT PLECTRUM_MOC)
        get_target_property(PLECTRUM_MOC Qt6::moc IMPORTED_LOCATION_RELEASE)
    endif()
    if(NOT PLECTRUM_MOC)
        get_target_property(PLECTRUM_MOC Qt6::moc IMPORTED_LOCATION_NONE)
    endif()
    if(PLECTRUM_MOC)
        set(CMAKE_AUTOMOC_EXECUTABLE "${CMAKE_BINARY_DIR}/moc-alone")
        set(CMAKE_AUTOMOC_COMPILER_PREDEFS OFF)
        configure_file(cmake/moc-alone.in "${CMAKE_AUTOMOC_EXECUTABLE}" @ONLY
            FILE_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
    endif()
endif()
