#pragma once

#include "actors/ports/mailer.hpp"
#include "gateways/mail/mime_message.hpp"

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

namespace omstilling::mail {

/// How the link is guarded. `starttls` and `tls` verify the server's certificate.
enum class security { none, starttls, tls };

struct smtp_options {
  std::string host;
  int port = 587;
  security guarded = security::starttls;
  std::string user{}; // empty: no login
  std::string password{};
  std::string ca_file{}; // PEM; empty: the system's
  sender from;
  std::string hello{}; // our name; empty: libcurl's choice
  std::chrono::milliseconds connect_timeout{15'000};
  std::chrono::milliseconds timeout{300'000}; // of one message as a whole
  std::size_t queue_limit = 1'000;            // more are answered try_later at once
  std::function<time_point()> now = [] {
    return std::chrono::floor<duration>(std::chrono::system_clock::now());
  };
};

/// Sends by SMTP on a thread of its own, one message after the other over one connection.
std::shared_ptr<mailer> open_smtp_mailer(smtp_options options);

} // namespace omstilling::mail
