#include "gateways/pbx/asterisk/caller_origin.hpp"

#include <catch2/catch.hpp>

using namespace omstilling;
using ari::read_origin;

TEST_CASE("History-Info tells the stations in their order, without the last", "[caller_origin]") {
  CHECK(read_origin("<sip:200@x?Reason=SIP%3Bcause%3D486>;index=1, "
                    "\"A, B\" <sip:%2b45201@x?Reason=SIP%3Bcause%3D480%3Btext%3D%22x%22>;index=1.1,"
                    "<sip:5551000@y>;index=1.2",
                    "<sip:1@x>;reason=deflection", "2") ==
        std::vector<origin_hop>{{"200", "user-busy"}, {"+45201", "unavailable"}});
}

TEST_CASE("Diversion tells them backwards", "[caller_origin]") {
  CHECK(read_origin("", "<sip:201@x>;reason=no-answer, <tel:200>;reason=user-busy", "9") ==
        std::vector<origin_hop>{{"200", "user-busy"}, {"201", "no-answer"}});
}

TEST_CASE("without headers there is at most the last number", "[caller_origin]") {
  CHECK(read_origin("", "", "200") == std::vector<origin_hop>{{"200", ""}});
  CHECK(read_origin("", "", "").empty());
  CHECK(read_origin("nonsense, <<>>,\"", "%,%%<sip:", "").empty());
}
