// Style sheets, scripts, fonts and pictures: read once, named by their content, kept by browsers for good.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { createRequire } from 'node:module';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { codingFor } from '../http/compress.ts';

type Asset = {
  readonly url: string;
  readonly type: string;
  readonly plain: Buffer;
  readonly br?: Buffer;
  readonly gzip?: Buffer;
};

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.woff2': 'font/woff2',
};

const require = createRequire(import.meta.url);
const fontFolder = join(dirname(require.resolve('@fontsource/golos-text/package.json')), 'files');

export const fontSubsets = ['cyrillic', 'cyrillic-ext', 'latin', 'latin-ext'] as const;
export const fontWeights = [400, 600] as const;

/** Name -> file on disk. */
function sources(): Map<string, string> {
  const found = new Map<string, string>();
  for (const subset of fontSubsets)
    for (const weight of fontWeights)
      found.set(`golos-${subset}-${weight}.woff2`, join(fontFolder, `golos-text-${subset}-${weight}-normal.woff2`));
  for (const file of readdirSync(import.meta.dirname))
    if (['.css', '.js', '.svg'].includes(extname(file))) found.set(file, join(import.meta.dirname, file));
  return found;
}

/** `url(name)` in a style sheet and `from './name'` in a script become the hashed names of those files. */
function load(): Map<string, Asset> {
  const files = sources();
  const loaded = new Map<string, Asset>();
  const take = (name: string, path: readonly string[]): Asset => {
    const known = loaded.get(name);
    if (known !== undefined) return known;
    const file = files.get(name);
    if (file === undefined || path.includes(name))
      throw new Error(`asset ${name}, named by ${path.at(-1)}, is ${file === undefined ? 'unknown' : 'in a circle'}`);
    const type = extname(name);
    let bytes: Buffer = readFileSync(file);
    const inner = (other: string): string => take(other, [...path, name]).url.slice('/assets/'.length);
    if (type === '.css')
      bytes = Buffer.from(
        squeeze(bytes.toString()).replace(/url\(([\w.-]+)\)/g, (_, other: string) => `url(${inner(other)})`),
      );
    if (type === '.js')
      bytes = Buffer.from(
        bytes
          .toString()
          .replace(
            /(from\s*|import\s*)(['"])\.\/([\w.-]+)\2/g,
            (_, word: string, q: string, other: string) => `${word}${q}./${inner(other)}${q}`,
          ),
      );
    const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 10);
    const asset: Asset = {
      url: `/assets/${name.slice(0, -type.length)}.${hash}${type}`,
      type: types[type]!,
      plain: bytes,
      ...(type === '.woff2'
        ? {}
        : {
            br: brotliCompressSync(bytes, {
              params: { [constants.BROTLI_PARAM_QUALITY]: 10, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
            }),
            gzip: gzipSync(bytes, { level: 9 }),
          }),
    };
    loaded.set(name, asset);
    return asset;
  };
  for (const name of files.keys()) take(name, []);
  return loaded;
}

/** Comments and indentation out; nothing cleverer, so that nothing can break. */
const squeeze = (css: string): string =>
  css
    .replace(/\/\*[^]*?\*\//g, '')
    .replace(/\s*\n\s*/g, '\n')
    .replace(/([{};,])\n/g, '$1')
    .replace(/\n}/g, '}')
    .replace(/: /g, ':')
    .trim();

const assets = load();
const byUrl = new Map([...assets.values()].map((a) => [a.url, a]));

/** The address of an asset by its file name: `assetUrl('app.css')` -> "/assets/app.Xk3aB9….css". An unknown name is a fault. */
export function assetUrl(name: string): string {
  const asset = assets.get(name);
  if (asset === undefined) throw new Error(`no asset is called ${name}`);
  return asset.url;
}

/** For tests and budgets: the bytes as they travel. */
export function assetBytes(name: string): {
  readonly plain: Buffer;
  readonly br: Buffer | undefined;
  readonly gzip: Buffer | undefined;
} {
  const asset = assets.get(name);
  if (asset === undefined) throw new Error(`no asset is called ${name}`);
  return { plain: asset.plain, br: asset.br, gzip: asset.gzip };
}

export const assetNames = (): string[] => [...assets.keys()];

/** What a browser gets for an address and its Accept-Encoding. */
export function serveAsset(
  url: string,
  acceptEncoding = '',
): { readonly body: Buffer; readonly headers: Readonly<Record<string, string>> } | undefined {
  const asset = byUrl.get(url);
  if (asset === undefined) return undefined;
  const coding = asset.br === undefined ? undefined : codingFor(acceptEncoding);
  const body = coding === 'br' ? asset.br! : coding === 'gzip' ? asset.gzip! : asset.plain;
  return {
    body,
    headers: {
      'content-type': asset.type,
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      ...(asset.br === undefined ? {} : { vary: 'accept-encoding' }),
      ...(coding === undefined ? {} : { 'content-encoding': coding }),
    },
  };
}

/** Fastify plugin: GET /assets/*. */
export async function assetRoutes(app: FastifyInstance): Promise<void> {
  app.get<{ Params: { file: string } }>(
    '/assets/:file',
    { config: { kind: 'asset' }, schema: { hide: true } as object },
    (request, reply) => {
      const found = serveAsset(`/assets/${request.params.file}`, request.headers['accept-encoding']);
      if (found === undefined) return reply.callNotFound();
      return reply.headers(found.headers).send(found.body);
    },
  );
}
