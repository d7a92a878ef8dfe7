import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GUARDRAILS, SCHEDULED } from '../../src/guardrails/catalogue/names';
import { PREVIEWED } from '../../src/guardrails/catalogue/preview';
import { EVENT_DRIVEN, SCHEDULED as SCHEDULED_SETTINGS } from '../../src/guardrails/catalogue/settings';
import { DEPLOYED } from '../../src/guardrails/catalogue/stack';
import { eventDriven, scheduled } from '../../src/settings/guardrails';

const ROOT = join(__dirname, '../..');

/** What joins the guardrails, and what they share words and resources with. */
const SHARED = ['domain', 'foundation', 'setting-values', 'settings', 'stacks', 'wiring'];

/** Files that name a guardrail or its key all the same, and why. */
const NAMING: Readonly<Record<string, string>> = {
  'src/foundation/preflight.ts': "the plan's conditions say which key to mend",
  'src/foundation/trail-logs.ts': 'an attribute of IAM roles in Terraform',
  'src/settings/trail.ts': 'a description says which key the default follows',
  'src/stacks/whole-deployment.ts': 'who the admins are holds for the whole deployment',
};

const words = [...GUARDRAILS, ...Object.keys({ ...EVENT_DRIVEN, ...SCHEDULED_SETTINGS })];
const named = new RegExp(`\\b_?(${words.join('|')})(\\b|_)`);

const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/ .*$/gm, '');

const files = SHARED.flatMap((folder) =>
  readdirSync(join(ROOT, 'src', folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `src/${folder}/${file}`),
);

describe('the catalogue of the guardrails', () => {
  it('is the only place that names one, but for what has a reason', () => {
    const naming = files.filter((file) => named.test(withoutComments(readFileSync(join(ROOT, file), 'utf8'))));
    expect(naming.sort()).toEqual(Object.keys(NAMING).sort());
  });

  it('has the same guardrails in each of its files', () => {
    expect([...eventDriven, ...scheduled].map(({ name }) => name)).toEqual([...GUARDRAILS]);
    expect(scheduled.map(({ name }) => name)).toEqual([...SCHEDULED]);
    expect(PREVIEWED.map(({ name }) => name)).toEqual([...SCHEDULED]);
    expect(DEPLOYED.map(({ name }) => name)).toEqual([...GUARDRAILS]);
  });

  it('has every folder of src/guardrails', () => {
    const folders = readdirSync(join(ROOT, 'src/guardrails')).filter((folder) => folder !== 'catalogue');
    expect(folders.sort()).toEqual([...GUARDRAILS].sort());
  });
});
