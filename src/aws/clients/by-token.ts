/** Pages by a token that each page gives for the next; the same token twice would never end. */
export async function* byToken<P>(
  next: (token: string | undefined) => Promise<P>,
  tokenOf: (page: P) => string | undefined,
): AsyncGenerator<P> {
  let token: string | undefined;
  do {
    const page = await next(token);
    yield page;
    const following = tokenOf(page);
    if (following !== undefined && following === token) throw new Error('the service answered without the next page');
    token = following;
  } while (token !== undefined && token !== '');
}
