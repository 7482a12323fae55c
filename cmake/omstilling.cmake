# One static library a folder. A library's headers are reached only through its own include root (a folder that holds
# nothing but a link to it), and roots travel along PUBLIC links: what a folder does not link, it cannot include.

add_library(omstilling_options INTERFACE)
# Designated initialisers leave the members they do not name at their defaults, on purpose.
target_compile_options(omstilling_options INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Werror
  -Wno-missing-field-initializers)
if(OMSTILLING_SANITIZE)
  # CAF binds null references when it spawns, so the null check must stay off.
  set(sanitizers -fsanitize=address,undefined -fno-sanitize=null -fno-omit-frame-pointer)
  target_compile_options(omstilling_options INTERFACE ${sanitizers})
  target_link_options(omstilling_options INTERFACE ${sanitizers})
endif()

# omstilling_library(NAME folder SOURCES a.cpp ... LINK public libraries ... PRIVATE_LINK ... PCH headers ...)
function(omstilling_library name folder)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK;PRIVATE_LINK;PCH" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_link_libraries(${name} PUBLIC ${ARG_LINK} PRIVATE omstilling_options ${ARG_PRIVATE_LINK})
  set(root ${CMAKE_BINARY_DIR}/include/${name})
  get_filename_component(parent ${folder} DIRECTORY)
  file(MAKE_DIRECTORY ${root}/${parent})
  file(CREATE_LINK ${CMAKE_SOURCE_DIR}/${folder} ${root}/${folder} SYMBOLIC)
  target_include_directories(${name} PUBLIC ${root})
  if(ARG_PCH)
    target_precompile_headers(${name} PRIVATE ${ARG_PCH})
    target_compile_options(${name} PRIVATE -fpch-preprocess)
  endif()
endfunction()

# omstilling_test(NAME LABEL label SOURCES a.test.cpp ... LINK libraries ... [SERIAL] [TIMEOUT seconds])
# One executable; each test case becomes a ctest of its own.
function(omstilling_test name)
  cmake_parse_arguments(ARG "SERIAL" "LABEL;TIMEOUT" "SOURCES;LINK;PCH" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE omstilling_options Catch2::Catch2WithMain ${ARG_LINK})
  target_include_directories(${name} PRIVATE ${CMAKE_BINARY_DIR}/include/tests)
  if(ARG_PCH)
    target_precompile_headers(${name} PRIVATE ${ARG_PCH})
    target_compile_options(${name} PRIVATE -fpch-preprocess)
  endif()
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  set(properties LABELS ${ARG_LABEL} TIMEOUT ${ARG_TIMEOUT})
  if(ARG_SERIAL)
    list(APPEND properties RUN_SERIAL TRUE)
  endif()
  catch_discover_tests(${name} TEST_PREFIX "${ARG_LABEL}: " PROPERTIES ${properties})
endfunction()
