#include "apps/omstillingctl/store_copy.hpp"

#include "protocol/codec.hpp"

#include <openssl/evp.h>

#include <functional>
#include <memory>

namespace omstilling {

namespace {

constexpr std::size_t page = 1000;
using step = tl::expected<void, problem>;

/// Calls `each` with every page of the site's events, then of its calls.
step read_events(store& from, const site_id& site,
                 const std::function<step(std::vector<stored_event>)>& each) {
  event_query query{.site = site, .limit = page};
  for (;;) {
    auto events = from.history(query);
    if (!events)
      return tl::unexpected(std::move(events.error()));
    if (events->empty())
      return {};
    query.after = events->back().number;
    if (auto done = each(std::move(*events)); !done)
      return done;
  }
}

step read_calls(store& from, const site_id& site,
                const std::function<step(std::vector<stored_call>)>& each) {
  call_id after;
  for (;;) {
    auto calls = from.kept_calls(site, after, page);
    if (!calls)
      return tl::unexpected(std::move(calls.error()));
    if (calls->empty())
      return {};
    after = calls->back().call;
    if (auto done = each(std::move(*calls)); !done)
      return done;
  }
}

/// Each part goes in with its length before it, so that no two wholes look alike.
class hasher {
public:
  hasher() : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
    EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr);
  }
  void add(std::string_view x) {
    const auto size = std::to_string(x.size()) + ':';
    EVP_DigestUpdate(context_.get(), size.data(), size.size());
    EVP_DigestUpdate(context_.get(), x.data(), x.size());
  }
  void add(time_point x) { add(std::to_string(x.time_since_epoch().count())); }
  std::string text() {
    unsigned char bytes[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    EVP_DigestFinal_ex(context_.get(), bytes, &size);
    std::string result;
    constexpr std::string_view digits = "0123456789abcdef";
    for (unsigned i = 0; i < size; ++i) {
      result += digits[bytes[i] >> 4];
      result += digits[bytes[i] & 15];
    }
    return result;
  }

private:
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

void add(hasher& to, const stored_event& x) {
  to.add(std::to_string(x.number));
  to.add(x.at);
  to.add(word(x.entity.kind));
  for (const auto& text : {x.entity.id, x.type, x.body, x.by ? '=' + x.by->value : ""})
    to.add(text);
}

void add(hasher& to, const receipt& x) {
  to.add(x.at);
  for (const auto& text : {x.user.value, x.key.value, x.asked, encode_text(x.result)})
    to.add(text);
}

void add(hasher& to, const stored_call& x) {
  to.add(x.at);
  for (const auto& text : {x.call.value, x.number, x.reached, x.entry})
    to.add(text);
  for (const auto& own : x.log) {
    to.add(own.at);
    for (const auto& text : {own.owner, word(own.log), own.number, own.entry})
      to.add(text);
  }
}

template <class Item>
std::function<step(std::vector<Item>)> counted(hasher& to, std::size_t& count) {
  return [&](std::vector<Item> items) -> step {
    count += items.size();
    for (const auto& x : items)
      add(to, x);
    return {};
  };
}

step copy_rows(store& from, store& to, const site_id& site) {
  store_batch batch{.site = site};
  auto read = from.load(site, [&](const entity_ref& entity, std::string_view state) {
    batch.rows.push_back({entity, std::string{state}});
  });
  if (!read)
    return read;
  for (std::size_t begin = 0; begin < batch.rows.size(); begin += page) {
    const auto end = std::min(batch.rows.size(), begin + page);
    const auto at = [&](std::size_t i) {
      return batch.rows.begin() + static_cast<std::ptrdiff_t>(i);
    };
    if (auto done = to.append({{.site = site, .rows = {at(begin), at(end)}}}); !done)
      return done;
  }
  return {};
}

/// The number of a last event that is no longer kept: one that is written and forgotten.
step move_numbering(store& to, const site_id& site, std::int64_t number) {
  const time_point long_ago{};
  stored_event last{.number = number, .at = long_ago, .entity = {}, .type = "moved", .body = "{}"};
  return to.append({{.site = site, .events = {std::move(last)}}}).and_then([&] {
    return to.forget(site, long_ago + duration{1}).map([](std::int64_t) {});
  });
}

step open_as_often(store& from, store& to, const site_id& site, site_position& was) {
  const auto position = from.open_site(site);
  if (!position)
    return tl::unexpected(position.error());
  was = *position;
  for (std::int64_t epochs = 0; epochs < was.epochs;) {
    const auto opened = to.open_site(site);
    if (!opened)
      return tl::unexpected(opened.error());
    epochs = opened->epochs;
  }
  return {};
}

} // namespace

tl::expected<site_survey, problem> survey(store& of, const site_id& site) {
  site_survey result{.site = site, .digest = {}};
  hasher all;
  auto read =
    of.load(site,
            [&](const entity_ref& entity, std::string_view state) {
              ++result.rows;
              all.add(word(entity.kind));
              all.add(entity.id);
              all.add(state);
            })
      .and_then([&] { return read_events(of, site, counted<stored_event>(all, result.events)); })
      .and_then([&] { return of.load_receipts(site, time_point::min()); })
      .and_then([&](std::vector<receipt> x) {
        return counted<receipt>(all, result.receipts)(std::move(x));
      })
      .and_then([&] { return read_calls(of, site, counted<stored_call>(all, result.calls)); });
  if (!read)
    return tl::unexpected(std::move(read.error()));
  result.digest = all.text();
  return result;
}

tl::expected<void, problem> copy_site(store& from, store& to, const site_id& site) {
  site_position was;
  std::int64_t last = 0;
  return open_as_often(from, to, site, was)
    .and_then([&] { return copy_rows(from, to, site); })
    .and_then([&] {
      return read_events(from, site, [&](std::vector<stored_event> x) {
        last = x.back().number;
        return to.append({{.site = site, .events = std::move(x)}});
      });
    })
    .and_then(
      [&] { return last < was.last_number ? move_numbering(to, site, was.last_number) : step{}; })
    .and_then([&] { return from.load_receipts(site, time_point::min()); })
    .and_then(
      [&](std::vector<receipt> x) { return to.append({{.site = site, .receipts = std::move(x)}}); })
    .and_then([&] {
      return read_calls(from, site, [&](std::vector<stored_call> x) {
        return to.append({{.site = site, .calls = std::move(x)}});
      });
    });
}

} // namespace omstilling
