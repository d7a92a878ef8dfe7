/**
 * Stands in for the SDK's chain of credential providers in every bundle.
 *
 * In Lambda the credentials are always in the environment; the chain's other sources cost size and time to load.
 */
export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';
