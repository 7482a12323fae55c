#pragma once

#include "services/contacts/contact_file.hpp"

namespace omstilling {

/// What is to be put into a phone book so that it holds what a file says.
struct contact_plan {
  std::vector<file_contact> puts;
  std::size_t already_there = 0;
};

/// A contact of the same name with the same numbers is the same one: what the file says more of it
/// is added to it, and one that says nothing more is not put.
contact_plan plan_contacts(const std::vector<file_contact>& wanted,
                           const std::vector<contact_view>& there, bool shared);

} // namespace omstilling
