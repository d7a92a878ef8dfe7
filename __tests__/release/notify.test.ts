import fc from 'fast-check';
import { RUNBOOK } from '../../src/domain/notice/runbook';
import { noticeOf } from '../../src/release/notify';
import type { Released } from '../../src/release/take-back';
import { aBoundarySet, aPrincipal, ownArn } from '../support/boundaries';

const aRelease = (overrides: Partial<Released> = {}): Released => ({
  ...{ principal: 'arn:aws:iam::111122223333:role/etl', takenBack: [], notGivenBack: [] },
  ...overrides,
});
const tags = {
  kind: 'tags-set' as const,
  principal: aPrincipal(),
  set: { Permissions_Used: '7' },
  removed: [],
  before: {},
};

const user = { accountId: '111122223333', id: 'AIDAADA1', arn: 'arn:aws:iam::111122223333:user/ada', name: 'ada' };
const left = { kind: 'group-left' as const, user, group: { id: 'AGPA1', name: 'Administrators' } };
const replaced = { kind: 'inline-policy-put' as const, user, policyName: 'DenyIAM', before: '{}' };
const attached = {
  kind: 'managed-policy-attached' as const,
  user,
  policyArn: 'arn:aws:iam::111122223333:policy/DenyIAMAccess',
};

describe('the notice of a release', () => {
  it.each([
    ['Nothing to take back: etl', [aRelease()]],
    ['Nothing to take back: 2 principals', [aRelease(), aRelease()]],
    [
      'Nothing taken back, something remains: 2 principals',
      [aRelease(), aRelease({ stays: 'a later run has changed it' })],
    ],
    ['Nothing taken back, something remains: etl', [aRelease({ notGivenBack: [left] })]],
    ['IAM access given back: etl', [aRelease({ takenBack: [attached] })]],
    ['Boundaries taken back: etl', [aRelease({ takenBack: [aBoundarySet(), tags] })]],
    ['Tags taken back: 2 principals', [aRelease({ takenBack: [tags] }), aRelease()]],
  ])('says %s', (subject, released) => {
    expect(noticeOf(released, RUNBOOK).subject).toBe(subject);
  });

  it.each<[string, Partial<Released>, readonly string[]]>([
    [
      'a deny',
      { takenBack: [attached], notGivenBack: [left, replaced] },
      [
        'was released.',
        `  Taken away: policy ${attached.policyArn}.`,
        "  Given back: IAM access, as far as the user's own policies allow it.",
        '  Remains: user ada stays out of group Administrators; an admin may add the user again by hand.',
        '  Remains: the inline policy DenyIAM of user ada that the guard replaced stays away; an admin may put it back by hand (its text is in the log).',
      ],
    ],
    [
      'a boundary where none stood',
      { takenBack: [aBoundarySet()], stays: 'a later run has changed it' },
      [
        'was released.',
        `  Taken away: permissions boundary ${ownArn('new')}.`,
        '  Given back: whatever that boundary denied; no boundary stood before.',
        '  Remains: a later run has changed it.',
        '  The next change run may put a boundary on it again: to keep it free, exempt it (docs/runbook.md).',
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
        `  Taken away: permissions boundary ${ownArn('new')}.`,
        '  Taken away: tags Permissions_Used.',
        '  Given back: permissions boundary arn:old, which stood before.',
        '  Given back: tags Permissions_Granted, with the values they had before.',
        '  Remains: nothing of what the guardrails did.',
        '  The next change run may put a boundary on it again: to keep it free, exempt it (docs/runbook.md).',
      ],
    ],
    [
      'tags that had other values',
      { takenBack: [{ ...tags, before: { permissions_used: '6' } }] },
      [
        'was released.',
        '  Taken away: nothing.',
        '  Given back: tags permissions_used, with the values they had before.',
        '  Remains: nothing of what the guardrails did.',
      ],
    ],
    [
      'nothing that still stood',
      {},
      [
        'was not changed.',
        '  Taken away: nothing. There was nothing left to undo: an earlier release, or someone by hand, may already have done it.',
        '  Remains: nothing of what the guardrails did.',
      ],
    ],
    [
      'nothing of what still stands',
      { stays: 'a later run has changed it' },
      ['was not changed.', '  Taken away: nothing.', '  Remains: a later run has changed it.'],
    ],
  ])('says what was taken away, what was given back and what remains, of a release of %s', (_, release, lines) => {
    const { body } = noticeOf([aRelease(release)], RUNBOOK);
    expect(body.split('\n\n')[0]?.split('\n')).toEqual([`${aRelease().principal} ${lines[0]}`, ...lines.slice(1)]);
  });

  it('never says of anything that it was set or attached, or what was undone without saying what that means', () => {
    const all = [
      attached,
      replaced,
      aBoundarySet(),
      { kind: 'boundary-set' as const, user, policyArn: 'arn:deny' },
      tags,
    ];
    const { body } = noticeOf([aRelease({ takenBack: all })], RUNBOOK);
    expect(body).not.toMatch(/undone|attached| set | put on/);
    expect(body.match(/Given back: IAM access/g)).toHaveLength(1);
  });

  it('says of no boundary of the revoker that a run may put it again', () => {
    const { body } = noticeOf(
      [aRelease({ takenBack: [{ kind: 'boundary-set', user, policyArn: 'arn:deny' }] })],
      RUNBOOK,
    );
    expect(body).toContain('Taken away: permissions boundary arn:deny.');
    expect(body).not.toContain('exempt it');
  });

  it.each([
    [200, false],
    [201, true],
  ])('of %i names all, or says how many it does not: %s', (count, isShort) => {
    const { body } = noticeOf(
      Array.from({ length: count }, () => aRelease()),
      RUNBOOK,
    );
    expect(/And \d+ more/.exec(body)?.[0]).toBe(isShort ? 'And 1 more' : undefined);
  });

  it('names no more than a mail can bear', () => {
    const { body } = noticeOf(
      Array.from({ length: 5_000 }, () => aRelease({ takenBack: [aBoundarySet()] })),
      RUNBOOK,
    );
    expect(body.length).toBeLessThan(200_000);
    expect(body).toContain('And 4800 more');
  });

  it('says once, at its end, that the next change run may bound again', () => {
    const { body } = noticeOf([aRelease({ takenBack: [aBoundarySet()] }), aRelease()], RUNBOOK);
    expect(body.match(/The next change run/g)).toHaveLength(1);
    expect(body.split('\n\n').at(-1)?.split('\n')[0]).toBe(
      'The next change run may put boundaries on them again: to keep a principal free, exempt it (docs/runbook.md).',
    );
    expect(noticeOf([aRelease({ takenBack: [tags] }), aRelease()], RUNBOOK).body).not.toContain('change run');
  });

  it('names tags that are numbered as a range', () => {
    const keys = [1, 10, 2, 3, 4, 5, 6, 7, 8, 9, 12].map((number) => `Permissions_Services_${number}`);
    const set = Object.fromEntries(['Permissions_Used', ...keys].map((key) => [key, '7']));
    const { body } = noticeOf([aRelease({ takenBack: [{ ...tags, set }] })], RUNBOOK);
    expect(body).toContain(
      '  Taken away: tags Permissions_Used, Permissions_Services_1 to _10, Permissions_Services_12.\n',
    );
  });

  it('says where everybody is named, and nothing of it where all are shown', () => {
    const many = Array.from({ length: 201 }, () => aRelease());
    expect(noticeOf(many, RUNBOOK).body).toContain(
      'And 1 more is not shown here: the log of the release function has a line for each principal.',
    );
    expect(noticeOf(many.slice(1), RUNBOOK).body).not.toContain('not shown');
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
          const principal = `arn:aws:iam::111122223333:role/${path}/role-${index}-end`;
          return aRelease({ principal, takenBack: [aBoundarySet(), change] });
        });
        const { body } = noticeOf(released, runbook);
        expect(Buffer.byteLength(body)).toBeLessThanOrEqual(262_144);
        const shown = body.match(/-end was released\.$/gm)?.length ?? 0;
        const unshown = Number(/^And (\d+) more/m.exec(body)?.[1] ?? 0);
        expect(shown + unshown).toBe(count);
      }),
      { numRuns: 25 },
    );
  });

  it('is cut by bytes, and not by characters or principals, where a few have long names', () => {
    const set = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`${'ä'.repeat(120)}${index}`, '7']));
    const many = Array.from({ length: 100 }, () => aRelease({ takenBack: [{ ...tags, set }] }));
    const { body } = noticeOf(many, RUNBOOK);
    expect(Buffer.byteLength(body)).toBeLessThan(262_144);
    expect(body.match(/was released/g)).toHaveLength(19);
    expect(body).toContain('And 81 more are not shown here');
  });
});
