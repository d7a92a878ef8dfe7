import { tellSecurityHub, type HubPorts } from '../../../src/audit/run/security-hub';
import type { Told } from '../../../src/aws/security-hub/hub';
import type { AsffFinding } from '../../../src/domain/security-hub/asff';
import type { FindingVerdict } from '../../../src/domain/security-hub/finding';
import { aFinding } from '../../support/some-findings';
import { aStore } from '../support/memory-store';

const KEY = 'accounts/111122223333/room/security-hub.json';
const found = (name: string): FindingVerdict => ({ kind: 'found', finding: aFinding(name) });

/** Runs of a guardrail that tell a Security Hub; it refuses these ids, whatever it is told of them. */
function aDeployment({ isOn = true }: { readonly isOn?: boolean } = {}) {
  const store = aStore();
  const told: AsffFinding[][] = [];
  const refused = new Set<string>();
  const hub = {
    tell: (findings: readonly AsffFinding[]): Promise<Told> => {
      told.push([...findings]);
      const taken = new Set(findings.map(({ Id }) => Id).filter((id) => !refused.has(id)));
      return Promise.resolve({ taken, ...(taken.size < findings.length && { why: 'InvalidInput: no' }) });
    },
  };
  const ports: HubPorts = {
    ...{ accountId: '111122223333', store, hub, region: 'us-east-1', prefix: 'g' },
    rules: { runbook: 'docs/runbook.md', ...(isOn && { securityHub: true }) },
  };
  const run = (day: number, verdicts: readonly FindingVerdict[], more: Partial<HubPorts> = {}) =>
    tellSecurityHub(() => verdicts, { startedAt: `2026-06-0${day}T03:00:00.000Z` }, 'room', { ...ports, ...more });
  const last = () => (told.at(-1) ?? []).map(({ Id, RecordState, CreatedAt }) => [Id, RecordState, CreatedAt]);
  return { store, told, refused, run, last };
}

const [DAY_1, DAY_2] = ['2026-06-01T03:00:00.000Z', '2026-06-02T03:00:00.000Z'];
const ADA = 'g/room/111122223333/AIDAADA';
const BOB = 'g/room/111122223333/AIDABOB';

describe('a run with securityHub on', () => {
  it('tells of what stands, and a later one of what is gone, once', async () => {
    const { run, last } = aDeployment();
    expect(await run(1, [found('ada'), found('bob')])).toBeUndefined();
    expect(last()).toEqual([
      [ADA, 'ACTIVE', DAY_1],
      [BOB, 'ACTIVE', DAY_1],
    ]);
    await run(2, [found('ada'), { kind: 'none' }]);
    expect(last()).toEqual([
      [ADA, 'ACTIVE', DAY_1],
      [BOB, 'ARCHIVED', DAY_1],
    ]);
    await run(3, [found('ada'), { kind: 'none' }]);
    expect(last()).toEqual([[ADA, 'ACTIVE', DAY_1]]);
  });

  it('tells of a finding that comes up again as of a new one', async () => {
    const { run, last } = aDeployment();
    await run(1, [found('ada')]);
    await run(1, []);
    await run(2, [found('ada')]);
    expect(last()).toEqual([[ADA, 'ACTIVE', DAY_2]]);
  });

  it('tells again of what was not taken, in either state, and says how much that is', async () => {
    const { run, last, refused } = aDeployment();
    await run(1, [found('ada')]);
    refused.add(ADA).add(BOB);
    expect(await run(2, [{ kind: 'none' }, found('bob')])).toBe('2 of 2 findings were not taken (InvalidInput: no)');
    refused.clear();
    expect(await run(3, [{ kind: 'none' }, { kind: 'none' }])).toBeUndefined();
    // Of bob Security Hub was never told.
    expect(last()).toEqual([[ADA, 'ARCHIVED', DAY_1]]);
  });

  it('remembers what nobody could tell until somebody can', async () => {
    const { run, told, last } = aDeployment();
    await run(1, [found('ada')]);
    await run(2, [{ kind: 'undecided', id: aFinding('ada').principal.id }]);
    expect(told.at(-1)).toEqual([]);
    await run(3, []);
    expect(last()).toEqual([[ADA, 'ARCHIVED', DAY_1]]);
  });

  it.each([
    ['Security Hub cannot be reached', { hub: { tell: () => Promise.reject(new Error('no way')) } }, 'Error: no way'],
    ['somebody wrote another text into what it remembers', {}, 'PayloadError: '],
  ])('does not fail where %s, and says so', async (_, ports, why) => {
    const { run, store } = aDeployment();
    if (!('hub' in ports)) await store.putJson(KEY, { version: 2 });
    expect(await run(1, [found('ada')], ports)).toContain(`findings were not told (${why}`);
  });
});

describe('a run', () => {
  it('with securityHub off tells nobody, and remembers nothing', async () => {
    const { run, told, store } = aDeployment({ isOn: false });
    expect(await run(1, [found('ada')])).toBeUndefined();
    expect(told).toEqual([]);
    expect(await store.getJson(KEY)).toBeUndefined();
  });

  it('at a desk tells nobody either', async () => {
    const { run, store } = aDeployment();
    expect(await run(1, [found('ada')], { hub: undefined })).toBeUndefined();
    expect(await store.getJson(KEY)).toBeUndefined();
  });
});
