import { boundaryDocumentOf, type BoundaryContent } from '../../../../src/domain/boundary/document';
import { reachOf } from '../../../../src/domain/boundary/reach';
import type { ServiceUse } from '../../../../src/domain/run/evidence';
import type { BoundedSubject } from '../../../../src/guardrails/permissions-boundary/bounded-subject';
import { allowedOf } from '../../../../src/guardrails/permissions-boundary/judge/allowed';
import { decide } from '../../../../src/guardrails/permissions-boundary/judge/decide';
import type { Rules } from '../../../../src/guardrails/permissions-boundary/rules';
import { OWN, ownArn } from '../../../support/boundaries';
import {
  aReport,
  aService,
  aSubject,
  daysAgo,
  NOW,
  someCircumstances,
  someRules,
} from '../../../support/permissions-boundary';

const MOMENT = 1 / 86_400_000;
const BOUNDARY = ownArn('0a1b');
const bounded: Partial<BoundedSubject> = { boundaryArn: BOUNDARY, boundedAt: daysAgo(30) };

const standingAs = (content: BoundaryContent) => {
  const reach = reachOf(boundaryDocumentOf(content, OWN));
  if (reach === undefined) throw new Error('the project writes no such boundary');
  return new Map([[BOUNDARY, reach]]);
};
const toS3 = standingAs({ style: 'allowUsed', services: ['s3'], actions: ['sqs:SendMessage'] });
const allBut = standingAs({ style: 'denyUnused', unused: ['sqs'] });
const granted = (days: number, service: ServiceUse): ServiceUse => ({ ...service, grantedAt: daysAgo(days) });

const allowed = (
  subject: Partial<BoundedSubject>,
  services: readonly ServiceUse[],
  rules: Partial<Rules> = {},
  standing: ReturnType<typeof standingAs> = toS3,
) => allowedOf(aSubject(subject), services, { rules: someRules(rules), now: NOW, reaches: standing });

describe('what a boundary is to allow', () => {
  it.each<[string, Partial<BoundedSubject>, readonly ServiceUse[], readonly string[], readonly string[]]>([
    ['is let through and used', bounded, [aService('s3', 1)], ['s3'], []],
    ['is let through and not used any more', bounded, [aService('s3', 91)], [], []],
    ['was tried since the boundary stands', bounded, [aService('sqs', 29)], [], ['sqs']],
    ['was used a moment after it came', bounded, [aService('sqs', 30 - MOMENT)], [], ['sqs']],
    ['was used until it came, and showed late', bounded, [aService('sqs', 30)], ['sqs'], []],
    ['was used nobody knows when', { boundaryArn: BOUNDARY }, [aService('sqs', 80)], [], ['sqs']],
    ['was granted since, and used', bounded, [granted(5, aService('sqs', 1))], ['sqs'], []],
    ['was granted since, and not used', bounded, [granted(5, aService('sqs'))], ['sqs'], []],
    ['was granted as long ago as counts', bounded, [granted(90, aService('sqs'))], ['sqs'], []],
    ['was granted longer ago, and not used', bounded, [granted(90 + MOMENT, aService('sqs'))], [], []],
    ['was granted longer ago, and tried', bounded, [granted(91, aService('sqs', 1))], [], ['sqs']],
    ['was granted lately, without a boundary', {}, [granted(5, aService('sqs'))], ['sqs'], []],
    ['is used, without a boundary', {}, [aService('sqs', 1)], ['sqs'], []],
    [
      'is used, with a boundary that was altered',
      { boundaryArn: ownArn('altered') },
      [aService('sqs', 1)],
      ['sqs'],
      [],
    ],
  ])('of a service that %s', (_, subject, report, services, needsAgain) => {
    expect(allowed(subject, report)).toMatchObject({ services, needsAgain });
  });

  it('waits for nobody with what every boundary lets through', () => {
    const report = [aService('kms', 1), aService('sts', 1), aService('sqs', 1)];
    const rules = { alwaysAllow: ['kms:*', 'sts:AssumeRole'] };
    expect(allowed(bounded, report, rules)).toMatchObject({ services: ['kms'], needsAgain: ['sqs', 'sts'] });
    // Policies allow no more of it than that.
    expect(allowed({ ...bounded, spared: ['sts'] }, report, rules)).toMatchObject({
      // A denied attempt counts as a use too: it opens nothing (THREATS T15).
      ...{ services: ['kms'], needsAgain: ['sqs'] },
    });
  });

  it('opens what was tried again, where the settings say so, whoever knows since when the boundary stands', () => {
    const report = [aService('sqs', 1), aService('sns', 100)];
    expect(allowed(bounded, report, { reopen: 'automatic' })).toEqual({
      ...{ services: ['sqs'], needsAgain: [], usesSome: true },
    });
    expect(allowed({ boundaryArn: BOUNDARY }, report, { reopen: 'automatic' }).services).toEqual(['sqs']);
  });

  it('takes what a boundary of denies does not name for let through, known to this version or not', () => {
    const report = [aService('sqs', 1), aService('ec2', 1), aService('brand-new', 1)];
    expect(allowed(bounded, report, {}, allBut)).toMatchObject({ services: ['brand-new', 'ec2'], needsAgain: ['sqs'] });
  });

  it('goes by the newest use of a service that a report names twice', () => {
    expect(allowed(bounded, [aService('sqs', 40), aService('sqs', 1)]).needsAgain).toEqual(['sqs']);
  });
});

describe('the decision about somebody bounded', () => {
  const decided = (...services: readonly ServiceUse[]) =>
    decide(aSubject(bounded), aReport(...services), someCircumstances({ reaches: toS3 }));

  it('names what a person has to open again', () => {
    expect(decided(aService('s3', 1), aService('sqs', 1))).toEqual({
      ...{ kind: 'bound', reason: 'used-some', services: ['s3'], actions: [], needsAgain: ['sqs'] },
    });
    expect(decided(aService('s3', 1))).not.toHaveProperty('needsAgain');
  });

  it('leaves the base actions to whoever has nothing but attempts and new grants', () => {
    expect(decided(aService('sqs', 1), granted(3, aService('sns')))).toEqual({
      ...{ kind: 'bound', reason: 'used-nothing', services: ['sns'], needsAgain: ['sqs'] },
      actions: ['ec2:DescribeRegions', 's3:ListAllMyBuckets'],
    });
  });
});
