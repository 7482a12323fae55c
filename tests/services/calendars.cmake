omstilling_test(calendars_test LABEL presence
  SOURCES calendars/feed.test.cpp calendars/icalendar.test.cpp calendars/icalendar_repeats.test.cpp calendars/icalendar_write.test.cpp calendars/outbox.test.cpp
  LINK omstilling_services)
