// Parts of the stream's reader that have no socket: what to subscribe to, how long to wait before
// the next attempt, and how far a subscription has come.

/// The topics a wallboard reads, as far as the session's rights go.
export function topics_of({ sites = [], rights = [] }) {
  const may = (right) => rights.includes(right);
  return [
    ...(may('read_queues') ? sites.map((site) => `queues/${site.id}`) : []),
    ...(may('read_people') ? sites.map((site) => `people/${site.id}`) : []),
    ...(may('read_health') ? ['health'] : []),
  ];
}

/// Growing waits with chance in them, so that a hall of screens does not return as one.
export function make_backoff(random, { first_ms = 500, most_ms = 15_000 } = {}) {
  let attempts = 0;
  return {
    next() {
      const wait = Math.min(most_ms, first_ms * 2 ** attempts);
      attempts = Math.min(attempts + 1, 16);
      return Math.round(wait * (0.5 + random() / 2));
    },
    reset() {
      attempts = 0;
    },
  };
}

const worse = { current: 0, replayed: 1, snapshot: 2 };

/// Follows one subscription until every topic of it has arrived. `before` is one that was still
/// under way; its topics are waited for too.
export function make_resume(topics, is_return, before = null) {
  const waiting = new Map(before?.waiting ?? []); // topic -> {target, snapshot} or null: no answer
  for (const topic of topics) waiting.set(topic, null);
  const snapshots = new Set(before?.snapshots ?? []); // came before the answer that announces them
  let outcome = before?.outcome() ?? 'current';
  let changes = before?.changes() ?? 0;
  return {
    waiting,
    snapshots,
    is_return: before?.is_return ?? is_return,
    covers: (topic) => waiting.has(topic),
    /// Something the service owes us is still on its way: an answer, or the snapshot it announced.
    expects(topic) {
      if (!waiting.has(topic)) return false;
      const answer = waiting.get(topic);
      return !answer || (answer.snapshot && !snapshots.has(topic));
    },
    answered({ topic, outcome: said, revision }) {
      if (!waiting.has(topic)) return;
      waiting.set(topic, { target: revision, snapshot: said === 'snapshot' });
      if ((worse[said] ?? 0) > worse[outcome]) outcome = said;
    },
    snapshot_came(topic) {
      if (waiting.has(topic)) snapshots.add(topic);
    },
    delta_came({ topic, set = [], removed = [] }) {
      if (waiting.has(topic)) changes += set.length + removed.length;
    },
    restart(topic) {
      waiting.set(topic, null);
      snapshots.delete(topic);
    },
    leave_out: (topic) => waiting.delete(topic),
    is_done(picture) {
      for (const [topic, answer] of waiting) {
        if (!answer || picture.is_arriving(topic)) return false;
        const revision = picture.position(topic)?.revision;
        if (revision === undefined || revision < answer.target) return false;
        if (answer.snapshot && !snapshots.has(topic)) return false;
      }
      return true;
    },
    outcome: () => outcome,
    changes: () => changes,
  };
}
