import { aRole, atOnce, audit, EVIDENCE, MACHINE, READY, RUNS, textOf } from '../../support/audit';
import { inAccount } from '../../support/deployed';
import type { EmbeddedAccount } from '../../../src/embedded-account/account';

const inMode = (mode: string) => atOnce({ permissionsBoundary: { mode } });
const objectsOf = (account: EmbeddedAccount, runId: string) =>
  account
    .objects(EVIDENCE)
    .map(({ key }) => key)
    .filter((key) => key.startsWith(`${RUNS}/${runId}/`))
    .map((key) => key.slice(`${RUNS}/${runId}/`.length));
const boundaryOf = (account: EmbeddedAccount, name: string) =>
  account.snapshot().roles.find(({ arn }) => arn.endsWith(`/${name}`))?.boundary;

describe('a run that changes boundaries', () => {
  it('goes through every state, and puts the boundary that it planned', () =>
    inAccount(
      async (account) => {
        aRole(account, 'app', { may: ['s3:*', 'sqs:*'] });
        const execution = await audit(account, 'run-1', 'change');

        expect(execution.cause).toBeUndefined();
        const entered = execution.history.filter(({ event }) => event === 'entered').map(({ state }) => state);
        expect(entered).toEqual(['Inventory', 'Audit', 'Plan', 'Route', 'Change', 'Summary']);
        expect(boundaryOf(account, 'app')).toMatch(/:policy\/iam-guardrails\/iam-guardrails-boundary-/);
        expect(objectsOf(account, 'run-1')).toEqual(
          expect.arrayContaining([expect.stringMatching(/^changed\/AROA\w+\.json$/), 'plan.json', 'changes.json']),
        );
        const denied = account
          .calls()
          .filter(({ errorCode }) => /AccessDenied|AuthorizationError/.test(errorCode ?? ''));
        expect(denied).toEqual([]);
      },
      { settings: inMode('enforce'), ...READY },
    ));

  it('has nothing to change a second time, and leaves the map out', () =>
    inAccount(
      async (account) => {
        aRole(account, 'app');
        await audit(account, 'run-1', 'change');
        const before = boundaryOf(account, 'app');
        expect(before).toMatch(/iam-guardrails-boundary-/);
        const { status, history } = await account.runSchedule(`${MACHINE}-upkeep`);
        expect(status).toBe('SUCCEEDED');
        expect(history.map(({ state }) => state)).not.toContain('Change');
        expect(boundaryOf(account, 'app')).toBe(before);
      },
      { settings: inMode('enforce'), ...READY },
    ));

  it('plans and puts nothing in observe mode', () =>
    inAccount(
      async (account) => {
        aRole(account, 'app');
        const { status, history } = await audit(account, 'run-1', 'change');
        expect(status).toBe('SUCCEEDED');
        expect(history.filter(({ event }) => event === 'entered').map(({ state }) => state)).toEqual([
          ...['Inventory', 'Audit', 'Plan', 'Summary'],
        ]);
        expect(JSON.parse(textOf(account, 'plan.json'))).toMatchObject({ mode: 'observe' });
        expect(boundaryOf(account, 'app')).toBeNull();
        expect(account.objects(EVIDENCE).map(({ key }) => key)).not.toContain(RUNS.replace(/runs$/, 'wave.json'));
      },
      { settings: inMode('observe'), ...READY },
    ));

  it('plans nothing where boundaries are off', () =>
    inAccount(
      async (account) => {
        aRole(account, 'app');
        const { status, cause } = await audit(account);
        expect(cause).toBeUndefined();
        expect(status).toBe('SUCCEEDED');
        expect(objectsOf(account, 'run-1')).not.toContain('plan.json');
      },
      { settings: inMode('off'), ...READY },
    ));
});
