// A reader of the service's stream (JSON-RPC 2.0 over WebSocket, omstilling.v1): connects, says who
// it is, subscribes, keeps the picture, notices gaps and silence, and comes back by itself.
// It touches no page; sockets, time and chance come from outside.

import { make_backoff, make_resume, topics_of } from './stream_parts.js';

const silent_heartbeats = 2.5;
const shortest_patience_ms = 10_000; // for a first answer, before the heartbeat's length is known

/// `urls`: of one service, or of the nodes of one, which show the same: whichever answers will do.
/// `env`: open_socket(url, protocol), monotonic(), set_timer(f, ms), clear_timer(t), random().
export function make_stream({ urls, picture, clock, env, on_change }) {
  const backoff = make_backoff(env.random);
  const state = {
    phase: 'idle', // idle, connecting, live, waiting, refused
    session: null, // what authenticate answered
    server: '',
    problem: null, // why the last attempt ended: {reason, detail, retry_after_seconds}
    retry_at: null, // the service's time of the next attempt
    resumed: null, // how the last reconnect ended: {outcome, changes, at}
    forbidden: [], // topics that the service does not let us see
  };
  let credentials = null;
  let node = 0; // of `urls`
  let socket = null;
  let next_id = 1;
  let calls = new Map();
  let resume = null;
  let heartbeat_ms = 0;
  let last_frame = env.monotonic(); // on this socket, for silence
  let fresh_at = null; // when the picture was last known to be whole
  let watch_timer = null;
  let retry_timer = null;

  const patience = () => (heartbeat_ms ? heartbeat_ms * silent_heartbeats : shortest_patience_ms);
  const changed = () => on_change(state);

  function start(with_credentials) {
    credentials = with_credentials;
    state.problem = null;
    connect();
  }

  function stop() {
    drop_socket();
    env.clear_timer(retry_timer);
    credentials = null;
    Object.assign(state, { phase: 'idle', session: null, problem: null, resumed: null });
    picture.keep_only([]);
    fresh_at = null;
    changed();
  }

  /// Tries at once instead of at the end of the wait (the network came back, somebody asked).
  function retry_now() {
    if (state.phase === 'waiting') connect();
  }

  function drop_socket() {
    env.clear_timer(watch_timer);
    const old = socket;
    socket = null; // so that its late events are told apart
    calls = new Map();
    resume = null;
    if (old) old.close();
  }

  function connect() {
    env.clear_timer(retry_timer);
    drop_socket();
    state.phase = 'connecting';
    state.retry_at = null;
    last_frame = env.monotonic();
    const mine = env.open_socket(urls[node], 'omstilling.v1');
    socket = mine;
    mine.onopen = () => mine === socket && introduce().catch(() => {});
    mine.onmessage = (event) => mine === socket && receive(event.data);
    mine.onclose = (event) => mine === socket && lost({ reason: 'closed', detail: event.reason });
    mine.onerror = () => {}; // a close follows, and says as much
    watch();
    changed();
  }

  function lost(problem) {
    drop_socket();
    if (!credentials) return;
    node = (node + 1) % urls.length;
    state.phase = 'waiting';
    state.problem = problem;
    const wait = Math.max(backoff.next(), (problem.retry_after_seconds ?? 0) * 1000);
    state.retry_at = clock.now() + wait;
    retry_timer = env.set_timer(connect, wait);
    changed();
  }

  function refused(problem) {
    drop_socket();
    credentials = null;
    state.phase = 'refused';
    state.problem = problem;
    changed();
  }

  // One timer for silence: it wakes at the earliest moment that silence could be proven.
  function watch() {
    env.clear_timer(watch_timer);
    const left = last_frame + patience() - env.monotonic();
    if (left <= 0) lost({ reason: 'silent' });
    else watch_timer = env.set_timer(watch, left);
  }

  function ask(method, params) {
    const id = next_id++;
    socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
    return new Promise((done, fail) => calls.set(id, { done, fail }));
  }

  async function introduce() {
    const greeting = await ask('hello', { client: 'wallboard' });
    state.server = greeting.server ?? '';
    clock.sync(Date.parse(greeting.now));
    heartbeat_ms = (greeting.heartbeat_seconds ?? 0) * 1000;
    watch();
    try {
      state.session = await ask('authenticate', credentials);
    } catch (problem) {
      const for_good = ['bad_credentials', 'forbidden', 'invalid_params', 'not_authenticated'];
      return for_good.includes(problem.reason) ? refused(problem) : lost(problem);
    }
    const wanted = topics_of(state.session);
    picture.keep_only(wanted);
    state.forbidden = [];
    await subscribe(wanted, make_resume(wanted, fresh_at !== null));
  }

  async function subscribe(topics, progress) {
    if (progress) resume = progress;
    for (const topic of topics) picture.drop_arriving(topic);
    const request = topics.map((topic) => {
      const from = picture.position(topic);
      return from ? { topic, from } : { topic };
    });
    let answer;
    try {
      answer = await ask('subscribe', { topics: request });
    } catch (problem) {
      // One topic that we may not see is no reason to show nothing of the others.
      const index = /topics\[(\d+)\]/.exec(problem.path ?? '')?.[1];
      const bad = topics[Number(index)];
      if (index === undefined || !bad || topics.length === 1) return lost(problem);
      state.forbidden.push(bad);
      picture.forget(bad);
      resume?.leave_out(bad);
      return subscribe(topics.filter((topic) => topic !== bad));
    }
    for (const result of answer.topics ?? []) {
      const position = picture.position(result.topic);
      if (result.outcome !== 'snapshot' && position && position.epoch !== result.epoch) {
        picture.forget(result.topic); // another numbering than ours: nothing to resume
        ask_anew(result.topic);
      } else {
        resume?.answered(result);
      }
    }
    settle();
  }

  function ask_anew(topic) {
    if (resume?.covers(topic)) resume.restart(topic);
    else resume = make_resume([topic], true, resume);
    subscribe([topic]).catch(() => {});
  }

  /// Live is when every topic has reached the place that the service named.
  function settle() {
    if (!resume?.is_done(picture)) return;
    const returning = resume.is_return && state.phase !== 'live';
    if (returning)
      state.resumed = { outcome: resume.outcome(), changes: resume.changes(), at: clock.now() };
    resume = null;
    state.phase = 'live';
    state.problem = null;
    fresh_at = last_frame;
    backoff.reset();
    changed();
  }

  function receive(text) {
    last_frame = env.monotonic();
    let frame;
    try {
      frame = JSON.parse(text);
    } catch {
      return lost({ reason: 'malformed' });
    }
    if (frame.id !== undefined && !frame.method) return answer_of(frame);
    const handle = handlers[frame.method];
    if (handle) handle(frame.params);
    if (state.phase === 'live' && !resume) fresh_at = last_frame;
  }

  function answer_of(frame) {
    const call = calls.get(frame.id);
    calls.delete(frame.id);
    if (!call) return;
    if (!frame.error) return call.done(frame.result ?? {});
    call.fail({ reason: 'unknown', ...frame.error.data, message: frame.error.message });
  }

  const handlers = {
    snapshot(params) {
      const became = picture.snapshot(params);
      if (became === 'gap') return ask_anew(params.topic);
      if (became === 'complete') resume?.snapshot_came(params.topic);
      settle();
      changed();
    },
    delta(params) {
      const became = picture.delta(params);
      if (became === 'gap') {
        // While a subscription is under way its answer brings what is missing.
        if (!resume?.expects(params.topic)) ask_anew(params.topic);
        return;
      }
      resume?.delta_came(params);
      settle();
      if (became === 'applied') changed();
    },
    heartbeat(params) {
      clock.sync(Date.parse(params.now));
      for (const [topic, revision] of Object.entries(params.topics ?? {})) {
        const position = picture.position(topic);
        const due = resume?.expects(topic) || picture.is_arriving(topic);
        if (position && revision > position.revision && !due) ask_anew(topic);
      }
      changed();
    },
    resync(params) {
      // Snapshots of these topics follow by themselves.
      for (const topic of params.topics ?? []) {
        picture.drop_arriving(topic);
        if (resume?.covers(topic)) resume.restart(topic);
        else resume = make_resume([topic], true, resume);
        resume.answered({ topic, outcome: 'snapshot', revision: 0 });
      }
    },
  };

  return {
    state,
    start,
    stop,
    retry_now,
    /// The service's time since which nothing shown is sure, or null while all of it is.
    silent_since() {
      if (fresh_at === null) return null;
      const age = env.monotonic() - fresh_at;
      return age > patience() ? clock.now() - age : null;
    },
    heartbeat_ms: () => heartbeat_ms,
  };
}
