import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** An AWS account emulated by moto. */
export interface Moto {
  readonly endpoint: string;
  stop(): Promise<void>;
}

const STARTS_WITHIN_MS = 90_000;

/**
 * Starts moto on a free port of this machine and waits until it answers.
 *
 * @param callsFile file that gets the name of every call, a line each
 */
export async function startMoto(callsFile?: string): Promise<Moto> {
  const port = await freePort();
  const child = spawn('python3', [join(__dirname, 'moto_launcher.py'), '-H', '127.0.0.1', '-p', String(port)], {
    env: {
      ...process.env,
      ...{ MOTO_IAM_LOAD_MANAGED_POLICIES: 'true', ...(callsFile !== undefined && { MOTO_CALLS: callsFile }) },
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const errors: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => errors.push(text));
  const endpoint = `http://127.0.0.1:${port}`;
  try {
    await answers(endpoint, child);
  } catch (error) {
    child.kill();
    throw new Error(`moto does not answer: ${errors.slice(-20).join('')}`, { cause: error });
  }
  return { endpoint, stop: () => stop(child) };
}

async function answers(endpoint: string, child: ChildProcess): Promise<void> {
  const giveUpAt = Date.now() + STARTS_WITHIN_MS;
  while (child.exitCode === null && Date.now() < giveUpAt) {
    const answer = await fetch(`${endpoint}/moto-api/`).catch(() => undefined);
    if (answer?.ok) return;
    await wait(100);
  }
  throw new Error(`no answer within ${STARTS_WITHIN_MS} ms, exit code ${String(child.exitCode)}`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exited = once(child, 'exit');
  child.kill();
  await exited;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  return address.port;
}
