#pragma once

#include "gateways/store/redis/link.hpp"

/// What Redis does in one step. Each has the keys of site_keys::all() and answers a list that
/// begins with a word; those that write check the token first.
namespace omstilling::redis {

inline constexpr int format = 1; // of the data; see docs/redis.md

/// node, given token or "", "1" to count an epoch, the format known, who opens -> opened epochs
/// last_number appends token | unopened | deposed holder token | leased holder milliseconds_left |
/// newer format
const script& open_script();
/// token, appends so far, counts, contents (see write.cpp) -> written | unopened | deposed ... |
/// out_of_step appends | not_rising number
const script& append_script();
/// token, appends with the one in question, "keep" or "undo" -> done | undone | absent | deposed
/// ... | out_of_step appends. Whatever it says, a late arrival of that append is refused from then
/// on; asked again, it says the same.
const script& settle_script();
/// token, before, hour of it, lowest and highest number, "1" for the last page -> forgot deleted
/// next_number_or_"" | deposed ...
const script& forget_events_script();
/// token, before, sortable before, at most -> forgot receipts calls | deposed ...
const script& forget_others_script();
/// number, sortable time, ... -> for each pair, the time of the first call after that that reached
/// the number, or "".
const script& called_back_script();

/// node, token of the lease or "", length in milliseconds, "1" to take -> leased token | held node
/// token left
const script& lease_script();
/// node, token, site -> given_back
const script& give_back_script();
/// -> node token left ("" when never leased)
const script& holder_script();

} // namespace omstilling::redis
