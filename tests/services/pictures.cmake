omstilling_test(pictures_test LABEL unit
  SOURCES pictures/topic.test.cpp supervision/restart_budget.test.cpp
  LINK omstilling_services rapidcheck)
