// Facts about commits that are shared: what one may see of another, and what becomes of all when one fails.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore, type Store, type Trx } from './store.ts';

let folder: string;
let path: string;
let statements: string[];
/** What the next statement of this kind runs into; null for nothing. */
let trouble: RegExp | null;
let store: Store;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xpay-driver-'));
  path = join(folder, 'sandbox.db');
  trouble = null;
  statements = [];
  store = await openStore(path, {
    onStatement(sql) {
      statements.push(sql);
      if (trouble?.test(sql) !== true) return;
      trouble = null;
      throw new Error('disk full');
    },
  });
  statements = [];
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

const note = (trx: Trx, value: string) =>
  trx.updateTable('installation').set({ value }).where('name', '=', 'root_secret').execute();
const noted = async (db: Pick<Trx, 'selectFrom'> = store.db) =>
  (await db.selectFrom('installation').select('value').executeTakeFirstOrThrow()).value;
const commits = () => statements.filter((sql) => sql === 'commit').length;
/** What another process sees. */
const seenOutside = () => {
  const stranger = new Database(path);
  const [row]: unknown[] = stranger.prepare('select value from installation').all();
  stranger.close();
  return row;
};

describe('transactions at the same time', () => {
  it('are one commit, and see what those before them wrote', async () => {
    const seen = await Promise.all(
      ['a', 'b', 'c'].map((value) =>
        store.transaction(async (trx) => {
          const before = await noted(trx);
          await note(trx, value);
          return before;
        }),
      ),
    );
    expect(seen.slice(1)).toEqual(['a', 'b']);
    expect([commits(), seenOutside()]).toEqual([1, { value: 'c' }]);
  });

  it('are answered when the disk has them, and so is who only reads what they wrote', async () => {
    const log: string[] = [];
    const written = store
      .transaction((trx) => note(trx, 'a'))
      .then(() => log.push(`written, ${commits()} commit`));
    const read = noted().then((value) => log.push(`read ${value}, ${commits()} commit`));
    await Promise.all([written, read]);
    expect(log.sort()).toEqual(['read a, 1 commit', 'written, 1 commit']);
    expect(seenOutside()).toEqual({ value: 'a' });
  });

  it('undo only themselves when they fail', async () => {
    const [first, second, third] = await Promise.allSettled([
      store.transaction((trx) => note(trx, 'a')),
      store.transaction(async (trx) => {
        await note(trx, 'b');
        throw new Error('no');
      }),
      store.transaction((trx) => noted(trx)),
    ]);
    expect([first.status, second.status, third]).toEqual([
      'fulfilled',
      'rejected',
      { status: 'fulfilled', value: 'a' },
    ]);
    expect(seenOutside()).toEqual({ value: 'a' });
  });

  it('fail together when their commit does, and the next begin anew', async () => {
    const before = await noted();
    trouble = /^commit$/;
    const both = await Promise.allSettled([
      store.transaction((trx) => note(trx, 'a')),
      store.transaction((trx) => note(trx, 'b')),
    ]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await noted()).toBe(before);
    await store.transaction((trx) => note(trx, 'c'));
    expect(seenOutside()).toEqual({ value: 'c' });
  });

  it('are finished when the store is closed', async () => {
    const written = store.transaction((trx) => note(trx, 'a'));
    await written;
    await store.close();
    expect(seenOutside()).toEqual({ value: 'a' });
    store = await openStore(path);
    expect(await noted()).toBe('a');
  });
});

it('waits for nothing when it has one to commit', async () => {
  await store.transaction((trx) => note(trx, 'a'));
  await store.transaction((trx) => note(trx, 'b'));
  expect([commits(), seenOutside()]).toEqual([2, { value: 'b' }]);
});

describe('a disk that takes its time', () => {
  /** A disk whose syncs end one by one, as they are told to. */
  function aSlowDisk() {
    const syncs: { resolve: () => void; reject: (cause: Error) => void }[] = [];
    const disk = {
      sync: () =>
        new Promise<void>((resolve, reject) => {
          syncs.push({ resolve, reject });
        }),
      close: async () => {},
    };
    const until = (count: number) => expect.poll(() => syncs).toHaveLength(count);
    return { disk, syncs, until };
  }

  /** A store over it, that has been opened. */
  async function aSlowStore() {
    const { disk, syncs, until } = aSlowDisk();
    const counted: string[] = [];
    const opening = openStore(join(folder, 'slow.db'), { disk, onStatement: (sql) => counted.push(sql) });
    await until(1);
    syncs[0]?.resolve();
    const slow = await opening;
    return { slow, syncs, until, commits: () => counted.filter((sql) => sql === 'commit').length };
  }

  it('holds up no work, but every answer; what comes meanwhile is one more commit', async () => {
    const { slow, syncs, until, commits } = await aSlowStore();
    const answered: string[] = [];
    const answer = (what: string) => () => answered.push(what);
    const first = slow.transaction((trx) => note(trx, 'a')).then(answer('first'));
    await until(2);
    const others = ['b', 'c'].map((value) =>
      slow.transaction(async (trx) => {
        expect(await noted(trx)).not.toBe(value);
        await note(trx, value);
      }),
    );
    const read = noted(slow.db).then((value) => answered.push(value));
    await new Promise((resolve) => setImmediate(resolve));
    expect([answered, commits()]).toEqual([[], 2]);
    syncs[1]?.resolve();
    await first;
    await until(3);
    expect([answered, commits()]).toEqual([['first'], 3]);
    syncs[2]?.resolve();
    await Promise.all([...others, read]);
    expect(answered).toEqual(['first', 'c']);
    await slow.close();
  });

  it('that fails is trusted no more: whoever waits is told, and so is everybody after', async () => {
    const { slow, syncs, until } = await aSlowStore();
    const first = slow.transaction((trx) => note(trx, 'a'));
    await until(2);
    const second = slow.transaction((trx) => note(trx, 'b'));
    const lost = Promise.allSettled([first, second]);
    syncs[1]?.reject(new Error('I/O error'));
    expect((await lost).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(noted(slow.db)).rejects.toThrow('The disk has not kept what was written');
    await slow.close();
  });
});

it('refuses work once it is closed', async () => {
  const closed = await openStore(':memory:');
  await closed.close();
  await expect(closed.transaction((trx) => noted(trx))).rejects.toThrow('closed');
  await expect(noted(closed.db)).rejects.toThrow('closed');
});
