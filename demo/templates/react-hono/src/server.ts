// Asks the shop's server.

/** @throws Error when the server does not answer with JSON and success. */
export async function ask<Answer>(path: string, method: 'GET' | 'POST' = 'GET'): Promise<Answer> {
  const response = await fetch(path, { method });
  if (!response.ok) throw new Error(`${path} answered ${response.status}.`);
  return (await response.json()) as Answer;
}
