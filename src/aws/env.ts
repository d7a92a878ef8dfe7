/** Reads a variable of the function's environment. An empty one counts as set: the construct says so on purpose. */
export function requireEnv(name: string): string {
  const value = process.env[name];
  if (value === undefined) {
    throw new Error(`environment variable ${name} is not set; the construct that defines this function must set it`);
  }
  return value;
}
