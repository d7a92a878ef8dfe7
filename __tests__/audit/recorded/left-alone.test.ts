import { leftAlone, protectingFacts } from '../../../src/audit/recorded/left-alone';
import type { DescribedPrincipal } from '../../../src/audit/inventory/described';
import type { Exemption } from '../../../src/domain/exemption/exemption';
import { keyRules } from '../support/keys-deployment';
import { ADMINS } from '../support/keys-account';
import { ACCOUNT, aSubject } from '../support/subjects';

// An exemption may name the guardrails of the project alone.
const GUARDRAIL = 'permissions-boundary';
const user = { kind: 'user', name: 'ada', id: 'AIDAADA', arn: `arn:aws:iam::${ACCOUNT}:user/ada` } as const;
const everything = {
  protection: 'protected-by-setting',
  exemption: { from: [GUARDRAIL], reason: 'breaks glass' },
  admin: true,
  adminsUnknown: 'the admin group is empty',
} as const;
const incident = new Map([[user.id, 'incident']]);
const left = (
  more: Partial<Parameters<typeof aSubject>[0]> = {},
  leftElsewhere: ReadonlyMap<string, string> = new Map(),
) => leftAlone(aSubject({ ...user, ...more }), { guardrail: GUARDRAIL, leftElsewhere });

describe('a principal is left alone without a look at how it is used', () => {
  it.each([
    ['whom another guardrail wants left as it is', left({}, incident), { reason: 'incident' }],
    ['who is protected', left({ protection: 'own-role' }), { reason: 'own-role' }],
    ['who is exempt', left({ exemption: everything.exemption }), { reason: 'exempt', why: 'breaks glass' }],
    ['who is an admin', left({ admin: true }), { reason: 'admin' }],
    ['of whom nobody knows', left({ adminsUnknown: 'it is empty' }), { reason: 'admin-group', why: 'it is empty' }],
  ])('%s', (_, decision, expected) => {
    expect(decision).toEqual({ kind: 'leave', ...expected });
  });

  it.each([
    ['an incident', 'incident', left(everything, incident)],
    ['then protection', 'protected-by-setting', left(everything)],
    ['then an exemption', 'exempt', left({ ...everything, protection: undefined })],
    ['then that it is an admin', 'admin', left({ admin: true, adminsUnknown: 'it is empty' })],
  ])('for the weightiest of its reasons: %s', (_, reason, decision) => {
    expect(decision?.reason).toBe(reason);
  });

  it('and looked at where nothing keeps the guardrail from it', () => {
    expect(left()).toBeUndefined();
    expect(left({ exemption: { from: ['tags'], reason: 'tags are synced' } })).toBeUndefined();
    expect(left({}, new Map([['AIDABOB', 'incident']]))).toBeUndefined();
    expect(left({ admin: false })).toBeUndefined();
  });
});

describe('what keeps a guardrail from a principal', () => {
  const ada: DescribedPrincipal = {
    id: user.id,
    ...{ kind: 'user', accountId: ACCOUNT, name: 'ada', arn: user.arn, path: '/', tags: { team: 'x' }, groups: [] },
    ...{ createdAt: '2025-01-01T00:00:00.000Z', memberships: [], grants: [], attached: [] },
  };
  const group = { ...ADMINS, members: 1 };
  const exemption: Exemption = {
    ...{ match: { name: 'ada' }, from: [GUARDRAIL], owner: 'ops', reason: 'breaks glass', expires: '2026-06-01' },
  };
  const facts = (
    found: Partial<DescribedPrincipal>,
    groups = [group],
    more: Partial<Parameters<typeof protectingFacts>[2]> = {},
  ) =>
    protectingFacts({ ...ada, ...found }, groups, {
      ...{
        rules: keyRules({ protectedArns: [`${user.arn}-too`] }),
        adminGroups: [ADMINS],
        exemptions: [],
        today: '2026-06-01',
      },
      ...more,
    });

  it('is nothing of somebody ordinary', () => {
    expect(facts({})).toEqual({ mayDoSomething: false, keeps: [], ownTags: {}, otherTags: 1 });
  });

  it('is that it is protected, exempt or an admin', () => {
    expect(facts({ arn: `${user.arn}-too` })).toMatchObject({ protection: 'protected-by-setting' });
    expect(facts({}, [group], { exemptions: [exemption] })).toMatchObject({
      exemption: { from: [GUARDRAIL], reason: 'breaks glass' },
    });
    expect(facts({ memberships: [ADMINS] })).toMatchObject({ admin: true });
  });

  it('is no exemption any more on the day after its last', () => {
    expect(facts({}, [group], { exemptions: [exemption], today: '2026-06-02' })).not.toHaveProperty('exemption');
  });

  it('is of a user that nobody can tell who is an admin, and not of a role, which is in no group', () => {
    const empty = [{ ...group, members: 0 }];
    expect(facts({}, empty)).toMatchObject({ adminsUnknown: 'the admin group Admins (AGPAADMINS) is empty' });
    const role = { kind: 'role', arn: `arn:aws:iam::${ACCOUNT}:role/ada` } as const;
    expect(facts(role, empty)).not.toHaveProperty('adminsUnknown');
  });

  it('asks what policies allow only for whether there is anything', () => {
    const grants = [{ allowsSomething: true }] as unknown as DescribedPrincipal['grants'];
    expect(facts({ grants })).toMatchObject({ mayDoSomething: true });
  });
});
