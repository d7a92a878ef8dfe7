import type { RecordedPlan } from '../../../src/audit/recorded/plan';
import type { SlotSet } from '../../../src/audit/recorded/slot-set';
import { countsOf, foundOf, recordedForm } from '../../../src/audit/recorded/summary-form';
import { isFailed, isSuccess } from '../../../src/audit/report/recorded-outcomes';
import { KeysDeployment, keyRules } from '../support/keys-deployment';
import { aHolder, busy, idle, KeysAccount } from '../support/keys-account';
import { KEY_KINDS } from '../support/idle-keys';
import { aKeyRow, principalOf } from '../support/key-rows';
import { aReport } from '../../report/support';

const threeUsers = () =>
  new KeysDeployment(
    new KeysAccount(aHolder('ada', idle('K1')), aHolder('bob', busy('K2')), aHolder('cleo', busy('K3'))),
  );
const lineOf = ({ lines }: KeysDeployment, msgtype: string) =>
  lines.find((line) => 'msgtype' in line && line.msgtype === msgtype);
const SUCCESS = 'accounts/111122223333/idle-keys/last-success.json';

describe('the summary of a run', () => {
  it('has a row that says so for everybody whose batch failed, and counts them as failed', async () => {
    const deployed = threeUsers();
    const run = deployed.run('one');
    await run.inventory();
    await run.batches('ada', 'bob');
    await run.plan();
    await run.change();
    const { counts, rows } = await run.summary();
    expect(rows).toMatchObject({ ada: 'evidence-failed', bob: 'evidence-failed', cleo: 'in-use' });
    expect(counts).toMatchObject({ principals: 4, failed: 2, left: { admin: 1, 'evidence-failed': 2, 'in-use': 1 } });
    expect(deployed.notices[0]?.body).toContain('evidence-failed (its batch failed)');
  });

  it('calls failed whose batch of changes failed', async () => {
    const deployed = threeUsers();
    const run = deployed.run('one');
    await run.upToPlan();
    const { counts, rows } = await run.summary();
    expect(rows['ada']).toBe('failed: its batch failed');
    expect(counts).toMatchObject({ toChange: 1, changed: 0, failed: 1 });
  });

  it('is of those alone whom the run looks at', async () => {
    const deployed = threeUsers();
    const run = deployed.run('one');
    await run.upToPlan();
    const key = 'accounts/111122223333/idle-keys/runs/one/plan.json';
    const plan = (await deployed.store.getJson(key)) as { readonly items: readonly { readonly principal: object }[] };
    const stranger = { principal: { ...plan.items[0]?.principal, id: 'AIDASTRANGER' }, changes: [] };
    await deployed.store.putJson(key, { ...plan, items: [...plan.items, stranger] });
    await expect(run.summary()).rejects.toThrow('the plan is about AIDASTRANGER, who is not audited');
  });

  it('is a CSV as well', async () => {
    const { csv } = await threeUsers().run('one').whole();
    expect(csv.split('\n').map((line) => line.replace(/arn:[^,]*,AIDA[\w-]*/, '…'))).toEqual([
      'kind,name,arn,id,decision,reason,why,changes,needs_again,granted_since,outcome,outcome_why,announced,analysis,owner',
      'user,ada,…,change,unused,,K1 deactivated,,,done,,,,',
      'user,bob,…,leave,in-use,,,,,,,,,',
      'user,cleo,…,leave,in-use,,,,,,,,,',
      'user,root-admin,…,leave,admin,,,,,,,,,',
      '',
    ]);
  });

  it('keeps a page that compares the run with those before it, or says why it cannot', async () => {
    const deployed = threeUsers();
    const pageOf = (runId: string) =>
      deployed.store.objects.get(`accounts/111122223333/idle-keys/runs/${runId}/report.html`) ?? '';
    await deployed.run('one').whole();
    expect(pageOf('one')).not.toContain('Past runs');
    deployed.days(1);
    await deployed.run('two').whole();
    expect(pageOf('two')).toContain('2 runs from 2026-06-01 to 2026-06-02');
    deployed.store.objects.set('accounts/111122223333/idle-keys/history.json', '{}');
    deployed.days(1);
    await deployed.run('three').whole();
    expect(pageOf('three')).toContain('Past runs could not be read: accounts/111122223333/idle-keys/history.json');
  });

  it('shows what stands beside its page in a tab, or says why it cannot, and has no tabs without any', async () => {
    const deployed = threeUsers();
    const pageOf = async (runId: string) => {
      await deployed.run(runId).whole();
      return deployed.store.objects.get(`accounts/111122223333/idle-keys/runs/${runId}/report.html`) ?? '';
    };
    expect(await pageOf('one')).not.toContain('role="tab"');
    deployed.pagesBeside = () => Promise.resolve([aReport({ title: 'Other things' })]);
    expect(await pageOf('two')).toMatch(/role="tab"[^>]*>Other things /);
    deployed.pagesBeside = () => Promise.reject(new Error('not authorized to perform dynamodb:Query'));
    const page = await pageOf('three');
    expect(page).toContain('Other things could not be read: not authorized to perform dynamodb:Query');
    expect(page).not.toContain('role="tab"');
  });

  it('says in the log and in metrics what the run came to', async () => {
    const deployed = threeUsers();
    await deployed.run('one').whole();
    expect(lineOf(deployed, 'end')).toMatchObject({
      ...{ guardrail: 'idle-keys', account: '111122223333', runId: 'one', purpose: 'change', mode: 'enforce' },
      counts: { changed: 1, left: { admin: 1, 'in-use': 2 } },
    });
    expect(deployed.lines.at(-1)).toMatchObject({
      ...{ Guardrail: 'idle-keys', Principals: 4, ToChange: 1, Changed: 1, Waiting: 0, Failed: 0, Left: 3 },
      DaysSinceSuccess: 0,
    });
    expect(lineOf(deployed, 'change')).toMatchObject({ message: 'user ada: K1 deactivated: done' });
  });
});

describe('what a run has found of a principal that is announced', () => {
  const announced = [{ thing: 'key-K1', say: 'K1 unused', since: '2026-06-01T03:00:00.000Z' }];
  const found = (decision: Parameters<typeof foundOf>[0]['decision']) => foundOf({ id: 'AIDA', decision }).announced;

  it.each([
    ['what its row names', { kind: 'countdown', reason: 'unused', announced }, announced],
    ['nothing, where it names nothing', { kind: 'leave', reason: 'in-use' }, []],
    ['unknown, where nobody could tell', { kind: 'leave', reason: 'stale-report', unknown: true }, 'unknown'],
    ['unknown, where there was no evidence', { kind: 'leave', reason: 'evidence-failed' }, 'unknown'],
  ] as const)('is %s', (_, decision, expected) => {
    expect(found(decision)).toEqual(expected);
  });
});

describe('the row of a principal whose changes are made', () => {
  it('announces them no longer, and goes on with what is not due, whatever day was named', () => {
    const said = (thing: string, on: string) => ({
      ...{ thing, say: 'unused', since: '2026-05-01T03:00:00.000Z', due: { on, does: 'deactivated' } },
    });
    const [made, later] = [said('key-AKIAada0', '2026-06-01'), said('key-K2', '2026-06-01')];
    const decision = { kind: 'change', reason: 'unused', announced: [made, later] } as const;
    const { changes, ...row } = aKeyRow('ada', 1, { decision });
    const plan: RecordedPlan<SlotSet> = {
      ...{ version: 1, accountId: '111122223333', runId: 'one', startedAt: '2026-06-01T03:00:00.000Z' },
      ...{ purpose: 'change', mode: 'enforce', scope: 'everything', left: [] },
      items: [{ principal: principalOf('ada'), changes }],
    };
    const { withPlan } = recordedForm(KEY_KINDS, () => '');
    const rows = withPlan([{ ...row, changes }], plan, [{ id: row.id, kind: 'done' }]);
    expect(rows.map((one) => one.decision.announced)).toEqual([[later]]);
  });
});

describe('a run', () => {
  const failing = aKeyRow('ada', 1, { outcome: { kind: 'failed', why: 'no' } });

  it('counts as a success unless most went wrong', () => {
    expect(isFailed(failing)).toBe(true);
    expect(isSuccess(countsOf([]))).toBe(true);
    expect(isSuccess(countsOf([failing, aKeyRow('bob', 0)]))).toBe(true);
    expect(isSuccess(countsOf([failing, failing, aKeyRow('bob', 0)]))).toBe(false);
  });

  it('is noted as the last success, and one in which most went wrong is not', async () => {
    const deployed = threeUsers();
    await deployed.run('one').whole();
    expect(await deployed.store.getJson(SUCCESS)).toMatchObject({ runId: 'one' });
    const run = deployed.run('two');
    await run.inventory();
    await run.batches('ada', 'bob', 'cleo');
    await run.plan();
    await run.summary();
    expect(await deployed.store.getJson(SUCCESS)).toMatchObject({ runId: 'one' });
    expect(deployed.lines.at(-1)).not.toHaveProperty('DaysSinceSuccess');
  });
});

describe('people are told', () => {
  it('once of a run, however often its summary is tried', async () => {
    const deployed = threeUsers();
    const run = deployed.run('one');
    await run.whole();
    await run.summary();
    expect(deployed.notices.map(({ subject }) => subject)).toEqual(['Access keys: 1 principal changed']);
    expect(deployed.notices[0]?.body).toContain('docs/runbook.md#idle-keys-digest');
  });

  it('of a change run in which nothing was to be done, and in observe mode', async () => {
    const deployed = threeUsers();
    deployed.rules = keyRules({ mode: 'observe' });
    await deployed.run('one').whole();
    deployed.account.delete('ada');
    await deployed.run('two').whole();
    expect(deployed.notices.map(({ subject }) => subject)).toEqual([
      'Access keys: 1 of 4 principals would be changed',
      'Access keys: 0 of 3 principals would be changed',
    ]);
  });

  /** An upkeep run that goes on with a wave. */
  async function upkeep(between: (deployed: KeysDeployment) => unknown) {
    const users = ['ada', 'bob'].map((name) => aHolder(name, idle(`K-${name}`)));
    const deployed = new KeysDeployment(
      new KeysAccount(...users),
      keyRules({ limits: { changesPerRun: 1, maxChangePercent: 100 } }),
    );
    await deployed.run('one').whole();
    deployed.notices.length = 0;
    deployed.days(1);
    const run = deployed.run('two', 'upkeep');
    await run.upToPlan();
    await between(deployed);
    await run.change();
    await run.summary();
    return deployed.notices.map(({ subject }) => subject);
  }

  it('of an upkeep run that changed somebody', async () => {
    await expect(upkeep(() => undefined)).resolves.toEqual(['Access keys: 1 principal changed']);
  });

  it('of an upkeep run that left what it had planned', async () => {
    await expect(
      upkeep(({ account }) => {
        account.set('K-bob', 'Inactive');
      }),
    ).resolves.toEqual([]);
    await expect(
      upkeep(({ account }) => {
        account.delete('bob');
      }),
    ).resolves.toEqual(['Access keys: 0 principals changed, 1 to look at']);
  });

  it('not of an upkeep run without news', async () => {
    const deployed = threeUsers();
    await deployed.run('one').whole();
    deployed.days(1);
    await deployed.run('two', 'upkeep').whole();
    expect(deployed.notices).toHaveLength(1);
    expect(lineOf(deployed, 'end')).toBeDefined();
  });
});
