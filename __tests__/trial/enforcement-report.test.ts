import type { Enforced, Enforcement } from '../../src/trial/scenarios/enforcement';
import {
  boundaryLinesOf,
  ENFORCEMENT_LEGEND,
  enforcementDeviationsOf,
  enforcementTableOf,
} from '../../src/trial/scenarios/enforcement-report';
import type { EnforcedCase, Probe } from '../../src/trial/scenarios/enforcement-cast';

const OWN = 'arn:aws:iam::111122223333:policy/iam-guardrails/iam-guardrails-boundary-0123456789abcdef';
const FOREIGN = 'arn:aws:iam::aws:policy/PowerUserAccess';
const refusedCall: Probe = { action: 'ssm:GetParameter', ask: () => Promise.resolve(), bounded: 'refused' };

const aCase = (overrides: Partial<EnforcedCase> = {}): EnforcedCase => ({
  arn: 'arn:aws:iam::111122223333:role/team/app',
  credentials: { accessKeyId: 'ASIA', secretAccessKey: 'secret' },
  decision: 'bound: used-some',
  probes: [refusedCall],
  ...overrides,
});

/** Somebody who got a boundary, felt it, and lost it again. */
const enforced = (overrides: Partial<Enforced> = {}): Enforced => ({
  one: aCase(),
  decision: 'bound: used-some',
  boundaries: { before: null, bounded: OWN, released: null },
  probes: [{ probe: refusedCall, answers: { before: 'allowed', bounded: 'refused', released: 'allowed' } }],
  ...overrides,
});

/** Somebody with a boundary of somebody else's. */
const left = (bounded: string | null): Enforced =>
  enforced({
    ...{ one: aCase({ decision: 'leave: foreign-boundary', probes: [] }), decision: 'leave: foreign-boundary' },
    ...{ boundaries: { before: FOREIGN, bounded, released: FOREIGN }, probes: [] },
  });

const enforcement = (...cases: readonly Enforced[]): Enforcement => ({
  ...{ cases, text: '{}', mail: undefined, oneIsBack: true, released: 1, allIsBack: true },
});

describe('the table of an enforcement', () => {
  it('tells of each principal its boundary, and what became of its calls at three times', () => {
    expect(enforcementTableOf(enforcement(enforced()))).toMatch(
      /^role app +used-some: 012345… +ssm:GetParameter +allowed +refused +allowed *$/m,
    );
  });

  it('says why somebody was left', () => {
    const probes = enforced().probes;
    expect(enforcementTableOf(enforcement({ ...left(FOREIGN), probes }))).toContain(
      'role app   left: foreign-boundary  ',
    );
  });

  it('stays within 100 columns', () => {
    const call: Probe = { ...refusedCall, action: 'iam:DeleteRolePermissionsBoundary' };
    const answers = { before: 'allowed', bounded: 'refused', released: 'allowed' } as const;
    const one = aCase({ arn: 'arn:aws:iam::111122223333:role/platform-admin' });
    const table = enforcementTableOf(
      enforcement(enforced({ one, decision: 'bound: used-nothing', probes: [{ probe: call, answers }] })),
    );
    const lines = `${table}\n${ENFORCEMENT_LEGEND}`.split('\n');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(100);
  });

  it('has the boundary of the first one at all times, and what it says', () => {
    const text = JSON.stringify({
      Statement: [
        { Sid: 'Used', Effect: 'Allow', Action: ['s3:*', 'sqs:*'] },
        { Sid: 'NoBoundarySwap', Effect: 'Deny', Action: 'iam:PutRolePermissionsBoundary' },
      ],
    });
    expect(boundaryLinesOf({ ...enforcement(enforced(), left(FOREIGN)), text }).split('\n')).toEqual([
      'The boundary of role app',
      '  before:    none',
      `  bounded:   ${OWN}`,
      '  released:  none',
      '  allows:    s3:*, sqs:*',
      '  denies:    NoBoundarySwap',
    ]);
  });
});

describe('what went otherwise than it should', () => {
  it.each([
    ['everything is as expected', enforced()],
    ['somebody was left who should be', left(FOREIGN)],
  ])('is nothing where %s', (_, one) => {
    expect(enforcementDeviationsOf(one)).toEqual([]);
  });

  it.each([
    ['another decision', enforced({ decision: 'leave: exempt' })],
    ['somebody missing from the summary', enforced({ decision: undefined })],
    ['a boundary that was not put', enforced({ boundaries: { before: null, bounded: null, released: null } })],
    ['a boundary that is still there', enforced({ boundaries: { before: null, bounded: OWN, released: OWN } })],
    ['a boundary of somebody else that was replaced', left(OWN)],
    ['a boundary of somebody else that was taken away', left(null)],
    [
      'a call that goes through all the same',
      enforced({
        probes: [{ probe: refusedCall, answers: { before: 'allowed', bounded: 'allowed', released: 'allowed' } }],
      }),
    ],
    [
      'a call that something else refuses',
      enforced({
        probes: [
          { probe: refusedCall, answers: { before: 'allowed', bounded: 'refused otherwise', released: 'allowed' } },
        ],
      }),
    ],
  ])('is %s', (_, one) => {
    expect(enforcementDeviationsOf(one)).toHaveLength(1);
  });
});
