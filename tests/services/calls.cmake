omstilling_test(calls_test LABEL unit
  SOURCES
    calls/call.test.cpp
    calls/call_adopt.test.cpp
    calls/call_consult.test.cpp
    calls/call_dial.test.cpp
    calls/call_direct.test.cpp
    calls/call_follow.test.cpp
    calls/call_join.test.cpp
    calls/call_keys.test.cpp
    calls/call_legs.test.cpp
    calls/call_pick_up.test.cpp
    calls/call_rest.test.cpp
    calls/call_settings.test.cpp
    calls/call_transfer.test.cpp
    calls/camp_list.test.cpp
    calls/route.test.cpp
    desks/desk.test.cpp
    queues/make_queue.test.cpp
    queues/queue.test.cpp
    queues/queue_offering.test.cpp
    queues/queue_overflow.test.cpp
    queues/queue_view.test.cpp
    statistics/day.test.cpp
  LINK omstilling_services)

# Apart, because it runs for longer than all others together.
omstilling_test(interleavings_test LABEL unit TIMEOUT 600
  SOURCES
    calls/interleavings.test.cpp
    calls/call_world.cpp
    calls/call_world_moves.cpp
    calls/call_world_rules.cpp
    calls/model_pbx.cpp
    queues/queue_interleavings.test.cpp
  LINK omstilling_services rapidcheck)
