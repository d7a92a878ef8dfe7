import * as z from 'zod';
import { LEASE_SECONDS } from '../../../src/audit/contract';
import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import { aRole, BATCH, daysAgo, EVIDENCE, INVENTORY, MACHINE, READY, RUNS, SUMMARY, textOf } from '../../support/audit';
import { inAccount } from '../../support/deployed';
import { boundariesIn, boundaryOf, DAY_MS, enforce, enforcing, waitingIn } from '../../support/enforcement';

const [PLAN, CHANGE] = [`${MACHINE}-plan`, `${MACHINE}-change`];
const settings = enforcing();

/** Why a function fails that somebody else than the state machine invokes. */
async function refusal(account: EmbeddedAccount, functionName: string, payload: object): Promise<string> {
  const result = await account.invoke(functionName, payload);
  return result.kind === 'failed' ? JSON.stringify(result) : 'none';
}

const record = z.object({ runId: z.string(), startedAt: z.string(), purpose: z.string(), principals: z.number() });
const recordOf = (account: EmbeddedAccount, runId: string) =>
  record.parse(JSON.parse(textOf(account, 'run.json', runId)));

/** What comes after the batches is given, by the record of a run and its own results. */
function auditedOf(account: EmbeddedAccount, runId: string) {
  const prefix = `${RUNS}/${runId}`;
  const isManifest = (key: string) => key.startsWith(`${prefix}/results/`) && key.endsWith('/manifest.json');
  const Key = account.objects(EVIDENCE).find(({ key }) => isManifest(key))?.key;
  if (Key === undefined) throw new Error(`${runId} has no results`);
  const { runId: name, startedAt, purpose, principals } = recordOf(account, runId);
  return { runId: name, startedAt, purpose, prefix, principals, resultsManifest: { Bucket: EVIDENCE, Key } };
}

/** Everything that the audits keep, by key. */
const evidenceIn = (account: EmbeddedAccount) =>
  new Map(account.objects(EVIDENCE).map(({ key, body }) => [key, body.toString()]));

describe('a function of a run that somebody else invokes', () => {
  it('makes no plan of the rows of an older run, whatever the new one is called', () =>
    inAccount(
      async (account) => {
        const { arn, id } = aRole(account, 'app');
        await enforce(account, 'run-0', { purpose: 'audit' });
        account.clock.advance(100 * DAY_MS);
        account.use({ arn, action: 'sqs:SendMessage', at: daysAgo(account, 1) });
        const { resultsManifest, principals } = auditedOf(account, 'run-0');
        const now = { startedAt: account.clock.now().toISOString(), purpose: 'change' };
        const before = evidenceIn(account);

        const among = { ...now, runId: 'run-0/results', prefix: `${RUNS}/run-0/results` };
        expect(await refusal(account, INVENTORY, among)).toContain('runId: expected the name of an execution');
        expect(await refusal(account, PLAN, { ...among, principals, resultsManifest })).toContain('runId: expected');
        expect(await refusal(account, INVENTORY, { ...now, runId: 'run-0' })).toContain('by accounts/');
        const again = { ...now, runId: 'run-0', prefix: `${RUNS}/run-0`, principals, resultsManifest };
        expect(await refusal(account, PLAN, again)).toContain('startedAt is 2026-06-01');
        expect(evidenceIn(account)).toEqual(before);

        // It was the turn of the run whose name was taken.
        account.clock.advance((LEASE_SECONDS + 1) * 1_000);
        const forged = { ...now, runId: 'forged', prefix: `${RUNS}/forged` };
        expect(await refusal(account, INVENTORY, forged)).toBe('none');
        expect(await refusal(account, PLAN, { ...forged, principals, resultsManifest })).toContain('is not among');
        const change = { BatchInput: { ...forged, callsPerSecond: 5 }, Items: [{ id }] };
        // There is no plan, and this function may not see which objects there are.
        expect(await refusal(account, CHANGE, change)).toContain('AccessDenied');
        expect([...boundariesIn(account).values()].filter(Boolean)).toEqual([]);
      },
      { settings, ...READY },
    ));

  it('ends no wave by a run of times to come', () =>
    inAccount(
      async (account) => {
        const names = ['app1', 'app2', 'app3'];
        for (const name of names) aRole(account, name);
        await enforce(account, 'run-0', { purpose: 'audit' });
        const toCome = { ...auditedOf(account, 'run-0'), startedAt: '2999-01-01T00:00:00.000Z', purpose: 'change' };
        expect(await refusal(account, PLAN, toCome)).toContain('startedAt: it is to come');
        expect(await refusal(account, INVENTORY, { ...toCome, runId: 'forged' })).toContain('startedAt: it is to come');
        await enforce(account, 'run-1');
        expect(waitingIn(account)).toBe(2);
        await enforce(account, 'up-1', { purpose: 'upkeep', days: 1 });
        await enforce(account, 'up-2', { purpose: 'upkeep', days: 1 });
        expect(names.filter((name) => boundaryOf(account, name) === undefined)).toEqual([]);
      },
      { settings: enforcing({}, { limits: { changesPerRun: 1, maxChangePercent: 100 } }), ...READY },
    ));

  it('does nothing for a run at another time, for another purpose or too late', () =>
    inAccount(
      async (account) => {
        const { id } = aRole(account, 'app');
        await enforce(account, 'run-1');
        const before = evidenceIn(account);
        const { prefix, ...said } = auditedOf(account, 'run-1');
        const listed = z.array(z.looseObject({ id: z.string() })).parse(JSON.parse(textOf(account, 'manifest.json')));
        const batch = (more: object, Items: readonly unknown[] = listed) => ({
          BatchInput: { ...{ ...said, prefix, callsPerSecond: 1 }, ...more },
          Items,
        });
        const summary = { ...said, prefix, planKey: `${prefix}/plan.json`, changesManifest: null, attempt: 1 };
        account.clock.advance(DAY_MS);
        const startedAt = account.clock.now().toISOString();
        for (const more of [{ startedAt }, { purpose: 'upkeep' }]) {
          const why = 'startedAt' in more ? 'startedAt is' : 'purpose is change, and not upkeep';
          expect(await refusal(account, INVENTORY, { ...said, ...more })).toContain(why);
          expect(await refusal(account, BATCH, batch(more))).toContain(why);
          expect(await refusal(account, PLAN, { ...summary, ...more })).toContain(why);
          expect(await refusal(account, CHANGE, batch(more, [{ id }]))).toContain(why);
          expect(await refusal(account, SUMMARY, { ...summary, ...more })).toContain(why);
        }
        account.clock.advance(1.1 * DAY_MS);
        expect(await refusal(account, CHANGE, batch({}, [{ id }]))).toContain('more than 2 days ago; start a new run');
        account.clock.advance(12 * DAY_MS);
        expect(await refusal(account, SUMMARY, summary)).toContain('startedAt: more than 14 days ago');
        expect(await refusal(account, INVENTORY, said)).toContain('startedAt: more than 14 days ago');
        expect(evidenceIn(account)).toEqual(before);
      },
      { settings, ...READY },
    ));
});
