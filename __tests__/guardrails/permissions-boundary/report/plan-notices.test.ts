import { RUNBOOK } from '../../../../src/domain/notice/runbook';
import {
  alteredNotice,
  notPrincipalNotice,
  whichMayDeny,
  type FoundIn,
} from '../../../../src/guardrails/permissions-boundary/report/plan-notices';
import { ownArn, sha256 } from '../../../support/boundaries';
import { ACCOUNT } from '../../../support/permissions-boundary';

const run: FoundIn = { accountId: ACCOUNT, runId: 'r1', purpose: 'upkeep', mode: 'enforce', runbook: RUNBOOK };
const many = Array.from({ length: 21 }, (_, at) => `arn:aws:s3:::closed-${String(at).padStart(2, '0')}`);

describe('the notice of an altered policy', () => {
  it('asks for action, names the policy, and says what happens', () => {
    const { subject, body } = alteredNotice([ownArn('x')], run);
    expect(subject).toBe('ACTION NEEDED: boundary policy altered: iam-guardrails-boundary-x');
    expect(body).toContain(`  ${ownArn('x')}\n`);
    expect(body).toContain('given their texts back');
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
    expect(body).toContain('Nothing is changed in observe mode');
    expect(body).not.toContain('text back');
  });
});

describe('the notice of policies that deny everybody but some', () => {
  it('lists twenty of them, and how many more there are', () => {
    const { subject, body } = notPrincipalNotice(
      { notPrincipal: many, unread: ['arn:aws:s3:::shut'], holdsBack: false },
      run,
    );
    expect(subject).toBe('ACTION NEEDED: whoever has a boundary is denied by NotPrincipal in 21 resource(s)');
    expect(subject.length).toBeLessThan(100);
    expect(body).toContain('closed-19\n  and 1 more\n');
    expect(body).toContain('cannot be read, perhaps because they deny everybody but some:\n  arn:aws:s3:::shut\n');
  });

  it('asks for no action where policies cannot be read and nothing else', () => {
    const { subject, body } = notPrincipalNotice(
      { notPrincipal: [], unread: ['arn:aws:s3:::shut'], holdsBack: false },
      run,
    );
    expect(subject).toBe('IAM permissions: not looked at for NotPrincipal: 1 resource(s)');
    expect(body).not.toContain('Deny with NotPrincipal');
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
    expect(bodyOf(true)).toContain('boundaries begin, or become narrower, with the next run');
    expect(bodyOf(false)).not.toContain('with the next run');
    for (const kind of ['KMS', 'SQS', 'SNS', 'secrets']) expect(bodyOf(false)).toContain(kind);
  });
});
