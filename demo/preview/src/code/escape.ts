// Writes values into code so that none can end the place it stands in: HTML, a script's text, a shell's word.

/** As text between tags, or as an attribute's value in double quotes (HTML, 13.1.2.3). */
export function html(text: string): string {
  return text.replace(/[&<"\r\n]/g, (letter) => ENTITIES[letter] ?? letter);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/**
 * A JavaScript string, which may also stand inside of a `<script>`: there `</script` and `<!--` would mean something to the
 * HTML parser before the script is read (HTML, 4.12.1.3). In single quotes, unless only double ones need no escape.
 */
export function js(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(/[\\'"<\p{Cc}\u2028\u2029\p{Cs}]/gu, (letter) => {
    if (letter === '"' || letter === "'") return letter === quote ? `\\${letter}` : letter;
    return ESCAPES[letter] ?? `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
  return quote + escaped + quote;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '<': '\\x3C',
};

/** One word for a POSIX shell, where nothing means anything inside of single quotes but their end. */
export function shell(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Lines, each further in by so many spaces; empty ones stay empty. */
export function indent(code: string, spaces: number): string {
  return code.replace(/(^|\n)(?=[^\n])/g, `$1${' '.repeat(spaces)}`);
}
