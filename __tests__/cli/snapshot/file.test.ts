import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { snapshotAt } from '../../../src/cli/snapshot/file';
import { temporaryFolder } from '../../support/temporary-folder';

const SOUND = {
  ...{ format: 'iam-guardrails-snapshot', version: 1, takenAt: '2026-11-30T10:00:00Z' },
  ...{ accountId: '111122223333', anonymised: false, settings: {} },
  account: { users: [], roles: [], groups: [], policies: [] },
  credentialReport: { lines: [] },
  quotas: { failed: 'AccessDenied' },
  ...{ reports: {}, accessKeys: {}, objects: {}, rolesInUse: [] },
  resources: { policies: [], unread: [] },
  analysis: { analyzers: [], findings: [], unread: [] },
  remembered: { leftElsewhere: {}, entries: {}, holds: {} },
};

/** What a file is refused with that is sound but for these keys; the first line names the file. */
function refusalOf(changed: object): string[] {
  const file = join(temporaryFolder('snapshot-'), 'account.json');
  writeFileSync(file, JSON.stringify({ ...SOUND, ...changed }));
  try {
    snapshotAt(file);
  } catch (error) {
    return (error as Error).message.split('\n').slice(1);
  }
  return [];
}

const KEY = { keyId: 'AKIA1', status: 'Active', createdAt: '2026-01-01T00:00:00Z' };

describe('what is wrong with a snapshot', () => {
  it('is nothing where it is sound', () => {
    expect(refusalOf({})).toEqual([]);
  });

  it.each([
    [
      'a quota that is missing',
      { quotas: { policies: 1, groups: 'two' } },
      /^ {2}quotas\.policiesQuota is missing: .*expected number/,
    ],
    [
      'a value of another type within a report',
      { reports: { 'arn:x': { used: [{ service: 's3', lastUsedAt: 'once', entities: 1 }], unused: [] } } },
      /^ {2}reports\.arn:x\.used\.0\.lastUsedAt is "once": Invalid ISO datetime/,
    ],
    [
      'a word that is none of those allowed',
      { accessKeys: { ada: { id: 'AIDA1', keys: [{ ...KEY, status: 'On' }] } } },
      /^ {2}accessKeys\.ada\.keys\.0\.status is "On": .*"Active"\|"Inactive"/,
    ],
    [
      'a key that the form of a report does not know',
      { reports: { 'arn:x': { used: [], unused: [], colour: 'blue' } } },
      /^ {2}reports\.arn:x is \{.*"blue"\}: Unrecognized key: "colour"/,
    ],
    ['a failure without its reason', { quotas: { failed: 3 } }, /^ {2}quotas\.failed is 3: .*expected string/],
    [
      'a value of a type that no form has',
      { undated: { ada: 4 } },
      /^ {2}undated\.ada is 4: .*expected array, .*, or .*expected object/,
    ],
    [
      'an object where a text or a failure may be',
      { objects: { 'a/b': {} } },
      /^ {2}objects\.a\/b\.failed is missing: .*expected string/,
    ],
    [
      'an empty report, by what each form lacks',
      { reports: { 'arn:x': {} } },
      /^ {2}reports\.arn:x is \{\}: used: .*expected array.*; unused: .*, or failed: .*expected string/,
    ],
  ])('is said of %s by its key, its value and what is allowed', (_, changed, expected) => {
    expect(refusalOf(changed)[0]).toMatch(expected);
  });

  it('is said of five keys at most', () => {
    expect(refusalOf({ quotas: { policies: 1 } })).toHaveLength(5);
  });
});
