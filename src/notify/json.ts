/** @returns undefined where the text is no JSON: the error of JSON.parse would show a piece of it */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
