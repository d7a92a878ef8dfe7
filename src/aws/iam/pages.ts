interface Page {
  readonly IsTruncated?: boolean | undefined;
  readonly Marker?: string | undefined;
}

/**
 * Every page of an IAM list, one call after another.
 *
 * @throws Error where the list says that there is more and not where, or would never end
 */
export async function* pages<P extends Page>(next: (marker: { Marker?: string }) => Promise<P>): AsyncGenerator<P> {
  let marker: { Marker?: string } = {};
  for (;;) {
    const page = await next(marker);
    yield page;
    if (page.IsTruncated !== true) return;
    if (page.Marker === undefined || page.Marker === marker.Marker)
      throw new Error('IAM answered without the next page');
    marker = { Marker: page.Marker };
  }
}
