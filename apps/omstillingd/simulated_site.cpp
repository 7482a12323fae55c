#include "apps/omstillingd/simulated_site.hpp"

#include "protocol/codec.hpp"
#include "services/presence/employee.hpp"
#include "services/queues/queue.hpp"

namespace omstilling {

tl::expected<simulator_options, problem> simulate_site(store& kept_in, const site_id& site,
                                                       const simulator_settings& settings) {
  simulator_options result{.name = site.value, .seed = static_cast<std::uint64_t>(settings.seed)};
  result.callers.calls_per_hour = {static_cast<double>(settings.calls_per_hour)};
  result.callers.people = {{.number = "", .name = ""}}; // withheld
  const auto loaded = kept_in.load(site, [&](const entity_ref& ref, std::string_view state) {
    if (ref.kind == entity_kind::queue) {
      if (const auto x = decode_text<queue_record>(state))
        result.callers.numbers.push_back({.number = x->number});
    } else if (ref.kind == entity_kind::employee) {
      if (const auto x = decode_text<employee_record>(state))
        for (const auto& phone : x->phones)
          if (phone.kind != phone_kind::external)
            result.phones.push_back({.number = phone.number});
    }
  });
  if (!loaded)
    return tl::unexpected(loaded.error());
  return result;
}

} // namespace omstilling
