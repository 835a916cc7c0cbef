// Which languages a request asks for, from what anybody may write into an address or a header.

/**
 * Language tags, best first: `?locale=` unless it says `auto`, then that of what the request is about, then
 * `Accept-Language` by its weights (RFC 9110, 12.5.4). Not checked: who uses them passes over what is no tag.
 *
 * @param preferred BCP 47, of a session for instance.
 */
export function requestedLocales(request: Request, preferred: string | null = null): readonly string[] {
  const asked = new URL(request.url).searchParams.get('locale');
  const accepted = (request.headers.get('accept-language') ?? '')
    .split(',', MOST_ACCEPTED)
    .map((part) => {
      const [tag = '', weight] = part.trim().split(/\s*;\s*q=/);
      return { tag, weight: weight === undefined ? 1 : Number(weight) || 0 };
    })
    .filter(({ tag, weight }) => tag !== '' && tag !== '*' && weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);
  return [asked ?? '', preferred ?? '', ...accepted].filter((tag) => tag !== '' && tag !== 'auto');
}

/** Browsers list a handful of languages; whoever lists thousands wants to keep us busy. */
const MOST_ACCEPTED = 20;
