import { parseSettings, type Settings } from '../../src/settings';

/** Settings of a deployment that has nothing to warn of; override only what the test is about. */
export function someSettings(overrides: object = {}): Settings {
  const told = { notifications: { emails: ['on-call@example.com'] }, deployers: [] };
  const quiet = { backend: 'local', trail: { use: 'create' }, ...told };
  return parseSettings({ ...quiet, ...overrides });
}

/** The text of the error that settings are refused with. */
export function refusalOf(raw: unknown, environment?: string): string {
  try {
    parseSettings(raw, environment);
  } catch (error) {
    return String(error);
  }
  throw new Error('the settings were accepted');
}
