#pragma once

#include "protocol/queries.hpp"
#include "services/access/principal.hpp"
#include "services/history/stored_call.hpp"

#include <tl/expected.hpp>

namespace omstilling {

/// What to read for a query on calls, one more than was asked for, so that it shows whether there
/// are more; or which limit is wrong.
tl::expected<call_query, problem> reading_for(const read_call_log& asked, const principal& who);
tl::expected<call_query, problem> reading_for(const read_caller_history& asked,
                                              const principal& who);
tl::expected<call_query, problem> reading_for(const read_call_story& asked, const principal& who);

/// The answer from what was found.
tl::expected<query_result, problem> answer_of(const read_call_log& asked, const principal& who,
                                              const std::vector<found_call>& found);
tl::expected<query_result, problem> answer_of(const read_caller_history& asked,
                                              const principal& who,
                                              const std::vector<found_call>& found);
/// For who took part, and for reception.
tl::expected<query_result, problem> answer_of(const read_call_story& asked, const principal& who,
                                              const std::vector<found_call>& found);

} // namespace omstilling
