// What the sandbox is compared with: one Hono route that writes one row, as durably as the sandbox does (store.ts).

import { randomUUID } from 'node:crypto';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import Database from 'libsql';
import { tellUsage } from './usage.ts';

const database = new Database(process.argv[2] ?? ':memory:');
database.pragma('journal_mode = WAL');
database.exec('PRAGMA synchronous = FULL');
database.exec('create table orders (id text primary key, body text not null, created_at text not null)');
const insert = database.prepare('insert into orders values (?, ?, ?)');

const app = new Hono();
app.post('/orders', async (c) => {
  const body: unknown = await c.req.json();
  const id = randomUUID();
  insert.run(id, JSON.stringify(body), new Date().toISOString());
  return c.json({ id }, 201);
});
tellUsage();
serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => process.send?.({ port, keys: [] }));
