import { decide } from '../../../../src/guardrails/unused-service-deny/judge/decide';
import { explainsLastUse, refusedSince } from '../../../../src/guardrails/unused-service-deny/judge/refused';
import type { Refused } from '../../../../src/guardrails/unused-service-deny/subject';
import { aUserDenied, circumstances } from '../../../support/some-denies';
import { daysAgo, NOW } from '../../../support/permissions-boundary';

const at = (days: number) => new Date(daysAgo(days));
const call = (source: string, days: number): Refused => ({ source: `${source}.amazonaws.com`, at: daysAgo(days) });
const by = {
  ...{ denied: ['cloudwatch', 'sqs'], since: new Map([['sqs', at(10)]]), anySince: at(20) },
  ...{ now: NOW, unusedAfterDays: 90 },
};
const told = (refused: readonly Refused[], more: Partial<Parameters<typeof refusedSince>[1]> = {}) =>
  refusedSince(aUserDenied([], { refused }), { ...by, ...more });

describe('what a user was refused since it is denied', () => {
  it('is what is denied and was tried after that', () => {
    expect(told([call('sqs', 9), call('s3', 1)])).toEqual(['sqs']);
    expect(told([call('sqs', 11)])).toEqual([]);
  });

  it('is a service whose host bears another name', () => {
    expect(told([call('monitoring', 1)], { since: new Map([['cloudwatch', at(2)]]) })).toEqual(['cloudwatch']);
  });

  it('is told where nobody knows since when it is denied', () => {
    expect(told([call('monitoring', 1)])).toEqual(['cloudwatch']);
  });

  it('is told by its host where it is a service that nobody knows, and anything was denied then', () => {
    expect(told([call('brand-new', 19)])).toEqual(['brand-new.amazonaws.com']);
    expect(told([call('brand-new', 21)])).toEqual([]);
  });

  it('is everything but what stays open where all else is denied', () => {
    expect(told([call('xray', 1), call('s3', 1)], { denied: { allBut: ['s3'] } })).toEqual(['xray']);
  });

  it.each([
    ['where nothing is denied', [call('sqs', 1), call('brand-new', 1)], { denied: [] }],
    [
      'where it was so long ago that a use would be forgotten',
      [call('sqs', 91)],
      { since: new Map([['sqs', at(99)]]) },
    ],
  ])('is nothing %s', (_, refused, more) => {
    expect(told(refused, more)).toEqual([]);
  });
});

describe('the latest that IAM saw a user do', () => {
  const user = (lastUsedAt: string, refusedDays: number) =>
    aUserDenied(['sqs'], { lastUsedAt, refused: [call('sqs', refusedDays)] });
  const since = new Map([['sqs', at(50)]]);
  const unused = { kind: 'report', services: [{ service: 's3', entities: 0 }] } as const;
  const decided = (one: ReturnType<typeof user>, services = unused.services) =>
    decide(one, { evidence: { ...unused, services }, since }, circumstances([['sqs']]));

  it('is explained by a refused call that is not older, and then what stands goes on to stand', () => {
    expect(explainsLastUse(user(daysAgo(3), 3))).toBe(true);
    // Nothing is denied besides, though the report knows of no use of it.
    expect(decided(user(daysAgo(3), 3))).toEqual({ kind: 'leave', reason: 'stands', needsAgain: ['sqs'] });
  });

  it('is not explained by one that is older, and what was refused is named all the same', () => {
    expect(decided(user(daysAgo(3), 4))).toMatchObject({ reason: 'evidence-suspicious', needsAgain: ['sqs'] });
  });

  it('explains no report that is odd otherwise', () => {
    const odd = [{ service: 'S3!', entities: 0 }] as unknown as typeof unused.services;
    expect(decided(user(daysAgo(3), 3), odd)).toMatchObject({ reason: 'evidence-suspicious', needsAgain: ['sqs'] });
  });

  it('never keeps closed what turns out to have been used before it was denied', () => {
    const used = [
      { service: 's3', entities: 1, lastUsedAt: daysAgo(1) },
      { service: 'sqs', entities: 1, lastUsedAt: daysAgo(51) },
    ];
    const decision = decide(
      user(daysAgo(3), 3),
      { evidence: { kind: 'report', services: used }, since },
      circumstances([['sqs']]),
    );
    expect(decision).toMatchObject({ kind: 'change', reason: 'allowed-again' });
    expect(decision.needsAgain).toBeUndefined();
  });
});
