// Bad input at every door of the running programs: the error each gets, and that nothing came of it.

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import net from 'node:net';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  administer,
  employee_table,
  in_time,
  run,
  serve,
  temporary_folder,
  write_settings,
} from './programs.mjs';
import { items_of, observe, open_session } from './session.mjs';

const folder = temporary_folder();
const file = (name) => path.join(folder, name);
let service;
let admin; // how to log in
let employee; // of person aarhus-1
let wallboard;
let reader; // sees every change
let last_revision; // of person aarhus-1
let before_all; // the picture and the number of events

const topics = ['people/aarhus', 'queues/aarhus'];
const pictures = () => topics.map((topic) => items_of(reader.picture, topic));
const ask = (sql) =>
  execFileSync('sqlite3', [file('omstilling.db'), sql], { encoding: 'utf8' }).trim();
const state = () => ({
  pictures: pictures(),
  events: ask('SELECT count(*), max(number) FROM events'),
  entities: ask('SELECT kind, id, state FROM entities ORDER BY kind, id'),
});
const ctl = (args, options) => administer(service.address, folder, args, options);
const daemon = (args, options) =>
  run('omstillingd', args, { cwd: folder, within: 20_000, ...options });

before(async () => {
  service = await serve(write_settings(folder, ['aarhus']));
  admin = { token: readFileSync(file('admin.token'), 'utf8').trim() };
  writeFileSync(file('people.csv'), employee_table(['aarhus'], 5));
  assert.equal((await ctl(['employee', 'import', file('people.csv')])).code, 0);
  const add_user = (name, role, more) =>
    ctl(
      [
        'user',
        'add',
        name,
        '--site',
        'aarhus',
        '--role',
        role,
        '--new-password-file',
        '-',
        ...more,
      ],
      { input: 'a long password\n' },
    );
  assert.equal((await add_user('rita', 'receptionist', [])).code, 0);
  employee = { user: 'mette', password: 'a long password' };
  const made = await ctl(['token', 'add', 'hall']);
  wallboard = { token: made.out.trim() };
  reader = await observe(service.address, admin, topics);
  await reader.until(reader.whole, 'the picture');
  const status = { employee: 'aarhus-1', type: 'lunch', idempotency_key: 'used' };
  ({ revision: last_revision } = await reader.session.call('set_status', status));
  await reader.until(
    () => reader.picture.position(topics[0]).revision >= last_revision,
    'the first change',
  );
  // Only now: else she would be told of the change, some time later.
  assert.equal((await add_user('mette', 'employee', ['--employee', 'aarhus-1'])).code, 0);
  reader.deltas = 0;
  before_all = state();
});

async function nothing_changed() {
  const healthz = await fetch(`http://${service.address}/healthz`);
  assert.deepEqual([healthz.status, await healthz.text()], [200, 'ok\n']);
  const readyz = await fetch(`http://${service.address}/readyz`);
  assert.equal(readyz.status, 200);
  assert.deepEqual(state(), before_all);
  assert.deepEqual([reader.deltas, reader.failure, service.ended], [0, null, null]);
}

after(async () => {
  // It serves as before, and ends as it should.
  const { revision } = await reader.session.call('set_status', {
    employee: 'aarhus-2',
    type: 'busy',
  });
  await reader.until(
    () => reader.picture.position(topics[0]).revision >= revision,
    'a change that is right',
  );
  assert.equal((await service.stop()).code, 0);
});

/// Puts the input of each row [name, input, answer] to a door. All answers are compared at once, so
/// that a failure shows all that are wrong.
async function check(rows, ask_door) {
  const got = {};
  for (const [name, input] of rows) {
    assert.ok(!(name in got), `"${name}" stands twice`);
    got[name] = await ask_door(input);
  }
  assert.deepEqual(got, Object.fromEntries(rows.map(([name, , answer]) => [name, answer])));
  await nothing_changed();
}

// --- WebSocket -------------------------------------------------------------------

/// The answer to one raw frame: `CODE message`, with the reason where the code says nothing, or how
/// the session was closed.
function make_asker(session) {
  return async (frame) => {
    const is_text = typeof frame === 'string';
    // A heartbeat may come between a question and its answer.
    const answered = new Promise((done) => {
      const look = (bytes) => {
        const message = JSON.parse(bytes);
        if ('method' in message) return;
        session.socket.off('message', look);
        done(message);
      };
      session.socket.on('message', look);
    }).then(({ error, result, id }) => {
      if (!error) return { id, result };
      const code = error.code === -32000 ? error.data.reason : error.code;
      return `${code} ${error.message}`;
    });
    const closed = session.closed.then(({ code, reason }) => `closed: ${code} ${reason}`.trim());
    if (is_text) session.socket.send(frame);
    else session.socket.send(frame.bytes, { binary: frame.binary ?? false });
    return in_time(Promise.race([answered, closed]), 10_000, 'an answer');
  };
}

/// As `make_asker`, in a session that is opened anew whenever the service has closed it.
function make_door(who) {
  let session = null;
  return async (frame) => {
    if (!session || session.socket.readyState !== session.socket.OPEN) {
      session = await open_session(service.address);
      if (who) await session.call('authenticate', who());
    }
    return make_asker(session)(frame);
  };
}

const request = (method, params) => JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
const set_status = (more) => request('set_status', { employee: 'aarhus-1', type: 'busy', ...more });
const bytes = (...list) => ({ bytes: Buffer.from(list) });

test('[B4.2] WebSocket: frames that are no request', async () => {
  await check(
    [
      ['empty', '', '-32700 JSON expected, got incomplete JSON'],
      ['blank', '  \n', '-32700 JSON expected, got incomplete JSON'],
      ['no JSON', 'hello', '-32700 JSON expected, got syntax error'],
      [
        'half',
        '{"jsonrpc":"2.0","id":1,"method":"set_sta',
        '-32700 JSON expected, got incomplete JSON',
      ],
      ['two', '{} {}', '-32700 JSON expected, got extra data'],
      ['deep', '['.repeat(40) + ']'.repeat(40), '-32700 JSON expected, got too deep'],
      ['very deep', '['.repeat(60_000), '-32700 JSON expected, got too deep'],
      [
        'deep in params',
        set_status({ note: JSON.parse('['.repeat(40) + ']'.repeat(40)) }),
        '-32700 JSON expected, got too deep',
      ],
      [
        'the same name twice',
        '{"jsonrpc":"2.0","id":1,"id":2,"method":"hello"}',
        '-32700 JSON with each member once expected, got the same name twice',
      ],
      [
        'half a surrogate',
        set_status({}).replace('busy', '\\ud800'),
        '-32700 JSON expected, got syntax error',
      ],
      [
        'a control character',
        set_status({}).replace('busy', '\u0001'),
        '-32700 JSON expected, got syntax error',
      ],
      ['a batch', `[${set_status()}]`, '-32600 one JSON-RPC request object expected, got a list'],
      ['a number', '7', '-32600 one JSON-RPC request object expected, got 7'],
      ['null', 'null', '-32600 one JSON-RPC request object expected, got null'],
      [
        'an empty object',
        '{}',
        '-32600 id: whole number or text of at most 128 bytes expected, got nothing',
      ],
      [
        'a notification',
        '{"jsonrpc":"2.0","method":"hello"}',
        '-32600 id: whole number or text of at most 128 bytes expected, got nothing',
      ],
      [
        'id: true',
        '{"jsonrpc":"2.0","id":true,"method":"hello"}',
        '-32600 id: whole number or text of at most 128 bytes expected, got true',
      ],
      [
        'id: a fraction',
        '{"jsonrpc":"2.0","id":1.5,"method":"hello"}',
        '-32600 id: whole number or text of at most 128 bytes expected, got 1.5E0',
      ],
      [
        'id: long',
        `{"jsonrpc":"2.0","id":"${'x'.repeat(129)}","method":"hello"}`,
        '-32600 id: whole number or text of at most 128 bytes expected, got "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…"',
      ],
      ['no version', '{"id":1,"method":"hello"}', '-32600 jsonrpc: "2.0" expected, got nothing'],
      [
        'another version',
        '{"jsonrpc":"1.0","id":1,"method":"hello"}',
        '-32600 jsonrpc: "2.0" expected, got "1.0"',
      ],
      ['no method', '{"jsonrpc":"2.0","id":1}', '-32600 method: text expected, got nothing'],
      [
        'method: a number',
        '{"jsonrpc":"2.0","id":1,"method":7}',
        '-32600 method: text expected, got 7',
      ],
      ['unknown method', request('fly', {}), '-32601 method: known method expected, got "fly"'],
      [
        'method: huge',
        request('x'.repeat(60_000), {}),
        '-32601 method: known method expected, got "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…"',
      ],
      ['params: a list', request('hello', []), '-32602 params: object expected, got a list'],
      ['params: text', request('hello', 'x'), '-32602 params: object expected, got "x"'],
      ['huge', set_status({ note: 'x'.repeat(65_536) }), 'closed: 1009'],
      [
        'binary',
        { bytes: Buffer.from(set_status()), binary: true },
        'closed: 1003 text frames only',
      ],
      ['bad UTF-8', bytes(0x22, 0xff, 0x22), 'closed: 1007'],
      ['half a UTF-8 character', bytes(0x22, 0xc3, 0x22), 'closed: 1007'],
      ['overlong UTF-8', bytes(0x22, 0xc0, 0xaf, 0x22), 'closed: 1007'],
    ],
    make_door(() => admin),
  );
});

test('[B4.2] WebSocket: commands with wrong, unknown or missing members', async () => {
  const person = { id: 'aarhus-9', site: 'aarhus', name: 'Nine', phones: [] };
  const user = {
    id: 'new',
    site: 'aarhus',
    name: 'New',
    password: '12345678',
    roles: ['employee'],
  };
  const queue = { id: 'main', site: 'aarhus', name: 'Main', number: '100' };
  const topic = (x) => request('subscribe', { topics: [x] });
  await check(
    [
      [
        'no employee',
        request('set_status', { type: 'busy' }),
        '-32602 params.employee: a value expected, got nothing',
      ],
      [
        'employee: a number',
        set_status({ employee: 7 }),
        '-32602 params.employee: id of 1-64 characters from letters, digits and ._:@+- expected, got 7',
      ],
      [
        'employee: no id',
        set_status({ employee: 'a b' }),
        '-32602 params.employee: id of 1-64 characters from letters, digits and ._:@+- expected, got "a b"',
      ],
      [
        'employee: empty',
        set_status({ employee: '' }),
        '-32602 params.employee: id of 1-64 characters from letters, digits and ._:@+- expected, got ""',
      ],
      [
        'employee: unknown',
        set_status({ employee: 'nobody' }),
        'unknown_employee params.employee: unknown_employee: nobody',
      ],
      [
        'no type',
        request('set_status', { employee: 'aarhus-1' }),
        '-32602 params.type: a value expected, got nothing',
      ],
      ['type: a number', set_status({ type: 7 }), '-32602 params.type: text expected, got 7'],
      [
        'type: unknown',
        set_status({ type: 'asleep' }),
        '-32602 params.type: one of available, busy, on_the_phone, meeting, lunch, do_not_disturb, gone_home, vacation, sick, works_from_home, course, away expected, got "asleep"',
      ],
      [
        'type: NUL',
        set_status({ type: 'busy\0' }),
        '-32602 params.type: text without NUL expected, got "busy\\u0000"',
      ],
      [
        'until: tomorrow',
        set_status({ until: 'tomorrow' }),
        '-32602 params.until: RFC 3339 time expected, got "tomorrow"',
      ],
      [
        'until: no such day',
        set_status({ until: '2031-02-30T10:00:00Z' }),
        '-32602 params.until: RFC 3339 time expected, got "2031-02-30T10:00:00Z"',
      ],
      [
        'until: past',
        set_status({ until: '2001-01-01T10:00:00Z' }),
        '-32602 params.until: a time after now expected, got "2001-01-01T10:00:00.000Z"',
      ],
      [
        'for_seconds: text',
        set_status({ for_seconds: '10' }),
        '-32602 params.for_seconds: whole number expected, got "10"',
      ],
      [
        'for_seconds: a fraction',
        set_status({ for_seconds: 1.5 }),
        '-32602 params.for_seconds: whole number expected, got 1.5E0',
      ],
      [
        'for_seconds: nothing',
        set_status({ for_seconds: 0 }),
        '-32602 params.for_seconds: 1 to 31536000 expected, got 0',
      ],
      [
        'for_seconds: a century',
        set_status({ for_seconds: 3_153_600_000 }),
        '-32602 params.for_seconds: 1 to 31536000 expected, got 3153600000',
      ],
      [
        'for_seconds: beyond',
        set_status({}).replace('}}', ',"for_seconds":9223372036854775808}}'),
        '-32602 params.for_seconds: whole number expected, got 9223372036854775808',
      ],
      [
        'both ends',
        set_status({ for_seconds: 9, until: '2031-01-01T10:00:00Z' }),
        '-32602 params.for_seconds: either until or for_seconds expected, got both',
      ],
      [
        'note: long',
        set_status({ note: 'x'.repeat(501) }),
        '-32602 params.note: text of at most 500 bytes expected, got 501 bytes',
      ],
      [
        'note: huge',
        set_status({ note: 'x'.repeat(5_000) }),
        '-32602 params.note: text of at most 4096 bytes expected, got "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…"',
      ],
      [
        'start_actions: an object',
        set_status({ start_actions: {} }),
        '-32602 params.start_actions: list expected, got an object',
      ],
      [
        'start_actions: unknown',
        set_status({ start_actions: [{ kind: 'sing' }] }),
        '-32602 params.start_actions[0].kind: one of set_do_not_disturb, clear_do_not_disturb, set_forwarding, clear_forwarding, agent_pause, agent_resume expected, got "sing"',
      ],
      [
        'start_actions: no number',
        set_status({ start_actions: [{ kind: 'set_forwarding', to: 'home' }] }),
        '-32602 params.start_actions[0].to: a phone number expected, got "home"',
      ],
      [
        'start_actions: many',
        set_status({ start_actions: Array(11).fill({ kind: 'agent_pause' }) }),
        '-32602 params.start_actions: at most 10 expected, got 11',
      ],
      [
        'expiry: unknown',
        set_status({ expiry: 'explode' }),
        '-32602 params.expiry: one of fall_back, force_status, pop_up expected, got "explode"',
      ],
      [
        'expiry: without its type',
        set_status({ expiry: 'force_status' }),
        '-32602 params.forced_type: one of available, busy, on_the_phone, meeting, lunch, do_not_disturb, gone_home, vacation, sick, works_from_home, course, away expected, got ""',
      ],
      [
        'expected_revision: old',
        set_status({ expected_revision: 1 }),
        `stale_revision params.expected_revision: ${last_revision} or later expected, got 1`,
      ],
      [
        'idempotency_key: a number',
        set_status({ idempotency_key: 7 }),
        '-32602 params.idempotency_key: id of 1-64 characters from letters, digits and ._:@+- expected, got 7',
      ],
      [
        'idempotency_key: empty',
        set_status({ idempotency_key: '' }),
        '-32602 params.idempotency_key: id of 1-64 characters from letters, digits and ._:@+- expected, got ""',
      ],
      [
        'idempotency_key: long',
        set_status({ idempotency_key: 'x'.repeat(65) }),
        '-32602 params.idempotency_key: id of 1-64 characters from letters, digits and ._:@+- expected, got "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…"',
      ],
      [
        'idempotency_key: used',
        set_status({ idempotency_key: 'used' }),
        'idempotency_key_reused params.idempotency_key: a new key expected, got "used": it was used for another command',
      ],
      [
        'clear_status: unknown',
        request('clear_status', { employee: 'nobody' }),
        'unknown_employee params.employee: unknown_employee: nobody',
      ],
      [
        'phone: unknown',
        request('set_phone', { employee: 'aarhus-1', phone: '999', do_not_disturb: true }),
        'unknown_phone params.phone: a phone of aarhus-1 expected, got 999',
      ],
      [
        'phone: to itself',
        request('set_phone', {
          employee: 'aarhus-1',
          phone: '2001',
          forwarding: [{ type: 'immediate', to: '2001' }],
        }),
        '-32602 params.forwarding[0].to: another number than the phone\'s own expected, got "2001"',
      ],
      [
        'do_not_disturb: text',
        request('set_phone', { employee: 'aarhus-1', phone: '2001', do_not_disturb: 'yes' }),
        '-32602 params.do_not_disturb: true or false expected, got "yes"',
      ],
      [
        'watch: nobody',
        request('add_watch', { employees: [], condition: { kind: 'any_change' } }),
        '-32602 params.employees: at least one employee expected, got none',
      ],
      [
        'watch: unknown',
        request('add_watch', { employees: ['nobody'], condition: { kind: 'any_change' } }),
        'unknown_employee params.employees[0]: an employee expected, got nobody',
      ],
      [
        'watch: unknown kind',
        request('add_watch', { employees: ['aarhus-1'], condition: { kind: 'mood' } }),
        '-32602 params.condition.kind: one of any_change, person_status, phone_status expected, got "mood"',
      ],
      [
        'remove_watch: unknown',
        request('remove_watch', { watch: 'w9' }),
        "unknown_watch params.watch: a watch of one's own expected, got w9",
      ],
      [
        'put_employee: no site',
        request('put_employee', { ...person, site: 'oslo' }),
        'unknown_site params.site: the id of a site expected, got oslo',
      ],
      [
        'put_employee: no name',
        request('put_employee', { ...person, name: ' ' }),
        '-32602 params.name: a name expected, got " "',
      ],
      [
        'put_employee: no number',
        request('put_employee', { ...person, phones: [{ number: 'x' }] }),
        '-32602 params.phones[0].number: a phone number expected, got "x"',
      ],
      [
        "put_employee: another's number",
        request('put_employee', { ...person, phones: [{ number: '2003' }] }),
        'already_exists params.phones[0].number: a number that nobody has expected, got 2003 (Person aarhus 3)',
      ],
      [
        'remove_employee: unknown',
        request('remove_employee', { employee: 'nobody' }),
        'unknown_employee params.employee: unknown_employee: nobody',
      ],
      [
        'put_queue: no site',
        request('put_queue', { ...queue, site: 'oslo' }),
        'unknown_site params.site: the id of a site expected, got oslo',
      ],
      [
        'put_queue: no name',
        request('put_queue', { ...queue, name: '' }),
        '-32602 params.name: 1 to 100 bytes of text expected, got nothing',
      ],
      [
        'put_queue: no number',
        request('put_queue', { ...queue, number: 'x' }),
        '-32602 params.number: a phone number expected, got "x"',
      ],
      [
        "put_queue: a person's number",
        request('put_queue', { ...queue, number: '2003' }),
        'already_exists params.number: a number that nobody has expected, got 2003 (Person aarhus 3)',
      ],
      [
        'put_queue: unknown offering',
        request('put_queue', { ...queue, offering: 'random' }),
        '-32602 params.offering: one of manual, longest_idle, ring_one, ring_all expected, got "random"',
      ],
      [
        'put_queue: long greeting',
        request('put_queue', { ...queue, greeting: 'x'.repeat(1001) }),
        '-32602 params.greeting: at most 1000 bytes of text expected, got 1001 bytes',
      ],
      [
        'note_call: no text',
        request('note_call', { call: 'c1' }),
        '-32602 params.text: a value expected, got nothing',
      ],
      [
        'camp_on_call: unknown kind',
        request('camp_on_call', { employees: ['aarhus-1'], kind: 'ccnl' }),
        '-32602 params.kind: one of ccbs, ccnr expected, got "ccnl"',
      ],
      [
        'transfer_call: voicemail: text',
        request('transfer_call', { employee: 'aarhus-1', voicemail: 'yes' }),
        '-32602 params.voicemail: true or false expected, got "yes"',
      ],
      [
        'put_user: no site',
        request('put_user', { ...user, site: 'oslo' }),
        'unknown_site params.site: the id of a site expected, got oslo',
      ],
      [
        'put_user: no password',
        request('put_user', { ...user, password: undefined }),
        '-32602 params.password: a password for a new login expected, got nothing',
      ],
      [
        'put_user: short password',
        request('put_user', { ...user, password: '1234567' }),
        '-32602 params.password: 8-1024 bytes expected, got 7',
      ],
      [
        'put_user: no roles',
        request('put_user', { ...user, roles: [] }),
        '-32602 params.roles: at least one role expected, got none',
      ],
      [
        'put_user: unknown role',
        request('put_user', { ...user, roles: ['king'] }),
        '-32602 params.roles[0]: one of employee, receptionist, privileged, administrator expected, got "king"',
      ],
      [
        'add_token: taken',
        request('add_token', { id: 'hall', name: 'Hall' }),
        'already_exists params.id: an id that is free expected, got hall',
      ],
      [
        'remove_token: unknown',
        request('remove_token', { token: 'wall' }),
        'unknown_user params.token: the id of a token expected, got wall',
      ],
      [
        'subscribe: nothing',
        request('subscribe', { topics: [] }),
        '-32602 params.topics: at least one topic expected, got an empty list',
      ],
      [
        'subscribe: text',
        request('subscribe', { topics: 'people/aarhus' }),
        '-32602 params.topics: list expected, got "people/aarhus"',
      ],
      [
        'subscribe: no topic',
        topic({}),
        '-32602 params.topics[0].topic: a value expected, got nothing',
      ],
      [
        'subscribe: unknown kind',
        topic({ topic: 'secrets/aarhus' }),
        'unknown_topic params.topics[0]: people/{site}, presence/{employee}, statuses/{site}, queues/{site}, queue/{queue}, desk/{user}, watchlist/{user}, templates/{user}, phonebook/shared, phonebook/{user}, log/{user}, messages/{user}, promises/{user}, message_book/{site}, settings/{user} or health expected, got "secrets/aarhus"',
      ],
      [
        'subscribe: unknown site',
        topic({ topic: 'people/oslo' }),
        'unknown_topic params.topics[0]: unknown_topic: people/oslo',
      ],
      [
        'subscribe: unknown queue',
        topic({ topic: 'queue/oslo' }),
        'unknown_topic params.topics[0]: unknown_topic: queue/oslo',
      ],
      [
        'subscribe: huge',
        topic({ topic: `people/${'x'.repeat(5_000)}` }),
        '-32602 params.topics[0].topic: text of at most 4096 bytes expected, got "people/xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…"',
      ],
      [
        'subscribe: twice',
        request('subscribe', { topics: Array(2).fill({ topic: 'health' }) }),
        '-32602 params.topics[1].topic: each topic once expected, got "health"',
      ],
      [
        'subscribe: many',
        request('subscribe', {
          topics: Array.from({ length: 257 }, (_, i) => ({ topic: `people/${i}` })),
        }),
        'too_many params.topics[256]: at most 256 topics expected, got 257',
      ],
      [
        'subscribe: half a place',
        topic({ topic: 'health', from: { epoch: '1' } }),
        '-32602 params.topics[0].from.revision: a value expected, got nothing',
      ],
      [
        'subscribe: a wrong place',
        topic({ topic: 'health', from: { epoch: 1, revision: '1' } }),
        '-32602 params.topics[0].from.epoch: text expected, got 1',
      ],
      [
        'one topic of two',
        request('subscribe', { topics: [{ topic: 'health' }, { topic: 'people/oslo' }] }),
        'unknown_topic params.topics[1]: unknown_topic: people/oslo',
      ],
    ],
    make_door(() => admin),
  );
});

test('[B4.2] [S14.4] [S19.1] WebSocket: plans, templates and kinds of status that cannot be', async () => {
  const noon = {
    employee: 'aarhus-1',
    type: 'lunch',
    starts: '2031-03-03T12:00',
    ends: '2031-03-03T12:30',
  };
  const plan = (x) => request('put_plan', { ...noon, ...x });
  const template = (x) => request('put_template', { name: 'Frokost', type: 'lunch', ...x });
  const kind = (x) =>
    request('put_status_type', {
      site: 'aarhus',
      id: 'in_court',
      label_da: 'I retten',
      label_en: 'In court',
      activity: 'appointment',
      basic: 'closed',
      ...x,
    });
  const forwarding = { kind: 'set_forwarding', type: 'immediate' };
  await check(
    [
      ['plan: of nobody', plan({ employee: 'nobody' }), 'unknown_employee params.employee: unknown_employee: nobody'],
      ['plan: unknown', plan({ plan: 'p9' }), 'unknown_plan params.plan: a plan of aarhus-1 expected, got p9'],
      ['plan: unknown kind', plan({ type: 'asleep' }), '-32602 params.type: one of available, busy, on_the_phone, meeting, lunch, do_not_disturb, gone_home, vacation, sick, works_from_home, course, away expected, got "asleep"'],
      ['plan: no such day', plan({ starts: '2031-02-30T12:00' }), '-32602 params.starts: a local time as 2026-11-27T12:00 expected, got "2031-02-30T12:00"'],
      ['plan: with a zone', plan({ starts: '2031-03-03T12:00Z' }), '-32602 params.starts: a local time as 2026-11-27T12:00 expected, got "2031-03-03T12:00Z"'],
      ['plan: ends as it starts', plan({ ends: noon.starts }), '-32602 params.ends: a time after starts, by at most 366 days expected, got "2031-03-03T12:00"'],
      ['plan: longer than a year', plan({ ends: '2033-03-03T12:00' }), '-32602 params.ends: a time after starts, by at most 366 days expected, got "2033-03-03T12:00"'],
      ['plan: past', plan({ starts: '2001-03-03T12:00', ends: '2001-03-03T12:30' }), '-32602 params.ends: a time that is not over expected, got "2001-03-03T12:30"'],
      ['plan: rule without FREQ', plan({ rule: 'COUNT=3' }), '-32602 params.rule: an RRULE of RFC 5545 with FREQ=DAILY, WEEKLY, MONTHLY or YEARLY expected, got "COUNT=3"'],
      ['plan: rule of nonsense', plan({ rule: 'every monday' }), '-32602 params.rule: an RRULE of RFC 5545 with FREQ=DAILY, WEEKLY, MONTHLY or YEARLY expected, got "every monday"'],
      ['plan: rule by the second', plan({ rule: 'FREQ=SECONDLY' }), '-32602 params.rule: an RRULE of RFC 5545 with FREQ=DAILY, WEEKLY, MONTHLY or YEARLY expected, got "FREQ=SECONDLY"'],
      ['plan: rule huge', plan({ rule: `FREQ=DAILY;BYMONTHDAY=${'1,'.repeat(600)}1` }), '-32602 params.rule: an RRULE of RFC 5545 with FREQ=DAILY, WEEKLY, MONTHLY or YEARLY expected, got "FREQ=DAILY;BYMONTHDAY=1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,…"'],
      ['plan: an exception that is no time', plan({ exceptions: ['soon'] }), '-32602 params.exceptions[0]: a local time as 2026-11-27T12:00 expected, got "soon"'],
      ['plan: note huge', plan({ note: 'x'.repeat(5_000) }), '-32602 params.note: text of at most 4096 bytes expected, got "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…"'],
      ['plan: action without a number', plan({ start_actions: [forwarding] }), '-32602 params.start_actions[0].to: a phone number expected, got ""'],
      ['plan: action unknown', plan({ start_actions: [{ kind: 'dance' }] }), '-32602 params.start_actions[0].kind: one of set_do_not_disturb, clear_do_not_disturb, set_forwarding, clear_forwarding, agent_pause, agent_resume expected, got "dance"'],
      ['plan: forced type unknown', plan({ expiry: 'force_status', forced_type: 'asleep' }), '-32602 params.forced_type: one of available, busy, on_the_phone, meeting, lunch, do_not_disturb, gone_home, vacation, sick, works_from_home, course, away expected, got "asleep"'],
      ['plan: alias unknown', plan({ alias: 'asleep' }), '-32602 params.alias: one of available, busy, on_the_phone, meeting, lunch, do_not_disturb, gone_home, vacation, sick, works_from_home, course, away expected, got "asleep"'],
      ['remove_plan: unknown', request('remove_plan', { employee: 'aarhus-1', plan: 'p9' }), 'unknown_plan params.plan: a plan of aarhus-1 expected, got p9'],
      ['kind: of no site', kind({ site: 'oslo' }), 'unknown_site params.site: the id of a site expected, got oslo'],
      ['kind: no id', kind({ id: 'a b' }), '-32602 params.id: 1-64 of a-z, 0-9 and _, a letter first, not g and a number expected, got "a b"'],
      ['kind: without a label', kind({ label_da: '' }), '-32602 params.label_da: a name expected, got ""'],
      ['kind: label huge', kind({ label_da: 'x'.repeat(300) }), '-32602 params.label_da: text of at most 100 bytes expected, got 300 bytes'],
      ['kind: activity unknown', kind({ activity: 'dancing' }), '-32602 params.activity: one of appointment, away, breakfast, busy, dinner, holiday, in_transit, looking_for_work, lunch, meal, meeting, on_the_phone, other, performance, permanent_absence, playing, presentation, shopping, sleeping, spectator, steering, travel, tv, vacation, working, worship expected, got "dancing"'],
      ['kind: alias unknown', kind({ public_alias: 'asleep' }), '-32602 params.public_alias: one of available, busy, on_the_phone, meeting, lunch, do_not_disturb, gone_home, vacation, sick, works_from_home, course, away expected, got "asleep"'],
      ['kind: nowhere', kind({ position: -1 }), '-32602 params.position: 0 to 10000 expected, got -1'],
      ['remove_status_type: unknown', request('remove_status_type', { site: 'aarhus', id: 'x' }), 'unknown_status_type params.id: a kind of status of this site expected, got x'],
      ['watch: until yesterday', request('add_watch', { employees: ['aarhus-1'], condition: { kind: 'any_change' }, until: '2001-01-01T00:00:00Z' }), '-32602 params.until: a time after now, at most 366 days ahead expected, got "2001-01-01T00:00:00.000Z"'],
      ['status: alias unknown', set_status({ alias: 'asleep' }), '-32602 params.alias: one of available, busy, on_the_phone, meeting, lunch, do_not_disturb, gone_home, vacation, sick, works_from_home, course, away expected, got "asleep"'],
      ['status: to the calendar without an end', set_status({ to_calendar: true }), '-32602 params.to_calendar: a status with an end expected, got none'],
    ],
    make_door(() => admin),
  );
  await check(
    [
      ['template: without a name', template({ name: '' }), '-32602 params.name: a name expected, got ""'],
      ['template: name huge', template({ name: 'x'.repeat(300) }), '-32602 params.name: text of at most 100 bytes expected, got 300 bytes'],
      ['template: unknown', template({ id: 't9' }), `unknown_template params.id: a template of one's own expected, got t9`],
      ['template: unknown kind', template({ type: 'asleep' }), '-32602 params.type: one of available, busy, on_the_phone, meeting, lunch, do_not_disturb, gone_home, vacation, sick, works_from_home, course, away expected, got "asleep"'],
      ['template: no time at all', template({ for_seconds: 0 }), '-32602 params.for_seconds: 1 to 31536000 expected, got 0'],
      ['template: forced type missing', template({ expiry: 'force_status' }), '-32602 params.forced_type: one of available, busy, on_the_phone, meeting, lunch, do_not_disturb, gone_home, vacation, sick, works_from_home, course, away expected, got ""'],
      ['remove_template: unknown', request('remove_template', { id: 't9' }), `unknown_template params.id: a template of one's own expected, got t9`],
    ],
    make_door(() => employee),
  );
});

test('[B4.1] WebSocket: what a login may not do', async () => {
  const topic = (x) => request('subscribe', { topics: [{ topic: x }] });
  const own_topic = (x) => `forbidden params.topics[0]: a topic of one's own expected, got "${x}"`;
  // What a wallboard lacks for it; an employee lacks the same unless something else is said.
  const asked = [
    ['a status', set_status({ employee: 'aarhus-2' }), 'others_person_status'],
    ['no status', request('clear_status', { employee: 'aarhus-2' }), 'others_person_status'],
    [
      'a phone',
      request('set_phone', { employee: 'aarhus-2', phone: '2002', do_not_disturb: true }),
      'others_phone_status',
    ],
    ...[
      ['answer_call', {}],
      ['transfer_call', { number: '2001' }],
      ['consult_call', { number: '2001' }],
      ['swap_call', {}],
      ['conference_call', {}],
      ['complete_transfer', {}],
      ['cancel_consult', {}],
      ['park_call', {}],
      ['pick_up_call', { employee: 'aarhus-2' }],
      ['camp_on_call', { employees: ['aarhus-2'] }],
      ['note_call', { text: 'x' }],
    ].map(([method, params]) => [method, request(method, params), 'switchboard']),
    [
      'a call of her own',
      request('dial_call', { number: '2003' }),
      'own_status',
      'pbx_unavailable pbx_unavailable: Site aarhus',
    ],
    ['a queue', request('choose_queue', { queue: 'main' }), 'switchboard'],
    ['an agent', request('set_agent_state', { state: 'ready' }), 'switchboard'],
    [
      'an employee',
      request('put_employee', { id: 'x', site: 'aarhus', name: 'X', phones: [] }),
      'administer',
    ],
    ['no employee', request('remove_employee', { employee: 'aarhus-2' }), 'administer'],
    [
      'a new queue',
      request('put_queue', { id: 'main', site: 'aarhus', name: 'Main', number: '100' }),
      'administer',
    ],
    [
      'a user',
      request('put_user', {
        id: 'x',
        site: 'aarhus',
        name: 'X',
        password: '12345678',
        roles: ['administrator'],
      }),
      'administer',
    ],
    ['a token', request('add_token', { id: 'x', name: 'X' }), 'administer'],
    ['no token', request('remove_token', { token: 'hall' }), 'administer'],
    ["another's desk", topic('desk/rita'), 'switchboard'],
    ["another's watches", topic('watchlist/rita'), 'own_watches', own_topic('watchlist/rita')],
    [
      "another's settings",
      topic('settings/rita'),
      'own_status',
      own_topic('settings/rita'),
    ],
    ["a queue's calls", topic('queue/main'), 'read_queue_calls'],
    [
      'a watch',
      request('add_watch', { employees: [], condition: { kind: 'any_change' } }),
      'own_watches',
      '-32602 params.employees: at least one employee expected, got none',
    ],
  ];
  const lacks = (frame, right) =>
    `${frame.includes('"subscribe"') ? 'params.topics[0]: ' : ''}the right ${right} expected, got a login without it`;
  const rows = (answer) => asked.map((x) => [x[0], x[1], answer(...x)]);
  await check(
    rows((name, frame, right) => `forbidden ${lacks(frame, right)}`),
    make_door(() => wallboard),
  );
  await check(
    rows((name, frame, right, other) => other ?? `forbidden ${lacks(frame, right)}`),
    make_door(() => employee),
  );
  await check(
    rows(() => 'not_authenticated not_authenticated'),
    make_door(),
  );
});

test('[B4.1] WebSocket: logging in', async () => {
  const login = (x) => request('authenticate', x);
  await check(
    [
      [
        'nothing',
        login({}),
        '-32602 params: user with password, or token expected, got another set',
      ],
      [
        'both',
        login({ ...employee, ...wallboard }),
        '-32602 params: user with password, or token expected, got another set',
      ],
      [
        'no password',
        login({ user: 'mette' }),
        '-32602 params: user with password, or token expected, got another set',
      ],
      [
        'a number',
        login({ user: 'mette', password: 7 }),
        '-32602 params.password: text expected, got 7',
      ],
      [
        'wrong password',
        login({ user: 'mette', password: 'guess' }),
        'bad_credentials bad_credentials',
      ],
      [
        'unknown user',
        login({ user: 'nobody', password: 'guess' }),
        'bad_credentials bad_credentials',
      ],
      ['wrong token', login({ token: 'guess' }), 'bad_credentials params.token: bad_credentials'],
      ['empty token', login({ token: '' }), 'bad_credentials params.token: bad_credentials'],
      [
        'huge password',
        login({ user: 'mette', password: 'x'.repeat(2_000) }),
        '-32602 params.password: at most 1024 bytes expected, got 2000',
      ],
      ['still nobody', set_status(), 'not_authenticated not_authenticated'],
      [
        'topics',
        request('subscribe', { topics: [{ topic: 'health' }] }),
        'not_authenticated not_authenticated',
      ],
      [
        'no topics',
        request('unsubscribe', { topics: ['health'] }),
        'not_authenticated not_authenticated',
      ],
    ],
    make_door(),
  );
});

// --- HTTP --------------------------------------------------------------------------

/// What is answered to raw bytes: `STATUS reason: detail`, or nothing.
async function http(text) {
  const [host, port] = service.address.split(':');
  const socket = net.connect({ host, port: Number(port) });
  let answer = '';
  socket.setEncoding('utf8').on('data', (x) => (answer += x));
  socket.on('error', () => {});
  const over = new Promise((done) => socket.once('close', done));
  socket.write(text);
  socket.end();
  await in_time(over, 20_000, 'the end of an HTTP connection');
  const [head, body] = answer.split('\r\n\r\n');
  if (!head) return '';
  const { reason, detail } = JSON.parse(body);
  return `${head.split(' ')[1]} ${reason}: ${detail}`;
}

test('HTTP: unknown addresses, methods, huge headers, garbage', async () => {
  const get = (target, ...headers) =>
    [`GET ${target} HTTP/1.1`, 'Host: x', 'Connection: close', ...headers, '', ''].join('\r\n');
  const upgrade = (...headers) =>
    get('/ws', 'Upgrade: websocket', 'Connection: Upgrade', ...headers).replace(
      'Connection: close\r\n',
      '',
    );
  const key = 'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==';
  const version = 'Sec-WebSocket-Version: 13';
  const protocol = 'Sec-WebSocket-Protocol: omstilling.v1';
  await check(
    [
      ['nothing', '', ''],
      ['half a request', 'GET /healthz HTTP/1.1\r\nHos', '400 malformed: partial message'],
      ['unknown address', get('/nothing'), '404 not_found: nothing stands at this address'],
      [
        'out of the house',
        get('/../../etc/passwd'),
        '404 not_found: nothing stands at this address',
      ],
      [
        'encoded out of the house',
        get('/%2e%2e/%2e%2e/etc/passwd'),
        '404 not_found: nothing stands at this address',
      ],
      ['no path', get('x'), '404 not_found: nothing stands at this address'],
      [
        'huge address',
        get(`/${'x'.repeat(10_000)}`),
        '431 too_large: a header of at most 8 KiB expected',
      ],
      [
        'POST',
        get('/healthz').replace('GET', 'POST'),
        '405 method_not_allowed: GET or HEAD expected',
      ],
      ['DELETE', get('/').replace('GET', 'DELETE'), '405 method_not_allowed: GET or HEAD expected'],
      [
        'unknown method',
        get('/').replace('GET', 'BREW'),
        '405 method_not_allowed: GET or HEAD expected',
      ],
      ['a body', get('/', 'Content-Length: 5') + 'hello', '413 too_large: no body expected'],
      ['a huge body', get('/', 'Content-Length: 99999999999'), '413 too_large: no body expected'],
      ['a negative body', get('/', 'Content-Length: -1'), '400 malformed: bad Content-Length'],
      [
        'a chunked body',
        get('/', 'Transfer-Encoding: chunked') + '5\r\nhello\r\n0\r\n\r\n',
        '413 too_large: no body expected',
      ],
      [
        'huge header',
        get('/', `X: ${'x'.repeat(9_000)}`),
        '431 too_large: a header of at most 8 KiB expected',
      ],
      [
        'many headers',
        get('/', ...Array(2_000).fill('X: y')),
        '431 too_large: a header of at most 8 KiB expected',
      ],
      ['header without a colon', get('/', 'nonsense'), '400 malformed: bad field'],
      ['unknown version', get('/').replace('1.1', '9.9'), '400 malformed: bad version'],
      ['garbage', '\0\u0001\u0002 what is this\r\n\r\n', '400 malformed: bad method'],
      ['a TLS greeting', Buffer.from('16030100a5010000a10303', 'hex'), '400 malformed: bad method'],
      ['no upgrade', get('/ws'), '426 upgrade_required: this address is for WebSocket'],
      [
        'POST upgrade',
        upgrade(key, version, protocol).replace('GET', 'POST'),
        '426 upgrade_required: this address is for WebSocket',
      ],
      [
        'old WebSocket',
        upgrade(key, 'Sec-WebSocket-Version: 8', protocol),
        '426 upgrade_required: Sec-WebSocket-Version: 13 expected',
      ],
      [
        'no key',
        upgrade(version, protocol),
        '400 malformed: Sec-WebSocket-Key: 16 bytes in base64 expected',
      ],
      [
        'no subprotocol',
        upgrade(key, version),
        '400 wrong_subprotocol: Sec-WebSocket-Protocol: omstilling.v1 expected',
      ],
      [
        'another subprotocol',
        upgrade(key, version, 'Sec-WebSocket-Protocol: soap'),
        '400 wrong_subprotocol: Sec-WebSocket-Protocol: omstilling.v1 expected',
      ],
      [
        "another's page",
        upgrade(key, version, protocol, 'Origin: https://elsewhere.example'),
        '403 forbidden: pages of this origin may not open a session',
      ],
    ],
    http,
  );
});

// --- command lines and files ------------------------------------------------------------

/// How a program ended and what it said: `CODE line | line`.
function shown({ code, out, err }) {
  const lines = `${out}${err}`
    .replace('Run with --help for more information.', '')
    .replaceAll(`${folder}/`, '')
    .replaceAll(folder, 'FOLDER')
    .replace(/process \d+/, 'process N');
  return `${code} ${lines.trim().split('\n').join(' | ')}`;
}

test('omstillingd: wrong command lines', async () => {
  await check(
    [
      ['unknown option', ['--fly'], '2 The following argument was not expected: --fly'],
      ['a word', ['fly'], '2 The following argument was not expected: fly'],
      ['no value', ['--for'], '2 --for: 1 required TIME missing'],
      [
        '--for: no unit',
        ['--demo', '--for', '30'],
        '2 --for: a time such as 30s, 5m or 1h expected, got "30"',
      ],
      ['--for: empty', ['--demo', '--for='], '2 --for: 1 required TIME missing'],
      [
        '--for: negative',
        ['--demo', '--for', '-3s'],
        '2 --for: a time such as 30s, 5m or 1h expected, got "-3s"',
      ],
      [
        '--for: words',
        ['--demo', '--for', 'ever'],
        '2 --for: a time such as 30s, 5m or 1h expected, got "ever"',
      ],
      [
        '--for: huge',
        ['--demo', '--for', '99999999999999999999s'],
        '2 --for: a time such as 30s, 5m or 1h expected, got "99999999999999999999s"',
      ],
      ['--port: words', ['--port', 'http'], '2 Could not convert: --port = http'],
      ['--port: too high', ['--port', '65536'], '2 Could not convert: --port = 65536'],
      ['--port: negative', ['--port', '-1'], '2 Could not convert: --port = -1'],
      ['--fresh without --demo', ['--fresh'], '2 --fresh requires --demo'],
      ['--state without --demo', ['--state', folder], '2 --state requires --demo'],
      [
        '--office: none',
        ['--demo', '--state', file('demo'), '--office', file('none')],
        '1 omstillingd: none/office.toml: a readable file expected, got none',
      ],
      [
        '--state: a file',
        ['--demo', '--state', file('people.csv')],
        '1 omstillingd: people.csv: storage_unavailable: Not a directory',
      ],
      [
        '--config: none',
        ['--config', file('none.toml')],
        '1 omstillingd: none.toml: cannot be read: No such file or directory',
      ],
      [
        '--config: a folder',
        ['--config', folder],
        '1 omstillingd: FOLDER: cannot be read: Is a directory',
      ],
    ],
    async (args) => shown(await daemon(args)),
  );
});

test('omstillingd: wrong settings', async () => {
  const site = '[[site]]\nid = "a"\nname = "A"\n';
  const settings = async (text) => {
    writeFileSync(file('wrong.toml'), text);
    return shown(await daemon(['--config', file('wrong.toml')]));
  };
  await check(
    [
      ['empty', '', '1 omstillingd: wrong.toml: site: at least one [[site]] expected, got none'],
      [
        'half',
        '[listen',
        '1 omstillingd: wrong.toml:1:8: Error while parsing table header: encountered end-of-file',
      ],
      [
        'bad UTF-8',
        Buffer.from([0x61, 0x3d, 0x22, 0xff, 0x22]),
        '1 omstillingd: wrong.toml:1:3: Encountered invalid utf-8 sequence',
      ],
      [
        'huge',
        `# ${'x'.repeat(1 << 20)}\n${site}`,
        '1 omstillingd: wrong.toml: at most 1048576 bytes expected, got 1048577',
      ],
      [
        'unknown key',
        `organization = "X"\n${site}`,
        '1 omstillingd: wrong.toml:1:1: organization: unknown key, did you mean organisation?',
      ],
      [
        'unknown key in a table',
        `[listen]\nprt = 1\n${site}`,
        '1 omstillingd: wrong.toml:2:1: listen.prt: unknown key, did you mean listen.port?',
      ],
      [
        'unknown table',
        `[cloud]\nx = 1\n${site}`,
        '1 omstillingd: wrong.toml:1:2: cloud: unknown key',
      ],
      [
        'unknown key of a site',
        `${site}colour = "red"\n`,
        '1 omstillingd: wrong.toml:4:1: site.colour: unknown key',
      ],
      [
        'the same key twice',
        `organisation = "X"\norganisation = "Y"\n${site}`,
        "1 omstillingd: wrong.toml:2:16: Error while parsing key-value pair: cannot redefine existing string 'organisation'",
      ],
      [
        'port: text',
        `[listen]\nport = "80"\n${site}`,
        '1 omstillingd: wrong.toml:2:8: listen.port: whole number 0-65535 expected, got "80"',
      ],
      [
        'port: too high',
        `[listen]\nport = 65536\n${site}`,
        '1 omstillingd: wrong.toml:2:8: listen.port: whole number 0-65535 expected, got 65536',
      ],
      [
        'address: a name',
        `[listen]\naddress = "localhost"\n${site}`,
        '1 omstillingd: wrong.toml:2:11: listen.address: IPv4 or IPv6 address expected, got "localhost"',
      ],
      [
        'a table that is none',
        `listen = 3\n${site}`,
        '1 omstillingd: wrong.toml:1:10: listen: table expected, got 3',
      ],
      [
        'store: another',
        `[store]\nkind = "punch cards"\n${site}`,
        '1 omstillingd: wrong.toml:2:8: store.kind: one of sqlite, redis expected, got "punch cards"',
      ],
      [
        'store: no folder',
        `[store]\npath = "${folder}/none/omstilling.db"\n${site}`,
        "1 omstillingd: storage_unavailable: none/omstilling.db: there is no directory none: create it for the service's user",
      ],
      [
        'store: no database',
        `[store]\npath = "${folder}/people.csv"\n${site}`,
        '1 omstillingd: storage_unavailable: people.csv: is not a database: name another file',
      ],
      [
        'store: of the running service',
        `[store]\npath = "${folder}/omstilling.db"\n${site}`,
        '1 omstillingd: storage_unavailable: omstilling.db: another running service has it (process N): stop that one, or give this one a file of its own',
      ],
      [
        'log level',
        `[log]\nlevel = "loud"\n${site}`,
        '1 omstillingd: wrong.toml:2:9: log.level: one of trace, debug, info, warn, error, off expected, got "loud"',
      ],
      [
        'no site',
        'organisation = "X"\n',
        '1 omstillingd: wrong.toml: site: at least one [[site]] expected, got none',
      ],
      [
        'site: a table',
        '[site]\nid = "a"\n',
        '1 omstillingd: wrong.toml:1:1: site: [[site]] expected, got a table',
      ],
      [
        'site: without name',
        '[[site]]\nid = "a"\n',
        '1 omstillingd: wrong.toml:1:1: site.name: a value expected, got nothing',
      ],
      [
        'site: no id',
        '[[site]]\nid = "a b"\nname = "A"\n',
        '1 omstillingd: wrong.toml:2:6: site.id: id of 1-64 characters from letters, digits and ._:@+- expected, got "a b"',
      ],
      [
        'site: the same id',
        `${site}${site}`,
        '1 omstillingd: wrong.toml:4:1: site.id: an id of its own expected, got "a" again',
      ],
      [
        'site: no such zone',
        `${site}time_zone = "Europe/Aarhus"\n`,
        '1 omstillingd: wrong.toml:4:13: site.time_zone: IANA time zone such as "Europe/Copenhagen" expected, got "Europe/Aarhus"',
      ],
      [
        'site: unknown PBX',
        `${site}pbx = "telegraph"\n`,
        '1 omstillingd: wrong.toml:4:7: site.pbx: one of none, simulator, asterisk expected, got "telegraph"',
      ],
      [
        'several',
        `[listen]\nport = -1\nfoo = 1\n[log]\nformat = 3\n`,
        '1 omstillingd: wrong.toml:3:1: listen.foo: unknown key, did you mean listen.port? | omstillingd: wrong.toml:2:8: listen.port: whole number 0-65535 expected, got -1 | omstillingd: wrong.toml:5:10: log.format: one of text, json expected, got 3 | omstillingd: wrong.toml: site: at least one [[site]] expected, got none',
      ],
    ],
    settings,
  );
});

test('[B2.8] omstillingctl: tables that cannot be imported', async () => {
  const head = 'id,site,name,phones\n';
  const import_table = async (text) => {
    writeFileSync(file('table.csv'), text);
    return shown(await ctl(['employee', 'import', file('table.csv')]));
  };
  await check(
    [
      ['empty', '', '2 omstillingctl: table.csv: a header line expected, got nothing'],
      [
        'bad UTF-8 in the header',
        Buffer.from([0x69, 0x64, 0xff, 0x0a]),
        '2 omstillingctl: table.csv: UTF-8 expected',
      ],
      [
        'no header',
        'x-1,aarhus,Xenia,\n',
        '2 omstillingctl: table.csv: unknown column "x-1"; known are id, site, name, title, department, location, groups, phones, calendar_link, calendar_address, email, alternate_names, tasks, deputy',
      ],
      [
        'semicolons',
        'id;site;name\n',
        '2 omstillingctl: table.csv: commas expected between columns, got semicolons',
      ],
      [
        'unknown column',
        'id,site,name,shoe size\n',
        '2 omstillingctl: table.csv: unknown column "shoe size"; known are id, site, name, title, department, location, groups, phones, calendar_link, calendar_address, email, alternate_names, tasks, deputy',
      ],
      [
        'a column twice',
        'id,site,name,id\n',
        '2 omstillingctl: table.csv: column "id" stands twice',
      ],
      [
        'no name column',
        'id,site\nx-1,aarhus\n',
        '2 omstillingctl: table.csv: column "name" is missing',
      ],
      [
        'few fields',
        `${head}x-1,aarhus\n`,
        '3 0 employees imported, 1 lines refused | table.csv:2: 4 fields expected, got 2',
      ],
      [
        'many fields',
        `${head}x-1,aarhus,X,1,2\n`,
        '3 0 employees imported, 1 lines refused | table.csv:2: 4 fields expected, got 5',
      ],
      [
        'half a quote',
        `${head}"x-1,aarhus,X,\n`,
        '3 0 employees imported, 1 lines refused | table.csv:2: closing quote expected',
      ],
      [
        'a quote inside',
        `${head}x-1,aarhus,X "y" z,\n`,
        '3 0 employees imported, 1 lines refused | table.csv:2: a field with quotes inside must be quoted as a whole',
      ],
      [
        'bad UTF-8',
        Buffer.concat([Buffer.from(`${head}x-1,aarhus,`), Buffer.from([0xff, 0x2c, 0x0a])]),
        '3 0 employees imported, 1 lines refused | table.csv:2: UTF-8 expected',
      ],
      [
        'no id',
        `${head},aarhus,X,\n`,
        '3 0 employees imported, 1 lines refused | table.csv:2: id: a value expected, got nothing',
      ],
      [
        'a bad id',
        `${head}x 1,aarhus,X,\n`,
        '3 0 employees imported, 1 lines refused | table.csv:2: id: id of 1-64 characters from letters, digits and ._:@+- expected, got "x 1"',
      ],
      [
        'no name',
        `${head}x-1,aarhus,,\n`,
        '3 0 employees imported, 1 lines refused | table.csv:2: name: a value expected, got nothing',
      ],
      [
        'unknown site',
        `${head}x-1,oslo,X,\n`,
        '3 0 employees imported, 1 lines refused | table.csv:2: site: the id of a site expected, got oslo',
      ],
      [
        'a bad number',
        `${head}x-1,aarhus,X,home\n`,
        '3 0 employees imported, 1 lines refused | table.csv:2: phones: a phone number expected, got "home"',
      ],
      [
        "another's number",
        `${head}x-1,aarhus,X,2003\n`,
        '3 0 employees imported, 1 lines refused | table.csv:2: phones: a number that nobody has expected, got 2003 (Person aarhus 3)',
      ],
      [
        'an unknown kind',
        `${head}x-1,aarhus,X,77:tin can\n`,
        '3 0 employees imported, 1 lines refused | table.csv:2: phones: one of desk, mobile, softphone, external expected, got "tin can"',
      ],
      [
        'a kind without a number',
        `${head}x-1,aarhus,X,:mobile\n`,
        '3 0 employees imported, 1 lines refused | table.csv:2: phones: number expected before the colon',
      ],
      [
        'huge field',
        `${head}x-1,aarhus,${'x'.repeat(5_000)},\n`,
        '3 0 employees imported, 1 lines refused | table.csv:2: name: text of at most 4096 bytes expected, got "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…"',
      ],
      [
        'huge line',
        `${head}x-1,aarhus,${'x'.repeat(1 << 20)},\n`,
        '3 0 employees imported, 1 lines refused | table.csv:2: at most 1 MB expected',
      ],
      [
        'an id twice',
        `${head}x-1,oslo,X,\nx-1,oslo,Y,\n`,
        '3 0 employees imported, 2 lines refused | table.csv:2: site: the id of a site expected, got oslo | table.csv:3: id: "x-1" stands in line 2 already',
      ],
    ],
    import_table,
  );
});

test('omstillingctl: wrong command lines', async () => {
  const bare = async (args) => shown(await run('omstillingctl', args, { cwd: folder }));
  mkdirSync(file('nothing'), { recursive: true });
  writeFileSync(file('empty.token'), '');
  writeFileSync(file('wrong.token'), 'x'.repeat(43));
  const server = ['--server', `ws://${service.address}/ws`];
  await check(
    [
      ['nothing', [], '2 A subcommand is required'],
      ['unknown command', ['fly'], '2 A subcommand is required'],
      ['unknown option', ['status', '--fly'], '2 The following argument was not expected: --fly'],
      ['half a command', ['employee'], '2 A subcommand is required'],
      ['no file', ['employee', 'import'], '2 FILE is required'],
      [
        'a file that is none',
        ['employee', 'import', file('none.csv'), '--dry-run'],
        '2 omstillingctl: none.csv cannot be read: No such file or directory',
      ],
      [
        'a folder',
        ['employee', 'import', folder, '--dry-run'],
        '2 omstillingctl: FOLDER cannot be read: Is a directory',
      ],
      [
        'server: no address',
        ['--server', 'x', 'status'],
        '2 omstillingctl: --server: ws://HOST[:PORT]/ws expected, got "x"',
      ],
      [
        'server: TLS',
        ['--server', 'wss://x/ws', 'status'],
        '2 omstillingctl: --server: ws:// (TLS is the proxy\'s: run this beside the service, or through a tunnel) expected, got "wss://x/ws"',
      ],
      [
        'server: a bad port',
        ['--server', 'ws://x:99999/ws', 'status'],
        '2 omstillingctl: --server: ws://HOST[:PORT]/ws expected, got "ws://x:99999/ws"',
      ],
      [
        'server: nobody there',
        ['--server', 'ws://127.0.0.1:1/ws', 'status'],
        '5 omstillingctl: 127.0.0.1:1 cannot be reached: Connection refused',
      ],
      [
        'no token',
        [...server, 'watch', 'health', '--once'],
        "2 omstillingctl: var/admin.token cannot be read: No such file or directory; give --user NAME, or --token-file FILE with the administrator's token, which the service keeps beside its store",
      ],
      [
        'token file: none',
        [...server, '--token-file', file('none'), 'watch', 'health'],
        "2 omstillingctl: none cannot be read: No such file or directory; give --user NAME, or --token-file FILE with the administrator's token, which the service keeps beside its store",
      ],
      [
        'token file: empty',
        [...server, '--token-file', file('empty.token'), 'watch', 'health'],
        "2 omstillingctl: empty.token: one line of 1-1024 bytes expected; give --user NAME, or --token-file FILE with the administrator's token, which the service keeps beside its store",
      ],
      [
        'token: wrong',
        [...server, '--token-file', file('wrong.token'), 'watch', 'health'],
        '1 omstillingctl: params.token: bad_credentials',
      ],
      [
        'user: no name',
        [...server, '--user', 'a b', 'watch', 'health'],
        '2 omstillingctl: --user: a login name expected',
      ],
      [
        'user: no terminal',
        [...server, '--user', 'mette', 'watch', 'health'],
        '2 omstillingctl: no terminal to ask for the password: give it in a file',
      ],
      [
        'topic: unknown',
        [...server, '--token-file', file('admin.token'), 'watch', 'people/oslo'],
        '1 omstillingctl: params.topics[0]: unknown_topic: people/oslo',
      ],
      [
        'role: unknown',
        [...server, 'user', 'add', 'x', '--site', 'aarhus', '--role', 'king'],
        '2 omstillingctl: roles[0]: one of employee, receptionist, privileged, administrator expected, got "king"',
      ],
      ['role: none', [...server, 'user', 'add', 'x', '--site', 'aarhus'], '2 --role is required'],
      [
        'user add: a bad name',
        [...server, 'user', 'add', 'a b', '--site', 'aarhus', '--role', 'employee'],
        '2 omstillingctl: id: id of 1-64 characters from letters, digits and ._:@+- expected, got "a b"',
      ],
      [
        'token add: taken',
        [...server, '--token-file', file('admin.token'), 'token', 'add', 'hall'],
        '1 omstillingctl: params.id: an id that is free expected, got hall',
      ],
      [
        'token add: a bad name',
        [...server, '--token-file', file('admin.token'), 'token', 'add', 'a b'],
        '2 omstillingctl: id: id of 1-64 characters from letters, digits and ._:@+- expected, got "a b"',
      ],
    ],
    bare,
  );
});
