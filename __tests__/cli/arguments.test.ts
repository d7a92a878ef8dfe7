import { SCHEDULED } from '../../src/guardrails/catalogue/names';
import { requestOf } from '../../src/cli/arguments';

describe('the arguments of the command', () => {
  it('ask for an audit by the deployment, where nothing else is said', () => {
    expect(requestOf(['audit'])).toEqual({
      ...{ kind: 'audit', guardrail: 'permissions-boundary', purpose: 'audit', region: 'us-east-1' },
    });
  });

  it('ask for a preview of every guardrail, as a run of changes would begin', () => {
    expect(requestOf(['preview'])).toEqual({
      ...{ kind: 'preview', guardrails: SCHEDULED, purpose: 'change', policy: false },
      ...{ region: 'us-east-1', out: 'iam-guardrails-report' },
    });
    expect(requestOf(['preview', '--guardrail', 'credential-cleanup', '--settings', 'team/a'])).toMatchObject({
      ...{ guardrails: ['credential-cleanup'], settings: 'team/a' },
    });
  });

  it('reads the former name of an option, and names it to nobody', () => {
    expect(requestOf(['preview', '--room', 'credential-cleanup'])).toMatchObject({
      guardrails: ['credential-cleanup'],
    });
    expect(() => requestOf(['audit', '--room', 'revoker'])).toThrow('--room revoker is not allowed');
    expect(() => requestOf(['audit', '-x'])).toThrow(/^(?!.*--room)/);
    const both = ['audit', '--guardrail', 'permissions-boundary', '--room', 'credential-cleanup'];
    expect(() => requestOf(both)).toThrow('--room credential-cleanup is the former name of --guardrail; allowed:');
  });

  it('ask for a replay of as many days as CloudTrail keeps, where nothing else is said', () => {
    const request = { kind: 'replay', days: 90, region: 'us-east-1', out: 'iam-guardrails-report' };
    expect(requestOf(['replay'])).toEqual(request);
    expect(requestOf(['replay', '--days', '7'])).toEqual({ ...request, days: 7 });
  });

  it('ask for a snapshot in a file', () => {
    expect(requestOf(['snapshot', '--out', 'a.json', '--anonymise'])).toEqual({
      ...{ kind: 'snapshot', out: 'a.json', anonymise: true, region: 'us-east-1' },
    });
    expect(requestOf(['preview', '--snapshot', 'a.json'])).toMatchObject({ kind: 'preview', snapshot: 'a.json' });
  });

  it('are taken as they are given, in any order', () => {
    const args = ['--observe', '--purpose=change', 'audit', '--prefix', 'p1', '--profile', 'ops', '--out', 'here'];
    expect(requestOf([...args, '--region', 'eu-west-1', '--guardrail', 'permissions-boundary'])).toEqual({
      ...{ kind: 'preview', guardrails: ['permissions-boundary'], purpose: 'change', policy: false, prefix: 'p1' },
      ...{ profile: 'ops', region: 'eu-west-1', out: 'here' },
    });
  });

  it.each([
    ['user/ada', { kind: 'user', name: 'ada' }],
    ['role/a+b=c,d.e@f-g', { kind: 'role', name: 'a+b=c,d.e@f-g' }],
    ['arn:aws:iam::111122223333:role/team/etl', { kind: 'role', name: 'etl', accountId: '111122223333' }],
  ])('ask for the restoration of one principal by its name or its ARN: %s', (whom, principal) => {
    const request = { kind: 'restore', principal, dryRun: false, region: 'us-east-1' };
    expect(requestOf(['restore', whom])).toEqual(request);
    const more = ['--copy', 'accounts/a.json', '--dry-run', '--prefix', 'p1'];
    expect(requestOf(['restore', whom, ...more])).toEqual({
      ...{ ...request, copy: 'accounts/a.json', dryRun: true, prefix: 'p1' },
    });
  });

  it('ask for a review of one plan, in the format that is given', () => {
    const request = { kind: 'review', file: 'plan.json', format: 'text', failIfWeaker: false };
    expect(requestOf(['review', 'plan.json'])).toEqual(request);
    expect(requestOf(['review', '--policy', '--settings', 'a'])).toEqual({ kind: 'plan-policy', settings: 'a' });
    expect(requestOf(['review', '-', '--format', 'markdown', '--fail-if-weaker'])).toEqual({
      ...{ ...request, file: '-', format: 'markdown', failIfWeaker: true },
    });
  });

  it.each([[['--help']], [['help']], [['audit', '-h']], [['audit', '--guardrail', 'nowhere', '--help']]])(
    'ask for help by %j',
    (args) => {
      expect(requestOf(args)).toEqual({ kind: 'help' });
    },
  );

  it.each([[['--version']], [['audit', '--version']]])('ask for the version by %j', (args) => {
    expect(requestOf(args)).toEqual({ kind: 'version' });
  });

  it.each([
    [[], 'no command is given; allowed: audit, preview, snapshot, replay, restore, review, help'],
    [['revoke'], 'revoke is no command; allowed: audit, preview, snapshot, replay, restore, review, help'],
    [['audit', 'now'], 'audit takes options only, and was given now'],
    [['audit', '--guardrail', 'revoker'], '--guardrail revoker is not allowed; allowed: permissions-boundary'],
    [['audit', '--purpose', 'upkeep'], '--purpose upkeep is not allowed; allowed: audit, change'],
    [['audit', '--dry-run'], '--dry-run is no option; allowed: --guardrail, --observe, --purpose'],
    [['audit', '-x'], '-x is no option; allowed: --guardrail'],
    [['audit', '--guardrail'], '--guardrail needs a value'],
    [['audit', '--profile='], '--profile needs a value'],
    [['audit', '--guardrail', '--observe'], '--guardrail needs a value'],
    [['audit', '--observe=yes'], '--observe takes no value'],
    [['replay', '--days', '91'], '--days 91 is not allowed; allowed: 1 to 90'],
    [['replay', '--days', '0'], '--days 0 is not allowed; allowed: 1 to 90'],
    [['replay', 'now'], 'replay takes options only, and was given now'],
    [['snapshot'], 'snapshot needs --out, the file to write'],
    [['snapshot', 'a.json'], 'snapshot takes options only, and was given a.json'],
    [
      ['snapshot', '--out', 'a', '--guardrail', 'x'],
      '--guardrail is no option; allowed: --out, --anonymise, --settings',
    ],
    [['preview', 'now'], 'preview takes options only, and was given now'],
    [['preview', '--guardrail', 'revoker'], '--guardrail revoker is not allowed; allowed: permissions-boundary'],
    [['preview', '--observe'], '--observe is no option; allowed: --guardrail, --purpose, --out, --settings'],
    [['review'], 'review takes one file, which terraform show -json writes, or -, and was given nothing'],
    [['review', 'a', 'b'], 'review takes one file, which terraform show -json writes, or -, and was given a b'],
    [['review', 'a', '--format', 'html'], '--format html is not allowed; allowed: text, markdown, json'],
    [['review', 'a', '--profile', 'ops'], '--profile is no option; allowed: --format, --fail-if-weaker'],
    [['audit', '--out', 'here'], '--out is a folder for what --observe finds'],
    [['audit', '--copy', 'a.json'], '--copy is no option; allowed: --guardrail'],
    [['restore'], 'restore takes user/NAME, role/NAME or one ARN, and was given nothing'],
    [['restore', 'ada'], 'restore takes user/NAME, role/NAME or one ARN, and was given ada'],
    [['restore', 'group/admins'], 'and was given group/admins'],
    [['restore', 'user/team/ada'], 'and was given user/team/ada'],
    [['restore', 'user/ada', 'role/etl'], 'and was given user/ada role/etl'],
    [['restore', 'user/ada', '--observe'], '--observe is no option; allowed: --copy, --dry-run, --prefix'],
    [['restore', 'user/ada', '--copy'], '--copy needs a value'],
    [['restore', 'user/ada', '--dry-run=no'], '--dry-run takes no value'],
  ])('%j are refused', (args, words) => {
    expect(() => requestOf(args)).toThrow(words);
  });
});
