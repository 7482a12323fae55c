#include "gateways/http/http_client.hpp"

#include "gateways/http/pace.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cctype>
#include <deque>
#include <mutex>
#include <thread>

namespace omstilling {

namespace {

using then_function = std::function<void(http_client::outcome)>;

struct easy_closer {
  void operator()(CURL* x) const { curl_easy_cleanup(x); }
};
struct list_closer {
  void operator()(curl_slist* x) const { curl_slist_free_all(x); }
};

struct transfer {
  http_request request;
  then_function then;
  http_answer answer{};
  std::size_t body_limit = 0;
  bool too_large = false;
  std::array<char, CURL_ERROR_SIZE> error{};
  std::unique_ptr<CURL, easy_closer> easy{};
  std::unique_ptr<curl_slist, list_closer> headers{};
};

std::string_view trimmed(std::string_view x) {
  const auto is_space = [](unsigned char c) { return std::isspace(c) != 0; };
  while (!x.empty() && is_space(static_cast<unsigned char>(x.front())))
    x.remove_prefix(1);
  while (!x.empty() && is_space(static_cast<unsigned char>(x.back())))
    x.remove_suffix(1);
  return x;
}

std::size_t take_body(char* data, std::size_t, std::size_t size, void* user) {
  auto& to = *static_cast<transfer*>(user);
  to.too_large = to.answer.body.size() + size > to.body_limit;
  if (to.too_large)
    return 0; // ends the transfer
  to.answer.body.append(data, size);
  return size;
}

std::size_t take_header(char* data, std::size_t, std::size_t size, void* user) {
  auto& to = *static_cast<transfer*>(user);
  const std::string_view line{data, size};
  if (line.starts_with("HTTP/")) // of the answer behind a redirect
    to.answer.headers.clear();
  const auto colon = line.find(':');
  if (colon == std::string_view::npos)
    return size;
  std::string name{line.substr(0, colon)};
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  to.answer.headers[name] = trimmed(line.substr(colon + 1));
  return size;
}

/// The host alone: paths of feeds and queries hold secrets.
std::string host_of(const std::string& url) {
  const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> parts{curl_url(), &curl_url_cleanup};
  char* host = nullptr;
  if (curl_url_set(parts.get(), CURLUPART_URL, url.c_str(), CURLU_NON_SUPPORT_SCHEME) !=
        CURLUE_OK ||
      curl_url_get(parts.get(), CURLUPART_HOST, &host, 0) != CURLUE_OK)
    return "the address";
  const std::unique_ptr<char, decltype(&curl_free)> owner{host, &curl_free};
  return *host != '\0' ? host : "the file";
}

http_failure failure_of(const transfer& what, CURLcode code) {
  const auto host = host_of(what.request.url);
  if (what.too_large)
    return {http_failure::kind::too_large,
            host + " answers with more than " + std::to_string(what.body_limit) + " bytes", true};
  const std::string text = what.error[0] != '\0' ? what.error.data() : curl_easy_strerror(code);
  long sent = 0;
  curl_easy_getinfo(what.easy.get(), CURLINFO_REQUEST_SIZE, &sent);
  auto kind = http_failure::kind::unreachable;
  if (code == CURLE_UNSUPPORTED_PROTOCOL || code == CURLE_URL_MALFORMAT)
    kind = http_failure::kind::wrong_request;
  else if (code == CURLE_OPERATION_TIMEDOUT)
    kind = http_failure::kind::timed_out;
  return {kind, host + ": " + text, sent > 0};
}

} // namespace

std::string http_answer::header(const std::string& name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? std::string{} : found->second;
}

class http_client::engine {
public:
  explicit engine(http_options options)
    : options_{std::move(options)}, pace_{options_.in_flight, options_.per_second} {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    multi_ = curl_multi_init();
    thread_ = std::thread{[this] { run(); }};
  }

  ~engine() {
    stopping_ = true;
    curl_multi_wakeup(multi_);
    thread_.join();
    for (auto& [easy, one] : under_way_)
      curl_multi_remove_handle(multi_, easy);
    under_way_.clear();
    curl_multi_cleanup(multi_);
  }

  void post(std::function<void()> what) {
    {
      const std::lock_guard lock{mutex_};
      posted_.push_back(std::move(what));
    }
    curl_multi_wakeup(multi_);
  }

  void send(http_request what, then_function then) {
    auto one = std::make_shared<transfer>(transfer{std::move(what), std::move(then)});
    post([this, one] { waiting_.push_back(one); });
  }

private:
  void run() {
    while (!stopping_) {
      run_posted();
      start_waiting();
      int running = 0;
      curl_multi_perform(multi_, &running);
      if (!finish_some() && !stopping_)
        curl_multi_poll(multi_, nullptr, 0, patience(), nullptr);
    }
  }

  /// Until the next request may start; everything else wakes the poll.
  int patience() const {
    const auto wait = pace_.wait(std::chrono::steady_clock::now());
    if (waiting_.empty() || !wait)
      return 60'000;
    return static_cast<int>(std::min<std::int64_t>(wait->count(), 60'000));
  }

  void run_posted() {
    std::deque<std::function<void()>> now;
    {
      const std::lock_guard lock{mutex_};
      now.swap(posted_);
    }
    for (auto& x : now)
      if (!stopping_)
        x();
  }

  void start_waiting() {
    while (!waiting_.empty()) {
      const auto now = std::chrono::steady_clock::now();
      if (pace_.wait(now) != std::chrono::milliseconds{0})
        return;
      pace_.started(now);
      auto one = std::move(waiting_.front());
      waiting_.pop_front();
      prepare(*one);
      curl_multi_add_handle(multi_, one->easy.get());
      under_way_.emplace(one->easy.get(), std::move(one));
    }
  }

  void prepare(transfer& one) const {
    one.easy.reset(curl_easy_init());
    auto* easy = one.easy.get();
    one.body_limit = options_.body_limit;
    for (const auto& x : one.request.headers)
      one.headers.reset(curl_slist_append(one.headers.release(), x.c_str()));
    one.headers.reset(curl_slist_append(one.headers.release(), "Expect:"));
    curl_easy_setopt(easy, CURLOPT_URL, one.request.url.c_str());
    curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, one.request.method.c_str());
    if (!one.request.body.empty()) {
      curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
                       static_cast<curl_off_t>(one.request.body.size()));
      curl_easy_setopt(easy, CURLOPT_POSTFIELDS, one.request.body.c_str());
    }
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, one.headers.get());
    if (!one.request.user.empty()) {
      curl_easy_setopt(easy, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
      curl_easy_setopt(easy, CURLOPT_USERNAME, one.request.user.c_str());
      curl_easy_setopt(easy, CURLOPT_PASSWORD, one.request.password.c_str());
    }
    set_limits(easy);
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, one.request.follow ? 1L : 0L);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, one.error.data());
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &take_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &one);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &take_header);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, &one);
  }

  void set_limits(CURL* easy) const {
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, options_.protocols.c_str());
    curl_easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR,
                     options_.protocols.find("http,") == std::string::npos ? "https"
                                                                           : "http,https");
    curl_easy_setopt(easy, CURLOPT_MAXREDIRS, 5L);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
                     static_cast<long>(options_.connect_timeout.count()));
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(options_.timeout.count()));
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(easy, CURLOPT_USERAGENT, "Omstilling");
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    if (!options_.ca_file.empty())
      curl_easy_setopt(easy, CURLOPT_CAINFO, options_.ca_file.c_str());
  }

  bool finish_some() {
    bool some = false;
    int left = 0;
    while (auto* message = curl_multi_info_read(multi_, &left)) {
      if (message->msg != CURLMSG_DONE)
        continue;
      some = true;
      const auto code = message->data.result;
      const auto found = under_way_.find(message->easy_handle);
      const auto one = found->second;
      curl_multi_remove_handle(multi_, found->first);
      under_way_.erase(found);
      pace_.ended();
      finish(*one, code);
    }
    return some;
  }

  void finish(transfer& one, CURLcode code) const {
    if (stopping_)
      return;
    if (code != CURLE_OK)
      return one.then(tl::unexpected{failure_of(one, code)});
    curl_easy_getinfo(one.easy.get(), CURLINFO_RESPONSE_CODE, &one.answer.status);
    one.then(std::move(one.answer));
  }

  http_options options_;
  pace pace_;
  CURLM* multi_ = nullptr;
  std::atomic<bool> stopping_{false};
  std::mutex mutex_;
  std::deque<std::function<void()>> posted_; // under the mutex; all below belong to the thread
  std::deque<std::shared_ptr<transfer>> waiting_;
  std::map<CURL*, std::shared_ptr<transfer>> under_way_;
  std::thread thread_;
};

http_client::http_client(http_options options)
  : engine_{std::make_unique<engine>(std::move(options))} {}
http_client::~http_client() = default;

void http_client::send(http_request what, std::function<void(outcome)> then) {
  engine_->send(std::move(what), std::move(then));
}

void http_client::post(std::function<void()> what) { engine_->post(std::move(what)); }

} // namespace omstilling
