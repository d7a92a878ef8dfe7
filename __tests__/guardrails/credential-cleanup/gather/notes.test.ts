import type { DescribedPrincipal } from '../../../../src/audit/inventory/inventory';
import { subjectsOf } from '../../../../src/audit/payloads/subjects';
import { credentialReportOf } from '../../../../src/domain/credentials/credential-report';
import { NotedCredentials } from '../../../../src/guardrails/credential-cleanup/gather/notes';
import { cleanableSubject } from '../../../../src/guardrails/credential-cleanup/subject';
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
  return credentials.notes.of(one);
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
    expect(() => unread.notes.of(found())).toThrow('nobody has read the credential report');
  });
});

describe('a user in the manifest', () => {
  it.each([
    ['known', aUser({}, { credentials: known({ keys: [aKey(1, 40, 3), aKey(2, 5)] }), quarantined: true })],
    ['newer', aUser({}, { credentials: { kind: 'newer' } })],
    ['unknown', aUser({}, { credentials: { kind: 'unknown', why: 'it is too old' } })],
  ])('is read as it was written: %s', (_, user) => {
    expect(subjectsOf(JSON.parse(JSON.stringify([user])), 'manifest.json', cleanableSubject)).toEqual([user]);
  });
});
