// The two buses of a desktop (D-Bus), private to a test, with logind and a notification daemon of
// python-dbusmock on them.

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const run = promisify(execFile);
const children = new Set();
process.on('exit', () => children.forEach((x) => x.kill('SIGKILL')));

async function first_line(command, words, env) {
  const child = spawn(command, words, { env, stdio: ['ignore', 'pipe', 'ignore'] });
  children.add(child);
  const lines = createInterface({ input: child.stdout });
  const [line] = await Promise.race([
    once(lines, 'line'),
    once(child, 'exit').then(() => Promise.reject(new Error(`${command} ended`))),
  ]);
  return { child, lines, line };
}

const open_bus = () =>
  first_line('dbus-daemon', ['--session', '--nofork', '--nopidfile', '--print-address=1']);

export async function open_buses() {
  const system = await open_bus();
  const user = await open_bus();
  const env = {
    ...process.env,
    DBUS_SYSTEM_BUS_ADDRESS: system.line,
    DBUS_SESSION_BUS_ADDRESS: user.line,
    XDG_SESSION_ID: 'c1',
  };
  const send = (bus, dest, path, method, ...words) =>
    run(
      'dbus-send',
      [`--bus=${bus}`, '--print-reply', `--dest=${dest}`, path, method, ...words],
      { env },
    );
  /// As soon as the child has its name on the bus: the bus itself says so when asked.
  async function owned(bus, name, child) {
    let ended = false;
    child.on('exit', () => (ended = true));
    for (let has_it = false; !has_it; ) {
      if (ended) throw new Error(`nobody serves ${name}`);
      const { stdout } = await send(
        bus,
        'org.freedesktop.DBus',
        '/org/freedesktop/DBus',
        'org.freedesktop.DBus.NameHasOwner',
        `string:${name}`,
      );
      has_it = stdout.includes('boolean true');
    }
  }
  /// Starts a mock of dbusmock's, and waits for its name on the bus.
  async function mock(bus, name, template) {
    const child = spawn('/usr/bin/python3', ['-m', 'dbusmock', '--template', template], {
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    children.add(child);
    const lines = createInterface({ input: child.stdout });
    await owned(bus, name, child);
    return lines;
  }
  await mock(system.line, 'org.freedesktop.login1', 'logind');
  await send(
    ...[system.line, 'org.freedesktop.login1', '/org/freedesktop/login1'],
    'org.freedesktop.DBus.Mock.AddSession',
    ...['string:c1', 'string:seat0', 'uint32:1000', 'string:lone', 'boolean:true'],
  );
  const notes = await mock(user.line, 'org.freedesktop.Notifications', 'notification_daemon');
  /// A keyring of the desktop's in `home`, unlocked: where passwords are remembered.
  async function open_keyring(home) {
    const child = spawn(
      'gnome-keyring-daemon',
      ['--foreground', '--unlock', '--components=secrets'],
      {
        env: { ...env, HOME: home, XDG_DATA_HOME: home, XDG_RUNTIME_DIR: home },
        stdio: ['pipe', 'ignore', 'ignore'],
      },
    );
    children.add(child);
    child.stdin.end('keyring password');
    await owned(user.line, 'org.freedesktop.secrets', child);
  }
  const session = (method) =>
    send(
      system.line,
      'org.freedesktop.login1',
      '/org/freedesktop/login1/session/c1',
      `org.freedesktop.login1.Session.${method}`,
    );
  return {
    env: {
      DBUS_SYSTEM_BUS_ADDRESS: system.line,
      DBUS_SESSION_BUS_ADDRESS: user.line,
      XDG_SESSION_ID: 'c1',
    },
    open_keyring,
    /// As soon as the keyring has a password of this user at this server.
    remembers: async (server, who) => {
      for (let found = false; !found; ) {
        const { stdout } = await send(
          ...[user.line, 'org.freedesktop.secrets', '/org/freedesktop/secrets'],
          'org.freedesktop.Secret.Service.SearchItems',
          `dict:string:string:server,${server},user,${who}`,
        );
        found = stdout.includes('object path');
      }
    },
    lock: () => session('Lock'),
    unlock: () => session('Unlock'),
    /// The next line of the notification daemon that matches.
    notified: (pattern) =>
      new Promise((done) => {
        const look = (line) => {
          if (!pattern.test(line)) return;
          notes.off('line', look);
          done(line);
        };
        notes.on('line', look);
      }),
    close: async () => {
      for (const child of children) child.kill('SIGTERM');
      children.clear();
    },
  };
}
