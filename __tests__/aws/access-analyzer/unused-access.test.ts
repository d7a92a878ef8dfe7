import { unusedAccess } from '../../../src/aws/access-analyzer/unused-access';
import { unpaced, type Paced } from '../../../src/aws/iam/paced';
import { Pace } from '../../../src/audit/pace/pace';
import { isThrottled } from '../../../src/aws/clients/error-kinds';
import { systemClock } from '../../../src/aws/system-clock';
import type { UnusedAccess } from '../../../src/domain/unused-access/finding';
import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import type { FindingDetail, FindingSeed } from '../../../src/embedded-account/access-analyzer/analyzers';
import { anAccount, stopAccounts } from '../../embedded-account/support/accounts';
import { actAs, restoreEnvironment } from '../../support/environment';

// Real servers: seconds each on a busy machine.
jest.setTimeout(120_000);

const ACCOUNT = '111122223333';
const READS = ['ListAnalyzers', 'GetAnalyzer', 'ListFindings', 'GetFinding'].map((name) => `access-analyzer:${name}`);
const user = (name: string) => `arn:aws:iam::${ACCOUNT}:user/${name}`;
const role = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;

let account: EmbeddedAccount;

beforeEach(async () => {
  account = await anAccount();
  mayDo(...READS);
});
afterEach(async () => {
  restoreEnvironment();
  await stopAccounts();
});

/** Lets the reader do this and nothing else. */
function mayDo(...Action: readonly string[]): void {
  const own = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
  actAs(account, account.addUser({ name: `reader-${Action.length}`, inline: { own } }).credentials);
}

interface Reading {
  readonly regions?: readonly string[];
  readonly paced?: Paced;
  readonly needsDetails?: (finding: UnusedAccess) => boolean;
}

const read = ({ regions = ['us-east-1'], paced = unpaced, needsDetails = () => true }: Reading = {}) =>
  unusedAccess({ accountId: ACCOUNT, regions, paced, needsDetails });

const anAnalyzer = (more: Partial<Parameters<EmbeddedAccount['addAnalyzer']>[0]> = {}) =>
  account.addAnalyzer({ name: 'unused', type: 'ACCOUNT_UNUSED_ACCESS', ...more });
const find = (analyzer: string, seed: Partial<FindingSeed>) =>
  account.addFinding(analyzer, { findingType: 'UnusedIAMRole', resource: role('old'), ...seed });
const callsOf = (action: string) => account.calls({ service: 'access-analyzer', action });
const keyDetail = (accessKeyId: string): FindingDetail => ({ unusedIamUserAccessKeyDetails: { accessKeyId } });

describe('what Access Analyzer finds unused', () => {
  it('is read in all four types, with the details of each', async () => {
    const lastAccessed = new Date('2026-01-02T03:04:05Z');
    const lastUsedAt = lastAccessed.toISOString();
    const analyzer = anAnalyzer({ unusedAccessAge: 60 });
    find(analyzer, { details: [{ unusedIamRoleDetails: { lastAccessed } }] });
    find(analyzer, {
      ...{ findingType: 'UnusedIAMUserPassword', resource: user('ada') },
      details: [{ unusedIamUserPasswordDetails: {} }],
    });
    find(analyzer, { findingType: 'UnusedIAMUserAccessKey', resource: user('ada'), details: [keyDetail('AKIA1')] });
    find(analyzer, {
      ...{ findingType: 'UnusedPermission', resource: role('busy') },
      details: [
        { unusedPermissionDetails: { serviceNamespace: 's3', lastAccessed } },
        { unusedPermissionDetails: { serviceNamespace: 'ec2', actions: [{ action: 'RunInstances', lastAccessed }] } },
      ],
    });
    const { findings, unread } = await read();
    expect(unread).toEqual([]);
    expect(findings.map(({ arn, kind, afterDays, details }) => ({ arn, kind, afterDays, details }))).toEqual([
      { arn: role('old'), kind: 'role', afterDays: 60, details: { of: 'principal', lastUsedAt } },
      { arn: user('ada'), kind: 'password', afterDays: 60, details: { of: 'principal' } },
      { arn: user('ada'), kind: 'access-key', afterDays: 60, details: { of: 'access-key', keyId: 'AKIA1' } },
      {
        ...{ arn: role('busy'), kind: 'permissions', afterDays: 60 },
        details: {
          of: 'permissions',
          services: [
            { service: 's3', lastUsedAt },
            { service: 'ec2', actions: [{ action: 'RunInstances', lastUsedAt }] },
          ],
        },
      },
    ]);
  });

  it('is read to the last page of the findings, also behind a page on which none is active', async () => {
    const analyzer = anAnalyzer();
    for (let number = 0; number < 100; number += 1)
      find(analyzer, { resource: role(`r${number}`), status: 'ARCHIVED' });
    find(analyzer, { resource: role('last') });
    expect((await read()).findings.map(({ arn }) => arn)).toEqual([role('last')]);
  });

  it('is read to the last page of the details', async () => {
    const details = Array.from({ length: 101 }, (_, number) => ({
      unusedPermissionDetails: { serviceNamespace: `service-${number}` },
    }));
    find(anAnalyzer(), { findingType: 'UnusedPermission', details });
    const [found] = (await read()).findings;
    expect(found?.details).toMatchObject({ services: { length: 101 } });
  });

  it('is read of all analyzers of a type, though a list may have pages', async () => {
    for (let number = 0; number < 101; number += 1) anAnalyzer({ name: `a-${number + 100}`, status: 'CREATING' });
    expect((await read()).analyzers).toHaveLength(101);
  });

  it.each(['RESOLVED', 'ARCHIVED'] as const)('is not what is %s', async (status) => {
    const analyzer = anAnalyzer();
    find(analyzer, { status });
    find(analyzer, { resource: role('other') });
    expect((await read()).findings.map(({ arn }) => arn)).toEqual([role('other')]);
  });

  it('is not what is resolved between the list and its details', async () => {
    const id = find(anAnalyzer(), {});
    const late: Paced = (action, call) => {
      if (action.includes('GetFindingV2')) account.settleFinding(id, 'RESOLVED');
      return call();
    };
    expect(await read({ paced: late })).toMatchObject({ findings: [], unread: [] });
  });

  it('is not what is deleted between the list and its details', async () => {
    find(anAnalyzer(), {});
    account.failNext('access-analyzer', 'GetFindingV2', 'ResourceNotFoundException', { status: 404 });
    expect(await read()).toMatchObject({ findings: [], unread: [] });
  });

  it('is of the account alone, though the analyzer is of the organization', async () => {
    const analyzer = anAnalyzer({ type: 'ORGANIZATION_UNUSED_ACCESS' });
    find(analyzer, { resource: 'arn:aws:iam::999988887777:role/old' });
    find(analyzer, {});
    expect((await read()).findings.map(({ arn }) => arn)).toEqual([role('old')]);
  });

  it('is counted once where an analyzer of the account and one of the organization find it', async () => {
    const [ofAll, own] = [
      anAnalyzer({ name: 'a-all', type: 'ORGANIZATION_UNUSED_ACCESS' }),
      anAnalyzer({ name: 'b-own' }),
    ];
    for (const analyzer of [ofAll, own]) {
      for (const key of ['AKIA1', 'AKIA2']) {
        find(analyzer, { findingType: 'UnusedIAMUserAccessKey', resource: user('ada'), details: [keyDetail(key)] });
      }
    }
    find(ofAll, { resource: role('only-there') });
    const { findings } = await read();
    expect(findings.map(({ arn, analyzerArn }) => [arn, analyzerArn])).toEqual([
      [user('ada'), own],
      [user('ada'), own],
      [role('only-there'), ofAll],
    ]);
    expect(findings.flatMap(({ details }) => (details?.of === 'access-key' ? details.keyId : []))).toEqual([
      'AKIA1',
      'AKIA2',
    ]);
    // Those that do not count are not asked for details either.
    expect(callsOf('GetFindingV2')).toHaveLength(3);
  });

  it('is counted once where analyzers of two Regions find it, by the one that reports sooner', async () => {
    find(anAnalyzer({ region: 'us-east-1', unusedAccessAge: 90 }), {});
    const sooner = anAnalyzer({ region: 'eu-west-1', unusedAccessAge: 30 });
    find(sooner, {});
    const { findings } = await read({ regions: ['us-east-1', 'eu-west-1'] });
    expect(findings).toMatchObject([{ analyzerArn: sooner, afterDays: 30 }]);
  });

  it('is read of the analyzer that Security Hub manages, too', async () => {
    find(anAnalyzer({ managedBy: 'securityhubv2.amazonaws.com' }), {});
    const { analyzers, findings } = await read();
    expect(analyzers).toMatchObject([{ managedBy: 'securityhubv2.amazonaws.com', of: 'account' }]);
    expect(findings).toHaveLength(1);
  });

  it('is not what an analyzer of external access finds', async () => {
    anAnalyzer({ type: 'ACCOUNT' });
    expect(await read()).toEqual({ analyzers: [], findings: [], unread: [] });
  });

  it('is not asked of an analyzer that does not analyze', async () => {
    anAnalyzer({ status: 'DISABLED' });
    expect(await read()).toMatchObject({ analyzers: [{ status: 'DISABLED' }], findings: [], unread: [] });
  });

  it('is asked for details where they are needed, and nowhere else', async () => {
    const analyzer = anAnalyzer();
    find(analyzer, {});
    const needed = find(analyzer, {
      ...{ findingType: 'UnusedIAMUserAccessKey', resource: user('ada'), details: [keyDetail('AKIA1')] },
    });
    const { findings } = await read({ needsDetails: ({ kind }) => kind === 'access-key' });
    expect(findings.map(({ details }) => details?.of)).toEqual([undefined, 'access-key']);
    expect(callsOf('GetFindingV2').map(({ params }) => params)).toMatchObject([{ id: needed }]);
  });
});

describe('what of Access Analyzer cannot be read', () => {
  it('is its analyzers, where nobody may list them', async () => {
    mayDo('access-analyzer:GetFinding');
    find(anAnalyzer(), {});
    const { findings, unread } = await read();
    expect(findings).toEqual([]);
    expect(unread).toMatchObject([{ what: 'the analyzers in us-east-1' }]);
    expect(unread[0]?.why).toMatch(/^AccessDenied/);
  });

  it('is the findings of one analyzer, and those of another still come', async () => {
    find(anAnalyzer({ name: 'first' }), { resource: role('of-first') });
    find(anAnalyzer({ name: 'second' }), { resource: role('of-second') });
    account.failNext('access-analyzer', 'ListFindingsV2', 'AccessDenied', { status: 403 });
    const { findings, unread } = await read();
    expect(findings).toHaveLength(1);
    expect(unread).toHaveLength(1);
    expect(unread[0]?.what).toMatch(/^the findings of .*:analyzer\/(first|second)$/);
    expect(unread[0]?.why).toMatch(/^AccessDenied/);
  });

  it('is the details, where nobody may get them; the findings come without, and few are asked', async () => {
    mayDo(...READS.slice(0, 3));
    const analyzer = anAnalyzer();
    for (let number = 0; number < 50; number += 1) find(analyzer, { resource: role(`r${number}`) });
    const { findings, unread } = await read();
    expect(findings).toHaveLength(50);
    expect(findings.every(({ details }) => details === undefined)).toBe(true);
    expect(unread).toMatchObject([{ what: `details of findings of ${analyzer} (50 of them)` }]);
    expect(callsOf('GetFindingV2').length).toBeLessThanOrEqual(16);
  });

  it('is after how many days an analyzer reports, where nobody may ask for it', async () => {
    mayDo('access-analyzer:ListAnalyzers', 'access-analyzer:ListFindings');
    const analyzer = anAnalyzer();
    find(analyzer, {});
    const { findings, unread } = await read({ needsDetails: () => false });
    expect(findings).toHaveLength(1);
    expect(findings[0]).not.toHaveProperty('afterDays');
    expect(unread).toMatchObject([{ what: `after how many days ${analyzer} reports` }]);
  });

  it('is what the analyzer could not look at itself', async () => {
    const analyzer = anAnalyzer();
    find(analyzer, { error: 'ACCESS_DENIED' });
    find(analyzer, { resource: role('another'), error: 'ACCESS_DENIED' });
    expect(await read()).toMatchObject({
      findings: [],
      unread: [
        {
          what: `what ${analyzer} finds of ${role('old')} and 1 more`,
          why: 'the analyzer could not look: ACCESS_DENIED',
        },
      ],
    });
  });

  it('is nothing, where calls are throttled and a pace repeats them', async () => {
    find(anAnalyzer(), {});
    for (const action of ['ListAnalyzers', 'ListFindingsV2', 'GetFindingV2']) {
      account.failNext('access-analyzer', action, 'ThrottlingException', { status: 429, times: 2 });
    }
    let slept = 0;
    const clock = {
      now: () => systemClock.now() + slept,
      sleep: (ms: number) => {
        slept += ms;
        return Promise.resolve();
      },
    };
    const pace = new Pace({ callsPerSecond: 10, clock, isThrottled });
    expect(await read({ paced: pace.run })).toMatchObject({ findings: [{ arn: role('old') }], unread: [] });
    expect(callsOf('GetFindingV2')).toHaveLength(3);
  });
});
