import type { AccountParts } from '../account-parts';
import { rememberItems } from './items';
import { remember } from './remember';

/** Parts that hold what is to be brought back, whole. */
const REMEMBERED = [
  ...(['state', 'buckets', 'resources', 'parameters', 'topics', 'accessAdvisor', 'credentialReport'] as const),
  ...([
    'disturbances',
    'events',
    'history',
    'delivery',
    'trailLogs',
    'queries',
    'analyzers',
    'hubs',
    'mails',
    'workloads',
  ] as const),
] as const;

/**
 * Remembers the account as it is: its time, IAM and what was reported of it, objects, items, messages, calls and events.
 *
 * It does so once every event so far was handled. Executions that begin later are forgotten; how one goes on that has begun
 * before is not remembered.
 *
 * @returns brings the account back to this moment, as often as it is called. Environments of functions that nobody uses
 *   then are ended: they could know of what never happened
 */
export async function checkpointOf(parts: AccountParts): Promise<() => Promise<void>> {
  await settled(parts);
  const pools = [...parts.pools.values()];
  const putBack = remember([
    ...REMEMBERED.map((name) => parts[name]),
    parts.frontDoor.calls,
    ...pools.flatMap(({ logs, payloads }) => [logs, payloads]),
    ...[...parts.queues.values()].flatMap(({ deadLetters, receiving }) => [deadLetters, receiving]),
  ]);
  const putItemsBack = await rememberItems(parts.database);
  const { executions } = parts.machines;
  const begun = executions.length;
  return async () => {
    await settled(parts);
    await Promise.all(pools.map((pool) => pool.stopIdle()));
    putBack();
    executions.splice(begun);
    await putItemsBack();
  };
}

async function settled({ queues }: AccountParts): Promise<void> {
  await Promise.all([...queues.values()].map((queue) => queue.idle()));
}
