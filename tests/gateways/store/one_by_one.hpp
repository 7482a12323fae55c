#pragma once

#include "actors/ports/site_leases.hpp"
#include "actors/ports/site_streams.hpp"

/// What is asked for many at once, for one.
namespace omstilling::test {

inline tl::expected<lease_answer, problem> take(site_leases& of, const site_id& site,
                                                const node_id& node, duration length) {
  return of.lease_all({{site}}, node, length).at(0);
}
inline tl::expected<lease_answer, problem> renew(site_leases& of, const site_id& site,
                                                 const node_id& node, fencing_token token,
                                                 duration length) {
  return of.lease_all({{site, token}}, node, length).at(0);
}

inline tl::expected<void, problem> ask_owner(site_streams& by, const site_id& site,
                                             const node_id& asker, const std::string& body) {
  return by.put({put_question{site, asker, body}}).at(0);
}
inline tl::expected<void, problem> answer(site_streams& by, const node_id& asker,
                                          const std::string& body) {
  return by.put({put_answer{asker, body}}).at(0);
}
inline tl::expected<void, problem> acknowledge(site_streams& by, const site_id& site,
                                               fencing_token token, const std::string& id) {
  return by.put({put_done{site, token, id}}).at(0);
}

} // namespace omstilling::test
