#include "gateways/ldap/ldap_search.hpp"

#include <ldap.h>

#include <algorithm>
#include <memory>

namespace omstilling::ldap {

namespace {

struct closer {
  void operator()(LDAP* x) const { ldap_unbind_ext_s(x, nullptr, nullptr); }
  void operator()(LDAPMessage* x) const { ldap_msgfree(x); }
  void operator()(LDAPControl* x) const { ldap_control_free(x); }
  void operator()(LDAPControl** x) const { ldap_controls_free(x); }
  void operator()(berval** x) const { ldap_value_free_len(x); }
  void operator()(BerElement* x) const { ber_free(x, 0); }
  void operator()(char* x) const { ldap_memfree(x); }
};
template <class T>
using owned = std::unique_ptr<T, closer>;

/// The server's own words too, where it has some.
std::string words(LDAP* handle, const std::string& step, int code) {
  std::string result = step + ": " + ldap_err2string(code);
  char* more = nullptr;
  if (handle != nullptr &&
      ldap_get_option(handle, LDAP_OPT_DIAGNOSTIC_MESSAGE, &more) == LDAP_OPT_SUCCESS && more) {
    const owned<char> owner{more};
    if (*more != '\0')
      result += std::string{" ("} + more + ')';
  }
  return result;
}

/// One link to the server, and what went wrong with it.
class link {
public:
  link(const server_options& options, const std::function<bool()>& stopping)
    : options_{options}, stopping_{stopping} {}

  bool open();
  bool read(const std::vector<std::string>& attributes);
  std::vector<entry> entries{};
  std::string wrong{};

private:
  bool fine(const std::string& step, int code) {
    if (code != LDAP_SUCCESS)
      wrong = words(handle_.get(), step, code);
    return code == LDAP_SUCCESS;
  }
  bool set_options();
  bool page(char** names, berval& cookie, bool& more);
  bool take(int id, berval& cookie, bool& more);
  bool end_of_page(LDAPMessage* end, berval& cookie, bool& more);
  void keep(LDAPMessage* one);

  const server_options& options_;
  const std::function<bool()>& stopping_;
  owned<LDAP> handle_{};
};

bool link::set_options() {
  const int version = LDAP_VERSION3;
  const int demand = LDAP_OPT_X_TLS_DEMAND;
  const int fresh = 0;
  const timeval patience{.tv_sec = options_.timeout.count(), .tv_usec = 0};
  const timeval short_patience{.tv_sec = std::max<long>(patience.tv_sec / 3, 1), .tv_usec = 0};
  auto* ld = handle_.get();
  const auto set = [&](int what, const void* to) {
    return fine("setting up", ldap_set_option(ld, what, to) == LDAP_OPT_SUCCESS ? LDAP_SUCCESS
                                                                                : LDAP_PARAM_ERROR);
  };
  return set(LDAP_OPT_PROTOCOL_VERSION, &version) && set(LDAP_OPT_REFERRALS, LDAP_OPT_OFF) &&
         set(LDAP_OPT_NETWORK_TIMEOUT, &short_patience) && set(LDAP_OPT_TIMEOUT, &patience) &&
         set(LDAP_OPT_X_TLS_REQUIRE_CERT, &demand) &&
         (options_.ca_file.empty() || set(LDAP_OPT_X_TLS_CACERTFILE, options_.ca_file.c_str())) &&
         set(LDAP_OPT_X_TLS_NEWCTX, &fresh);
}

bool link::open() {
  LDAP* made = nullptr;
  const auto code = ldap_initialize(&made, options_.url.c_str());
  handle_.reset(made);
  if (!fine("url", code) || !set_options())
    return false;
  if (options_.start_tls && !options_.url.starts_with("ldaps:") &&
      !fine("STARTTLS", ldap_start_tls_s(made, nullptr, nullptr)))
    return false;
  auto password = options_.password;
  berval secret{.bv_len = password.size(), .bv_val = password.data()};
  return fine("login", ldap_sasl_bind_s(made, options_.bind_dn.c_str(), LDAP_SASL_SIMPLE, &secret,
                                        nullptr, nullptr, nullptr));
}

bool link::read(const std::vector<std::string>& attributes) {
  std::vector<char*> names;
  for (const auto& x : attributes)
    names.push_back(const_cast<char*>(x.c_str())); // libldap only reads it
  names.push_back(nullptr);
  berval cookie{};
  bool more = true;
  bool done = true;
  while (done && more)
    done = page(names.data(), cookie, more);
  ber_memfree(cookie.bv_val);
  return done;
}

bool link::page(char** names, berval& cookie, bool& more) {
  LDAPControl* paged = nullptr;
  if (!fine("paging", ldap_create_page_control(handle_.get(), options_.page_size,
                                               cookie.bv_val ? &cookie : nullptr, 1, &paged)))
    return false;
  const owned<LDAPControl> owner{paged};
  LDAPControl* controls[] = {paged, nullptr};
  int id = 0;
  return fine("search", ldap_search_ext(handle_.get(), options_.base.c_str(), LDAP_SCOPE_SUBTREE,
                                        options_.filter.c_str(), names, 0, controls, nullptr,
                                        nullptr, LDAP_NO_LIMIT, &id)) &&
         take(id, cookie, more);
}

/// Waits in steps of a second, so that an end of the service need not wait.
bool link::take(int id, berval& cookie, bool& more) {
  auto left = options_.timeout.count();
  while (!stopping_()) {
    timeval second{.tv_sec = 1, .tv_usec = 0};
    LDAPMessage* message = nullptr;
    const auto kind = ldap_result(handle_.get(), id, LDAP_MSG_ONE, &second, &message);
    const owned<LDAPMessage> owner{message};
    if (kind < 0) {
      int code = LDAP_OTHER;
      ldap_get_option(handle_.get(), LDAP_OPT_RESULT_CODE, &code);
      return fine("search", code == LDAP_SUCCESS ? LDAP_SERVER_DOWN : code);
    }
    if (kind == 0) {
      if (--left <= 0)
        return fine("search", LDAP_TIMEOUT);
      continue;
    }
    left = options_.timeout.count();
    if (kind == LDAP_RES_SEARCH_ENTRY)
      keep(message);
    else if (kind == LDAP_RES_SEARCH_RESULT)
      return end_of_page(message, cookie, more);
  }
  wrong = "stopped";
  return false;
}

bool link::end_of_page(LDAPMessage* end, berval& cookie, bool& more) {
  int code = LDAP_OTHER;
  LDAPControl** found = nullptr;
  if (!fine("search",
            ldap_parse_result(handle_.get(), end, &code, nullptr, nullptr, nullptr, &found, 0)))
    return false;
  const owned<LDAPControl*> owner{found};
  if (!fine("search", code))
    return false;
  ber_memfree(cookie.bv_val);
  cookie = {};
  auto* paged = found ? ldap_control_find(LDAP_CONTROL_PAGEDRESULTS, found, nullptr) : nullptr;
  ber_int_t count = 0;
  if (paged &&
      !fine("paging", ldap_parse_pageresponse_control(handle_.get(), paged, &count, &cookie)))
    return false;
  more = cookie.bv_len > 0;
  return true;
}

void link::keep(LDAPMessage* one) {
  entry result;
  if (const owned<char> dn{ldap_get_dn(handle_.get(), one)})
    result.dn = dn.get();
  BerElement* place = nullptr;
  for (owned<char> name{ldap_first_attribute(handle_.get(), one, &place)}; name;
       name.reset(ldap_next_attribute(handle_.get(), one, place))) {
    std::string small{name.get()};
    small = small.substr(0, small.find(';')); // without options such as `;lang-da`
    std::transform(small.begin(), small.end(), small.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const owned<berval*> values{ldap_get_values_len(handle_.get(), one, name.get())};
    for (auto** x = values.get(); x && *x; ++x)
      result.values[small].emplace_back((*x)->bv_val, (*x)->bv_len);
  }
  const owned<BerElement> owner{place};
  entries.push_back(std::move(result));
}

} // namespace

tl::expected<std::vector<entry>, std::string> search_all(const server_options& options,
                                                         const std::vector<std::string>& attributes,
                                                         const std::function<bool()>& stopping) {
  link to{options, stopping};
  if (to.open() && to.read(attributes))
    return std::move(to.entries);
  return tl::unexpected{options.url + ", " + to.wrong};
}

} // namespace omstilling::ldap
