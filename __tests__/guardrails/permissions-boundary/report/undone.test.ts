import fc from 'fast-check';
import type { BoundarySet, TagsSet } from '../../../../src/domain/change/change';
import { boundaryStands, undoneWords } from '../../../../src/guardrails/permissions-boundary/report/undone';
import { undoneWords as denialUndone } from '../../../../src/guardrails/revoker/report/undone';
import type { Released, ReleaseOutcome } from '../../../../src/release/releaser';
import { aBoundarySet, aPrincipal, OWN, ownArn } from '../../../support/boundaries';
import { ACCOUNT } from '../../../support/permissions-boundary';
import { releaseMail } from '../../../support/releasers';
import { aUser, BOUNDARY_ARN } from '../../../support/revoker';

interface Of extends Partial<Released> {
  readonly takenBack?: readonly (BoundarySet | TagsSet)[];
}

const principal = 'arn:aws:iam::111122223333:role/etl';
const aRelease = ({ takenBack = [], ...more }: Of = {}): ReleaseOutcome => ({
  released: { principal, takenBack, notGivenBack: [], ...more },
  words: undoneWords(takenBack),
});
const tags: TagsSet = {
  kind: 'tags-set' as const,
  principal: aPrincipal(),
  set: { Permissions_Used: '7' },
  removed: [],
  before: {},
};

const noticeOf = (outcomes: readonly ReleaseOutcome[], runbook?: string) => releaseMail(outcomes, { runbook });

/** What a mail says of the principal. */
const linesAbout = (body: string) =>
  body
    .split('\n')
    .filter((line) => /^(arn:|Taken|Given|Remains| {2}2)/.test(line))
    .sort();

describe('the notice that boundaries and tags were given back', () => {
  const user = aUser();
  const attached = [{ kind: 'managed-policy-attached' as const, user, policyArn: 'arn:deny' }];
  const denial = {
    released: { principal: user.arn, takenBack: attached, notGivenBack: [] },
    words: denialUndone({ takenBack: attached, notGivenBack: [] }),
  };

  it.each([
    ['Nothing to take back: etl', [aRelease()]],
    ['Nothing taken back, something remains: etl', [aRelease({ stays: 'a later run has changed it' })]],
    ['Boundaries taken back: etl', [aRelease({ takenBack: [aBoundarySet(), tags] })]],
    [
      'Boundaries taken back: 2 principals',
      [aRelease({ takenBack: [tags] }), aRelease({ takenBack: [aBoundarySet()] })],
    ],
    ['Tags taken back: 2 principals', [aRelease({ takenBack: [tags] }), aRelease()]],
    ['IAM access given back: 2 principals', [aRelease({ takenBack: [aBoundarySet()] }), denial]],
  ])('says %s', (subject, released) => {
    expect(noticeOf(released).subject).toBe(subject);
  });

  it.each<[string, Of, readonly string[]]>([
    [
      'a boundary where none stood',
      { takenBack: [aBoundarySet()], stays: 'a later run has changed it' },
      [
        'was released.',
        `Taken away: permissions boundary ${ownArn('new')}`,
        'Given back: whatever that boundary denied; no boundary stood before',
        'Remains:    a later run has changed it',
        '  2. The next change run may put a boundary on it again. To keep it free, exempt it.',
      ],
    ],
    [
      'a boundary in the place of another, and tags',
      {
        takenBack: [
          aBoundarySet({ before: { policyArn: 'arn:old' } }),
          { ...tags, before: { Permissions_Granted: '8' } },
        ],
      },
      [
        'was released.',
        `Taken away: permissions boundary ${ownArn('new')}; tags Permissions_Used`,
        'Given back: permissions boundary arn:old, which stood before; tags Permissions_Granted, with the values they had before',
        'Remains:    nothing of what the guardrails did',
        '  2. The next change run may put a boundary on it again. To keep it free, exempt it.',
      ],
    ],
    [
      'tags that had other values',
      { takenBack: [{ ...tags, before: { permissions_used: '6' } }] },
      [
        'was released.',
        'Taken away: nothing',
        'Given back: tags permissions_used, with the values they had before',
        'Remains:    nothing of what the guardrails did',
      ],
    ],
  ])('says what was taken away, what was given back and what remains, of a release of %s', (_, release, lines) => {
    const { body } = noticeOf([aRelease(release)]);
    expect(linesAbout(body)).toEqual([`${principal} ${lines[0]}`, ...lines.slice(1)].sort());
  });

  it('never says of anything that it was set, or what was undone without saying what that means', () => {
    const { body } = noticeOf([aRelease({ takenBack: [aBoundarySet(), tags] })]);
    expect(body).not.toMatch(/undone|attached| set | put on/);
  });

  it('names no more than a mail can bear', () => {
    const { body } = noticeOf(Array.from({ length: 5_000 }, () => aRelease({ takenBack: [aBoundarySet()] })));
    expect(body.length).toBeLessThan(200_000);
    expect(body).toContain('and 4800 more');
  });

  it('says once, at its end, that the next change run may bound again', () => {
    const { body } = noticeOf([
      aRelease({ takenBack: [aBoundarySet()] }),
      aRelease({ takenBack: [aBoundarySet()] }),
      aRelease(),
    ]);
    expect(body.match(/The next change run/g)).toHaveLength(1);
    expect(body).toContain(
      '\n  2. The next change run may put boundaries on them again. To keep a principal free, exempt it.\n',
    );
    expect(noticeOf([aRelease({ takenBack: [tags] }), aRelease()]).body).not.toContain('change run');
  });

  it('names tags that are numbered as a range', () => {
    const keys = [1, 10, 2, 3, 4, 5, 6, 7, 8, 9, 12].map((number) => `Permissions_Services_${number}`);
    const set = Object.fromEntries(['Permissions_Used', ...keys].map((key) => [key, '7']));
    const { body } = noticeOf([aRelease({ takenBack: [{ ...tags, set }] })]);
    expect(body).toContain(
      'Taken away: tags Permissions_Used, Permissions_Services_1 to _10, Permissions_Services_12\n',
    );
  });

  it('is never longer than SNS takes, and says how many it does not show', () => {
    const repeated = (maxLength: number, ...letters: readonly string[]) =>
      fc
        .tuple(fc.constantFrom(...letters), fc.integer({ min: 0, max: maxLength }))
        .map(([letter, length]) => letter.repeat(length));
    const tagKeys = fc
      .tuple(fc.integer({ min: 0, max: 50 }), repeated(120, 'T_', 'a', 'ä', '語'))
      .map(([count, stem]) => Array.from({ length: count }, (_, index) => `${stem}${index + 1}`));
    const of = fc.record({ path: repeated(512, 'a', '$'), keys: tagKeys, isOld: fc.boolean() });
    const some = fc.array(of, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(some, fc.integer({ min: 1, max: 1_000 }), repeated(2_000, 'r'), (kinds, count, runbook) => {
        const released = Array.from({ length: count }, (_, index) => {
          const { path, keys, isOld } = kinds[index % kinds.length] ?? { path: '', keys: [], isOld: false };
          const set = Object.fromEntries(keys.map((key) => [key, '7']));
          const change = { ...tags, set, before: isOld ? set : {} };
          const arn = `arn:aws:iam::111122223333:role/${path}/role-${index}-end`;
          return aRelease({ principal: arn, takenBack: [aBoundarySet(), change] });
        });
        const { body } = noticeOf(released, runbook);
        expect(Buffer.byteLength(body)).toBeLessThanOrEqual(262_144);
        const shown = body.match(/-end was released\.(?: |$)/gm)?.length ?? 0;
        const unshown = Number(/^ {2}and (\d+) more/m.exec(body)?.[1] ?? 0);
        expect(shown + unshown).toBe(count);
      }),
      { numRuns: 25 },
    );
  });

  it('is cut by bytes, and not by characters or principals, where a few have long names', () => {
    const set = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`${'ä'.repeat(120)}${index}`, '7']));
    const { body } = noticeOf(Array.from({ length: 100 }, () => aRelease({ takenBack: [{ ...tags, set }] })));
    expect(Buffer.byteLength(body)).toBeLessThan(262_144);
    expect(body.match(/was released/g)).toHaveLength(16);
    expect(body).toContain('84 are not shown here');
  });
});

describe('a release of a user from another guardrail', () => {
  it('says that a boundary of the audit stands, and how to be rid of it', () => {
    expect(boundaryStands(aUser({ boundaryArn: ownArn('0a1b') }), OWN)).toBe(
      'a boundary of the audit stands: invoke again with "guardrail": "permissions-boundary"',
    );
  });

  it.each([
    ['no boundary', undefined],
    ['that of another guardrail', BOUNDARY_ARN],
    ['one that somebody else made', `arn:aws:iam::${ACCOUNT}:policy/team-limits`],
    ['one of that name in another account', ownArn('0a1b').replace(ACCOUNT, '999988887777')],
  ])('says nothing of %s', (_, boundaryArn) => {
    expect(boundaryStands(aUser(boundaryArn === undefined ? {} : { boundaryArn }), OWN)).toBeUndefined();
  });
});
