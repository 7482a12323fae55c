omstilling_test(directory_test LABEL people
  SOURCES
    directory/details.test.cpp
    directory/parts.test.cpp
    directory/search.test.cpp
    directory/stand_ins.test.cpp
  LINK omstilling_services rapidcheck rapidcheck_catch)
target_compile_definitions(directory_test PRIVATE DIRECTORY_DATA="${CMAKE_CURRENT_SOURCE_DIR}/directory")
