#include "tests/gateways/websocket/strict_client.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace omstilling {

namespace {

constexpr int patience_ms = 20'000; // only ever waited for in a test that fails

[[noreturn]] void fail(const std::string& what) { throw std::runtime_error("client: " + what); }

void wait_for(int socket, short events) {
  pollfd wanted{socket, events, 0};
  if (::poll(&wanted, 1, patience_ms) <= 0)
    fail("nothing came in time");
}

} // namespace

strict_client::strict_client(std::uint16_t port, int receive_buffer)
  : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
  if (receive_buffer > 0)
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
  sockaddr_in at{};
  at.sin_family = AF_INET;
  at.sin_port = htons(port);
  at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_, reinterpret_cast<sockaddr*>(&at), sizeof at) != 0)
    fail("cannot connect");
  const int at_once = 1;
  ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof at_once);
}

strict_client::~strict_client() {
  if (socket_ >= 0)
    ::close(socket_);
}

strict_client::strict_client(strict_client&& other) noexcept
  : socket_(std::exchange(other.socket_, -1)),
    buffer_(std::move(other.buffer_)),
    last_id_(other.last_id_),
    farewell_seen_(other.farewell_seen_) {}

void strict_client::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0)
      return; // the peer has ended it; what it said is still to be read
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

bool strict_client::receive_more() {
  wait_for(socket_, POLLIN);
  char bytes[65536];
  const auto count = ::recv(socket_, bytes, sizeof bytes, 0);
  if (count <= 0)
    return false;
  buffer_.append(bytes, static_cast<std::size_t>(count));
  return true;
}

bool strict_client::have(std::size_t bytes) {
  while (buffer_.size() < bytes)
    if (!receive_more())
      return false;
  return true;
}

std::string strict_client::take(std::size_t bytes) {
  if (!have(bytes))
    fail("the connection ended inside a frame");
  auto result = buffer_.substr(0, bytes);
  buffer_.erase(0, bytes);
  return result;
}

bool strict_client::ended() {
  while (buffer_.empty())
    if (!receive_more())
      return true;
  return false;
}

bool strict_client::drained() {
  while (receive_more())
    buffer_.clear();
  return true;
}

strict_client::answer strict_client::read_answer(bool of_head) {
  std::size_t end = 0;
  while ((end = buffer_.find("\r\n\r\n")) == std::string::npos)
    if (!receive_more())
      return {};
  const auto head = take(end + 4);
  answer result{.status = std::stoi(head.substr(9, 3)), .fields = {}, .body = {}};
  for (auto line = head.find("\r\n") + 2; line < end;) {
    const auto stop = head.find("\r\n", line);
    const auto colon = head.find(':', line);
    auto name = head.substr(line, colon - line);
    std::ranges::transform(name, name.begin(),
                           [](char c) { return static_cast<char>(tolower(c)); });
    result.fields[name] = head.substr(colon + 2, stop - colon - 2);
    line = stop + 2;
  }
  const auto length = result.fields.find("content-length");
  if (!of_head && length != result.fields.end())
    result.body = take(std::stoul(length->second));
  return result;
}

strict_client::answer strict_client::get(std::string_view path, std::string_view more_fields) {
  send("GET " + std::string{path} + " HTTP/1.1\r\nHost: localhost\r\n" + std::string{more_fields} +
       "\r\n");
  return read_answer();
}

strict_client::answer strict_client::ask_upgrade(std::string_view more_fields) {
  return get("/ws", "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
                      std::string{more_fields});
}

strict_client& strict_client::upgrade() {
  auto x = ask_upgrade("Sec-WebSocket-Protocol: omstilling.v1\r\n");
  // The example of RFC 6455, 1.3.
  if (x.status != 101 || x.fields["sec-websocket-accept"] != "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=" ||
      x.fields["sec-websocket-protocol"] != "omstilling.v1" ||
      x.fields.contains("sec-websocket-extensions"))
    fail("the upgrade was answered with " + std::to_string(x.status) + ' ' + x.body);
  return *this;
}

void strict_client::send_frame(int opcode, std::string_view payload, bool last, bool masked) {
  std::string bytes{static_cast<char>((last ? 0x80 : 0) | opcode)};
  const int mask_bit = masked ? 0x80 : 0;
  if (payload.size() < 126) {
    bytes += static_cast<char>(mask_bit | static_cast<int>(payload.size()));
  } else if (payload.size() < 65536) {
    bytes += static_cast<char>(mask_bit | 126);
    bytes += static_cast<char>(payload.size() >> 8);
    bytes += static_cast<char>(payload.size() & 0xFF);
  } else {
    bytes += static_cast<char>(mask_bit | 127);
    for (int shift = 56; shift >= 0; shift -= 8)
      bytes += static_cast<char>((payload.size() >> shift) & 0xFF);
  }
  constexpr std::string_view mask = "mask";
  if (masked)
    bytes += mask;
  for (std::size_t i = 0; i < payload.size(); ++i)
    bytes += masked ? static_cast<char>(payload[i] ^ mask[i % 4]) : payload[i];
  send(bytes);
}

std::optional<strict_client::frame> strict_client::read_frame() {
  for (;;) {
    if (!have(1))
      return std::nullopt;
    if (farewell_seen_)
      fail("something came after a close frame");
    const auto head = take(2);
    const auto first = static_cast<unsigned char>(head[0]);
    std::size_t size = static_cast<unsigned char>(head[1]);
    if ((first & 0xF0) != 0x80)
      fail("a frame is fragmented or has reserved bits");
    if (size & 0x80)
      fail("a frame is masked");
    if (size >= 126) {
      const auto long_size = take(size == 126 ? 2 : 8);
      size = 0;
      for (const auto c : long_size)
        size = size << 8 | static_cast<unsigned char>(c);
    }
    frame result{first & 0x0F, take(size)};
    farewell_seen_ = result.opcode == 8;
    if (result.opcode != 9)
      return result;
    send_frame(10, result.payload);
  }
}

boost::json::object strict_client::next() {
  auto x = read_frame();
  if (!x)
    fail("the connection ended");
  if (x->opcode != 1)
    fail("text expected, got opcode " + std::to_string(x->opcode) + ' ' + x->payload);
  return boost::json::parse(x->payload).as_object();
}

boost::json::object strict_client::until_method(std::string_view method) {
  return until([&](const boost::json::object& x) {
    const auto* found = x.if_contains("method");
    return found && *found == boost::json::string_view{method.data(), method.size()};
  });
}

boost::json::object strict_client::until_answer(std::int64_t id) {
  return until([&](const boost::json::object& x) {
    const auto* found = x.if_contains("id");
    return found && *found == id;
  });
}

std::int64_t strict_client::ask(std::string_view method, std::string_view params) {
  send_text(R"({"jsonrpc":"2.0","id":)" + std::to_string(++last_id_) + R"(,"method":")" +
            std::string{method} + R"(","params":)" + std::string{params} + '}');
  return last_id_;
}

boost::json::object strict_client::call(std::string_view method, std::string_view params) {
  return until_answer(ask(method, params));
}

strict_client& strict_client::login(std::string_view user) {
  const auto x =
    call("authenticate", R"({"user":")" + std::string{user} + R"(","password":"right"})");
  if (!x.contains("result"))
    fail("cannot log in: " + boost::json::serialize(x));
  return *this;
}

strict_client::farewell strict_client::read_farewell() {
  farewell result;
  while (const auto x = read_frame())
    if (x->opcode == 8 && x->payload.size() >= 2) {
      result = {static_cast<unsigned char>(x->payload[0]) << 8 |
                  static_cast<unsigned char>(x->payload[1]),
                x->payload.substr(2)};
      send_frame(8, x->payload);
    }
  return result;
}

void strict_client::shut() { ::shutdown(socket_, SHUT_RDWR); }

} // namespace omstilling
