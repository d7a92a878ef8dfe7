import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, withoutComments } from './settings/comments';
import { SettingsError } from './settings/error';
import { settingsJsonSchema } from './settings/json-schema';
import { environmentNames, settingsOf } from './settings/overlay';
import { problemsOf } from './settings/problems';
import { type Settings, settingsSchema } from './settings/schema';

export type { Settings } from './settings/schema';

/**
 * Reads the settings of a deployment from `cdktf.json`.
 *
 * The file is read here because only the CLI passes its context on: plain `node main.ts` would see none.
 *
 * @param folder the project's folder
 * @param environment name of the overlay below `environments`; none when absent or empty
 */
export function readSettings(folder: string, environment?: string): Settings {
  const file = parsed(readFileSync(join(folder, 'cdktf.json'), 'utf8'));
  const context = isObject(file) ? file['context'] : undefined;
  const guardrails = isObject(context) ? context['guardrails'] : undefined;
  return parseSettings(guardrails ?? {}, environment === '' ? undefined : environment);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new SettingsError([`the file is no JSON: ${error.message}`]);
    throw error;
  }
}

/**
 * Checks settings and fills in the defaults.
 *
 * The overlays of the other environments are checked as well, so that a mistake in one is seen before its deployment.
 *
 * @throws SettingsError with every problem found
 */
export function parseSettings(raw: unknown, environment?: string): Settings {
  const written = withoutComments(raw);
  const others = environmentNames(written).filter((name) => name !== environment);
  const chosen = judged(settingsOf(written, environment));
  const problems = [
    ...chosen.problems,
    ...others.flatMap((name) =>
      judged(settingsOf(written, name))
        .problems.filter((problem) => !chosen.problems.includes(problem))
        .map((problem) => `environments.${name}: ${problem}`),
    ),
  ];
  if (chosen.settings === undefined || problems.length > 0) throw new SettingsError(problems);
  return chosen.settings;
}

function judged(input: unknown): { readonly settings?: Settings; readonly problems: readonly string[] } {
  const result = settingsSchema.safeParse(input);
  if (result.success) return { settings: result.data, problems: [] };
  return { problems: problemsOf(result.error.issues, input, settingsJsonSchema()) };
}
