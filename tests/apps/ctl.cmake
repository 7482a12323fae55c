omstilling_test(config_test LABEL unit SOURCES config.test.cpp people_config.test.cpp LINK omstilling_config)
target_compile_definitions(config_test PRIVATE SHIPPED_CONFIG="${CMAKE_SOURCE_DIR}/etc/omstilling.toml")

omstilling_test(omstillingctl_unit_test LABEL unit
  SOURCES address.test.cpp employee_sheet.test.cpp
  LINK omstilling_ctl rapidcheck rapidcheck_catch)

omstilling_test(omstillingctl_test LABEL websocket
  SOURCES omstillingctl.test.cpp scripted_server.cpp
  LINK omstilling_ctl Threads::Threads)

# Every word of the code has its translation.
find_program(XGETTEXT xgettext REQUIRED)
find_program(MSGCMP msgcmp REQUIRED)
add_test(NAME "unit: every word has its Danish one"
  COMMAND sh -c "\"${XGETTEXT}\" --keyword=_ --from-code=UTF-8 --language=C++ -o \"$1\" $(find apps/ -name '*.cpp') && \
    \"${MSGCMP}\" po/da.po \"$1\"" sh ${CMAKE_CURRENT_BINARY_DIR}/words.pot
  WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
add_test(NAME "unit: omstillingctl speaks Danish where the system does"
  COMMAND omstillingctl user --help)
set_tests_properties("unit: omstillingctl speaks Danish where the system does" PROPERTIES
  ENVIRONMENT "LC_ALL=da_DK.UTF-8;LANGUAGE=" PASS_REGULAR_EXPRESSION "Opret en bruger")
set_tests_properties("unit: every word has its Danish one"
  "unit: omstillingctl speaks Danish where the system does" PROPERTIES LABELS unit TIMEOUT 30)

omstilling_test(contact_import_test LABEL people
  SOURCES contact_import.test.cpp
  LINK omstilling_ctl)

omstilling_test(move_store_test LABEL redis
  SOURCES move_store.test.cpp ../gateways/store/redis_server.cpp
  LINK omstilling_ctl omstilling_store_conformance omstilling_store_redis omstilling_store_sqlite)
