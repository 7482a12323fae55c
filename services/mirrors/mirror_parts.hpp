#pragma once

#include "protocol/codec.hpp"
#include "services/pictures/frames.hpp"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

namespace omstilling {

/// A record or an item: JSON that is handed on as it is, of any length.
struct json_text {
  shared_text text;
};

/// As item_texts; an audience that is missing sees what the reception sees.
struct item_parts {
  std::string id;
  json_text text;
  std::optional<json_text> colleague;
  std::optional<json_text> public_;
};
BOOST_DESCRIBE_STRUCT(item_parts, (), (id, text, colleague, public_))

item_parts parts_of(const std::string& id, const item_texts& x);
item_texts texts_of(item_parts x);

namespace codec {
void write_value(boost::json::value& out, const json_text& x, tag<json_text>);
/// Only an object: it goes into every reader's frames as it stands.
std::optional<problem> read_value(const boost::json::value& in, json_text& out, cursor& at,
                                  tag<json_text>);
} // namespace codec

/// The parts of the service in this member, as far as this version understands them.
tl::expected<std::vector<health_view>, problem> health_in(const boost::json::value& of);

} // namespace omstilling
