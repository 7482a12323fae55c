#pragma once

#include "actors/ports/pbx.hpp"

#include <memory>
#include <string>
#include <vector>

namespace omstilling {

/// One PBX of several at a site.
struct group_member {
  std::string name;
  std::shared_ptr<pbx_port> port;
  std::vector<std::string> phones; // beginnings of the numbers of its phones
};

/// Several PBXs as one. A call stays on the PBX where it began, which reaches the phones of the
/// others by its trunk; a call begun by us begins where the phone that is rung first belongs. One
/// that is away takes the lamps of its phones along, and no more: the link is down when all are.
std::shared_ptr<pbx_port> make_pbx_group(std::vector<group_member> members);

} // namespace omstilling
