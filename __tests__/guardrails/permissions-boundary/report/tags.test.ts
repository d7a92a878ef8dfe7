import fc from 'fast-check';
import type { Subject } from '../../../../src/domain/identity/subject';
import { usageOf } from '../../../../src/domain/run/usage';
import { act } from '../../../../src/guardrails/permissions-boundary/apply/act';
import { TAG_KEY_PATTERNS } from '../../../../src/guardrails/permissions-boundary/contract';
import {
  ownTagKey,
  meantTagsOf,
  wantedTags,
  type MeantTags,
} from '../../../../src/guardrails/permissions-boundary/report/tags';
import {
  aReport,
  aService,
  aSubject,
  daysAgo,
  NOW,
  someCircumstances,
  someRules,
  usual,
} from '../../../support/permissions-boundary';

const planFor = (used: readonly string[], room = 50, unused: readonly string[] = []) =>
  wantedTags(usageOf([...used.map((one) => aService(one, 1)), ...unused.map((one) => aService(one))], NOW, 90), room);

const tagsIn = (plan: MeantTags) => (plan.kind === 'wanted' ? plan.tags : {});

/** As IAM carries out a change of tags: a key in other letters is the same key. */
const after = (ownTags: Readonly<Record<string, string>>, plan: MeantTags): Record<string, string> => {
  const [[change] = []] = act(aSubject({ ownTags }), plan);
  if (change === undefined) return { ...ownTags };
  const gone = [...change.removed, ...Object.keys(change.set)].map((key) => key.toLowerCase());
  const kept = Object.entries(ownTags).filter(([key]) => !gone.includes(key.toLowerCase()));
  return { ...Object.fromEntries(kept), ...change.set };
};

describe('wantedTags', () => {
  it('words the numbers and the services used', () => {
    expect(planFor(['sqs', 's3'], 50, ['sns'])).toEqual({
      kind: 'wanted',
      tags: {
        Permissions_Coverage_Percent: '67',
        Permissions_Granted: '3',
        Permissions_Used: '2',
        Permissions_Unused: '1',
        Permissions_Services_1: 's3 sqs',
      },
    });
  });

  it('has no coverage of nothing, and no tag of services where none was used', () => {
    expect(planFor([])).toEqual({
      kind: 'wanted',
      tags: { Permissions_Granted: '0', Permissions_Used: '0', Permissions_Unused: '0' },
    });
  });

  const letters = (count: number) => Array.from({ length: count }, (_, index) => `${'x'.repeat(62)}${index + 10}`);

  it('fills a tag to its last character before it begins the next', () => {
    // Three of 64 characters and two blanks leave 61 for the fourth and its blank.
    const full = [...letters(3), `z${'y'.repeat(60)}`];
    expect(tagsIn(planFor(full))['Permissions_Services_1']).toHaveLength(256);
    expect(tagsIn(planFor(full))['Permissions_Services_2']).toBeUndefined();
    const over = [...letters(3), `z${'y'.repeat(61)}`];
    expect(tagsIn(planFor(over))['Permissions_Services_2']).toBe(`z${'y'.repeat(61)}`);
  });

  it('says in the last tag how many services do not fit', () => {
    const plan = planFor(letters(8), 5);
    const [x0, x1, x2] = letters(3);
    expect(plan).toMatchObject({
      tags: { Permissions_Used: '8', Permissions_Services_1: `${x0} ${x1} ${x2} +5` },
      why: 'the tags of others leave no room for 5 of the services used',
    });
    expect(Object.keys(tagsIn(plan))).toHaveLength(5);
  });

  it('gives up a service for the number of those that do not fit', () => {
    const used = [...letters(3), `z${'y'.repeat(58)}`, 'zz'];
    expect(tagsIn(planFor(used, 5))['Permissions_Services_1']).toMatch(/^(x+\d+ ){3}\+2$/);
  });

  it.each([
    ['five tags hold the numbers and a line', 5, 5, undefined],
    ['four hold the numbers', 4, 4, 'the tags of others leave no room for 2 of the services used'],
    ['three do not', 3, 0, 'the tags of others leave no room even for the numbers'],
    ['none do not', 0, 0, 'the tags of others leave no room even for the numbers'],
  ])('knows how much room there is: %s', (_, room, count, why) => {
    const plan = planFor(['s3', 'sqs'], room);
    expect(Object.keys(tagsIn(plan))).toHaveLength(count);
    expect(plan.why).toBe(why);
  });
});

describe('tags', () => {
  const name = fc.stringMatching(/^[a-z0-9-]{1,64}$/);
  const days = fc.option(fc.double({ min: 0, max: 500, noNaN: true }), { nil: undefined });
  const services = fc.array(fc.tuple(name, days), { maxLength: 460 });
  const others = fc.integer({ min: 0, max: 50 });
  const planWith = (some: readonly (readonly [string, number | undefined])[], otherTags: number): MeantTags =>
    meantTagsOf(
      aSubject({ otherTags, mayDoSomething: false }),
      aReport(...some.map(([one, age]) => aService(one, age))),
      someCircumstances(),
    );

  it('are such as IAM takes, and never more than fifty', () => {
    fc.assert(
      fc.property(services, others, (some, otherTags) => {
        const tags = Object.entries(tagsIn(planWith(some, otherTags)));
        expect(tags.length + otherTags).toBeLessThanOrEqual(50);
        for (const [key, value] of tags) {
          expect(key).toMatch(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u);
          expect(value).toMatch(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u);
          expect(key).not.toMatch(/^aws:/i);
          expect(ownTagKey(key.toLowerCase())).toBe(key);
          expect(
            TAG_KEY_PATTERNS.some((own) => key === own || (own.endsWith('*') && key.startsWith(own.slice(0, -1)))),
          ).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('name every service used, or say how many they do not name', () => {
    fc.assert(
      fc.property(services, others, (some, otherTags) => {
        const plan = planWith(some, otherTags);
        const lines = Object.entries(tagsIn(plan)).filter(([key]) => key.startsWith('Permissions_Services_'));
        fc.pre(lines.length > 0);
        const words = lines.flatMap(([, value]) => value.split(' '));
        const rest = words.filter((word) => word.startsWith('+')).map(Number);
        const { used } = usageOf(
          some.map(([one, age]) => aService(one, age)),
          NOW,
          90,
        );
        expect(words.filter((word) => !word.startsWith('+'))).toEqual(used.slice(0, used.length - (rest[0] ?? 0)));
        expect(rest.length).toBe(plan.why === undefined ? 0 : 1);
      }),
      { numRuns: 200 },
    );
  });

  it('are not written a second time', () => {
    const spelt = fc.constantFrom(
      'Permissions_Granted',
      'PERMISSIONS_USED',
      'permissions_services_3',
      'Permissions_Services_9',
    );
    fc.assert(
      fc.property(services, fc.integer({ min: 0, max: 46 }), fc.dictionary(spelt, name), (some, otherTags, before) => {
        const plan = planWith(some, otherTags);
        const tags = after(before, plan);
        expect(new Set(Object.entries(tags).map(([key, value]) => `${key.toLowerCase()}=${value}`))).toEqual(
          new Set(Object.entries(tagsIn(plan)).map(([key, value]) => `${key.toLowerCase()}=${value}`)),
        );
        expect(act(aSubject({ ownTags: tags }), plan)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('act', () => {
  const wanted = (tags: Record<string, string>): MeantTags => ({ kind: 'wanted', tags });

  it('sets what is new or other, removes what is stale, and keeps what was there', () => {
    const ownTags = {
      Permissions_Granted: '3',
      Permissions_Used: '1',
      Permissions_Unused: '2',
      Permissions_Services_2: 'sqs',
    };
    const { id, arn } = aSubject();
    const plan = wanted({
      Permissions_Granted: '4',
      Permissions_Used: '1',
      Permissions_Unused: '3',
      Permissions_Services_1: 's3',
    });
    expect(act(aSubject({ ownTags }), plan)).toEqual([
      [
        {
          kind: 'tags-set',
          principal: { kind: 'role', accountId: '111122223333', id, arn, name: 'etl' },
          set: { Permissions_Granted: '4', Permissions_Unused: '3', Permissions_Services_1: 's3' },
          removed: ['Permissions_Services_2'],
          before: { Permissions_Granted: '3', Permissions_Unused: '2', Permissions_Services_2: 'sqs' },
        },
      ],
    ]);
  });

  it('takes the numbers away where there is no room for them any more', () => {
    const plan: MeantTags = { kind: 'wanted', tags: {}, why: 'no room' };
    expect(act(aSubject({ ownTags: { Permissions_Used: '1' } }), plan)).toMatchObject([
      [{ set: {}, removed: ['Permissions_Used'] }],
    ]);
  });

  it.each([
    ['somebody who is left alone', {}, { kind: 'left' as const, why: 'exempt' }],
    ['a group', { kind: 'group' as const }, wanted({ Permissions_Used: '1' })],
    ['somebody who carries the tags', { ownTags: { Permissions_Used: '1' } }, wanted({ Permissions_Used: '1' })],
  ])('changes nothing about %s', (_, subject, plan) => {
    expect(act(aSubject(subject), plan)).toEqual([]);
  });
});

describe('meantTagsOf', () => {
  it.each<[string, Partial<Subject>]>([
    ['has a boundary of somebody else', { boundaryArn: 'arn:aws:iam::111122223333:policy/team' }],
    ['was tracked too short for a boundary', { createdAt: daysAgo(20) }],
    ['is exempt from the boundary', { exemption: { from: ['permissions-boundary'], reason: 'own boundary' } }],
  ])('tags a role that %s', (_, subject) => {
    expect(meantTagsOf(aSubject(subject), usual, someCircumstances()).kind).toBe('wanted');
  });

  it('tags where the mode is off', () => {
    const circumstances = someCircumstances({ rules: someRules({ mode: 'off' }) });
    expect(meantTagsOf(aSubject(), usual, circumstances).kind).toBe('wanted');
  });

  it.each<[string, Partial<Subject>, Parameters<typeof meantTagsOf>[1], string]>([
    ['a group', { kind: 'group' }, usual, 'a group can have no tags'],
    ['a protected role', { protection: 'own-role' }, usual, 'own-role'],
    ['who is exempt from tags', { exemption: { from: ['tags'], reason: 'own tags' } }, usual, 'own tags'],
    ['a young role', { createdAt: daysAgo(1) }, usual, 'too-young'],
    ['who has an open incident', { id: 'AROAOPEN' }, usual, 'open-incident'],
    ['without a report', {}, { kind: 'failed', why: 'ServiceFailure' }, 'evidence-failed: ServiceFailure'],
    ['who is gone', {}, { kind: 'gone' }, 'gone'],
    [
      'with an empty report',
      {},
      aReport(),
      'evidence-suspicious: the report is empty, and yet a policy allows something',
    ],
    ['of whom nobody asked', {}, undefined, 'no evidence'],
  ])('leaves the tags of %s', (_, subject, evidence, why) => {
    const circumstances = someCircumstances({ openIncidents: new Set(['AROAOPEN']) });
    expect(meantTagsOf(aSubject(subject), evidence, circumstances)).toEqual({ kind: 'left', why });
  });

  it('leaves everybody where tags are off', () => {
    const circumstances = someCircumstances({ rules: someRules({ tags: false }) });
    expect(meantTagsOf(aSubject(), usual, circumstances)).toEqual({ kind: 'left', why: 'tags are off' });
  });
});
