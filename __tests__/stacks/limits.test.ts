import { App, Testing } from 'cdktf';
import { longest } from '../../src/stacks/limits/longest';
import { sizesOf } from '../../src/stacks/limits/sizes';
import { resourcesOf } from '../../src/stacks/limits/template';
import { withinLimits } from '../../src/stacks/limits/within-limits';
import { MainStack } from '../../src/stacks/main';
import { someSettings } from '../support/settings';

// Stacks are synthesised and bundled: seconds each on a busy machine.
jest.setTimeout(120_000);

const account = '111122223333';
/** A deployment that spares so many, each on a path of so many characters. */
const sparing = (count: number, exempt: number, pathLength: number) => ({
  permissionsBoundary: { mode: 'enforce' },
  protectedPrincipals: Array.from({ length: count }, (_, index) => ({
    arn: `arn:aws:iam::${account}:role/${'p'.repeat(pathLength)}/deployer-${index}`,
    reason: 'deploys',
  })),
  revoker: {
    exempt: Array.from({ length: exempt }, (_, index) => ({
      ...{ arn: `arn:aws:iam::${account}:user/${'q'.repeat(pathLength)}/break-glass-${index}`, id: `AIDA${index}` },
      ...{ reason: 'break-glass', owner: 'ops' },
    })),
  },
});
const synthesised = (settings: object) =>
  new MainStack(
    new App({ outdir: Testing.app().outdir, stackTraces: false }),
    'iam-guardrails',
    someSettings(settings),
  ).toTerraform() as unknown;

const inline = (role: string, settings: object) => {
  const found = sizesOf(resourcesOf(synthesised(settings))).find(
    ({ what }) => what === `the inline policies of the role iam-guardrails-${role}`,
  );
  if (found === undefined) throw new Error(`there is no role ${role}`);
  return found;
};

describe('a stack', () => {
  it('leaves room in the policies of its roles with forty protected and fifteen exempt', () => {
    const { length, most, text } = inline('permissions-boundary-change', sparing(40, 15, 20));
    expect(most).toBe(10_240);
    expect(length).toBeLessThan(9_000);
    const listed = text.match(/arn:aws:iam::111122223333:(user|role)\/[pq]+\/[\w-]+/g) ?? [];
    expect(listed).toHaveLength(55);
    expect(new Set(listed).size).toBe(55);
  });

  it('is refused in words, with the settings to shorten, before AWS refuses a policy in the middle of an apply', () => {
    const refused = () => synthesised(sparing(40, 15, 200));
    expect(refused).toThrow(
      /the inline policies of the role iam-guardrails-permissions-boundary-change can have \d\d,\d{3} characters; AWS allows 10,240\. Shorten protectedPrincipals \(\d+,\d{3} characters of it\), revoker\.exempt \(\d,\d{3} /,
    );
    expect(refused).toThrow(/^cdktf\.json, context\.guardrails:\n/);
    expect(refused).toThrow(/What only a deployment knows.*is counted at its longest\./);
  });

  it('has each of its texts looked at, by the type of the resource', () => {
    const kinds = new Set(sizesOf(resourcesOf(synthesised({}))).map(({ what }) => what.replace(/ \S+$/, '')));
    expect([...kinds].sort()).toEqual([
      'the description of the alarm',
      'the environment of the function',
      'the event pattern of the rule',
      'the inline policies of the role',
      'the parameter',
      'the policy',
      'the policy of the bucket',
      'the policy of the queue',
      'the trust policy of the role',
    ]);
  });

  it('is refused where the names of admin groups fill the environment of the revoker', () => {
    const adminGroups = Array.from({ length: 20 }, (_, index) => `${'g'.repeat(100)}${index}`);
    expect(() => synthesised({ revoker: { adminGroups } })).toThrow(
      /the environment of the function iam-guardrails-revoker can have .*AWS allows 4,096\. Shorten revoker\.adminGroups \(2,0/,
    );
  });
});

describe('limits', () => {
  const policyOf = (text: string) => ({ resource: { aws_iam_policy: { one: { name: 'deny', policy: text } } } });

  it('are kept by the last character, and IAM counts no whitespace', () => {
    const most = JSON.stringify({ a: 'x'.repeat(6_144 - 8) });
    expect(most).toHaveLength(6_144);
    expect(() => {
      withinLimits(policyOf(`${most} \n`), {});
    }).not.toThrow();
    expect(() => {
      withinLimits(policyOf(most.replace('x', 'xx')), { some: { listed: ['x'.repeat(100)] } });
    }).toThrow(/the policy deny can have 6,145 characters; AWS allows 6,144\. Shorten some\.listed \(6,1/);
  });

  /** The limit of a text, by the type of its resource and what is called so. */
  const LIMITS: readonly [type: string, bodyOf: (text: string) => object, most: number, what: string][] = [
    ['aws_iam_policy', (policy) => ({ name: 'n', policy }), 6_144, 'the policy n'],
    ['aws_iam_role', (trust) => ({ name: 'n', assume_role_policy: trust }), 2_048, 'the trust policy of the role n'],
    ['aws_s3_bucket_policy', (policy) => ({ bucket: 'n', policy }), 20_480, 'the policy of the bucket n'],
    ['aws_sqs_queue_policy', (policy) => ({ queue_url: 'n', policy }), 8_192, 'the policy of the queue n'],
    ['aws_ssm_parameter', (value) => ({ name: 'n', value }), 4_096, 'the parameter n'],
    [
      'aws_cloudwatch_event_rule',
      (pattern) => ({ name: 'n', event_pattern: pattern }),
      ...([2_048, 'the event pattern of the rule n'] as const),
    ],
    [
      'aws_cloudwatch_metric_alarm',
      (description) => ({ alarm_name: 'n', alarm_description: description }),
      ...([1_024, 'the description of the alarm n'] as const),
    ],
    // An object is counted as JSON: `{"v":"…"}`.
    [
      'aws_lambda_function',
      (text) => ({ function_name: 'n', environment: { v: text.slice(8) } }),
      ...([4_096, 'the environment of the function n'] as const),
    ],
  ];

  it.each(LIMITS)('of %s are kept by the last character, and by no more', (type, bodyOf, most, what) => {
    const check = (text: string) => () => {
      withinLimits({ resource: { [type]: { one: bodyOf(text) } } }, {});
    };
    expect(check('x'.repeat(most))).not.toThrow();
    const [allowed, given] = [most, most + 1].map((count) => count.toLocaleString('en-US'));
    expect(check('x'.repeat(most + 1))).toThrow(`${what} can have ${given} characters; AWS allows ${allowed}.`);
    const countsBlanks = !type.startsWith('aws_iam_');
    const blank = check(`${'x'.repeat(most)} `);
    if (countsBlanks) expect(blank).toThrow(`${what} can have ${given}`);
    else expect(blank).not.toThrow();
  });

  it('count bytes where AWS says KB, and not characters', () => {
    const stack = { resource: { aws_ssm_parameter: { one: { name: 'n', value: `${'x'.repeat(4_095)}é` } } } };
    expect(() => {
      withinLimits(stack, {});
    }).toThrow('the parameter n can have 4,097 characters');
  });

  it('name a setting from a twentieth of what is too long on', () => {
    const [twentieth, less] = ['y'.repeat(250), 'z'.repeat(249)];
    const value = `${twentieth}${less}`.padEnd(5_000, 'x');
    expect(() => {
      withinLimits({ resource: { aws_ssm_parameter: { one: { name: 'n', value } } } }, { twentieth, less });
    }).toThrow('Shorten twentieth (250 characters of it). ');
  });

  it('name an object of S3 that stands in the text as an ARN', () => {
    const key = `my-bucket/${'k'.repeat(5_000)}`;
    const one = { name: 'n', value: `arn:aws:s3:::${key}` };
    expect(() => {
      withinLimits({ resource: { aws_ssm_parameter: { one } } }, { list: `s3://${key}` });
    }).toThrow('Shorten list (5,010 characters of it). ');
  });

  it('hold for all inline policies of a role together', () => {
    const of = (policy: string) => ({ role: '${aws_iam_role.one.name}', policy });
    const [half, more] = ['x'.repeat(5_120), 'x'.repeat(5_121)];
    const stack = (...texts: string[]) => ({
      resource: {
        aws_iam_role: { one: { name: 'worker', assume_role_policy: '{}' } },
        aws_iam_role_policy: Object.fromEntries(texts.map((text, index) => [`p${index}`, of(text)])),
      },
    });
    expect(() => {
      withinLimits(stack(half, half), {});
    }).not.toThrow();
    expect(() => {
      withinLimits(stack(half, more), {});
    }).toThrow(/the inline policies of the role worker can have 10,241 characters/);
  });
});

describe('what only a deployment knows', () => {
  const resources = resourcesOf({
    resource: {
      aws_iam_role: { one: { name: 'worker-${data.aws_caller_identity.caller.account_id}', path: '/p/' } },
    },
  });

  it.each([
    ['the account id', 'a${data.aws_caller_identity.caller.account_id}b', 14],
    ['the id of a group', '${data.aws_iam_group.preflight_Admins_1A.group_id}', 128],
    ['an attribute that stands in the stack', '${aws_iam_role.one.name}', 'worker-111122223333'.length],
    ['an ARN', '${aws_iam_role.one.arn}', 64 + '/p/worker-111122223333'.length],
    ['anything else', '${aws_iam_role.one.unique_id}', 2048],
    ["what is IAM's own variable", 'user/$${aws:username}', 'user/${aws:username}'.length],
  ])('is taken at its longest: %s', (_, text, length) => {
    expect(longest(text, resources)).toHaveLength(length);
  });
});
