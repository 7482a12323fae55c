#pragma once

#include "services/contacts/contact_file.hpp"

namespace omstilling {

enum class vcard_version { v3_0, v4_0 };

/// Reads cards of version 3.0 (RFC 2426) and 4.0 (RFC 6350), as Apple, Google and Outlook write
/// them; those of 2.1 are refused by name.
contact_file read_vcards(std::string_view bytes);

/// Cards that read_vcards reads without loss.
std::string write_vcards(const std::vector<contact_view>& contacts, vcard_version version);

} // namespace omstilling
