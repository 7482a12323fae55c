#include "services/presence/free_time.hpp"

#include "services/presence/pidf.hpp"
#include "services/presence/status_types.hpp"

#include <algorithm>
#include <array>

namespace omstilling {

namespace {

constexpr auto usual_window = std::chrono::days{14};
constexpr auto longest_window = std::chrono::days{62};

/// The stronger first; what is not here takes nobody.
constexpr std::array taking{busy_type::out_of_office, busy_type::busy, busy_type::tentative};

bool is_work(rpid_activity x) {
  return x == rpid_activity::busy || x == rpid_activity::meeting ||
         x == rpid_activity::appointment || x == rpid_activity::presentation ||
         x == rpid_activity::performance || x == rpid_activity::on_the_phone;
}

/// How a status takes somebody: at work but taken, or not there at all.
busy_type taken_by(rpid_activity activity, basic_status basic) {
  if (is_work(activity))
    return busy_type::busy;
  return basic == basic_status::closed ? busy_type::out_of_office : busy_type::free;
}

busy_type taken_by(const agenda_entry& x, const std::vector<status_type>& types) {
  if (x.source == claim_source::calendar && x.busy != busy_type::unknown)
    return x.busy;
  const auto* type = find_status_type(types, x.type);
  return type ? taken_by(type->activity, type->basic) : busy_type::busy;
}

/// Where one period of a kind begins or ends.
struct edge {
  time_point at;
  std::size_t kind = 0; // in `taking`
  int by = 0;
};

void add_edges(std::vector<edge>& to, time_point start, time_point end, busy_type busy,
               const time_window& window) {
  const auto found = std::find(taking.begin(), taking.end(), busy);
  start = std::max(start, window.from);
  end = std::min(end, window.to);
  if (found == taking.end() || start >= end)
    return;
  const auto kind = static_cast<std::size_t>(found - taking.begin());
  to.push_back({start, kind, 1});
  to.push_back({end, kind, -1});
}

void append(std::vector<busy_period>& to, const busy_period& x) {
  if (!to.empty() && to.back().end == x.start && to.back().busy == x.busy)
    to.back().end = x.end;
  else
    to.push_back(x);
}

problem wrong(std::string path, std::string expected, time_point got) {
  return {.reason = error_reason::invalid_params,
          .path = std::move(path),
          .expected = std::move(expected),
          .got = to_rfc3339(got)};
}

} // namespace

tl::expected<time_window, problem> window_asked(std::optional<time_point> from,
                                                std::optional<time_point> to, time_point now) {
  // Full hours: whoever asks again soon asks for the same.
  const auto start = from.value_or(std::chrono::floor<std::chrono::hours>(now));
  const auto end = to.value_or(start + usual_window);
  if (end <= start)
    return tl::unexpected(wrong("to", "a time after " + to_rfc3339(start), end));
  if (end - start > longest_window)
    return tl::unexpected(wrong("to", "at most 62 days after " + to_rfc3339(start), end));
  return time_window{start, end};
}

std::vector<busy_period> times_taken(const person& who, const std::vector<agenda_entry>& agenda,
                                     const std::vector<status_type>& types,
                                     const time_window& window) {
  std::vector<edge> edges;
  for (const auto& x : agenda)
    add_edges(edges, x.start, x.end, taken_by(x, types), window);
  // Without an end nobody knows how long: it is a matter of now, which presence tells.
  if (who.status.until)
    add_edges(edges, who.status.since, *who.status.until,
              taken_by(who.status.activity, who.status.basic), window);
  std::ranges::sort(edges, {}, &edge::at);
  std::vector<busy_period> result;
  std::array<int, taking.size()> open{};
  for (std::size_t i = 0; i < edges.size(); ++i) {
    open[edges[i].kind] += edges[i].by;
    const auto strongest = std::ranges::find_if(open, [](int count) { return count > 0; });
    if (strongest != open.end() && edges[i].at < edges[i + 1].at)
      append(result, {edges[i].at, edges[i + 1].at,
                      taking[static_cast<std::size_t>(strongest - open.begin())]});
  }
  return result;
}

std::string write_times_taken(const person& who, const std::vector<busy_period>& periods,
                              const time_window& window, time_point stamp) {
  return write_free_busy({.uid = "freebusy-" + presence_uri(who.id, who.site),
                          .owner = {},
                          .from = window.from,
                          .to = window.to,
                          .stamp = stamp,
                          .periods = periods});
}

} // namespace omstilling
