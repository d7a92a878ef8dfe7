import fc from 'fast-check';
import { SERVICE_PREFIXES } from '../../../../src/domain/policy/service-prefixes';
import type { Services } from '../../../../src/domain/policy/services';
import type { ServiceUse } from '../../../../src/domain/run/evidence';
import { givingPart } from '../../../../src/guardrails/unused-service-deny/judge/change';
import {
  decide,
  instead,
  type Circumstances,
  type Seen,
} from '../../../../src/guardrails/unused-service-deny/judge/decide';
import type { DeniableUser } from '../../../../src/guardrails/unused-service-deny/subject';
import { sha256 } from '../../../support/boundaries';
import { daysAgo } from '../../../support/permissions-boundary';
import { matching } from '../../../support/template';
import { ADA, aDeny, aUserDenied, circumstances, denyArnsOf, OWN_DENIES } from '../../../support/some-denies';

/** A line of a report: a service, and how many days ago it was used. */
const use = (service: string, days?: number, more: Partial<ServiceUse> = {}): ServiceUse => ({
  ...{ service, entities: days === undefined ? 0 : 1 },
  ...(days !== undefined && { lastUsedAt: daysAgo(days) }),
  ...more,
});
const decided = (
  user: DeniableUser,
  services: readonly ServiceUse[],
  { since = new Map<string, Date>(), grantedThen, ...around }: Partial<Circumstances> & Partial<Seen> = {},
  standing: readonly Services[] = [],
) => decide(user, { evidence: { kind: 'report', services }, since, grantedThen }, circumstances(standing, around));
const changeIn = (decision: ReturnType<typeof decide>) => {
  if (decision.kind !== 'change') throw new Error(`left: ${decision.reason}`);
  return decision.changes[0];
};

describe('a user is denied', () => {
  it('what is granted and was not used for as long as the settings say', () => {
    const decision = decided(aUserDenied(), [use('s3', 5), use('sqs', 91), use('ec2', 90), use('sns')]);
    expect(decision).toEqual({ kind: 'change', reason: 'unused', changes: [aDeny(['sns', 'sqs'])] });
  });

  it('nothing that the settings never deny, and nothing that this project does not know', () => {
    const report = [use('s3', 5), use('kms'), use('sts'), use('brand-new-service')];
    expect(decided(aUserDenied(), report)).toEqual({ kind: 'leave', reason: 'nothing-unused' });
  });

  it('nothing that was granted so lately that it cannot be unused', () => {
    const report = [
      use('s3', 5),
      use('sqs', undefined, { grantedAt: daysAgo(90) }),
      use('sns', undefined, { grantedAt: daysAgo(91) }),
    ];
    expect(changeIn(decided(aUserDenied(), report))?.after).toEqual(['sns']);
  });

  it('what the hundredth and every later line of a report says, too', () => {
    const report = [
      use('s3', 5),
      ...SERVICE_PREFIXES.filter((one) => !['s3', 'kms', 'sts'].includes(one)).map((one) => use(one)),
    ];
    expect(changeIn(decided(aUserDenied(), report))?.after).toHaveLength(report.length - 1);
  });
});

describe('a user who may use nothing but what is denied', () => {
  it('keeps its deny where Access Advisor leaves denied services out, so that the report is empty', () => {
    const user = aUserDenied(['sns', 'sqs'], { lastUsedAt: daysAgo(3) });
    expect(decided(user, [], {}, [['sns', 'sqs']])).toEqual({ kind: 'leave', reason: 'stands' });
  });
});

describe('a user is left alone', () => {
  it.each([
    ['while it is younger than the grace', { createdAt: daysAgo(13) }, 'too-young'],
    ['while it is not tracked for long enough', { createdAt: daysAgo(89) }, 'tracked-too-short'],
    ['where nobody can read since when it is there', { createdAt: 'once' }, 'too-young'],
    ['where the credential report does not know it, and no use is known', { lastUseUnknown: true }, 'evidence-unknown'],
    ['where IAM saw it used and the report knows of no use', { lastUsedAt: daysAgo(30) }, 'evidence-suspicious'],
  ])('%s', (_, user, reason) => {
    expect(decided(aUserDenied([], user), [use('sqs'), use('sns')])).toMatchObject({ kind: 'leave', reason });
  });

  it('where there is no report, and it is said why', () => {
    const seen = { evidence: { kind: 'failed', why: 'not ready after 120 s' }, since: new Map() } as const;
    expect(decide(aUserDenied(), seen, circumstances())).toEqual({
      ...{ kind: 'leave', reason: 'evidence-failed', why: 'not ready after 120 s' },
    });
  });

  it('where the report is empty though a policy allows something', () => {
    expect(decided(aUserDenied(), [])).toMatchObject({ kind: 'leave', reason: 'evidence-suspicious' });
  });

  it.each([
    ['the user', ADA.id],
    ['everybody', '*'],
  ])('for as many days as the settings say after a person has released %s', (_, id) => {
    const released = (days: number) =>
      decided(aUserDenied(), [use('s3', 5), use('sqs')], { releases: new Map([[id, new Date(daysAgo(days))]]) });
    expect(released(30)).toMatchObject({ kind: 'leave', reason: 'released' });
    expect(released(31)).toMatchObject({ kind: 'change', reason: 'unused' });
  });

  it('where somebody altered a policy that it has', () => {
    const user = aUserDenied(['sqs']);
    const [arn] = user.denies;
    expect(decided(user, [use('s3', 5)])).toEqual({ kind: 'leave', reason: 'policy-altered', why: arn });
  });

  it.each<[string, Partial<DeniableUser>, readonly string[], RegExp]>([
    ['there is no room beside the policies of others', { slots: 0 }, [], /1 policy .* it can have 0$/],
    [
      'there is room for one policy alone, and the user can be in no group that bridges the exchange',
      { slots: 1, noBridge: 'user-groups' },
      ['sqs'],
      /2 policies .* it can have 1; .* the user is in as many groups as it may be in$/,
    ],
    [
      'there is room for one policy alone, and the account can have no group that bridges the exchange',
      { slots: 1, noBridge: 'account-groups' },
      ['sqs'],
      /2 policies .* it can have 1; .* the account has as many groups as it may have$/,
    ],
    [
      'there is room for one policy alone, and a group elsewhere has the name of the one that bridges the exchange',
      { slots: 1, noBridge: 'name-taken', inTheWay: 'arn:aws:iam::111122223333:group/team/theirs' },
      ['sqs'],
      /2 policies .* it can have 1; .* cannot be made, for arn:aws:iam::111122223333:group\/team\/theirs has its name$/,
    ],
  ])('where %s', (_, overrides, denied, why) => {
    const user = aUserDenied(denied, overrides);
    expect(decided(user, [use('s3', 5), use('sqs'), use('sns')], {}, [denied])).toMatchObject({
      ...{ kind: 'leave', reason: 'attachment-quota', why: matching(why) },
    });
  });

  const theirs = { noBridge: 'altered', inTheWay: 'arn:of-the-group' } as const;
  it('where the exchange needs a group, and somebody else has put something into it', () => {
    const user = aUserDenied(['sqs'], { ...theirs, slots: 1 });
    expect(decided(user, [use('s3', 5), use('sqs'), use('sns')], {}, [['sqs']])).toEqual({
      ...{ kind: 'leave', reason: 'bridge-altered', why: 'arn:of-the-group' },
    });
  });

  it.each([['altered'], ['name-taken']] as const)(
    'never for a group that denies it nothing, where the exchange needs none: %s',
    (noBridge) => {
      const user = aUserDenied(['sqs'], { ...theirs, noBridge, slots: 2 });
      const found = changeIn(decided(user, [use('s3', 5), use('sqs'), use('sns')], {}, [['sqs']]));
      expect([found?.after, found?.mayBridge]).toEqual([['sns', 'sqs'], undefined]);
      const needs = { since: new Map([['sqs', new Date(daysAgo(1))]]) };
      const again = decided(user, [use('s3', 5), use('sqs', 30)], needs, [['sqs']]);
      expect(changeIn(again)?.after).toEqual([]);
    },
  );

  it('where it is denied something by way of a group that somebody else has put something into', () => {
    const user = aUserDenied(['sqs'], { bridge: 'altered' });
    expect(decided(user, [use('s3', 5), use('sqs')], {}, [['sqs']])).toEqual({
      ...{ kind: 'leave', reason: 'bridge-altered' },
      why: `arn:aws:iam::${ADA.accountId}:group/iam-guardrails/bridge/iam-guardrails-unused-service-deny-bridge-${ADA.id}`,
    });
  });

  it('never for the sake of a policy that stays: it is attached already', () => {
    const many = SERVICE_PREFIXES.filter((one) => !['s3', 'kms', 'sts'].includes(one)).sort();
    const before = many.slice(0, -1);
    const [old, next] = [denyArnsOf(before), denyArnsOf(many)];
    expect([old.length, next.length, new Set([...old, ...next]).size]).toEqual([2, 2, 3]);
    const report = [use('s3', 5), ...many.map((one) => use(one))];
    const user = aUserDenied(before, { slots: 3 });
    expect(decided(user, report, {}, [before])).toMatchObject({ kind: 'change', reason: 'unused' });
  });

  it('where all that is to be denied is denied', () => {
    const report = [use('s3', 5), use('sqs'), use('sns')];
    expect(decided(aUserDenied(['sns', 'sqs']), report, {}, [['sns', 'sqs']])).toEqual({
      kind: 'leave',
      reason: 'stands',
    });
  });
});

describe('a user who has no room for the new policies beside the old ones', () => {
  const unused = [use('s3', 5), use('sqs'), use('sns')];

  it('is changed by way of a group, though it is in as many as it may be where this is one of them', () => {
    const change = { kind: 'change', reason: 'unused', changes: [{ mayBridge: true, after: ['sns', 'sqs'] }] };
    expect(decided(aUserDenied(['sqs'], { slots: 1 }), unused, {}, [['sqs']])).toMatchObject(change);
    const left = aUserDenied(['sqs'], { slots: 1, bridge: 'ours' });
    expect(decided(left, unused, {}, [['sqs']])).toMatchObject(change);
  });

  it('is looked at for a group only where it may come to one', () => {
    for (const [slots, expected] of [
      [2, true],
      [3, undefined],
    ] as const) {
      const found = decided(aUserDenied(['sqs'], { slots }), unused, {}, [['sqs']]);
      expect(found.kind === 'change' && found.changes[0]?.mayBridge).toBe(expected);
    }
  });

  it('is given back what it needs where it has room for less alone', () => {
    const many = SERVICE_PREFIXES.filter((one) => !['s3', 'kms', 'sts'].includes(one)).sort();
    const user = aUserDenied(['sns', 'sqs'], { slots: 1 });
    const report = [use('s3', 5), use('sns', 40), ...many.filter((one) => one !== 'sns').map((one) => use(one))];
    const since = new Map([['sns', new Date(daysAgo(30))]]);
    const found = decided(user, report, { since }, [['sns', 'sqs']]);
    expect(found).toMatchObject({ kind: 'change', reason: 'allowed-again', why: matching(/2 policies/) });
    expect(found.kind === 'change' && found.changes[0]).toMatchObject({ after: ['sqs'], mayBridge: true });
  });

  it('loses a group that an earlier change has left, and nothing else', () => {
    const user = aUserDenied(['sqs'], { bridge: 'ours' });
    const found = decided(user, [use('s3', 5), use('sqs')], {}, [['sqs']]);
    const changes = [{ before: ['sqs'], after: ['sqs'], mayBridge: true }];
    expect(found).toMatchObject({ kind: 'change', reason: 'bridge-left', changes });
    const left = aUserDenied([], { bridge: 'ours' });
    expect(decided(left, [use('s3', 5)])).toMatchObject({ kind: 'change', changes: [{ after: [], mayBridge: true }] });
  });
});

describe('a service that is denied', () => {
  const [user, standing] = [aUserDenied(['sqs']), [['sqs']]];
  const since = new Map([['sqs', new Date(daysAgo(30))]]);

  it('stays denied where the report names it no longer', () => {
    expect(decided(user, [use('s3', 5)], {}, standing)).toEqual({ kind: 'leave', reason: 'stands' });
  });

  it('stays denied where it was tried since, and a person is asked', () => {
    expect(decided(user, [use('s3', 5), use('sqs', 29)], { since }, standing)).toEqual({
      ...{ kind: 'leave', reason: 'stands', needsAgain: ['sqs'] },
    });
  });

  it('is allowed again where it turns out that it was used before', () => {
    const decision = decided(user, [use('s3', 5), use('sqs', 31)], { since }, standing);
    expect(decision).toEqual({ kind: 'change', reason: 'allowed-again', changes: [aDeny([], ['sqs'])] });
  });

  it('stays denied where nobody knows since when, and a person is asked', () => {
    expect(decided(user, [use('s3', 5), use('sqs', 31)], {}, standing)).toMatchObject({ needsAgain: ['sqs'] });
  });

  it('is allowed again where the settings never deny it any more', () => {
    const rules = { ...circumstances().rules, neverDeny: ['sqs', 'sts'] };
    const decision = decided(user, [use('s3', 5), use('sqs')], { rules }, standing);
    expect(changeIn(decision)).toEqual(aDeny([], ['sqs']));
  });

  it('is joined by others that are unused by now', () => {
    const decision = decided(user, [use('s3', 91), use('sqs', 29), use('sns', 1)], { since }, standing);
    expect(decision).toMatchObject({ kind: 'change', needsAgain: ['sqs'], changes: [aDeny(['s3', 'sqs'], ['sqs'])] });
  });
});

describe('where services that are granted later are denied', () => {
  const rules = { ...circumstances().rules, newServices: 'deny' as const };
  const open = { allBut: ['kms', 's3', 'sts'] };
  const may = { granted: ['kms', 's3', 'sns', 'sqs'] };
  const bare = (decision: ReturnType<typeof decide>) => {
    const { after, granted } = changeIn(decision) ?? {};
    return { after, granted };
  };

  it('a user is denied all but what it uses and what nobody is denied', () => {
    const decision = decided(aUserDenied([], may), [use('s3', 5), use('kms'), use('sns'), use('sqs', 91)], { rules });
    const { to } = aDeny(open);
    expect(decision).toMatchObject({ kind: 'change', reason: 'unused', changes: [{ to, after: open }] });
    expect(bare(decision).granted).toEqual(['sns', 'sqs']);
  });

  it('what this project does not know is denied, but where the report says that it is used', () => {
    const report = [use('s3', 5), use('brand-new'), use('new-and-used', 1)];
    expect(bare(decided(aUserDenied([], may), report, { rules })).after).toEqual({
      allBut: ['kms', 'new-and-used', 's3', 'sns', 'sqs', 'sts'],
    });
  });

  it('what policies grant and Access Advisor does not list stays open: nobody can say that it is unused', () => {
    const user = aUserDenied([], { granted: ['kms', 's3', 'signer', 'sqs'] });
    expect(bare(decided(user, [use('s3', 5), use('sqs')], { rules })).after).toEqual({
      allBut: ['kms', 's3', 'signer', 'sts'],
    });
  });

  it('what was granted lately and is not denied yet stays open until it can be unused', () => {
    const report = [use('s3', 5), use('sns', undefined, { grantedAt: daysAgo(90) }), use('sqs')];
    expect(bare(decided(aUserDenied([], may), report, { rules })).after).toEqual({
      allBut: ['kms', 's3', 'sns', 'sts'],
    });
  });

  it('a user keeps what stands, whether Access Advisor lists what is denied or not', () => {
    const user = aUserDenied(open, may);
    for (const report of [[use('s3', 5)], [use('s3', 5), use('kms'), use('sns'), use('sqs')]]) {
      expect(decided(user, report, { rules }, [open])).toEqual({ kind: 'leave', reason: 'stands' });
    }
  });

  it('what is open stays open where it is not listed any more, until it is listed and unused', () => {
    const user = aUserDenied(open, { granted: ['sqs'] });
    expect(decided(user, [use('sqs')], { rules }, [open])).toEqual({ kind: 'leave', reason: 'stands' });
    const decision = decided(user, [use('s3', 91), use('sqs')], { rules }, [open]);
    expect(bare(decision).after).toEqual({ allBut: ['kms', 'sts'] });
  });

  it.each([
    ['lists what is denied', [use('s3', 5), use('xray', undefined, { grantedAt: daysAgo(1) })]],
    ['leaves out what is denied', [use('s3', 5)]],
  ])('what was granted since is denied and named, where the report %s', (_, report) => {
    const user = aUserDenied(open, { granted: [...may.granted, 'xray'] });
    expect(decided(user, report, { rules, grantedThen: ['sns', 'sqs'] }, [open])).toEqual({
      ...{ kind: 'leave', reason: 'stands', grantedSince: ['xray'] },
    });
    // Another deny does not make it old.
    const closing = [...report.slice(1), use('s3', 91)];
    const decision = decided(user, closing, { rules, grantedThen: ['sns', 'sqs'] }, [open]);
    expect(decision.grantedSince).toEqual(['xray']);
    expect(bare(decision).granted).toEqual(['s3', 'sns', 'sqs']);
  });

  it('what was tried since it was granted is named once, as tried', () => {
    const user = aUserDenied(open, { granted: [...may.granted, 'xray'] });
    const since = new Map([['xray', new Date(daysAgo(30))]]);
    const report = [use('s3', 5), use('xray', 1)];
    expect(decided(user, report, { rules, since, grantedThen: ['sns', 'sqs'] }, [open])).toEqual({
      ...{ kind: 'leave', reason: 'stands', needsAgain: ['xray'] },
    });
  });

  it('what turns out to have been used before is opened', () => {
    const user = aUserDenied(open, may);
    const since = new Map([['sqs', new Date(daysAgo(30))]]);
    const decision = decided(user, [use('s3', 5), use('sqs', 31)], { rules, since }, [open]);
    expect(bare(decision).after).toEqual({ allBut: ['kms', 's3', 'sqs', 'sts'] });
  });

  it('a user whom so many services stay open to that no policy holds their names is left', () => {
    const report = SERVICE_PREFIXES.map((one) => use(one, 1));
    expect(decided(aUserDenied([], may), report, { rules })).toMatchObject({
      ...{ kind: 'leave', reason: 'deny-too-large', why: matching(/no policy that names so many/) },
    });
  });

  it('a user who may use nothing is left', () => {
    const user = aUserDenied([], { granted: [], mayDoSomething: false });
    expect(decided(user, [], { rules })).toEqual({ kind: 'leave', reason: 'nothing-granted' });
  });

  it('the next run goes from services that are named to all but some, and leaves denied what was', () => {
    const user = aUserDenied(['sqs'], may);
    const decision = decided(user, [use('s3', 5), use('kms'), use('sns')], { rules }, [['sqs']]);
    expect(bare(decision)).toEqual({ after: open, granted: ['sns', 'sqs'] });
  });

  it.each([
    ['lists what is denied', [use('s3', 5), use('kms'), use('sns'), use('sqs'), use('xray')]],
    ['leaves out what is denied', [use('s3', 5), use('kms')]],
  ])(
    'the next run goes back once they are allowed, and what was granted since is open, where the report %s',
    (_, report) => {
      const user = aUserDenied(open, { granted: [...may.granted, 'xray'] });
      const decision = decided(user, report, { grantedThen: ['sns', 'sqs'] }, [open]);
      expect(bare(decision)).toEqual({ after: ['sns', 'sqs'], granted: ['kms', 's3', 'sns', 'sqs'].slice(2) });
    },
  );

  it('an exempt user is allowed everything again, and it is known what that was', () => {
    const user = aUserDenied(open, may);
    const decision = instead(user, { kind: 'leave', reason: 'exempt' }, circumstances([open], { rules }));
    expect(decision && bare(decision)).toEqual({ after: [], granted: ['sns', 'sqs'] });
  });
});

describe('a user who is to be denied nothing any more', () => {
  it.each(['exempt', 'admin', 'protected-by-setting'])(
    'is allowed everything again where the reason is: %s',
    (reason) => {
      expect(instead(aUserDenied(['sqs']), { kind: 'leave', reason }, circumstances([['sqs']]))).toEqual({
        ...{ kind: 'change', reason, changes: [aDeny([], ['sqs'])] },
      });
    },
  );

  it.each(['open-incident', 'deployment-role', 'admin-group'])('stays as it is where the reason is: %s', (reason) => {
    expect(instead(aUserDenied(['sqs']), { kind: 'leave', reason }, circumstances([['sqs']]))).toBeUndefined();
  });

  it('stays as it is where nothing is denied', () => {
    expect(instead(aUserDenied(), { kind: 'leave', reason: 'exempt' }, circumstances())).toBeUndefined();
  });
});

describe('the part of a change that only gives back', () => {
  const by = { own: OWN_DENIES, sha256 };

  it.each([
    ['the whole of one that takes nothing', aDeny(['sqs'], ['sns', 'sqs']), aDeny(['sqs'], ['sns', 'sqs'])],
    ['nothing of one that takes only', aDeny(['sns', 'sqs'], ['sqs']), undefined],
    [
      'what is denied still, of one that does both',
      aDeny(['sns', 'sqs'], ['s3', 'sqs']),
      aDeny(['sqs'], ['s3', 'sqs']),
    ],
    ['everything, of one that denies others instead', aDeny(['sns'], ['s3']), aDeny([], ['s3'])],
    ['nothing of one that takes all else as well', aDeny({ allBut: ['s3'] }, ['sqs']), undefined],
    [
      'what is opened, of one that closes as well',
      aDeny({ allBut: ['ec2'] }, { allBut: ['s3'] }),
      aDeny({ allBut: ['ec2', 's3'] }, { allBut: ['s3'] }),
    ],
  ])('is %s', (_, change, part) => {
    expect(givingPart(change, by)).toEqual(part);
  });
});

it('whatever the report says: what is denied was granted and unused or is denied already, and its policies say so', () => {
  const services = fc.uniqueArray(fc.constantFrom(...SERVICE_PREFIXES.slice(0, 40)), { maxLength: 12 });
  const lines = fc.dictionary(
    fc.constantFrom(...SERVICE_PREFIXES.slice(0, 40)),
    fc.option(fc.nat(200), { nil: undefined }),
  );
  fc.assert(
    fc.property(services, lines, (denied, report) => {
      const of = Object.entries(report).map(([service, days]) => use(service, days));
      const user = aUserDenied(denied);
      const decision = decided(user, [use('s3', 1), ...of], {}, [denied]);
      const { neverDeny } = circumstances().rules;
      const isUnused = (service: string) => service in report && !((report[service] ?? 91) <= 90);
      const expected = SERVICE_PREFIXES.filter(
        (one) => (denied.includes(one) || isUnused(one)) && !neverDeny.includes(one),
      ).sort();
      if (decision.kind === 'leave') expect(denyArnsOf(expected)).toEqual(user.denies);
      else expect(changeIn(decision)).toEqual(aDeny(expected, denied.toSorted()));
    }),
  );
});
