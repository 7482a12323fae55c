#include "gateways/pbx/asterisk/asterisk.hpp"

#include "gateways/pbx/asterisk/ari_link.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <atomic>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

namespace asio = boost::asio;

namespace omstilling {

namespace {

pbx::capabilities before_connecting(const asterisk_settings& settings) {
  pbx::capabilities result{"Asterisk",
                           {capability::auto_answer, capability::show_in_switchboard,
                            capability::survives_restart, capability::handset_hold,
                            capability::handset_transfer}};
  if (!settings.outside_endpoint.empty())
    result.can.push_back(capability::outside_calls);
  if (!settings.voicemail_endpoint.empty())
    result.can.push_back(capability::voicemail);
  return result;
}

/// What its thread works on; it lives as long as that thread.
struct engine {
  explicit engine(const asterisk_settings& x) : settings(x), can(before_connecting(x)) {}

  void connect(std::function<void(pbx::event)> sink);
  void disconnect();
  void learn(const std::string& version, bool manager);

  const asterisk_settings settings;
  asio::io_context io{1};
  asio::executor_work_guard<asio::io_context::executor_type> work{io.get_executor()};
  std::unique_ptr<ari::ari_link> link;
  std::unique_ptr<ari::ari_link> ended; // kept: what it waited for may still come back to it
  std::atomic<bool> stopped = false;
  std::mutex guard; // of `can`
  pbx::capabilities can;
};

void engine::connect(std::function<void(pbx::event)> sink) {
  if (link)
    return;
  link = std::make_unique<ari::ari_link>(
    io, settings,
    [this, sink = std::move(sink)](pbx::event x) {
      if (!stopped)
        sink(std::move(x));
    },
    [this](const std::string& version, bool manager) { learn(version, manager); });
  link->begin();
}

void engine::disconnect() {
  if (!link)
    return;
  link->end();
  ended = std::move(link);
}

void engine::learn(const std::string& version, bool manager) {
  auto now = before_connecting(settings);
  // Debian's goes on for long: 22.10.1+dfsg+~cs6...
  now.name += ' ' + version.substr(0, version.find_first_of("+~"));
  if (manager)
    now.can.push_back(capability::press_answer);
  const std::lock_guard lock{guard};
  can = std::move(now);
}

class asterisk_port final : public asterisk {
public:
  explicit asterisk_port(const asterisk_settings& settings)
    : engine_(std::make_shared<engine>(settings)) {
    thread_ = std::thread([engine = engine_] { engine->io.run(); });
  }
  ~asterisk_port() override { asterisk_port::stop(); }
  asterisk_port(const asterisk_port&) = delete;
  asterisk_port& operator=(const asterisk_port&) = delete;

  pbx::capabilities capabilities() const override {
    const std::lock_guard lock{engine_->guard};
    return engine_->can;
  }
  void connect(std::function<void(pbx::event)> sink) override {
    asio::post(engine_->io, [engine = engine_.get(), sink = std::move(sink)]() mutable {
      if (!engine->stopped)
        engine->connect(std::move(sink));
    });
  }
  void disconnect() override {
    asio::post(engine_->io, [engine = engine_.get()] { engine->disconnect(); });
  }
  void execute(pbx::order order) override {
    asio::post(engine_->io, [engine = engine_.get(), order = std::move(order)] {
      if (engine->link)
        engine->link->execute(order);
    });
  }
  void stop() override {
    if (engine_->stopped.exchange(true))
      return;
    asio::post(engine_->io, [engine = engine_.get()] {
      if (engine->link)
        engine->link->end();
      engine->work.reset();
    });
    // Whoever stops it from within what it tells cannot wait for its end.
    if (std::this_thread::get_id() == thread_.get_id())
      thread_.detach();
    else
      thread_.join();
  }

private:
  std::shared_ptr<engine> engine_;
  std::thread thread_;
};

} // namespace

std::unique_ptr<asterisk> start_asterisk(asterisk_settings settings) {
  return std::make_unique<asterisk_port>(settings);
}

} // namespace omstilling
