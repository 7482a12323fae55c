# One static library a folder. A library's headers are reached only through its own include root (a folder that holds
# nothing but a link to it), and roots travel along PUBLIC links: what a folder does not link, it cannot include.

add_library(omstilling_options INTERFACE)
# Warnings stop who works on it; who only runs it is not stopped by what some compiler suspects.
if(OMSTILLING_TESTS)
  set(strict -Werror)
endif()
# Links in a tenth of the time.
find_program(MOLD mold)
if(MOLD)
  target_link_options(omstilling_options INTERFACE -fuse-ld=mold)
endif()
# Designated initialisers leave the members they do not name at their defaults, on purpose.
target_compile_options(omstilling_options INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual ${strict}
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

# omstilling_test(NAME LABEL labels SOURCES a.test.cpp ... LINK libraries ... [SERIAL] [TIMEOUT seconds])
# One executable; each test case becomes a ctest of its own, named after the first label.
function(omstilling_test name)
  cmake_parse_arguments(ARG "SERIAL" "TIMEOUT" "LABEL;SOURCES;LINK;PCH" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE omstilling_options Catch2::Catch2WithMain ${ARG_LINK})
  target_include_directories(${name} PRIVATE ${CMAKE_BINARY_DIR}/include/tests)
  if(NOT OMSTILLING_SANITIZE)
    # A quarter of the time to compile a test goes into lines for the debugger, and a failed check names its own.
    target_compile_options(${name} PRIVATE -g0)
  endif()
  if(ARG_PCH)
    target_precompile_headers(${name} PRIVATE ${ARG_PCH})
    target_compile_options(${name} PRIVATE -fpch-preprocess)
  endif()
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  list(POP_FRONT ARG_LABEL first_label)
  set(properties LABELS ${first_label} TIMEOUT ${ARG_TIMEOUT})
  if(ARG_SERIAL)
    list(APPEND properties RUN_SERIAL TRUE)
  endif()
  catch_discover_tests(${name} TEST_PREFIX "${first_label}: " PROPERTIES ${properties})
  if(ARG_LABEL)
    # Catch.cmake takes no property that is a list.
    set(labels ${CMAKE_CURRENT_BINARY_DIR}/${name}_labels.cmake)
    file(WRITE ${labels} "if(${name}_TESTS)
  set_tests_properties(\${${name}_TESTS} PROPERTIES LABELS \"${first_label};${ARG_LABEL}\")
endif()
")
    set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES ${labels})
  endif()
endfunction()
