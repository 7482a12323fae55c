// Receptionists by state, from the queues they work in. Pure.

const always = ['ready', 'busy', 'alerting', 'not_ready'];
const when_any = ['working_after_call', 'logged_off', 'unknown'];
const named = new Set(['ready', 'alerting']);
const timed = new Set(['busy', 'not_ready', 'working_after_call']);

/// One who works in several queues stands in each of them; she is one person, as last heard of.
export function distinct_agents(queues, silent = new Map()) {
  const found = new Map();
  for (const queue of queues) {
    const unknown_since = silent.get(queue.site) ?? null;
    for (const agent of queue.agents ?? []) {
      const since = Date.parse(agent.since);
      const seen = found.get(agent.user);
      const newer =
        !seen ||
        (seen.unknown_since !== null && unknown_since === null) ||
        (since > seen.since && (unknown_since === null || seen.unknown_since !== null));
      if (newer) found.set(agent.user, { ...agent, since, unknown_since });
      else if (agent.alerting && unknown_since === null) seen.alerting = true;
    }
  }
  return [...found.values()];
}

function shown_state(agent) {
  if (agent.unknown_since !== null) return 'unknown';
  return agent.alerting ? 'alerting' : agent.state;
}

/// First names, with the initial of the last name where two share one.
export function short_names(names) {
  const words = names.map((name) => name.trim().split(/\s+/));
  return words.map((mine, i) => {
    const shared = words.some((other, j) => i !== j && other[0] === mine[0]);
    return shared && mine.length > 1 ? `${mine[0]} ${mine.at(-1)[0]}` : mine[0];
  });
}

/// Rows of {state, count, names, longest_since, unknown_since}.
export function agent_rows(queues, silent, collator) {
  const agents = distinct_agents(queues, silent);
  const by_state = new Map();
  for (const agent of agents) {
    const state = shown_state(agent);
    const known = always.includes(state) || when_any.includes(state) ? state : 'unknown';
    by_state.set(known, [...(by_state.get(known) ?? []), agent]);
  }
  const states = [...always, ...when_any.filter((state) => by_state.has(state))];
  return states.map((state) => {
    const here = by_state.get(state) ?? [];
    const names = short_names(here.map((x) => x.name)).sort(collator.compare);
    const times = here.map((x) => x.since).filter(Number.isFinite);
    const gone = here.map((x) => x.unknown_since).filter((x) => x !== null);
    return {
      state,
      count: here.length,
      names: named.has(state) ? names : [],
      longest_since: timed.has(state) && times.length ? Math.min(...times) : null,
      unknown_since: gone.length ? Math.min(...gone) : null,
    };
  });
}
