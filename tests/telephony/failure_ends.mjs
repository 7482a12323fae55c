// Where a caller may end when a transfer fails, in words, and how it is recognised.

/// What the telephone saw of whom the call is for: the caller, or she who dials.
export const line = {
  open: 'in the call',
  hung_up: '200, hung up',
  let_go: '200, ended by us',
  none: 'none',
};

export const ends = {
  gone: { text: 'gone', legs: [] },
  returns: (reason) => ({ text: `returns to her: ${reason}`, legs: ['caller', 'own'] }),
  waits: (reason) => ({
    text: reason ? `waits in the queue: ${reason}` : 'waits in the queue',
    legs: ['caller'],
  }),
  held: { text: 'is held by her', legs: ['bridge', 'caller', 'own'] },
  held_while: (she) => ({
    text: `is held, she ${she}`,
    legs: ['bridge', 'caller', 'own', 'target'],
  }),
  with_her: { text: 'talks with her', legs: ['bridge', 'caller', 'own'] },
  with_her_while: {
    text: 'talks with her, the target is held',
    legs: ['bridge', 'caller', 'own', 'target'],
  },
  with_target: { text: 'talks with the target', legs: ['bridge', 'caller', 'target'] },
  all_talk: { text: 'all three talk', legs: ['bridge', 'caller', 'own', 'target'] },
  without_caller: { text: 'gone; the other two talk on', legs: ['bridge', 'own', 'target'] },
  rings: { text: 'hears the target ring', legs: ['caller', 'target'] },
  camps: { text: 'waits for the target', legs: ['caller'] },
  dials: { text: 'the target rings', legs: ['own', 'target'] },
};

export const hears_ring = 'hears the target ring';
export const talks = 'talks with the target';

/// The same words of what is so.
export function where_it_is(view, legs, x) {
  if (!view) return ends.gone.text;
  switch (view.state) {
    case 'returning':
      return ends.returns(view.returned).text;
    case 'waiting':
      return ends.waits(view.returned).text;
    case 'held':
      if (!view.consultation) return ends.held.text;
      return ends.held_while(view.consultation === 'alerting' ? hears_ring : talks).text;
    case 'transferring':
      return view.camped && !legs.includes('target') ? ends.camps.text : ends.rings.text;
    case 'initiated':
      return ends.dials.text;
    case 'talking':
      if (view.conference) return ends.all_talk.text;
      if (view.caller.number === x.target_number) return ends.without_caller.text;
      if (view.talking_to?.number !== x.own_number) return ends.with_target.text;
      return view.consultation ? ends.with_her_while.text : ends.with_her.text;
    default:
      return view.state;
  }
}

/// What must stand in the journal at the end of a row.
export function wanted_events({ kind, name, reason, end }) {
  const [, returned] = end.text.match(/: (.*)$/) ?? [];
  const is_never_rung = kind === 'camp-on' && /not registered/.test(name);
  return [
    returned && `recalled ${returned}`,
    reason && !is_never_rung && `failed ${reason}`,
    end.legs.length === 0 && 'call_cleared',
  ].filter(Boolean);
}
