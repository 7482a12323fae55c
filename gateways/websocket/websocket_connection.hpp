#pragma once

#include "gateways/websocket/hub.hpp"
#include "gateways/websocket/mux_stream.hpp"

#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>

namespace omstilling {

using http_request = boost::beast::http::request<boost::beast::http::empty_body>;

/// Takes a socket over after its upgrade request was found right, and opens a session on it.
void open_session(hub& home, mux_stream::socket_type socket, const http_request& upgrade,
                  std::string peer);

} // namespace omstilling
