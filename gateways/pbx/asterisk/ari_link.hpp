#pragma once

#include "gateways/pbx/asterisk/device_book.hpp"
#include "gateways/pbx/asterisk/event_socket.hpp"
#include "gateways/pbx/asterisk/http_stream.hpp"
#include "gateways/pbx/asterisk/leg_book.hpp"

#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <random>

namespace omstilling::ari {

/// The link to one Asterisk: connects, reads what exists, tells events, sends orders, and connects
/// again, unless another service took the application. Lives on one thread.
class ari_link {
public:
  using sink = std::function<void(pbx::event)>;
  /// What the other side turned out to be: its version, and whether its manager let us in.
  using about = std::function<void(std::string version, bool manager)>;

  ari_link(boost::asio::io_context& io, asterisk_settings settings, sink tell, about learn);

  void begin();
  void execute(const pbx::order& order);
  /// Nothing is told any more.
  void end();

private:
  using steady = std::chrono::steady_clock;

  void attempt();
  void check_service();
  void open_socket();
  void prepare();
  void read_picture();
  void read_holds();
  void go_up();
  void lost(std::string why);
  void give_way();
  void down(std::string why);
  void try_again();
  /// Asks for something that the way up needs.
  void ask(request what, std::function<void(const std::string& body)> then);

  void hear(std::string_view text);
  void apply(const fact& x);
  void tell_all(std::vector<pbx::event> all);
  void ask_origins();

  void send(const pbx::order& order, request what);
  void judged(const pbx::order& order, const reply& x);
  void press(const pbx::press_answer& order, bool logged_in);
  void refuse(const pbx::order& order, const outcome& why);

  boost::asio::io_context& io_;
  asterisk_settings settings_;
  std::optional<address> to_;
  sink tell_;
  about learn_;
  leg_book legs_;
  device_book devices_;
  std::shared_ptr<http_stream> http_;
  std::shared_ptr<event_socket> socket_;
  boost::asio::steady_timer timer_;
  enum class state { down, reading, up, ended } state_ = state::down;
  bool told_down_ = false;
  bool manager_ = false;
  std::string version_;
  std::string last_problem_;
  picture picture_;
  std::vector<fact> meanwhile_;
  duration pause_;
  steady::time_point attempted_;
  steady::time_point up_since_;
  std::vector<leg_id> under_way_; // legs whose originate has no answer yet
  std::minstd_rand chance_{std::random_device{}()};
};

} // namespace omstilling::ari
