// Holds protocol/asyncapi.yaml against the AsyncAPI 3.0 rules, against what the codec knows
// (protocol_schema_dump) and against what it writes (golden.txt).
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';

// The packages live where scripts/setup installs them.
const require = createRequire(new URL('../../browser/package.json', import.meta.url));
const { Parser } = require('@asyncapi/parser');
const Ajv = require('ajv').default;
const addFormats = require('ajv-formats').default;
const yaml = require('yaml');

const text = readFileSync(new URL('../../../protocol/asyncapi.yaml', import.meta.url), 'utf8');
const golden = readFileSync(new URL('../golden.txt', import.meta.url), 'utf8');
const doc = yaml.parse(text);
const { messages, schemas } = doc.components;

assert.ok(process.env.SCHEMA_DUMP, 'SCHEMA_DUMP must name the program protocol_schema_dump');
const codec = JSON.parse(execFileSync(process.env.SCHEMA_DUMP, { encoding: 'utf8' }));
const requests = { ...codec.commands, ...codec.queries, ...codec.session_requests };
const objects = { ...codec.types, ...requests };

const replies = [
  ...['command', 'hello', 'authenticate', 'subscribe', 'unsubscribe', 'error'],
  ...Object.keys(codec.queries),
].map((x) => `${x}_reply`);
const notifications = ['snapshot', 'delta', 'popup', 'heartbeat', 'resync'];
// Schemas of the document that are no described type of the codec.
const ownSchemas = ['id', 'time', 'request_id', 'repeatable', 'item'];

const sorted = (list) => [...list].sort();

/** A member's schema as the codec prints it: no description, no allOf that only carries one. */
function bare({ description, allOf, ...rest }) {
  if (allOf) {
    assert.equal(allOf.length, 1);
    return allOf[0];
  }
  return rest;
}

function validator() {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  ajv.addSchema({ $id: 'doc', components: doc.components });
  return ajv;
}

test('the document is valid AsyncAPI 3.0', async () => {
  const { document, diagnostics } = await new Parser().parse(text);
  const errors = diagnostics.filter((x) => x.severity <= 1);
  assert.deepEqual(errors.map((x) => `${x.path.join('.')}: ${x.message}`), []);
  assert.equal(document.version(), '3.0.0');
});

test('the channel asks for the subprotocol of the codec', () => {
  const header = doc.channels.ws.bindings.ws.headers.properties['Sec-WebSocket-Protocol'];
  assert.equal(header.const, codec.subprotocol);
});

test('every enum has the same words in the same order', () => {
  for (const [name, words] of Object.entries(codec.enums)) {
    assert.ok(schemas[name], `schema ${name} is missing`);
    assert.deepEqual(schemas[name].enum, words, name);
  }
});

test('every type has the same members, of the same type, and the same ones required', () => {
  for (const [name, type] of Object.entries(objects)) {
    const schema = schemas[name];
    assert.ok(schema, `schema ${name} is missing`);
    const properties = schema.properties ?? {};
    assert.deepEqual(sorted(Object.keys(properties)), sorted(Object.keys(type.properties)), name);
    assert.deepEqual(sorted(schema.required ?? []), sorted(type.required), `${name}: required`);
    for (const [member, expected] of Object.entries(type.properties))
      assert.deepEqual(bare(properties[member]), expected, `${name}.${member}`);
  }
});

test('the document has no schema that the codec does not know', () => {
  const known = [...Object.keys(codec.enums), ...Object.keys(objects), ...ownSchemas];
  assert.deepEqual(sorted(Object.keys(schemas)), sorted(known));
});

test('every schema, member and operation is described', () => {
  for (const [name, schema] of Object.entries(schemas)) {
    assert.ok(schema.description?.length > 5, name);
    for (const [member, property] of Object.entries(schema.properties ?? {}))
      assert.ok(property.description?.length > 3, `${name}.${member}`);
  }
  for (const [name, operation] of Object.entries(doc.operations))
    assert.ok(operation.summary?.length > 5, name);
});

test('every method is an operation with its request, its reply and the refusal', () => {
  const ref = (name) => ({ $ref: `#/channels/ws/messages/${name}` });
  assert.deepEqual(
    sorted(Object.keys(doc.operations)),
    sorted([...Object.keys(requests), ...notifications]),
  );
  for (const method of Object.keys(requests)) {
    const operation = doc.operations[method];
    const reply = method in codec.commands ? 'command_reply' : `${method}_reply`;
    assert.equal(operation.action, 'receive', method);
    assert.deepEqual(operation.messages, [ref(method)]);
    assert.deepEqual(operation.reply.messages, [ref(reply), ref('error_reply')]);
    assert.equal(messages[method].payload.properties.method.const, method);
    assert.ok(JSON.stringify(messages[method].payload).includes(`schemas/${method}"`), method);
  }
  for (const name of notifications) assert.equal(doc.operations[name].action, 'send', name);
});

test('the channel carries every message, and each stands once', () => {
  const expected = sorted([...Object.keys(requests), ...replies, ...notifications]);
  assert.deepEqual(sorted(Object.keys(messages)), expected);
  assert.deepEqual(sorted(Object.keys(doc.channels.ws.messages)), expected);
});

test('every kind of item is known', () => {
  const kinds = schemas.item.oneOf.map(({ allOf: [type, own] }) => [
    own.properties.kind.const,
    type.$ref.replace('#/components/schemas/', ''),
  ]);
  assert.deepEqual(Object.fromEntries(kinds), codec.item_kinds);
});

test('what the codec writes fits the document', () => {
  const ajv = validator();
  const seen = new Set();
  for (const line of golden.split('\n').filter((x) => x && !x.startsWith('#'))) {
    const [, kind, name, json] = line.match(/^(\w+) (\w+) (.*)$/);
    const where = kind === 'message' ? `messages/${name}/payload` : `schemas/${name}`;
    const fits = ajv.getSchema(`doc#/components/${where}`);
    assert.ok(fits, `${kind} ${name} is not in the document`);
    assert.ok(fits(JSON.parse(json)), `${name}: ${ajv.errorsText(fits.errors)}`);
    seen.add(`${kind} ${name}`);
  }
  for (const name of Object.keys(messages)) assert.ok(seen.has(`message ${name}`), name);
});

test('what does not fit is refused by the document too', () => {
  const ajv = validator();
  const refuses = (where, value) => !ajv.getSchema(`doc#/components/${where}`)(value);
  const request = { jsonrpc: '2.0', id: 1, method: 'clear_status', params: { employee: 'e-1' } };
  const clearStatus = 'messages/clear_status/payload';
  assert.ok(!refuses(clearStatus, request));
  assert.ok(refuses(clearStatus, { ...request, id: undefined }));
  assert.ok(refuses(clearStatus, { ...request, id: 1.5 }));
  assert.ok(refuses(clearStatus, { ...request, method: 'set_status' }));
  assert.ok(refuses(clearStatus, { ...request, params: {} }));
  assert.ok(refuses(clearStatus, { ...request, params: { employee: 'a b' } }));
  assert.ok(refuses('schemas/lamp', 'purple'));
  assert.ok(refuses('schemas/time', 'tomorrow'));
});
