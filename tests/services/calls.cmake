omstilling_test(calls_test LABEL unit
  SOURCES
    calls/call.test.cpp
    calls/call_legs.test.cpp
    calls/call_transfer.test.cpp
    desks/desk.test.cpp
    queues/make_queue.test.cpp
    queues/queue.test.cpp
    queues/queue_overflow.test.cpp
    queues/queue_view.test.cpp
    statistics/day.test.cpp
  LINK omstilling_services)

# Apart, because it runs for longer than all others together.
omstilling_test(interleavings_test LABEL unit TIMEOUT 600
  SOURCES
    calls/interleavings.test.cpp
    calls/call_world.cpp
    calls/call_world_rules.cpp
    calls/model_pbx.cpp
    queues/queue_interleavings.test.cpp
  LINK omstilling_services rapidcheck)
