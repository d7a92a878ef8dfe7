import { RUNBOOK } from '../../../../src/domain/notice/runbook';
import { alteredNotice as altered, type FoundIn } from '../../../../src/audit/report/altered-policies';
import { PERMISSIONS_BOUNDARY } from '../../../../src/guardrails/permissions-boundary/contract';
import {
  ALTERED_BOUNDARIES,
  notPrincipalNotice as notPrincipal,
  whichMayDeny,
} from '../../../../src/guardrails/permissions-boundary/report/plan-notices';
import { mailOf } from '../../../../src/notify/render/text';
import { ownArn, sha256 } from '../../../support/boundaries';
import { ACCOUNT } from '../../../support/permissions-boundary';

const alteredNotice = (arns: readonly string[], of: FoundIn) =>
  mailOf(altered(arns, { ...of, guardrail: PERMISSIONS_BOUNDARY }, ALTERED_BOUNDARIES));
const notPrincipalNotice = (...args: Parameters<typeof notPrincipal>) => mailOf(notPrincipal(...args));
const run: FoundIn = { accountId: ACCOUNT, runId: 'r1', purpose: 'upkeep', mode: 'enforce', runbook: RUNBOOK };
const many = Array.from({ length: 21 }, (_, at) => `arn:aws:s3:::closed-${String(at).padStart(2, '0')}`);

describe('the notice of an altered policy', () => {
  it('asks for action, names the policy, and says what happens', () => {
    const { subject, body } = alteredNotice([ownArn('x')], run);
    expect(subject).toBe('ACTION NEEDED: boundary policy altered: iam-guardrails-boundary-x');
    expect(body).toContain(`  ${ownArn('x')}\n`);
    expect(body).toContain('gives the policies their text back');
  });

  it('is one of all of them, and fits what SNS takes', () => {
    const arns = Array.from({ length: 5000 }, (_, at) => ownArn(`${sha256('').slice(0, 28)}${at}`));
    const { subject, body } = alteredNotice(arns.slice(0, 1500), run);
    expect(subject).toBe('ACTION NEEDED: 1500 boundary policies altered');
    expect(arns.slice(0, 1500).every((arn) => body.includes(`  ${arn}\n`))).toBe(true);
    expect(alteredNotice(arns, run).body).toContain('and 3500 more');
    expect(alteredNotice(arns, run).body.length).toBeLessThan(262_144);
  });

  it('promises nothing in observe mode', () => {
    const { body } = alteredNotice([ownArn('x')], { ...run, mode: 'observe' });
    expect(body).toContain('Nothing was done: the guardrail is in observe mode.');
    expect(body).not.toContain('text back');
  });
});

describe('the notice of policies that deny everybody but some', () => {
  it('lists twenty of them, and how many more there are', () => {
    const { subject, body } = notPrincipalNotice(
      { notPrincipal: many, unread: ['arn:aws:s3:::shut'], holdsBack: false },
      run,
    );
    expect(subject).toBe('ACTION NEEDED: 21 resource policies (NotPrincipal) deny all principals that have a boundary');
    expect(subject.length).toBeLessThan(100);
    expect(body).toContain('closed-19\n  and 1 more\n');
    expect(body).toContain(
      '1 resource policy could not be read, and may deny everybody but some (Deny with NotPrincipal).\n',
    );
  });

  it('asks for no action where policies cannot be read and nothing else', () => {
    const { subject, body } = notPrincipalNotice(
      { notPrincipal: [], unread: ['arn:aws:s3:::shut'], holdsBack: false },
      run,
    );
    expect(subject).toBe('IAM permissions: 1 resource policy could not be checked for NotPrincipal');
    expect(body).not.toMatch(/resource polic(y denies|ies deny)|Rewrite|Deny everybody/);
  });

  it('is the same for the same lists, whether the run holds back or not, and another for others', () => {
    const [one, other] = [
      { notPrincipal: ['arn:a'], unread: ['arn:b'] },
      { notPrincipal: ['arn:a', 'arn:b'], unread: [] },
    ];
    const [holding, going] = [true, false].map((holdsBack) => {
      const found = { ...one, holdsBack };
      return whichMayDeny(found, sha256);
    });
    expect(holding).toBe(going);
    expect(whichMayDeny(other, sha256)).not.toBe(holding);
  });

  it('says when boundaries begin, and what nobody looks at', () => {
    const bodyOf = (holdsBack: boolean) => notPrincipalNotice({ notPrincipal: many, unread: [], holdsBack }, run).body;
    expect(bodyOf(true)).toContain('gives nobody a first or a narrower boundary. The next run does, within a day.');
    expect(bodyOf(false)).not.toContain('next run');
    for (const kind of ['KMS', 'SQS', 'SNS', 'secrets']) expect(bodyOf(false)).toContain(kind);
  });
});
