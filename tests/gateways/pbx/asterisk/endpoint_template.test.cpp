#include "gateways/pbx/asterisk/endpoint_template.hpp"

#include <catch2/catch.hpp>

using namespace omstilling::ari;

TEST_CASE("a number becomes an endpoint and comes back", "[endpoint_template]") {
  CHECK(endpoint_of("PJSIP/{number}@trunk", "+45") == "PJSIP/+45@trunk");
  CHECK(number_in("PJSIP/{number}", "PJSIP/101") == "101");
  CHECK(number_in("PJSIP/tel-{number}-x", "PJSIP/tel-101-x") == "101");
}

TEST_CASE("other endpoints are no phones", "[endpoint_template]") {
  for (const auto* x : {"PJSIP/trunk", "PJSIP/", "Local/101@x", "", "SIP/101"})
    CHECK_FALSE(number_in("PJSIP/{number}", x));
  CHECK_FALSE(number_in("", "PJSIP/101"));
  CHECK_FALSE(endpoint_of("PJSIP/fixed", "101"));
}
