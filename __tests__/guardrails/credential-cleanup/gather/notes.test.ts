import type { DescribedPrincipal } from '../../../../src/audit/inventory/described';
import { subjectsOf } from '../../../../src/audit/payloads/subjects';
import { credentialReportOf } from '../../../../src/domain/credentials/credential-report';
import { cleanupNotes, NotedCredentials } from '../../../../src/guardrails/credential-cleanup/gather/notes';
import { TrustingRoles } from '../../../../src/guardrails/credential-cleanup/gather/needed';
import { cleanableSubject } from '../../../../src/guardrails/credential-cleanup/subject';
import { unpaced } from '../../../../src/aws/iam/paced';
import { someRules } from '../../../support/some-cleanup';
import { aLine, BORN, ROOT_LINE } from '../../../support/report-lines';
import { aKey, aUser, known, NOW } from '../../../support/some-credentials';

const found = (overrides: Partial<DescribedPrincipal> = {}): DescribedPrincipal => ({
  ...{ kind: 'user', accountId: '111122223333', id: 'AIDAADA', arn: aLine().arn, name: 'ada', path: '/' },
  ...{ createdAt: BORN, tags: {}, groups: [], memberships: [], grants: [], attached: [] },
  ...overrides,
});

async function noted(one: DescribedPrincipal) {
  const credentials = new NotedCredentials(() => NOW);
  const report = credentialReportOf([ROOT_LINE, aLine({ mfa_active: 'true' })], NOW);
  await credentials.over(() => Promise.resolve(report))();
  return credentials.of(one);
}

describe('what the inventory notes', () => {
  it('is what the credential report says of a user', async () => {
    expect(await noted(found())).toMatchObject({ credentials: { kind: 'known', credentials: { mfa: true } } });
    expect(await noted(found({ arn: 'arn:bob' }))).toMatchObject({ credentials: { kind: 'unknown' } });
  });

  it('is nothing of a role', async () => {
    expect(await noted(found({ kind: 'role' }))).toEqual({});
  });

  it.each([
    ['arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3', true],
    ['arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantine', true],
    ['arn:aws:iam::111122223333:policy/AWSCompromisedKeyQuarantineV3', undefined],
    ['arn:aws:iam::aws:policy/ReadOnlyAccess', undefined],
  ])('is a quarantine where AWS has attached its own policy: %s', async (policy, expected) => {
    expect((await noted(found({ attached: [policy] }))).quarantined).toBe(expected);
  });

  it('takes a report that was read', () => {
    const unread = new NotedCredentials(() => NOW);
    expect(() => unread.of(found())).toThrow('nobody has read the credential report');
  });
});

describe('what the inventory notes of attached policies', () => {
  const rules = (users: number, roles = 0) =>
    someRules({
      users: { report: 30, disable: users, delete: 0 },
      roles: { report: 30, disable: roles, delete: 0, regions: ['us-east-1'] },
    });
  const OWN = 'arn:aws:iam::111122223333:policy/iam-guardrails/iam-guardrails-credential-cleanup-0123';
  const ANALYZED = [{ arn: found().arn, kind: 'role' as const, id: 'f', analyzerArn: 'arn:aws:access-analyzer' }];
  const others = (count: number) => Array.from({ length: count }, (_, index) => `arn:aws:iam::aws:policy/P${index}`);

  /** What is noted of a role with these policies, and how often quotas were asked for. */
  async function notedOf(attached: readonly string[], by: ReturnType<typeof rules>) {
    let asked = 0;
    const ports = {
      ...{ accountId: '111122223333', rules: by, now: () => NOW, rolesInUse: () => Promise.resolve([]) },
      unusedAccess: () => Promise.resolve({ analyzers: [], findings: ANALYZED, unread: [] }),
      quotas: () => {
        asked += 1;
        return Promise.resolve({ attachedPerUserQuota: 20, attachedPerRoleQuota: 10 });
      },
    };
    const around = { credentials: new NotedCredentials(() => NOW), roles: new TrustingRoles() };
    const notes = await cleanupNotes(around, ports)(unpaced);
    return {
      asked,
      remarks: notes.remarks,
      noted: notes.of(found({ kind: 'role', attached })),
      isLookedCloser: notes.lookCloser !== undefined,
    };
  }

  it('is what analyzers find of a principal, and how they were asked, if they are', async () => {
    const { noted, remarks = [] } = await notedOf([], { ...rules(0), analyzer: 'existing' });
    expect(noted).toEqual({ analysis: ['the role, unused'] });
    expect(remarks).toEqual([expect.stringMatching(/^No analyzer/)]);
    expect(await notedOf([], rules(0))).toMatchObject({ noted: {}, remarks: [] });
  });

  it('is a deny of the guardrail, whatever its settings are by now', async () => {
    expect(await notedOf([OWN], rules(0))).toMatchObject({ asked: 0, noted: { denied: true }, isLookedCloser: false });
  });

  it('is whether there is room for another, where some are to be attached', async () => {
    expect(await notedOf(others(10), rules(0, 90))).toMatchObject({
      asked: 1,
      noted: { full: true },
      isLookedCloser: true,
    });
    expect((await notedOf(others(9), rules(0, 90))).noted).toEqual({});
    expect(await notedOf(others(10), rules(90))).toMatchObject({ asked: 1, isLookedCloser: true });
    expect(await notedOf(others(10), rules(0))).toMatchObject({ asked: 0, noted: {} });
  });
});

describe('a user in the manifest', () => {
  it.each([
    ['known', aUser({}, { credentials: known({ keys: [aKey(1, 40, 3), aKey(2, 5)] }), quarantined: true })],
    [
      'denied, and full',
      aUser(
        {},
        { denied: true, full: true, analysis: ['the password, unused'], needed: { reason: 'service-role', why: 'so' } },
      ),
    ],
    ['newer', aUser({}, { credentials: { kind: 'newer' } })],
    ['unknown', aUser({}, { credentials: { kind: 'unknown', why: 'it is too old' } })],
  ])('is read as it was written: %s', (_, user) => {
    expect(subjectsOf(JSON.parse(JSON.stringify([user])), 'manifest.json', cleanableSubject)).toEqual([user]);
  });
});
