// node tools/run.mjs test/security/memory/open-and-look.ts FILE PASSPHRASE PASSPHRASE MASKED [control]: opens the key file, signs with it, and
// counts the places in this process's memory where the key stands as it stood in the file. MASKED: the scalar, each octet inverted.
// `control`: one copy is kept on purpose, and must be found.
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { openKeyFile } from '../../../src/trust/issue/index.ts';

const [file, first, second, masked, control] = process.argv.slice(2) as [string, string, string, string, string?];
const key = openKeyFile(file, [first, second]);
await key.sign(Buffer.from('сыноо'));

// ECPrivateKey (RFC 5915): version 1, OCTET STRING of 32. OpenSSL keeps the number in its own way, not so.
const marker = Buffer.from('0201010420', 'hex');
const wanted = Buffer.from(masked, 'hex');
const kept = control === undefined ? undefined : Buffer.concat([marker, wanted.map((octet) => octet ^ 0xff)]);
const isIt = (bytes: Buffer): boolean => bytes.every((octet, at) => (octet ^ 0xff) === wanted[at]);

const regions = readFileSync('/proc/self/maps', 'utf8')
  .split('\n')
  .flatMap((line) => {
    const found = /^([0-9a-f]+)-([0-9a-f]+) rw..\s.*$/.exec(line);
    return found === null || /\[v(syscall|dso|var)\]/.test(line)
      ? []
      : [[`0x${found[1]}`, `0x${found[2]}`].map(BigInt)];
  });
const memory = openSync('/proc/self/mem', 'r');
const STEP = 4 * 2 ** 20;
const chunk = Buffer.alloc(STEP + 64);
let [copies, read] = [0, 0];
for (const [from, to] of regions as [bigint, bigint][])
  for (let at = from; at < to; at += BigInt(STEP)) {
    let size: number;
    try {
      size = readSync(memory, chunk, 0, Number(to - at < BigInt(chunk.length) ? to - at : BigInt(chunk.length)), at);
    } catch {
      continue;
    }
    read += size;
    for (let place = chunk.indexOf(marker); place >= 0 && place < STEP; place = chunk.indexOf(marker, place + 1))
      if (place + 37 <= size && isIt(chunk.subarray(place + 5, place + 37))) copies++;
    chunk.fill(0);
  }
closeSync(memory);
console.log(JSON.stringify({ copies, read, kept: kept?.length ?? 0 }));
