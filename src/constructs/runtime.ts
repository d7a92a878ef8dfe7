/**
 * Runtimes of Lambda that the functions run on, and what each needs.
 *
 * The provider checks the name: 5.100 knows no `nodejs24.x`, 6.21 does (docs/adr/0001-cdktf-and-the-provider-range.md).
 */
export type Runtime = 'nodejs22.x' | 'nodejs24.x';

/** What a bundle is translated for, as esbuild writes it. */
export const targetOf = (runtime: Runtime) => ({ 'nodejs22.x': 'node22', 'nodejs24.x': 'node24' })[runtime];

/** The least version of the AWS provider that deploys it. */
export const providerFloorOf = (runtime: Runtime) => ({ 'nodejs22.x': '5.100.0', 'nodejs24.x': '6.21.0' })[runtime];
