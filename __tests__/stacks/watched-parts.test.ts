import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Testing } from 'cdktf';
import * as z from 'zod';
import { transformerOf } from '../../src/embedded-account/events/input-transformer';
import { readPattern } from '../../src/embedded-account/events/pattern';
import { type Resource, resourcesOf } from '../../src/stacks/limits/template';
import { MainStack } from '../../src/stacks/main';
import { ACCOUNT, DISABLING, type DisablingCall } from '../support/disabling-calls';
import { someSettings } from '../support/settings';

// A stack with everything in it is synthesised and bundled: seconds on a busy machine.
jest.setTimeout(300_000);

/** Everything that a deployment can make. */
const EVERYTHING = {
  trail: { use: 'create', logGroup: true },
  notifications: {
    emails: ['on-call@example.com'],
    channels: [
      { name: 'security', type: 'slack', secret: { ssm: '/guardrails/slack' } },
      { name: 'chat', type: 'amazonQ' },
    ],
    routes: { incident: ['email', 'security', 'chat'] },
  },
  permissionsBoundary: { mode: 'enforce', users: false },
  unusedServiceDeny: { mode: 'enforce' },
  credentialCleanup: { keys: { report: 30, disable: 90 }, analyzer: 'create' },
  dashboard: true,
};

const stack = new MainStack(
  new App({ outdir: Testing.app().outdir, stackTraces: false }),
  'iam-guardrails',
  someSettings(EVERYTHING),
);
const resources = resourcesOf(stack.toTerraform());

/** A text with its expressions filled: with the account, or with the name of the resource that they are of. */
function filled(text: unknown): string {
  return z
    .string()
    .parse(text)
    .replace(/\$\{data\.aws_caller_identity\.\w+\.account_id\}/g, ACCOUNT)
    .replace(/\$\{(\w+\.[\w-]+)\.\w+\}/g, (_, address: string) => {
      const of = resources.find((one) => one.address === address);
      if (of === undefined) throw new Error(`the stack has no ${address}`);
      return nameOf(of);
    });
}

function nameOf({ type, body }: Resource): string {
  const disabling = DISABLING[type];
  if (disabling === undefined || !('namedBy' in disabling)) throw new Error(`nothing names a ${type}`);
  return filled(body[disabling.namedBy]);
}

const callsOn = (resource: Resource): readonly DisablingCall[] => {
  const disabling = DISABLING[resource.type];
  return disabling !== undefined && 'calls' in disabling ? disabling.calls(nameOf(resource)) : [];
};

const target = z.object({
  rule: z.string(),
  input_transformer: z.object({ input_paths: z.record(z.string(), z.string()), input_template: z.string() }),
});

/** The rules of the stack about tampering: what each listens for, and the mail that it makes of an event. */
const watching = resources
  .filter(({ type, body }) => type === 'aws_cloudwatch_event_rule' && String(body['name']).includes('-tampering-'))
  .map((rule) => {
    const name = nameOf(rule);
    const of = resources.find(
      ({ type, body }) => type === 'aws_cloudwatch_event_target' && filled(body['rule']) === name,
    );
    const { input_transformer: by } = target.parse(of?.body);
    const pattern = readPattern(z.string().parse(rule.body['event_pattern']));
    return { name, pattern, mail: transformerOf(by.input_paths, by.input_template) };
  });

const eventOf = ({ service, eventName, ...named }: DisablingCall) => ({
  ...{ source: `aws.${service}`, 'detail-type': 'AWS API Call via CloudTrail', account: ACCOUNT, region: 'us-east-1' },
  detail: {
    ...{ eventSource: `${service}.amazonaws.com`, eventName, ...named },
    userIdentity: { type: 'IAMUser', arn: `arn:aws:iam::${ACCOUNT}:user/rogue` },
  },
});

/** Rules that tell of a call; of a call on a rule those alone that outlive it. */
const tellingOf = (call: DisablingCall) =>
  watching.filter(
    ({ name, pattern }) =>
      pattern.matches(eventOf(call)) &&
      ![call.requestParameters['name'], call.requestParameters['rule']].includes(name),
  );

describe('each kind of resource of a deployment', () => {
  it('is in this stack', () => {
    const source = join(__dirname, '../../src');
    const made = readdirSync(source, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => [
        ...readFileSync(join(source, file), 'utf8').matchAll(/'@cdktf\/provider-aws\/lib\/([\w-]+)'/g),
      ])
      .flatMap(([, kind = '']) => (/^(data-|provider$)/.test(kind) ? [] : [`aws_${kind.replaceAll('-', '_')}`]));
    const here = new Set(resources.map(({ type }) => type));
    expect([...new Set(made)].filter((type) => !here.has(type))).toEqual([]);
  });

  it('has its disabling calls listed, or why nobody need be told of them', () => {
    const kinds = [...new Set(resources.map(({ type }) => type))].sort();
    expect(Object.keys(DISABLING).sort()).toEqual(kinds);
  });
});

describe('a call that disables, blinds, starves or alters', () => {
  const kinds = [...new Set(resources.map(({ type }) => type))].filter((type) => 'calls' in (DISABLING[type] ?? {}));

  it.each(kinds)('any %s of the stack is told by a rule', (kind) => {
    const untold = resources
      .filter(({ type }) => type === kind)
      .flatMap(callsOn)
      .filter((call) => tellingOf(call).length === 0);
    expect(untold).toEqual([]);
  });

  it.each(kinds)('any %s of the stack has the name of the part in the mail, and nothing beside it', (kind) => {
    for (const resource of resources.filter(({ type }) => type === kind)) {
      for (const call of callsOn(resource)) {
        for (const { mail } of tellingOf(call)) {
          const part = /^"Part: (.*)"$/m.exec(mail.textOf(eventOf(call)))?.[1];
          expect(partsIn(call, nameOf(resource))).toContain(part);
        }
      }
    }
  });
});

/** What a mail may say of the part: what the record has with its name, in any case. The bus of a rule is no resource. */
function partsIn(call: DisablingCall, name: string): readonly string[] {
  if (call.eventName === 'UpdateEventBus') return [z.string().default('').parse(call.requestParameters['name'])];
  return textsIn(call).filter((text) => text.toUpperCase().includes(name.toUpperCase()));
}

/** The texts of a record, and lists as EventBridge writes them. */
function textsIn({ requestParameters, responseElements = {} }: DisablingCall): readonly string[] {
  const texts = (value: unknown): readonly string[] => {
    if (Array.isArray(value)) return [`[${value.join(',')}]`];
    if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(texts);
    return [String(value)];
  };
  return [...texts(requestParameters), ...texts(responseElements)];
}
