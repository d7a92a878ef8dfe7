/** How long a call waits for a connection and for its answer. @param requestTimeout milliseconds */
export const timeouts = (requestTimeout: number) => ({
  connectionTimeout: 1_000,
  requestTimeout,
  throwOnRequestTimeout: true,
});
