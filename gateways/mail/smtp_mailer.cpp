#include "gateways/mail/smtp_mailer.hpp"

#include "gateways/mail/smtp_reply.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace omstilling::mail {

namespace {

struct easy_closer {
  void operator()(CURL* x) const { curl_easy_cleanup(x); }
};
struct list_closer {
  void operator()(curl_slist* x) const { curl_slist_free_all(x); }
};

/// One attempt as libcurl goes through it.
struct attempt {
  const std::string& text;
  const std::atomic<bool>& stopping;
  std::size_t given = 0;
  bool heard = false;   // the server said something
  bool leaving = false; // libcurl gives up; what is said from now on is not about the message
  smtp_course course{};
};

std::size_t give(char* to, std::size_t size, std::size_t count, void* user) {
  auto& one = *static_cast<attempt*>(user);
  const auto length = std::min(size * count, one.text.size() - one.given);
  std::memcpy(to, one.text.data() + one.given, length);
  one.given += length;
  if (length == 0) { // libcurl sends the end of the message now
    one.course.data_ended = true;
    one.course.code = 0;
    one.course.reply.clear();
  }
  return length;
}

std::string_view one_line(std::string_view x) { return x.substr(0, x.find_first_of("\r\n")); }

void take_reply(attempt& one, std::string_view line) {
  one.heard = true;
  line = one_line(line);
  const auto is_digit = [](char x) { return x >= '0' && x <= '9'; };
  if (line.size() < 3 || !std::all_of(line.begin(), line.begin() + 3, is_digit))
    return;
  one.course.code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
  one.course.reply = line.substr(0, 300);
}

int listen(CURL*, curl_infotype kind, char* data, std::size_t size, void* user) {
  auto& one = *static_cast<attempt*>(user);
  const std::string_view text{data, size};
  if (kind == CURLINFO_HEADER_OUT && text.starts_with("QUIT"))
    one.leaving = true;
  if (one.leaving)
    return 0;
  if (kind == CURLINFO_HEADER_IN)
    take_reply(one, text);
  else if (kind == CURLINFO_HEADER_OUT && !one.course.data_ended)
    one.course.last_command = text.substr(0, 4);
  return 0;
}

int go_on(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<attempt*>(user)->stopping ? 1 : 0;
}

std::size_t ignore(char*, std::size_t size, std::size_t count, void*) { return size * count; }

struct letter {
  outgoing_email what;
  std::function<void(delivery_answer)> then;
};

class smtp_mailer final : public mailer {
public:
  explicit smtp_mailer(smtp_options options) : options_{std::move(options)} {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    easy_.reset(curl_easy_init());
    thread_ = std::thread{[this] { run(); }};
  }

  ~smtp_mailer() override {
    {
      const std::lock_guard lock{mutex_};
      stopping_ = true;
    }
    more_.notify_one();
    thread_.join();
  }

  void send(outgoing_email what, std::function<void(delivery_answer)> then) override {
    {
      const std::lock_guard lock{mutex_};
      if (waiting_.size() < options_.queue_limit)
        waiting_.push_back({std::move(what), std::move(then)});
      else
        turned_away_.push_back(std::move(then)); // its sender has it, and tries again
    }
    more_.notify_one();
  }

private:
  void run() {
    for (;;) {
      std::unique_lock lock{mutex_};
      more_.wait(lock, [this] { return stopping_ || !waiting_.empty() || !turned_away_.empty(); });
      if (stopping_)
        return;
      const auto away = std::exchange(turned_away_, {});
      std::optional<letter> one;
      if (!waiting_.empty()) {
        one = std::move(waiting_.front());
        waiting_.pop_front();
      }
      lock.unlock();
      for (const auto& then : away)
        then({.result = delivery_result::try_later, .text = "too many e-mails wait"});
      if (!one)
        continue;
      auto answer = deliver(one->what);
      if (!stopping_)
        one->then(std::move(answer));
    }
  }

  delivery_answer deliver(const outgoing_email& what) {
    const auto text = compose(what, options_.from, options_.now());
    if (!text)
      return {.result = delivery_result::refused, .text = text.error()};
    auto tried = try_once(what, *text);
    // The server had closed a connection that we kept: nothing was said, so it costs nothing.
    if (!tried.course.done && !tried.heard && !tried.course.data_ended && reused())
      tried = try_once(what, *text);
    return judge(tried.course);
  }

  bool reused() const {
    long connects = 0;
    curl_easy_getinfo(easy_.get(), CURLINFO_NUM_CONNECTS, &connects);
    return connects == 0;
  }

  struct outcome {
    smtp_course course;
    bool heard = false;
  };

  outcome try_once(const outgoing_email& what, const std::string& text) {
    attempt one{.text = text, .stopping = stopping_};
    std::array<char, CURL_ERROR_SIZE> error{};
    auto* easy = easy_.get();
    curl_easy_reset(easy); // keeps the connection
    const std::unique_ptr<curl_slist, list_closer> to{curl_slist_append(nullptr, what.to.c_str())};
    set_server(easy);
    curl_easy_setopt(easy, CURLOPT_MAIL_FROM, options_.from.address.c_str());
    curl_easy_setopt(easy, CURLOPT_MAIL_RCPT, to.get());
    curl_easy_setopt(easy, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(easy, CURLOPT_READFUNCTION, &give);
    curl_easy_setopt(easy, CURLOPT_READDATA, &one);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &ignore);
    curl_easy_setopt(easy, CURLOPT_VERBOSE, 1L); // else nobody is told of commands and replies
    curl_easy_setopt(easy, CURLOPT_DEBUGFUNCTION, &listen);
    curl_easy_setopt(easy, CURLOPT_DEBUGDATA, &one);
    curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, &go_on);
    curl_easy_setopt(easy, CURLOPT_XFERINFODATA, &one);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, error.data());
    const auto code = curl_easy_perform(easy);
    one.course.done = code == CURLE_OK;
    one.course.trouble =
      options_.host + ": " + (error[0] != '\0' ? error.data() : curl_easy_strerror(code));
    curl_easy_setopt(easy, CURLOPT_DEBUGDATA, nullptr);
    curl_easy_setopt(easy, CURLOPT_VERBOSE, 0L);
    return {std::move(one.course), one.heard};
  }

  void set_server(CURL* easy) const {
    const bool at_once = options_.guarded == security::tls;
    const auto url = (at_once ? "smtps://" : "smtp://") + options_.host + ':' +
                     std::to_string(options_.port) + '/' + options_.hello;
    curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(
      easy, CURLOPT_USE_SSL,
      static_cast<long>(options_.guarded == security::none ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    if (!options_.ca_file.empty())
      curl_easy_setopt(easy, CURLOPT_CAINFO, options_.ca_file.c_str());
    if (!options_.user.empty()) {
      curl_easy_setopt(easy, CURLOPT_USERNAME, options_.user.c_str());
      curl_easy_setopt(easy, CURLOPT_PASSWORD, options_.password.c_str());
    }
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
                     static_cast<long>(options_.connect_timeout.count()));
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(options_.timeout.count()));
    curl_easy_setopt(easy, CURLOPT_SERVER_RESPONSE_TIMEOUT,
                     std::max(1L, static_cast<long>(options_.timeout.count() / 1000)));
  }

  smtp_options options_;
  std::unique_ptr<CURL, easy_closer> easy_; // of the thread
  std::mutex mutex_;
  std::condition_variable more_;
  std::deque<letter> waiting_; // under the mutex, as is the next
  std::vector<std::function<void(delivery_answer)>> turned_away_;
  std::atomic<bool> stopping_{false};
  std::thread thread_; // last: it uses all the others
};

} // namespace

std::shared_ptr<mailer> open_smtp_mailer(smtp_options options) {
  return std::make_shared<smtp_mailer>(std::move(options));
}

} // namespace omstilling::mail
