import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { checked, runIn } from './support/checked';

jest.setTimeout(120_000);

const TSCONFIG = readFileSync(join(__dirname, '../../tsconfig.json'), 'utf8');

/** What each file does that it must not, by its path; every other file is what they import. */
const IMPORTS: readonly (readonly [rule: string, file: string, text: string])[] = [
  ['domain-imports-nothing', 'src/domain/policy/reads.ts', `import 'node:fs';`],
  ['pure-folders', 'src/guardrails/one/judge/decide.ts', `import { port } from '../../../aws/iam/port';\nvoid port;`],
  ['pure-folders', 'src/guardrails/one/report/words.ts', `import { done } from '../apply/record';\nvoid done;`],
  [
    'guardrails-are-given-their-ports',
    'src/guardrails/one/apply/record.ts',
    `import 'node:http';\nexport const done = 1;`,
  ],
  ['no-other-guardrail', 'src/guardrails/one/apply/act.ts', `import { name } from '../../two/contract';\nvoid name;`],
  [
    'no-other-guardrail',
    'src/guardrails/one/release/releaser.ts',
    `import { all } from '../../catalogue/release';\nvoid all;`,
  ],
  ['release', 'src/release/parse.ts', `import { name } from '../guardrails/two/contract';\nvoid name;`],
  ['release', 'src/release/notify.ts', `import { entry } from '../domain/boundary/entry';\nvoid entry;`],
  ['release', 'src/release/release.ts', `import { undo } from '../changes/undo';\nvoid undo;`],
  ['no-other-guardrail', 'src/guardrails/one/rules.ts', `import { all } from '../catalogue/names';\nvoid all;`],
  ['release', 'src/release/find.ts', `import { made } from '../guardrails/catalogue/stack';\nvoid made;`],
  ['catalogue', 'src/audit/run/metrics.ts', `import { all } from '../../guardrails/catalogue/names';\nvoid all;`],
  [
    'domain-imports-nothing',
    'src/domain/run/run.ts',
    `import { made } from '../../guardrails/catalogue/stack';\nvoid made;`,
  ],
  [
    'names-import-nothing',
    'src/guardrails/catalogue/names.ts',
    `import { name } from '../two/contract';\nexport const all = [name];`,
  ],
  ['notify', 'src/notify/deliver.ts', `import { name } from '../guardrails/two/contract';\nvoid name;`],
  ['notify', 'src/notify/channels/slack.ts', `import { Channels } from '../deploy/construct';\nvoid Channels;`],
  ['review', 'src/review/kinds/deny.ts', `import { name } from '../../guardrails/two/contract';\nvoid name;`],
  ['review', 'src/review/plan.ts', `import 'node:fs';`],
  ['report', 'src/report/page/page.ts', `import { name } from '../../guardrails/two/contract';\nvoid name;`],
  ['report', 'src/report/page/markup.ts', `import 'node:fs';`],
  ['report-in-a-browser', 'src/report/browser/main.ts', `import { port } from '../../aws/iam/port';\nvoid port;`],
  [
    'nobody-runs-what-a-browser-runs',
    'src/cli/report.ts',
    `import { drawn } from '../report/browser/drawn';\nvoid drawn;`,
  ],
  ['ports-by-type', 'src/changes/carry-out.ts', `import { port } from '../aws/iam/port';\nvoid port;`],
  [
    'changes-and-audit',
    'src/audit/batch/batch.ts',
    `import { name } from '../../guardrails/two/contract';\nvoid name;`,
  ],
  [
    'audit-deploy',
    'src/audit/deploy/permissions.ts',
    `import type { Step } from '../steps/plan';\nexport type Own = Step;`,
  ],
  [
    'settings-compose-the-slices',
    'src/guardrails/two/settings.ts',
    `import { all } from '../../settings/schema';\nvoid all;`,
  ],
  [
    'embedded-account-is-product-blind',
    'src/embedded-account/sns.ts',
    `import { name } from '../guardrails/two/contract';\nvoid name;`,
  ],
  [
    'constructs-are-project-blind',
    'src/constructs/alarm.ts',
    `import { name } from '../guardrails/two/contract';\nvoid name;`,
  ],
  ['handlers', 'handlers/one.ts', `import { all } from '../src/settings/schema';\nvoid all;`],
  [
    'wiring-knows-no-guardrail',
    'src/wiring/ledger.ts',
    `import { name } from '../guardrails/two/contract';\nvoid name;`,
  ],
  [
    'functions-and-the-command-are-wired',
    'src/guardrails/one/gather.ts',
    `import { made } from '../../wiring/iam';\nvoid made;`,
  ],
  ['one-caller-of-the-steps', 'src/cli/observe.ts', `import { step } from '../audit/steps/plan';\nvoid step;`],
  ['ports-come-from-the-wiring', 'handlers/three.ts', `import { env } from 'node:process';\nvoid env;`],
  ['ports-come-from-the-wiring', 'handlers/two.ts', `import { port } from '../src/aws/ledger/port';\nvoid port;`],
  ['no-cycles', 'src/release/answer.ts', `import { work } from './work';\nexport const answer = () => work;`],
];

const IMPORTED = {
  'src/aws/ledger/port.ts': 'export const port = 1;',
  'src/aws/iam/port.ts': 'export const port = 1;',
  'src/changes/undo.ts': 'export const undo = 1;',
  'src/domain/boundary/entry.ts': 'export const entry = 1;',
  'src/guardrails/catalogue/release.ts': 'export const all = [];',
  'src/guardrails/catalogue/stack.ts': 'export const made = 1;',
  'src/guardrails/two/contract.ts': `export const name = 'two';`,
  'src/report/browser/drawn.ts': 'export const drawn = 1;',
  'src/settings/schema.ts': 'export const all = {};',
  'src/wiring/iam.ts': 'export const made = 1;',
  'src/audit/steps/plan.ts': 'export const step = 1;\nexport type Step = typeof step;',
  'src/release/work.ts': `import { answer } from './answer';\nexport const work = () => answer;`,
};

const cruised = z.object({
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

/** The rules that each file breaks, as `npm run imports` finds them. */
function brokenRules(): readonly string[] {
  const files = Object.fromEntries(IMPORTS.map(([, file, text]) => [file, text]));
  const project = { ...IMPORTED, ...files, 'main.ts': '', 'tsconfig.json': TSCONFIG };
  const { said } = runIn(project, ['imports', '--', '--output-type', 'json']);
  return cruised.parse(JSON.parse(said)).summary.violations.map(({ from, rule }) => `${rule.name}: ${from}`);
}

describe('the rules of imports', () => {
  const broken = brokenRules();

  it.each(IMPORTS)('refuse by %s what %s does', (rule, file) => {
    expect(broken).toContain(`${rule}: ${file}`);
  });
});

const GLOBALS = {
  'the clock': 'export const at = Date.now();',
  'a date of now': 'export const date = new Date();',
  'now as a text': 'export const text = Date();',
  'a timer': 'export const timer = setInterval(() => undefined, 1);',
  'a random id': 'export const id = crypto.randomUUID();',
  chance: 'export const drawn = Math.random();',
  'the environment': `export const region = process.env['AWS_REGION'];`,
};
const PURE = [
  'src/domain/policy/glob.ts',
  'src/guardrails/revoker/judge/decide.ts',
  'src/guardrails/permissions-boundary/report/row.ts',
  'src/guardrails/permissions-boundary/apply/draft/assign.ts',
  'src/guardrails/permissions-boundary/rules.ts',
  'src/audit/rules.ts',
  'src/audit/deploy/rules-of.ts',
];

const REFUSED = /^(eslint\(no-restricted-(globals|properties)\)|own\(no-clock\))$/;

describe('the rules of purity', () => {
  const unwired = ['handlers/revoker/answer.ts', 'src/aws/sha256.ts', 'src/release/work.ts'];
  const others = ['src/audit/run/watch.ts', 'src/changes/carry-out.ts'];
  // One violation per line, so that the line tells which one was found.
  const impure = Object.values(GLOBALS).join('\n');
  const { mistakes } = checked(
    Object.fromEntries([
      ...PURE.map((file) => [file, impure] as const),
      ...others.map((file) => [file, GLOBALS['the clock']] as const),
      ...unwired.map((file) => [file, GLOBALS['the environment']] as const),
    ]),
  );
  const refused = mistakes.filter(({ code }) => REFUSED.test(code ?? '')).map(({ file, line }) => `${file}:${line}`);

  const cases = PURE.flatMap((file) => Object.keys(GLOBALS).map((what, index) => [what, file, index + 1] as const));
  it.each(cases)('refuse %s in %s', (_, file, line) => {
    expect(refused).toContain(`${file}:${line}`);
  });

  it('refuse nothing where I/O belongs', () => {
    expect(refused).not.toContainEqual(expect.stringMatching(`^(${others.join('|')}):`));
  });

  it('refuse the environment in every function but for the wiring', () => {
    expect(refused).toEqual(expect.arrayContaining(unwired.map((file) => `${file}:1`)));
  });
});
