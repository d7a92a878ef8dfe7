import type { PrincipalPolicies } from '../../../../src/aws/iam/attached-policies';
import type { ChosenChanges } from '../../../../src/audit/recorded/plan';
import type { SlotSet } from '../../../../src/audit/recorded/slot-set';
import { canonical } from '../../../../src/domain/policy/policy-document';
import { ownPolicyArnOf } from '../../../../src/domain/policy/own-policies';
import { denyHands } from '../../../../src/guardrails/credential-cleanup/apply/deny-hands';
import { draftDenies } from '../../../../src/guardrails/credential-cleanup/apply/draft';
import { onlyDeny } from '../../../../src/guardrails/credential-cleanup/apply/only-deny';
import { denyPolicyOf } from '../../../../src/guardrails/credential-cleanup/judge/deny';
import { denied, DENY_SLOT, keyOff } from '../../../../src/guardrails/credential-cleanup/kinds';
import { ownDenies } from '../../../../src/guardrails/credential-cleanup/rules';
import { VirtualClock } from '../../../audit/support/virtual-clock';
import { sha256 } from '../../../support/boundaries';
import { someRules } from '../../../support/some-cleanup';

const ACCOUNT = '111122223333';
const own = ownDenies(someRules(), ACCOUNT);
const deny = denyPolicyOf(own, sha256);
const text = canonical(deny.document);
const principal = <K extends 'user' | 'role'>(kind: K, name: string) =>
  ({ kind, accountId: ACCOUNT, id: `ID${name}`, arn: `arn:aws:iam::${ACCOUNT}:${kind}/${name}`, name }) as const;
const [ADA, BOB, ETL] = [principal('user', 'ada'), principal('user', 'bob'), principal('role', 'etl')];
const STRANGER = `arn:aws:iam::${ACCOUNT}:policy/stranger`;

describe('the policy that denies everything', () => {
  it('denies every action on every resource, under a name made of that', () => {
    expect(deny.document.Statement).toEqual([{ Sid: 'Unused', Effect: 'Deny', Action: '*', Resource: '*' }]);
    expect(deny.arn).toMatch(/policy\/iam-guardrails\/iam-guardrails-credential-cleanup-[0-9a-f]{32}$/);
  });

  const reads = (found: string | undefined) =>
    onlyDeny({
      ...{ own, sha256, clock: new VirtualClock() },
      policies: { read: () => Promise.resolve(found === undefined ? undefined : { text: found, versionId: 'v1' }) },
    });

  it('is attached where it says so, and nothing else is', async () => {
    expect(await reads(text)(deny.arn)).toBe(true);
    expect(await reads(text.replace('Deny', 'Allow'))(deny.arn)).toBe(false);
    expect(await reads(text)(ownPolicyArnOf(`${own.namePrefix}0123`, own))).toBe(false);
    expect(await reads(undefined)(deny.arn)).toBe(false);
  });
});

describe('the hands that deny', () => {
  /** What is attached to whom, by kind and name. @param isDeny whether the policy says what it should */
  function someHands(attached: Record<string, string[]>, { isDeny = true, isFull = false } = {}) {
    const policiesOf = (kind: string): PrincipalPolicies => {
      const of = (name: string) => attached[`${kind} ${name}`];
      return {
        of: (name) => Promise.resolve(of(name) && { id: `ID${name}`, arns: of(name) ?? [] }),
        attach: (name, arn) => {
          if (isFull || of(name) === undefined) return Promise.resolve(isFull ? 'refused' : 'gone');
          of(name)?.push(arn);
          return Promise.resolve('done');
        },
        detach: (name, arn) => {
          const arns = of(name) ?? [];
          attached[`${kind} ${name}`] = arns.filter((one) => one !== arn);
          return Promise.resolve(arns.includes(arn));
        },
      };
    };
    const policies = { user: policiesOf('user'), role: policiesOf('role') };
    return denyHands({ policies, own, isDeny: () => Promise.resolve(isDeny) });
  }
  const seen = { id: ADA.id, state: undefined };

  it.each([
    ['a user', ADA, 'user ada'],
    ['a role', ETL, 'role etl'],
  ])('attach the policy to %s beside those of others, and detach it', async (_, one, key) => {
    const attached = { [key]: [STRANGER] };
    const hands = someHands(attached);
    expect(await hands.see(one, DENY_SLOT)).toEqual({ id: one.id, state: undefined });
    expect(await hands.carry(denied(one, deny.arn), seen)).toBe('done');
    expect(await hands.see(one, DENY_SLOT)).toEqual({ id: one.id, state: deny.arn });
    expect(await hands.undo(denied(one, deny.arn))).toBe(true);
    expect(attached).toEqual({ [key]: [STRANGER] });
    expect(await hands.undo(denied(one, deny.arn))).toBe(false);
  });

  it('attach nothing that does not deny', async () => {
    const attached = { 'user ada': [] };
    const carried = await someHands(attached, { isDeny: false }).carry(denied(ADA, deny.arn), seen);
    expect([carried, attached]).toEqual([
      { failed: expect.stringContaining('does not say what this project wrote') as string },
      { 'user ada': [] },
    ]);
  });

  it('say so where nobody has the name, and where there is no room', async () => {
    expect(await someHands({}).see(ADA, DENY_SLOT)).toBeUndefined();
    expect(await someHands({}).carry(denied(ADA, deny.arn), seen)).toMatchObject({
      failed: expect.stringContaining('gone') as string,
    });
    expect(await someHands({ 'user ada': [] }, { isFull: true }).carry(denied(ADA, deny.arn), seen)).toEqual({
      failed: 'it has no room for another managed policy',
    });
  });
});

describe('the draft of a plan', () => {
  const item = (of: typeof ADA | typeof ETL, ...changes: readonly SlotSet[]) => ({
    principal: of,
    changes,
  });
  const quotas = (policies: number) => ({
    ...{ policies, policiesQuota: 1_500, policySizeQuota: 6_144, versionsPerPolicyQuota: 5 },
    ...{ attachedPerUserQuota: 10, attachedPerRoleQuota: 10, groups: 0, groupsQuota: 300, groupsPerUserQuota: 10 },
  });
  const DRAFTED: ChosenChanges<SlotSet> = {
    items: [
      item(ADA, keyOff(ADA, 'AKIA1'), denied(ADA, deny.arn)),
      item(BOB, keyOff(BOB, 'AKIA2')),
      item(ETL, denied(ETL, deny.arn)),
    ],
    left: [],
  };
  const draft = (existing: readonly { arn: string; text: string }[], policies = 10, begun: readonly string[] = []) =>
    draftDenies(DRAFTED, { existing, begun: new Set(begun), quotas: quotas(policies) }, { own, sha256 });

  it('makes one policy for all, once', () => {
    expect(draft([])).toEqual({ ...DRAFTED, policies: [deny], altered: [] });
    expect(draft([{ arn: deny.arn, text }])).toEqual({ ...DRAFTED, policies: [], altered: [] });
  });

  it('makes none where nobody is denied anything', () => {
    const keysAlone = { ...DRAFTED, items: [item(BOB, keyOff(BOB, 'AKIA2'))] };
    const around = { existing: [], begun: new Set<string>(), quotas: quotas(10) };
    expect(draftDenies(keysAlone, around, { own, sha256 }).policies).toEqual([]);
  });

  const WITHOUT = [item(ADA, keyOff(ADA, 'AKIA1')), item(BOB, keyOff(BOB, 'AKIA2'))];

  it('leaves whoever was to be denied where the account has no room for it, but for their keys', () => {
    expect(draft([], 1_450)).toEqual({
      ...{ items: WITHOUT, left: [{ principal: ETL, reason: 'no-policy-left' }] },
      ...{ policies: [], altered: [] },
    });
  });

  it('takes what an earlier attempt has made, whatever room there is', () => {
    expect(draft([], 1_450, [deny.arn])).toMatchObject({ items: DRAFTED.items, policies: [deny] });
    expect(draft([{ arn: deny.arn, text }], 1_450)).toMatchObject({ items: DRAFTED.items, policies: [] });
  });

  it('leaves them as well where somebody altered it, and has it restored', () => {
    const altered = { arn: deny.arn, text: text.replace('Deny', 'Allow') };
    expect(draft([altered, { arn: STRANGER, text: '{}' }])).toEqual({
      ...{ items: WITHOUT, left: [{ principal: ETL, reason: 'policy-altered' }] },
      ...{ policies: [], altered: [{ arn: deny.arn, document: deny.document }] },
    });
  });
});
