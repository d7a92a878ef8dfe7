import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { countsOf } from '../../src/guardrails/permissions-boundary/run-summary';
import { namesOf } from '../../src/foundation/names';
import { digestOf } from '../../src/guardrails/permissions-boundary/report/digest';
import { alteredNotice } from '../../src/audit/report/altered-policies';
import { failedRunNotice } from '../../src/audit/report/failed-run';
import { ALTERED_BOUNDARIES, notPrincipalNotice } from '../../src/guardrails/permissions-boundary/report/plan-notices';
import { ALTERED_DENIES } from '../../src/guardrails/unused-service-deny/words';
import { look } from '../../src/guardrails/revoker/look';
import { acceptedNotice } from '../../src/guardrails/revoker/report/rounds/notify-accepted';
import { furtherNotice, owedFor } from '../../src/guardrails/revoker/report/notify-further';
import { announcementsOf } from '../../src/guardrails/revoker/report/notify';
import { textOf } from '../../src/notify/render/text';
import { noticeOf } from '../../src/release/notify';
import { boundaryRulesOf } from '../../src/guardrails/permissions-boundary/deploy/rules-of';
import { wholeDeploymentOf } from '../../src/stacks/whole-deployment';
import { OWN, ownArn } from '../support/boundaries';
import type { Notice } from '../../src/domain/notice/notice';
import { templateFor } from '../support/deployed';
import { aRow, NOW } from '../support/permissions-boundary';
import { anOutcome } from '../support/releasers';
import { aCall, aDecisionOn, ACCOUNT, ADMINS, aUser, DENY_ARN, someRules } from '../support/revoker';
import { refusalOf, someSettings } from '../support/settings';
import type { Settings } from '../../src/settings/schema';

// Stacks are synthesised and bundled: seconds each on a busy machine.
jest.setTimeout(120_000);

const URL = 'https://wiki.example.com/on-call/runbook?view=plain';
const runbook = readFileSync(join(__dirname, '../../docs/runbook.md'), 'utf8');
const hasArticle = (link: string) => {
  const [url = '', article = ''] = link.split('#');
  return url === URL && runbook.includes(`\n## ${article}\n`);
};

const run = { accountId: ACCOUNT, runId: 'run-1', purpose: 'audit', mode: 'enforce', runbook: URL } as const;
const revoked = () => {
  const [user, call] = [aUser(), aCall()];
  const changes = [{ kind: 'managed-policy-attached', user, policyArn: DENY_ARN }] as const;
  const of = { accountId: ACCOUNT, principalId: user.id, principalArn: user.arn, number: 1, openedAt: NOW, changes };
  const done = { kind: 'done', changes, refused: [] } as const;
  const rules = someRules({ runbook: URL });
  const [told] = announcementsOf(call, aDecisionOn(call), done, { kind: 'opened', incident: of }, rules);
  if (told === undefined) throw new Error('nobody is told');
  return told.notice;
};
const further = () => {
  const call = aCall();
  const owed = owedFor(call, aDecisionOn(call), [], { callKey: 'one', now: NOW });
  if (owed === undefined) throw new Error('nothing is owed');
  return furtherNotice([owed], { runbook: URL }).notice;
};
const needing = aRow({ decision: { kind: 'bound', reason: 'used-some', needsAgain: ['sns'] } });
const digest = () => {
  const about = {
    version: 1,
    guardrail: 'permissions-boundary',
    accountId: ACCOUNT,
    runId: 'run-1',
    rules: {},
  } as const;
  const counts = countsOf([needing], NOW.toISOString());
  const plan = { mode: 'enforce', scope: 'everything', altered: [], collected: [], notPrincipal: [] } as const;
  const files = {
    bucket: 'evidence',
    jsonKey: 'run/summary.json',
    csvKey: 'run/summary.csv',
    reportKey: 'run/report.html',
  };
  const place = { region: 'us-east-1', releaseFunction: 'iam-guardrails-release', own: OWN, ...files, runbook: URL };
  const when = { purpose: 'audit', startedAt: NOW.toISOString() } as const;
  return digestOf({ ...about, ...when, counts, principals: [needing], plan }, place);
};
const failed = () => {
  const executionArn = `arn:aws:states:us-east-1:${ACCOUNT}:execution:p-permissions-boundary:run-1`;
  const when = { startedAt: NOW, stoppedAt: NOW, redriveCount: 0 };
  const of = { accountId: ACCOUNT, region: 'us-east-1', executionArn, runId: 'run-1', status: 'FAILED' } as const;
  return failedRunNotice({ ...of, ...when }, 'permissions-boundary', URL);
};

describe('a runbookUrl', () => {
  it.each<[string, () => Notice]>([
    ['that somebody was revoked', revoked],
    ['that more calls succeeded', further],
    ['that a run ended', digest],
    ['that a run failed', failed],
    [
      'that a policy was altered',
      () => alteredNotice([ownArn('x')], { ...run, guardrail: 'permissions-boundary' }, ALTERED_BOUNDARIES),
    ],
    [
      'that a deny was altered',
      () => alteredNotice([ownArn('x')], { ...run, guardrail: 'unused-service-deny' }, ALTERED_DENIES),
    ],
    ['of NotPrincipal', () => notPrincipalNotice({ notPrincipal: ['arn:one'], unread: [], holdsBack: false }, run)],
    [
      'that somebody was released',
      () => noticeOf([anOutcome()], { accountId: ACCOUNT, guardrails: [], headlines: [], runbook: URL }),
    ],
    [
      'that somebody was accepted as an admin',
      () => acceptedNotice({ user: aUser(), group: ADMINS, at: NOW }, { accountId: ACCOUNT, runbook: URL }),
    ],
  ])('is linked by a mail %s, with the article', (_, notice) => {
    const body = textOf(notice());
    const links = body.match(/\S+#[a-z-]+/g) ?? [];
    expect(links.length).toBeGreaterThan(0);
    expect(links.map((link) => link.replace(/\):$/, '')).filter((link) => !hasArticle(link))).toEqual([]);
    expect(body).not.toContain('docs/runbook.md');
  });

  it('is linked by the mail that the revoker cannot tell who is an admin', async () => {
    const nobody = () => Promise.resolve(undefined);
    const iam = { group: nobody, groupNameOfId: nobody } as unknown as Parameters<typeof look>[2]['iam'];
    const { gone } = await look(NOW, someRules({ runbook: URL }), {
      ...{ iam, adminRosters: { of: nobody }, adminSeeds: { of: nobody } },
    });
    expect(gone && textOf(gone.notice)).toContain(`Runbook: ${URL}#revoker-failing`);
  });

  it('is linked by every alarm, with the article', () => {
    const text = readFileSync(templateFor({ runbookUrl: URL }), 'utf8');
    const links = [...text.matchAll(/What to do: ([^"]+)"/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThanOrEqual(8);
    expect(links.filter((link) => !hasArticle(link))).toEqual([]);
    expect(text).not.toContain('docs/runbook.md');
  });

  it('reaches the functions of the audit with their rules', () => {
    const names = namesOf({ partition: 'aws', region: 'us-east-1', accountId: ACCOUNT, prefix: 'p' });
    const runbookOf = (settings: Settings) =>
      boundaryRulesOf(settings, names, wholeDeploymentOf(settings, names))?.runbook;
    expect(runbookOf(someSettings({ runbookUrl: URL }))).toBe(URL);
    expect(runbookOf(someSettings())).toBe('docs/runbook.md');
  });

  it('may be the default, written out', () => {
    expect(someSettings({ runbookUrl: 'docs/runbook.md' })).toEqual(someSettings());
  });

  it.each([
    'http://wiki.example.com/runbook',
    'https://wiki.example.com/runbook#revoked',
    'https://wiki.example.com/${path}',
    'https://wiki.example.com/a b',
    "https://wiki.example.com/';id;'",
    'https://user:secret@wiki.example.com/',
    'docs/runbooks.md',
    `https://wiki.example.com/${'x'.repeat(500)}`,
  ])('may not be %s', (runbookUrl) => {
    const refusal = refusalOf({ backend: 'local', runbookUrl });
    expect(refusal).toContain('runbookUrl');
    expect(refusal).toContain('begins with https:// and has no fragment');
  });
});
