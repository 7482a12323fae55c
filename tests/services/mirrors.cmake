omstilling_test(mirrors_test LABEL unit
  SOURCES
    mirrors/follower.test.cpp
    mirrors/follower_properties.test.cpp
    mirrors/mirror_codec.test.cpp
    mirrors/node_talk.test.cpp
    mirrors/picture_turns.test.cpp
  LINK omstilling_services rapidcheck)
