#pragma once

#include "gateways/store/redis/link.hpp"

/// What is asked of the streams between nodes, each in one step. Those that read take a position,
/// how many entries and about how many bytes at most, and change nothing that a repetition would
/// miss, so that they may be asked again when their answer was lost.
namespace omstilling::redis {

/// meta frames | position or "", at most, bytes -> frames position "1" if there is more, body ... |
/// gone position
const script& read_frames_script();
/// meta commands | token, position, at most, bytes -> commands position "1" if there is more,
/// id asker body waited ... | deposed
const script& read_commands_script();
/// commands askers | asker, life of it, number in that life, most that may stand there, body ->
/// asked | full. A number that is not above the asker's last is an earlier one that comes again.
const script& ask_script();
/// meta commands | token, id -> acknowledged | deposed holder token
const script& acknowledge_script();
/// answers | most, milliseconds, "body" or "packed", that -> answered
const script& answer_script();
/// answers | position, at most, bytes -> answers position "1" if there is more, "body" or "packed",
/// that ... Deletes what stands up to the position.
const script& read_answers_script();

} // namespace omstilling::redis
