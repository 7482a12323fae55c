omstilling_test(presence_test LABEL unit
  SOURCES
    access/login_delay.test.cpp
    access/principal.test.cpp
    access/receipts.test.cpp
    directory/numbers.test.cpp
    presence/employee.test.cpp
    presence/employee_properties.test.cpp
    presence/lamp.test.cpp
    presence/make_employee.test.cpp
    presence/person_view.test.cpp
    presence/status.test.cpp
    presence/status_actions.test.cpp
    presence/status_properties.test.cpp
    presence/status_types.test.cpp
    settings/settings.test.cpp
    watches/watchlist.test.cpp
  LINK omstilling_services rapidcheck rapidcheck_catch)
