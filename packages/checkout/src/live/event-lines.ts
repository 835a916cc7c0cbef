// Reads a stream of events (HTML, "server-sent events"), as far as this server's go: the versions that it tells of.

/** The parser of one stream: give it each piece as it comes, and get the versions that are whole by then. */
export function createEventReader(): (piece: string) => readonly number[] {
  let rest = '';
  return (piece) => {
    // A line may end in the next piece.
    const lines = (rest + piece).split(/\r\n|\n|\r/);
    rest = lines.pop() ?? '';
    return lines.flatMap((line) => (line.startsWith('data:') ? versionOf(line.slice(5)) : []));
  };
}

/** What is no version tells nothing. */
function versionOf(data: string): readonly number[] {
  try {
    const version: unknown = JSON.parse(data).version;
    return typeof version === 'number' ? [version] : [];
  } catch {
    return [];
  }
}
