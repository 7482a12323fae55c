omstilling_test(history_test LABEL unit people
  SOURCES
    history/call_log.test.cpp
    history/call_questions.test.cpp
    history/call_story.test.cpp
  LINK omstilling_services)
