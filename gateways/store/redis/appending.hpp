#pragma once

#include "gateways/store/redis/ownership.hpp"

namespace omstilling::redis {

/// One call of store::append(): a script a site, all sent at once, and what to do when some are
/// refused, have no answer or do not reach enough replicas.
class appending {
public:
  appending(link& to, ownership& sites, std::int64_t replicas, duration within)
    : link_(to), sites_(sites), replicas_(replicas), within_(within) {}

  tl::expected<void, problem> write(const std::vector<store_batch>& batches);

private:
  struct part {
    store_batch batch;
    std::vector<std::string> frames; // of all batches of the site, in order
    owned_site* site = nullptr;      // none: it was refused and is looked at anew
    bool written = false;
  };
  using step = tl::expected<void, problem>;

  step prepare(const std::vector<store_batch>& batches);
  step check(const std::vector<store_batch>& batches) const;
  step send();
  step take_answers(const std::vector<std::size_t>& sent, std::vector<std::optional<reply>> said);
  step settle();
  step wait();
  void take_back();

  link& link_;
  ownership& sites_;
  std::int64_t replicas_;
  duration within_;
  std::vector<part> parts_;
};

} // namespace omstilling::redis
