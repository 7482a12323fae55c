#pragma once

#include "actors/accounts.hpp"
#include "actors/calendar_feed.hpp"
#include "actors/outbox_actor.hpp"
#include "actors/ports/front_door.hpp"
#include "actors/ports/password_hasher.hpp"
#include "actors/ports/site_leases.hpp"
#include "actors/ports/site_streams.hpp"
#include "actors/ports/store.hpp"
#include "actors/site_loading.hpp"
#include "services/ownership/ownership.hpp"
#include "services/statistics/totals.hpp"

#include <caf/fwd.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace omstilling {

/// One of several nodes that share a store: it acts only for sites whose lease it holds.
struct node_options {
  node_heartbeat self;            // its name, and what it says of itself
  std::vector<site_id> preferred; // that it is to own when it lives
  ownership_times times{};
  std::unique_ptr<site_leases> leases;
  std::shared_ptr<site_streams> streams; // to the other nodes
};

struct service_options {
  std::string organisation;
  std::vector<site_options> sites;                // at least one; ids of at most 32 characters
  std::vector<calendar_link_options> calendars{}; // ids of their own
  carriers messages_by{};                         // without one a message of its kind is refused
  std::string local_administrator_digest;
  std::chrono::days retention{400};        // of the event log
  std::string region = "DK";               // how numbers are written here
  std::shared_ptr<number_lookup> lookup{}; // may be absent
  bool own_threads = true; // journal and password hashing beside the scheduler; false in tests,
                           // where time is virtual
  std::optional<node_options> node{}; // none: all sites are its own
};

/// The whole service without its gateways: loads what is kept, spawns everything that lives, and is
/// the door to it.
class service final : public front_door {
public:
  /// Problems name the site and the row that does not fit; nothing is changed then. One of several
  /// nodes begins with no site, and takes its share.
  static tl::expected<std::unique_ptr<service>, problem>
  start(caf::actor_system& system, std::shared_ptr<clock> time, std::unique_ptr<store> kept_in,
        std::shared_ptr<password_hasher> hasher, service_options options);
  ~service() override;

  /// From now on observers get what happens, and topics can be opened.
  void attach(observers& to);
  /// Ends every actor once what they sent is kept; one of several nodes first gives its sites back.
  /// Nothing may be asked afterwards.
  void stop();
  /// The same without waiting for it.
  void begin_stop();
  /// The state of a part that is not the service's own, such as an import.
  void say_health(health_view part);
  /// What became of calls since the start.
  void totals(std::function<void(call_totals)> then);

  void admit(authenticate asked, std::string address,
             std::function<void(tl::expected<admission, problem>)> then) override;
  void carry_out(principal who, command asked, std::optional<idempotency_key> key,
                 std::function<void(tl::expected<command_result, problem>)> then) override;
  void answer_query(principal who, query asked,
                    std::function<void(tl::expected<query_result, problem>)> then) override;
  void open_topic(principal who, topic_request asked,
                  std::function<void(tl::expected<subscription, problem>)> then) override;
  void read_presence(principal who, presence_request asked,
                     std::function<void(tl::expected<presence_reading, problem>)> then) override;
  void health(std::function<void(std::vector<health_view>)> then) override;
  void metrics(std::function<void(std::string)> then) override;
  std::string server_name() const override;

private:
  struct actors;
  explicit service(std::unique_ptr<actors> all);
  std::unique_ptr<actors> actors_;
};

} // namespace omstilling
