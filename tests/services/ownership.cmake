omstilling_test(ownership_test LABEL unit redis
  SOURCES
    ownership/lease_store.cpp
    ownership/lease_world.cpp
    ownership/lease_world_acts.cpp
    ownership/ownership.test.cpp
    ownership/ownership_properties.test.cpp
  LINK omstilling_services rapidcheck)
