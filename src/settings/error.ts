/** Settings that cannot be used, with one line per problem. */
export class SettingsError extends Error {
  public override readonly name = 'SettingsError';

  /** @param place what the problems are in; the settings themselves by default */
  public constructor(
    public readonly problems: readonly string[],
    place = 'cdktf.json, context.guardrails',
  ) {
    super(`${place}:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  }
}
