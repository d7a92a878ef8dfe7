import { withoutComments } from './comments';
import { collisionsOf, type Deployable, environmentWarnings, problemsOfNames, withStateKey } from './environments';
import { SettingsError } from './error';
import { expressionsIn } from './expressions';
import { guardrailsIn } from './file';
import { guardrailsSchema } from './json-schema';
import { environmentNames, settingsOf } from './overlay';
import { problemsOf } from './problems';
import { type Environments, type Settings, settingsSchema } from './schema';

export type { Settings } from './schema';

/**
 * Reads the settings of a deployment from `cdktf.json`.
 *
 * The file is read here because only the CLI passes its context on: plain `node main.ts` would see none.
 *
 * @param folder the project's folder
 * @param environment name of the overlay below `environments`; none when absent or empty
 * @throws SettingsError with every problem found
 */
export function readSettings(folder: string, environment?: string): Settings {
  return parseSettings(guardrailsIn(folder), environment === '' ? undefined : environment);
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
  const names = environmentNames(written);
  const wrongNames = problemsOfNames(names);
  if (wrongNames.length > 0) throw new SettingsError(wrongNames);
  const of = (name: string | undefined) => ({ name, ...judged(withStateKey(settingsOf(written, name), name)) });
  const all = [undefined, ...names].map(of);
  // One that is not among them is refused by its name.
  const chosen = all.find(({ name }) => name === environment) ?? of(environment);
  const others = all.filter(({ name }) => name !== undefined && name !== environment);
  const problems = [
    ...chosen.problems,
    ...others.flatMap(({ name = '', problems: own }) =>
      own.filter((problem) => !chosen.problems.includes(problem)).map((problem) => `environments.${name}: ${problem}`),
    ),
  ];
  if (chosen.settings === undefined || problems.length > 0) throw new SettingsError(problems);
  if (names.length === 0) return chosen.settings;
  return { ...chosen.settings, environments: environmentsOf(all, environment) };
}

/** @throws SettingsError where one deployment would undo another */
function environmentsOf(
  all: readonly { readonly name: string | undefined; readonly settings?: Settings }[],
  chosen: string | undefined,
): Environments {
  // What the base lacks an overlay may give: where it stands for itself it may be incomplete.
  const deployable = all.flatMap(({ name, settings }): Deployable[] =>
    settings === undefined ? [] : [{ name, settings }],
  );
  const collisions = collisionsOf(deployable);
  if (collisions.length > 0) throw new SettingsError(collisions);
  return { ...(chosen !== undefined && { chosen }), warnings: environmentWarnings(deployable, chosen) };
}

function judged(input: unknown): { readonly settings?: Settings; readonly problems: readonly string[] } {
  const result = settingsSchema.safeParse(input);
  const expressions = expressionsIn(input);
  if (result.success) return { settings: result.data, problems: expressions };
  return { problems: [...problemsOf(result.error.issues, input, guardrailsSchema()), ...expressions] };
}
