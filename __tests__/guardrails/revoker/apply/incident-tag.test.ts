import type { Labelled } from '../../../../src/aws/iam/user-tags';
import type { Incident, Joined } from '../../../../src/domain/ledger/incident';
import { tagJoined } from '../../../../src/guardrails/revoker/apply/incident-tag';
import { tagOpen, type TagOpenPorts } from '../../../../src/guardrails/revoker/apply/tag-open';
import { untaggedNotices } from '../../../../src/guardrails/revoker/report/rounds/notify-untagged';
import { ACCOUNT, aUser, someRules } from '../../../support/revoker';

const rogue = aUser();
const anIncident = (overrides: Partial<Incident> = {}): Incident => ({
  ...{ accountId: ACCOUNT, principalId: rogue.id, principalArn: rogue.arn, number: 1 },
  ...{ openedAt: new Date('2026-06-01T11:00:00Z'), changes: [], ...overrides },
});

interface Scene {
  /** Who has which name, and which tags. */
  readonly holders?: Readonly<Record<string, Labelled>>;
  readonly latest?: Incident;
  readonly fails?: string;
}

/** Ports of an account with the rogue, and what they did. */
function someTagging({ holders = { rogue: { id: rogue.id, tags: {} } }, latest = anIncident(), fails }: Scene = {}) {
  const did: string[] = [];
  const ports: TagOpenPorts = {
    iam: { users: () => Promise.resolve(Object.entries(holders).map(([name, { id }]) => ({ id, name }))) },
    tags: {
      of: (name) => Promise.resolve(holders[name]),
      tag: (name, set) => {
        if (fails !== undefined) return Promise.reject(new Error(fails));
        did.push(`tag ${name}: ${JSON.stringify(set)}`);
        return Promise.resolve(true);
      },
      untag: (name, keys) => {
        if (fails !== undefined) return Promise.reject(new Error(fails));
        did.push(`untag ${name}: ${keys.join()}`);
        return Promise.resolve(true);
      },
    },
    incidents: { latest: () => Promise.resolve(latest) },
  };
  return { ports, did };
}

const TAGGED = 'tag rogue: {"iam-guardrails:incident":"incident-000001"}';
const incident = anIncident();
const closed = anIncident({ closedAt: new Date() });

describe('the tag of an incident', () => {
  it.each<[string, Joined | undefined, readonly string[]]>([
    ['is put on whom an incident was opened about', { kind: 'opened', incident }, [TAGGED]],
    ['is put on whoever escaped', { kind: 'escalate', incident }, [TAGGED]],
    [
      'is taken off whom an admin has released',
      { kind: 'released', incident },
      ['untag rogue: iam-guardrails:incident'],
    ],
    ['is left to the look at every further call', { kind: 'join', incident }, []],
    ['is put on nobody without an incident', { kind: 'none' }, []],
    ['is put on nobody who was left alone', undefined, []],
  ])('%s', async (_, joined, expected) => {
    const { ports, did } = someTagging();
    await tagJoined(joined, false, ports);
    expect(did).toEqual(expected);
  });

  it('is put on whom an earlier delivery may have denied before it died', async () => {
    const { ports, did } = someTagging();
    await tagJoined({ kind: 'join', incident }, true, ports);
    expect(did).toEqual([TAGGED]);
  });

  it('is taken off again where a release came between', async () => {
    const { ports, did } = someTagging({ latest: closed });
    expect(await tagJoined({ kind: 'opened', incident }, false, ports)).toBe('untagged');
    expect(did).toEqual([TAGGED, 'untag rogue: iam-guardrails:incident']);
  });

  it('keeps nothing else from being done where it fails', async () => {
    const { ports } = someTagging({ fails: 'LimitExceeded' });
    expect(await tagJoined({ kind: 'opened', incident }, false, ports)).toEqual({ failed: 'Error: LimitExceeded' });
  });
});

describe('a look at open incidents', () => {
  it.each<[string, Scene, readonly string[]]>([
    ['tags whoever lacks the tag', {}, [TAGGED]],
    ['leaves who has it', { holders: { rogue: { id: rogue.id, tags: { 'IAM-Guardrails:Incident': '' } } } }, []],
    ['tags nobody else of the same name', { holders: { rogue: { id: 'AIDAOTHER', tags: {} } } }, []],
    [
      'finds whoever has another name now',
      { holders: { renamed: { id: rogue.id, tags: {} } } },
      [TAGGED.replace('rogue', 'renamed')],
    ],
  ])('%s', async (_, scene, expected) => {
    const { ports, did } = someTagging(scene);
    const retagged = await tagOpen([incident], ports);
    expect(did).toEqual(expected);
    expect(retagged).toEqual(expected.map(() => ({ incident, tagging: 'tagged' })));
  });

  it('tells people once a day whom it cannot tag, and why', async () => {
    const { ports } = someTagging({ fails: 'LimitExceeded' });
    const found = await tagOpen([incident], ports);
    const at = (time: string) => untaggedNotices(found, new Date(time), someRules());
    const [morning, evening, next] = ['2026-06-01T01:00Z', '2026-06-01T23:00Z', '2026-06-02T01:00Z'].map(at);
    expect(morning?.[0]?.notice).toMatchObject({
      headline: 'a denied user could not be tagged with iam-guardrails:incident',
      lists: [{ rows: [{ say: `${rogue.arn}: Error: LimitExceeded` }] }],
    });
    expect(evening?.[0]?.entry.entryId).toBe(morning?.[0]?.entry.entryId);
    expect(next?.[0]?.entry.entryId).not.toBe(morning?.[0]?.entry.entryId);
  });

  it('tells nobody where everybody could be tagged', async () => {
    expect(untaggedNotices(await tagOpen([incident], someTagging().ports), new Date(), someRules())).toEqual([]);
  });
});
