// Pictures that merchants have uploaded: kept in the database, so that a sandbox is one file.

import type { UploadsTable } from './catalog-tables.ts';
import type { Queries, Trx } from './store.ts';
import { hashOf } from './vault.ts';

export async function insertUpload(trx: Trx, row: UploadsTable): Promise<void> {
  await trx.insertInto('uploads').values(row).execute();
}

/** The upload that a one-time address is for, or null. */
export async function findUploadByToken(trx: Trx, token: string): Promise<UploadsTable | null> {
  const row = await trx
    .selectFrom('uploads')
    .selectAll()
    .where('token_hash', '=', hashOf(token))
    .executeTakeFirst();
  return row ?? null;
}

/** Keeps what has come, once. */
export async function fillUpload(trx: Trx, id: string, content: Uint8Array): Promise<void> {
  const text = Buffer.from(content).toString('base64');
  await trx
    .updateTable('uploads')
    .set({ content: text })
    .where('id', '=', id)
    .where('content', 'is', null)
    .execute();
}

/** A picture by its public name; null when there is none, or none yet. */
export async function readUpload(
  db: Queries,
  id: string,
): Promise<{ readonly contentType: string; readonly content: Uint8Array<ArrayBuffer> } | null> {
  const row = await db
    .selectFrom('uploads')
    .select(['content_type', 'content'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined || row.content === null) return null;
  return { contentType: row.content_type, content: new Uint8Array(Buffer.from(row.content, 'base64')) };
}
