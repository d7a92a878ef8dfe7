import { Pace } from '../../../../src/audit/pace/pace';
import { seenBy, type Seen } from '../../../../src/guardrails/credential-cleanup/gather/seen';
import type { Circumstances } from '../../../../src/guardrails/credential-cleanup/judge/announce';
import type { CleanableSubject } from '../../../../src/guardrails/credential-cleanup/subject';
import type { Rules } from '../../../../src/guardrails/credential-cleanup/rules';
import { someRules } from '../../../support/some-cleanup';
import { aKey, aRole, aUser, daysAgo, listed } from '../../../support/some-credentials';
import { VirtualClock } from '../../../audit/support/virtual-clock';

const idle = (name: string) => aUser({ keys: [aKey(1, 400, 200)] }, { name, id: `AIDA${name.toUpperCase()}` });
const REPORTED: Rules['users'] = { report: 30, disable: 0, delete: 0 };
const NOTHING = { keys: [], undated: [] };
const GIT = { kind: 'service-credential', id: 'ACCA1', service: 'codecommit.amazonaws.com' } as const;
const busy = aUser({ keys: [aKey(1, 400, 3)] }, { name: 'bob', id: 'AIDABOB' });

/** What a look goes by. */
interface Look {
  readonly disable?: number;
  readonly deleteAfter?: number;
  /** Of whom IAM knows by a name. */
  readonly ids?: Readonly<Record<string, string>>;
  readonly disabled?: Circumstances['disabled'];
  readonly users?: Rules['users'];
  /** What the function may not ask; each such question is refused. */
  readonly denied?: 'keys' | 'undated';
}

class Denied extends Error {}

/** What is seen of them, by name, and what was asked of IAM. */
async function look(
  subjects: readonly CleanableSubject[],
  { disable = 90, deleteAfter = 0, ids = {}, disabled = new Map(), users = REPORTED, denied }: Look = {},
) {
  const asked: string[] = [];
  const clock = new VirtualClock();
  const run = { runId: 'one', startedAt: daysAgo(0), purpose: 'change', prefix: 'runs/one' } as const;
  const gather = seenBy({ ...run, callsPerSecond: 100, subjects }, disabled, {
    rules: someRules({ keys: { report: 30, disable, delete: deleteAfter }, users }),
    pace: (callsPerSecond) => new Pace({ callsPerSecond, clock, isThrottled: () => false }),
    accessKeys: () => ({
      of: (name) => {
        if (denied === 'keys') return Promise.reject(new Denied('no right to list keys'));
        asked.push(name);
        return Promise.resolve({ id: ids[name] ?? `AIDA${name.toUpperCase()}`, keys: listed(aKey(1, 400)) });
      },
      lastUsedAt: (keyId) => {
        asked.push(keyId);
        return Promise.resolve(daysAgo(200));
      },
    }),
    lastSeen: () => ({
      undated: (name) => {
        if (denied === 'undated') return Promise.reject(new Denied('no right to list SSH keys'));
        asked.push(`undated of ${name}`);
        return Promise.resolve([GIT]);
      },
    }),
    ...{ isDenied: (error) => error instanceof Denied, isExpired: () => false },
  });
  const seen = new Map<string, Seen>();
  await gather(subjects, ({ name }, one) => Promise.resolve(void seen.set(name, one)));
  return { asked, seen };
}

describe('the access keys of a batch', () => {
  it('are listed of those alone who may lose one', async () => {
    const { asked, seen } = await look([idle('ada'), busy, aRole(daysAgo(400)), idle('cleo')]);
    expect(asked).toEqual(['ada', 'cleo']);
    expect(seen.get('ada')).toEqual({ kind: 'seen', evidence: { keys: listed(aKey(1, 400)), undated: [] } });
    expect([...seen.keys()].toSorted()).toEqual(['ada', 'bob', 'cleo', 'etl']);
  });

  it('are listed of nobody where none is deactivated', async () => {
    const { asked, seen } = await look([idle('ada'), busy], { disable: 0 });
    expect(asked).toEqual([]);
    expect([...seen.values()]).toEqual([1, 2].map(() => ({ kind: 'seen', evidence: NOTHING })));
  });

  it('are listed of whoever has one that may be deleted, which alone is asked for its last use', async () => {
    const disabled = new Map([['AIDABOB', { keys: new Map([['AKIA1', daysAgo(30)]]) }]]);
    const { asked, seen } = await look([busy, idle('ada')], { deleteAfter: 180, disabled });
    expect(asked.toSorted()).toEqual(['AKIA1', 'ada', 'bob']);
    expect(seen.get('bob')).toMatchObject({
      kind: 'seen',
      evidence: { keys: [{ keyId: 'AKIA1', lastUsedAt: daysAgo(200) }] },
    });
    expect((await look([busy], { disabled })).asked).toEqual([]);
  });

  it('are not those of somebody else who has the name by now', async () => {
    const { seen } = await look([idle('ada'), idle('cleo')], { ids: { ada: 'AIDANEW' } });
    expect(seen.get('ada')).toMatchObject({ kind: 'failed', why: expect.stringContaining('ada') as string });
    expect(seen.get('cleo')).toMatchObject({ kind: 'seen' });
  });
});

describe('the credentials of a batch that have no date of use', () => {
  const users = { report: 30, disable: 90, delete: 180 };
  const asked = async (...[subjects, more]: Parameters<typeof look>) =>
    (await look(subjects, { disable: 0, users, ...more })).asked;

  it('are asked of those alone whom a report would warn', async () => {
    const { asked: calls, seen } = await look([idle('ada'), busy, aRole(daysAgo(400))], { disable: 0, users });
    expect(calls).toEqual(['undated of ada']);
    expect(seen.get('ada')).toEqual({ kind: 'seen', evidence: { keys: [], undated: [GIT] } });
    expect(await asked([idle('ada')], { users: REPORTED })).toEqual([]);
  });

  it('are asked again of whoever is denied everything and is to be deleted', async () => {
    const denied = { ...idle('ada'), denied: true as const };
    const deny = { at: daysAgo(50), number: 1 };
    const disabled = (more: object) => new Map([['AIDAADA', { deny, keys: new Map(), ...more }]]);
    expect(await asked([denied], { disabled: disabled({}) })).toEqual(['undated of ada']);
    expect(await asked([denied], { disabled: disabled({ deletion: { name: 'one', isOver: false } }) })).toEqual([]);
    expect(await asked([denied], {})).toEqual([]);
  });

  it.each(['keys', 'undated'] as const)('fail the batch where the function may not ask for any: %s', async (denied) => {
    // One has an idle key alone to be asked about, and the other nothing but credentials without a date.
    const subjects = [{ ...idle('ada'), denied: true as const }, aUser({ keys: [] }, { name: 'bob', id: 'AIDABOB' })];
    expect((await look(subjects, { users })).asked.toSorted()).toEqual(['ada', 'undated of bob']);
    await expect(look(subjects, { users, denied })).rejects.toThrow(Denied);
  });
});
