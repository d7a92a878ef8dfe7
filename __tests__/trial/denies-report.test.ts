import type { Denial, Denied, DeniedCase } from '../../src/trial/scenarios/denies';
import { DENIES_LEGEND, deniesTableOf, denyDeviationsOf } from '../../src/trial/scenarios/denies-report';
import type { Probe } from '../../src/trial/scenarios/enforcement-cast';
import { aReport } from '../report/support';

const refusedCall: Probe = { action: 'ssm:GetParameter', ask: () => Promise.resolve(), bounded: 'refused' };
const aCase = (overrides: Partial<DeniedCase> = {}): DeniedCase => ({
  arn: 'arn:aws:iam::111122223333:user/team/clerk',
  credentials: { accessKeyId: 'ASIA', secretAccessKey: 'secret' },
  ...{ decision: 'change: unused', services: ['sqs', 'ssm'], probes: [refusedCall] },
  ...overrides,
});

/** A user who was denied two services, felt it, and got them back. */
const denied = (overrides: Partial<Denied> = {}): Denied => ({
  ...{ one: aCase(), decision: 'change: unused', services: ['sqs', 'ssm'] },
  answers: [{ before: 'allowed', denied: 'refused', released: 'allowed' }],
  ...overrides,
});
const denial = (...cases: readonly Denied[]): Denial => ({
  cases,
  mail: undefined,
  triedAgain: 'ada: sqs',
  report: aReport(),
  isBack: true,
});

describe('the table of denies', () => {
  it('tells of each user what it is denied, and what became of its calls at three times', () => {
    expect(deniesTableOf(denial(denied()))).toMatch(
      /^clerk +unused: sqs, ssm +ssm:GetParameter +allowed +refused +allowed *$/m,
    );
  });

  it('says why a user was left', () => {
    expect(deniesTableOf(denial(denied({ decision: 'leave: exempt', services: [] })))).toMatch(
      /^clerk +left: exempt /m,
    );
  });

  it('stays within 100 columns', () => {
    const one = aCase({ arn: 'arn:aws:iam::111122223333:user/former-admin', services: ['dynamodb', 'lambda', 'logs'] });
    const lines = `${deniesTableOf(denial(denied({ one, services: one.services })))}\n${DENIES_LEGEND}`.split('\n');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(100);
  });
});

describe('what went otherwise than it should with a denied user', () => {
  it('is nothing where everything is as expected', () => {
    expect(denyDeviationsOf(denied())).toEqual([]);
  });

  it.each([
    ['another decision', denied({ decision: 'leave: exempt' })],
    ['a user missing from the summary', denied({ decision: undefined })],
    ['a service too few', denied({ services: ['sqs'] })],
    ['a service too many', denied({ services: ['s3', 'sqs', 'ssm'] })],
    [
      'a call that goes through all the same',
      denied({ answers: [{ before: 'allowed', denied: 'allowed', released: 'allowed' }] }),
    ],
    [
      'a call that something else refuses',
      denied({ answers: [{ before: 'allowed', denied: 'refused otherwise', released: 'allowed' }] }),
    ],
    [
      'a call that is refused after the release',
      denied({ answers: [{ before: 'allowed', denied: 'refused', released: 'refused' }] }),
    ],
  ])('is %s', (_, one) => {
    expect(denyDeviationsOf(one)).toHaveLength(1);
  });
});
