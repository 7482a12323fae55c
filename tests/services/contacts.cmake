omstilling_test(contacts_test LABEL people
  SOURCES
    contacts/contact_files.test.cpp
    contacts/contact_round_trip.test.cpp
    contacts/contact_tables.test.cpp
    contacts/phone_book.test.cpp
    contacts/vcard.test.cpp
    files/charset.test.cpp
    files/csv.test.cpp
  LINK omstilling_services rapidcheck rapidcheck_catch)
target_compile_definitions(contacts_test PRIVATE CONTACT_FILES="${CMAKE_CURRENT_SOURCE_DIR}/contacts/files")
