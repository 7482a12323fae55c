omstilling_test(messages_test LABEL people unit
  SOURCES
    messages/make_message.test.cpp
    messages/message_book.test.cpp
    messages/message_text.test.cpp
    messages/outbox.test.cpp
    messages/outgoing_message.test.cpp
    messages/promise.test.cpp
  LINK omstilling_services rapidcheck rapidcheck_catch)
