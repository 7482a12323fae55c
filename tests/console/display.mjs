// A desktop for a test: an X server of its own, with a keyboard and a mouse.

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';

const run = promisify(execFile);
const servers = new Set();
process.on('exit', () => servers.forEach((x) => x.kill('SIGKILL')));

/// Starts an X server without a screen of glass; `key`, `type` and the mouse reach its windows.
export async function open_display({ width = 1920, height = 1080 } = {}) {
  const server = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp', '-dpi', '96'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  );
  servers.add(server);
  const [number] = await Promise.race([
    once(server.stdio[3], 'data'),
    once(server, 'exit').then(() => Promise.reject(new Error('Xvfb did not start'))),
  ]);
  const name = `:${String(number).trim()}`;
  const env = { ...process.env, DISPLAY: name };
  const xdotool = (...words) => run('xdotool', words.map(String), { env });
  return {
    name,
    width,
    height,
    xdotool,
    key: (...keys) => xdotool('key', ...keys),
    type: (text) => xdotool('type', '--delay', 0, text),
    move: (x, y) => xdotool('mousemove', x, y),
    click: (x, y, button = 1) => xdotool('mousemove', x, y, 'click', button),
    double_click: (x, y) => xdotool('mousemove', x, y, 'click', '--repeat', 2, '--delay', 60, 1),
    drag: (from, to) =>
      xdotool(
        ...['mousemove', ...from, 'mousedown', 1],
        ...['mousemove', from[0] + 9, from[1] + 9, 'mousemove', ...to, 'mouseup', 1],
      ),
    close: async () => {
      servers.delete(server);
      server.kill('SIGTERM');
      if (server.exitCode === null) await once(server, 'exit');
    },
  };
}
