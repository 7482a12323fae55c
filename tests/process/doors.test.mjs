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
const daemon = (args, options) => run('omstillingd', args, { within: 20_000, ...options });

before(async () => {
  service = await serve(write_settings(folder, ['aarhus']));
  admin = { token: readFileSync(file('admin.token'), 'utf8').trim() };
  writeFileSync(file('people.csv'), employee_table(['aarhus'], 5));
  assert.equal((await ctl(['employee', 'import', file('people.csv')])).code, 0);
  const add_user = (name, role, more) =>
    ctl(
      ['user', 'add', name, '--site', 'aarhus', '--role', role, '--new-password-file', '-', ...more],
      { input: 'a long password\n' },
    );
  assert.equal((await add_user('mette', 'employee', ['--employee', 'aarhus-1'])).code, 0);
  assert.equal((await add_user('rita', 'receptionist', [])).code, 0);
  employee = { user: 'mette', password: 'a long password' };
  const made = await ctl(['token', 'add', 'hall']);
  wallboard = { token: made.out.trim() };
  reader = await observe(service.address, admin, topics);
  await reader.until(reader.whole, 'the picture');
  const revision = await reader.session.call('set_status', {
    employee: 'aarhus-1',
    type: 'lunch',
    idempotency_key: 'used',
  });
  await reader.until(
    () => reader.picture.position(topics[0]).revision >= revision.revision,
    'the first change',
  );
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

/// What came of each row, beside what should have; all rows at once, so that a failure shows all.
async function check(rows, ask_door) {
  const got = {};
  const expected = {};
  for (const [name, input, ...answer] of rows) {
    assert.ok(!(name in expected), `"${name}" stands twice`);
    expected[name] = answer.length > 1 ? answer : answer[0];
    got[name] = await ask_door(input);
  }
  if (process.env.RECORD) console.log(JSON.stringify(got, null, 1));
  assert.deepEqual(got, expected);
  await nothing_changed();
}

// --- WebSocket -------------------------------------------------------------------

/// The answer to one raw frame: `CODE message`, or how the session was closed.
function make_asker(session) {
  return async (frame) => {
    const is_text = typeof frame === 'string';
    const answered = new Promise((done) => session.socket.once('message', done)).then((bytes) => {
      const { error, result, id } = JSON.parse(bytes);
      return error ? `${error.code} ${error.message}` : { id, result };
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

test('[B4.6] WebSocket: frames that are no request', async () => {
  await check(
    [
      ['empty', '', ''],
      ['blank', '  \n', ''],
      ['no JSON', 'hello', ''],
      ['half', '{"jsonrpc":"2.0","id":1,"method":"set_sta', ''],
      ['two', '{} {}', ''],
      ['deep', '['.repeat(40) + ']'.repeat(40), ''],
      ['very deep', '['.repeat(60_000), ''],
      ['deep in params', set_status({ note: JSON.parse('['.repeat(40) + ']'.repeat(40)) }), ''],
      ['the same name twice', '{"jsonrpc":"2.0","id":1,"id":2,"method":"hello"}', ''],
      ['half a surrogate', set_status({}).replace('busy', '\\ud800'), ''],
      ['a control character', set_status({}).replace('busy', '\u0001'), ''],
      ['a batch', `[${set_status()}]`, ''],
      ['a number', '7', ''],
      ['null', 'null', ''],
      ['an empty object', '{}', ''],
      ['a notification', '{"jsonrpc":"2.0","method":"hello"}', ''],
      ['id: true', '{"jsonrpc":"2.0","id":true,"method":"hello"}', ''],
      ['id: a fraction', '{"jsonrpc":"2.0","id":1.5,"method":"hello"}', ''],
      ['id: long', `{"jsonrpc":"2.0","id":"${'x'.repeat(129)}","method":"hello"}`, ''],
      ['no version', '{"id":1,"method":"hello"}', ''],
      ['another version', '{"jsonrpc":"1.0","id":1,"method":"hello"}', ''],
      ['no method', '{"jsonrpc":"2.0","id":1}', ''],
      ['method: a number', '{"jsonrpc":"2.0","id":1,"method":7}', ''],
      ['unknown method', request('fly', {}), ''],
      ['method: huge', request('x'.repeat(60_000), {}), ''],
      ['params: a list', request('hello', []), ''],
      ['params: text', request('hello', 'x'), ''],
      ['huge', set_status({ note: 'x'.repeat(65_536) }), ''],
      ['binary', { bytes: Buffer.from(set_status()), binary: true }, ''],
      ['bad UTF-8', bytes(0x22, 0xff, 0x22), ''],
      ['half a UTF-8 character', bytes(0x22, 0xc3, 0x22), ''],
      ['overlong UTF-8', bytes(0x22, 0xc0, 0xaf, 0x22), ''],
    ],
    make_door(() => admin),
  );
});

test('[B4.6] WebSocket: commands with wrong, unknown or missing members', async () => {
  const person = { id: 'aarhus-9', site: 'aarhus', name: 'Nine', phones: [] };
  const user = { id: 'new', site: 'aarhus', name: 'New', password: '12345678', roles: ['employee'] };
  const queue = { id: 'main', site: 'aarhus', name: 'Main', number: '100' };
  const topic = (x) => request('subscribe', { topics: [x] });
  await check(
    [
      ['no employee', request('set_status', { type: 'busy' }), ''],
      ['employee: a number', set_status({ employee: 7 }), ''],
      ['employee: no id', set_status({ employee: 'a b' }), ''],
      ['employee: empty', set_status({ employee: '' }), ''],
      ['employee: unknown', set_status({ employee: 'nobody' }), ''],
      ['no type', request('set_status', { employee: 'aarhus-1' }), ''],
      ['type: a number', set_status({ type: 7 }), ''],
      ['type: unknown', set_status({ type: 'asleep' }), ''],
      ['type: NUL', set_status({ type: 'busy\0' }), ''],
      ['until: tomorrow', set_status({ until: 'tomorrow' }), ''],
      ['until: no such day', set_status({ until: '2031-02-30T10:00:00Z' }), ''],
      ['until: past', set_status({ until: '2001-01-01T10:00:00Z' }), ''],
      ['for_seconds: text', set_status({ for_seconds: '10' }), ''],
      ['for_seconds: a fraction', set_status({ for_seconds: 1.5 }), ''],
      ['for_seconds: nothing', set_status({ for_seconds: 0 }), ''],
      ['for_seconds: a century', set_status({ for_seconds: 3_153_600_000 }), ''],
      ['for_seconds: beyond', set_status({}).replace('}}', ',"for_seconds":9223372036854775808}}'), ''],
      ['both ends', set_status({ for_seconds: 9, until: '2031-01-01T10:00:00Z' }), ''],
      ['note: long', set_status({ note: 'x'.repeat(501) }), ''],
      ['note: huge', set_status({ note: 'x'.repeat(5_000) }), ''],
      ['start_actions: an object', set_status({ start_actions: {} }), ''],
      ['start_actions: unknown', set_status({ start_actions: [{ kind: 'sing' }] }), ''],
      ['start_actions: no number', set_status({ start_actions: [{ kind: 'set_forwarding', to: 'home' }] }), ''],
      ['start_actions: many', set_status({ start_actions: Array(11).fill({ kind: 'agent_pause' }) }), ''],
      ['expiry: unknown', set_status({ expiry: 'explode' }), ''],
      ['expiry: without its type', set_status({ expiry: 'force_status' }), ''],
      ['expected_revision: old', set_status({ expected_revision: 1 }), ''],
      ['idempotency_key: a number', set_status({ idempotency_key: 7 }), ''],
      ['idempotency_key: empty', set_status({ idempotency_key: '' }), ''],
      ['idempotency_key: long', set_status({ idempotency_key: 'x'.repeat(65) }), ''],
      ['idempotency_key: used', set_status({ idempotency_key: 'used' }), ''],
      ['clear_status: unknown', request('clear_status', { employee: 'nobody' }), ''],
      ['phone: unknown', request('set_phone', { employee: 'aarhus-1', phone: '999', do_not_disturb: true }), ''],
      ['phone: to itself', request('set_phone', { employee: 'aarhus-1', phone: '2001', forwarding: [{ type: 'immediate', to: '2001' }] }), ''],
      ['do_not_disturb: text', request('set_phone', { employee: 'aarhus-1', phone: '2001', do_not_disturb: 'yes' }), ''],
      ['watch: nobody', request('add_watch', { employees: [], condition: { kind: 'any_change' } }), ''],
      ['watch: unknown', request('add_watch', { employees: ['nobody'], condition: { kind: 'any_change' } }), ''],
      ['watch: unknown kind', request('add_watch', { employees: ['aarhus-1'], condition: { kind: 'mood' } }), ''],
      ['remove_watch: unknown', request('remove_watch', { watch: 'w9' }), ''],
      ['dismiss_popup: unknown', request('dismiss_popup', { popup: 'p9' }), ''],
      ['put_employee: no site', request('put_employee', { ...person, site: 'oslo' }), ''],
      ['put_employee: no name', request('put_employee', { ...person, name: ' ' }), ''],
      ['put_employee: no number', request('put_employee', { ...person, phones: [{ number: 'x' }] }), ''],
      ["put_employee: another's number", request('put_employee', { ...person, phones: [{ number: '2003' }] }), ''],
      ['remove_employee: unknown', request('remove_employee', { employee: 'nobody' }), ''],
      ['put_queue: no site', request('put_queue', { ...queue, site: 'oslo' }), ''],
      ['put_queue: no name', request('put_queue', { ...queue, name: '' }), ''],
      ['put_queue: no number', request('put_queue', { ...queue, number: 'x' }), ''],
      ["put_queue: a person's number", request('put_queue', { ...queue, number: '2003' }), ''],
      ['put_user: no site', request('put_user', { ...user, site: 'oslo' }), ''],
      ['put_user: no password', request('put_user', { ...user, password: undefined }), ''],
      ['put_user: short password', request('put_user', { ...user, password: '1234567' }), ''],
      ['put_user: no roles', request('put_user', { ...user, roles: [] }), ''],
      ['put_user: unknown role', request('put_user', { ...user, roles: ['king'] }), ''],
      ['add_token: taken', request('add_token', { id: 'hall', name: 'Hall' }), ''],
      ['remove_token: unknown', request('remove_token', { token: 'wall' }), ''],
      ['subscribe: nothing', request('subscribe', { topics: [] }), ''],
      ['subscribe: text', request('subscribe', { topics: 'people/aarhus' }), ''],
      ['subscribe: no topic', topic({}), ''],
      ['subscribe: unknown kind', topic({ topic: 'secrets/aarhus' }), ''],
      ['subscribe: unknown site', topic({ topic: 'people/oslo' }), ''],
      ['subscribe: unknown queue', topic({ topic: 'queue/oslo' }), ''],
      ['subscribe: huge', topic({ topic: `people/${'x'.repeat(5_000)}` }), ''],
      ['subscribe: twice', request('subscribe', { topics: Array(2).fill({ topic: 'health' }) }), ''],
      ['subscribe: many', request('subscribe', { topics: Array.from({ length: 257 }, (_, i) => ({ topic: `people/${i}` })) }), ''],
      ['subscribe: half a place', topic({ topic: 'health', from: { epoch: '1' } }), ''],
      ['subscribe: a wrong place', topic({ topic: 'health', from: { epoch: 1, revision: '1' } }), ''],
      ['one topic of two', request('subscribe', { topics: [{ topic: 'health' }, { topic: 'people/oslo' }] }), ''],
    ],
    make_door(() => admin),
  );
});

test('[B4.1] WebSocket: what a login may not do', async () => {
  const topic = (x) => request('subscribe', { topics: [{ topic: x }] });
  const commands = [
    ['a status', set_status({ employee: 'aarhus-2' })],
    ['no status', request('clear_status', { employee: 'aarhus-2' })],
    ['a phone', request('set_phone', { employee: 'aarhus-2', phone: '2002', do_not_disturb: true })],
    ['a call', request('answer_call', {})],
    ['a queue', request('choose_queue', { queue: 'main' })],
    ['an agent', request('set_agent_state', { state: 'ready' })],
    ['an employee', request('put_employee', { id: 'x', site: 'aarhus', name: 'X', phones: [] })],
    ['no employee', request('remove_employee', { employee: 'aarhus-2' })],
    ['a new queue', request('put_queue', { id: 'main', site: 'aarhus', name: 'Main', number: '100' })],
    ['a user', request('put_user', { id: 'x', site: 'aarhus', name: 'X', password: '12345678', roles: ['administrator'] })],
    ['a token', request('add_token', { id: 'x', name: 'X' })],
    ['no token', request('remove_token', { token: 'hall' })],
    ["another's desk", topic('desk/rita')],
    ["another's watches", topic('watchlist/rita')],
    ["a queue's calls", topic('queue/main')],
  ];
  const rows = (who, answers) => commands.map(([name, frame], i) => [`${who}: ${name}`, frame, answers[i]]);
  await check(rows('wallboard', [ ]), make_door(() => wallboard));
  await check(rows('employee', [ ]), make_door(() => employee));
  await check(rows('nobody', [ ]), make_door());
  await check(
    [
      ['a watch', request('add_watch', { employees: ['aarhus-2'], condition: { kind: 'any_change' } }), ''],
      ['own status', set_status(), ''],
    ],
    make_door(() => wallboard),
  );
});

test('[B4.1] WebSocket: logging in', async () => {
  const login = (x) => request('authenticate', x);
  await check(
    [
      ['nothing', login({}), ''],
      ['both', login({ ...employee, ...wallboard }), ''],
      ['no password', login({ user: 'mette' }), ''],
      ['a number', login({ user: 'mette', password: 7 }), ''],
      ['wrong password', login({ user: 'mette', password: 'guess' }), ''],
      ['unknown user', login({ user: 'nobody', password: 'guess' }), ''],
      ['wrong token', login({ token: 'guess' }), ''],
      ['empty token', login({ token: '' }), ''],
      ['huge password', login({ user: 'mette', password: 'x'.repeat(2_000) }), ''],
      ['still nobody', set_status(), ''],
      ['topics', request('subscribe', { topics: [{ topic: 'health' }] }), ''],
      ['no topics', request('unsubscribe', { topics: ['health'] }), ''],
    ],
    make_door(),
  );
});

// --- HTTP --------------------------------------------------------------------------

/// What is answered to raw bytes: `STATUS body`, or nothing.
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
  return head ? `${head.split(' ')[1]} ${body.trim()}` : '';
}

test('[B4.6] HTTP: unknown addresses, methods, huge headers, garbage', async () => {
  const get = (target, ...headers) =>
    [`GET ${target} HTTP/1.1`, 'Host: x', 'Connection: close', ...headers, '', ''].join('\r\n');
  const upgrade = (...headers) =>
    get('/ws', 'Upgrade: websocket', 'Connection: Upgrade', ...headers).replace('Connection: close\r\n', '');
  const key = 'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==';
  const version = 'Sec-WebSocket-Version: 13';
  const protocol = 'Sec-WebSocket-Protocol: omstilling.v1';
  await check(
    [
      ['nothing', '', ''],
      ['half a request', 'GET /healthz HTTP/1.1\r\nHos', ''],
      ['unknown address', get('/nothing'), ''],
      ['out of the house', get('/../../etc/passwd'), ''],
      ['encoded out of the house', get('/%2e%2e/%2e%2e/etc/passwd'), ''],
      ['no path', get('x'), ''],
      ['huge address', get(`/${'x'.repeat(10_000)}`), ''],
      ['POST', get('/healthz').replace('GET', 'POST'), ''],
      ['DELETE', get('/').replace('GET', 'DELETE'), ''],
      ['unknown method', get('/').replace('GET', 'BREW'), ''],
      ['a body', get('/', 'Content-Length: 5') + 'hello', ''],
      ['a huge body', get('/', 'Content-Length: 99999999999'), ''],
      ['a negative body', get('/', 'Content-Length: -1'), ''],
      ['a chunked body', get('/', 'Transfer-Encoding: chunked') + '5\r\nhello\r\n0\r\n\r\n', ''],
      ['huge header', get('/', `X: ${'x'.repeat(9_000)}`), ''],
      ['many headers', get('/', ...Array(2_000).fill('X: y')), ''],
      ['header without a colon', get('/', 'nonsense'), ''],
      ['unknown version', get('/').replace('1.1', '9.9'), ''],
      ['garbage', '\0\u0001\u0002 what is this\r\n\r\n', ''],
      ['a TLS greeting', Buffer.from('16030100a5010000a10303', 'hex'), ''],
      ['no upgrade', get('/ws'), ''],
      ['POST upgrade', upgrade(key, version, protocol).replace('GET', 'POST'), ''],
      ['old WebSocket', upgrade(key, 'Sec-WebSocket-Version: 8', protocol), ''],
      ['no key', upgrade(version, protocol), ''],
      ['no subprotocol', upgrade(key, version), ''],
      ['another subprotocol', upgrade(key, version, 'Sec-WebSocket-Protocol: soap'), ''],
      ["another's page", upgrade(key, version, protocol, 'Origin: https://elsewhere.example'), ''],
    ],
    http,
  );
});

// --- command lines and files ------------------------------------------------------------

const shown = ({ code, out, err }) =>
  [code, ...`${out}${err}`.replaceAll(`${folder}/`, '').trimEnd().split('\n')];
const last = (x) => [shown(x)[0], shown(x).at(-1)];

test('[B4.6] omstillingd: wrong command lines', async () => {
  await check(
    [
      ['unknown option', ['--fly'], ''],
      ['a word', ['fly'], ''],
      ['no value', ['--for'], ''],
      ['--for: no unit', ['--demo', '--for', '30'], ''],
      ['--for: empty', ['--demo', '--for='], ''],
      ['--for: negative', ['--demo', '--for', '-3s'], ''],
      ['--for: words', ['--demo', '--for', 'ever'], ''],
      ['--for: huge', ['--demo', '--for', '99999999999999999999s'], ''],
      ['--for: no time', ['--demo', '--for', '0s'], ''],
      ['--port: words', ['--port', 'http'], ''],
      ['--port: too high', ['--port', '65536'], ''],
      ['--port: negative', ['--port', '-1'], ''],
      ['--fresh without --demo', ['--fresh'], ''],
      ['--state without --demo', ['--state', folder], ''],
      ['--office: none', ['--demo', '--state', file('demo'), '--office', file('none')], ''],
      ['--state: a file', ['--demo', '--state', file('people.csv')], ''],
      ['--config: none', ['--config', file('none.toml')], ''],
      ['--config: a folder', ['--config', folder], ''],
    ],
    async (args) => shown(await daemon(args)),
  );
});

test('[B4.6] omstillingd: wrong settings', async () => {
  const site = '[[site]]\nid = "a"\nname = "A"\n';
  const settings = async (text) => {
    writeFileSync(file('wrong.toml'), text);
    return shown(await daemon(['--config', file('wrong.toml')]));
  };
  await check(
    [
      ['empty', '', ''],
      ['half', '[listen', ''],
      ['bad UTF-8', Buffer.from([0x61, 0x3d, 0x22, 0xff, 0x22]), ''],
      ['huge', `# ${'x'.repeat(1 << 20)}\n${site}`, ''],
      ['unknown key', `organization = "X"\n${site}`, ''],
      ['unknown key in a table', `[listen]\nprt = 1\n${site}`, ''],
      ['unknown table', `[cloud]\nx = 1\n${site}`, ''],
      ['unknown key of a site', `${site}colour = "red"\n`, ''],
      ['the same key twice', `organisation = "X"\norganisation = "Y"\n${site}`, ''],
      ['port: text', `[listen]\nport = "80"\n${site}`, ''],
      ['port: too high', `[listen]\nport = 65536\n${site}`, ''],
      ['address: a name', `[listen]\naddress = "localhost"\n${site}`, ''],
      ['a table that is none', `listen = 3\n${site}`, ''],
      ['store: another', `[store]\nkind = "punch cards"\n${site}`, ''],
      ['store: no folder', `[store]\npath = "${folder}/none/omstilling.db"\n${site}`, ''],
      ['store: no database', `[store]\npath = "${folder}/people.csv"\n${site}`, ''],
      ['store: of the running service', `[store]\npath = "${folder}/omstilling.db"\n${site}`, ''],
      ['log level', `[log]\nlevel = "loud"\n${site}`, ''],
      ['no site', 'organisation = "X"\n', ''],
      ['site: a table', '[site]\nid = "a"\n', ''],
      ['site: without name', '[[site]]\nid = "a"\n', ''],
      ['site: no id', '[[site]]\nid = "a b"\nname = "A"\n', ''],
      ['site: the same id', `${site}${site}`, ''],
      ['site: no such zone', `${site}time_zone = "Europe/Aarhus"\n`, ''],
      ['site: unknown PBX', `${site}pbx = "telegraph"\n`, ''],
      ['several', `[listen]\nport = -1\nfoo = 1\n[log]\nformat = 3\n`, ''],
    ],
    settings,
  );
});

test('[B4.6] omstillingctl: tables that cannot be imported', async () => {
  const head = 'id,site,name,phones\n';
  const import_table = async (text) => {
    writeFileSync(file('table.csv'), text);
    return shown(await ctl(['employee', 'import', file('table.csv')]));
  };
  await check(
    [
      ['empty', '', ''],
      ['bad UTF-8 in the header', Buffer.from([0x69, 0x64, 0xff, 0x0a]), ''],
      ['no header', 'x-1,aarhus,Xenia,\n', ''],
      ['semicolons', 'id;site;name\n', ''],
      ['unknown column', 'id,site,name,shoe size\n', ''],
      ['a column twice', 'id,site,name,id\n', ''],
      ['no name column', 'id,site\nx-1,aarhus\n', ''],
      ['few fields', `${head}x-1,aarhus\n`, ''],
      ['many fields', `${head}x-1,aarhus,X,1,2\n`, ''],
      ['half a quote', `${head}"x-1,aarhus,X,\n`, ''],
      ['a quote inside', `${head}x-1,aarhus,X "y" z,\n`, ''],
      ['bad UTF-8', Buffer.concat([Buffer.from(`${head}x-1,aarhus,`), Buffer.from([0xff, 0x2c, 0x0a])]), ''],
      ['no id', `${head},aarhus,X,\n`, ''],
      ['a bad id', `${head}x 1,aarhus,X,\n`, ''],
      ['no name', `${head}x-1,aarhus,,\n`, ''],
      ['unknown site', `${head}x-1,oslo,X,\n`, ''],
      ['a bad number', `${head}x-1,aarhus,X,home\n`, ''],
      ["another's number", `${head}x-1,aarhus,X,2003\n`, ''],
      ['an unknown kind', `${head}x-1,aarhus,X,77:tin can\n`, ''],
      ['a kind without a number', `${head}x-1,aarhus,X,:mobile\n`, ''],
      ['huge field', `${head}x-1,aarhus,${'x'.repeat(5_000)},\n`, ''],
      ['huge line', `${head}x-1,aarhus,${'x'.repeat(1 << 20)},\n`, ''],
      ['an id twice', `${head}x-1,oslo,X,\nx-1,oslo,Y,\n`, ''],
    ],
    import_table,
  );
});

test('[B4.6] omstillingctl: wrong command lines', async () => {
  const bare = async (args) => shown(await run('omstillingctl', args, { cwd: folder }));
  mkdirSync(file('nothing'), { recursive: true });
  writeFileSync(file('empty.token'), '');
  writeFileSync(file('wrong.token'), 'x'.repeat(43));
  const server = ['--server', `ws://${service.address}/ws`];
  await check(
    [
      ['nothing', [], ''],
      ['unknown command', ['fly'], ''],
      ['unknown option', ['status', '--fly'], ''],
      ['half a command', ['employee'], ''],
      ['no file', ['employee', 'import'], ''],
      ['a file that is none', ['employee', 'import', file('none.csv'), '--dry-run'], ''],
      ['a folder', ['employee', 'import', folder, '--dry-run'], ''],
      ['server: no address', ['--server', 'x', 'status'], ''],
      ['server: TLS', ['--server', 'wss://x/ws', 'status'], ''],
      ['server: a bad port', ['--server', 'ws://x:99999/ws', 'status'], ''],
      ['server: nobody there', ['--server', 'ws://127.0.0.1:1/ws', 'status'], ''],
      ['no token', [...server, 'watch', 'health', '--once'], ''],
      ['token file: none', [...server, '--token-file', file('none'), 'watch', 'health'], ''],
      ['token file: empty', [...server, '--token-file', file('empty.token'), 'watch', 'health'], ''],
      ['token: wrong', [...server, '--token-file', file('wrong.token'), 'watch', 'health'], ''],
      ['user: no name', [...server, '--user', 'a b', 'watch', 'health'], ''],
      ['user: no terminal', [...server, '--user', 'mette', 'watch', 'health'], ''],
      ['topic: unknown', [...server, '--token-file', file('admin.token'), 'watch', 'people/oslo'], ''],
      ['role: unknown', [...server, 'user', 'add', 'x', '--site', 'aarhus', '--role', 'king'], ''],
      ['role: none', [...server, 'user', 'add', 'x', '--site', 'aarhus'], ''],
      ['user add: a bad name', [...server, 'user', 'add', 'a b', '--site', 'aarhus', '--role', 'employee'], ''],
      ['token add: taken', [...server, '--token-file', file('admin.token'), 'token', 'add', 'hall'], ''],
      ['token add: a bad name', [...server, '--token-file', file('admin.token'), 'token', 'add', 'a b'], ''],
    ],
    bare,
  );
});
