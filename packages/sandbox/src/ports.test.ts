// Facts about the three ports: both loopback families, free ones on request, and a port that is taken.

import { Agent, createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { bindPorts, PortInUse } from './ports.ts';

const HAS_IPV6 = Object.values(networkInterfaces()).some((all) =>
  all?.some(({ address }) => address === '::1'),
);

function textAt(host: string, port: number): Promise<{ status: number | undefined; text: string }> {
  return new Promise((resolve, reject) => {
    get({ host, port, path: '/', agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode, text }));
    }).on('error', reject);
  });
}

describe('bindPorts', () => {
  it('finds three free ports in a row and answers on each, on both families', async () => {
    const ports = await bindPorts(0);
    expect(await textAt('127.0.0.1', ports.first)).toMatchObject({ status: 503 });
    ports.answer([() => new Response('api'), () => new Response('3ds'), () => new Response('bank')]);
    for (const host of HAS_IPV6 ? ['127.0.0.1', '::1'] : ['127.0.0.1']) {
      expect(await textAt(host, ports.first)).toEqual({ status: 200, text: 'api' });
      expect(await textAt(host, ports.first + 1)).toEqual({ status: 200, text: '3ds' });
      expect(await textAt(host, ports.first + 2)).toEqual({ status: 200, text: 'bank' });
    }
    await ports.close(0);
    await expect(textAt('127.0.0.1', ports.first)).rejects.toThrow(/ECONNREFUSED/);
  });

  it('says which port is in use and lets go of the ones it had', async () => {
    // Three that were free a moment ago, and one of them is not.
    const free = await bindPorts(0);
    const { first } = free;
    await free.close(0);
    const holder = createServer();
    await new Promise<void>((resolve) => {
      holder.listen(first + 2, '127.0.0.1', resolve);
    });
    await expect(bindPorts(first)).rejects.toThrow(PortInUse);
    await expect(bindPorts(first)).rejects.toThrow(
      `Port ${first + 2} is in use (the sandbox needs ${first}, ${first + 1} and ${first + 2}).`,
    );
    await new Promise((resolve) => holder.close(resolve));
    const ports = await bindPorts(first);
    await ports.close(0);
  });

  it.runIf(HAS_IPV6)('notices a port that is taken on IPv6 only', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => {
      other.listen(0, '::1', resolve);
    });
    const { port } = other.address() as AddressInfo;
    await expect(bindPorts(port)).rejects.toThrow(`Port ${port} is in use.`);
    other.close();
  });

  it('keeps a connection for longer than a minute, and says so', async () => {
    const ports = await bindPorts(0);
    const agent = new Agent({ keepAlive: true });
    const headers = await new Promise((resolve) => {
      get({ host: '127.0.0.1', port: ports.first, agent }, (response) => {
        response.resume().on('end', () => resolve(response.headers));
      });
    });
    expect(headers).toMatchObject({ connection: 'keep-alive', 'keep-alive': 'timeout=75' });
    agent.destroy();
    await ports.close(0);
  });

  it('lets a running request end before it closes', async () => {
    const ports = await bindPorts(0);
    let finish: (response: Response) => void = () => {};
    const asked = new Promise<void>((begun) => {
      const slow = () => {
        begun();
        return new Promise<Response>((resolve) => {
          finish = resolve;
        });
      };
      ports.answer([slow, slow, slow]);
    });
    const answer = textAt('127.0.0.1', ports.first);
    await asked;
    const closed = ports.close(5000);
    finish(new Response('done'));
    expect(await answer).toEqual({ status: 200, text: 'done' });
    await closed;
  });

  it('cuts a request that outlasts the grace', async () => {
    const ports = await bindPorts(0);
    const asked = new Promise<void>((begun) => {
      const never = () => {
        begun();
        return new Promise<Response>(() => {});
      };
      ports.answer([never, never, never]);
    });
    const answer = textAt('127.0.0.1', ports.first);
    const cut = expect(answer).rejects.toThrow(/socket hang up|ECONNRESET/);
    await asked;
    await ports.close(100);
    await cut;
  });
});
