/** Settings that cannot be used, with one line per problem. */
export class SettingsError extends Error {
  public override readonly name = 'SettingsError';

  public constructor(public readonly problems: readonly string[]) {
    super(`cdktf.json, context.guardrails:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  }
}
