#pragma once

#include "actors/ports/store.hpp"

#include <tl/expected.hpp>

#include <filesystem>
#include <memory>
#include <optional>

namespace omstilling {

struct sqlite_options {
  duration busy_timeout = std::chrono::seconds{5}; // for another program that reads or copies it
  int checkpoint_pages = 1000; // of 4 KB, by which the write-ahead log grows between checkpoints
  std::optional<std::int64_t> max_pages{}; // of the file; beyond, it is as a full disk
};

/// Opens or makes the embedded store: one file, owned by one process until that ends. The directory
/// must be there. The error names the file and says what to do.
tl::expected<std::unique_ptr<store>, problem> open_sqlite_store(const std::filesystem::path& file,
                                                                const sqlite_options& options = {});

} // namespace omstilling
