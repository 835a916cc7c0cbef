// The disk under the database: waited for on another thread, so that the next requests are worked on meanwhile.

import { type FileHandle, open } from 'node:fs/promises';

export interface Disk {
  /** Resolves when everything that was committed before the call would survive a power cut. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** A database in memory has none. */
export const NO_DISK: Disk = { sync: async () => {}, close: async () => {} };

/**
 * The disk under a database file in WAL mode, where a commit is what it has appended to the log beside the file (SQLite,
 * "Write-Ahead Logging"). With `synchronous = NORMAL`, SQLite itself waits for the disk before and after it moves the log
 * into the file, and never in a commit: that is left to `sync`.
 */
export function diskOf(path: string): Disk {
  let log: Promise<FileHandle> | undefined;
  return {
    async sync() {
      // It is there from the first commit on, and the same file until the database is closed.
      log ??= open(`${path}-wal`, 'r+');
      await (await log).datasync();
    },
    async close() {
      await (await log)?.close();
    },
  };
}
