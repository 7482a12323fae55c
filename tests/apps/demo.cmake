omstilling_test(demo_office_test LABEL unit
  SOURCES
    demo/csv.test.cpp
    demo/demo_office.test.cpp
    demo/receptionist_bot.test.cpp
    demo/status_bot.test.cpp
  LINK omstilling_demo)
target_compile_definitions(demo_office_test PRIVATE DEMO_FOLDER="${CMAKE_SOURCE_DIR}/etc/demo")
omstilling_test(demo_bots_test LABEL actor SOURCES demo/bots.test.cpp LINK omstilling_demo)
target_compile_definitions(demo_bots_test PRIVATE DEMO_FOLDER="${CMAKE_SOURCE_DIR}/etc/demo")
