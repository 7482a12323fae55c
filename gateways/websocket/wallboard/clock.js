// The service's clock in this page. Ages are counted from the service's times, and a screen on a
// wall may run minutes off; so we keep the distance to the service's clock, measured on a clock
// that nobody sets.

const adopt_above_ms = 250;

export function make_clock(monotonic, first_guess) {
  let offset = first_guess - monotonic();
  let known = false;
  return {
    /// Takes the service's `now` as just received. A frame is never early, only late: the largest
    /// offset seen is the truest, and a step beyond jitter means the service's own clock was set.
    sync(service_now) {
      const seen = service_now - monotonic();
      if (!known || seen > offset || offset - seen > adopt_above_ms) offset = seen;
      known = true;
    },
    now: () => monotonic() + offset,
    known: () => known,
  };
}
