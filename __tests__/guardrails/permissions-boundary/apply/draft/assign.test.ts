import fc from 'fast-check';
import { contentNameOf } from '../../../../../src/domain/policy/content-name';
import { documentSize } from '../../../../../src/domain/policy/policy-document';
import { boundaryDocumentOf, isCoveredBy } from '../../../../../src/domain/boundary/document';
import { ownPolicyArnOf } from '../../../../../src/domain/policy/own-policies';
import { selfProtection } from '../../../../../src/domain/boundary/self-protection';
import { canonical, type PolicyDocument, type Statement } from '../../../../../src/domain/policy/policy-document';
import type { Row } from '../../../../../src/guardrails/permissions-boundary/run-summary';
import { SERVICE_PREFIXES } from '../../../../../src/domain/policy/service-prefixes';
import { encodedDocument } from '../../../../../src/embedded-account/iam/policies/documents';
import { boundaryIn } from '../../../../../src/guardrails/permissions-boundary/apply/draft/text';
import {
  assignBoundaries,
  type Assignment,
} from '../../../../../src/guardrails/permissions-boundary/apply/draft/assign';
import type { DraftingAround } from '../../../../../src/guardrails/permissions-boundary/apply/draft/around';
import type { Rules } from '../../../../../src/guardrails/permissions-boundary/rules';
import {
  wantedOf,
  type Wanted,
  type WantedBy,
} from '../../../../../src/guardrails/permissions-boundary/apply/draft/wanted';
import { aPrincipal, OWN, ownArn, sha256 } from '../../../../support/boundaries';
import { ACCOUNT, aRow, daysAgo } from '../../../../support/permissions-boundary';
import { draws } from '../../../../support/thorough';

// Properties of many draws: seconds each on a busy machine.
jest.setTimeout(300_000);

const allowing = (...services: readonly string[]) =>
  boundaryDocumentOf({ style: 'allowUsed', services, actions: [] }, OWN);
const arnOf = (document: PolicyDocument) => ownPolicyArnOf(contentNameOf(document, OWN.namePrefix, sha256), OWN);
const standing = (document: PolicyDocument) => ({
  arn: arnOf(document),
  text: encodedDocument(JSON.stringify(document)),
});

/** A role that is to be bounded to S3 and is not yet; override only what the test is about. */
const someoneWanted = (name: string, overrides: Partial<Wanted> = {}): Wanted => ({
  principal: aPrincipal({ id: `AROA${name}`, arn: `arn:aws:iam::${ACCOUNT}:role/${name}`, name }),
  document: allowing('s3'),
  lastUsedAt: daysAgo(1),
  ...overrides,
});

interface SomeAround {
  readonly standing?: DraftingAround['existing'];
  readonly room?: number;
  readonly policySizeQuota?: number;
  readonly limits?: Partial<DraftingAround['limits']>;
  readonly flipped?: readonly string[];
  readonly scope?: DraftingAround['scope'];
  readonly held?: readonly string[];
  readonly begun?: readonly string[];
  readonly unconfirmed?: readonly string[];
}

const planned = (wanted: readonly Wanted[], around: SomeAround = {}): Assignment =>
  assignBoundaries(wanted, {
    own: OWN,
    sha256,
    scope: around.scope ?? 'everything',
    existing: around.standing ?? [],
    quotas: {
      policiesQuota: 1500,
      policies: 1450 - (around.room ?? 100),
      policySizeQuota: around.policySizeQuota ?? 6144,
    },
    limits: { changesPerRun: 50, maxChangePercent: 20, ...around.limits },
    flipped: new Set(around.flipped),
    held: new Set(around.held),
    begun: new Set(around.begun),
    unconfirmed: new Set(around.unconfirmed),
  });

const names = (of: readonly { readonly principal: { readonly name: string } }[]) =>
  of.map(({ principal }) => principal.name);
const many = (count: number, overrides: (at: number) => Partial<Wanted> = () => ({})) =>
  Array.from({ length: count }, (_, at) => someoneWanted(`role-${String(at).padStart(4, '0')}`, overrides(at)));
/** A different set of services for each number. */
const setOf = (at: number) => SERVICE_PREFIXES.filter((_, bit) => ((at + 1) >> bit) % 2 === 1);
/** A boundary of the project that is not what is meant. */
const sqs = standing(allowing('sqs'));
/** One that lets through what is meant and more. */
const broad = standing(allowing('s3', 'sqs'));

describe('the plan of a run', () => {
  it('makes a policy once for all who mean the same, and says what stood before', () => {
    const plan = planned(
      [
        someoneWanted('a'),
        someoneWanted('b', { boundaryArn: sqs.arn }),
        someoneWanted('c', { boundaryArn: ownArn('x/y') }),
      ],
      { standing: [sqs] },
    );
    const document = allowing('s3');
    expect(plan.policies).toEqual([{ name: arnOf(document).split('/').at(-1), arn: arnOf(document), document }]);
    expect(plan.items).toMatchObject([
      { principal: { name: 'a' }, boundaryArn: arnOf(document), document },
      { principal: { name: 'b' }, boundaryArn: arnOf(document), before: { policyArn: sqs.arn, text: sqs.text } },
      { principal: { name: 'c' }, before: { policyArn: ownArn('x/y') } },
    ]);
    expect(plan.items[0]).not.toHaveProperty('before');
    expect(plan.items[2]?.before).not.toHaveProperty('text');
    expect([plan.left, plan.altered]).toEqual([[], []]);
  });

  it('makes no policy that exists', () => {
    const plan = planned([someoneWanted('a')], { standing: [standing(allowing('s3'))], room: 0 });
    expect([plan.policies, names(plan.items)]).toEqual([[], ['a']]);
    expect(plan.items[0]).not.toHaveProperty('widened');
  });

  it('leaves a boundary that stands, and makes no policy for it', () => {
    const s3 = standing(allowing('s3'));
    const plan = planned([someoneWanted('a', { boundaryArn: s3.arn })], { standing: [s3] });
    expect(plan).toMatchObject({ policies: [], items: [], left: [{ principal: { name: 'a' }, reason: 'stands' }] });
  });

  it('leaves a principal whose boundary someone else removed, whatever stands', () => {
    const plan = planned([someoneWanted('a')], { flipped: ['AROAa'] });
    expect(plan).toMatchObject({ policies: [], left: [{ reason: 'flipped' }] });
  });

  it.each([
    ['the principal', ['AROAa'], ['b']],
    ['everybody', ['*'], []],
    ['somebody else', ['AROAz'], ['a', 'b']],
  ])('leaves whom a person has released: %s', (_, held, expected) => {
    const stands = someoneWanted('b', { boundaryArn: sqs.arn });
    const plan = planned([someoneWanted('a'), stands], { standing: [sqs], held, unconfirmed: ['AROAb'] });
    expect([...names(plan.items)].sort()).toEqual(expected);
    expect([plan.left.every(({ reason }) => reason === 'released'), plan.waiting]).toEqual([true, 0]);
  });

  it.each([
    [6144, 1],
    [600, 0],
  ])('with policies of %i characters puts %i boundaries', (policySizeQuota, items) => {
    const plan = planned([someoneWanted('a')], { policySizeQuota });
    expect([plan.items.length, plan.policies.length]).toEqual([items, items]);
    if (items === 0) expect(plan.left[0]).toMatchObject({ reason: 'boundary-too-large', why: /a policy holds 600$/ });
  });

  it('leaves a boundary of too many services before anything is made', () => {
    const plan = planned([someoneWanted('a', { document: allowing(...SERVICE_PREFIXES) })]);
    expect(plan).toMatchObject({ policies: [], items: [], left: [{ reason: 'boundary-too-large' }] });
  });
});

describe('the wave of a run', () => {
  it('begins with whoever used nothing for the longest, and breaks ties by ARN', () => {
    const wanted = [
      someoneWanted('late', { lastUsedAt: daysAgo(2) }),
      someoneWanted('early', { lastUsedAt: daysAgo(300) }),
      someoneWanted('b-never', { lastUsedAt: undefined }),
      someoneWanted('a-never', { lastUsedAt: undefined }),
      someoneWanted('also-late', { lastUsedAt: daysAgo(2) }),
    ];
    expect(names(planned(wanted).items)).toEqual(['a-never', 'b-never', 'early', 'also-late', 'late']);
  });

  it('is as large as the settings say, and says so of the rest', () => {
    const plan = planned(many(51));
    expect(plan.items).toHaveLength(50);
    expect(plan.left).toMatchObject([{ principal: { name: 'role-0050' }, reason: 'next-wave' }]);
  });

  it.each([
    [10, 5],
    [25, 5],
    [30, 6],
    [100, 20],
  ])('changes of %i that are bounded already %i', (bounded, changes) => {
    const plan = planned(
      many(bounded, () => ({ boundaryArn: broad.arn })),
      { standing: [broad] },
    );
    expect(plan.items).toHaveLength(changes);
    expect(new Set(plan.left.map(({ reason }) => reason))).toEqual(new Set(['change-limit']));
  });

  it('counts those whose boundary stands among the bounded, and bounds new ones beside them', () => {
    const s3 = standing(allowing('s3'));
    const wanted = many(60, (at) => (at < 20 ? { boundaryArn: s3.arn } : at < 40 ? { boundaryArn: broad.arn } : {}));
    const plan = planned(wanted, { standing: [s3, broad] });
    expect(plan.items.filter(({ before }) => before !== undefined)).toHaveLength(8);
    expect(plan.items.filter(({ before }) => before === undefined)).toHaveLength(20);
  });
});

describe('the changes of those who are bounded already', () => {
  it('are not used up by new boundaries that come before', () => {
    const wanted = many(20, (at) => (at < 10 ? { lastUsedAt: undefined } : { boundaryArn: broad.arn }));
    const plan = planned(wanted, { standing: [broad] });
    expect(plan.items.filter(({ before }) => before !== undefined)).toHaveLength(5);
    expect(plan.items).toHaveLength(15);
  });
});

describe('a plan without room for policies', () => {
  const wide = standing(allowing('s3', 'sqs', 'sns'));
  const wider = standing(allowing('s3', 'sqs', 'sns', 'ec2'));
  const everything = standing(boundaryDocumentOf({ style: 'denyUnused', unused: [] }, OWN));

  it('takes the boundary that lets through the fewest services more, and says which', () => {
    const plan = planned([someoneWanted('a')], { standing: [everything, wider, sqs, wide], room: 0 });
    expect(plan).toMatchObject({
      policies: [],
      items: [{ boundaryArn: wide.arn, document: allowing('s3', 'sqs', 'sns'), widened: ['sns', 'sqs'] }],
    });
  });

  it('takes the one of fewer actions among those of as many services', () => {
    const adding = (...actions: readonly string[]) =>
      standing(boundaryDocumentOf({ style: 'allowUsed', services: ['s3'], actions }, OWN));
    const narrow = adding('ec2:DescribeTags');
    for (const others of [[adding('ec2:DescribeHosts', 'sns:Publish')], [adding('sqs:SendMessage', 'sns:Publish')]]) {
      for (const shelf of [
        [narrow, ...others],
        [...others, narrow],
      ]) {
        const plan = planned([someoneWanted('a')], { standing: shelf, room: 0 });
        expect(plan.items).toMatchObject([{ boundaryArn: narrow.arn, widened: [] }]);
      }
    }
  });

  it('leaves that boundary alone once it stands', () => {
    const plan = planned([someoneWanted('a', { boundaryArn: wide.arn })], { standing: [wider, wide], room: 0 });
    expect(plan).toMatchObject({ items: [], left: [{ reason: 'stands', widened: ['sns', 'sqs'] }] });
  });

  it('gives up its place in the wave to nobody where no boundary lets through enough', () => {
    const wanted = [someoneWanted('a'), someoneWanted('b', { document: allowing('sqs') })];
    const plan = planned(wanted, { standing: [sqs], room: 0, limits: { changesPerRun: 1 } });
    expect(plan.left).toMatchObject([{ principal: { name: 'a' }, reason: 'no-policy-left' }]);
    expect(names(plan.items)).toEqual(['b']);
  });

  it.each([[-1], [0]])('with %i policies to spare makes none', (room) => {
    expect(
      planned(
        many(3, (at) => ({ document: allowing(...setOf(at)) })),
        { room },
      ).policies,
    ).toEqual([]);
  });
});

describe('a policy that was altered', () => {
  const document = allowing('s3');
  const altered = {
    arn: arnOf(document),
    text: JSON.stringify(boundaryDocumentOf({ style: 'denyUnused', unused: [] }, OWN)),
  };
  const invented = { arn: ownArn('mine'), text: altered.text };

  it('is listed with what it said, and not put on anybody', () => {
    const plan = planned([someoneWanted('a')], { standing: [altered, sqs] });
    expect(plan).toEqual({
      policies: [],
      items: [],
      left: [{ principal: someoneWanted('a').principal, reason: 'policy-altered', why: altered.arn }],
      altered: [{ arn: altered.arn, document }],
      waiting: 0,
      taking: { now: [], later: ['AROAa'] },
    });
  });

  it('is not chosen as the nearest, and neither is one that somebody invented', () => {
    const wanted = [someoneWanted('a', { document: allowing('s3', 'ec2') })];
    const plan = planned(wanted, { standing: [altered, invented], room: 0 });
    expect(plan).toMatchObject({ items: [], left: [{ reason: 'no-policy-left' }] });
    expect(plan.altered.map(({ arn }) => arn)).toEqual([altered.arn, invented.arn].sort());
  });

  it('leaves whoever it bounds alone until it is restored', () => {
    const plan = planned([someoneWanted('a', { boundaryArn: invented.arn })], { standing: [invented] });
    expect(plan).toMatchObject({ items: [], left: [{ reason: 'policy-altered', why: invented.arn }] });
  });

  it.each<[string, readonly Statement[]]>([
    ['allows everything and denies nothing', [{ Effect: 'Allow', Action: '*', Resource: '*' }]],
    [
      'allows everything by what a boundary calls used',
      [{ Sid: 'Used', Effect: 'Allow', Action: ['*'], Resource: '*' }, ...selfProtection(OWN)],
    ],
    ['lacks one of the denies', allowing('s3', 'sqs').Statement.slice(0, -1)],
    ['holds one more deny', [...allowing('s3', 'sqs').Statement, { Effect: 'Deny', Action: 'ec2:*', Resource: '*' }]],
    ['allows all but some', boundaryDocumentOf({ style: 'denyUnused', unused: ['ec2'] }, OWN).Statement],
  ])('is not chosen as the nearest although its name stands for its text, where it %s', (_, Statement) => {
    const other = standing({ Version: '2012-10-17', Statement });
    const plan = planned([someoneWanted('a')], { standing: [other], room: 0 });
    expect(plan).toMatchObject({ items: [], left: [{ reason: 'no-policy-left' }], altered: [] });
    expect(names(planned([someoneWanted('a')], { standing: [other, broad], room: 0 }).items)).toEqual(['a']);
  });

  it('is not put although its name stands for what is meant, where it says something else', () => {
    const meant = allowing('s3');
    const other = boundaryDocumentOf({ style: 'denyUnused', unused: [] }, OWN);
    const colliding = (text: string) => sha256(text === canonical(other) ? canonical(meant) : text);
    const around = { own: OWN, sha256: colliding, scope: 'everything' as const, flipped: new Set<string>() };
    const plan = assignBoundaries([someoneWanted('a')], {
      ...{ ...around, existing: [{ arn: arnOf(meant), text: canonical(other) }] },
      ...{ quotas: { policies: 1, policiesQuota: 1500, policySizeQuota: 6144 } },
      limits: { changesPerRun: 50, maxChangePercent: 20 },
    });
    expect(plan).toMatchObject({ policies: [], items: [], left: [{ reason: 'no-policy-left' }] });
  });

  it('leaves whoever has what this project never writes, under a name that stands for it', () => {
    const said = JSON.stringify({ Id: 'mine', Statement: [], Version: '2012-10-17' });
    const arn = ownPolicyArnOf(`${OWN.namePrefix}${sha256(said).slice(0, 32)}`, OWN);
    const plan = planned([someoneWanted('a', { boundaryArn: arn })], { standing: [{ arn, text: said }] });
    expect(plan).toMatchObject({ items: [], left: [{ reason: 'policy-altered', why: arn }] });
  });

  it('of somebody else is none of the plan', () => {
    const foreign = { arn: `arn:aws:iam::${ACCOUNT}:policy/team`, text: altered.text };
    expect(planned([someoneWanted('a')], { standing: [foreign] }).altered).toEqual([]);
  });
});

describe('a boundary that only lets through more', () => {
  const stand = (at: number) => ({ boundaryArn: sqs.arn, document: allowing('sqs', ...setOf(at)) });

  it('comes first, and is limited by nothing', () => {
    const wanted = [...many(60, () => ({ boundaryArn: sqs.arn, document: allowing('s3', 'sqs') })), someoneWanted('z')];
    const plan = planned(wanted, { standing: [sqs], limits: { changesPerRun: 1 } });
    expect(plan.items).toHaveLength(61);
    expect(names(plan.items).at(-1)).toBe('z');
    expect(plan.waiting).toBe(0);
  });

  it('is all that a run between two waves puts', () => {
    const wanted = [
      someoneWanted('first'),
      someoneWanted('gift', { boundaryArn: sqs.arn, document: allowing('s3', 'sqs') }),
      someoneWanted('narrower', { boundaryArn: broad.arn }),
      someoneWanted('other', { boundaryArn: sqs.arn }),
    ];
    const plan = planned(wanted, { standing: [sqs, broad], scope: 'widening' });
    expect(plan.items).toMatchObject([
      { principal: { name: 'gift' }, boundaryArn: broad.arn },
      { principal: { name: 'other' }, boundaryArn: broad.arn, before: { policyArn: sqs.arn } },
    ]);
    expect(plan.left.map(({ principal, reason }) => [principal.name, reason])).toEqual([
      ['first', 'next-change-run'],
      ['narrower', 'next-change-run'],
    ]);
  });

  it.each<[string, SomeAround, string]>([
    ['there is no room for it', { room: 0 }, 'no-policy-left'],
    ['it would be too large', { policySizeQuota: documentSize(allowing('s3', 'sqs')) - 1 }, 'boundary-too-large'],
  ])('is told of between two waves where %s: nobody is to wait for it in silence', (_, around, reason) => {
    const wanted = [someoneWanted('a', { boundaryArn: sqs.arn })];
    const plan = planned(wanted, { standing: [sqs], scope: 'widening', ...around });
    expect(plan).toMatchObject({ items: [], left: [{ reason }] });
  });

  it('is put at once on whoever has to wait for a narrower one, who waits nevertheless', () => {
    const plan = planned(
      many(7, () => ({ boundaryArn: sqs.arn })),
      { standing: [sqs] },
    );
    expect(plan.items.map(({ boundaryArn }) => boundaryArn)).toEqual([
      ...Array.from({ length: 5 }, () => arnOf(allowing('s3'))),
      ...[broad.arn, broad.arn],
    ]);
    expect([plan.left, plan.waiting]).toEqual([[], 2]);
  });

  it('is not put where nothing holds it', () => {
    const plan = planned(many(3, stand), { standing: [sqs], scope: 'widening', policySizeQuota: 600 });
    expect(plan.items).toEqual([]);
  });
});

describe('a plan that is made again', () => {
  it('counts what an earlier attempt has made once', () => {
    const wanted = many(3, (at) => ({ document: allowing(...setOf(at)) }));
    const first = planned(wanted, { room: 2 });
    const begun = first.policies.map(({ arn }) => arn);
    for (const count of [0, 1, 2]) {
      expect(planned(wanted, { room: 2 - count, begun: begun.slice(0, count) })).toEqual(first);
    }
  });

  it('has a boundary put once more that nobody has seen to stand', () => {
    const s3 = standing(allowing('s3'));
    const wanted = [
      someoneWanted('stands', { boundaryArn: s3.arn }),
      someoneWanted('waits', { boundaryArn: broad.arn }),
      someoneWanted('settled', { boundaryArn: s3.arn }),
    ];
    const plan = planned(wanted, {
      standing: [s3, broad],
      scope: 'widening',
      unconfirmed: ['AROAstands', 'AROAwaits'],
    });
    expect(plan.items.map(({ principal, boundaryArn, before }) => [principal.name, boundaryArn, before])).toEqual([
      ['stands', s3.arn, undefined],
      ['waits', broad.arn, undefined],
    ]);
    expect(plan.left).toMatchObject([{ principal: { name: 'settled' }, reason: 'stands' }]);
  });

  it("leaves alone whose boundary is the project's, and in no list", () => {
    const plan = planned([someoneWanted('a', { boundaryArn: ownArn('unlisted') })]);
    expect(plan.left).toMatchObject([{ reason: 'policy-altered', why: ownArn('unlisted') }]);
  });
});

describe('every plan', () => {
  const somebody = fc.record({
    set: fc.integer({ min: 0, max: 30 }),
    days: fc.option(fc.integer({ min: 0, max: 5 })),
    stands: fc.option(fc.integer({ min: 0, max: 30 })),
  });
  const world = fc.record({
    people: fc.array(somebody, { maxLength: 40 }),
    existing: fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { maxLength: 10 }),
    room: fc.oneof(fc.integer({ min: -2, max: 12 }), fc.constant(100)),
    changesPerRun: fc.integer({ min: 1, max: 30 }),
    maxChangePercent: fc.integer({ min: 1, max: 100 }),
    scope: fc.constantFrom('everything' as const, 'widening' as const),
  });

  it('keeps every promise at once, and is the same whatever the order', () => {
    fc.assert(
      fc.property(world, ({ people, existing, room, changesPerRun, maxChangePercent, scope }) => {
        const wanted = people.map(({ set, days, stands }, at) =>
          someoneWanted(`role-${at}`, {
            document: allowing(...setOf(set)),
            lastUsedAt: days === null ? undefined : daysAgo(days),
            ...(stands !== null && { boundaryArn: arnOf(allowing(...setOf(stands))) }),
          }),
        );
        const around = {
          standing: [...new Set([...existing, ...people.flatMap(({ stands }) => stands ?? [])])].map((set) =>
            standing(allowing(...setOf(set))),
          ),
          scope,
          room,
          limits: { changesPerRun, maxChangePercent },
        };
        const plan = planned(wanted, around);
        expect(planned([...wanted].reverse(), around)).toEqual(plan);

        expect(new Set([...names(plan.items), ...names(plan.left)])).toEqual(new Set(names(wanted)));
        expect(plan.items.length + plan.left.length).toBe(wanted.length);
        expect(plan.policies.length).toBeLessThanOrEqual(Math.max(0, room));
        const documentAt = new Map(around.standing.map(({ arn, text }) => [arn, boundaryIn(text)]));
        const takes = plan.items.filter(({ before, document }) => {
          const stood = documentAt.get(before?.policyArn ?? '');
          return stood === undefined || !isCoveredBy(stood, document);
        });
        expect(takes.length).toBeLessThanOrEqual(scope === 'widening' ? 0 : changesPerRun);
        const bounded = wanted.filter(({ boundaryArn }) => boundaryArn !== undefined).length;
        const replaced = takes.filter(({ before }) => before !== undefined).length;
        expect(replaced).toBeLessThanOrEqual(Math.max(5, (bounded * maxChangePercent) / 100));
        const lacking = plan.left.filter(({ principal, reason }) => {
          const one = wanted.find(({ principal: { id } }) => id === principal.id);
          const stood = documentAt.get(one?.boundaryArn ?? '');
          return stood !== undefined && one && reason !== 'no-policy-left' && !isCoveredBy(one.document, stood);
        });
        // Whoever has a boundary keeps none that lacks something, unless there is no room for a policy.
        if (room > 40) expect(lacking).toEqual([]);

        const there = new Set([...around.standing, ...plan.policies].map(({ arn }) => arn));
        for (const item of plan.items) {
          const meant = wanted.find(({ principal }) => principal.id === item.principal.id);
          expect(there).toContain(item.boundaryArn);
          expect(item.boundaryArn).toBe(arnOf(item.document));
          expect(item.boundaryArn).not.toBe(meant?.boundaryArn);
          expect(isCoveredBy(meant?.document ?? allowing(), item.document)).toBe(true);
        }
      }),
      { numRuns: draws(60) },
    );
  });

  // A set has a larger number than all within it, and 7,919 is prime.
  it.each([
    ['small to large, so that nothing is wide enough for the last', 1, ['no-policy-left']],
    ['in no order of their size, so that those there are serve for more', 7919, ['no-policy-left', 'widened']],
  ])('gives 1,600 principals of 1,600 sets a boundary or a reason under a quota of 1,500: %s', (_, step, expected) => {
    const wanted = many(1600, (at) => ({ document: allowing(...setOf((at * step) % 1600)) }));
    expect(new Set(wanted.map(({ document }) => arnOf(document))).size).toBe(1600);
    const plan = planned(wanted, { room: 1450, limits: { changesPerRun: 1600 } });
    expect(plan.policies).toHaveLength(1450);
    expect(new Set([...names(plan.items), ...names(plan.left)]).size).toBe(1600);
    const own = plan.items.filter(({ widened }) => widened === undefined);
    expect(own).toHaveLength(1450);
    const others = [
      ...plan.left.map(({ reason }) => reason),
      ...plan.items.flatMap((one) => (one.widened ? ['widened'] : [])),
    ];
    expect(new Set(others)).toEqual(new Set(expected));
    for (const { principal, document } of plan.items) {
      const meant = wanted.find((one) => one.principal.id === principal.id);
      expect(isCoveredBy(meant?.document ?? allowing(), document)).toBe(true);
    }
  });
});

const wantedIn = (rows: readonly Row[], style: Rules['style'], more: Partial<WantedBy> = {}) =>
  wantedOf(rows, { style, alwaysAllow: [], own: OWN, policySizeQuota: 6144, ...more });

describe('wantedOf', () => {
  const bound = (more: object) =>
    aRow({ decision: { kind: 'bound', reason: 'used-some', services: ['s3'], actions: [], ...more } });

  it('reads whom a run decided to bound, and by what', () => {
    const rows = [
      { ...bound({ actions: ['iam:PassRole'] }), lastUsedAt: daysAgo(3), boundaryArn: sqs.arn },
      aRow({ decision: { kind: 'leave', reason: 'exempt' } }),
      aRow({ kind: 'group', decision: { kind: 'report', reason: 'group' } }),
    ];
    expect(wantedIn(rows, 'allowUsed')).toEqual([
      {
        principal: aPrincipal(),
        document: boundaryDocumentOf({ style: 'allowUsed', services: ['s3'], actions: ['iam:PassRole'] }, OWN),
        boundaryArn: sqs.arn,
        lastUsedAt: daysAgo(3),
      },
    ]);
  });

  it('denies what is unused where the settings say so', () => {
    const [wanted] = wantedIn([{ ...bound({}), unusedServices: [] }], 'denyUnused');
    expect(wanted?.document).toEqual(boundaryDocumentOf({ style: 'denyUnused', unused: [] }, OWN));
    const [other] = wantedIn([{ ...bound({}), unusedServices: ['sqs'] }], 'denyUnused');
    expect(other?.document).toEqual(boundaryDocumentOf({ style: 'denyUnused', unused: ['sqs'] }, OWN));
  });

  it('denies what a person has to open again, and not what was granted lately', () => {
    const row = { ...bound({ services: ['s3', 'sqs'], needsAgain: ['ec2'] }), usedServices: ['ec2', 's3'] };
    const [wanted] = wantedIn([{ ...row, unusedServices: ['sns', 'sqs'] }], 'denyUnused');
    expect(wanted?.document).toEqual(boundaryDocumentOf({ style: 'denyUnused', unused: ['ec2', 'sns'] }, OWN));
  });

  it.each([
    ['allowUsed', boundaryDocumentOf({ style: 'allowUsed', services: ['kms', 's3'], actions: [] }, OWN)],
    ['denyUnused', boundaryDocumentOf({ style: 'denyUnused', unused: ['sqs'] }, OWN)],
  ] as const)('lets through what a resource policy grants by name: style %s', (style, expected) => {
    const keptByResourcePolicy = [{ service: 'kms', by: ['arn:key'], resources: 1 }];
    const [wanted] = wantedIn([{ ...bound({}), unusedServices: ['kms', 'sqs'], keptByResourcePolicy }], style);
    expect(wanted?.document).toEqual(expected);
  });

  it('always allows what the settings say, in either style', () => {
    const row = { ...bound({}), unusedServices: ['kms', 'sts'] };
    const alwaysAllow = ['kms:*', 'sts:AssumeRole'];
    const [used] = wantedIn([row], 'allowUsed', { alwaysAllow });
    const [denied] = wantedIn([row], 'denyUnused', { alwaysAllow });
    const content = { style: 'allowUsed', services: ['s3'], actions: [], alwaysAllow } as const;
    expect(used?.document).toEqual(boundaryDocumentOf(content, OWN));
    expect(denied?.document).toEqual(
      boundaryDocumentOf({ style: 'denyUnused', unused: ['kms', 'sts'], alwaysAllow }, OWN),
    );
  });

  const everything = { ...bound({}), unusedServices: SERVICE_PREFIXES.filter((one) => one !== 's3') };

  it('falls back to what is used where the names of all that is unused find no room, and says so', () => {
    const [wanted] = wantedIn([{ ...everything, unknownServices: ['brand-new'] }], 'denyUnused');
    expect(wanted?.style).toBe('allowUsed');
    expect(wanted?.document).toEqual(allowing('brand-new', 's3'));
    const fits = { ...everything, unusedServices: SERVICE_PREFIXES.slice(0, 150) };
    expect(wantedIn([fits], 'denyUnused')[0]).not.toHaveProperty('style');
  });

  it('falls back from the first character that finds no room on', () => {
    const row = { ...bound({}), unusedServices: ['sqs', 'sns'] };
    const denying = boundaryDocumentOf({ style: 'denyUnused', unused: row.unusedServices }, OWN);
    const [fits] = wantedIn([row], 'denyUnused', { policySizeQuota: documentSize(denying) });
    expect(fits).not.toHaveProperty('style');
    expect(fits?.document).toEqual(denying);
    const [beyond] = wantedIn([row], 'denyUnused', { policySizeQuota: documentSize(denying) - 1 });
    expect(beyond).toMatchObject({ style: 'allowUsed', document: allowing('s3') });
  });

  it('falls back to no deny of all but what is used: it would be longer', () => {
    for (const services of [['s3'], SERVICE_PREFIXES.slice(0, 40)]) {
      const used = allowing(...services);
      const [{ Action = [] } = {}, ...rest] = used.Statement;
      const denying: PolicyDocument = {
        ...used,
        Statement: [
          { Sid: 'Everything', Effect: 'Allow', Action: '*', Resource: '*' },
          { Sid: 'Unused', Effect: 'Deny', NotAction: Action, Resource: '*' },
          ...rest,
        ],
      };
      expect(documentSize(denying)).toBeGreaterThan(documentSize(used));
    }
  });

  it('plans the fallback like anything else, and says of everybody concerned which style is meant', () => {
    const again = { ...everything, id: 'AROA2', arn: `${everything.arn}2` };
    const rows = [everything, { ...again, boundaryArn: 'arn:aws:iam::111122223333:policy/team' }];
    const wanted = wantedIn(rows, 'denyUnused');
    const { items, left } = planned(wanted, { limits: { changesPerRun: 1, maxChangePercent: 100 } });
    expect([...items, ...left].map(({ style }) => style)).toEqual(['allowUsed', 'allowUsed']);
    expect(left.map(({ reason }) => reason)).toEqual(['next-wave']);
  });

  it('leaves the base actions, in either style, to whoever used nothing', () => {
    const row = bound({ reason: 'used-nothing', services: [], actions: ['s3:ListBucket'] });
    const [one, other] = (['allowUsed', 'denyUnused'] as const).map((style) => wantedIn([row], style)[0]?.document);
    expect(one).toEqual(other);
    expect(one).toEqual(boundaryDocumentOf({ style: 'allowUsed', services: [], actions: ['s3:ListBucket'] }, OWN));
    const keptByResourcePolicy = [{ service: 'kms', by: ['arn:key'], resources: 1 }];
    const [more] = wantedIn([{ ...row, keptByResourcePolicy }], 'denyUnused');
    expect(more?.document).toEqual(
      boundaryDocumentOf({ style: 'allowUsed', services: ['kms'], actions: ['s3:ListBucket'] }, OWN),
    );
  });
});
