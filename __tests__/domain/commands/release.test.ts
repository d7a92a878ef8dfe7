import { SCHEDULED } from '../../../src/guardrails/catalogue/names';
import { releaseCommand, releaseRunCommand, releaseTemplate } from '../../../src/domain/commands/release';
import { parse } from '../../support/releasers';

const place = { region: 'us-east-1', releaseFunction: 'iam-guardrails-release' };
const arnOn = (path: string) => `arn:aws:iam::111122223333:user${path}bob`;
const id = 'AIDABOB00000000000001';
const parsed = (command: string) => parse(JSON.parse(/--payload '([^']*)'/.exec(command)?.[1] ?? ''));

describe('the command that releases a principal', () => {
  it('is one line that names the ARN', () => {
    expect(releaseCommand({ arn: arnOn('/eu/'), id }, place)).toBe(
      'aws lambda invoke --region us-east-1 --function-name iam-guardrails-release --cli-binary-format raw-in-base64-out ' +
        `--payload '{"principal":"${arnOn('/eu/')}"}' release.json && cat release.json`,
    );
  });

  it.each([
    "/a';touch${IFS}x;'/",
    '/$(id)/',
    '/`id`/',
    '/a"b/',
    '/a\\/',
    '/!1/',
    '/~/',
    '/a*/',
    '/(a)/',
    '/a;b/',
    '/a&b/',
  ])('names the id of a user on the path %s', (path) => {
    const command = releaseCommand({ arn: arnOn(path), id }, place);
    expect(parsed(command)).toMatchObject({ by: 'id', value: id });
    expect(command).not.toContain(path);
  });

  it.each([undefined, '', "AIDA';id;'", 'AIDA BOB', '--help', 'file:///etc/passwd'])(
    'is a sentence where the id is %j: nothing of the principal stands in it',
    (unknown) => {
      const sentence = releaseCommand({ arn: arnOn("/';id;'/"), id: unknown }, place, 'permissions-boundary');
      expect(sentence).toBe(
        'No command is printed, because the ARN of this principal holds characters that a shell would run; CloudTrail ' +
          'names its id (userIdentity.principalId). Open the function iam-guardrails-release in the Lambda console, and ' +
          'test it with the event { "principal": "<its unique id, AIDA… or AROA…>", "guardrail": "permissions-boundary" }.',
      );
    },
  );
});

describe('the command that releases a run', () => {
  it('has a payload that the release takes', () => {
    expect(parsed(releaseRunCommand('2026-06-01.run_1', place))).toEqual({
      ...{ kind: 'run', runId: '2026-06-01.run_1', guardrails: [...SCHEDULED] },
    });
  });

  it.each(["it's", '.hidden', 'a!b', '(a)', 'über'])('is a sentence for the run %s, which the release takes', (run) => {
    expect(releaseRunCommand(run, place)).toMatch(/^No command is printed, because the name of this run holds/);
    expect(parse({ run })).toEqual({ kind: 'run', runId: run, guardrails: [...SCHEDULED] });
  });

  it.each(['a b', 'a;b', '', '..', 'a/b', 'a\nb', '\u0085', 'a'.repeat(81)])(
    'may not be asked for %j, which Step Functions lets no run be called',
    (run) => {
      expect(() => parse({ run })).toThrow('write the name of the execution');
    },
  );
});

describe('the command that releases everybody', () => {
  it('waits for the answer: the AWS CLI would invoke the function a second time', () => {
    expect(releaseTemplate({ all: true }, place)).toContain(' --cli-read-timeout 0 ');
  });

  it('is refused for a function whose name a shell could read', () => {
    expect(() => releaseTemplate({ all: true }, { ...place, releaseFunction: 'a;b' })).toThrow('cannot stand in');
  });
});
