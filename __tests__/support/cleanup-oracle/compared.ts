import type { Rules } from '../../../src/guardrails/credential-cleanup/rules';
import type { Seen } from '../oracle';
import { CleanableAccount } from './account';
import { Oracle, type RunAt } from './expected';
import type { History } from './history';
import { CleanupDeployment } from './run';
import { isThere, statusAt, told, type Happening, type TrueRole, type TrueUser } from './truth';

/**
 * Lets a history happen twice, to the guardrail and to the oracle.
 *
 * @returns where the guardrail reports or deactivates something else, in words
 */
export async function differences(history: History, rules: Rules, seen: Seen): Promise<readonly string[]> {
  const [real, meant] = [told(history), told(history)];
  const account = new CleanableAccount(real.users, real.roles);
  const deployment = new CleanupDeployment(account, rules);
  const oracle = new Oracle(rules, seen);
  const wrong: string[] = [];
  for (const [index, happening] of real.happenings.entries()) {
    const same = meant.happenings[index];
    if (same === undefined) throw new Error('the same history has happened otherwise');
    const { at, kind, user, reportMs = 0 } = happening;
    account.now = at;
    if (kind === 'run') {
      const reports = expected(oracle, meant, { at, reportAt: account.reported(reportMs) });
      const run = await deployment.run(`run-${index}`);
      const said = new Map(run.map(({ name, things }) => [name, things.toSorted().join(', ')]));
      const [is, must] = [linesOf(said, reports, real, at), linesOf(reports, reports, meant, at)];
      wrong.push(
        ...is.flatMap((line, place) => (line === must[place] ? [] : [`${line}, and not ${String(must[place])}`])),
      );
    } else if (kind !== 'release') {
      happens(happening);
      happens(same);
    } else if (user !== undefined && same.user !== undefined && isThere(user, at)) {
      await deployment.release(user.name);
      oracle.release(same.user, at);
    }
  }
  return wrong;
}

/** What a run has to report of everybody who is there, by name. */
function expected(oracle: Oracle, { users, roles }: ReturnType<typeof told>, run: RunAt): ReadonlyMap<string, string> {
  const there = <T extends TrueUser | TrueRole>(all: readonly T[]) => all.filter((one) => isThere(one, run.at));
  return new Map(
    [
      ...there(users).map((one) => [one.name, oracle.userAt(one, run)] as const),
      ...there(roles).map((one) => [one.name, oracle.roleAt(one, run)] as const),
    ].map(([name, things]) => [name, things.toSorted().join(', ')]),
  );
}

/** A line of what a run reports of each of some principals, and one of each key's status, and of everybody's fate, after it. */
function linesOf(
  said: ReadonlyMap<string, string>,
  of: ReadonlyMap<string, string>,
  { users, roles }: Pick<ReturnType<typeof told>, 'users' | 'roles'>,
  at: number,
): readonly string[] {
  const keys = users.filter((one) => isThere(one, at)).flatMap((user) => user.keys);
  return [
    ...[...of.keys()].map((name) => `reports of ${name}: ${said.get(name) ?? 'not even its name'}`),
    ...keys.map((key) => `${key.id} is ${String(statusAt(key, at))}`),
    ...[...users, ...roles].map(
      (one) => `${one.name} is ${isThere(one, at) ? (one.denied ? 'denied' : 'free') : 'not there'}`,
    ),
  ].map((line) => `${new Date(at).toISOString()} ${line}`);
}

/** Nobody calls with a key that is not active, or not there yet. */
function happens({ at, kind, user, key }: Happening): void {
  if (key === undefined) {
    if (user !== undefined && isThere(user, at)) user.signIns.push(at);
  } else if (user !== undefined && isThere(user, at) && statusAt(key, at) === 'Active') {
    if (kind === 'use') key.uses.push(at);
    else key.statuses.push({ at, status: 'Inactive' });
  }
}
