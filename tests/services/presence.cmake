omstilling_test(presence_test LABEL unit presence
  SOURCES
    access/login_delay.test.cpp
    access/principal.test.cpp
    access/receipts.test.cpp
    directory/numbers.test.cpp
    presence/calendar_wishes.test.cpp
    presence/claims_properties.test.cpp
    presence/employee.test.cpp
    presence/employee_properties.test.cpp
    presence/lamp.test.cpp
    presence/make_employee.test.cpp
    presence/person_view.test.cpp
    presence/plans.test.cpp
    presence/recurrence.test.cpp
    presence/status.test.cpp
    presence/status_actions.test.cpp
    presence/status_book.test.cpp
    presence/status_properties.test.cpp
    presence/status_types.test.cpp
    settings/saved_views.test.cpp
    settings/settings.test.cpp
    watches/watchlist.test.cpp
    watches/watchlist_ends.test.cpp
  LINK omstilling_services rapidcheck rapidcheck_catch)

find_package(LibXml2 REQUIRED)
omstilling_test(standards_test LABEL presence
  SOURCES presence/free_time.test.cpp presence/pidf.test.cpp
  LINK omstilling_services rapidcheck rapidcheck_catch LibXml2::LibXml2)
target_compile_definitions(standards_test PRIVATE PIDF_SCHEMAS="${CMAKE_CURRENT_SOURCE_DIR}/presence/pidf")
